"""Dates by the calendar: days, months, years, quarters, seasons, feasts, decades and centuries."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.times import calendar
from pipeline.times.rules import Expression, Hit
from pipeline.times.story import Story
from pipeline.times.tense import Direction
from pipeline.times.words import NUMBERS

_HINTS: dict[str, Direction] = {"since": "perfect", "starting": "future", "until": "future", "for": "future"}
"""Directions that a preposition suggests where the clause tells none."""
_NEAR = 60  # tokens that a month is remembered for the bare numbers of its days


def tense(hit: Hit) -> Direction:
    """Return the direction in time at a hit: from the preposition before it, else from its clause."""
    index = hit.first - 1
    before = hit.name(index)
    if before in ("from_the", "article", "to_the", "in_the", "at"):
        earlier = hit.name(index - 1)
        if earlier in _HINTS or earlier == "onto":
            index, before = index - 1, earlier
    if before == "for" or (before == "onto" and hit.name(index - 1) not in ("daypart", "weekday")):
        return "future"  # "für den 3. Mai geplant", "auf den 3. Mai verschoben"
    if hit.name(hit.first - 1) in ("at", "in_the") and hit.name(hit.first - 2) in ("article", "one") and hit.name(hit.first - 3) != "comma":
        found = hit.clauses.attribute(hit.after)
        if found:
            return found
    if hit.clauses.looks_back(hit.first):
        return "past"
    found = hit.clauses.direction(hit.first, hit.after)
    if before in ("until", "starting") and found in ("past", "perfect"):
        return "near"  # "die Frist wurde bis zum 20. Juni verlängert"
    return found or _HINTS.get(before, "")


def is_item(hit: Hit) -> bool:
    """Whether an expression heads an item of a chronology: at the beginning of a line, with a colon behind."""
    if hit.name(hit.after) not in ("colon", "hyphen"):
        return False
    before = hit.name(hit.first - 1)
    return before in ("", "break") or (before in ("mark", "hyphen") and hit.name(hit.first - 2) in ("", "break"))


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
    if _in_number(hit):
        return
    year = stated_year(hit, story)
    if year is None and not hit.has("w") and hit.name(hit.first - 1) in ("name", "word", "label", "hyphen"):
        return  # a version, a section: "iOS 18.1."
    if year is None:
        year = story.year_of(month, number, hit.first, tense(hit))
    else:
        story.frame(hit.first)
    yield from _day(hit, story, year, month, number)


def _day(hit: Hit, story: Story, year: int | None, month: int, number: int) -> Iterator[Expression]:
    if calendar.day(year or 2000, month, number) is None:
        return
    text = f"{year:04}" if year is not None else "XXXX"
    if hit.has("y"):
        story.frame(hit.first)
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
            if month is not None and end == hit.match.end("m"):
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
            year = story.year_of(last_month, items[-1][2], hit.first, "past" if item else tense(hit))
    elif hit.has("y"):
        story.frame(hit.first)
    month = last_month
    found = []
    for position, (start, end, number, own) in reversed(list(enumerate(items))):
        if own is not None and own > month and year is not None:
            year -= 1
        month = own or month
        if calendar.day(year or 2000, month, number) is None:
            continue
        final = position == len(items) - 1
        tokens = (start if position or not hit.has("w") else hit.match.start("w"), after if final else end)
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


def edge(hit: Hit) -> str:
    """Return START, MID, END where the expression names a part, else ""."""
    return str(hit.value("edge")) if hit.has("edge") else ""


def month(hit: Hit, story: Story) -> Iterator[Expression]:
    """Mai, Ende Mai 2022, August vorigen Jahres."""
    number = hit.number("m")
    if hit.after - hit.first == 1 and _is_name(hit):
        return
    year = stated_year(hit, story)
    if year is None:
        year = story.year_of(number, None, hit.first, tense(hit))
    elif hit.has("y"):
        story.frame(hit.first)
    value = f"{year:04}-{number:02}" if year is not None else f"XXXX-{number:02}"
    yield hit.expression("DATE", value, mod=edge(hit), basis="explicit")


def _is_name(hit: Hit) -> bool:
    """Whether a month's name is a person's: Mai Thi Nguyen, Friedrich August."""
    before = hit.name(hit.first - 1)
    if before == "name":
        return True
    return hit.name(hit.after) == "name" and before in ("", "break", "dot", "mark", "comma", "and", "word", "colon")


def part_of_month(hit: Hit, story: Story) -> Iterator[Expression]:
    """Zweite Augusthälfte, erste Dezemberwoche."""
    number, part = hit.number("m"), hit.number("n")
    for found in month(hit, story):
        if found.value[:4].isdigit():
            start = calendar.day(int(found.value[:4]), number, 1)
            assert start is not None
            end = calendar.month_end(start.year, number)
            if hit.word("m").lower().endswith("woche"):
                found.first = calendar.shift_days(start, 7 * min(part - 1, 3))
                found.last = calendar.shift_days(start, 7 * min(part, 4) - 1)
            else:
                found.first, found.last = (start, start.replace(day=15)) if part == 1 else (start.replace(day=16), end)
            found.granularity = "range"
        yield found


def months(hit: Hit, story: Story) -> Iterator[Expression]:
    """Mai und Juni 1941: the year belongs to both."""
    year = int(hit.word("y"))
    story.frame(hit.first)
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


def year(hit: Hit, story: Story) -> Iterator[Expression]:
    """2014, Jahr 2014, Anfang 1943, Ende des Jahres."""
    number = stated_year(hit, story)
    if number is None:
        told = story.telling(hit.first) if story.narrative or tense(hit) != "future" else None
        base = told.first if told else story.published
        if base is None:
            return
        number = base.year
    if hit.has("y") and edge(hit):
        story.frame(hit.first)
    elif hit.has("y") and story.published and number < story.published.year - 1:
        story.frame(hit.first)
    basis = "explicit" if hit.has("y") or hit.has("yy") else "relative"
    tokens = hit.token_range()
    if hit.has("y") and hit.at(hit.token_range("y")[0] - 1).endswith("n"):  # "in den Jahren 1914 und 1918"
        tokens = hit.token_range("y")
    yield hit.expression("DATE", f"{number:04}", tokens=tokens, mod=edge(hit), basis=basis)


def small_year(hit: Hit, story: Story) -> Iterator[Expression]:
    """Jahr 70, Jahr 800."""
    yield hit.expression("DATE", f"{int(hit.word('y')):04}", basis="explicit")


def weekday_of_month(hit: Hit, story: Story) -> Iterator[Expression]:
    """Der zweite Sonntag im Oktober, der letzte Freitag im Mai."""
    month_, weekday = hit.number("m"), hit.number("w")
    year = stated_year(hit, story)
    if year is None:
        year = story.year_of(month_, None, hit.first, tense(hit))
    if year is None:
        return
    if hit.kind("n") == "last":
        last = calendar.month_end(year, month_)
        when = calendar.shift_days(last, -((last.isoweekday() - weekday) % 7))
    else:
        first = calendar.day(year, month_, 1)
        when = first and calendar.shift_days(first, (weekday - first.isoweekday()) % 7 + 7 * (hit.number("n") - 1))
    if when is not None and when.month == month_:
        yield hit.expression("DATE", when.isoformat(), basis="explicit")


def bare_year(hit: Hit, story: Story) -> Iterator[Expression]:
    """A number that is a year by its look and by what stands around it."""
    number = int(hit.word("y"))
    before, after = hit.name(hit.first - 1), hit.name(hit.after)
    if _in_number(hit):
        return
    if not _is_year(number, before, after, hit, story):
        return
    if _heads(hit):
        story.heading = number
    elif story.published is None or number < story.published.year - 1:
        story.frame(hit.first)
    yield hit.expression("DATE", f"{number:04}", group="y", basis="explicit")


def _heads(hit: Hit) -> bool:
    """Whether a year stands alone in its paragraph: it heads the items of a chronology."""
    before, after = hit.name(hit.first - 1), hit.name(hit.after)
    if before in ("mark", "hyphen"):
        before = hit.name(hit.first - 2)
    if after in ("colon", "mark", "hyphen"):
        after = hit.name(hit.after + 1)
    return before in ("", "break") and after in ("", "break")


def _in_number(hit: Hit) -> bool:
    """Whether the digits are part of a longer number, without white space between."""
    first, after = hit.first, hit.token_range()[1]
    marks = ("dot", "comma", "colon", "slash", "hyphen")
    if hit.name(first - 1) in marks and hit.name(first - 2) in NUMBERS and hit.glued(first - 2, first + 1):
        return True
    return hit.name(after) in marks and hit.name(after + 1) in NUMBERS and hit.glued(after - 1, after + 2)


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
    if before in ("open", "since", "until", "starting") and 1000 <= number:
        return after != "name" or number % 50 != 0
    if after in ("name", "word") and hit.at(hit.after)[:2] in ("er", "Me", "qm"):
        return number > 1500 and number % 10 != 0 and after == "word"
    if number < 1500:
        return (
            before in ("in_the", "month")
            or story.narrative
            and before in ("from", "in", "behind", "ago", "around")
        )
    if after == "word" and before in ("", "break", "dot") and 1100 <= number <= this_year:
        return True
    if after == "name":
        return number % 50 != 0 and 1850 <= number or before in ("edge", "in_the")
    return number % 100 != 0 or 1900 <= number <= this_year + 1


def year_pair(hit: Hit, story: Story) -> Iterator[Expression]:
    """1914-1918, 2014/15, 2005/2010: both years."""
    first = int(hit.word("y"))
    word = hit.word("z")
    second = int(word) if len(word) == 4 else first // 100 * 100 + int(word)
    if len(word) == 2 and not hit.glued(hit.match.start("y"), hit.match.end("z")):
        return
    if second < first and len(word) == 2:
        second += 100
    if second < first or second - first > 300 or hit.name(hit.after) in ("quantity", "percent"):
        return
    if hit.name(hit.first - 1) in ("label", "paragraph_sign", "about"):
        return
    if hit.name(hit.first - 1) == "dot" and hit.name(hit.first - 2) == "label":
        return
    story.frame(hit.first)
    if hit.name(hit.first - 1) in ("hyphen", "slash", "comma", "dot") and hit.glued(hit.first - 1, hit.first + 1):
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
        numbers = [i for i in range(hit.first, hit.token_range("y")[0]) if hit.name(i) in NUMBERS]
        if numbers:
            month_ = int(hit.vocabulary.value(hit.at(numbers[0] + 2)))
            value += f"-{month_:02}-{int(hit.at(numbers[0])):02}"
    yield hit.expression("DATE", value, basis="explicit", mod=edge(hit))


def century(hit: Hit, story: Story) -> Iterator[Expression]:
    """19. Jahrhundert, Ende des 19. Jahrhunderts, der ersten Hälfte des 15. Jahrhunderts."""
    mod = edge(hit)
    if hit.has("half"):
        mod = "FIRST" if hit.number("half") == 1 else "SECOND"
    yield hit.expression("DATE", f"{hit.number('n') - 1:02}", mod=mod, basis="explicit")


def decade(hit: Hit, story: Story) -> Iterator[Expression]:
    """1990er Jahre, 60er-Jahre, Neunziger."""
    if hit.has("n"):
        word = hit.word("n")
        if not hit.glued(hit.match.start("n"), hit.match.start("n") + 2):
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


def part_of_year(hit: Hit, story: Story) -> Iterator[Expression]:
    """Im dritten Quartal 2014, zweites Halbjahr, der zweiten Hälfte des Jahres 1944."""
    kind = str(hit.value("part"))
    number = hit.number("n")
    if number > (4 if kind == "Q" else 2):
        return
    year = stated_year(hit, story)
    if year is None:
        middle = number * 3 - 1 if kind == "Q" else number * 6 - 3
        year = story.year_of(middle, None, hit.first, tense(hit))
    if year is None:
        return
    basis = "explicit" if hit.has("y") else "relative"
    yield hit.expression("DATE", f"{year:04}-{kind}{number}", mod=edge(hit), basis=basis)


def season(hit: Hit, story: Story) -> Iterator[Expression]:
    """Sommer, Winter 1939/40, vergangenen Herbst."""
    if hit.name(hit.first - 1) == "name":
        return  # the name of something: der Prager Frühling
    code = str(hit.value("s"))
    year = stated_year(hit, story)
    explicit = hit.has("y")
    start = calendar.SEASONS[code][0]
    if explicit:
        story.frame(hit.first)
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
    told = story.telling(hit.first)
    if hit.has("mod") and told is not None and (now is None or hit.word("mod").startswith(("folgend", "darauf"))):
        kind = hit.kind("mod")
        if kind == "next":
            return told.last.year if told.last.month < start else told.last.year + 1
        if kind == "last":
            return told.first.year if told.first.month > start + 2 else told.first.year - 1
        return told.first.year
    if now is not None and not hit.has("mod") and (tense(hit) != "past" or story.telling(hit.first) is None):
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
        begun = now.month >= start and code != "WI"
        if kind == "last":
            over = now.month >= start + 3 or (code == "WI" and now.month >= 3)
            return (now.year if over else now.year - 1) + step + 1
        if kind == "next":
            return (now.year + 1 if begun or (code == "WI" and now.month == 12) else now.year) + step - 1
    return story.year_of(middle, None, hit.first, tense(hit))


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
        year = story.year_of(day[0].month, day[0].day, hit.first, tense(hit))
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


def period(hit: Hit, story: Story) -> Iterator[Expression]:
    """Saison 2007/08, Amtsperiode 2010/15: a span of its own kind, between two years."""
    first, after = hit.token_range("y")[0], hit.token_range("z")[1]
    start, end = int(hit.at(first)), hit.at(after - 1)
    last = int(end) if len(end) == 4 else start // 100 * 100 + int(end)
    begin, finish = calendar.day(start, 1, 1), calendar.day(last, 12, 31)
    yield hit.expression(
        "DATE", "XXXX-XX-XX", first=begin, last=finish, granularity="range", basis="explicit"
    )
