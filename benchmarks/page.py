"""How long the page's answers take, from ten thousand to a million events: `python -m benchmarks.page [SIZE...]`.

One answer is the matching events and the counts of every facet with the other filters applied. It is set
against the same answer by plain pandas, and by DuckDB where it is installed. The script run is all that the
server does between a click and the new page.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from streamlit.testing.v1 import AppTest

from pipeline import query
from pipeline.query import Choice, Filter
from pipeline.schema import BASES, KINDS, STATUSES
from views import source

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000, 1_000_000)
SYLLABLES = tuple(a + b for a in ("b", "d", "f", "g", "k", "l", "m", "n", "r", "s") for b in ("a", "en"))
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
    "full filter": FULL,
    "a month": Filter(first=date(2010, 1, 1), last=date(2010, 1, 31)),
}


def frames(size: int) -> dict[str, pd.DataFrame]:
    """Events with 1 to 6 of 20,000 persons and 1 to 5 of 200 countries, frequent ones far more often."""
    rng = np.random.default_rng(1)
    persons = np.array([f"Person {n}" for n in range(20_000)], object)
    countries = np.array([f"C{n:03d}" for n in range(200)], object)
    vocabulary = np.array([_word(n) for n in range(40_000)], object)
    start = np.datetime64("2000-01-01") + rng.integers(0, 9000, size).astype("timedelta64[D]")
    end = start + rng.integers(0, 3, size).astype("timedelta64[D]")
    sentences = vocabulary[_zipf(rng, size * 16, len(vocabulary))].reshape(size, 16)
    ids = pd.Series([f"e{n:07d}" for n in range(size)], dtype="str")
    events = pd.DataFrame(
        {
            "event_id": ids,
            "title": pd.Series([" ".join(words[:6]) for words in sentences], dtype="str"),
            "start": start.astype("datetime64[us]"),
            "end": end.astype("datetime64[us]"),
            "granularity": "day",
            "edtf": "",
            "time_text": "",
            "basis": np.array(BASES, object)[_zipf(rng, size, len(BASES))],
            "kind": np.array(KINDS, object)[_zipf(rng, size, len(KINDS))],
            "status": np.array(STATUSES, object)[_zipf(rng, size, len(STATUSES))],
            "persons": _lists(rng, size, persons, 1, 6),
            "countries": _lists(rng, size, countries, 1, 5),
            "organisations": _lists(rng, size, persons[:300], 0, 2),
            "place": None,
            "confidence": rng.random(size),
            "sources": 1,
            "conflicts": [[]] * size,
            "corrections": [[]] * size,
        }
    )
    evidence = pd.DataFrame(
        {
            "event_id": ids,
            "document": pd.Series([f"d{n // 10:06d}" for n in range(size)], dtype="str"),
            "start": 0,
            "end": 100,
            "text": pd.Series([" ".join(words) for words in sentences], dtype="str"),
            "rule": "r",
        }
    )
    participants = pd.DataFrame(
        {name: pd.Series([], dtype="str") for name in ("event_id", "kind", "name", "role")}
    )
    columns = ("document", "title", "published_basis", "published_reason", "path", "text")
    articles = pd.DataFrame({name: pd.Series([], dtype="str") for name in columns}).assign(
        published=pd.Series([], dtype="datetime64[us]")
    )
    return {"events": events, "evidence": evidence, "participants": participants, "articles": articles}


def _word(number: int) -> str:
    letters = ""
    while number or not letters:
        number, rest = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[rest]
    return letters


def _zipf(rng: np.random.Generator, count: int, size: int) -> Any:
    weights = 1 / np.arange(1, size + 1) ** 1.1
    return np.searchsorted(np.cumsum(weights / weights.sum()), rng.random(count)).clip(0, size - 1)


def _lists(rng: np.random.Generator, size: int, pool: Any, least: int, most: int) -> list[list[str]]:
    lengths = rng.integers(least, most + 1, size)
    flat = pool[_zipf(rng, int(lengths.sum()), len(pool))].tolist()
    ends = np.cumsum(lengths).tolist()
    return [list(dict.fromkeys(flat[end - n : end])) for end, n in zip(ends, lengths.tolist(), strict=True)]


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


def duck_count(events: pd.DataFrame) -> Callable[[], Any] | None:
    """DuckDB's bare count of the full filter, on the frame in memory; None where it is not installed."""
    try:
        import duckdb  # noqa: PLC0415  not a dependency
    except ImportError:
        return None
    connection = duckdb.connect()
    columns = ["start", "end", "kind", "status", "confidence", "persons", "countries"]
    connection.register("frame", events[columns])
    connection.execute("create table events as select * from frame")
    condition = f"""list_has_any(countries, {sorted(FULL.countries.include)})
        and list_has_any(persons, {sorted(FULL.persons.include)}) and kind <> 'talks'
        and status in ('occurred', 'planned') and "end" >= '{FULL.first}' and start <= '{FULL.last}'
        and confidence >= {FULL.confidence}"""
    return lambda: connection.execute(f"select count(*) from events where {condition}").fetchone()


def median(act: Callable[[], Any], times: int = 7) -> float:
    """Milliseconds of the median run, after one to warm up."""
    act()
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - begin))
    return statistics.median(taken)


def measure(size: int) -> None:
    """Print all figures for one number of events."""
    tables = frames(size)
    begin = time.perf_counter()
    index = query.build(**tables)
    print(f"\n{size:,} events: index built in {time.perf_counter() - begin:.1f} s")
    for name, asked in FILTERS.items():
        print(f"  answer, {name:12} {median(lambda asked=asked: query.answer(index, asked)):8.1f} ms")
    expected = query.answer(index, FULL).total
    assert naive(tables["events"], FULL) == expected
    print(f"  pandas, full filter  {median(lambda: naive(tables['events'], FULL), 1):8.1f} ms")
    if count := duck_count(tables["events"]):
        assert count()[0] == expected
        print(f"  DuckDB, bare count   {median(count):8.1f} ms")
    begin = time.perf_counter()
    words = len(index.words.begins)
    print(f"  words indexed in {time.perf_counter() - begin:.1f} s ({words:,} different ones)")
    for text in ("gafen", "benra lada", "se"):
        print(
            f"  search {text!r:14} {median(lambda text=text: query.answer(index, Filter(text=text))):8.1f} ms"
        )
    data = source.Data(index, "events")
    source.shared = lambda path: data
    page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=300)
    page.query_params["lanes"] = "persons"
    print(f"  script run           {median(page.run):8.1f} ms")
    print(f"  memory, at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:,.0f} MB")


if __name__ == "__main__":
    for wanted in [int(argument) for argument in sys.argv[1:]] or SIZES:
        measure(wanted)
