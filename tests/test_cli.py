"""The command line: its contract, its exit statuses, and what it says when something is wrong."""

import json
import os
import pty
import resource
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.store import load

RAT = """Rat tagt in Kassel

6. Mai 2024, 17:20 Uhr

Kassel (dpa) - Bundeskanzler Olaf Scholz hat am Montag in Kassel den französischen Präsidenten Emmanuel Macron
getroffen. Beide unterzeichneten am Sonntag ein Abkommen.
"""
UNDATED = "Rat tagt\n\nDer Rat hat gestern ein Gesetz beschlossen, sagte Bürgermeisterin Eva Muster.\n"
CONTRACT = (
    *("event_id", "title", "start", "end", "granularity", "edtf", "time_text", "basis", "kind", "status"),
    *("persons", "countries", "organisations", "place", "confidence", "evidence"),
)


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "rat.txt").write_text(RAT, encoding="utf-8")
    (folder / "ohne.txt").write_text(UNDATED, encoding="utf-8")
    return folder


def pipeline(*arguments, stdin=b"", **options):
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=60, **options)


def said(done):
    return done.stderr.decode().splitlines()


def test_json_lines_to_standard_output(articles):
    done = pipeline("extract", articles)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert events
    for event in events:
        assert tuple(event) == CONTRACT
        for piece in event["evidence"]:
            text = (articles / f"{piece['document']}.txt").read_text(encoding="utf-8")
            assert text[piece["start"] : piece["end"]] == piece["text"]
    assert {event["start"] for event in events} == {"2024-05-05", "2024-05-06"}


def test_the_closing_line_counts(articles, tmp_path):
    (articles / "leer.txt").write_text("")
    (articles / "english.txt").write_text(
        "The council of the city has met on Monday and it was not the first time."
    )
    done = pipeline("extract", articles, "-o", tmp_path / "all.jsonl", "--undated")
    written = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
    undated = [event for event in written if event["start"] is None]
    assert undated
    assert done.returncode == 1
    assert done.stdout == b""
    assert said(done) == [
        f"pipeline: {articles / 'leer.txt'}: empty; an article needs text",
        f"pipeline: 2 articles read, {len(written)} events found, {len(undated)} undated, 1 failed, "
        "1 left in other languages (en 1)",
    ]


@pytest.mark.parametrize("name", ["e.jsonl", "e.json", "e.csv", "e.parquet"])
def test_the_ending_names_the_format(articles, tmp_path, name):
    assert main(["extract", str(articles), "-o", str(tmp_path / name)]) == 0
    assert main(["extract", str(articles), "-o", str(tmp_path / "other"), "--format", name[2:]]) == 0
    assert (tmp_path / name).read_bytes() == (tmp_path / "other").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["articles", name, "other"])


def test_parquet_is_complete_alone(articles, tmp_path):
    path = tmp_path / "events.parquet"
    main(["extract", str(articles), "-o", str(path)])
    found = load(path)
    texts = dict(zip(found.articles["document"], found.articles["text"], strict=True))
    assert texts == {"rat": RAT, "ohne": UNDATED}
    assert found.undated > 0
    for piece in found.evidence.to_dict("records"):
        assert texts[piece["document"]][piece["start"] : piece["end"]] == piece["text"]


def test_the_order_of_the_inputs_changes_nothing(articles):
    files = sorted(articles.iterdir())
    outputs = {
        pipeline("extract", *order, "--undated", cwd=articles).stdout
        for order in ([f.name for f in files], [f.name for f in reversed(files)], ["."])
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_neither_folder_nor_zone_nor_locale_nor_hashing_changes_anything(articles, form):
    (articles / "spät.txt").write_text(f"Stand: 07.05.2024 23:59 Uhr\n\n{RAT}", encoding="utf-8")
    home = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    outputs = {
        pipeline("extract", articles, "--format", form, cwd=folder, env={**home, **changed}).stdout
        for folder, changed in (
            (articles, {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
            ("/", {"TZ": "Pacific/Pago_Pago", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}),
            (articles.parent, {"TZ": "Europe/Berlin", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "3"}),
        )
    }
    assert len(outputs) == 1
    assert b"Scholz" in outputs.pop()


@pytest.mark.parametrize("stdin", [RAT.encode(), json.dumps({"doc": "stdin", "text": RAT}).encode()])
def test_standard_input(stdin):
    done = pipeline("extract", "-", stdin=stdin)
    assert done.returncode == 0
    assert {e["document"] for line in done.stdout.splitlines() for e in json.loads(line)["evidence"]} == {
        "stdin"
    }


def test_bad_inputs_are_named_and_the_rest_goes_on(articles, tmp_path):
    (tmp_path / "bild.txt").write_bytes(b"\0\1\2")
    done = pipeline("extract", tmp_path / "missing", tmp_path / "bild.txt", articles)
    assert done.returncode == 1
    assert done.stdout
    assert [line.split(": ")[1] for line in said(done)[:-1]] == [
        str(tmp_path / "bild.txt"),
        str(tmp_path / "missing"),
    ]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["extract"], "the following arguments are required: INPUT"),
        (["extract", ".", "--format", "xml"], "invalid choice: 'xml'"),
        (["extract", ".", "-o", "out.xml"], "out.xml: unknown ending; known: .jsonl"),
        (["extract", ".", "-o", ".", "--format", "csv"], "--format goes with -o FILE; .: a folder"),
        (["extract", ".", "--jobs", "0"], "0: a number from 1 on is allowed"),
        (["extract", ".", "--scheduler", "tcp://nowhere:1"], "--scheduler goes with -o FOLDER/"),
        (["extract", ".", "-o", "nowhere/out.csv"], "nowhere/out.csv: no such folder"),
        (["extract", ".", "--actors", "nowhere.csv"], "nowhere.csv: No such file"),
        (["explain", "x", "nowhere.parquet"], "nowhere.parquet: no such file"),
        (["timex", "nowhere.jsonl"], "nowhere.jsonl: No such file"),
        (["frobnicate"], "invalid choice: 'frobnicate'"),
        ([], "required: COMMAND"),
    ],
)
def test_wrong_usage_is_one_clear_line(tmp_path, arguments, complaint):
    done = pipeline(*arguments, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    assert done.returncode in (1, 2)
    assert complaint in said(done)[-1]
    assert "Traceback" not in done.stderr.decode()
    assert done.stdout == b""
    assert list(tmp_path.iterdir()) == []


def test_help_names_every_option(capsys):
    for command, words in {
        "extract": ["INPUT", "--format", "jsonl,csv,parquet,json", "-o", "--undated", "--actors"],
        "timex": ["FILE"],
        "persons": ["INPUT", "--actors"],
        "explain": ["EVENT_ID", "FILE"],
    }.items():
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0
        shown = capsys.readouterr().out
        assert [word for word in words if word not in shown] == []


def test_own_actors(articles, tmp_path):
    (articles / "neu.txt").write_text(
        "6. Mai 2024\n\nDie Vereinten Quellwerke haben am Montag ein Abkommen mit Frankreich unterzeichnet.\n"
    )
    own = tmp_path / "own.csv"
    own.write_text(
        "kind,name,aliases,country\norganisation,Quellwerke AG,Vereinte Quellwerke|Vereinten Quellwerke,DE\n"
    )
    outputs = [pipeline("extract", articles, *more).stdout.decode() for more in ([], ["--actors", own])]
    assert ["Quellwerke AG" in output for output in outputs] == [False, True]


def test_timex():
    lines = [
        {"doc": "a", "dct": "2024-05-06", "text": "Er kam gestern."},
        {"doc": "b"},
        {"doc": "c", "dct": None, "text": "Er kam 2023."},
    ]
    done = pipeline("timex", stdin="\n".join(map(json.dumps, lines)).encode())
    assert done.returncode == 1
    assert said(done) == ["pipeline: -: line 2: no JSON object with doc, dct and text"]
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"doc": "a", "timex": [{"start": 7, "end": 14, "type": "DATE", "value": "2024-05-05"}]},
        {"doc": "c", "timex": [{"start": 7, "end": 11, "type": "DATE", "value": "2023"}]},
    ]


def test_persons(articles):
    done = pipeline("persons", articles)
    header, *rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert header == ["person", "mentions", "articles", "country", "office", "source"]
    assert {row[0]: row[3] for row in rows}.items() >= {"Olaf Scholz": "DE", "Emmanuel Macron": "FR"}.items()
    assert done.returncode == 0


def test_explain(articles, tmp_path):
    path = tmp_path / "events.parquet"
    main(["extract", str(articles), "-o", str(path)])
    event = load(path).events.iloc[0]
    done = pipeline("explain", event["event_id"], path)
    assert done.returncode == 0
    assert event["title"] in done.stdout.decode()
    done = pipeline("explain", "no such id", path)
    assert done.returncode == 2
    assert str(path) in said(done)[0]


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_closed_streams_are_no_fault(articles, closed):
    done = pipeline("extract", "-", articles, preexec_fn=lambda: os.close(closed))
    assert done.returncode == 1  # for what is empty, as it should be
    assert bool(done.stdout) == (closed != 1)
    assert all(line.startswith("pipeline: ") for line in said(done))
    assert len(said(done)) == (0 if closed == 2 else 2)


# --- what cannot be written


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "json"])
def test_a_full_disk_is_named(articles, form):
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "pipeline", "extract", articles, "--format", form]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 1
    assert said(done) == ["pipeline: standard output: No space left on device"]
    done = pipeline("extract", articles, "--format", form, "-o", "/dev/full")
    assert done.returncode == 1
    assert said(done) == ["pipeline: /dev/full: No space left on device"]


def test_a_disk_that_gets_full_leaves_the_old_file(articles, tmp_path):
    (tmp_path / "out.jsonl").write_text("old")

    def little_space():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    done = pipeline("extract", articles, "-o", tmp_path / "out.jsonl", preexec_fn=little_space)
    assert done.returncode == 1
    assert said(done) == [f"pipeline: {tmp_path / 'out.jsonl'}: File too large"]
    assert (tmp_path / "out.jsonl").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", "out.jsonl"]


# --- ends before the end


def test_a_reader_that_has_enough_is_no_error(articles):
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "extract", articles],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_says_so_and_leaves_nothing(tmp_path, number, status):
    source, target = tmp_path / "pipe.jsonl", tmp_path / "out.jsonl"
    os.mkfifo(source)
    command = [sys.executable, "-m", "pipeline", "extract", source, "-o", target]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        with source.open("wb") as stream:  # opens when the run has begun to read
            stream.write(json.dumps({"text": RAT}).encode() + b"\n")
            stream.flush()
            process.send_signal(number)
            assert process.wait(60) == status
        lines = process.stderr.read().decode().splitlines()
    assert len(lines) == (1 if number == signal.SIGINT else 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pipe.jsonl"]


def test_a_progress_bar_only_on_a_terminal(articles):
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (30, 100))
    command = [sys.executable, "-m", "pipeline", "extract", articles]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=theirs, check=True, timeout=60)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "articles" in shown.split("pipeline: ")[0]
    assert "\r" not in pipeline("extract", articles).stderr.decode()
