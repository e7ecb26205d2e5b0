"""New articles are added to a file of events: the result is that of one run over all, at the cost of the new ones."""

from pathlib import Path

import pytest

from pipeline.chain import find
from pipeline.cli import main
from pipeline.store import read_events, save

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("d0[1-6]*.txt"))


@pytest.fixture
def half(tmp_path: Path) -> Path:
    stored = tmp_path / "events.parquet"
    found = find(SEEDS[:3], texts=True)
    save(found.events, found.articles, stored)
    return stored


def test_adding_gives_what_one_run_gives(half: Path, tmp_path: Path) -> None:
    assert main(["extract", *map(str, SEEDS), "-o", str(half), "--add"]) == 0
    assert main(["extract", *map(str, SEEDS), "-o", str(tmp_path / "all.parquet")]) == 0
    assert list(read_events(half)) == list(read_events(tmp_path / "all.parquet"))


def test_what_is_there_already_is_not_searched_again(half: Path) -> None:
    found = find(SEEDS, texts=True, stored=half)
    assert found.read == len(SEEDS) - 3


def test_an_article_that_changed_replaces_what_was_found_in_it(half: Path, tmp_path: Path) -> None:
    changed = tmp_path / SEEDS[0].name
    changed.write_text(
        "3. Mai 2024\n\nOlaf Scholz traf am 2. Mai 2024 in Berlin Emmanuel Macron.", encoding="utf-8"
    )
    found = find([changed], texts=True, stored=half)
    told = [event for event in found.events if event.evidence[0].document == SEEDS[0].stem]
    assert [str(event.start) for event in told] == ["2024-05-02"]
    assert {article.document for article in found.articles} == {path.stem for path in SEEDS[:3]}


def test_adding_needs_a_parquet_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(SEEDS[0]), "--add"]) == 2
    assert "--add goes with -o FILE.parquet" in capsys.readouterr().err
