"""Times of the day: clock times and parts of a day, put on the day that is told of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pipeline.times.calendar import shift_days
from pipeline.times.days import days

if TYPE_CHECKING:
    from pipeline.times.rules import Expression, Hit
    from pipeline.times.story import Story


def told_day(story: Story, *, strict: bool = False, since: int = 0) -> str:
    """Return the day on which a time of day falls, or "" where several or none were told.

    A day told before the token `since` counts no longer, except in a history.
    """
    if story.several_days and strict:
        return ""
    place = story.places[3]
    if place is not None and (story.now is None or place.token >= since):
        return place.first.isoformat()
    return story.now.isoformat() if story.now else ""


def clock(hit: Hit, story: Story) -> Iterator[Expression]:
    """20.30 Uhr, 9 Uhr, 16 bis 17.30 Uhr, 20:15."""
    day = told_day(story, strict=True)
    for number in ("1", "2", ""):
        if not hit.has("h" + number):
            continue
        minute = hit.word("m" + number) or "00"
        hour = hit.word("h" + number)
        if not hour.isdigit():
            hour = f"{hit.number('h' + number)}"
        if len(minute) != 2 or int(minute) > 59 or int(hour) > 24 or len(hour) > 2:
            return
        spoken = hit.name(hit.token_range("h" + number)[1]) not in ("dot", "colon")
        if (
            hit.has("m" + number)
            and not spoken
            and not hit.glued(hit.token_range("h" + number)[0], hit.token_range("m" + number)[1])
            and not hit.has("u" + number)
        ):
            return
        group = "t" + number
        yield hit.expression("TIME", f"{day}T{int(hour):02}:{minute}", group=group)


def spoken(hit: Hit, story: Story) -> Iterator[Expression]:
    """Halb neun, Viertel nach acht."""
    minutes = (hit.number("h") * 60 + hit.number("to")) % 1440
    yield hit.expression("TIME", f"{told_day(story)}T{minutes // 60:02}:{minutes % 60:02}")


def part(hit: Hit, story: Story) -> Iterator[Expression]:
    """Am Nachmittag, am frühen Morgen, in der Nacht, am nächsten Morgen."""
    code, eve, _ = str(hit.value("p")).partition("-")
    day = told_day(story, since=0 if hit.has("mod") else hit.clauses.paragraph(hit.first))
    if hit.has("mod"):
        kind = hit.kind("mod")
        step = {"next": 1, "last": -1}.get(kind, 0)
        if day and step:
            moved = shift_days(date.fromisoformat(day), step)
            day = moved.isoformat() if moved else day
    elif eve and day:
        moved = shift_days(date.fromisoformat(day), -1)
        day = moved.isoformat() if moved else day
    if not day:
        day = "XXXX-XX-XX"
    yield hit.expression("TIME", f"{day}T{code}")


def part_of_date(hit: Hit, story: Story) -> Iterator[Expression]:
    """Nachmittag des 4. Juni 1942: one expression of the part and the day."""
    for found in days(hit, story):
        start = hit.tokens.starts[hit.token_range("p")[0]]
        found.start, found.token = start, hit.token_range("p")[0]
        found.type = "TIME"
        code, eve, _ = str(hit.value("p")).partition("-")
        if eve and found.value[:4].isdigit():
            moved = shift_days(date.fromisoformat(found.value), -1)
            found.value = moved.isoformat() if moved else found.value
        found.value += f"T{code}"
        yield found


def midnight(hit: Hit, story: Story) -> Iterator[Expression]:
    """Mitternacht."""
    day = told_day(story) or "XXXX-XX-XX"
    yield hit.expression("TIME", f"{day}T24:00")
