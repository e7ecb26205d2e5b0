"""Whether two articles tell the same event: a decision about two tellings and the articles that they stand in.

Date and actors can forbid it; words, figures, place and act have to speak for it. Where the two articles are
about one happening, less is enough, above all for what is the only act of somebody on that day in both. No
third article has a say, so the decision is the same in every corpus, in every order, and when articles are added
later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline import lang
from pipeline.merge.tellings import SPEECH, Telling, once, surname, words_of
from pipeline.merge.words import stem

DateRelation = Literal["same", "overlap", "vague", "reported", "retold", "conflict", "apart"]

LEAST_WEIGHT = 1.5
"""Sentences of few content words are measured as if they had this weight: two shared words prove little."""

END = 5
"""Parts of words are compared by so many letters at least."""

_SMALL = frozenset(map(str, range(13)))

FEW_WORDS = 0.3
"""Sentences that have words of more weight, but none of so much in common, tell the same only by actors."""

MANY_WORDS = 3.0
"""More common words than of this weight make it no surer."""

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


@dataclass(frozen=True, slots=True)
class Context:
    """What the two articles say about a pair: how near their topics are (0 to 1), and what is alone in both.

    `only_act`: an actor of both does nothing else on the day in either article; `only_of_sort`: says nothing
    else, or does nothing else than speak.
    """

    topic: float = 0.0
    only_act: bool = False
    only_of_sort: bool = False


def strength(a: Telling, b: Telling, context: Callable[[], Context] = Context) -> float:
    """How sure it is that two tellings are of one event, as log odds; 0 where they are more likely not.

    What the articles say (`context`) is only asked for where it matters: for tellings of the same day.
    """
    dated = relation(a, b)
    if dated == "apart" or _excluded(a, b):
        return 0.0
    weights = _weights()
    score = weights["none"] + weights.get(dated, 0.0)
    score += sum(weights[name] * value for name, value in _features(a, b, dated))
    if dated in ("same", "overlap"):
        known = context()
        if known.topic:
            score += known.topic * sum(weights[name] for name in _of_topic(a, b, known))
    lightest = min(a.weight, b.weight)
    most = min(MANY_WORDS, lightest)
    if score + weights["words"] + weights["common_words"] * most < 0:
        return 0.0
    shared = shared_weight(a, b)
    score += weights["words"] * _share(shared, lightest) + weights["common_words"] * min(MANY_WORDS, shared)
    score += weights["no_word"] if shared < FEW_WORDS < lightest else 0.0
    return max(0.0, score)


def agreement(a: Telling, b: Telling) -> float:
    """How much two tellings agree in words, names and figures, whatever their dates and kinds; 1 is much."""
    shared = _shared(a, b)
    score = (
        overlap(a, b) + 0.1 * min(2, len(shared)) + (0.08 if shared and shared >= a.names | b.names else 0)
    )
    equal, unequal = _figures(a, b)
    return score + 0.15 * equal - 0.2 * unequal


def overlap(a: Telling, b: Telling) -> float:
    """The share of the shorter text's weight that the other has too, 0 to 1."""
    return _share(shared_weight(a, b), min(a.weight, b.weight))


def _share(shared: float, lightest: float) -> float:
    return min(1.0, shared / max(LEAST_WEIGHT, lightest))


def shared_weight(a: Telling, b: Telling) -> float:
    """The weight of the words that both have; of a word that is part of the other's, less."""
    if len(a.terms) > len(b.terms):
        a, b = b, a
    common = _common(a, b)
    shared = sum((a.terms[term] + b.terms[term]) / 2 for term in common)
    alone = [term for term in a.terms if term not in b.terms and len(term) >= END]
    if not alone:
        return shared
    rest = [term for term in b.terms if term not in a.terms and len(term) >= END]
    # most sentences have no word that begins or ends like one of the other: that is known at once
    begins = {term[:END] for term in rest}
    ends = {term[-END:] for term in rest}
    for term in alone:
        if term[:END] not in begins and term[-END:] not in ends:
            continue
        others = [
            other
            for other in rest
            if other.startswith(term)
            or term.startswith(other)
            or other.endswith(term)
            or term.endswith(other)
        ]
        if others:
            shared += PART * min(a.terms[term], max(b.terms[other] for other in others))
    return shared


def _common(a: Telling, b: Telling) -> Set[str]:
    """The common terms, but for those that name a common organisation."""
    common = a.terms.keys() & b.terms.keys()
    for organisation in a.organisations & b.organisations:
        common -= words_of(organisation)
    return common


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = lang.table("merge")["weights"]
    return weights


@cache
def _near() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in lang.table("merge")["kinds"]["near"])


@cache
def _uncertain() -> frozenset[str]:
    return frozenset(stem(word) for word in lang.table("merge")["uncertain_counts"].split())


def _excluded(a: Telling, b: Telling) -> bool:
    """Whether the actors say that these are two events, whatever the words: other speakers, other partners."""
    shared = _shared(a, b)
    if not shared and a.countries and b.countries and not a.countries & b.countries:
        return True
    if _is_speech(a, b) and a.acting and b.acting and not a.acting & b.acting:
        return True
    talks = "talks" in (a.event.kind, b.event.kind)
    return bool(talks and len(shared) < 2 and a.persons - shared and b.persons - shared)


def _of_topic(a: Telling, b: Telling, context: Context) -> Iterator[str]:
    """What articles about one happening add: names of weights, each to be taken as far as the topics agree."""
    shared = _shared(a, b)
    if shared or not (a.persons or b.persons):
        yield "topic"
    if not shared and not (a.persons and b.persons) and a.roles & b.roles:
        yield "topic_role"
    if context.only_act:
        yield "topic_only_act"
    elif context.only_of_sort:
        yield "topic_only_of_sort"
    if (a.persons - shared or b.persons - shared) and a.persons and b.persons:
        yield "topic_more_persons"
    kinds = {a.event.kind, b.event.kind}
    if (
        len(kinds) == 2
        and (kinds <= SPEECH or not kinds & SPEECH)
        and (context.only_act or context.only_of_sort)
    ):
        yield "topic_other_kind"


def _is_speech(a: Telling, b: Telling) -> bool:
    return a.event.kind in SPEECH or b.event.kind in SPEECH


def _features(a: Telling, b: Telling, dated: DateRelation) -> Iterator[tuple[str, float]]:
    """What speaks for one event or against it, but for the words: names of weights, and how much of each."""
    shared = _shared(a, b)
    speech = _is_speech(a, b)
    if speech:
        yield "speech", 1
    if a.event.kind != b.event.kind:
        yield ("near_kind" if frozenset((a.event.kind, b.event.kind)) in _near() else "other_kind"), 1
    if "denied" in (a.event.status, b.event.status) and a.event.status != b.event.status:
        yield "denied", 1
    yield "names", min(2, len(shared))
    if shared and shared >= a.names | b.names:
        yield ("all_names" if a.persons or b.persons else "all_organisations"), 1
        if len(shared) > 1 and a.event.kind == b.event.kind and a.event.kind in ("talks", "agreement"):
            yield "all_names_meet", 1
    elif a.names and b.names and not shared:
        yield "no_name", 1
    elif a.persons - shared and b.persons - shared:
        yield "other_persons", 1
    if a.countries and a.countries == b.countries:
        yield "all_countries", 1
    if a.act and a.act == b.act:
        yield "act", 1
        if a.acting & b.acting or a.organisations & b.organisations:
            yield ("act_once" if a.act in once() else "act_of_actor"), 1
    yield "phrases", min(2, sum(set(two.split()) <= _common(a, b) for two in a.phrases & b.phrases))
    equal, unequal = _figures(a, b)
    yield "figures", equal
    yield "other_figures", unequal
    if a.place and b.place:
        fixed = a.event.kind in ("attack", "accident")
        near = a.place in b.place or b.place in a.place or a.place in b.terms or b.place in a.terms
        yield ("place" if near else "other_place_of_attack" if fixed else "other_place"), 1
    if a.past and b.past:
        yield "past", 1
    if not a.exact and not b.exact:
        yield "both_vague", 1
    elif dated == "same" and a.first != a.last:
        yield "range", 1
    if not (a.names or b.names or a.countries or b.countries):
        yield "nobody", 1


def _figures(a: Telling, b: Telling) -> tuple[float, float]:
    """How many figures of one thing are equal, small numbers for half; and how many differ that must not."""
    equal = unequal = 0.0
    for unit in a.counts.keys() & b.counts.keys():
        if a.counts[unit] == b.counts[unit]:
            equal += 0.5 if a.counts[unit] in _SMALL else 1
        elif unit not in _uncertain():
            unequal += 1
    return min(2.0, equal), unequal


def _shared(a: Telling, b: Telling) -> frozenset[str]:
    """The persons and organisations of both, and those of one whom the other's sentence names too."""
    both = a.names & b.names
    if both == a.names == b.names:
        return both
    only_a = (name for name in a.names - both if surname(name) in b.terms)
    only_b = (name for name in b.names - both if surname(name) in a.terms)
    return both.union(only_a, only_b)
