"""A folder that is watched: what arrives is added, what changes is replaced, what goes is forgotten where asked."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

import pytest

from pipeline import watch
from pipeline.cli import main
from pipeline.store import read_events, stored_articles

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("d0[1-4]*.txt"))


def copy(source: Path, folder: Path) -> Path:
    target = folder / source.name
    target.write_bytes(source.read_bytes())
    return target


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    for seed in SEEDS[:2]:
        copy(seed, tmp_path / "articles")
    return tmp_path / "articles"


def documents(path: Path) -> list[str]:
    return sorted(article.document for article in stored_articles(path))


def test_forgetting_gives_what_one_run_over_the_rest_gives(folder: Path, tmp_path: Path) -> None:
    for seed in SEEDS[2:]:
        copy(seed, folder)
    out, rest = str(tmp_path / "all.parquet"), str(tmp_path / "rest.parquet")
    assert main(["extract", str(folder), "-o", out]) == 0
    (folder / SEEDS[0].name).unlink()
    assert main(["extract", str(folder), "-o", out, "--add"]) == 0
    assert len(documents(Path(out))) == 4
    assert main(["extract", str(folder), "-o", out, "--add", "--forget"]) == 0
    assert main(["extract", str(folder), "-o", rest]) == 0
    assert list(read_events(out)) == list(read_events(rest))
    assert documents(Path(out)) == documents(Path(rest))


def test_what_cannot_be_read_just_now_is_not_forgotten(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.parquet"
    assert main(["extract", str(folder), "-o", str(out)]) == 0
    (folder / SEEDS[0].name).write_bytes(b"")
    assert main(["extract", str(folder), "-o", str(out), "--add", "--forget"]) == 1
    assert len(documents(out)) == 2


def test_forgetting_needs_something_to_add_to(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(folder), "--forget"]) == 2
    assert "--forget goes with --add" in capsys.readouterr().err


def test_the_result_may_lie_among_the_articles(folder: Path) -> None:
    out = folder / "events.parquet"
    assert main(["extract", str(folder), "-o", str(out)]) == 0
    assert main(["extract", str(folder), "-o", str(out), "--add"]) == 0
    assert len(documents(out)) == 2


def test_a_file_is_told_of_when_it_is_whole_and_with_those_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "rat.txt").write_text("Der Rat tagt.")
    (tmp_path / "out.parquet").write_bytes(b"")
    stop = Event()
    seen = watch.changes(tmp_path, str(tmp_path / "out.parquet"), stop)
    assert next(seen) == ([str(tmp_path / "sub" / "rat.txt")], [])

    def write() -> None:
        with (tmp_path / "rat.txt").open("w") as file:
            for _ in range(8):  # slower than one look, faster than a file settles
                file.write("Der Rat tagt lange. " * 500)
                file.flush()
                time.sleep(watch.SETTLING / 4)
        (tmp_path / "picture.jpg").write_bytes(b"x")

    thread = Thread(target=write)
    thread.start()
    change = next(seen)
    assert not thread.is_alive()
    assert change == ([str(tmp_path / "rat.txt"), str(tmp_path / "sub" / "rat.txt")], [])
    (tmp_path / "rat.txt").unlink()
    assert next(seen) == ([], [str(tmp_path / "rat.txt")])
    stop.set()
    assert list(seen) == []


@pytest.mark.parametrize("name", ["events.parquet", "articles/store/"])
def test_watching_from_the_command_line(folder: Path, tmp_path: Path, name: str) -> None:
    out = f"{tmp_path}/{name}"
    command = [sys.executable, "-m", "pipeline", "watch", str(folder), "-o", out, "--forget"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    assert process.stderr is not None
    try:
        assert "watching" in process.stderr.readline()
        assert process.stderr.readline().startswith("pipeline: 2 articles read")
        copy(SEEDS[2], folder)
        assert process.stderr.readline().startswith(
            f"pipeline: {1 if 'parquet' in name else 3} articles read"
        )
        assert SEEDS[2].stem in documents(Path(out))
        (folder / SEEDS[0].name).unlink()
        assert process.stderr.readline().startswith(
            f"pipeline: {0 if 'parquet' in name else 2} articles read"
        )
        assert documents(Path(out)) == [seed.stem for seed in SEEDS[1:3]]
    finally:
        process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_only_folders_are_watched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", str(tmp_path / "none"), "-o", str(tmp_path / "a.parquet")]) == 2
    assert "a folder to watch is allowed" in capsys.readouterr().err
