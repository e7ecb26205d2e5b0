"""A date as a person types it: as EDTF has it, in figures, or in the words that articles use."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pipeline import split, times
from pipeline.corrections.values import EditError
from pipeline.schema import Article, Span

if TYPE_CHECKING:
    from pipeline.schema import Granularity

LONGEST = 80
_BETWEEN = re.compile(r"\s*(?:/|–|—|\s-\s|\sbis\s|\sto\s|(?<=\.\d{4})-(?=\d))\s*")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d?)\.\s?(\d\d?)\.\s?(\d{4})")
_PART = re.compile(r"(\d{4})-(\d\d)|(\d\d?)[./](\d{4})")
_YEAR = re.compile(r"\d{4}")
_ABOUT = re.compile(r"[~?%]|^(?:um|etwa|circa|ca\.|about|around)\s")

Unit = tuple[date, date, "Granularity", str]


def typed(text: str, published: date | None = None) -> dict[str, Any]:
    """The value of the field `date` that a text means; nothing typed is an unknown date.

    `published` is the day that words like "am Montag" are counted from. Raises `EditError`, with what is allowed,
    for what is no date.
    """
    text = " ".join(text.split())
    if not text:
        return {"start": None, "end": None, "granularity": "unknown", "edtf": ""}
    if len(text) > LONGEST:
        raise EditError(f"date of {len(text)} characters; {LONGEST} are allowed")
    about = "~" if _ABOUT.search(text) else ""
    bare = _ABOUT.sub("", text).strip()
    found = _figures(bare) or _words(bare, published)
    if found is None or found[0] > found[1]:
        raise EditError(
            f"date {text!r}; allowed: 15.12.2025, 2025-12-15, 14.12.2025 – 16.12.2025, 12/2025, 2025, ~2022"
        )
    first, last, granularity, edtf = found
    edtf = "/".join(f"{end}{about}" for end in edtf.split("/")) if about else edtf
    return {"start": first.isoformat(), "end": last.isoformat(), "granularity": granularity, "edtf": edtf}


def _figures(text: str) -> Unit | None:
    if whole := _unit(text):
        return whole
    parts = _BETWEEN.split(text)
    units = [_unit(part) for part in parts]
    if len(parts) > 2 or not all(units):
        return None
    first, last = units[0], units[-1]
    if first is None or last is None:
        return None
    if len(parts) == 1 or first == last:
        return first
    return first[0], last[1], "range", f"{first[3]}/{last[3]}"


def _unit(text: str) -> Unit | None:
    """A day, month, season, quarter or year in figures."""
    try:
        if match := _DAY.fullmatch(text):
            year, month, number = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
            day = date(int(year), int(month), int(number))
            return day, day, "day", day.isoformat()
        if match := _PART.fullmatch(text):
            year, number = match.group(1, 2) if match[1] else match.group(4, 3)
            return _part(int(year), int(number))
        if _YEAR.fullmatch(text):
            return date(int(text), 1, 1), date(int(text), 12, 31), "year", text
    except (ValueError, OverflowError):
        pass
    return None


def _part(year: int, number: int) -> Unit:
    """A part of a year by its number in EDTF: 1 to 12 are months, 21 to 24 seasons, 33 to 36 quarters."""
    kinds: list[tuple[range, int, int, Granularity]] = [
        (range(1, 13), number, 1, "month"),
        (range(21, 25), 3 * (number - 21) + 3, 3, "season"),
        (range(33, 37), 3 * (number - 33) + 1, 3, "quarter"),
    ]
    for numbers, month, length, granularity in kinds:
        if number in numbers:
            after = month + length - 1
            end = date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
            return date(year, month, 1), end, granularity, f"{year:04d}-{number:02d}"
    raise ValueError(number)


def _words(text: str, published: date | None) -> Unit | None:
    """A date in words, if the whole text is one."""
    if not any(letter.isalpha() for letter in text):
        return None
    article = Article("", text, published=published, published_basis="given", body=(Span(0, len(text)),))
    sentences = [replace(one, start=0, end=len(text), text=text) for one in split.sentences(article)[:1]]
    for span in times.spans(article, sentences):
        if span.first and span.last and span.start <= 4 and span.end == len(text):
            return span.first, span.last, span.granularity, span.edtf
    return None
