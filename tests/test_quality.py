"""The quality of the events on the shipped reference cases: floors that only rise."""

from pathlib import Path

import pytest

from benchmarks.quality import ROOT, measure

FLOORS = {
    "strict F1": 0.93,
    "persons F1": 0.93,
    "countries F1": 0.90,
    "kind": 0.90,
    "status": 0.95,
}


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    return measure(ROOT / "tests" / "reference", Path(ROOT / "seeds")).figures()


@pytest.mark.parametrize(("figure", "floor"), FLOORS.items())
def test_quality_holds(figures: dict[str, float], figure: str, floor: float) -> None:
    assert figures[figure] >= floor


def test_no_evidence_is_misquoted(figures: dict[str, float]) -> None:
    assert figures["misquoted"] == 0
