"""Recognises a history told in one article: its dates belong to the story, not to the day of publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.times.rules import Hit

_DEICTIC = frozenset(("weekday", "near-day", "today"))
_LEAST = 4  # full dates that a history has at least
_OLD = 2  # years between the story and its telling


def is_narrative(hits: Sequence[Hit], published: date | None) -> bool:
    """Whether a text tells of years long past: it names many years, and hardly counts from its own day."""
    years: list[int] = []
    deictic = 0
    for hit in hits:
        if hit.has("y") and hit.kind("y") == "year":
            years.append(int(hit.word("y")))
        elif hit.rule.name in _DEICTIC:
            deictic += 1
    if len(years) < _LEAST or deictic * 5 > len(years):
        return False
    middle = sorted(years)[len(years) // 2]
    return published is None or middle <= published.year - _OLD
