"""Whether two articles tell the same event: a decision about two tellings and nothing else.

Date and actors can forbid it; words, figures, place and act have to speak for it. Nobody else's telling has
a say, so the decision is the same in every corpus, in every order, and when articles are added later.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from pipeline import lang
from pipeline.merge.tellings import SPEECH, Telling, once
from pipeline.merge.words import stem

DateRelation = Literal["same", "overlap", "vague", "reported", "retold", "conflict", "apart"]

NEEDED: Mapping[DateRelation, float] = {
    "same": 0.55,
    "overlap": 0.6,
    "vague": 0.8,
    "reported": 0.8,
    "retold": 0.72,
    "conflict": 0.95,
}
"""The score that makes two tellings one, by how well their dates agree."""

LEAST_WEIGHT = 1.5
"""Sentences of few content words are measured as if they had this weight: two shared words prove little."""

END = 5
"""Parts of words are compared by so many letters at least."""

_SMALL = frozenset(map(str, range(13)))

PART = 0.6
"""What a word counts that is the other's first or last part: "Abkommen" and "Getreideabkommen"."""


def relation(a: Telling, b: Telling) -> DateRelation:
    """How the dates of two tellings agree.

    `vague`: one lies within the other, which only says when about. `reported`: one is only an article's own
    date, and the other is the day before; `retold`: or some days before, as its tense says. `conflict`: both
    name a day, and the days are neighbours.
    """
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return "apart"
    if (a.first, a.last) == (b.first, b.last):
        return "same"
    if not (a.exact and b.exact):
        within = (a.first <= b.first and b.last <= a.last) or (b.first <= a.first and a.last <= b.last)
        return "vague" if within and not (a.soft or b.soft) else "apart"
    if a.first <= b.last and b.first <= a.last:
        return "overlap"
    early, late = (a.last, b) if a.first < b.first else (b.last, a)
    gap = (late.first - early).days if late.first else 0
    if gap <= late.back:
        return "reported" if late.back == 1 else "retold"
    return "conflict" if gap == 1 else "apart"


def strength(a: Telling, b: Telling) -> float:
    """How sure it is that two tellings are of one event; 0 where they are not."""
    dated = relation(a, b)
    if dated == "apart" or not _actors_allow(a, b):
        return 0.0
    score = _actors(a, b) + _figures(a, b) + _act(a, b) + _kinds(a, b)
    if dated == "same" and a.first != a.last:
        score += 0.15
    if a.past and b.past:
        score += 0.1
    if a.place and b.place:
        score += 0.08 if a.place in b.place or b.place in a.place else -0.15
    needed = NEEDED[dated] - score
    return max(0.0, overlap(a, b, needed) - needed + 0.001)


def agreement(a: Telling, b: Telling) -> float:
    """How much two tellings agree in words, actors and figures, whatever their dates and kinds."""
    return overlap(a, b) + _actors(a, b) + _figures(a, b)


def overlap(a: Telling, b: Telling, needed: float = 0.0) -> float:
    """The share of the shorter text's weight that the other has too, 0 to 1; parts of words count less.

    Parts are only looked at where with them the share can reach `needed`.
    """
    if a.weight > b.weight:
        a, b = b, a
    whole = max(LEAST_WEIGHT, a.weight)
    common = a.terms.keys() & b.terms.keys()
    shared = sum((a.terms[term] + b.terms[term]) / 2 for term in common)
    alone = [term for term in a.terms if term not in common and len(term) >= END]
    if not alone or shared + PART * sum(a.terms[term] for term in alone) < needed * whole:
        return min(1.0, shared / whole)
    ends: dict[str, list[str]] = {}
    for term in b.terms:
        if term not in common and len(term) >= END:
            ends.setdefault(term[:END], []).append(term)
            ends.setdefault("-" + term[-END:], []).append(term)
    for term in alone:
        others = [
            other for other in ends.get(term[:END], ()) if other.startswith(term) or term.startswith(other)
        ]
        others += [
            other for other in ends.get("-" + term[-END:], ()) if other.endswith(term) or term.endswith(other)
        ]
        if others:
            shared += PART * min(a.terms[term], max(b.terms[other] for other in others))
    return min(1.0, shared / whole)


@cache
def _near() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in lang.table("merge")["kinds"]["near"])


def _kinds(a: Telling, b: Telling) -> float:
    """What differing kinds and statuses take away."""
    score = 0.0
    if a.event.kind != b.event.kind:
        score -= 0.15 if frozenset((a.event.kind, b.event.kind)) in _near() else 0.3
    if "denied" in (a.event.status, b.event.status) and a.event.status != b.event.status:
        score -= 0.3
    return score


def _actors_allow(a: Telling, b: Telling) -> bool:
    """Whether nothing in the actors says that these are two events: other speakers, other partners."""
    if a.countries and b.countries and not a.countries & b.countries:
        return False
    shared = _shared(a, b)
    if a.event.kind in SPEECH or b.event.kind in SPEECH:
        if a.acting and b.acting:
            return bool(a.acting & b.acting)
    elif a.persons and b.persons and not shared:
        return a.event.kind in ("attack", "accident", "protest")
    if "talks" in (a.event.kind, b.event.kind) and a.persons - shared and b.persons - shared:
        return len(shared) >= 2
    return True


@lru_cache(maxsize=20_000)
def _surname(name: str) -> str:
    return stem(name.rpartition(" ")[2])


def _shared(a: Telling, b: Telling) -> frozenset[str]:
    """The persons and organisations of both, and those of one whom the other's sentence names too."""
    both = a.names & b.names
    only_a = (name for name in a.names - both if _surname(name) in b.terms)
    only_b = (name for name in b.names - both if _surname(name) in a.terms)
    return both.union(only_a, only_b)


def _actors(a: Telling, b: Telling) -> float:
    """What shared and differing persons and organisations add; those who meet or sign do so once a day."""
    shared = _shared(a, b)
    score = 0.1 * min(2, len(shared))
    if shared and shared >= a.names | b.names:
        score += 0.08
        if len(shared) > 1 and a.event.kind == b.event.kind and a.event.kind in ("talks", "agreement"):
            score += 0.3
    elif a.persons - shared and b.persons - shared:
        score -= 0.15
    if a.countries and a.countries == b.countries:
        score += 0.06
    if not shared and not a.countries & b.countries and (a.names or a.countries) and (b.names or b.countries):
        score -= 0.2
    return score


@cache
def _uncertain() -> frozenset[str]:
    return frozenset(stem(word) for word in lang.table("merge")["uncertain_counts"].split())


def _figures(a: Telling, b: Telling) -> float:
    """Figures of one thing: equal ones speak for one event, others against it, but for the dead and hurt."""
    score = 0.0
    for unit in a.counts.keys() & b.counts.keys():
        if a.counts[unit] == b.counts[unit]:
            score += 0.08 if a.counts[unit] in _SMALL else 0.16
        elif unit not in _uncertain():
            score -= 0.2
    return min(0.3, score)


def _act(a: Telling, b: Telling) -> float:
    """What the same word for the act adds: much where its actor does it but once a day."""
    if not a.act or a.act != b.act:
        return 0.0
    if not (a.acting & b.acting or a.organisations & b.organisations):
        return 0.06
    return 0.3 if a.act in once() else 0.15
