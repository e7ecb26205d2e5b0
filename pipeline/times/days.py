"""Dates by the calendar: days and months, in figures and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.times import calendar
from pipeline.times.around import edge, frame, in_number, is_item, stated_year, year_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.times.rules import Expression, Hit
    from pipeline.times.story import Story

_NEAR = 60  # tokens that a month is remembered for the bare numbers of its days


def no_time(hit: Hit, story: Story) -> Iterator[Expression]:
    """Straße des 17. Juni: words that look like a time and are none."""
    return iter(())


def iso(hit: Hit, story: Story) -> Iterator[Expression]:
    """2025-12-16."""
    if hit.glued(hit.first, hit.after):
        yield from _day(hit, story, int(hit.word("y")), hit.number("m"), hit.number("d"))


def numeric(hit: Hit, story: Story) -> Iterator[Expression]:
    """16.12.2025, 16.12.25, 16.12."""
    month, number = hit.number("m"), hit.number("d")
    if hit.has("yy") and not hit.glued(hit.first, hit.after):
        return
    if in_number(hit):
        return
    year = stated_year(hit, story)
    if year is None and not hit.has("w") and hit.name(hit.first - 1) in ("name", "word", "label", "hyphen"):
        return  # a version, a section: "iOS 18.1."
    if year is None:
        year = year_of(hit, story, month, number)
    else:
        frame(hit, story)
    yield from _day(hit, story, year, month, number)


def _day(hit: Hit, story: Story, year: int | None, month: int, number: int) -> Iterator[Expression]:
    if calendar.day(year or 2000, month, number) is None:
        return
    text = f"{year:04}" if year is not None else "XXXX"
    if hit.has("y"):
        frame(hit, story)
    yield hit.expression("DATE", f"{text}-{month:02}-{number:02}", basis="explicit")


def days(hit: Hit, story: Story) -> Iterator[Expression]:
    """16. Dezember 2025; 3., 4. und 7. Oktober; vom 30. Juni bis 2. Juli 1941."""
    first, after = hit.token_range()
    items: list[tuple[int, int, int, int | None]] = []  # token, token behind, day, month
    index = first
    while index < after:
        name = hit.name(index)
        if name in ("n12", "n24", "n31") or (name == "ordinal"):
            number = int(hit.vocabulary.value(hit.at(index)))
            end = index + 1
            if hit.name(end) == "dot":
                end += 1
            month = None
            if end < after and hit.name(end) in ("month", "month_short"):
                month = int(hit.vocabulary.value(hit.at(end)))
                end += 1
                if hit.name(end) == "dot" and end < after and hit.name(end - 1) == "month_short":
                    end += 1
            items.append((index, end, number, month))
            if month is not None and end == hit.token_range("m")[1]:
                break
            index = end
        else:
            index += 1
    if not items:
        return
    last_month = items[-1][3]
    assert last_month is not None
    year = stated_year(hit, story)
    if year is None:
        item = is_item(hit)
        year = story.heading if item else None
        if year is None:
            year = year_of(hit, story, last_month, items[-1][2], direction="past" if item else None)
    elif hit.has("y"):
        frame(hit, story)
    month = last_month
    found = []
    for position, (start, end, number, own) in reversed(list(enumerate(items))):
        if own is not None and own > month and year is not None:
            year -= 1
        month = own or month
        if calendar.day(year or 2000, month, number) is None:
            continue
        final = position == len(items) - 1
        tokens = (start if position or not hit.has("w") else hit.token_range("w")[0], after if final else end)
        value = f"{year:04}-{month:02}-{number:02}" if year is not None else f"XXXX-{month:02}-{number:02}"
        found.append(hit.expression("DATE", value, tokens=tokens, basis="explicit"))
    story.several_days = len(found) > 1
    yield from reversed(found)


def days_of_told_month(hit: Hit, story: Story) -> Iterator[Expression]:
    """Vom 10. bis 12., am 16.: days of the month that was told last."""
    told = story.last(2)
    if told is None or hit.first - told.token > _NEAR or len(told.value) < 7 or not told.value[5:7].isdigit():
        return
    first, after = hit.token_range()
    for index in range(first, after):
        if hit.name(index) in ("n12", "n24", "n31"):
            when = calendar.day(told.first.year, told.first.month, int(hit.at(index)))
            if when is not None:
                yield hit.expression("DATE", when.isoformat(), tokens=(index, index + 2), basis="explicit")


def month(hit: Hit, story: Story) -> Iterator[Expression]:
    """Mai, Ende Mai 2022, August vorigen Jahres."""
    number = hit.number("m")
    if hit.after - hit.first == 1 and _is_name(hit):
        return
    year = stated_year(hit, story)
    if year is None:
        year = year_of(hit, story, number, None)
    elif hit.has("y"):
        frame(hit, story)
    value = f"{year:04}-{number:02}" if year is not None else f"XXXX-{number:02}"
    yield hit.expression("DATE", value, mod=edge(hit), basis="explicit")


def other_month(hit: Hit, story: Story) -> Iterator[Expression]:
    """Letzten Mai, kommenden März, dieser Juni."""
    number, kind = hit.number("m"), hit.kind("mod")
    now = story.now
    if now is None:
        yield from month(hit, story)
        return
    year = now.year
    if kind == "last":
        year += hit.number("mod") + 1 - (number >= now.month)
    elif kind == "next":
        year += hit.number("mod") - 1 + (number <= now.month)
    yield hit.expression("DATE", f"{year:04}-{number:02}", basis="explicit")


def _is_name(hit: Hit) -> bool:
    """Whether a month's name is a person's (Mai Thi Nguyen, Friedrich August), or its day is none (32. Mai)."""
    before = hit.name(hit.first - 1)
    if before in ("name", "month_short") or (
        before == "dot" and hit.name(hit.first - 2) in ("n59", "n99", "n3")
    ):
        return True
    return hit.name(hit.after) == "name" and before in (
        "",
        "break",
        "dot",
        "mark",
        "comma",
        "and",
        "word",
        "colon",
    )


def part_of_month(hit: Hit, story: Story) -> Iterator[Expression]:
    """Zweite Augusthälfte, erste Dezemberwoche."""
    number, part = hit.number("m"), hit.number("n")
    for found in month(hit, story):
        if found.value[:4].isdigit():
            start = calendar.day(int(found.value[:4]), number, 1)
            assert start is not None
            end = calendar.month_end(start.year, number)
            if hit.kind("m") == "month_week":
                found.first = calendar.shift_days(start, 7 * min(part - 1, 3))
                found.last = calendar.shift_days(start, 7 * min(part, 4) - 1)
            else:
                found.first, found.last = (
                    (start, start.replace(day=15)) if part == 1 else (start.replace(day=16), end)
                )
            found.granularity = "range"
        yield found


def months(hit: Hit, story: Story) -> Iterator[Expression]:
    """Mai und Juni 1941: the year belongs to both."""
    year = int(hit.word("y"))
    frame(hit, story)
    first, after = hit.token_range()
    marks: list[tuple[int, int]] = []
    for index in range(first, after):
        if hit.name(index) == "month":
            start = index - 1 if index > first and hit.name(index - 1) == "edge" else index
            marks.append((start, int(hit.vocabulary.value(hit.at(index)))))
    later = 13
    found = []
    for position, (start, number) in reversed(list(enumerate(marks))):
        if number > later:
            year -= 1
        later = number
        end = after if position == len(marks) - 1 else start + 1 + (hit.name(start) == "edge")
        mod = str(hit.vocabulary.value(hit.at(start))) if hit.name(start) == "edge" else ""
        found.append(
            hit.expression("DATE", f"{year:04}-{number:02}", tokens=(start, end), mod=mod, basis="explicit")
        )
    yield from reversed(found)


def weekday_of_month(hit: Hit, story: Story) -> Iterator[Expression]:
    """Der zweite Sonntag im Oktober, der letzte Freitag im Mai."""
    month_, weekday = hit.number("m"), hit.number("w")
    year = stated_year(hit, story)
    if year is None:
        year = year_of(hit, story, month_, None)
    if year is None:
        return
    if hit.kind("n") == "last":
        last = calendar.month_end(year, month_)
        when = calendar.shift_days(last, -((last.isoweekday() - weekday) % 7))
    else:
        first = calendar.day(year, month_, 1)
        when = first and calendar.shift_days(
            first, (weekday - first.isoweekday()) % 7 + 7 * (hit.number("n") - 1)
        )
    if when is not None and when.month == month_:
        yield hit.expression("DATE", when.isoformat(), basis="explicit")
