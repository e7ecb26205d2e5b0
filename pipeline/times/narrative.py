"""Recognises how a text is anchored: a history told in one article, the news of a day, or a longer view."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.times.rules import Hit

_DEICTIC = frozenset(("weekday", "near-day", "near-unit", "today", "weekend"))
_DAILY = frozenset(("weekday", "near-day", "near-unit", "clock-time", "clock-times", "tomorrow"))
_LEAST = 6  # years that a history names at least
_OLD = 2  # years between the story and its telling


def is_narrative(hits: Sequence[Hit], published: date | None) -> bool:
    """Whether a text tells of years long past: it names many years, and hardly counts from its own day."""
    years: list[int] = []
    deictic = 0
    for hit in hits:
        if hit.has("y") and hit.kind("y") == "year":
            years.append(int(hit.word("y")))
            deictic += published is not None and years[-1] >= published.year
        elif (hit.rule.name in _DEICTIC and hit.name(hit.first - 1) != "until") or _names_now(hit):
            deictic += 1
    if len(years) < _LEAST or deictic * 10 > len(years):
        return False
    if published is None:
        return True
    old = sum(year <= published.year - _OLD for year in years)
    return old * 10 >= len(years) * 8


def _names_now(hit: Hit) -> bool:
    """Whether a hit names a unit by its place to the present: "dieses Jahr", "vergangene Woche"."""
    return hit.rule.name == "relative-unit" and hit.kind("mod") in ("this", "last")


def is_daily(hits: Sequence[Hit]) -> bool:
    """Whether a text counts by days and hours, so that "heute" is likely the day and not the age."""
    return any(hit.rule.name in _DAILY or (hit.rule.name == "today" and hit.has("part")) for hit in hits)
