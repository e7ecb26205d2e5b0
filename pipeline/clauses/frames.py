"""How a chunk of words begins that tells who says something: "sagte er", "so die Ministerin"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.clauses.words import DETERMINER, PARTICLE, PRONOUN
from pipeline.lang.verbs import verb

if TYPE_CHECKING:
    from pipeline.clauses.chunks import Chunk
    from pipeline.clauses.words import Words


def so_frame(words: Words, chunk: Chunk) -> bool:
    """Recognise the verbless frame of speech: "..., so die Ministerin"."""
    places = chunk.words
    if chunk.mark not in (",", "Q", "–") or words.low[places[0]] != "so" or len(places) < 2:
        return False
    return bool(words.bits[places[1]] & DETERMINER) or words.noun[places[1]]


def says(words: Words, head: int, last: int) -> bool:
    """Say whether a finite verb, with the particle that may end its clause, is one of saying."""
    particle = words.low[last] if words.bits[last] & PARTICLE else ""
    if head < last and words.low[head + 1] == "es" and words.finite[head][0].lemma == "heißen":
        return True
    return any(
        verb(form.lemma).speech or (particle and verb(particle + form.lemma).speech)
        for form in words.finite[head]
    )


def goes_on(words: Words, chunk: Chunk) -> bool:
    """Say whether a verb goes on the clause before and does not frame it: "..., sprach aber von Erfolg"."""
    return len(chunk.words) > 1 and words.low[chunk.words[1]] in (
        "aber",
        "jedoch",
        "dann",
        "zugleich",
    )


def own_subject(words: Words, places: list[int], *, wide: bool = False) -> bool:
    """Say whether what follows the first word of a clause can be its subject: "..., sah es das Gericht".

    With `wide` any determiner or pronoun counts that can be a nominative.
    """
    if len(places) < 2:
        return False
    place = places[1]
    if wide and words.bits[place] & (DETERMINER | PRONOUN):
        low = words.low[place]
        return low in ("es", "dieses", "jedes") or not low.endswith(("en", "em", "es"))
    return words.noun[place] or words.low[place] in (
        "er",
        "sie",
        "es",
        "man",
        "ich",
        "wir",
        "der",
    )
