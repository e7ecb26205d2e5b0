"""An event as one article tells it, reduced to what decides whether two articles tell the same event."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline import lang
from pipeline.knowledge import countries, organisations, persons
from pipeline.merge.words import counts, phrases, roles, stem, term_of, terms

if TYPE_CHECKING:
    from pipeline.schema import Article, Event, Kind

EXACT_DAYS = 7
"""Up to so many days a span is a date; longer ones (a month, a summer) only say when about."""

ELSEWHERE = 0.5
"""What a word of the proof counts that its headline leaves out."""

RARE = 6
"""So many of a telling's rarest words lead to others that it is compared with."""

LOOKING_BACK = 14
"""What lies more days before publication is told again for its weight: few acts of a day are."""

LED_TO = 6
"""An article tells again without a date what happened at most so many days before."""

SPEECH: frozenset[Kind] = frozenset({"statement", "demand", "proposal", "rejection"})
"""Kinds whose actor is a speaker: another speaker, another event."""

Order = tuple[str, str, int, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling with its features; equal tellings of several articles share their features.

    `exact` is False where the date is vague; `soft` where it is only the article's own date: the act may have
    happened so many days before, in `back`; `past` where the article looks back on it. `weight` is that of
    all terms, `rare` are the heaviest, `phrases` the neighbours. `names` are persons and organisations,
    `acting` the persons who speak, act or sign; `act` is the act's word as a term, empty where the event
    names none; `acts` are those of `acts_of`, `roles` the
    offices that the sentence names.
    """

    event: Event
    order: Order
    document: str
    first: date | None
    last: date | None
    day: int
    exact: bool
    soft: bool
    back: int
    past: bool
    acting: frozenset[str]
    persons: frozenset[str]
    countries: frozenset[str]
    organisations: frozenset[str]
    names: frozenset[str]
    terms: Mapping[str, float]
    weight: float
    phrases: frozenset[str]
    rare: tuple[str, ...]
    counts: Mapping[str, str]
    act: str
    acts: frozenset[str]
    roles: frozenset[str]
    place: str


def tell(event: Event, articles: Mapping[str, Article]) -> Telling:
    """The features of an event of one article."""
    first_evidence = event.evidence[0]
    article = articles.get(first_evidence.document)
    language = article.language if article else "de"
    acting = frozenset(p.name for p in event.participants if p.kind == "person" and p.role != "addressed")
    words = _words(event, language)
    return Telling(
        event=event,
        order=canonical(event, article),
        document=first_evidence.document,
        first=event.start,
        last=event.end,
        day=event.start.toordinal() if event.start else 0,
        exact=is_exact(event),
        soft=event.basis == "article",
        back=days_back(event, article),
        past=article is not None and _is_past(event, article.published),
        acting=acting or (frozenset() if event.participants else frozenset(event.persons)),
        persons=frozenset(event.persons),
        countries=frozenset(event.countries),
        organisations=frozenset(event.organisations),
        names=frozenset((*event.persons, *event.organisations)),
        terms=words,
        weight=sum(words.values()),
        phrases=phrases(first_evidence.text, _names(event, language), language),
        rare=tuple(sorted(words, key=lambda term: (-words[term], term))[:RARE]),
        counts=counts([first_evidence.text], language),
        act=_act(first_evidence.rule, language),
        acts=frozenset(acts_of(event)),
        roles=roles(first_evidence.text, language),
        place=stem(event.place) if event.place else "",
    )


def acts_of(event: Event) -> tuple[str, ...]:
    """Names of what an article should have one of a day, for it to be alone: "*" and an actor for anything that
    the actor does, "+" or "-" and an actor for a speech act or any other.

    Persons who act count, else organisations, else countries; the addressed only where nobody acts.
    """
    sign = "+" if event.kind in SPEECH else "-"
    acting = [p for p in event.participants if p.role != "addressed"] or event.participants
    for kind in ("person", "organisation", "country"):
        actors = [p.name for p in acting if p.kind == kind]
        if actors:
            return (*("*" + name for name in actors), *(sign + name for name in actors))
    return ()


@lru_cache(maxsize=20_000)
def surname(name: str) -> str:
    """The last word of a name as a term."""
    return term_of(name.rpartition(" ")[2].removeprefix("*"))


def alike(events: Iterable[Event], articles: Mapping[str, Article]) -> list[Telling]:
    """Tellings of the same words, in canonical order; their features are worked out but once."""
    ordered = sorted(
        events, key=lambda event: (canonical(event, articles.get(event.evidence[0].document)), _tie(event))
    )
    one = tell(ordered[0], articles)
    return [one] + [
        replace(
            one,
            event=event,
            document=event.evidence[0].document,
            order=canonical(event, articles.get(event.evidence[0].document)),
        )
        for event in ordered[1:]
    ]


def days_back(event: Event, article: Article | None) -> int:
    """How many days before its date the act may have happened: some where that is only the article's own.

    In the pluperfect an article tells again what led to its news: "Merz hatte Putin dazu aufgerufen".
    """
    if event.basis != "article":
        return 0
    words = lang.table("merge", article.language if article else "de")["pluperfect"].split()
    return LED_TO if not set(words).isdisjoint(event.evidence[0].text.split()) else 1


def _is_past(event: Event, published: date | None) -> bool:
    return event.end is not None and published is not None and (published - event.end).days > LOOKING_BACK


def is_exact(event: Event) -> bool:
    """Whether the event's date is meant as days, not as a week, month or year in which it lies somewhere."""
    if event.start is None or event.end is None or event.granularity not in ("day", "range"):
        return False
    return (event.end - event.start).days < EXACT_DAYS


def canonical(event: Event, article: Article | None) -> Order:
    """The order of tellings: by publication, then by name and place of the proof; never that of the input."""
    piece = event.evidence[0]
    published = article.published.isoformat() if article and article.published else "9999"
    return (
        published,
        piece.document,
        piece.start,
        piece.end,
        f"{event.start}/{event.end}",
        event.kind,
        event.title,
    )


def likeness(event: Event) -> tuple[object, ...]:
    """What two tellings must have in common to be the same to the letter, as in a repeated agency text."""
    return (
        event.start,
        event.end,
        event.granularity,
        event.basis,
        event.kind,
        event.status,
        event.title,
        frozenset(event.persons),
        frozenset(event.countries),
        frozenset(event.organisations),
        event.place,
        " ".join(event.evidence[0].text.split()),
    )


def identified(events: Iterable[Event]) -> list[Event]:
    """The events, each with an id from its document, the place of its proof, its date and its kind.

    Two events of one article that agree in all of these are numbered by title and participants. An id that is
    already there stays.
    """
    seen: dict[str, int] = {}
    result = []
    for event in sorted(events, key=_tie):
        if event.event_id:
            result.append(event)
            continue
        piece = event.evidence[0]
        base = "\0".join(
            map(str, (piece.document, piece.start, piece.end, event.start, event.end, event.kind))
        )
        number = seen[base] = seen.get(base, -1) + 1
        digest = hashlib.sha256((f"{base}\0{number}" if number else base).encode()).hexdigest()[:16]
        result.append(replace(event, event_id=digest))
    return result


def _tie(event: Event) -> tuple[object, ...]:
    return (
        canonical(event, None),
        event.status,
        event.time_text,
        event.persons,
        event.countries,
        event.organisations,
        event.place or "",
        [(piece.document, piece.start, piece.end) for piece in event.evidence],
    )


def _words(event: Event, language: str) -> dict[str, float]:
    """The terms of the proof; those that the headline leaves out may be of another clause and count half."""
    without = _names(event, language) | terms([event.time_text], language=language).keys()
    proof = terms([event.evidence[0].text], without, language)
    headline = terms([event.title], without, language).keys() & proof.keys()
    if len(headline) < 2:
        return proof
    return {term: value if term in headline else ELSEWHERE * value for term, value in proof.items()}


def _names(event: Event, language: str) -> frozenset[str]:
    """Stems of the words that name the event's actors: they are compared as actors, not as words."""
    names = {
        term_of(word, language)
        for person in event.persons
        for name in (person, *_aliases(person))
        for word in re.findall(r"[^\W\d_]+", name)
    }
    for code in event.countries:
        names |= _country_words().get(code, frozenset())
    return frozenset(names)


@lru_cache(maxsize=20_000)
def words_of(organisation: str, language: str = "de") -> frozenset[str]:
    """The terms of the names of a body that does many things a day, a parliament; none for others.

    Where it is a common actor, its name is no common word too.
    """
    if organisation not in _busy():
        return frozenset()
    names = (organisation, *_other_names().get(organisation, ()))
    return frozenset(term_of(word, language) for name in names for word in re.findall(r"[^\W\d_]+", name))


def _aliases(person: str) -> tuple[str, ...]:
    return _other_names().get(person, ())


@cache
def _busy() -> frozenset[str]:
    return frozenset(one.name for one in organisations() if one.type in ("parliament", "union", "court"))


@cache
def _other_names() -> Mapping[str, tuple[str, ...]]:
    return {
        **{organisation.name: organisation.aliases for organisation in organisations()},
        **{person.name: person.aliases for person in persons()},
    }


@cache
def _country_words() -> Mapping[str, frozenset[str]]:
    return {
        country.code: frozenset(
            term_of(word)
            for text in (country.name, *country.aliases, *country.demonyms, *country.adjectives)
            for word in re.findall(r"[^\W\d_]+", text)
        )
        for country in countries()
    }


@lru_cache(maxsize=20_000)
def _act(rule: str, language: str) -> str:
    """The act's word from an evidence's rule, "time=...; act=unterzeichnen->agreement; ...", as a term."""
    for part in rule.split("; "):
        key, _, value = part.partition("=")
        if key == "act":
            found = terms([value.partition("->")[0]], language=language)
            return max(found, key=lambda term: (term[0] == "=", term)) if found else ""
    return ""


@cache
def once(language: str = "de") -> frozenset[str]:
    """The acts that one actor does but once a day, as terms."""
    return frozenset("=" + name for name in lang.table("merge", language)["once"].split())
