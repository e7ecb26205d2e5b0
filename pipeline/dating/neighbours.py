"""The day of publication from other articles that date what this one tells again.

An undated article says "am Mittwoch" and tells again what others date to Sunday and Monday: it appeared on
the Wednesday after. Both are needed: events told again, and a weekday of news in the lead. Where the events
told again lie in several weeks, or are few or doubtful, the article stays undated.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from pipeline import actors, split, times
from pipeline.dating.content import full_days, weekdays
from pipeline.merge.judge import agreement, overlap
from pipeline.merge.tellings import Telling, is_exact, tell
from pipeline.schema import ActorMention, Article, Event, Evidence, Sentence, TimeSpan

_T = TypeVar("_T", TimeSpan, ActorMention)
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

SOON = timedelta(days=3)
"""So soon after what is told again the day of the news must come; else it may be of another week."""


@dataclass(frozen=True, slots=True)
class _Again:
    """An event that a sentence tells again, and whether it names the weekday."""

    sentence: int
    told: Telling
    day: date
    score: float
    names_weekday: bool


def infer_dates(
    undated: Iterable[Article], events: Iterable[Event], articles: Iterable[Article]
) -> list[Article]:
    """The undated articles, with the day of publication where events of the others allow one.

    `events` are those of `articles`; only events of articles whose date was given are looked at. The cost
    grows with the undated articles and with the events that share names and words with them.
    """
    told: list[_Index] = []

    def index() -> _Index:
        if not told:  # made when the first article asks: few without a date name a weekday
            given = {article.document: article for article in articles if article.published_basis == "given"}
            told.append(_Index.of(events, given))
        return told[0]

    return [_dated(article, index) for article in undated]


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


def _dated(article: Article, index_of_others: Callable[[], _Index]) -> Article:
    sentences = split.sentences(article)
    weekday = _news_weekday(article, sentences[:LEAD])
    if weekday is None:
        return article
    index = index_of_others()
    again, persons = _told_again(article, sentences, index)
    latest = _latest(again)
    if latest is None:
        return article
    proof = _paired([one for one in again if latest - RECENT <= one.day <= latest])
    best = max(proof, key=lambda one: (one.score, one.told.order))
    common = persons & {name for one in proof for name in index.persons[one.told.document]}
    if len(common) < PERSONS or len({one.sentence for one in proof}) < SENTENCES or best.score < SURE:
        return article
    published = _published(weekday, latest, proof)
    full = full_days(article, sentences).values()
    if published is None or any(span.last and span.last > published for spans in full for span in spans):
        return article
    return replace(
        article,
        published=published,
        published_basis="inferred",
        published_reason=f"inferred from {best.told.document}: tells again what that dates to "
        f"{best.told.event.edtf}; its news are of {published:%A}, {published}",
    )


def _latest(again: Sequence[_Again]) -> date | None:
    """The last day of what is told again, where most of it lies in one week; None where that is in doubt."""
    support = {day: _support(day, again) for day in {one.day for one in again}}
    ranked = sorted(support, key=lambda day: (-support[day], day))
    if not ranked or support[ranked[0]] < ENOUGH:
        return None
    rivals = [day for day in ranked if abs(day - ranked[0]) > RECENT]
    if any(support[day] > RIVAL * support[ranked[0]] for day in rivals):
        return None
    return ranked[0]


def _paired(again: Sequence[_Again]) -> list[_Again]:
    """The best matches in which each sentence tells one event, and each event is told by one sentence."""
    chosen: list[_Again] = []
    taken: set[tuple[str, int]] = set()
    for one in sorted(again, key=lambda one: (-one.score, one.sentence, one.told.order)):
        pair = {("sentence", one.sentence), ("told", id(one.told))}
        if taken.isdisjoint(pair):
            taken |= pair
            chosen.append(one)
    return chosen


def _published(weekday: int, latest: date, proof: Sequence[_Again]) -> date | None:
    """The day of the news by its weekday: one that the others date too, or the next after what they tell."""
    named = [one.day for one in proof if one.names_weekday]
    if any(day.weekday() == weekday for day in named):
        return max(named)
    following = latest + timedelta(days=(weekday - latest.weekday()) % 7)
    return following if following - latest <= SOON else None


def _told_again(
    article: Article, sentences: Sequence[Sentence], index: _Index
) -> tuple[list[_Again], set[str]]:
    """The events that the article's sentences may tell again, and the persons that it names."""
    spans = sorted(times.spans(article, sentences), key=_start)
    mentions = sorted(actors.find(article, list(sentences), spans), key=_start)
    named = [mention for mention in mentions if mention.use in ("actor", "modifier")]
    found = []
    for number, sentence in enumerate(sentences):
        own = _within(spans, sentence)
        telling = _telling(article, sentence, _within(named, sentence))
        for told in index.near(telling):
            score, names = agreement(telling, told), _weekdays_allow(own, told)
            if score >= ALIKE and told.last and overlap(telling, told) >= WORDS and names is not False:
                found.append(_Again(number, told, told.last, score, bool(names)))
    return found, {mention.name for mention in named if mention.kind == "person"}


def _start(one: TimeSpan | ActorMention) -> int:
    return one.start


def _within(ordered: Sequence[_T], sentence: Sentence) -> Sequence[_T]:
    """What begins in a sentence, of what stands in the order of the text."""
    first = bisect_left(ordered, sentence.start, key=_start)
    return ordered[first : bisect_left(ordered, sentence.end, lo=first, key=_start)]


def _weekdays_allow(spans: Sequence[TimeSpan], told: Telling) -> bool | None:
    """Whether a sentence with these time expressions tells news again that are of the event's day.

    True where it names the event's weekday, None where it names none, False where it names another or a date
    of its own: then it looks further back.
    """
    numbers = {number for span in spans for number in _weekdays_in(span)}
    if any(span.basis == "explicit" for span in spans):
        return False
    if not numbers:
        return None
    if len(numbers) > 1 and told.first == told.last:
        return False
    return told.last is not None and told.last.weekday() in numbers


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


def _support(latest: date, again: Sequence[_Again]) -> float:
    """How much of what is told again lies in the week up to a day; what lies soon after speaks against it."""
    recent = _paired([one for one in again if one.day <= latest <= one.day + RECENT])
    later = _paired([one for one in again if latest < one.day <= latest + RECENT])
    told = {one.sentence for one in recent}
    return sum(one.score for one in recent) - sum(one.score for one in later if one.sentence not in told)


def _news_weekday(article: Article, lead: Sequence[Sentence]) -> int | None:
    """The weekday on which the article's news happened, Monday is 0: that of the first near day in its lead.

    A bare "am Mittwoch" of news is the day of publication; so it is asked on which of seven days the first
    day of the lead is that day itself.
    """
    if not lead:
        return None
    brief = replace(article, text=article.text[: lead[-1].end])  # it is tagged for each day
    for day in (_SOME_MONDAY + timedelta(days=more) for more in range(7)):
        for span in times.spans(replace(brief, published=day), lead):
            if span.basis == "relative" and span.granularity == "day" and span.first:
                if span.first == day and day.weekday() in _weekdays_in(span):
                    return day.weekday()
                break
    return None


def _weekdays_in(span: TimeSpan) -> list[int]:
    """The weekdays that a time expression names: "am Sonntag und Montagabend" names two."""
    words = re.findall(r"[^\W\d_]+", span.text.lower())
    return [number for word in words for name, number in weekdays().items() if word.startswith(name)]
