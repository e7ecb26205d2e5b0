"""Turns the numbers that an index keeps into what is read: rows, moments, names and frames."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from pipeline.query.building import NEVER
from pipeline.query.postings import gather

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pandas.api.typing import NaTType

    from pipeline.query.postings import Ints

FEW = 20_000
"""So few values are turned one by one and remembered."""


class Row(NamedTuple):
    """One event with the columns of `schema.EVENT_COLUMNS`."""

    event_id: str
    title: str
    start: pd.Timestamp | NaTType
    end: pd.Timestamp | NaTType
    granularity: str
    edtf: str
    time_text: str
    basis: str
    kind: str
    status: str
    persons: list[str]
    countries: list[str]
    organisations: list[str]
    place: str | None
    confidence: float
    sources: int
    conflicts: list[str]
    corrections: list[str]


def moments(days: Ints) -> list[Any]:
    """Give days since 1970 as moments, `NaT` for `NEVER`."""
    return [_moment(day) for day in days.tolist()] if len(days) < FEW else _many_moments(days)


@lru_cache(maxsize=FEW)
def _moment(day: int) -> Any:
    return _many_moments(np.array([day]))[0]


def _many_moments(days: Ints) -> list[Any]:
    moments = days.astype("datetime64[D]").astype("datetime64[us]")
    moments[days == NEVER] = "NaT"
    return pd.Series(moments).tolist()


def day_of(moment: Any) -> date | None:
    """Give the day of a moment; None for `NaT`."""
    return None if pd.isna(moment) else moment.date()


def split_by(offsets: Ints, members: Ints, keys: Ints, names: Sequence[str]) -> list[list[str]]:
    """The members of each key by name, in their order."""
    codes = gather(offsets, members, keys)
    different, inverse = np.unique(codes, return_inverse=True)
    known = [names[code] for code in different.tolist()]
    values = iter([known[code] for code in inverse.tolist()])
    lengths = (offsets[keys + 1] - offsets[keys]).tolist()
    return [[next(values) for _ in range(length)] for length in lengths]


def frame_of(taken: dict[str, Any], columns: Sequence[Any]) -> pd.DataFrame:
    """Make a frame of columns taken by name, with the types that `columns` say."""
    types = {c.name: "object" if c.dtype == "list[str]" else c.dtype for c in columns}
    made = {name: pd.Series(taken[name], dtype=types[name]) for name in types}
    return pd.DataFrame(made)
