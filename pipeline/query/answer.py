"""The answer to a filter: the events that match, and how many each value of each facet would give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.query.filter import FACETS
from pipeline.query.words import search

if TYPE_CHECKING:
    from pipeline.query.filter import Choice, Filter
    from pipeline.query.index import Facet, Index
    from pipeline.query.postings import Ints, Mask

MOST_SEARCHES = 16
MOST_ANSWERS = 4
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an index that match a filter, by first day, and the counts of every facet.

    `total` counts the matching events, dated or not. `rows` are the dated ones. `undated` and `timeless`
    match everything but the range: the undated ones, and the dated ones. `counts[facet]` stands in the order
    of the facet's values; a facet's own choice is left out of its counts, unless it is asked for
    `every` value at once.
    """

    total: int
    rows: Ints
    undated: Ints
    timeless: Ints
    counts: dict[str, Ints]


def answer(index: Index, asked: Filter, only: Ints | None = None) -> Answer:
    """Apply a filter; with `only`, to these rows of the index alone.

    The last answers are kept: who opens an event or changes the lanes asks for the same one again.
    """
    if only is not None:
        return _answered(index, asked, only)
    found: Answer | None = index.answers.get(asked)
    if found is None:
        found = _answered(index, asked, None)
        _keep(index.answers, asked, found, MOST_ANSWERS)
    return found


def _keep(kept: dict[Any, Any], name: Any, found: Any, most: int) -> None:
    """Keep the last ones; several visitors do so at once, hence no walk through what may change."""
    kept[name] = found
    for old in list(kept)[:-most]:
        kept.pop(old, None)


def _answered(index: Index, asked: Filter, only: Ints | None) -> Answer:
    size = len(index)
    wrong = {
        name: _wrong(index.facet(name, asked.role), asked.choice(name), size)
        for name in FACETS
        if asked.choice(name)
    }
    fails = np.zeros(size, np.uint8)
    for mask in wrong.values():
        fails += mask
    if asked.text.strip():
        fails += ~_holding(index, asked.text)
    if asked.confidence > 0:
        fails += index.confidence < asked.confidence
    if only is not None:
        elsewhere = np.ones(size, bool)
        elsewhere[only] = False
        fails += elsewhere
    timeless = np.flatnonzero(fails == 0)
    rows = timeless
    if asked.first or asked.last or not asked.undated:
        _add_out_of_time(fails, index, asked)
        rows = np.flatnonzero(fails == 0)
    counts = {}
    for name in FACETS:
        facet = index.facet(name, asked.role)
        own = name in wrong and not asked.choice(name).every
        # who fails only by the facet's own choice counts for it; as bytes they are compared far faster
        counts[name] = facet.tally(np.flatnonzero(fails == wrong[name].view(np.uint8)) if own else rows)
    dated = np.searchsorted(timeless, index.dated)
    return Answer(
        total=len(rows),
        rows=rows[: np.searchsorted(rows, index.dated)],
        undated=timeless[dated:],
        timeless=timeless[:dated],
        counts=counts,
    )


def day_number(day: date) -> int:
    """A day as days since 1970."""
    return day.toordinal() - EPOCH


def _holding(index: Index, text: str) -> Mask:
    """Which rows have the words that are searched for; the last searches are kept, for the next filter."""
    found = index.searches.get(text)
    if found is None:
        found = np.packbits(search(index.words, text, index.texts))
        _keep(index.searches, text, found, MOST_SEARCHES)
    return np.unpackbits(found, count=len(index)).view(bool)


def _wrong(facet: Facet, choice: Choice, size: int) -> Mask:
    wrong = np.zeros(size, bool)
    if choice.include:
        found = [facet.marks(value) for value in choice.include]
        wrong = ~reduce(np.logical_and if choice.every else np.logical_or, found)
    for value in choice.exclude:
        wrong |= facet.marks(value)
    return wrong


def _add_out_of_time(fails: Ints, index: Index, asked: Filter) -> None:
    """Count what is outside the range; rows stand by their first day, so that most are so in one stretch."""
    fails[index.dated :] += 1
    if asked.first is None and asked.last is None:
        return
    starts, ends = index.first[: index.dated], index.last[: index.dated]
    late = index.dated
    if asked.last is not None:
        late = int(np.searchsorted(starts, day_number(asked.last), "right"))
        fails[late : index.dated] += 1
        if asked.within:
            fails[:late] += ends[:late] > day_number(asked.last)
    if asked.first is not None:
        early = int(np.searchsorted(starts, day_number(asked.first)))
        fails[:early] += True if asked.within else ends[:early] < day_number(asked.first)
