"""How long the page's answers take, from ten thousand to a million events: `python -m benchmarks.page [SIZE...]`.

One answer is the matching events and the counts of every facet with the other filters applied. It is set against
DuckDB's bare count with that filter (on its own table in memory), against plain pandas, and the script run, which is
all that the server does between a click and the new page, against a page as one would write it first. What is
compared is measured in turns, in time of the processor: waiting for other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import duckdb
import pandas as pd
import psutil
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.testing.v1 import AppTest

from benchmarks import made_up
from pipeline import query
from pipeline.query import Choice, Filter

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000, 1_000_000)
FULL = Filter(
    countries=Choice(frozenset({"C000", "C003"})),
    persons=Choice(frozenset({"Person 0", "Person 5", "Person 70"})),
    kind=Choice(exclude=frozenset({"talks"})),
    status=Choice(frozenset({"occurred", "planned"})),
    first=date(2005, 1, 1),
    last=date(2020, 1, 1),
    confidence=0.2,
)
FILTERS = {
    "everything": Filter(),
    "one country": Filter(countries=Choice(frozenset({"C000"}))),
    "a rare person": Filter(persons=Choice(frozenset({"Person 5000"}))),
    "all but a kind": Filter(kind=Choice(exclude=frozenset({"talks"}))),
    "a month": Filter(first=date(2010, 1, 1), last=date(2010, 1, 31)),
}
SEARCHES = ("minister", "berlin wahl", "ung", "e", '"der präsident"', "us-präsident", "-polizei kanzler")


def naive(events: pd.DataFrame, asked: Filter) -> int:
    """The same answer by plain pandas, as one would write it first."""
    masks: dict[str, Any] = {}
    for name in ("countries", "persons", "organisations"):
        choice = asked.choice(name)
        if choice:
            masks[name] = events[name].map(lambda found, choice=choice: bool(choice.include & set(found)))
    for name in ("kind", "status", "basis"):
        choice = asked.choice(name)
        if choice:
            masks[name] = (
                events[name].isin(choice.include) if choice.include else ~events[name].isin(choice.exclude)
            )
    rest = events["confidence"] >= asked.confidence
    if asked.first and asked.last:
        rest &= (events["end"] >= pd.Timestamp(asked.first)) & (events["start"] <= pd.Timestamp(asked.last))
    for name in ("countries", "persons", "organisations", "kind", "status", "basis"):
        mask = rest.copy()
        for other, found in masks.items():
            mask &= found if other != name else True
        chosen = events.loc[mask, name]
        (chosen.explode() if name in query.ACTORS else chosen).value_counts()
    for found in masks.values():
        rest = rest & found
    return int(rest.sum())


def duck_count(path: Path) -> Callable[[], Any]:
    """DuckDB's bare count of the full filter on a table in memory; on one thread, as ours is."""
    connection = duckdb.connect(config={"threads": 1})
    columns = 'start, "end", kind, status, confidence, persons, countries'
    connection.execute(f"create table events as select {columns} from read_parquet('{path}')")
    condition = f"""list_has_any(countries, {sorted(FULL.countries.include)})
        and list_has_any(persons, {sorted(FULL.persons.include)}) and kind <> 'talks'
        and status in ('occurred', 'planned') and "end" >= '{FULL.first}' and start <= '{FULL.last}'
        and confidence >= {FULL.confidence}"""
    return lambda: connection.execute(f"select count(*) from events where {condition}").fetchone()


def medians(acts: list[Callable[[], Any]], times: int = 9) -> list[float]:
    """Milliseconds of the processor in the median run of each, run in turns, after one to warm up."""
    for act in acts:
        act()
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(times):
        for act, found in zip(acts, taken, strict=True):
            begin = time.process_time()
            act()
            found.append(1000 * (time.process_time() - begin))
    return [statistics.median(found) for found in taken]


def page(name: str, parameters: dict[str, str]) -> Callable[[], Any]:
    """A script run, first with one filter and then with another, as clicks do."""
    app = AppTest.from_file(str(ROOT / name), default_timeout=600)
    turns = iter(range(1_000_000))
    for key, value in parameters.items():
        app.query_params[key] = value

    def click() -> None:
        key = "countries" if "naive" in name else "country"
        app.query_params[key] = f"C{next(turns) % 7:03d}"
        app.run()
        if app.exception:
            raise RuntimeError(app.exception[0].message)

    return click


def measure(path: Path, size: int, naive_too: bool) -> None:
    """Print all figures for one store."""
    kept = query.path_of_index(path)
    begin = time.perf_counter()
    query.open_store(path)
    made = time.perf_counter() - begin
    begin = time.perf_counter()
    index = query.open_store(path)
    opened = 1000 * (time.perf_counter() - begin)
    print(
        f"\n{size:,} events: first opened in {made:.2f} s, then in {opened:.1f} ms; "
        f"store {_mb(path)}, index {_mb(kept)}"
    )
    count = duck_count(path)
    assert count()[0] == query.answer(index, FULL).total

    def anew(asked: Filter) -> None:
        index.answers.clear()
        index.searches.clear()
        query.answer(index, asked)

    ours, theirs = medians([lambda: anew(FULL), count])
    print(
        f"  full filter, all facets {ours:8.1f} ms; DuckDB's bare count {theirs:.1f} ms: {ours / theirs:.2f} times"
    )
    for name, asked in FILTERS.items():
        print(f"  {name:23} {medians([lambda asked=asked: anew(asked)])[0]:8.1f} ms")
    for text in SEARCHES:
        print(f"  search {text:16} {medians([lambda text=text: anew(Filter(text=text))], 3)[0]:8.1f} ms")
    print(f"  memory so far, resident {psutil.Process().memory_info().rss / 1e6:,.0f} MB")
    os.environ["ZEITSTRAHL_INPUT"] = str(path)
    sizes: list[int] = []
    enqueue = ForwardMsgQueue.enqueue

    def counted(queue: ForwardMsgQueue, message: Any) -> Any:
        sizes.append(message.ByteSize())
        return enqueue(queue, message)

    with patch.object(ForwardMsgQueue, "enqueue", counted):
        (run,) = medians([page("dashboard.py", {"lanes": "persons"})], 15)
    print(f"  script run              {run:8.1f} ms, {sum(sizes) / 16 / 1000:.0f} kB before compression")
    if not naive_too:
        return
    events = pd.read_parquet(
        path, columns=["start", "end", "kind", "status", "basis", "confidence", *query.ACTORS]
    )
    pandas, first = medians([lambda: naive(events, FULL), page("benchmarks/naive_app.py", {})], 3)
    (run,) = medians([page("dashboard.py", {"lanes": "persons"})], 5)
    print(f"  plain pandas, full filter {pandas:,.0f} ms: {pandas / ours:.0f} times")
    print(f"  the page written first, script run {first:,.0f} ms: {first / run:.0f} times {run:.1f} ms")


def _mb(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:,.0f} MB"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES, metavar="SIZE")
    parser.add_argument(
        "--folder", type=Path, default=Path("build"), help="where the made-up stores are kept"
    )
    parser.add_argument("--texts", type=Path, help="JSON Lines whose words the stores are made of")
    parser.add_argument("--alone", action="store_true", help="without pandas and the page written first")
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    for size in options.sizes:
        measure(made_up.store(options.folder, size, options.texts), size, not options.alone)


if __name__ == "__main__":
    main()
