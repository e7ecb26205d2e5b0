"""Parts of the year: quarters, half-years, seasons, and feasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.times import calendar
from pipeline.times.around import edge, frame, is_item, stated_year, tense, year_of
from pipeline.times.story import NEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.times.rules import Expression, Hit
    from pipeline.times.story import Story


def part_of_year(hit: Hit, story: Story) -> Iterator[Expression]:
    """Im dritten Quartal 2014, zweites Halbjahr, der zweiten Hälfte des Jahres 1944."""
    kind = str(hit.value("part"))
    number = hit.number("n")
    if number > (4 if kind == "Q" else 2):
        return
    year = stated_year(hit, story)
    if year is None:
        middle = number * 3 - 1 if kind == "Q" else number * 6 - 3
        year = year_of(hit, story, middle, None, reach=NEAR, months=1 if kind == "Q" else 3)
    if year is None:
        return
    basis = "explicit" if hit.has("y") else "relative"
    yield hit.expression("DATE", f"{year:04}-{kind}{number}", mod=edge(hit), basis=basis)


def seasons(hit: Hit, story: Story) -> Iterator[Expression]:
    """Frühjahr und Sommer 1942: the year belongs to both."""
    year = int(hit.word("y"))
    frame(hit, story)
    for group, last in (("s0", "s0"), ("s", "y")):
        code = str(hit.value(group))
        found = calendar.interval(f"{year:04}-{code}")
        if found is not None:
            tokens = (hit.token_range(group)[0], hit.token_range(last)[1])
            yield hit.expression("DATE", f"{year:04}-{code}", tokens=tokens, basis="explicit")


def season(hit: Hit, story: Story) -> Iterator[Expression]:
    """Sommer, Winter 1939/40, vergangenen Herbst."""
    if hit.name(hit.first - 1) == "name":
        return  # the name of something: der Prager Frühling
    code = str(hit.value("s"))
    year = stated_year(hit, story)
    explicit = hit.has("y")
    start = calendar.SEASONS[code][0]
    if explicit:
        frame(hit, story)
    if year is None:
        year = _season_year(hit, story, code, start)
    if year is None:
        if code and not hit.has("mod"):
            yield hit.expression("DATE", f"XXXX-{code}")
        return
    found = calendar.interval(f"{year:04}-{code}")
    winter_begins = year if hit.has("z") or not (code == "WI" and not explicit) else _winter(year, hit, story)
    if code == "WI" and winter_begins != year:
        found = calendar.interval(f"{winter_begins:04}-WI")
    if found is None:
        return
    yield hit.expression(
        "DATE",
        f"{year:04}-{code}",
        first=found.first,
        last=found.last,
        granularity="season",
        basis="explicit" if explicit else "relative",
        mod=edge(hit),
    )


def _winter(year: int, hit: Hit, story: Story) -> int:
    """Return in which year the winter began that a text calls the winter of a year."""
    if story.now and story.now.year == year and story.now.month <= 6 and tense(hit) != "future":
        return year - 1
    return year


def _season_year(hit: Hit, story: Story, code: str, start: int) -> int | None:
    middle = start % 12 + 1
    now = story.now
    told = story.telling(hit.first, NEAR)
    if (
        hit.has("mod")
        and told is not None
        and (now is None or hit.name(hit.token_range("mod")[0]) == "following")
    ):
        kind = hit.kind("mod")
        if kind == "next":
            return told.last.year if told.last.month < start else told.last.year + 1
        if kind == "last":
            return told.first.year if told.first.month > start + 2 else told.first.year - 1
        return told.first.year
    if (
        now is not None
        and not hit.has("mod")
        and (tense(hit) != "past" or story.telling(hit.first, NEAR) is None)
    ):
        where = tense(hit)
        if code == "WI":
            return now.year if now.month < 4 or where not in ("past", "perfect") else now.year - 1
        if where in ("past", "perfect") and now.month < start:
            return now.year - 1
        return now.year + 1 if where == "future" and now.month > start + 2 else now.year
    if hit.has("mod") and now is not None:
        kind, step = hit.kind("mod"), hit.number("mod")
        if kind in ("this", "whole"):
            return now.year
        first = now.year if now.month >= start else now.year - 1  # the last one that has begun
        running = now.month in (start, start + 1, start + 2) or (code == "WI" and now.month < 3)
        if kind == "last":
            return first - running + step + 1
        if kind == "next":
            return first + step
    return story.year_of(middle, None, hit.first, tense(hit), NEAR)


def feast(hit: Hit, story: Story) -> Iterator[Expression]:
    """Ostern, Heiligabend, 2. Weihnachtsfeiertag, Weihnachten 1944."""
    code = str(hit.value("f"))
    number = hit.number("n") if hit.has("n") else None
    if number is not None and not code.startswith("advent"):
        if not code.startswith("12-25"):
            return
        code = f"12-{24 + min(hit.number('n'), 2)}"
    if code.startswith("advent"):
        if number is None:
            return
        code = f"advent+{7 * (number - 1)}"
    year = stated_year(hit, story)
    if year is None and is_item(hit):
        year = story.heading
    if year is None:
        day = calendar.feast(code, story.published.year if story.published else 2000)
        if day is None:
            return
        year = year_of(hit, story, day[0].month, day[0].day, reach=NEAR)
    if year is None:
        if "-" in code and code[0].isdigit():
            yield hit.expression("DATE", f"XXXX-{code[:5]}")
        return
    days_ = calendar.feast(code, year)
    if days_ is None:
        return
    first, last = days_
    yield hit.expression(
        "DATE",
        first.isoformat(),
        first=first,
        last=last,
        granularity="day" if first == last else "range",
    )
