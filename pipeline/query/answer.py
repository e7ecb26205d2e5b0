"""The answer to a filter: the events that match, and how many each value of each facet would give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from pipeline.query.filter import FACETS
from pipeline.query.words import search

if TYPE_CHECKING:
    from pipeline.query.filter import Choice, Filter
    from pipeline.query.index import Facet, Index
    from pipeline.query.postings import Ints, Mask

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
    """Apply a filter; with `only`, to these rows of the index alone."""
    size = len(index)
    active = [name for name in FACETS if asked.choice(name)]
    wrong = {name: _wrong(index.facet(name, asked.role), asked.choice(name), size) for name in active}
    out_of_time = _out_of_time(index, asked)
    fails = np.zeros(size, np.uint8)
    for mask in wrong.values():
        fails += mask
    if asked.text.strip():
        fails += ~search(index.words, asked.text, index.texts)
    if asked.confidence > 0:
        fails += index.confidence < asked.confidence
    if only is not None:
        elsewhere = np.ones(size, bool)
        elsewhere[only] = False
        fails += elsewhere
    timeless = fails == 0
    fails += out_of_time
    matching = fails == 0
    rows = np.flatnonzero(matching)
    counts = {}
    for name in FACETS:
        facet = index.facet(name, asked.role)
        if name in wrong and not asked.choice(name).every:
            others_match = fails == wrong[name]
            counts[name] = facet.count(others_match, np.flatnonzero(others_match))
        else:
            counts[name] = facet.count(matching, rows)
    return Answer(
        total=len(rows),
        rows=rows[: np.searchsorted(rows, index.dated)],
        undated=index.dated + np.flatnonzero(timeless[index.dated :]),
        timeless=np.flatnonzero(timeless[: index.dated]),
        counts=counts,
    )


def day_number(day: date) -> int:
    """A day as days since 1970."""
    return day.toordinal() - EPOCH


def _wrong(facet: Facet, choice: Choice, size: int) -> Mask:
    wrong = np.zeros(size, bool)
    if choice.include:
        wrong = np.ones(size, bool)
        found = [facet.rows(value) for value in choice.include]
        if choice.every:
            found = [reduce(np.intersect1d, found)]
        for rows in found:
            wrong[rows] = False
    for value in choice.exclude:
        wrong[facet.rows(value)] = True
    return wrong


def _out_of_time(index: Index, asked: Filter) -> Mask:
    out = np.zeros(len(index), bool)
    if asked.first is None and asked.last is None:
        out[index.dated :] = not asked.undated
        return out
    out[index.dated :] = True
    starts, ends = index.first[: index.dated], index.last[: index.dated]
    if asked.first is not None:
        out[: index.dated] |= (starts if asked.within else ends) < day_number(asked.first)
    if asked.last is not None:
        out[: index.dated] |= (ends if asked.within else starts) > day_number(asked.last)
    return out
