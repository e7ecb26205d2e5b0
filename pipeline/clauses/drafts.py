"""A clause in the making, and what it still lacks: the verb at its end, a further participle of a list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.clauses.words import ADVERB, COORDINATOR, NUMBER, PREPOSITION
from pipeline.lang.verbs import AUXILIARIES, MODALS

if TYPE_CHECKING:
    from pipeline.clauses.chunks import Chunk
    from pipeline.clauses.reader import Reader
    from pipeline.clauses.records import ClauseKind
    from pipeline.clauses.words import Words


@dataclass(slots=True, eq=False)
class Draft:
    """A clause in the making: the places of its words, and how it hangs together with others.

    `parent` is the clause that it depends on, `shares` the one whose subject it shares, `front` the one that
    stands before its verb. `finite` is the place of its finite verb or -1, `final` says that the verb stands
    at its end. `ends` are the places before a mark. `lent` are the places of verbs that stand in a coordinated
    clause and count here too: "wurde 1972 eingeführt und 1993 | abgeändert".
    """

    kind: ClauseKind
    introducer: str
    words: list[int]
    quoted: bool
    parent: Draft | None = None
    finite: int = -1
    final: bool = False
    ends: set[int] = field(default_factory=set)
    frame: bool = False
    shares: Draft | None = None
    front: Draft | None = None
    lent: tuple[int, ...] = ()

    def extend(self, chunk: list[int]) -> None:
        """Add a chunk of words."""
        self.words += chunk
        self.ends.add(chunk[-1])


def reported(words: Words, draft: Draft) -> bool:
    """Say whether the verb of a draft is in the first subjunctive."""
    return draft.finite >= 0 and any(form.tense == "subj1" for form in words.finite[draft.finite])


def awaits(words: Words, reader: Reader, draft: Draft, place: int) -> bool:
    """Say whether a clause with auxiliary or modal verb still lacks the verb that stands at `place`."""
    lemma = words.finite[draft.finite][0].lemma
    if lemma in MODALS:
        tenses: tuple[str, ...] = ("infinitive",)
    elif lemma == "werden":
        tenses = ("infinitive", "participle")
    elif lemma in AUXILIARIES:
        tenses = ("participle",)
    else:
        return False
    if not any(reader.has(place, tense) for tense in tenses):
        return False
    region = draft.words[draft.words.index(draft.finite) :]
    return not any(reader.has(other, tense) for other in region for tense in ("infinitive", "participle"))


def lists_participle(words: Words, reader: Reader, main: Draft, chunk: Chunk) -> bool:
    """Recognise a further participle of a list, written like a finite verb: "hat getagt, am Abend beschlossen".

    Behind "und" a verb of its own may follow: "..., am Abend beschlossen und ging".
    """
    first = chunk.words[0]
    if chunk.mark != "," or words.finite[main.finite][0].lemma not in AUXILIARIES:
        return False
    if not words.bits[first] & (PREPOSITION | NUMBER | ADVERB) or words.noun[first]:
        return False
    joined = [number for number, place in enumerate(chunk.words) if words.bits[place] & COORDINATOR]
    last = chunk.words[joined[0] - 1] if joined and joined[0] else chunk.words[-1]
    sure = all(reader.has(place, "participle") for place in chunk.finite if place <= last)
    return sure and reader.has(last, "participle") and reader.has(main.words[-1], "participle")
