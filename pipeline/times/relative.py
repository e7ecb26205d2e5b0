"""Dates that are counted: vergangene Woche, drei Tage später, am Vortag, Ende des Monats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pipeline.times import calendar
from pipeline.times.around import edge, tense

if TYPE_CHECKING:
    from pipeline.times.rules import Expression, Hit
    from pipeline.times.story import Place, Story

_HOURS = {"H": 1}  # hours of the units that can reach another day
_LEVEL_OF_UNIT = {"D": 3, "W": 2, "M": 2, "Q": 1, "Y": 0, "DE": 0, "CE": 0}


def relative_unit(hit: Hit, story: Story) -> Iterator[Expression]:
    """Vergangene Woche, im kommenden Jahr, dieser Monat, am folgenden Tag, am selben Abend."""
    unit = str(hit.value("u"))
    kind = hit.kind("mod")
    step = hit.number("mod")
    counted_from_story = hit.name(hit.token_range("mod")[0]) in ("following", "preceding")
    if unit == "D" and kind == "last" and not counted_from_story:
        return  # "am letzten Tag" is the last one of something
    told = story.last(_LEVEL_OF_UNIT.get(unit, 0))
    base = story.now
    if base is None or unit == "D" or kind in ("same", "that") or counted_from_story:
        base = told.first if told else base
    yield from _unit_at(hit, story, base, unit, step)


def _unit_at(hit: Hit, story: Story, base: date | None, unit: str, step: int) -> Iterator[Expression]:
    if base is None:
        yield hit.expression("DATE", "XXXX-XX-XX")
        return
    value = calendar.unit_value(base, unit, step)
    if value is not None:
        back = unit == "D" and step < 0
        yield hit.expression("DATE", value, mod=edge(hit), back=back)


def relative_word(hit: Hit, story: Story) -> Iterator[Expression]:
    """Vortag, Folgejahr, Vorjahr, heuer."""
    code = str(hit.value("r"))
    unit, step = code[0], int(code[1:])
    told = story.last(_LEVEL_OF_UNIT[unit])
    if unit == "D" or story.now is None or hit.word("r").startswith("Folge"):
        base = told.first if told else story.now
    else:
        base = story.now
    yield from _unit_at(hit, story, base, unit, step)


def offset(hit: Hit, story: Story) -> Iterator[Expression]:
    """Drei Tage später, eine Woche zuvor, tags darauf, zwei Monate danach."""
    unit = str(hit.value("u"))
    sign = hit.number("way")
    number = amount_of(hit)
    if number is None or (
        hit.kind("u") in ("units", "years_unit") and not hit.has("n") and not hit.has("half")
    ):
        yield hit.expression("DATE", "FUTURE_REF" if sign > 0 else "PAST_REF")
        return
    level = {"D": 3, "W": 3, "M": 2, "Y": 0}.get(unit, 0)
    told = story.latest() if level == 3 else story.last(level) or story.last(0)
    base = told.first if told else story.now
    if base is None:
        yield hit.expression("DATE", "XXXX-XX-XX")
        return
    yield from counted(hit, base, told, unit, sign * number)


def counted(hit: Hit, base: date, told: Place | None, unit: str, number: float) -> Iterator[Expression]:
    """Yield the day, month or year that lies so many units from a day."""
    exact = told is None or told.level == 3
    if unit in ("D", "W"):
        moved = calendar.shift_days(base, number * (7 if unit == "W" else 1))
        if moved is None:
            return
        value = moved.isoformat()
        if told is not None and not exact:
            value = value[: 7 if told.level == 2 else 4]
        yield hit.expression("DATE", value, back=number < 0)
        return
    months = round(number * calendar.MONTHS.get(unit, 12))
    moved = calendar.shift_months(base, months)
    if moved is None:
        return
    value = moved.isoformat()[: 7 if unit == "M" or months % 12 else 4]
    day = moved if unit == "M" and exact and hit.name(hit.first) != "about" else None
    yield hit.expression("DATE", value, first=day, last=day, granularity="day" if day else "unknown")


def minutes(hit: Hit, story: Story) -> Iterator[Expression]:
    """Zwei Minuten später, 24 Stunden zuvor: a time of day that nobody knows, on a day that is known."""
    told = story.latest()
    day = told.first if told is not None and told.level == 3 else None if told else story.now
    hours = (amount_of(hit) or 0) * _HOURS.get(str(hit.value("u")), 0) * hit.number("way")
    when = calendar.shift_days(day, hours / 24) if day else None
    yield hit.expression(
        "TIME", "XXXX-XX-XXTXX:XX", first=when, last=when, granularity="day" if when else "unknown"
    )


def same_stretch(hit: Hit, story: Story) -> Iterator[Expression]:
    """Gleicher Zeitraum des Vorjahres, Vorjahresquartal: the stretch last told, a year before."""
    told = [place for place in story.places[:3] if place is not None]
    if not told:
        return
    value = max(told, key=lambda place: place.token).value
    if value[:4].isdigit():
        yield hit.expression("DATE", f"{int(value[:4]) - 1:04}{value[4:]}")


def amount_of(hit: Hit) -> float | None:
    """Return how many units a hit counts; None where it says only some."""
    number = 0.0
    if hit.has("n"):
        name = hit.kind("n")
        if name == "some":
            return None
        number = float(hit.value("n"))
        if hit.has("frac"):
            number = _with_fraction(hit, number)
    if hit.has("half"):
        number = number - 0.5 if hit.has("n") else 0.5
    return number if hit.has("n") or hit.has("half") else 1.0


def _with_fraction(hit: Hit, number: float) -> float:
    """Return a number with what stands behind its comma, or its full stop for thousands."""
    mark, digits = hit.token_range("n")[1], hit.word("frac")
    if hit.name(mark) == "comma":
        return number + float(f"0.{digits[:6]}")
    return number * 1000 + int(digits[:3]) if len(digits) == 3 else number


def reference(hit: Hit, story: Story) -> Iterator[Expression]:
    """Jetzt, kürzlich, künftig, in Zukunft."""
    yield hit.expression("DATE", str(hit.value("r")))


def weeks_day(hit: Hit, story: Story) -> Iterator[Expression]:
    """KW 12, 12. Kalenderwoche."""
    now = story.now
    year = (int(hit.word("y")) if hit.has("y") else None) or (now.year if now else None)
    week = hit.number("n")
    if year is None or not 1 <= week <= 53:
        return
    yield hit.expression("DATE", f"{year:04}-W{week:02}", basis="explicit")


def edge_of_unit(hit: Hit, story: Story) -> Iterator[Expression]:
    """Ende der Woche, Anfang des Monats, Ende des Quartals."""
    base = story.now
    if base is None:
        told = story.last(2)
        base = told.first if told else None
    if base is None:
        return
    value = calendar.unit_value(base, str(hit.value("u")), 0)
    if value is not None:
        yield hit.expression("DATE", value, mod=edge(hit))


def edge_compound(hit: Hit, story: Story) -> Iterator[Expression]:
    """Jahresende, Monatsbeginn, Wochenmitte."""
    unit, mod = str(hit.value("e")).split()
    if hit.has("y"):
        yield hit.expression("DATE", hit.word("y"), mod=mod, basis="explicit")
        return
    base = story.now
    if base is None:
        told = story.last(0)
        base = told.first if told else None
    if base is None:
        return
    step = 0
    if unit == "Y" and mod == "START" and base.month > 8 and tense(hit) == "future":
        step = 1
    value = calendar.unit_value(base, unit, step)
    if value is not None:
        yield hit.expression("DATE", value, mod=mod)
