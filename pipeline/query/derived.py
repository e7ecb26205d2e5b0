"""Facets that no column holds: when an event begins, how many articles tell it, how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pipeline.query.postings import Ints

LONGEST_IN_A_MONTH = 31
SOURCES = ("1", "2", "3+")
CERTAINTIES = ("0", "50", "60", "70", "80", "90")

Coded = tuple["Ints", "Ints", list[str]]
"""Rows, for each the code of its value, and the values by their codes; a row may stand there twice."""


def derived(first: Ints, last: Ints, dated: int, sources: Any, confidence: Any) -> dict[str, Coded]:
    """The facets `year`, `sources` and `certainty` of events in rows, the `dated` ones before the others.

    `first` and `last` are days since 1970. `year` has the year in which an event begins ("2025") and, where it
    lasts a month at most, the month too ("2025-12"). `sources` tells one, two and more articles apart;
    `certainty` is the least confidence of a band of ten percent, in percent.
    """
    every = np.arange(len(sources))
    number = np.clip(sources, 1, len(SOURCES)).astype(np.int64) - 1
    band = np.digitize(confidence, [int(least) / 100 for least in CERTAINTIES[1:]])
    return {
        "year": _years(first[:dated].astype(np.int64), last[:dated].astype(np.int64)),
        "sources": (every, number, list(SOURCES)),
        "certainty": (every, band, list(CERTAINTIES)),
    }


def _years(first: Ints, last: Ints) -> Coded:
    months = first.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    short = np.flatnonzero(last - first < LONGEST_IN_A_MONTH)
    years, year = np.unique(months // 12, return_inverse=True)
    known, month = np.unique(months[short], return_inverse=True)
    names = [f"{1970 + number:04d}" for number in years.tolist()]
    names += [f"{1970 + number // 12:04d}-{number % 12 + 1:02d}" for number in known.tolist()]
    rows = np.concatenate([np.arange(len(first)), short])
    return rows, np.concatenate([year, month + len(years)]), names
