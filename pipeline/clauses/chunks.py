"""Cut the words of a sentence at its marks into chunks, and tell what opens each and where its finite verbs are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.clauses.quotes import DASHES
from pipeline.clauses.reader import ADJECTIVE_ENDINGS
from pipeline.clauses.words import (
    ADVERB,
    AMBIGUOUS,
    BEFORE,
    COORDINATOR,
    DETERMINER,
    MARK,
    NEGATOR,
    NUMBER,
    OPENER,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
)
from pipeline.lang import table
from pipeline.lang.verbs import AUXILIARIES, attributive, verb

if TYPE_CHECKING:
    from pipeline.clauses.reader import Reader
    from pipeline.clauses.records import ClauseKind
    from pipeline.clauses.words import Words

_BREAKS = frozenset(",;:") | DASHES
_LOOK = 6


@cache
def _times() -> frozenset[str]:
    return frozenset(table("clauses")["times"])


class Chunk(NamedTuple):
    """The words between two marks: the mark before them ("Q" for a quotation), what opens them, their finite verbs."""

    mark: str
    words: list[int]
    kind: ClauseKind | Literal[""]
    introducer: str
    finite: list[int]

    @property
    def ends_finite(self) -> bool:
        """Whether the last word is a finite verb."""
        return bool(self.finite) and self.finite[-1] == self.words[-1]


class Cutter:
    """Cuts the words at one level of marks into chunks."""

    __slots__ = ("reader", "words")

    def __init__(self, words: Words, reader: Reader) -> None:
        self.words = words
        self.reader = reader

    def chunks(self, places: list[int]) -> list[Chunk]:
        """Cut at commas, colons, semicolons, dashes and quotations."""
        found: list[Chunk] = []
        mark = ""
        current: list[int] = []
        text, bits = self.words.text, self.words.bits
        for place in places:
            if place < 0:
                cut = "Q"
            elif not bits[place] & MARK:
                current.append(place)
                continue
            else:
                cut = text[place]
                if cut not in _BREAKS or (cut == "," and self._within_a_date(place)):
                    continue
            if current:
                found.append(self._chunk(mark, current, not found))
                current = []
                mark = cut
            elif (mark, cut) not in (("Q", ","), (":", "Q")):
                mark = cut
        if current:
            found.append(self._chunk(mark, current, not found))
        return found

    def _within_a_date(self, place: int) -> bool:
        """Say whether a comma stands between a weekday and its day: "am Donnerstag, den 7. März in Rom"."""
        words = self.words
        day = place + 1 + (words.low[place + 1 : place + 2] in (["den"], ["dem"], ["der"]))
        if place == 0 or day >= len(words) or not words.bits[day] & NUMBER:
            return False
        return words.text[place - 1] in _times() and words.text[day + 1 : day + 2] != [","]

    def _chunk(self, mark: str, places: list[int], first: bool) -> Chunk:
        finite = [place for place in places if self.reader.finite(place)]
        kind, introducer = self._introduced(places, mark, first, finite)
        return Chunk(mark, places, kind, introducer, finite)

    def _introduced(
        self, chunk: list[int], mark: str, first: bool, finite: list[int]
    ) -> tuple[ClauseKind | Literal[""], str]:
        """Tell what opens a chunk: (kind of clause or "", its introducer)."""
        words = self.words
        bits = [words.bits[place] for place in chunk[:_LOOK]]
        low = [words.low[place] for place in chunk[:_LOOK]]
        for number, bit in enumerate(bits):
            if bit & SUBORDINATOR:
                return "subordinate", low[number]
            if not bit & (BEFORE | NUMBER):
                break
        start = 1 if bits[0] & COORDINATOR and len(bits) > 1 else 0
        final = bool(finite) and finite[-1] == chunk[-1]
        if bits[start] & AMBIGUOUS and final and len(chunk) > start + 1 and not self.verb_second(chunk):
            return "subordinate", low[start]
        place = start + 1 if bits[start] & PREPOSITION and len(bits) > start + 1 else start
        if (mark == "," or mark in DASHES) and not first and (bits[place] & RELATIVE or low[place] == "wo"):
            alone = len(chunk) == place + 1
            behind = place > start and not self.verb_second(chunk)
            if alone or (final and (behind or self._relative(chunk[start:]))):
                return "relative", low[place]
        if not finite and self.reader.zu_infinitives(chunk):
            return "infinitive", low[0] if bits[0] & OPENER else ""
        return "", ""

    def _relative(self, chunk: list[int]) -> bool:
        """Tell a relative clause from a main clause of which only the last word is its verb."""
        words = self.words
        if len(chunk) < 3:
            return True
        if self.verb_second(chunk):
            return False
        # a main clause of an object and its verb alone would lack its subject
        oblique = words.low[chunk[0]] in ("den", "dem", "denen", "dessen")
        if oblique or not self.nominal(chunk[1]) or self.joined(chunk[-1]):
            return True
        last = words.finite[chunk[-1]][0]
        if last.tense == "subj1":
            return False
        listed = any(words.bits[inner] & COORDINATOR for inner in chunk)
        plain = all(
            self.nominal(inner) or words.bits[inner] & (COORDINATOR | DETERMINER) for inner in chunk[1:-1]
        )
        return not plain or (listed and last.number == "sg")

    def verb_second(self, chunk: list[int]) -> bool:
        """Say whether a chunk has its finite verb before its end, as only main clauses have.

        What follows it is not "und", which joins two verbs at the end, and no verb, unless it can be nothing but
        finite itself: "das soll geprüft werden", but "das geprüft werden soll" and "das hätte geprüft werden sollen".
        """
        words = self.words
        for number, inner in enumerate(chunk[:-1]):
            if not words.finite[inner] or words.bits[chunk[number + 1]] & COORDINATOR:
                continue
            sure = self.reader.surely_finite(inner) and words.finite[inner][0].lemma != "haben"
            if (sure or not words.forms[chunk[number + 1]]) and self.reader.finite(inner):
                return True
        return False

    def verb_last(self, chunk: Chunk) -> bool:
        """Say whether a chunk has the verbs of a subordinate clause at its end: a joined verb, or two."""
        if not chunk.ends_finite or len(chunk.words) < 2 or self.verb_second(chunk.words):
            return False
        return self.reader.nonfinite(chunk.words[-2]) or self.joined(chunk.words[-1])

    def nominal(self, place: int) -> bool:
        """Say whether a word is a noun or an adjective."""
        words = self.words
        return words.noun[place] or (not words.bits[place] and words.low[place].endswith(ADJECTIVE_ENDINGS))

    def joined(self, place: int) -> bool:
        """Say whether a finite verb carries its separable prefix, as only a clause's last word can."""
        return bool(verb(self.words.finite[place][0].lemma).prefix)

    def _opening_attribute(self, places: list[int], place: int) -> bool:
        """Recognise a participle before the noun that opens a clause: "Nicht erklärte Streiks haben ..."."""
        words = self.words
        following = place + 1 < len(words) and words.noun[place + 1]
        ahead = places[: places.index(place)]
        plain = all(words.bits[before] & (ADVERB | NEGATOR) for before in ahead)
        return following and plain and bool(attributive(words.low[place])[0])

    def _behind_attribute(self, chunk: Chunk, head: int) -> int:
        """Give the verb behind a noun with a participle: "In Rom verkaufte Ware war alt"; -1 for none.

        Two finite verbs with nothing but nouns between them: the first, written like a weak preterite, is no verb.
        """
        words = self.words
        if len(chunk.finite) < 2 or not attributive(words.low[head])[0]:
            return -1
        other = chunk.finite[1]
        between = [place for place in chunk.words if head < place < other]
        plain = between and words.noun[between[-1]] and all(self.nominal(place) for place in between)
        if not plain:
            return -1
        # an infinitive would end its clause
        goes_on = other < chunk.words[-1] and bool(
            words.bits[other + 1] & (DETERMINER | PREPOSITION | PRONOUN)
        )
        return other if goes_on or self.reader.surely_finite(other) else -1

    def second(self, chunk: Chunk) -> int:
        """Choose the finite verb of a main clause: the first, but for a participle in front ("Vereinbart wird")."""
        head = chunk.finite[0]
        if len(chunk.finite) > 1 and self._opening_attribute(chunk.words, head):
            return chunk.finite[1]
        other = self._behind_attribute(chunk, head)
        if other >= 0:
            return other
        if self.reader.has(head, "participle"):
            for other in chunk.finite[1:]:
                near = head == chunk.words[0] or other <= head + 2
                if near and self.words.finite[other][0].lemma in AUXILIARIES:
                    return other
        return head
