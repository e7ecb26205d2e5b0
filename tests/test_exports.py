"""Exports: what a view gives in each format, read back with that format's own reader."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import export, query, store
from pipeline.cli import main
from pipeline.export import options
from pipeline.query import Choice, Filter, View
from pipeline.query.url import KEYS
from pipeline.schema import BASES, KINDS, STATUSES, Article, Event, Evidence, Participant
from pipeline.store.lines import CSV_COLUMNS
from pipeline.store.parquet import about_file
from views.speech import LANGUAGES, speech

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2025, 12, 15)
HOSTILE = (
    '=HYPERLINK("http://x.invalid";"klick")',
    "+49 1; =1+1",
    "@SUM(A1)",
    "-2;\t=cmd|' /C calc'!A0",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]></script><!-- </textarea>",
    "[Klick](javascript:alert(1)) ![x](http://x.invalid/x.png) **fett** `code` www.x.invalid",
    "BEGIN:VEVENT\r\nEND:VCALENDAR, ; \\n \\",
    "Zeile\u2028getrennt\x85und\x0bso \x00 \x1b[31m",
    "{{7*7}} ${7*7} %s {name}",
    "Ä" * 200,
)


def event(number: int = 0, **changes: Any) -> Event:
    found = Event(
        event_id=f"{number:016x}",
        title="Merz trifft Tusk in Warschau",
        start=DAY,
        end=DAY,
        granularity="day",
        edtf=DAY.isoformat(),
        time_text="am Montag",
        basis="relative",
        kind="talks",
        status="occurred",
        participants=(
            Participant("person", "Friedrich Merz", "acts", "name"),
            Participant("country", "DE", "acts", "person"),
        ),
        persons=("Friedrich Merz",),
        countries=("DE",),
        organisations=(),
        place="Warschau",
        confidence=0.9,
        evidence=(
            Evidence(
                "tusk", 0, 41, "Merz traf Tusk am Montag in Warschau, so.", "time=weekday; act=treffen->talks"
            ),
        ),
    )
    return replace(found, **changes)


def article(document: str = "tusk", **changes: Any) -> Article:
    found = Article(
        document,
        "Merz traf Tusk am Montag in Warschau, so.",
        title="Besuch in Polen",
        published=date(2025, 12, 16),
        published_basis="given",
        published_reason="line",
        path="artikel/tusk.txt",
        sha256="0" * 64,
    )
    return replace(found, **changes)


VAGUE: dict[str, Any] = {
    "start": date(2022, 1, 1),
    "end": date(2022, 12, 31),
    "granularity": "year",
    "edtf": "2022~",
    "title": "Russland greift die Ukraine an",
    "kind": "attack",
    "persons": (),
    "countries": ("RU", "UA"),
    "participants": (),
    "place": None,
}
UNDATED: dict[str, Any] = {
    "start": None,
    "end": None,
    "granularity": "unknown",
    "edtf": "",
    "title": "Rat tagt",
}
SPAN: dict[str, Any] = {
    "end": DAY + timedelta(days=2),
    "granularity": "range",
    "edtf": "2025-12-15/2025-12-17",
}
EVERYTHING = Filter()
MIXED = (event(1), event(2, **VAGUE), event(3, **UNDATED), event(4, **SPAN, kind="demand", status="planned"))


def chosen(
    events: Sequence[Event] = MIXED,
    asked: Filter = EVERYTHING,
    language: str = "de",
    articles: Sequence[Article] = (article(),),
    **settings: Any,
) -> export.Selection:
    tables = store.frames(events, articles)
    index = query.build(tables.events, tables.evidence, tables.participants, tables.articles)
    about = {"extracted": date(2026, 1, 2), "made": date(2026, 1, 3)} | settings
    return export.selected(index, asked, View(language=language), speech(language), **about)


def written(selection: export.Selection, form: str) -> bytes:
    stream = io.BytesIO()
    export.write(selection, form, stream)
    return stream.getvalue()


TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@st.composite
def hostile_events(draw: st.DrawFn) -> list[Event]:
    found = []
    for number in range(draw(st.integers(0, 4))):
        first, last = sorted([draw(DAYS), draw(DAYS)])
        dated = draw(st.booleans())
        names = draw(st.lists(TEXT, max_size=2, unique=True))
        pieces = [
            Evidence(draw(st.sampled_from(["tusk", "x"])), 0, 1, text, draw(TEXT))
            for text in draw(st.lists(TEXT, min_size=1, max_size=2))
        ]
        found.append(
            event(
                number,
                title=draw(TEXT),
                start=first if dated else None,
                end=last if dated else None,
                granularity=draw(st.sampled_from(["day", "range", "year"])) if dated else "unknown",
                edtf=draw(st.sampled_from(["", "2022~"])),
                kind=draw(st.sampled_from(KINDS)),
                status=draw(st.sampled_from(STATUSES)),
                basis=draw(st.sampled_from(BASES)),
                persons=tuple(names),
                participants=tuple(Participant("person", name, "acts", "") for name in names),
                place=draw(st.none() | TEXT),
                evidence=tuple(pieces),
            )
        )
    return found


ARTICLES = st.tuples(TEXT, TEXT).map(lambda texts: (article(title=texts[0], path=texts[1]),))
few = settings(max_examples=40, deadline=None)


def formula(cell: str) -> bool:
    """Whether a spreadsheet would take a cell, or a part of it between semicolons or lines, for a formula."""
    parts = [part for line in cell.splitlines() for semi in line.split(";") for part in semi.split("\t")]
    return any(part.lstrip(" ").startswith(("=", "+", "-", "@")) for part in parts)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_export_names_its_filters_the_day_of_extraction_and_the_version() -> None:
    asked = Filter(countries=Choice(frozenset({"DE"})), text="Warschau")
    selection = chosen(asked=asked, address="https://example.org/")
    for form in export.FORMATS:
        content = written(selection, form)
        if form == "parquet":
            content = " ".join(pq_metadata(content).values()).encode()
        text = content.decode(errors="replace")
        assert "Länder: Deutschland" in text, form


def pq_metadata(content: bytes) -> dict[str, str]:
    return {k.decode(): v.decode() for k, v in pq.read_schema(io.BytesIO(content)).metadata.items()}


@pytest.mark.parametrize(
    ("asked", "german", "english"),
    [
        (Filter(), (), ()),
        (
            Filter(
                countries=Choice(frozenset({"UA", "DE"}), every=True),
                kind=Choice(exclude=frozenset({"talks"})),
            ),
            ("Länder: Deutschland und Ukraine (alle zugleich)", "Art: nicht Gespräche"),
            ("Countries: Germany and Ukraine (all at once)", "Kind: not Talks"),
        ),
        (
            Filter(first=DAY, within=True, text="Gas", undated=False, confidence=0.5, role="signs"),
            (
                "Zeitraum: ab 15. Dezember 2025 (ganz darin)",
                "Suche: „Gas“",
                "Mindestens so sicher: 50 %",
                "Rolle der Beteiligten: unterzeichnet",
                "nur mit Datum",
            ),
            (
                "Time range: from 15 December 2025 (wholly inside)",
                "Search: “Gas”",
                "At least this sure: 50%",
                "Part of the actors: signs",
                "only with a date",
            ),
        ),
    ],
)
def test_filters_in_words(asked: Filter, german: tuple[str, ...], english: tuple[str, ...]) -> None:
    assert export.filters_in_words(asked, speech("de")) == german
    assert export.filters_in_words(asked, speech("en")) == english


def test_the_name_of_a_file_says_what_is_in_it() -> None:
    asked = Filter(countries=Choice(frozenset({"TR"})), text="../a b", first=DAY)
    assert (
        export.file_name(asked, speech("de"), DAY, ".csv") == "zeitstrahl-turkei-a-b-2025-12-15-20251215.csv"
    )
    assert export.file_name(Filter(), speech("de"), DAY, ".md") == "zeitstrahl-20251215.md"


@pytest.mark.parametrize("name", ["x.csv", "x.ics", "x.PARQUET"])
def test_the_ending_of_a_name_means_a_format(name: str) -> None:
    assert export.format_of(name) == name.lower().split(".")[-1]
    assert export.format_of("x.doc") is None


def test_the_events_are_those_of_the_page_and_in_its_order() -> None:
    everything = [found.event_id[-1] for found in chosen().events()]
    assert everything == ["2", "1", "4", "3"]
    ranged = chosen(asked=Filter(first=DAY))
    assert [found.event_id[-1] for found in ranged.events()] == ["1", "4"]
    assert ranged.about.events == ranged.result.total == 2
    assert [found.event_id[-1] for found in chosen(asked=Filter(undated=False)).events()] == ["2", "1", "4"]


@few
@given(hostile_events())
def test_records_are_what_was_indexed(events: list[Event]) -> None:
    found = {found.event_id: found for found in chosen(events).events()}
    assert found == {one.event_id: one for one in events}


def test_csv_has_the_columns_of_extract_and_names_the_view() -> None:
    selection = chosen(asked=Filter(kind=Choice(frozenset({"talks"}))))
    [first, last] = rows(written(selection, "csv"))
    assert tuple(first)[: len(CSV_COLUMNS)] == CSV_COLUMNS
    assert (first["title"], first["start"], first["countries"]) == (
        "Merz trifft Tusk in Warschau",
        "2025-12-15",
        "DE",
    )
    assert first["export_filters"] == "Art: Gespräche"
    assert first["export_extracted"] == "2026-01-02"
    assert first["export_version"] == f"Zeitstrahl {export.selection.pipeline.__version__}"
    assert "kind=talks" in first["export_view"]
    assert (last["title"], last["start"]) == ("Rat tagt", "")


@few
@given(hostile_events(), ARTICLES)
def test_no_cell_of_a_csv_is_a_formula_and_none_is_lost(
    events: list[Event], articles: tuple[Article]
) -> None:
    found = rows(written(chosen(events, articles=articles), "csv"))
    titles = {row["event_id"]: row["title"] for row in found}
    assert len(found) == len(events)
    for one in events:
        assert titles[one.event_id].replace("'", "") == one.title.replace("'", "")
    assert not [cell for row in found for cell in row.values() if formula(cell)]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("Kosten; =1+1", "Kosten;' =1+1"),
        ("a\n-b", "a\n'-b"),
        ("\t1", "'\t1"),
        ("1 + 1 = 2", "1 + 1 = 2"),
        ("Nord-Süd; Ost-West", "Nord-Süd; Ost-West"),
        ("", ""),
    ],
)
def test_what_could_begin_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert store.lines.plain_cell(text) == cell


@few
@given(hostile_events(), ARTICLES)
def test_json_lines_keep_every_letter(events: list[Event], articles: tuple[Article]) -> None:
    lines = [json.loads(line) for line in written(chosen(events, articles=articles), "jsonl").splitlines()]
    assert {line["event_id"]: line["title"] for line in lines} == {e.event_id: e.title for e in events}
    texts = {line["event_id"]: [piece["text"] for piece in line["evidence"]] for line in lines}
    assert texts == {e.event_id: [piece.text for piece in e.evidence] for e in events}
    assert all(line["export"]["extracted"] == "2026-01-02" for line in lines)


@pytest.fixture(scope="session")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stored file with an event that two articles tell, and one that only another tells."""
    path = tmp_path_factory.mktemp("stored") / "events.parquet"
    second = replace(event(9).evidence[0], document="zwei")
    tellings = (event(8), event(9, evidence=(second,)))
    both = event(7, evidence=(event(8).evidence[0], second), sources=2, members=tellings)
    other = event(6, **VAGUE, evidence=(replace(second, document="drei"),))
    store.save([other, both], [article(), article("zwei"), article("drei")], path)
    return path


def test_parquet_can_be_loaded_again_and_keeps_tellings_and_cited_articles(
    merged: Path, tmp_path: Path
) -> None:
    target = tmp_path / "talks.parquet"
    assert main(["export", str(merged), "-o", str(target), "--kind", "talks"]) == 0
    tables = store.load(target)
    assert tables.events["event_id"].tolist() == [event(7).event_id]
    assert sorted(tables.articles["document"]) == ["tusk", "zwei"]
    [found] = store.read_events(target)
    assert [member.event_id for member in found.members] == [event(8).event_id, event(9).event_id]
    assert about_file(target)["zeitstrahl.filters"] == "Art: Gespräche"
    again = export.extracted_on(target)
    assert again == export.extracted_on(merged)
    assert main(["explain", event(7).event_id, str(target)]) == 0


@few
@given(hostile_events())
def test_parquet_of_what_was_never_stored(events: list[Event]) -> None:
    selection = chosen(events)
    tables = pq.read_table(io.BytesIO(written(selection, "parquet")))
    assert sorted(tables["title"].to_pylist()) == sorted(e.title for e in events)


def calendar(content: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_a_calendar_has_whole_days_and_marks_what_is_uncertain() -> None:
    content = written(chosen(address="https://example.org/"), "ics")
    vague, day, span = calendar(content)
    assert (day.decoded("DTSTART"), day.decoded("DTEND")) == (DAY, DAY + timedelta(days=1))
    assert (span.decoded("DTSTART"), span.decoded("DTEND")) == (DAY, DAY + timedelta(days=3))
    assert (vague.decoded("DTSTART"), vague.decoded("DTEND")) == (date(2022, 1, 1), date(2023, 1, 1))
    assert str(vague["SUMMARY"]) == "Russland greift die Ukraine an (um 2022)"
    assert str(day["SUMMARY"]) == "Merz trifft Tusk in Warschau"
    assert [str(found["STATUS"]) for found in (vague, day, span)] == ["TENTATIVE", "CONFIRMED", "TENTATIVE"]
    assert "ungenaues Datum" in vague["CATEGORIES"].cats
    assert (
        "„Merz traf Tusk am Montag in Warschau, so.“ (Besuch in Polen, 16. Dezember 2025, tusk.txt)"
        in day["DESCRIPTION"]
    )
    assert str(day["URL"]) == f"https://example.org/?event={event(1).event_id}"
    assert not [line for line in content.split(b"\r\n") if len(line) > 75]


def test_a_calendar_says_how_many_events_it_has_no_day_for() -> None:
    notes = export.write(chosen(), "ics", io.BytesIO())
    assert notes == ["1 events without a date left out: a calendar has no day for them"]


@few
@given(hostile_events(), ARTICLES)
def test_a_calendar_is_valid_whatever_the_texts_are(events: list[Event], articles: tuple[Article]) -> None:
    content = written(chosen(events, articles=articles), "ics")
    found = {str(entry["UID"]): entry for entry in calendar(content)}
    dated = [e for e in events if e.start]
    assert found.keys() == {f"{e.event_id}@zeitstrahl" for e in dated}
    for one in dated:
        entry = found[f"{one.event_id}@zeitstrahl"]
        assert not entry.errors
        assert entry.decoded("DTSTART") == one.start
        assert plain(one.title) in plain(str(entry["SUMMARY"]))


def plain(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable() and not sign.isspace())


def test_the_options_are_the_page_s_filters() -> None:
    assert set(options.FACETS) == set(KEYS.values())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["6", "7"]),
        (["--kind", "talks"], ["7"]),
        (["--not-kind", "talks"], ["6"]),
        (["--country", "UA", "--country", "DE"], ["6", "7"]),
        (["--country", "Russland", "--country", "ukraine", "--all", "country"], ["6"]),
        (["--from", "2025-01-01"], ["7"]),
        (["--until", "2022-06-01"], ["6"]),
        (["--until", "2022-06-01", "--range", "within"], []),
        (["--text", "tusk -merz"], []),
        (["--source", "drei"], ["6"]),
        (["--person", "Friedrich Merz", "--role", "acts"], ["7"]),
        (["--person", "Friedrich Merz", "--role", "signs"], []),
        (["--view", "https://example.org/?country=UA&lang=en"], ["6"]),
        (["--view", "?country=UA", "--country", "DE"], ["7"]),
        (["--confidence", "0.95"], []),
        (["--year", "2022"], ["6"]),
        (["--view", "?about=country:UA"], ["6"]),
        (["--view", "?about=source:zwei&about=source:tusk&share=common"], ["7"]),
    ],
)
def test_filters_as_options(
    merged: Path, arguments: list[str], expected: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", str(merged), "--to", "jsonl", *arguments]) == 0
    lines = capsysbinary.readouterr().out.splitlines()
    assert [json.loads(line)["event_id"][-1] for line in lines] == expected


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--to", "csv", "--confidence", "3"], 2, "not allowed: --confidence=3; see `export --help`"),
        (["--to", "csv", "--until", "morgen"], 2, "not allowed: --until=morgen; see `export --help`"),
        (["-o", "x.doc"], 2, "--to FORMAT is missing; known: "),
        (["--to", "csv", "--country", "XX"], 0, "no event has country 'XX'"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    merged: Path, arguments: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(merged), *arguments]) == status
    assert capsys.readouterr().err.startswith(f"pipeline: {said}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_view_is_an_export_too(language: str) -> None:
    selection = chosen(asked=Filter(text="Papagei"), language=language)
    assert selection.about.events == 0
    assert rows(written(selection, "csv")) == []
    assert calendar(written(selection, "ics")) == []
    assert pd.read_parquet(io.BytesIO(written(selection, "parquet"))).empty
