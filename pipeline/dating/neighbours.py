"""The day of publication from other articles that date what this one tells again.

An undated article says "am Mittwoch" and tells again what others date to Sunday and Monday: it appeared on
the Wednesday after. Both are needed: events told again, and a weekday of news in the lead. Where the events
told again lie in several weeks, or are few or doubtful, the article stays undated.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline import actors, split, times
from pipeline.dating.content import full_days, weekdays
from pipeline.merge.judge import agreement, overlap
from pipeline.merge.tellings import Telling, is_exact, tell
from pipeline.schema import ActorMention, Article, Event, Evidence, Sentence, TimeSpan

_SOME_MONDAY = date(2024, 1, 8)

LEAD = 4
"""A weekday in so many of the first sentences is that of the news."""

ALIKE = 0.45
"""From so much agreement on, a sentence counts as telling an event again."""

WORDS = 0.3
"""And so much agreement in words alone: who is named says little."""

SURE = 0.55
"""At least one sentence must agree so much."""

ENOUGH = 1.2
"""The agreement that all sentences together must reach in the days before publication."""

SENTENCES = 2
"""So many sentences at least must tell events of these days again."""

PERSONS = 2
"""So many persons at least must be named both in the article and in those that tell the same."""

RIVAL = 0.6
"""Another day that reaches this share of the best one's agreement makes it doubtful."""

COMMON = 2000
"""A name or word of more events leads to none of them."""

CANDIDATES = 80
"""So many events at most are compared with a sentence."""

RECENT = timedelta(days=6)
"""News tell again what happened so long ago without saying when."""


@dataclass(frozen=True, slots=True)
class _Again:
    """An event that a sentence tells again."""

    sentence: int
    told: Telling
    day: date
    score: float


def infer_dates(
    undated: Iterable[Article], events: Iterable[Event], articles: Iterable[Article]
) -> list[Article]:
    """The undated articles, with the day of publication where events of the others allow one.

    `events` are those of `articles`; only events of articles whose date was given are looked at. The cost
    grows with the undated articles and with the events that share names and words with them.
    """
    waiting = list(undated)
    if not waiting:
        return []
    given = {article.document: article for article in articles if article.published_basis == "given"}
    index = _Index.of(events, given)
    return [_dated(article, index) for article in waiting]


@dataclass(frozen=True, slots=True)
class _Index:
    """Tellings by the names of their actors and their words; and the persons of each article."""

    told: Sequence[Telling]
    by_word: Mapping[str, Sequence[int]]
    persons: Mapping[str, set[str]]

    @staticmethod
    def of(events: Iterable[Event], articles: Mapping[str, Article]) -> _Index:
        told = [
            tell(replace(event, evidence=(piece,)), articles)
            for event in events
            for piece in event.evidence
            if event.evidence[0].document in articles and is_exact(event) and event.status != "planned"
        ]
        told.sort(key=lambda one: one.order)
        by_word: dict[str, list[int]] = {}
        persons: dict[str, set[str]] = {}
        for number, one in enumerate(told):
            persons.setdefault(one.document, set()).update(one.persons)
            for word in {*one.terms, *one.persons, *one.organisations}:
                by_word.setdefault(word, []).append(number)
        return _Index(told, by_word, persons)

    def near(self, telling: Telling) -> list[Telling]:
        """The events that share the most and rarest names and words with a sentence."""
        scores: dict[int, float] = {}
        for word in sorted({*telling.terms, *telling.persons, *telling.organisations}):
            numbers = self.by_word.get(word, ())
            if len(numbers) <= COMMON:
                for number in numbers:
                    scores[number] = scores.get(number, 0.0) + 1 / math.log(2 + len(numbers))
        best = sorted(scores, key=lambda number: (-scores[number], number))[:CANDIDATES]
        return [self.told[number] for number in best]


def _dated(article: Article, index: _Index) -> Article:
    sentences = split.sentences(article)
    weekday = _news_weekday(article, sentences[:LEAD])
    if weekday is None:
        return article
    again, persons = _told_again(article, sentences, index)
    full = full_days(article, sentences)
    days = {one.day + timedelta(days=(weekday - one.day.weekday()) % 7) for one in again}
    support = {day: _support(day, again) for day in days}
    ranked = sorted(days, key=lambda day: (-support[day], day))
    if not ranked or support[ranked[0]] < ENOUGH:
        return article
    if len(ranked) > 1 and support[ranked[1]] > RIVAL * support[ranked[0]]:
        return article
    published = ranked[0]
    if any(span.last and span.last > published for spans in full.values() for span in spans):
        return article
    proof = [one for one in again if one.day <= published <= one.day + RECENT]
    common = persons & {name for one in proof for name in index.persons[one.told.document]}
    best = max(proof, key=lambda one: (one.score, one.told.order))
    if len(common) < PERSONS or len({one.sentence for one in proof}) < SENTENCES or best.score < SURE:
        return article
    return replace(
        article,
        published=published,
        published_basis="inferred",
        published_reason=f"inferred from {best.told.document}: what it dates to {best.told.event.edtf} "
        f"is told again here; the next {published:%A} is {published}",
    )


def _told_again(
    article: Article, sentences: Sequence[Sentence], index: _Index
) -> tuple[list[_Again], set[str]]:
    """The events that the article's sentences tell again, each for one sentence, and the persons named."""
    spans = times.spans(article, sentences)
    mentions = actors.find(article, list(sentences), spans)
    named = [mention for mention in mentions if mention.use in ("actor", "modifier")]
    found = []
    for number, sentence in enumerate(sentences):
        own = [span for span in spans if sentence.start <= span.start < sentence.end]
        telling = _telling(article, sentence, [m for m in named if sentence.start <= m.start < sentence.end])
        for told in index.near(telling):
            score = agreement(telling, told)
            if score >= ALIKE and told.last and overlap(telling, told) >= WORDS and _days_allow(own, told):
                found.append(_Again(number, told, told.last, score))
    found.sort(key=lambda one: (-one.score, one.sentence, one.told.order))
    again: list[_Again] = []
    for one in found:
        if all(one.sentence != other.sentence and one.told is not other.told for other in again):
            again.append(one)
    return again, {mention.name for mention in named if mention.kind == "person"}


def _days_allow(spans: Sequence[TimeSpan], told: Telling) -> bool:
    """Whether a sentence with these time expressions can tell an event again that lies a few days back.

    A sentence that names a date of its own does not count as news told again; one that names a weekday only
    where it is the event's.
    """
    if any(span.basis == "explicit" for span in spans):
        return False
    numbers = {number for span in spans for number in _weekdays_in(span)}
    return not numbers or bool(told.last and told.last.weekday() in numbers)


def _telling(article: Article, sentence: Sentence, mentions: Sequence[ActorMention]) -> Telling:
    """A sentence as if it were an event without a date."""
    event = Event(
        event_id="",
        title="",
        start=None,
        end=None,
        granularity="unknown",
        edtf="",
        time_text="",
        basis="article",
        kind="other",
        status="occurred",
        participants=(),
        persons=tuple(dict.fromkeys(m.name for m in mentions if m.kind == "person")),
        countries=tuple(dict.fromkeys(code for m in mentions for code in m.countries)),
        organisations=tuple(dict.fromkeys(m.name for m in mentions if m.kind == "organisation")),
        place=None,
        confidence=0.0,
        evidence=(Evidence(article.document, sentence.start, sentence.end, sentence.text, ""),),
    )
    return tell(event, {article.document: article})


def _support(published: date, again: Sequence[_Again]) -> float:
    """How much of what is told again lies in the days before; what lies after speaks against the day."""
    recent: dict[int, float] = {}
    later: dict[int, float] = {}
    for one in again:
        if one.day <= published <= one.day + RECENT:
            recent[one.sentence] = max(recent.get(one.sentence, 0.0), one.score)
        elif one.day > published:
            later[one.sentence] = max(later.get(one.sentence, 0.0), one.score)
    return sum(recent.values()) - sum(later[number] for number in later.keys() - recent.keys())


def _news_weekday(article: Article, lead: Sequence[Sentence]) -> int | None:
    """The weekday on which the article's news happened, Monday is 0: that of the first near day in its lead.

    A bare "am Mittwoch" of news is the day of publication; so it is asked on which of seven days the first
    day of the lead is that day itself.
    """
    for day in (_SOME_MONDAY + timedelta(days=more) for more in range(7)):
        for span in times.spans(replace(article, published=day), lead):
            if span.basis == "relative" and span.granularity == "day" and span.first:
                if span.first == day and day.weekday() in _weekdays_in(span):
                    return day.weekday()
                break
    return None


def _weekdays_in(span: TimeSpan) -> list[int]:
    """The weekdays that a time expression names: "am Sonntag und Montagabend" names two."""
    words = re.findall(r"[^\W\d_]+", span.text.lower())
    return [number for word in words for name, number in weekdays().items() if word.startswith(name)]
