"""Find the nouns of a clause that name events: "nach dem Treffen am Freitag"."""

from __future__ import annotations

from functools import cache

from pipeline.clauses.phrases import CONTRACTIONS
from pipeline.clauses.reader import ADJECTIVE_ENDINGS
from pipeline.clauses.records import Nominal
from pipeline.clauses.words import DETERMINER, MARK, PREPOSITION, Words
from pipeline.lang import table
from pipeline.lang.acts import noun
from pipeline.schema import Span

_QUOTES = frozenset('„“"»«')


def nominals(words: Words, places: list[int]) -> tuple[Nominal, ...]:
    """List the event nouns among these places, each with its determiner, adjectives and preposition."""
    found = []
    for place in places:
        if not words.noun[place]:
            continue
        entry = noun(words.text[place])
        if entry is not None and entry.kind and not _prepositional(words, place):
            first, preposition, definite = _opening(words, place)
            found.append(
                Nominal(
                    words.start[first],
                    words.end[place],
                    Span(words.start[place], words.end[place]),
                    entry.lemma,
                    entry.kind,
                    entry.status,
                    preposition,
                    definite,
                )
            )
    return tuple(found)


@cache
def _complex() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(entry.split()) for entry in table("clauses")["complex_prepositions"])


def _prepositional(words: Words, place: int) -> bool:
    """Say whether a noun is only part of a preposition: "mit Hilfe", "im Kampf um"."""
    if place == 0:
        return False
    pair = (words.low[place - 1], words.text[place].lower())
    if pair in _complex():
        return True
    return place + 1 < len(words) and (*pair, words.low[place + 1]) in _complex()


def _opening(words: Words, place: int) -> tuple[int, str, bool]:
    """Look back from a noun: (first place of its phrase, preposition, whether it is definite)."""
    first = place
    while first > 0 and _adjective(words, first - 1):
        first -= 1
    before = first - 1
    if before > 0 and words.text[before] in _QUOTES:
        before -= 1
    definite = False
    if before >= 0 and words.bits[before] & DETERMINER:
        definite = words.low[before][0] in "ds"
        first = before
        before -= 1
    if before < 0 or not words.bits[before] & PREPOSITION:
        return first, "", definite
    preposition = words.low[before]
    return first, CONTRACTIONS.get(preposition, preposition), definite or preposition in CONTRACTIONS


def _adjective(words: Words, place: int) -> bool:
    return (
        not words.noun[place]
        and not words.bits[place] & (MARK | PREPOSITION | DETERMINER)
        and words.low[place].endswith(ADJECTIVE_ENDINGS)
        and not words.finite[place]
    )
