"""Reads what the words at and around an expression say of its year and its direction in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.times import calendar
from pipeline.times.story import CHAIN, year_near
from pipeline.times.words import NUMBERS

if TYPE_CHECKING:
    from pipeline.times.rules import Hit
    from pipeline.times.story import Story
    from pipeline.times.tense import Direction

_RECENT = 42  # days before the publication
_HINTS: dict[str, Direction] = {"since": "perfect", "starting": "future", "until": "future", "for": "future"}
"""Directions that a preposition suggests where the clause tells none."""


def tense(hit: Hit) -> Direction:
    """Return the direction in time at a hit: from the preposition before it, else from its clause."""
    index = hit.first - 1
    before = hit.name(index)
    if before in ("from_the", "article", "to_the", "in_the", "at"):
        earlier = hit.name(index - 1)
        if earlier in _HINTS or earlier == "onto":
            index, before = index - 1, earlier
    if before == "for" or (
        before == "onto" and hit.name(index - 1) not in ("day_part", "daytime", "weekday")
    ):
        return "future"  # "für den 3. Mai geplant", "auf den 3. Mai verschoben"
    if (
        hit.name(hit.first - 1) in ("at", "in_the")
        and hit.name(hit.first - 2) in ("article", "one")
        and hit.name(hit.first - 3) != "comma"
    ):
        found = hit.clauses.attribute(hit.after)
        if found:
            return found
    if hit.clauses.looks_back(hit.first):
        return "past"
    found = hit.clauses.direction(hit.first, hit.after)
    if before == "since" and found == "future":
        return "perfect"  # "der Betrieb wird seit dem 3. Mai bestreikt"
    if before == "starting" and found == "perfect" and hit.clauses.announces(hit.first, hit.after):
        return "future"  # "hat ab Montag Streiks angekündigt"
    if before in ("until", "starting") and found in ("past", "perfect"):
        return "near"  # "die Frist wurde bis zum 20. Juni verlängert"
    return found or _HINTS.get(before, "")


def _back_in_the_present(hit: Hit, told: int) -> bool:
    """Whether a sentence between that of the token `told` and that of a hit is in the present tense."""
    clauses = hit.clauses
    start = clauses.sentence(hit.first)[0]
    while start > told + 1:
        first, end = clauses.sentence(start - 2)
        if first <= told or end - first < 2:
            return False
        if clauses.whole(first) == "future":
            return True
        start = first
    return False


def year_of(
    hit: Hit,
    story: Story,
    month: int,
    number: int | None,
    *,
    reach: int = CHAIN,
    direction: Direction | None = None,
    months: int = 0,
) -> int | None:
    """Return the year of a month, or a day and month, without one; `months` is how many more it lasts.

    What is planned is not over before the publication. A day of the last weeks before it is of its year where
    the story would have to go back, or stood in another paragraph. A weekday decides where it fits one year only.
    """
    where = tense(hit) if direction is None else direction
    told = None if story.narrative else story.last(0)
    if told is not None and told.level == 0 and _back_in_the_present(hit, told.token):
        reach = 0  # "2015 verwarf das Volk sie. Die SP lobt sie. Im Juli drohte er": of this year
    year = story.year_of(month, number, hit.first, where, reach)
    now = story.now
    if year is None or now is None:
        return year
    if where in ("future", "near") and _planned(hit):
        last = (
            calendar.day(year, month, number) if number else calendar.month_end(year, min(month + months, 12))
        )
        if last is not None and last < now:
            return year + 1
    told = story.telling(hit.first, reach)
    here = calendar.day(year, month, number) if number else None
    if told is not None and here is not None and year != now.year and not _same_clause(hit, told.token):
        near = year_near(now, month, number, "past")
        recent = calendar.day(near, month, number or 1)
        again = here < told.first or told.token < hit.clauses.paragraph(hit.first)
        if again and recent is not None and 0 <= (now - recent).days <= _RECENT:
            year = near
    return _fitting(hit, year, month, number, now.year)


def _planned(hit: Hit) -> bool:
    """Whether a date is what a clause plans for, and belongs to no noun: not "die Wahl am 3. Mai wird geprüft"."""
    index = hit.first - 1
    while hit.name(index) in (
        "at",
        "in_the",
        "in",
        "until",
        "to_the",
        "starting",
        "article",
        "bound",
        "since",
    ):
        if hit.name(index) == "since":
            return False
        index -= 1
    if hit.name(index) in ("name", "from_the", "from"):
        return False
    return hit.clauses.planned(hit.first, hit.after)


def _same_clause(hit: Hit, token: int) -> bool:
    return token >= hit.clauses.clause(hit.first, hit.after)[0]


def _fitting(hit: Hit, year: int, month: int, number: int | None, published: int) -> int:
    """Return the year whose calendar has the weekday that stands beside a day, the nearest; else the one given."""
    span = hit.group("w")
    if span is None or number is None:
        return year
    named = [hit.number_at(i) for i in range(*span) if hit.name(i) in ("weekday", "weekday_short")]
    fits = [
        other
        for other in dict.fromkeys((year, published, published - 1, published + 1))
        if (day := calendar.day(other, month, number)) is not None and day.isoweekday() in named
    ]
    return fits[0] if fits else year


def is_item(hit: Hit) -> bool:
    """Whether an expression heads an item of a chronology: at the beginning of a line, with a colon behind."""
    if hit.name(hit.after) not in ("colon", "hyphen"):
        return False
    before = hit.name(hit.first - 1)
    return before in ("", "break") or (
        before in ("mark", "hyphen") and hit.name(hit.first - 2) in ("", "break")
    )


def frame(hit: Hit, story: Story) -> None:
    """Let a date with its year frame the dates after it, unless it is an aside: "(seit dem 11. März 1999)"."""
    before = [hit.name(hit.first - back) for back in (1, 2, 3)]
    if "open" not in before and "since" not in before:
        story.frame(hit.first)


def full_year(digits: str, story: Story) -> int:
    """Return the year that two digits mean, not far beyond the publication."""
    number = int(digits)
    told = story.last(0)
    if story.narrative and told is not None:
        return told.first.year // 100 * 100 + number
    base = story.published.year if story.published else 2020
    century = base // 100 * 100
    return century + number if number <= base % 100 + 10 else century - 100 + number


def stated_year(hit: Hit, story: Story) -> int | None:
    """Return the year that an expression itself names ("2014", "'25", "dieses Jahres"), None without one."""
    if hit.has("y"):
        return int(hit.word("y"))
    if hit.has("yy"):
        return full_year(hit.word("yy"), story)
    told = story.last(0)
    base = story.now.year if story.now else told.first.year if told else None
    if hit.has("ym"):
        kind = hit.kind("ym")
        if kind in ("same", "that"):
            return told.first.year if told else base
        return base + hit.number("ym") if base is not None else None
    if hit.has("yrel"):
        value = str(hit.value("yrel"))
        return base + int(value[1:]) if base is not None and value[0] == "Y" else None
    return None


def edge(hit: Hit) -> str:
    """Return START, MID, END where the expression names a part, else ""."""
    return str(hit.value("edge")) if hit.has("edge") else ""


def in_number(hit: Hit) -> bool:
    """Whether the digits are part of a longer number, without white space between."""
    first, after = hit.first, hit.token_range()[1]
    marks = ("dot", "comma", "colon", "slash", "hyphen")
    if hit.name(first - 1) in marks and hit.name(first - 2) in NUMBERS and hit.glued(first - 2, first + 1):
        return True
    return hit.name(after) in marks and hit.name(after + 1) in NUMBERS and hit.glued(after - 1, after + 2)
