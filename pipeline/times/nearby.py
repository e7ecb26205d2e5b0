"""Days by their place to the present: weekdays, gestern, heute, morgen, the weekend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pipeline.times import calendar
from pipeline.times.around import tense

if TYPE_CHECKING:
    from pipeline.times.rules import Expression, Hit
    from pipeline.times.story import Story

_LONG = 300  # tokens of a text in which a daily paper would have named another day or an hour


def at_day(hit: Hit, when: date | None, part: str = "") -> Iterator[Expression]:
    """Yield the day (or a part of it) that a hit means; nothing where the calendar has no such day."""
    if when is None:
        return
    if part:
        yield hit.expression("TIME", f"{when.isoformat()}T{part}")
    else:
        yield hit.expression("DATE", when.isoformat())


def part_of(hit: Hit) -> str:
    """Return MO, MI, AF, EV, NI where a part of the day is named, else ""."""
    for group in ("part", "p"):
        if hit.has(group):
            if hit.kind(group) == "tomorrow":
                return "MO"
            return str(hit.value(group)).partition("-")[0]
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


def near_unit(hit: Hit, story: Story) -> Iterator[Expression]:
    """Am gestrigen Tag, am gestrigen Abend, in der heutigen Nacht."""
    if story.now is None:
        return
    yield from at_day(hit, calendar.shift_days(story.now, hit.number("d")), part_of(hit))


def capital_tomorrow(hit: Hit, story: Story) -> Iterator[Expression]:
    """Morgen at the beginning of a sentence."""
    if hit.name_of(hit.word("d").lower()) != "tomorrow" or story.now is None:
        return
    story.unframe()
    yield from at_day(hit, calendar.shift_days(story.now, 1), part_of(hit))


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
        return after not in ("weekday", "weekday_part", "day_part", "daytime", "occasion", "unit")
    if hit.name(hit.after + 1) == "hyphen" and hit.name(hit.after + 2) == "long_adjective":
        return True  # "die heute 46-Jährige"
    if after in ("clock", "around", "n12", "n24"):
        return False
    if hit.name(hit.first - 1) == "until" or hit.clauses.still(hit.first, hit.after):
        return True
    if hit.clauses.state(hit.first, hit.after):
        return True
    return (
        not story.daily
        and len(hit.tokens.words) > _LONG
        and hit.clauses.direction(hit.first, hit.after) in ("future", "")
    )


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
    value = calendar.unit_value(now, "WE", step)
    if value is not None:
        yield hit.expression("DATE", value)
