"""How long pages for one actor and comparisons take: `python -m benchmarks.entities STORE`.

The store is one of `benchmarks.made_up`, or any other; the subjects are its most frequent ones. Of each page the
time of the script run is printed: of the first, of one with nothing changed, and of one after a new filter.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from pipeline import query
from views import source

if TYPE_CHECKING:
    from pipeline.query import Index

ROOT = Path(__file__).resolve().parent.parent
KEYS = {"person": "persons", "country": "countries", "source": "source"}


def subjects(index: Index, key: str, *places: int) -> list[str]:
    """Subjects as a link names them, by their places in the order of frequency."""
    values = index.facets[KEYS[key]].values
    return [f"{key}:{values[place]}" for place in places]


def measure(name: str, about: list[str]) -> None:
    """Print the times of one page."""
    page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=300)
    page.query_params["about"] = about
    page.query_params["lanes"] = "countries"
    first = _run(page)
    again = [_run(page) for _ in range(5)]
    changed = []
    for least in (50, 55, 60):
        page.query_params["confidence"] = str(least / 100)
        changed.append(_run(page))
    times = " ".join(f"{time:8.0f}" for time in (first, statistics.median(again), statistics.median(changed)))
    print(f"  {name:28} {times} ms", flush=True)


def _run(page: AppTest) -> float:
    begin = time.perf_counter()
    page.run()
    assert not page.exception
    return 1000 * (time.perf_counter() - begin)


def main(path: Path) -> None:
    """Print all figures for a store."""
    index = query.open_store(path)
    data = source.Data(index, path.name)
    source.shared = lambda path: data
    print(f"{len(index):,} events                      first    again  changed")
    measure("the timeline", [])
    for key in ("person", "country"):
        measure(f"the most frequent {key}", subjects(index, key, 0))
    measure("a person far down", subjects(index, "person", min(900, len(index.facets["persons"].values) - 1)))
    measure("two persons side by side", subjects(index, "person", 0, 1))
    measure("four countries side by side", subjects(index, "country", 0, 1, 2, 3))
    measure("two sources side by side", subjects(index, "source", 0, 1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
