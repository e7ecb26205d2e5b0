"""Storing: what is written is read back exactly, and a file is written all or not at all."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.schema import (
    ARTICLE_COLUMNS,
    BASES,
    EVENT_COLUMNS,
    EVIDENCE_COLUMNS,
    GRANULARITIES,
    KINDS,
    PARTICIPANT_COLUMNS,
    ROLES,
    STATUSES,
    Article,
    Event,
    Evidence,
    Participant,
)
from pipeline.store import FORMATS, StoreError, files, format_of, frames, load, read_events, replacing, save

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAMES = st.lists(TEXT, max_size=3).map(tuple)
DAYS = st.one_of(st.none(), st.dates())
EVIDENCE = st.builds(
    Evidence,
    document=st.sampled_from(["a", "b", "c"]),
    start=st.integers(0, 9),
    end=st.integers(10, 99),
    text=TEXT,
    rule=TEXT,
)
PARTICIPANTS = st.builds(
    Participant,
    kind=st.sampled_from(["person", "country", "organisation"]),
    name=TEXT,
    role=st.sampled_from(ROLES),
    rule=TEXT,
)


def events_with(members):
    return st.builds(
        Event,
        event_id=TEXT,
        title=TEXT,
        start=DAYS,
        end=DAYS,
        granularity=st.sampled_from(GRANULARITIES),
        edtf=TEXT,
        time_text=TEXT,
        basis=st.sampled_from(BASES),
        kind=st.sampled_from(KINDS),
        status=st.sampled_from(STATUSES),
        participants=st.lists(PARTICIPANTS, max_size=2).map(tuple),
        persons=NAMES,
        countries=NAMES,
        organisations=NAMES,
        place=st.one_of(st.none(), TEXT),
        confidence=st.floats(0, 1),
        evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
        sources=st.integers(1, 9),
        conflicts=NAMES,
        corrections=NAMES,
        members=members,
    )


EVENTS = st.lists(events_with(st.lists(events_with(st.just(())), max_size=2).map(tuple)), max_size=3)
ARTICLES = [
    Article(name, f"Text von {name}.", f"Titel {name}", day, basis, "x", f"{name}.txt", sha256="0")
    for name, day, basis in (
        ("a", date(2025, 12, 16), "given"),
        ("b", None, "unknown"),
        ("c", None, "unknown"),
    )
]
EVENT = Event(
    event_id="id1",
    title="=Rat, tagt",
    start=date(2024, 5, 6),
    end=date(2024, 5, 7),
    granularity="range",
    edtf="2024-05-06/2024-05-07",
    time_text="am Montag und Dienstag",
    basis="relative",
    kind="talks",
    status="occurred",
    participants=(Participant("person", "Eva Muster", "acts", "table"),),
    persons=("Eva Muster", "Max Beispiel"),
    countries=("DE",),
    organisations=(),
    place=None,
    confidence=0.75,
    evidence=(Evidence("a", 0, 4, "Text", "r"), Evidence("b", 0, 4, "Text\nzwei", "r")),
)
UNDATED = replace(EVENT, event_id="id2", start=None, end=None)


def stored(events, articles=ARTICLES):
    stream = io.BytesIO()
    save(events, articles, stream, "parquet")
    return stream.getvalue()


@settings(max_examples=60, deadline=None)
@given(EVENTS)
def test_parquet_gives_events_and_tables_back(tmp_path_factory, events):
    path = tmp_path_factory.getbasetemp() / "round.parquet"
    save(events, ARTICLES, path)
    assert list(read_events(path)) == events
    found, made = load(path), frames(events, ARTICLES)
    for name in ("events", "evidence", "participants"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(made, name))
    pd.testing.assert_frame_equal(found.articles, made.articles if events else made.articles[:0])
    assert found.undated == sum(event.start is None for event in events)


def test_the_tables_have_the_declared_columns_and_types():
    tables = frames([EVENT, UNDATED], ARTICLES)
    for frame, columns in (
        (tables.events, EVENT_COLUMNS),
        (tables.evidence, EVIDENCE_COLUMNS),
        (tables.participants, PARTICIPANT_COLUMNS),
        (tables.articles, ARTICLE_COLUMNS),
        (frames([]).events, EVENT_COLUMNS),
    ):
        assert list(frame.columns) == [column.name for column in columns]
        for column in columns:
            expected = "object" if column.dtype == "list[str]" else column.dtype
            assert str(frame[column.name].dtype) == expected
    assert tables.events["persons"][0] == ["Eva Muster", "Max Beispiel"]
    assert tables.events["start"].isna().tolist() == [False, True]
    assert tables.events["place"].isna().all()
    assert (tables.undated, tables.failed) == (1, 0)


def test_other_tools_read_the_file(tmp_path):
    path = tmp_path / "events.parquet"
    save([EVENT], ARTICLES, path)
    frame = pd.read_parquet(path)
    assert frame["start"][0] == pd.Timestamp("2024-05-06")
    assert [part["text"] for part in frame["evidence"][0]] == ["Text", "Text\nzwei"]
    assert [article["document"] for article in frame["articles"][0]] == ["a", "b", "c"]


def test_each_article_stands_in_the_file_once_with_the_first_event_that_cites_it_or_the_last(tmp_path):
    path = tmp_path / "events.parquet"
    save([EVENT, replace(EVENT, event_id="id3")], ARTICLES, path)
    listed = pq.read_table(path, columns=["articles"]).to_pylist()
    assert [[article["document"] for article in row["articles"]] for row in listed] == [["a", "b"], ["c"]]


def test_chosen_events_are_read_alone(tmp_path):
    path = tmp_path / "events.parquet"
    save([EVENT, UNDATED], ARTICLES, path)
    assert list(read_events(path, {"id2"})) == [UNDATED]


def test_the_same_events_give_the_same_bytes():
    for form in FORMATS:
        streams = [io.BytesIO(), io.BytesIO()]
        for stream in streams:
            save([EVENT, UNDATED], list(reversed(ARTICLES)), stream, form)
        assert streams[0].getvalue() == streams[1].getvalue()


@pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
@pytest.mark.parametrize("undated", [False, True])
def test_undated_events_are_written_only_on_request(form, undated):
    stream = io.BytesIO()
    save([EVENT, UNDATED], [], stream, form, undated=undated)
    assert (b"id2" in stream.getvalue()) is undated
    assert b"id1" in stream.getvalue()


@settings(max_examples=60, deadline=None)
@given(EVENTS)
def test_json_lines_and_json_say_what_the_event_says(events):
    lines, array = io.BytesIO(), io.BytesIO()
    save(events, [], lines, "jsonl", undated=True)
    save(events, [], array, "json", undated=True)
    objects = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert json.loads(array.getvalue()) == objects
    for found, event in zip(objects, events, strict=True):
        expected = json.loads(json.dumps(asdict(event), default=date.isoformat))
        assert list(found) == [
            *(
                "event_id",
                "title",
                "start",
                "end",
                "granularity",
                "edtf",
                "time_text",
                "basis",
                "kind",
                "status",
            ),
            *("persons", "countries", "organisations", "place", "confidence", "evidence"),
            *(["corrections"] if event.corrections else []),
        ]
        assert found == {name: expected[name] for name in found}


def test_csv_for_spreadsheets():
    stream = io.BytesIO()
    save([EVENT, replace(UNDATED, title="Rat", persons=("@Muster",))], [], stream, "csv", undated=True)
    assert stream.getvalue().startswith(b"\xef\xbb\xbfevent_id,")
    first, second = csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline=""))
    assert first["title"] == "'=Rat, tagt"
    assert (first["start"], first["persons"], first["place"]) == (
        "2024-05-06",
        "Eva Muster | Max Beispiel",
        "",
    )
    assert (first["documents"], first["evidence"]) == ("a | b", "Text | Text\nzwei")
    assert (second["start"], second["title"], second["persons"]) == ("", "Rat", "'@Muster")


def test_formats_by_ending(tmp_path):
    assert format_of("a/b.JSONL") == "jsonl"
    assert format_of("b.parquet") == "parquet"
    assert format_of("b.xlsx") is None
    with pytest.raises(ValueError, match=r"b\.xlsx: unknown format; known: jsonl, csv"):
        save([], [], tmp_path / "b.xlsx")


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (None, "no such file"),
        (b"", "no readable Parquet file"),
        (b"PAR1 and nothing else", "no readable Parquet file"),
        (stored([EVENT])[:-40], "no readable Parquet file"),
    ],
)
def test_what_is_no_store_is_refused_with_one_line(tmp_path, data, complaint):
    path = tmp_path / "events.parquet"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(StoreError, match=complaint) as refused:
        load(path)
    assert "events.parquet" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_damaged_file_is_refused_or_read_as_it_was(tmp_path):
    path, whole = tmp_path / "events.parquet", stored([EVENT])
    path.write_bytes(whole)
    sound, refused = load(path), 0
    for at in range(0, len(whole), 101):
        damaged = bytearray(whole)
        damaged[at] ^= 1 << at % 8
        path.write_bytes(damaged)
        try:
            found = load(path)
            list(read_events(path))
        except StoreError:
            refused += 1
        else:
            pd.testing.assert_frame_equal(found.events, sound.events)
            pd.testing.assert_frame_equal(found.articles, sound.articles)
    assert refused > len(whole) / 101 / 2


def test_other_parquet_files_and_other_layouts_are_refused(tmp_path):
    path = tmp_path / "other.parquet"
    pd.DataFrame({"a": [1]}).to_parquet(path)
    with pytest.raises(StoreError, match="other columns"):
        load(path)
    table = pq.read_table(io.BytesIO(stored([EVENT])))
    pq.write_table(table.replace_schema_metadata({"zeitstrahl": "99"}), path)
    with pytest.raises(StoreError, match="layout 99"):
        list(read_events(path))


# --- all or nothing


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("old")

    def broken():
        yield EVENT
        raise RuntimeError

    with pytest.raises(RuntimeError), replacing(path) as stream:
        for event in broken():
            stream.write(event.title.encode())
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_killed_run_leaves_the_old_file(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    code = (
        "import sys\nfrom pipeline.store import replacing\n"
        "with replacing(sys.argv[1]) as stream:\n"
        "    stream.write(b'new'); stream.flush(); print('writing', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"writing\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert path.read_text() == "old"


def test_a_link_stays_a_link_and_permissions_stay(tmp_path):
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "real.jsonl").chmod(0o600)
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    with replacing(tmp_path / "link.jsonl") as stream:
        stream.write(b"new")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_text() == "new"
    assert (tmp_path / "real.jsonl").stat().st_mode & 0o777 == 0o600


def test_what_is_no_ordinary_file_is_written_to():
    with replacing(os.devnull) as stream:
        stream.write(b"gone")
    assert not Path(os.devnull).is_file()


def test_storing_does_not_take_time_out_of_proportion(tmp_path):
    start = time.perf_counter()
    save([replace(EVENT, event_id=str(i)) for i in range(5_000)], ARTICLES, tmp_path / "e.parquet")
    assert len(load(tmp_path / "e.parquet").events) == 5_000
    assert time.perf_counter() - start < 10


def test_what_a_killed_run_left_is_removed_and_what_a_living_one_writes_is_not(tmp_path, monkeypatch):
    killed = "import os, sys; from pipeline.store.files import *\n"
    killed += "with replacing(sys.argv[1]) as stream, unfinished_folder(Path(sys.argv[2])):\n    os._exit(9)"
    other = str(tmp_path / "other.parquet")
    subprocess.run([sys.executable, "-c", killed, other, str(tmp_path)], check=False)
    assert len(left := [path for path in tmp_path.iterdir() if path.name.endswith(files.UNFINISHED)]) == 2
    mine = tmp_path / "mine.parquet"
    monkeypatch.setattr(files, "YOUNG", -1.0)
    with files.replacing(mine) as stream:
        stream.write(b"a")
        assert not any(path.exists() for path in left)
        files._swept.clear()
        files.sweep(tmp_path)
        assert sum(path.name.endswith(files.UNFINISHED) for path in tmp_path.iterdir()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mine.parquet"]
