"""A corpus in pieces: on many processes or machines, stopped and gone on with, it is what one run finds."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import query
from pipeline.chain import find
from pipeline.cli import main
from pipeline.corpus import build, forget, here, names, parts, plan
from pipeline.corpus.cluster import cluster
from pipeline.explain import explain
from pipeline.read import _distinct, read_articles
from pipeline.schema import Article
from pipeline.store import StoreError, load, read_events, save, stored_articles

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Files and lines: some of one name, one without a date, one in English, a broken line."""
    folder = tmp_path_factory.mktemp("corpus")
    lines = []
    for number, path in enumerate(sorted(SEEDS.glob("d0[1245]*.txt"))):
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(text, encoding="utf-8")
        for day in (1, 2):
            record = {"doc": "Meldung", "date": f"2025-03-{day + number:02}", "text": text}
            lines.append(json.dumps(record))
    for name in ("kreml_absage.txt", "berlin_schutztruppe.txt"):
        (folder / name).write_text((SEEDS / name).read_text(encoding="utf-8"), encoding="utf-8")
    lines += [
        "{",
        json.dumps({"doc": "en", "text": "The minister said on Monday that this was the case. " * 9}),
    ]
    (folder / "viele.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def small_pieces(monkeypatch):
    """Pieces so small that a small corpus has many: in this process only."""
    monkeypatch.setattr(plan, "SIZE", 9_000)
    monkeypatch.setattr(parts, "TELLINGS", 40)


@pytest.fixture(scope="module")
def at_once(corpus):
    found = find([corpus], texts=True, on_error=lambda failure: None)
    return found.events, [replace(article, body=()) for article in found.articles]


def files(store):
    return {str(path.relative_to(store)): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def quiet(line):
    pass


def built(inputs, store, **options):
    with here() as engine:
        return build(list(map(str, inputs)), str(store), engine, on_error=quiet, **options)


@pytest.mark.usefixtures("small_pieces")
def test_a_corpus_in_pieces_is_what_one_run_finds(corpus, at_once, tmp_path):
    result = built([corpus], tmp_path / "store")
    assert list(read_events(tmp_path / "store")) == at_once[0]
    assert stored_articles(tmp_path / "store") == at_once[1]
    assert result.left == {"en": 1}
    assert len(result.failures) == 1
    assert (result.read, result.events) == (len(at_once[1]), len(at_once[0]))


@pytest.mark.usefixtures("small_pieces")
def test_the_tables_of_a_folder_are_those_of_a_file(corpus, at_once, tmp_path):
    built([corpus], tmp_path / "store")
    save(*at_once, tmp_path / "events.parquet")
    folder, file = load(tmp_path / "store"), load(tmp_path / "events.parquet")
    for table in ("events", "evidence", "participants", "articles"):
        assert getattr(folder, table).equals(getattr(file, table)), table
    event = folder.events["event_id"][7]
    assert explain(event, tmp_path / "store") == explain(event, tmp_path / "events.parquet")


@pytest.mark.usefixtures("small_pieces")
def test_the_page_opens_a_folder_as_it_opens_a_file(corpus, at_once, tmp_path):
    built([corpus], tmp_path / "store")
    save(*at_once, tmp_path / "events.parquet")
    assert query.is_store(tmp_path / "store")
    folder, file = query.open_store(tmp_path / "store"), query.open_store(tmp_path / "events.parquet")
    by_name = {"by": "document", "ignore_index": True}
    assert folder.articles.sort_values(**by_name).equals(file.articles.sort_values(**by_name))
    for some in (query.Filter(), query.Filter(text="Getreide"), query.Filter(first=date(2023, 1, 1))):
        assert query.answer(folder, some).total == query.answer(file, some).total > 0
    built([corpus], tmp_path / "store")


class Killed(BaseException):
    """The run ends here, as by a signal that nothing can catch."""


def killed_after(pieces):
    left = [pieces]

    def engine(work, tasks):
        for number, task in enumerate(tasks):
            if not left[0]:
                raise Killed
            left[0] -= 1
            yield number, work(*task)

    return engine


@pytest.mark.usefixtures("small_pieces")
def test_killed_after_any_piece_it_goes_on_to_the_same_bytes(corpus, tmp_path):
    built([corpus], tmp_path / "once")
    store = tmp_path / "store"
    stops = 0
    while True:
        try:
            build([str(corpus)], str(store), killed_after(5), on_error=quiet)
        except Killed:
            stops += 1
            with pytest.raises(StoreError, match="no finished store"):
                load(store)
        else:
            break
    assert stops > 3
    assert files(store) == files(tmp_path / "once")


@pytest.mark.usefixtures("small_pieces")
def test_adding_and_forgetting_give_what_one_run_over_the_rest_gives(corpus, tmp_path):
    paths = sorted(corpus.glob("d0*.txt"))
    built(paths[:2], tmp_path / "store")
    kept = files(tmp_path / "store")
    built(paths, tmp_path / "store", add=True)
    built(paths, tmp_path / "all")
    assert list(read_events(tmp_path / "store")) == list(read_events(tmp_path / "all"))
    assert stored_articles(tmp_path / "store") == stored_articles(tmp_path / "all")
    assert kept.items() & files(tmp_path / "store").items(), "what is not concerned is not written again"
    with here() as engine:
        forget(str(tmp_path / "store"), [path.stem for path in paths[2:]], engine)
    built(paths[:2], tmp_path / "two")
    assert list(read_events(tmp_path / "store")) == list(read_events(tmp_path / "two"))
    words = stored_articles(tmp_path / "all")[-1].text[:40].encode()
    assert not any(words in content for content in files(tmp_path / "store").values())


@pytest.mark.usefixtures("small_pieces")
def test_an_article_that_changed_replaces_what_was_found_in_it(corpus, tmp_path):
    built([corpus], tmp_path / "store")
    changed = tmp_path / "d01_getreide.txt"
    changed.write_text(
        "3. Mai 2024\n\nOlaf Scholz traf am 2. Mai 2024 in Kassel Emmanuel Macron.", encoding="utf-8"
    )
    built([changed], tmp_path / "store", add=True)
    told = [
        event
        for event in read_events(tmp_path / "store")
        if any(piece.document == changed.stem for piece in event.evidence)
    ]
    assert [str(event.start) for event in told] == ["2024-05-02"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "a-2", "a-3", "a-2-2", "b", "b-2"]), max_size=12), st.integers(1, 4))
def test_names_are_those_that_reading_in_one_go_gives(given_names, size):
    expected = [article.document for article in _distinct(Article(name, "") for name in given_names)]
    batches = {}
    for at in range(0, len(given_names), size):
        batch = given_names[at : at + size]
        told_apart = [
            f"{name}\0{batch[:place].count(name)}" if name in batch[:place] else name
            for place, name in enumerate(batch)
        ]
        batches[f"{at:03}"] = told_apart
    changed = names.distinct(list(batches), batches.__getitem__)
    found = [changed.get(batch, {}).get(name, name) for batch, own in batches.items() for name in own]
    assert found == expected


SMALL = """
import sys
from pipeline.corpus import plan
from pipeline.cli import main
plan.SIZE = 20_000
sys.exit(main(sys.argv[1:]))
"""


def pipeline(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-c", SMALL, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Articles for some seconds of work, of other days."""
    folder = tmp_path_factory.mktemp("many")
    articles = list(read_articles(SEEDS))
    with (folder / "many.jsonl").open("w", encoding="utf-8") as stream:
        for copy in range(3):
            for article in articles:
                record = {"doc": f"{article.document}-{copy}", "date": f"{2000 + copy}-05-06"}
                stream.write(json.dumps({**record, "text": article.text.replace("2025", str(2000 + copy))}))
                stream.write("\n")
    return folder / "many.jsonl"


def wait_for(condition, what):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.02)


def test_a_run_that_is_killed_leaves_no_process_and_goes_on(many, tmp_path, monkeypatch):
    store = tmp_path / "store"
    run = pipeline("extract", many, "-o", f"{store}/", "--jobs", "2", start_new_session=True)
    wait_for(lambda: list(store.glob("found/*")), "nothing was found")
    group = [
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdecimal() and _group(int(entry.name)) == run.pid
    ]
    assert len(group) > 2
    run.send_signal(signal.SIGKILL)
    run.wait(timeout=20)
    run.stdout.close()
    run.stderr.close()
    wait_for(lambda: not any(_runs(process) for process in group), "a process goes on without its run")
    done = {path: path.stat().st_mtime_ns for path in store.glob("found/*")}
    again = pipeline("extract", many, "-o", f"{store}/", "--jobs", "2", "--progress")
    said = again.communicate(timeout=120)[1].decode()
    assert again.returncode == 0
    assert "articles/s" in said
    assert all(path.stat().st_mtime_ns == when for path, when in done.items() if path.exists())
    monkeypatch.setattr(plan, "SIZE", 20_000)
    assert main(["extract", str(many), "-o", f"{tmp_path / 'once'}/", "--jobs", "1"]) == 0
    assert files(store) == files(tmp_path / "once")


def _group(process):
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return None


def _runs(process):
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_one_file_made_by_many_processes_is_that_of_one(many, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("pipeline.cli.LARGE", 1_000)
    for jobs in ("1", "2"):
        output = tmp_path / f"{jobs}.jsonl"
        assert main(["extract", str(SEEDS), "-o", str(output), "--undated", "--jobs", jobs]) == 0
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    first, second = capsys.readouterr().err.splitlines()[-2:]
    assert first == second


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["-", "-o", "new/"], "standard input goes with -o FILE"),
        (
            [".", "-o", "new/", "--corrections", "x.jsonl"],
            "x.jsonl: No such file or directory; a file of corrections is allowed",
        ),
        ([".", "-o", "full/"], "holds 'own.txt' and is no store"),
        ([".", "-o", "new/", "--scheduler", "tcp://127.0.0.1:1"], "no scheduler answers"),
    ],
)
def test_wrong_folders_are_one_clear_line(arguments, complaint, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("pipeline.corpus.cluster._ANSWER", 1)
    monkeypatch.chdir(tmp_path)
    Path("full").mkdir()
    Path("full/own.txt").touch()
    assert main(["extract", *arguments]) in (1, 2)
    assert complaint in capsys.readouterr().err.splitlines()[-1]
    assert Path("full/own.txt").exists()


@pytest.fixture
def scheduler(tmp_path):
    """A scheduler and two workers, each a process, on loopback; gives its address and the workers."""
    file = tmp_path / "scheduler.json"
    quietly = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    command += ["--no-dashboard", "--scheduler-file", str(file)]
    started = [subprocess.Popen(command, **quietly)]
    command = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file)]
    command += ["--no-dashboard", "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1"]
    command += ["--local-directory", str(tmp_path), "--death-timeout", "60"]
    started += [subprocess.Popen(command, **quietly) for _ in range(2)]
    try:
        wait_for(
            lambda: file.exists() and file.read_text(encoding="utf-8").strip().endswith("}"), "no scheduler"
        )
        yield json.loads(file.read_text(encoding="utf-8"))["address"], started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_a_cluster_that_loses_a_worker_finds_what_one_machine_finds(many, scheduler, tmp_path, monkeypatch):
    monkeypatch.setattr(plan, "SIZE", 10_000)
    monkeypatch.setattr(parts, "TELLINGS", 40)
    address, workers = scheduler
    lost = []

    def progress(stage, done, whole, articles):
        if not lost and stage == "search" and articles:
            lost.append(done / whole)
            workers[0].kill()

    store = (tmp_path / "store").as_uri()
    with cluster(address) as engine:
        result = build([many.as_uri()], store, engine, on_error=quiet, progress=progress)
    assert 0 < lost[0] < 1
    assert workers[0].wait(timeout=10) and workers[1].poll() is None
    built([many.as_uri()], tmp_path / "once")
    assert files(tmp_path / "store") == files(tmp_path / "once")
    assert len(set(load(store).articles["document"])) == result.read == 3 * len(list(SEEDS.glob("*.txt")))
