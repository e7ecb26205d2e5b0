"""Where the time axis has its marks and what they say, in the reader's language."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.query.answer import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.chart.look import Wording
    from pipeline.chart.scene import Axis

PIXELS = 84
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)


def ticks(axis: Axis, words: Wording) -> tuple[list[float], list[str]]:
    """Days since 1970 and their labels: days, weeks, months or years, as many as there is room for."""
    wanted = PIXELS * axis.days_per_pixel
    days = [
        day
        for day in (_days(axis, wanted) if wanted <= 14 else _months(axis, wanted))
        if axis.begin <= day.toordinal() - EPOCH <= axis.end
    ]
    labels = []
    for place, day in enumerate(days):
        new_year = place == 0 or days[place - 1].year != day.year
        month = words.months[day.month - 1]
        if wanted <= 14:
            text = words.day_month.format(day=day.day, month=month)
        elif wanted > 366 / 2 or (day.month == 1 and not new_year):
            text, new_year = f"{day.year}", False
        else:
            text = month
        labels.append(f"{text}<br>{day.year}" if new_year else text)
    return [float(day.toordinal() - EPOCH) for day in days], labels


def _days(axis: Axis, wanted: float) -> Iterator[date]:
    step = next(step for step in (1, 2, 7, 14) if step >= wanted)
    first = _day(axis.begin)
    monday = first - timedelta(days=first.weekday()) if step >= 7 else first
    for number in range(int((axis.end - axis.begin) / step) + 2):
        yield _day(monday.toordinal() - EPOCH + number * step)


def _months(axis: Axis, wanted: float) -> Iterator[date]:
    step = next((step for step in MONTH_STEPS if step * 30.4 >= wanted), MONTH_STEPS[-1])
    first = _day(axis.begin)
    number = (first.year * 12 + first.month - 1) // step * step
    last = _day(axis.end)
    while number <= last.year * 12 + last.month - 1:
        if number >= 12:
            yield date(number // 12, number % 12 + 1, 1)
        number += step


def _day(number: float) -> date:
    return date.fromordinal(max(1, min(int(number) + EPOCH, date.max.toordinal())))
