"""Calendar arithmetic: what interval a TIMEX3 value means, when feasts fall, and how it is written in EDTF."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dateutil.easter import easter

if TYPE_CHECKING:
    from pipeline.schema import Granularity

SEASONS = {"SP": (3, 21), "SU": (6, 22), "FA": (9, 23), "WI": (12, 24)}
"""First month and EDTF number of each season; a season lasts three months, winter into the next year."""


MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
"""Months of the units that are counted in months."""


class Interval(NamedTuple):
    """Days from first to last, both inclusive, and how precise that is."""

    first: date
    last: date
    granularity: Granularity


def day(year: int, month: int, number: int) -> date | None:
    """Return a day, or None where the calendar has no such day."""
    try:
        return date(year, month, number)
    except (ValueError, OverflowError):
        return None


def shift_days(start: date, days: float) -> date | None:
    """Return the day so many days later, or None where the calendar ends."""
    try:
        return start + timedelta(days=int(days))
    except OverflowError:
        return None


def shift_months(start: date, months: int) -> date | None:
    """Return the same day so many months later (the last of a shorter month), or None off the calendar."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def monday(of: date) -> date:
    """Return the Monday of a day's week."""
    return of - timedelta(days=min(of.weekday(), of.toordinal() - 1))


def week_value(of: date) -> str:
    """Return the TIMEX3 value of a day's week."""
    year, week, _ = of.isocalendar()
    return f"{year:04}-W{week:02}"


def unit_value(base: date, unit: str, step: int) -> str | None:
    """Return the TIMEX3 value of the calendar unit `step` units from the one that a day lies in."""
    if unit == "D":
        moved = shift_days(base, step)
        return moved.isoformat() if moved else None
    if unit in ("W", "WE"):
        moved = shift_days(base, 7 * step)
        return week_value(moved) + ("-WE" if unit == "WE" else "") if moved else None
    moved = shift_months(base, step * MONTHS.get(unit, 12))
    if moved is None:
        return None
    if unit == "M":
        return f"{moved.year:04}-{moved.month:02}"
    if unit == "Q":
        return f"{moved.year:04}-Q{(moved.month + 2) // 3}"
    if unit == "H":
        return f"{moved.year:04}-H{(moved.month + 5) // 6}"
    if unit == "DE":
        return f"{moved.year // 10:03}"
    return f"{moved.year // 100:02}" if unit == "CE" else f"{moved.year:04}"


@lru_cache(maxsize=512)
def feast(code: str, year: int) -> tuple[date, date] | None:
    """Return first and last day of a feast, coded as the table of words has it, in a year."""
    parts = [_feast_day(part, year) for part in code.split("/")]
    first, last = parts[0], parts[-1]
    return (first, last) if first and last else None


def _feast_day(code: str, year: int) -> date | None:
    if code.startswith("easter"):
        return shift_days(easter(year), int(code[6:])) if 1583 <= year <= 4099 else None
    if code.startswith("advent"):  # days from the first Sunday of Advent
        fourth = shift_days(date(year, 12, 24), -((date(year, 12, 24).weekday() + 1) % 7))
        return shift_days(fourth, int(code[6:]) - 21) if fourth else None
    if code.startswith("+"):
        year, code = year + 1, code[1:]
    month, number = code.split("-")
    return day(year, int(month), int(number))


_VALUE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-(SP|SU|FA|WI)|-Q([1-4])|-H([12])|-W(\d\d)(-WE)?)?")


def interval(value: str, mod: str = "") -> Interval | None:
    """Return the days that a TIMEX3 value means, narrowed by Anfang, Mitte or Ende; None where it has none."""
    value = value.partition("T")[0]
    found = _VALUE.fullmatch(value)
    if found is None:
        return _centuries(value, mod)
    year, month, number, season, quarter, half, week, weekend = found.groups()
    y = int(year)
    if not MINYEAR <= y < MAXYEAR:
        return None
    if number:
        exact = day(y, int(month), int(number))
        return Interval(exact, exact, "day") if exact else None
    if month:
        return (
            _narrow(date(y, int(month), 1), month_end(y, int(month)), "month", mod)
            if "01" <= month <= "12"
            else None
        )
    if season:
        start = SEASONS[season][0]
        return _narrow(date(y, start, 1), _months_end(y, start, 3), "season", mod)
    if quarter:
        return _narrow(
            date(y, int(quarter) * 3 - 2, 1), _months_end(y, int(quarter) * 3 - 2, 3), "quarter", mod
        )
    if half:
        return _narrow(date(y, int(half) * 6 - 5, 1), _months_end(y, int(half) * 6 - 5, 6), "range", mod)
    if week:
        return _week(y, int(week), bool(weekend), mod)
    return _narrow(date(y, 1, 1), date(y, 12, 31), "year", mod)


def _months_end(year: int, month: int, months: int) -> date:
    index = year * 12 + month - 1 + months - 1
    return month_end(index // 12, index % 12 + 1)


def _week(year: int, week: int, weekend: bool, mod: str) -> Interval | None:
    try:
        first = date.fromisocalendar(year, week, 6 if weekend else 1)
    except ValueError:
        return None
    last = first + timedelta(days=1 if weekend else 6)
    if weekend:
        return Interval(first, last, "range")
    if mod == "MID":
        return Interval(first + timedelta(days=2), first + timedelta(days=2), "day")
    return _narrow(first, last, "week", mod)


def _centuries(value: str, mod: str) -> Interval | None:
    if not value.isdigit() or len(value) not in (2, 3):
        return None
    years = 10 if len(value) == 3 else 100
    first = int(value) * years
    if not MINYEAR <= first <= MAXYEAR - 100:
        return None
    part = {"START": (0, 0.3), "MID": (0.3, 0.7), "END": (0.7, 1), "FIRST": (0, 0.5), "SECOND": (0.5, 1)}
    start, end = part.get(mod, (0.0, 1.0))
    return Interval(
        date(first + int(start * years), 1, 1), date(first + int(end * years) - 1, 12, 31), "range"
    )


def _narrow(first: date, last: date, granularity: Granularity, mod: str) -> Interval:
    """Take the beginning, middle or end of a span: thirds, of a month the days 1-10, 11-20, 21 to the end."""
    if granularity == "month":
        cut = {"START": (1, 10), "MID": (11, 20), "END": (21, last.day)}.get(mod)
        if cut:
            return Interval(first.replace(day=cut[0]), first.replace(day=cut[1]), "range")
    elif granularity == "year":
        cut = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}.get(mod)
        if cut:
            return Interval(date(first.year, cut[0], 1), month_end(first.year, cut[1]), "range")
    elif mod in ("START", "MID", "END"):
        third = (last - first).days // 3
        if mod == "START":
            last = first + timedelta(days=third)
        elif mod == "END":
            first = last - timedelta(days=third)
        else:
            first, last = first + timedelta(days=third), last - timedelta(days=third)
        return Interval(first, last, "range")
    return Interval(first, last, granularity)


def edtf(first: date, last: date, granularity: Granularity, *, certain: bool = True) -> str:
    """Write an interval in EDTF (ISO 8601-2), with `~` where it is approximate."""
    about = "" if certain else "~"
    if granularity == "day" or first == last:
        return first.isoformat() + about
    year = f"{first.year:04}"
    if granularity == "year" and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        if first.year == last.year:
            return year + about
        return f"{year}{about}/{last.year:04}{about}"
    if granularity == "month" and first.day == 1 and last == month_end(first.year, first.month):
        return f"{year}-{first.month:02}{about}"
    if granularity == "season":
        for month, number in SEASONS.values():
            if first.month == month:
                return f"{year}-{number}{about}"
    if granularity == "quarter" and first.day == 1:
        return f"{year}-{32 + (first.month + 2) // 3}{about}"
    return f"{first.isoformat()}{about}/{last.isoformat()}{about}"
