"""Whom a page is about: the events of each of some subjects, and what they share or have alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.query.filter import ACTORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.query.filter import Filter, Subject
    from pipeline.query.index import Index
    from pipeline.query.postings import Ints

SUBJECTS: tuple[str, ...] = (*ACTORS, "source")
MOST_SUBJECTS = 6
SHARES: tuple[str, ...] = (
    "all",
    "common",
    *(f"only-{number}" for number in range(1, MOST_SUBJECTS + 1)),
    "sole",
    "disputed",
)
"""All events of several subjects; those of each of them; those of one and no other (counted from one); those
that rest on one article; those on which articles disagree."""


def rows_of(index: Index, asked: Filter, subject: Subject) -> Ints:
    """The rows of a subject's events, ascending; with a role in the filter, only with that part in them."""
    return index.facet(subject.facet, asked.role).rows(subject.value)


def shared(index: Index, each: Sequence[Ints], share: str) -> Ints:
    """The rows of a part of the events of several subjects (`SHARES`), given the rows of each."""
    times = np.zeros(len(index), np.uint8)
    for rows in each:
        times[rows] += 1
    told = index.facets["source"].offsets
    found: Ints = np.flatnonzero(times == len(each) if share == "common" else times)
    if share.startswith("only-"):
        number = int(share.removeprefix("only-"))
        found = each[number - 1] if number <= len(each) else found[:0]
        found = found[times[found] == 1]
    elif share == "sole":
        found = found[told[found + 1] - told[found] == 1]
    elif share == "disputed":
        found = found[told[found + 1] - told[found] > 1]
        found = found[index.many("conflicts", found) > 0]
    return found
