"""The day of publication from an article's own words: a near day, a length of time, and a day in full.

"Am morgigen Sonntag jährt sich das Unglück zum dritten Mal" needs a day three years before a Sunday; the
text names one. A near day alone says nothing, and neither does a length that is not meant to the day.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
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
"""A day in full that belongs to a length or a near day, in apposition, begins so many characters behind it."""

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
    found = _Days.of(article, sentences)
    for number, sentence in enumerate(sentences):
        for published, reason in _readings(number, sentence, sentences, found, article.language):
            if found.allow(published):
                return replace(
                    article,
                    published=published,
                    published_basis="inferred",
                    published_reason=f"inferred from the text: {reason}",
                )
    return article


@dataclass(frozen=True, slots=True)
class _Days:
    """The days that the text gives in full, by the sentence that they stand in."""

    spans: Mapping[int, Sequence[TimeSpan]]

    @staticmethod
    def of(article: Article, sentences: Sequence[Sentence]) -> _Days:
        """Those of an article: explicit, with a year of four digits, of a day or two."""
        starts = [sentence.start for sentence in sentences]
        spans: dict[int, list[TimeSpan]] = {}
        for span in times.spans(article, sentences):
            full = span.basis == "explicit" and re.search(r"\d{4}", span.text) is not None
            if full and span.first and span.last and (span.last - span.first).days < LONGEST:
                spans.setdefault(bisect_right(starts, span.start) - 1, []).append(span)
        return _Days(spans)

    def within(self, numbers: Sequence[int]) -> list[date]:
        """The days in these sentences, each once."""
        days = [
            span.first + timedelta(days=more)
            for number in numbers
            for span in self.spans.get(number, ())
            if span.first and span.last
            for more in range((span.last - span.first).days + 1)
        ]
        return list(dict.fromkeys(days))

    def allow(self, published: date) -> bool:
        """Whether most days in full lie before publication, as days in news do."""
        days = self.within(sorted(self.spans))
        return 2 * sum(day <= published + timedelta(days=1) for day in days) >= len(days)


def _readings(
    number: int, sentence: Sentence, sentences: Sequence[Sentence], found: _Days, language: str
) -> Iterator[tuple[date, str]]:
    """Days of publication that a sentence allows, each with the reason."""
    nears = near_days(sentence.text, language)
    for near in nears:
        for span in found.spans.get(number, ()):
            apart = span.start - sentence.start - near.end
            if not near.firm or span.first is None or span.first != span.last or not 0 <= apart <= CLOSE:
                continue
            between = sentence.text[near.end : near.end + apart]
            if _fits(span.first, near) and _apposed(between, language):
                yield span.first - timedelta(days=near.offset), f"{near.text!r} is {span.first}"
    for length in lengths(sentence.text, language):
        own = [near for near in nears if not length.near or near.text.lower().startswith(length.near)]
        if not own and length.alone and number + 1 < len(sentences):
            own = [
                near for near in near_days(sentences[number + 1].text, language) if near.weekday is not None
            ]
        for near in own:
            if near.firm or length.alone:
                yield from _counted(number, length, near, sentences, found, language)


def _counted(
    number: int, length: Length, near: Near, sentences: Sequence[Sentence], found: _Days, language: str
) -> Iterator[tuple[date, str]]:
    """The day of publication by a length, from the nearest day in full that fits; none where two fit.

    Without a weekday to check it, only a day that stands right behind the length is taken.
    """
    if near.weekday is None:
        behind = sentences[number].start + length.end
        spans = [span for span in found.spans.get(number, ()) if 0 <= span.start - behind <= CLOSE]
        places = [_Days({number: spans}).within([number])]
    else:
        places = [found.within(place) for place in _places(number, sentences, found, language)]
    for days in places:
        counted = {day: _later(day, length) for day in days}
        fitting = {day: there for day, there in counted.items() if there and _fits(there, near)}
        if len(set(fitting.values())) > 1:
            return
        for day, there in fitting.items():
            yield there - timedelta(days=near.offset), f"{near.text!r} is {length.text!r} from {day}"
            return


def _places(
    number: int, sentences: Sequence[Sentence], found: _Days, language: str
) -> Iterator[Sequence[int]]:
    """Where the day that a length counts from may stand: in its sentence, around it, where the words recur."""
    yield [number]
    yield [n for n in range(number - AROUND, number + AROUND + 1) if n != number]
    about = terms([sentences[number].text], language=language)
    yield [
        n
        for n in sorted(found.spans)
        if any(about.get(term, 0) > TELLING for term in terms([sentences[n].text], language=language))
    ]


def _later(day: date, length: Length) -> date | None:
    there = shift_months(day, length.months)
    return shift_days(there, length.days) if there else None


def _fits(day: date, near: Near) -> bool:
    return near.weekday is None or day.weekday() == near.weekday


@cache
def _weekdays(language: str) -> Mapping[str, int]:
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
    weekday, part = _either(_weekdays(language)), _either(table["this"]["parts"])
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
        weekday = _weekdays(language)[day.lower()] if day else None
        if word and word[0].isupper() and match.start() > 0:
            continue
        offset = offsets[word.lower()] if word else 0
        found.append(Near(offset, weekday, match.group(), bool(word), match.end()))
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
    """Whether a near day and a date with this between them are one day: "heutigen Montag, dem 3. März 2025"."""
    table = lang.table("dating", language)["apposition"]
    allowed = {*table["words"], *_weekdays(language)}
    if "," not in between:
        allowed.update(table["without_comma"])
    words = [word.lower() for word in re.findall(r"\w+", between)]
    return allowed.issuperset(words) and not set(between) & set(".;:!?")
