"""The day of publication from an article's own words: a near day, a length of time, and a day in full.

"Am morgigen Sonntag jährt sich das Unglück zum dritten Mal" needs a day three years before a Sunday; the
text names one. A near day alone says nothing, and neither does a length that is not meant to the day.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING

from pipeline import lang, split, times
from pipeline.merge.words import terms
from pipeline.times.calendar import shift_days, shift_months
from pipeline.times.words import forms

if TYPE_CHECKING:
    from pipeline.schema import Article, Sentence, TimeSpan

AROUND = 2
"""A day in full may stand so many sentences away from the length that counts from it."""

CLOSE = 40
"""A day in full that belongs to a length or a near day begins at most so many characters behind it."""

LONGEST = 2
"""Days of an event that a length may count from: "in der Nacht vom 14. auf den 15. Juli 2021" are two."""

TELLING = 0.4
"""A word of so much weight in two sentences says that they are about the same."""

_UNITS = ("years", "months", "weeks", "days")


@dataclass(frozen=True, slots=True)
class Near:
    """A near day in a sentence: days from publication, the weekday that stands with it (Monday is 0), words.

    `firm` is False for "an diesem Sonntag", which may also be said some days ahead.
    """

    offset: int
    weekday: int | None
    text: str
    firm: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time to the near day: months, then days; `rule` is the row of the table that found it."""

    months: int
    days: int
    text: str
    rule: str
    alone: bool
    near: str
    end: int


def date_from_content(article: Article) -> Article:
    """The article with the day of publication that its own words allow; unchanged where they allow none.

    Only articles without a date are looked at. Where the words allow two days, none is taken.
    """
    if article.published is not None:
        return article
    sentences = split.sentences(article)
    text = _Text(sentences, full_days(article, sentences), article.language)
    readings: dict[date, str] = {}
    for number in range(len(sentences)):
        for published, reason in text.readings(number):
            if text.allows(published):
                readings.setdefault(published, reason)
    if len(readings) != 1:
        return article
    [(published, reason)] = readings.items()
    return replace(
        article,
        published=published,
        published_basis="inferred",
        published_reason=f"inferred from the text: {reason}",
    )


def full_days(article: Article, sentences: Sequence[Sentence]) -> dict[int, list[TimeSpan]]:
    """The time expressions that give a day, or two, with its year, by the number of their sentence."""
    starts = [sentence.start for sentence in sentences]
    found: dict[int, list[TimeSpan]] = {}
    for span in times.spans(article, sentences):
        full = span.basis == "explicit" and re.search(r"\d{4}", span.text) is not None
        if full and span.first and span.last and (span.last - span.first).days < LONGEST:
            found.setdefault(bisect_right(starts, span.start) - 1, []).append(span)
    return found


@dataclass(frozen=True)
class _Text:
    """An article's sentences, and the days that they give in full."""

    sentences: Sequence[Sentence]
    full: Mapping[int, Sequence[TimeSpan]]
    language: str

    def days(self, numbers: Iterable[int]) -> list[date]:
        """The days in full in these sentences, each once."""
        return _days(span for number in numbers for span in self.full.get(number, ()))

    @cached_property
    def telling(self) -> dict[str, set[int]]:
        """The sentences with days in full that hold a word, by each word that tells what they are about."""
        found: dict[str, set[int]] = {}
        for number in self.full:
            for term, weight in terms([self.sentences[number].text], language=self.language).items():
                if weight > TELLING:
                    found.setdefault(term, set()).add(number)
        return found

    def allows(self, published: date) -> bool:
        """Whether most days in full lie before publication, as days in news do."""
        days = self.days(sorted(self.full))
        return 2 * sum(day <= published + timedelta(days=1) for day in days) >= len(days)

    def readings(self, number: int) -> Iterator[tuple[date, str]]:
        """Days of publication that a sentence allows, each with the reason."""
        text = self.sentences[number].text
        nears = near_days(text, self.language)
        for near in nears:
            for span in self.full.get(number, ()):
                start = span.start - self.sentences[number].start
                if not near.firm or span.first is None or span.first != span.last:
                    continue
                behind = near.end <= start <= near.end + CLOSE and _apposed(
                    text[near.end : start], self.language
                )
                around = start <= near.start and near.end <= start + len(span.text)
                if _fits(span.first, near) and (behind or around):
                    yield span.first - timedelta(days=near.offset), f"{near.text!r} is {span.first}"
        for length in lengths(text, self.language):
            own = [near for near in nears if not length.near or near.text.lower().startswith(length.near)]
            if not own and length.alone and number + 1 < len(self.sentences):
                following = near_days(self.sentences[number + 1].text, self.language)
                own = [near for near in following if near.weekday is not None]
            for near in own:
                if near.firm or length.alone:
                    yield from self._counted(number, length, near)

    def _counted(self, number: int, length: Length, near: Near) -> Iterator[tuple[date, str]]:
        """The day of publication by a length, from the nearest day in full that fits; none where two fit.

        Without a weekday to check it, only a day that stands right behind the length is taken.
        """
        places = self._places(number) if near.weekday is not None else [self._behind(number, length.end)]
        for days in places:
            counted = {day: _later(day, length) for day in days}
            fitting = {day: there for day, there in counted.items() if there and _fits(there, near)}
            if len(set(fitting.values())) > 1:
                return
            for day, there in fitting.items():
                yield there - timedelta(days=near.offset), f"{near.text!r} is {length.text!r} from {day}"
                return

    def _behind(self, number: int, place: int) -> list[date]:
        start = self.sentences[number].start + place
        return _days(span for span in self.full.get(number, ()) if 0 <= span.start - start <= CLOSE)

    def _places(self, number: int) -> Iterator[list[date]]:
        """Days that a length may count from: in its sentence, around it, where its words come again."""
        yield self.days([number])
        yield self.days(n for n in range(number - AROUND, number + AROUND + 1) if n != number)
        about = terms([self.sentences[number].text], language=self.language)
        yield self.days(sorted(set[int]().union(*(self.telling.get(term, ()) for term in about))))


def _days(spans: Iterable[TimeSpan]) -> list[date]:
    days = [
        span.first + timedelta(days=more)
        for span in spans
        if span.first and span.last
        for more in range((span.last - span.first).days + 1)
    ]
    return list(dict.fromkeys(days))


def _later(day: date, length: Length) -> date | None:
    there = shift_months(day, length.months)
    return shift_days(there, length.days) if there else None


def _fits(day: date, near: Near) -> bool:
    return near.weekday is None or day.weekday() == near.weekday


@cache
def weekdays(language: str = "de") -> Mapping[str, int]:
    """The names of the days of the week in small letters, with their numbers; Monday is 0."""
    table = lang.table("times", language)["weekday"]
    return {form.lower(): number - 1 for key, number in table.items() for form in forms(key)}


@cache
def _numbers(name: str, language: str) -> Mapping[str, int]:
    table = lang.table("times", language)[name]
    whole = {key: number for key, number in table.items() if number == int(number)}
    return {form.lower(): int(number) for key, number in whole.items() for form in forms(key)}


@cache
def _ones(language: str) -> Mapping[str, int]:
    return dict.fromkeys(lang.table("dating", language)["one"]["words"], 1)


def _either(words: Mapping[str, object] | Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _near_pattern(language: str) -> re.Pattern[str]:
    table = lang.table("dating", language)
    weekday, part = _either(weekdays(language)), _either(table["this"]["parts"])
    near, this = _either(table["near"]), _either(table["this"]["words"])
    return re.compile(
        rf"\b(?:(?P<near>{near})(?: (?P<with>{weekday}))?|(?:{this}) (?P<this>{weekday})(?:{part})?)\b",
        re.IGNORECASE,
    )


def near_days(text: str, language: str = "de") -> list[Near]:
    """The near days of a sentence: "heute", "am morgigen Sonntag", "an diesem Montagmorgen"."""
    offsets: Mapping[str, int] = lang.table("dating", language)["near"]
    found = []
    for match in _near_pattern(language).finditer(text):
        word, day = match["near"], match["with"] or match["this"]
        weekday = weekdays(language)[day.lower()] if day else None
        if word and word[0].isupper() and match.start() > 0:
            continue
        offset = offsets[word.lower()] if word else 0
        found.append(Near(offset, weekday, match.group(), bool(word), match.start(), match.end()))
    return found


@cache
def _length_rules(language: str) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    number = rf"(?:\d{{1,3}}|{_either([*_numbers('number', language), *_ones(language)])})"
    ordinal = rf"(?:\d{{1,3}}\.|{_either(_numbers('ordinal', language))})"
    return tuple(
        (
            re.compile(
                row["pattern"].replace("{number}", number).replace("{ordinal}", ordinal), re.IGNORECASE
            ),
            row["name"],
            row.get("alone", False),
        )
        for row in lang.table("dating", language)["lengths"]
    )


def lengths(text: str, language: str = "de") -> Iterator[Length]:
    """The lengths of time in a sentence that are meant to the day."""
    words = {**_numbers("number", language), **_numbers("ordinal", language), **_ones(language)}
    for pattern, rule, alone in _length_rules(language):
        match = pattern.search(text)
        if match is None:
            continue
        groups = match.groupdict()
        years, months, weeks, days = (_value(groups.get(unit), words) for unit in _UNITS)
        near = (groups.get("day") or "").lower()
        yield Length(12 * years + months, 7 * weeks + days, match.group(), rule, alone, near, match.end())


def _value(text: str | None, words: Mapping[str, int]) -> int:
    if not text:
        return 0
    digits = text.rstrip(".")
    return int(digits) if digits.isdecimal() else words[text.lower()]


def _apposed(between: str, language: str) -> bool:
    """Whether with this between them both are one day: "am heutigen Montag, dem 3. März 2025"."""
    table = lang.table("dating", language)["apposition"]
    allowed = {*table["words"], *weekdays(language)}
    if "," not in between:
        allowed.update(table["without_comma"])
    words = [word.lower() for word in re.findall(r"\w+", between)]
    return allowed.issuperset(words) and not set(between) & set(".;:!?")
