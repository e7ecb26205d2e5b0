"""Finds the day on which an article was published: in stamps of its text, in a field, in the file's name."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pipeline.lang import table

_ISO = r"(?<![\w.-])\d{4,9}-\d{2}-\d{2}(?!\d)"
_NUMERIC = (
    r"(?<![\w.])\d{1,2}\.[ ]?\d{1,2}\.[ ]?(?:\d{4}(?=[A-ZÄÖÜ][a-zäöü])|(?:\d{4,9}|\d{2})(?![\w]))(?!\.\d)"
)
_CLOCK = re.compile(
    r"(?<!\d)(?:\d{1,2}[:.]\d{2}(?::\d{2})?(?:[ ]?Uhr|h\b)?|\d{1,2}[ ]Uhr|T\d{2}:\d{2}[\d:.+Z]*)(?!\d)"
)
_FIELD = re.compile(r"(\d{4})(?:([-/])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))(?![\d/-])")
_YEARS = range(1600, 2200)
HOME = ZoneInfo("Europe/Berlin")
"""The time zone of outlets that name none; Vienna and Zurich have the same time."""
_SORTS = ("published", "dated", "stated", "updated")
LONGEST_STAMP = 160
"""Characters; a longer line is never a stamp, though it may begin with one."""


class Stamp(NamedTuple):
    """A date stamp of the text: the day, its sort (`published`, `dated`, `stated`, `updated`), the words.

    `day` is None where the stamp names a day that does not exist, as 31 February.
    """

    day: date | None
    sort: str
    words: str


class _Words(NamedTuple):
    months: dict[str, int]
    sorts: dict[str, str]
    any_date: re.Pattern[str]
    label: re.Pattern[str]
    prefix: re.Pattern[str]
    dateline: re.Pattern[str]
    ticker: re.Pattern[str]
    beside: frozenset[str]
    heading: frozenset[str]


_FULL_DATES: dict[str, Any] = {
    "REQUIRE_PARTS": ["day", "month", "year"],
    "STRICT_PARSING": True,
    "PARSERS": ["absolute-time"],
    "DATE_ORDER": "DMY",
}


def stamps_of(line: str) -> list[Stamp]:
    """The date stamps of a line that consists of nothing else: empty for a headline or running text."""
    words = _words()
    if len(line) > LONGEST_STAMP or not any(map(str.isdigit, line)):
        return []
    found = [match for match in words.any_date.finditer(line) if not _historic(match[0])]
    if not found or not _only_stamp(line):
        return []
    stamps, since = [], 0
    for match in found:
        labels = words.label.findall(line[since : match.start()])
        sort = words.sorts[labels[-1].lower()] if labels else "dated"
        stamps.append(Stamp(parse_day(match[0]), sort, line.strip()))
        since = match.end()
    return stamps


def leading_stamp(line: str) -> tuple[Stamp | None, int]:
    """The stamp before running text in its line (" date 2025-12-16 Der Rat ..."), and where it ends."""
    match = _words().prefix.match(line)
    if not match:
        return None, 0
    day = parse_day(match["date"] or match["bare"])
    sort = _words().sorts[(match["label"] or "date").lower()]
    return Stamp(day, sort, match[0].strip()), match.end()


def dateline_stamp(line: str) -> Stamp | None:
    """The date in a dateline ("Berlin, 6. Mai 2025 (dpa) - ...")."""
    match = _words().dateline.match(line)
    return Stamp(parse_day(match["date"]), "dated", match[0].strip()) if match else None


def ticker_stamp(line: str) -> Stamp | None:
    """The day that the headline of a live ticker names ("Liveticker zur Wahl: alles vom 6. Juni 2023")."""
    words = _words()
    if len(line) > LONGEST_STAMP or not words.ticker.search(line):
        return None
    dates = words.any_date.findall(line)
    return Stamp(parse_day(dates[0]), "dated", line.strip()) if len(dates) == 1 else None


def choose(stamps: list[Stamp]) -> Stamp | None:
    """The stamp that tells the publication day: that the day exists decides, then the label, then the order."""
    return min(stamps, key=lambda stamp: (stamp.day is None, _SORTS.index(stamp.sort)), default=None)


def parse_field(value: Any) -> date | None:
    """The day that a field of a record or of front matter names, as written there; None without one."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = _field_text(value)
    if match := _FIELD.match(text):
        return _day(int(match[1]), int(match[3] or match[5]), int(match[4] or match[6]))
    if match := _words().any_date.search(text):
        return parse_day(match[0])
    return _in_any_spelling(text)


def names_no_day(value: Any) -> bool:
    """Whether a field names a day, month and year that are none: "2024-02-31", "16.12.99999"."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return False
    text = _field_text(value)
    match = _FIELD.match(text) or _words().any_date.search(text)
    return match is not None and not _historic(match[0]) and parse_field(value) is None


def _field_text(value: str | int) -> str:
    return str(value)[:200].strip().strip("\"'")[:100]


def _in_any_spelling(text: str) -> date | None:
    """The day of a field in another spelling ("Tue, 16 Dec 2025 10:00:00 +0100"); never a relative one."""
    # imported only here: few articles need it, and it takes a tenth of a second
    dateparser = import_module("dateparser")
    try:
        found = dateparser.parse(text, languages=["de", "en"], settings=_FULL_DATES)
    except (ValueError, OverflowError):
        return None
    return _day(found.year, found.month, found.day) if found else None


def of_file_name(stem: str) -> date | None:
    """The day in a file's name: "2025-12-16-foo", "20251216_foo", "foo 16.12.2025"."""
    edge = r"(?<![0-9A-Za-z])", r"(?![0-9A-SU-Za-z])"
    if match := re.search(rf"{edge[0]}(\d{{4}})([-_.]?)(\d\d)\2(\d\d){edge[1]}", stem):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := re.search(rf"{edge[0]}(\d\d?)([-_.])(\d\d?)\2(\d{{4}}){edge[1]}", stem):
        return _day(int(match[4]), int(match[3]), int(match[1]))
    return None


def _historic(text: str) -> bool:
    """Whether a date is of a year in which no news was published, or stands for none ("0001-01-01")."""
    year = re.search(r"\d{4,9}", text)
    return year is not None and int(year[0]) < _YEARS.start


def parse_day(text: str) -> date | None:
    """The day that a date in digits or with a month's name stands for; None where there is no such day."""
    if re.match(r"\d{4,9}-", text):
        return _day(*map(int, text.split("-")))
    parts = re.findall(r"\w+", text)
    month = int(parts[1]) if parts[1].isdigit() else _words().months[parts[1].lower()]
    year = int(parts[2])
    if len(parts[2]) == 2:
        year += 2000 if year < 69 else 1900  # as POSIX reads two digits
    return _day(year, month, int(parts[0]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _only_stamp(line: str) -> bool:
    words = _words()
    if line.lstrip("([ ").split(" ", 1)[0].lower() in words.heading and not words.label.match(
        line.lstrip("([ ")
    ):
        return False
    rest = words.any_date.sub(" \0 ", line)
    rest = words.label.sub(" ", _CLOCK.sub(" ", rest))
    before, _, after = rest.partition("\0")
    if not _beside(before.strip(), "[,:|/–—)-]$") or before.count(" ") > 12:
        return False
    return all(_beside(part.strip(), None) for part in re.split("[\0|·•,;/–—-]", after))


def _beside(text: str, end: str | None) -> bool:
    """Whether `text` may stand beside a date in a stamp: a weekday, a place, an author, a section."""
    tokens = [t for t in re.findall(r"[^\W\d_]+", text) if t.lower() not in _words().beside]
    if not tokens:
        return True
    if text[-1:] in ".!?" or len(tokens) > 5 or not all(token[0].isupper() for token in tokens):
        return False
    return end is None or re.search(end, text) is not None


@cache
def _words() -> _Words:
    data = table("published")
    months: dict[str, int] = data["months"]
    names = "|".join(sorted(months, key=len, reverse=True))
    textual = rf"(?<![\w.])\d{{1,2}}(?:\.[ ]?|[ ])(?i:{names})\b\.?[ ]\d{{4,9}}(?!\d)"
    any_date = rf"(?:{_ISO}|{_NUMERIC}|{textual})"
    sorts = {label: sort for sort, labels in data["labels"].items() for label in labels}
    labels = "|".join(re.escape(label) for label in sorted(sorts, key=len, reverse=True))
    clock = r"(?:,?[ ]*(?:\d{1,2}[:.]\d{2}(?::\d{2})?(?:[ ]?Uhr)?|\d{1,2}[ ]Uhr))?"
    place = r"[A-ZÄÖÜ][\w.'’-]{1,30}(?:[ /][\w.'’-]{2,30}){0,4}(?:[ ]\([\w/ -]{2,30}\))?"
    return _Words(
        months=months,
        sorts=sorts,
        any_date=re.compile(any_date),
        label=re.compile(rf"(?i)\b(?:{labels})(?!\w)"),
        prefix=re.compile(
            # without a colon only the bare word "date": "Vom 3.5.2024 an" is running text
            rf"[ \t]*(?:(?i:(?P<label>{labels}))[ ]?:[ ]*(?P<date>{any_date}){clock}(?:[ ]*[|–-])?"
            r"|date[ ](?P<bare>\d{4,9}-\d\d?-\d\d?)(?!\S))[ \t]*"
        ),
        dateline=re.compile(
            rf"{place},[ ](?:den[ ])?(?P<date>{any_date})(?:[ ]\([^()]{{2,30}}\))?[ ]?[.:–—-][ ]"
        ),
        ticker=re.compile(rf"(?i)\b[\w-]*(?:{'|'.join(data['beside']['tickers'])})s?\b"),
        beside=frozenset(data["beside"]["words"]),
        heading=frozenset(data["beside"]["heading"]),
    )
