"""The day of publication from other articles that date what this one tells again.

An undated article says "am Mittwoch" and tells again what others date to Sunday and Monday: it appeared on
the Wednesday after. Both are needed: events told again, and a weekday of news in the lead. Where the events
told again lie in several weeks, or are few or doubtful, the article stays undated.
"""

from __future__ import annotations

import math
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
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

GROUP = 200
"""So many undated articles are compared with all events in one go."""

PRUNED = 20_000
"""After so many more events those are dropped that only share words of very many events."""

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
    waiting = list(undated)
    if not waiting:
        return []
    by_name = {article.document: article for article in articles}
    told = [(event, by_name[event.evidence[0].document]) for event in events]
    return list(infer_dates_from(waiting, lambda: told))


def infer_dates_from(
    undated: Iterable[Article], told: Callable[[], Iterable[tuple[Event, Article]]]
) -> Iterator[Article]:
    """Do so with events that are given with their articles, again and again: they need not fit into memory.

    What is kept of them is what shares a name or word, and not one of very many events, with some hundred of the
    undated articles.
    """
    waiting = iter(undated)
    while group := [(article, _asking(article)) for article in islice(waiting, GROUP)]:
        words = {word for _, asking in group if asking for one in asking.tellings for word in _words(one)}
        # few without a date name a weekday; where none does, nobody looks at the events
        index = _Index.of(told(), words) if words else None
        for article, asking in group:
            yield _dated(asking, index) if asking and index else article


@dataclass(frozen=True, slots=True)
class _Asking:
    """An undated article with a weekday of news: what each sentence names and tells."""

    article: Article
    weekday: int
    sentences: Sequence[Sentence]
    spans: Sequence[Sequence[TimeSpan]]
    tellings: Sequence[Telling]
    persons: Set[str]


@dataclass(frozen=True, slots=True)
class _Index:
    """Tellings by the names of their actors and their words; and the persons of each article."""

    told: Sequence[Telling]
    by_word: Mapping[str, Sequence[int]]
    persons: Mapping[str, set[str]]

    @staticmethod
    def of(events: Iterable[tuple[Event, Article]], words: Set[str]) -> _Index:
        """An index of these words."""
        count: Counter[str] = Counter()
        persons: dict[str, set[str]] = {}
        kept: list[tuple[Telling, set[str]]] = []
        after = PRUNED
        for event, article in events:
            if article.published_basis != "given" or not is_exact(event) or event.status == "planned":
                continue
            persons.setdefault(article.document, set()).update(map(sys.intern, event.persons))
            for piece in event.evidence:
                one = tell(replace(event, evidence=(piece,)), {article.document: article})
                common = _words(one).intersection(words)
                count.update(common)
                if common:
                    kept.append((one, common))
            if len(kept) > after:
                kept = [pair for pair in kept if any(count[word] <= COMMON for word in pair[1])]
                after = len(kept) + PRUNED
        kept = [pair for pair in kept if any(count[word] <= COMMON for word in pair[1])]
        kept.sort(key=lambda pair: pair[0].order)
        by_word: dict[str, list[int]] = {}
        for number, (_, common) in enumerate(kept):
            for word in common:
                if count[word] <= COMMON:
                    by_word.setdefault(word, []).append(number)
        return _Index([one for one, _ in kept], by_word, persons)

    def near(self, telling: Telling) -> list[Telling]:
        """The events that share the most and rarest names and words with a sentence."""
        scores: dict[int, float] = {}
        for word in sorted(_words(telling)):
            numbers = self.by_word.get(word, ())
            for number in numbers:
                scores[number] = scores.get(number, 0.0) + 1 / math.log(2 + len(numbers))
        best = sorted(scores, key=lambda number: (-scores[number], number))[:CANDIDATES]
        return [self.told[number] for number in best]


def _words(telling: Telling) -> set[str]:
    return {*telling.terms, *telling.persons, *telling.organisations}


def _asking(article: Article) -> _Asking | None:
    sentences = split.sentences(article)
    weekday = _news_weekday(article, sentences[:LEAD])
    if weekday is None:
        return None
    spans = sorted(times.spans(article, sentences), key=_start)
    mentions = sorted(actors.find(article, list(sentences), spans), key=_start)
    named = [mention for mention in mentions if mention.use in ("actor", "modifier")]
    return _Asking(
        article,
        weekday,
        sentences,
        [_within(spans, sentence) for sentence in sentences],
        [_telling(article, sentence, _within(named, sentence)) for sentence in sentences],
        {mention.name for mention in named if mention.kind == "person"},
    )


def _dated(asking: _Asking, index: _Index) -> Article:
    article = asking.article
    again = _told_again(asking, index)
    latest = _latest(again)
    if latest is None:
        return article
    proof = _paired([one for one in again if latest - RECENT <= one.day <= latest])
    best = max(proof, key=lambda one: (one.score, one.told.order))
    common = asking.persons & {name for one in proof for name in index.persons[one.told.document]}
    if len(common) < PERSONS or len({one.sentence for one in proof}) < SENTENCES or best.score < SURE:
        return article
    published = _published(asking.weekday, latest, proof)
    full = full_days(article, asking.sentences).values()
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


def _told_again(asking: _Asking, index: _Index) -> list[_Again]:
    """The events that the article's sentences may tell again."""
    found = []
    for number, (own, telling) in enumerate(zip(asking.spans, asking.tellings, strict=True)):
        for told in index.near(telling):
            score, names = agreement(telling, told), _weekdays_allow(own, told)
            if score >= ALIKE and told.last and overlap(telling, told) >= WORDS and names is not False:
                found.append(_Again(number, told, told.last, score, bool(names)))
    return found


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
