"""Years, decades, centuries, and spans of two years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.times import calendar
from pipeline.times.around import edge, frame, in_number, stated_year, tense
from pipeline.times.words import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.times.rules import Expression, Hit
    from pipeline.times.story import Story


def year(hit: Hit, story: Story) -> Iterator[Expression]:
    """2014, Jahr 2014, Anfang 1943, Ende des Jahres."""
    number = stated_year(hit, story)
    if number is None:
        told = story.telling(hit.first) if story.narrative or tense(hit) != "future" else None
        base = told.first if told else story.published
        if base is None:
            return
        number = base.year
    if (hit.has("y") and edge(hit)) or (
        hit.has("y") and story.published and number < story.published.year - 1
    ):
        frame(hit, story)
    basis = "explicit" if hit.has("y") or hit.has("yy") else "relative"
    tokens = hit.token_range()
    if hit.name(tokens[0]) == "article" and hit.vocabulary.value(hit.at(tokens[0])) == 2:  # the genitive
        tokens = (tokens[0] + 1, tokens[1])
    if hit.has("y") and hit.at(hit.token_range("y")[0] - 1).endswith("n"):  # "in den Jahren 1914 und 1918"
        tokens = hit.token_range("y")
    yield hit.expression("DATE", f"{number:04}", tokens=tokens, mod=edge(hit), basis=basis)


def small_year(hit: Hit, story: Story) -> Iterator[Expression]:
    """Jahr 70, Jahr 800."""
    yield hit.expression("DATE", f"{int(hit.word('y')):04}", basis="explicit")


def bare_year(hit: Hit, story: Story) -> Iterator[Expression]:
    """A number that is a year by its look and by what stands around it."""
    number = int(hit.word("y"))
    before, after = hit.name(hit.first - 1), hit.name(hit.after)
    if in_number(hit) or before in NUMBERS or hit.clauses.street(hit.first - 1):
        return
    if before == "in" and after == "name":
        return  # a postal code: "in 2020 Hollabrunn"
    if not _is_year(number, before, after, hit, story):
        return
    if _heads(hit):
        story.heading = number
    elif before in ("", "break", "dot", "mark") and after == "word":  # "1991 erhielt er ..."
        frame(hit, story)
    yield hit.expression("DATE", f"{number:04}", group="y", basis="explicit")


def _heads(hit: Hit) -> bool:
    """Whether a year stands alone in its paragraph: it heads the items of a chronology."""
    before, after = hit.name(hit.first - 1), hit.name(hit.after)
    if before in ("mark", "hyphen"):
        before = hit.name(hit.first - 2)
    if after in ("colon", "mark", "hyphen"):
        after = hit.name(hit.after + 1)
    return before in ("", "break") and after in ("", "break")


def _is_year(number: int, before: str, after: str, hit: Hit, story: Story) -> bool:
    this_year = story.published.year if story.published else 2020
    if before in ("since", "until", "starting") and 1900 <= number <= this_year + 30 and number % 100:
        return after != "percent"
    if number > this_year + 40 or after in (
        "quantity",
        "percent",
        "n12",
        "n24",
        "n31",
        "n59",
        "n99",
        "n3",
        "n",
    ):
        return False
    if before in ("label", "paragraph_sign", "percent", "n", "n3", "about"):
        return False
    if after in ("until", "and", "hyphen") and hit.name(hit.after + 2) in ("quantity", "percent"):
        return False
    if before == "dot" and hit.name(hit.first - 2) == "label":
        return False
    if before in ("open", "since", "until", "starting") and number >= 1000:
        return after != "name" or number % 50 != 0
    if number < 1500:
        return before in ("in_the", "month") or (
            story.narrative and before in ("from", "in", "behind", "ago", "around")
        )
    if after == "word" and before in ("", "break", "dot") and 1100 <= number <= this_year:
        return True
    if after == "name":
        return (number % 50 != 0 and number >= 1850) or before in ("edge", "in_the")
    return number % 100 != 0 or 1900 <= number <= this_year + 1


def year_pair(hit: Hit, story: Story) -> Iterator[Expression]:
    """1914-1918, 2014/15, 2005/2010: both years."""
    first = int(hit.word("y"))
    word = hit.word("z")
    second = int(word) if len(word) == 4 else first // 100 * 100 + int(word)
    if len(word) == 2 and not hit.glued(hit.token_range("y")[0], hit.token_range("z")[1]):
        return
    if second == first - 99 and len(word) == 2:
        second += 100  # 1999/00
    if second < first or second - first > 300 or hit.name(hit.after) in ("quantity", "percent"):
        return
    if hit.name(hit.first - 1) in ("label", "paragraph_sign", "about"):
        return
    if hit.name(hit.first - 1) == "dot" and hit.name(hit.first - 2) == "label":
        return
    frame(hit, story)
    if hit.name(hit.first - 1) in ("hyphen", "slash", "comma", "dot") and hit.glued(
        hit.first - 1, hit.first + 1
    ):
        return
    yield hit.expression("DATE", f"{first:04}", group="y", basis="explicit")
    yield hit.expression("DATE", f"{second:04}", group="z", basis="explicit")


def before_christ(hit: Hit, story: Story) -> Iterator[Expression]:
    """480 v. Chr., 2. Jahrhundert v. Chr."""
    sign = hit.number("era")
    if hit.has("century"):
        number = hit.number("century")
        value = f"BC{number - 1:02}" if sign < 0 else f"{number - 1:02}"
    else:
        value = f"BC{int(hit.word('y')):04}" if sign < 0 else f"{int(hit.word('y')):04}"
        for index in range(hit.first, hit.token_range("y")[0]):
            if hit.name(index) == "month":
                value += f"-{int(hit.vocabulary.value(hit.at(index))):02}"
                if hit.name(index - 1) == "dot":
                    value += f"-{int(hit.at(index - 2)):02}"
        if hit.has("s"):
            value += f"-{hit.value('s')}"
    yield hit.expression("DATE", value, basis="explicit", mod=edge(hit))


def century(hit: Hit, story: Story) -> Iterator[Expression]:
    """19. Jahrhundert, Ende des 19. Jahrhunderts, der ersten Hälfte des 15. Jahrhunderts."""
    mod = edge(hit)
    if hit.has("n0"):
        yield hit.expression("DATE", f"{hit.number('n0') - 1:02}", group="n0", basis="explicit")
        tokens = (hit.token_range("n")[0], hit.token_range()[1])
        yield hit.expression("DATE", f"{hit.number('n') - 1:02}", tokens=tokens, basis="explicit")
        return
    if hit.has("half"):
        mod = "FIRST" if hit.number("half") == 1 else "SECOND"
    yield hit.expression("DATE", f"{hit.number('n') - 1:02}", mod=mod, basis="explicit")


def decade(hit: Hit, story: Story) -> Iterator[Expression]:
    """1990er Jahre, 60er-Jahre, Neunziger."""
    if hit.has("n"):
        word = hit.word("n")
        if not hit.glued(hit.token_range("n")[0], hit.token_range("n")[0] + 2):
            return
        number = int(word)
        if len(word) == 2:
            number += 1900
    else:
        number = 1900 + hit.number("d")
    if number % 10:
        return
    if number < 1920 and len(hit.word("n")) == 2:
        number += 100  # "die 10er Jahre" are of this century
    yield hit.expression("DATE", f"{number // 10:03}", mod=edge(hit), basis="explicit")


def period(hit: Hit, story: Story) -> Iterator[Expression]:
    """Saison 2007/08, Amtsperiode 2010/15: a span of its own kind, between two years."""
    first, after = hit.token_range("y")[0], hit.token_range("z")[1]
    start, end = int(hit.at(first)), hit.at(after - 1)
    last = int(end) if len(end) == 4 else start // 100 * 100 + int(end)
    begin, finish = calendar.day(start, 1, 1), calendar.day(last, 12, 31)
    if last == start + 1:  # seasons, school years: from summer to summer
        begin, finish = calendar.day(start, 7, 1), calendar.day(last, 6, 30)
    yield hit.expression(
        "DATE", "XXXX-XX-XX", first=begin, last=finish, granularity="range", basis="explicit"
    )
