"""Dates that are counted from another day: weekdays, gestern, vergangene Woche, drei Tage später, am Vortag."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.times import calendar
from pipeline.times.around import edge, tense

if TYPE_CHECKING:
    from pipeline.times.rules import Expression, Hit
    from pipeline.times.story import Place, Story

_HOURS = {"H": 1}  # hours of the units that can reach another day
_LONG = 300  # tokens of a text in which a daily paper would have named another day or an hour
_LEVEL_OF_UNIT = {"D": 3, "W": 2, "M": 2, "Q": 1, "Y": 0, "DE": 0, "CE": 0}
MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
"""Months of the units that are counted in months."""


def at_day(hit: Hit, when: date | None, part: str = "", **fields: Any) -> Iterator[Expression]:
    """Yield the day (or a part of it) that a hit means; nothing where the calendar has no such day."""
    if when is None:
        return
    if part:
        yield hit.expression("TIME", f"{when.isoformat()}T{part}", **fields)
    else:
        yield hit.expression("DATE", when.isoformat(), **fields)


def part_of(hit: Hit) -> str:
    """Return MO, MI, AF, EV, NI where a part of the day is named, else ""."""
    for group in ("part", "p"):
        if hit.has(group):
            if hit.kind(group) == "tomorrow":
                return "MO"
            return str(hit.value(group))
    return ""


def weekday(hit: Hit, story: Story) -> Iterator[Expression]:
    """Am Montag, vergangenen Freitag, Montagabend, Montag in einer Woche, Mittwoch vergangener Woche."""
    if hit.name(hit.first - 1) == "name" and not hit.has("mod") and not hit.has("day"):
        return  # a surname: Jerzy Montag
    raw = str(hit.value("w"))
    number, _, part = raw.partition(" ")
    part = part or part_of(hit)
    when = _weekday(hit, story, int(number))
    if when is None:
        value = f"XXXX-WXX-{number}" + (f"T{part}" if part else "")
        yield hit.expression("TIME" if part else "DATE", value)
        return
    story.several_days = False
    yield from at_day(hit, when, part)


def _weekday(hit: Hit, story: Story, number: int) -> date | None:
    now = story.now
    before = story.places[3]
    joined = hit.name(hit.first - 1) in ("until", "and", "hyphen") and hit.name(hit.first - 2).startswith(
        "weekday"
    )
    if joined and before is not None and before.token == hit.first - 2:  # "von Montag bis Freitag"
        return calendar.shift_days(before.first, (number - before.first.isoweekday()) % 7)
    if now is None:
        told = story.last(3)
        if told is None or not story.narrative or (story.published is None and story.unanchored and not told):
            return None
        ahead = (number - told.last.isoweekday()) % 7
        return calendar.shift_days(told.last, ahead)
    ahead = (number - now.isoweekday()) % 7
    if hit.has("day"):
        return calendar.shift_days(now, hit.number("day"))
    if hit.has("week"):
        week = calendar.shift_days(calendar.monday(now), 7 * hit.number("week"))
        return calendar.shift_days(week, number - 1) if week else None
    if hit.has("mod"):
        kind, step = hit.kind("mod"), hit.number("mod")
        if kind == "next":
            return calendar.shift_days(now, (ahead or 7) + 7 * (step - 1))
        if kind == "last":
            return calendar.shift_days(now, (ahead or 7) - 7 + (0 if ahead else -7) + 7 * (step + 1))
        if kind in ("same", "that"):
            told = story.last(3)
            return told.first if told else None
        if ahead == 0:
            return now
    weeks = hit.number("weeks") if hit.has("weeks") else 0
    if hit.has("weeks"):
        return calendar.shift_days(now, ahead + 7 * weeks)
    where = tense(hit)
    if hit.name(hit.first - 1) == "from_the" and hit.name(hit.first - 2) == "name":
        where = "past"  # "das Wahlergebnis vom Sonntag"
    if hit.has("mod") and where == "":
        where = "future" if ahead <= 3 else "past"
    if where == "future" or ahead == 0:
        return calendar.shift_days(now, ahead)
    return calendar.shift_days(now, ahead - 7)


def near_day(hit: Hit, story: Story) -> Iterator[Expression]:
    """Gestern, vorgestern, gestern Abend, morgen früh."""
    step = hit.number("d")
    if story.now is None:
        part = part_of(hit)
        if story.narrative and not story.unanchored:
            return
        value = f"XXXX-XX-XXT{part}" if part else "XXXX-XX-XX"
        yield hit.expression("TIME" if part else "DATE", value)
        return
    story.unframe()
    story.several_days = False
    yield from at_day(hit, calendar.shift_days(story.now, step), part_of(hit))


def today(hit: Hit, story: Story) -> Iterator[Expression]:
    """Heute: the day of publication, or nowadays."""
    part = part_of(hit)
    if story.now is None or (not part and _nowadays(hit, story)):
        yield hit.expression("DATE", "PRESENT_REF")
        return
    story.unframe()
    story.several_days = False
    yield from at_day(hit, story.now, part)


def _nowadays(hit: Hit, story: Story) -> bool:
    """Whether "heute" means the present age: "bis heute", "heute noch", "heute ist er Rentner"."""
    after = hit.name(hit.after)
    if hit.kind("d") == "today_adjective":
        return after not in ("weekday", "weekday_part", "daypart", "occasion", "unit")
    if after in ("clock", "around", "n12", "n24"):
        return False
    before, behind = hit.at(hit.first - 1), hit.at(hit.after)
    if before in ("bis", "Bis"):
        return True
    if before in ("auch", "Auch", "noch", "Noch") and behind in ("noch", "nicht", ",", ".", "ein", "eine"):
        return True
    if behind in ("noch", "kaum", "selbstverständlich"):
        return True
    if hit.clauses.state(hit.first, hit.after):
        return True
    return (
        not story.daily
        and len(hit.tokens.words) > _LONG
        and hit.clauses.direction(hit.first, hit.after) in ("future", "")
    )


def relative_unit(hit: Hit, story: Story) -> Iterator[Expression]:
    """Vergangene Woche, im kommenden Jahr, dieser Monat, am folgenden Tag, am selben Abend."""
    unit = str(hit.value("u"))
    kind = hit.kind("mod")
    step = hit.number("mod")
    word = hit.word("mod").lower()
    counted_from_story = word.startswith(
        ("folgend", "darauf", "nachfolgend", "vorangegangen", "vorhergehend")
    )
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
    value = unit_value(base, unit, step)
    if value is not None:
        back = unit == "D" and step < 0
        yield hit.expression("DATE", value, mod=edge(hit), back=back)


def unit_value(base: date, unit: str, step: int) -> str | None:
    """Return the TIMEX3 value of the calendar unit `step` units from the one that a day lies in."""
    if unit == "D":
        moved = calendar.shift_days(base, step)
        return moved.isoformat() if moved else None
    if unit in ("W", "WE"):
        moved = calendar.shift_days(base, 7 * step)
        return calendar.week_value(moved) + ("-WE" if unit == "WE" else "") if moved else None
    moved = calendar.shift_months(base, step * MONTHS.get(unit, 12))
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


def weekend(hit: Hit, story: Story) -> Iterator[Expression]:
    """Am Wochenende, kommendes Wochenende."""
    now = story.now
    if now is None:
        told = story.last(3)
        if told is None:
            yield hit.expression("DATE", "XXXX-WXX-WE")
            return
        now = told.first
    step = 0
    if hit.has("mod"):
        kind = hit.kind("mod")
        step = hit.number("mod")
        if kind == "next":
            step -= 1
            step += now.isoweekday() == 7
    elif now.isoweekday() < 6 and tense(hit) != "future" and hit.name(hit.after) != "behind":
        step = -1
    yield from _unit_at(hit, story, now, "WE", step)


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
    months = round(number * MONTHS.get(unit, 12))
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


def capital_tomorrow(hit: Hit, story: Story) -> Iterator[Expression]:
    """Morgen at the beginning of a sentence."""
    if hit.word("d").lower() != "morgen" or story.now is None:
        return
    story.unframe()
    yield from at_day(hit, calendar.shift_days(story.now, 1), part_of(hit))


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
    year = stated(hit, story) or (now.year if now else None)
    week = hit.number("n")
    if year is None or not 1 <= week <= 53:
        return
    yield hit.expression("DATE", f"{year:04}-W{week:02}", basis="explicit")


def stated(hit: Hit, story: Story) -> int | None:
    """Return the year after a week number, if any."""
    return int(hit.word("y")) if hit.has("y") else None


def edge_of_unit(hit: Hit, story: Story) -> Iterator[Expression]:
    """Ende der Woche, Anfang des Monats, Ende des Quartals."""
    base = story.now
    if base is None:
        told = story.last(2)
        base = told.first if told else None
    if base is None:
        return
    value = unit_value(base, str(hit.value("u")), 0)
    if value is not None:
        yield hit.expression("DATE", value, mod=edge(hit))


def near_unit(hit: Hit, story: Story) -> Iterator[Expression]:
    """Am gestrigen Tag, am gestrigen Abend, in der heutigen Nacht."""
    if story.now is None:
        return
    yield from at_day(hit, calendar.shift_days(story.now, hit.number("d")), part_of(hit))


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
    value = unit_value(base, unit, step)
    if value is not None:
        yield hit.expression("DATE", value, mod=mod)


def next_days(base: date, days: int) -> date:
    """Return a day so many days later, or the same at the end of the calendar."""
    try:
        return base + timedelta(days=days)
    except OverflowError:
        return base
