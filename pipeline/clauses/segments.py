"""Divide the words of a sentence into clauses, by marks, brackets and the places of finite verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.clauses.chunks import Chunk, Cutter
from pipeline.clauses.drafts import Draft, awaits, lists_participle, reported
from pipeline.clauses.frames import goes_on, own_subject, says, so_frame
from pipeline.clauses.quotes import groups, levels
from pipeline.clauses.words import (
    AMBIGUOUS,
    COORDINATOR,
    DETERMINER,
    OPENER,
    RELATIVE,
)
from pipeline.lang.verbs import AUXILIARIES, MODALS

if TYPE_CHECKING:
    from pipeline.clauses.reader import Reader
    from pipeline.clauses.records import ClauseKind
    from pipeline.clauses.words import Words

_APART = frozenset(":;")
_BARE = 2
"""So many words has a clause that cannot be whole without the verb behind the comma: "er habe"."""
_FINAL = ("subordinate", "relative")


def drafts(words: Words, reader: Reader) -> list[Draft]:
    """Divide the sentence into drafts of clauses."""
    found: list[Draft] = []
    for group in groups(words):
        if group.words:
            for places in levels(words, group):
                Divider(words, reader, group.quoted, found).divide(places)
    return found


class Divider:
    """Divides the words at one level of marks, chunk by chunk; its fields are the clauses still open.

    `main` is the last main clause: what has no verb of its own belongs to it. `waiting` are subordinate clauses
    whose verb is still to come, `listing` an infinitive clause that is.
    """

    __slots__ = (
        "begin",
        "chunks",
        "cutter",
        "found",
        "last",
        "listing",
        "main",
        "quoted",
        "reader",
        "waiting",
        "words",
    )

    def __init__(self, words: Words, reader: Reader, quoted: bool, found: list[Draft]) -> None:
        self.words = words
        self.reader = reader
        self.cutter = Cutter(words, reader)
        self.quoted = quoted
        self.found = found
        self.begin = len(found)
        self.chunks: list[Chunk] = []
        self.main: Draft | None = None
        self.last: Draft | None = None
        self.listing: Draft | None = None
        self.waiting: list[Draft] = []

    def divide(self, places: list[int]) -> None:
        """Divide the words at these places into drafts."""
        self.chunks = self.cutter.chunks(places)
        for number, chunk in enumerate(self.chunks):
            if chunk.kind == "subordinate" or self._interrupted(chunk, number):
                self._depend(chunk, "subordinate")
            elif self._interrupted_relative(chunk, number) or (
                chunk.kind == "relative" and not self._completes(chunk)
            ):
                self._depend(chunk, "relative")
            elif self._infinitive(chunk, number) or self._continue(chunk):
                continue
            elif self._conditional(chunk, number):
                self._condition(chunk)
            elif chunk.finite:
                self._begin(chunk, number)
            else:
                self._attach(chunk)

    def _new(self, kind: ClauseKind, introducer: str, chunk: Chunk) -> Draft:
        draft = Draft(kind, introducer, list(chunk.words), self.quoted)
        draft.ends.add(chunk.words[-1])
        self.found.append(draft)
        return draft

    def _completes(self, chunk: Chunk) -> bool:
        """Say whether a seeming relative clause ends a clause that lacks its auxiliary or its participle."""
        if len(chunk.words) < 2:
            return False
        main = self.main
        if main is not None and main.finite >= 0 and not self.waiting and self.cutter.nominal(chunk.words[1]):
            return awaits(self.words, self.reader, main, chunk.words[-1])
        if not self.waiting:
            return False
        draft = self.waiting[-1]
        return (
            self.reader.has(draft.words[-1], "participle")
            and chunk.ends_finite
            and self.words.finite[chunk.words[-1]][0].lemma in AUXILIARIES
        )

    def _depend(self, chunk: Chunk, kind: ClauseKind) -> None:
        """Open a subordinate or relative clause."""
        previous = self.last if kind == "relative" else self.main
        draft = self._new(kind, chunk.introducer or self.words.low[chunk.words[0]], chunk)
        draft.final = True
        draft.parent = previous
        if chunk.ends_finite or (chunk.finite and chunk.kind == "subordinate" and len(chunk.words) > 3):
            draft.finite = chunk.finite[-1]
        else:
            self.waiting.append(draft)
        self.last = draft
        self.listing = None

    def _conditional(self, chunk: Chunk, number: int) -> bool:
        """Recognise a condition that opens with its verb: "Kommt es dazu, zahlt Rom", "..., sollte Rom zahlen".

        In front, the clause behind it opens with its verb too, or with "so" or "dann". Behind, only "sollte" does,
        with its infinitive at the end and a subject between; "..., sollte aber mehr zahlen" goes on the clause before.
        """
        words, places = self.words, chunk.words
        if not chunk.finite or chunk.finite[0] != places[0] or chunk.mark in _APART or len(places) < 3:
            return False
        if number == 0 and not self.found[self.begin :]:
            if len(self.chunks) < 2 or self.chunks[1].mark != ",":
                return False
            later = self.chunks[1]
            at = 1 if words.low[later.words[0]] in ("so", "dann") else 0
            opens = later.finite[:1] == later.words[at : at + 1] and len(later.words) > at
            return (
                opens
                and own_subject(self.words, places, wide=True)
                and not says(self.words, later.finite[0], later.words[-1])
            )
        if self.main is None or self.main.finite < 0 or chunk.mark != ",":
            return False
        form = words.finite[places[0]][0]
        return (
            form.lemma == "sollen"
            and form.tense in ("past", "subj2")
            and own_subject(self.words, places, wide=True)
            and self.reader.nonfinite(places[-1])
        )

    def _condition(self, chunk: Chunk) -> None:
        """Open a condition without a conjunction."""
        previous = self.main
        draft = self._new("subordinate", "", chunk)
        draft.finite = chunk.words[0]
        draft.parent = previous
        self.last = draft

    def _interrupted(self, chunk: Chunk, number: int) -> bool:
        """Recognise a clause that a list or apposition parts from its verb: "da neun Staaten, darunter ..."."""
        if (
            chunk.finite
            or chunk.kind
            or chunk.mark in _APART
            or not self.words.bits[chunk.words[0]] & AMBIGUOUS
        ):
            return False
        for later_number, later in enumerate(self.chunks[number + 1 :], number + 1):
            if later.kind != "relative" and later.finite:
                front = number == 0 and later.ends_finite
                if front and later.finite[0] == later.words[0]:
                    # "Wie der Sprecher, Maler, sagte, brannte es": the main clause opens with its verb
                    following = self.chunks[later_number + 1 : later_number + 2]
                    return any(one.mark == "," and one.finite[:1] == one.words[:1] for one in following)
                return self.cutter.verb_last(later) or (front and not self.cutter.verb_second(later.words))
        return False

    def _interrupted_relative(self, chunk: Chunk, number: int) -> bool:
        """Recognise a relative clause that an apposition parts from its verb: "die der Chef, Maler, gelobt hatte"."""
        bits = [self.words.bits[place] for place in chunk.words[:2]]
        if chunk.kind or chunk.finite or chunk.mark != "," or number == 0 or len(bits) < 2:
            return False
        if not bits[0] & RELATIVE or not bits[1] & DETERMINER or chunk.words[0] in self.reader.attributes:
            return False
        for later in self.chunks[number + 1 :]:
            if later.finite:
                return self.cutter.verb_last(later)
        return False

    def _infinitive(self, chunk: Chunk, number: int) -> bool:
        """Open an infinitive clause, or go on with one that is a list: "um A, B und C zu fordern"."""
        if chunk.finite:
            self.listing = None
            return False
        opens = not chunk.kind and self._lists_infinitive(chunk, number)
        if self.listing is not None and not opens:
            self.listing.extend(chunk.words)
            if chunk.kind == "infinitive":
                self.listing = None
            return True
        if chunk.kind != "infinitive" and not opens:
            return False
        draft = self._new(
            "infinitive", chunk.introducer or (self.words.low[chunk.words[0]] if opens else ""), chunk
        )
        draft.final = True
        draft.parent = self.main
        self.last = draft
        self.listing = draft if opens else None
        return True

    def _lists_infinitive(self, chunk: Chunk, number: int) -> bool:
        if not self.words.bits[chunk.words[0]] & OPENER:
            return False
        for later in self.chunks[number + 1 :]:
            if later.finite:
                return False
            if later.kind == "infinitive":
                return True
        return False

    def _continue(self, chunk: Chunk) -> bool:
        """Go on with a clause whose verb is still to come."""
        if chunk.mark in _APART:
            self.waiting.clear()
            return False
        if self.waiting and (not chunk.finite or chunk.ends_finite):
            draft = self.waiting[-1]
            draft.extend(chunk.words)
            if chunk.finite:
                draft.finite = chunk.finite[-1]
                self.last = self.waiting.pop()
            return True
        if self._closes(chunk):
            return True
        main = self.main
        if main is None or not chunk.finite:
            return False
        if (
            main.finite >= 0
            and awaits(self.words, self.reader, main, chunk.words[-1])
            and not any(map(self.reader.surely_finite, chunk.words))
        ):
            main.extend(chunk.words)
            return True
        if main.finite >= 0 and lists_participle(self.words, self.reader, main, chunk):
            main.extend(chunk.words)
            return True
        return False

    def _closes(self, chunk: Chunk) -> bool:
        """Close a clause that reported speech parts: "hat Vorwürfe, er habe gelogen, zurückgewiesen"."""
        main = self.main
        if main is None or chunk.mark != "," or chunk.kind or not reported(self.words, main):
            return False
        last = chunk.words[-1]
        bare = len(main.words) <= _BARE and awaits(self.words, self.reader, main, last)
        if bare or any(map(self.reader.surely_finite, chunk.words)):
            return False
        for draft in self.found[self.begin :]:
            if (
                draft is not main
                and draft.kind == "main"
                and draft.finite >= 0
                and awaits(self.words, self.reader, draft, last)
            ):
                draft.extend(chunk.words)
                self.main = self.last = draft
                return True
        return False

    def _attach(self, chunk: Chunk) -> None:
        """Give words without a verb to the clause that they belong to."""
        if so_frame(self.words, chunk):
            self.last = self._new("verbless", "so", chunk)
            self.last.frame = True
        elif self.main is not None and chunk.mark not in _APART:
            self.main.extend(chunk.words)
            self.last = self.main
        else:
            self.main = self.last = self._new("main", "", chunk)

    def _begin(self, chunk: Chunk, number: int) -> None:
        """Open a main clause with its verb, or give the verb to the one that has none yet."""
        head = self.cutter.second(chunk)
        at = chunk.words.index(head)
        speaks = says(self.words, head, chunk.words[-1])
        waits = self.main is not None and self.main.finite < 0
        following = self.chunks[number + 1] if number + 1 < len(self.chunks) else None
        if waits and at == 0 and speaks and following and following.finite[:1] == following.words[:1]:
            self.last = self._new("main", "", chunk)
            self.last.finite, self.last.frame = head, True
            return
        if waits and self.main is not None and chunk.mark not in _APART:
            self.main.extend(chunk.words)
            self.main.finite = head
            self.last = self.main
            return
        previous = self.last
        alone = not any(draft.kind == "main" for draft in self.found[self.begin :])
        if previous is not None and self._verb_final(previous, chunk):
            draft = self._new(previous.kind, "", chunk)
            draft.finite, draft.final, draft.parent = chunk.words[-1], True, previous.parent
            draft.shares = previous
            self.last = draft
            return
        self.main = self.last = self._new("main", "", chunk)
        self.main.finite = head
        self.waiting.clear()
        first = at == 0 or (at == 1 and self.words.low[chunk.words[0]] in ("so", "dann"))
        if first and alone and previous is not None and previous.kind in ("subordinate", "infinitive"):
            self.main.front = previous
            previous.parent = self.main
        elif self._frames(chunk, at, speaks, previous):
            self.main.frame = True
        elif chunk.mark == "," and previous is not None:
            self._share(self.main, previous, chunk.words, at)

    def _frames(self, chunk: Chunk, at: int, speaks: bool, previous: Draft | None) -> bool:
        """Say whether a chunk tells who says what stands before it."""
        if at == 0:
            return chunk.mark == "Q" or (speaks and previous is not None and not goes_on(self.words, chunk))
        return at == 1 and chunk.mark == "," and speaks and self._takes_up(chunk, previous)

    def _takes_up(self, chunk: Chunk, previous: Draft | None) -> bool:
        """Recognise a frame that takes up what it frames: "Die Kamera ist ausgefallen, das teilte die Nasa mit"."""
        if previous is None or previous.kind != "main" or previous.finite < 0:
            return False
        return self.words.low[chunk.words[0]] in ("das", "dies") and own_subject(
            self.words, chunk.words[1:], wide=True
        )

    def _share(self, draft: Draft, previous: Draft, places: list[int], at: int) -> None:
        """Let a clause without subject of its own share that of the clause before: "..., und forderte mehr"."""
        coordinated = at == 1 and self.words.bits[places[0]] & COORDINATOR
        if coordinated or (at == 0 and not own_subject(self.words, places)):
            draft.shares = self._indicative(previous, draft)

    def _indicative(self, previous: Draft, draft: Draft) -> Draft:
        """Give the clause that a coordinated one goes on: not what is reported, if it is not reported itself."""
        if reported(self.words, draft):
            return previous
        for other in reversed(self.found[self.begin : -1]):
            if other.kind == "main" and other.finite >= 0 and not reported(self.words, other):
                return other
        return previous

    def _verb_final(self, previous: Draft, chunk: Chunk) -> bool:
        """Say whether a chunk goes on a subordinate clause: "der entfernt, jedoch später wieder gefunden wurde"."""
        return (
            previous.kind in _FINAL
            and chunk.mark == ","
            and chunk.ends_finite
            and len(chunk.words) > 2
            and len(chunk.finite) <= 2
            and self.words.finite[chunk.words[-1]][0].lemma in AUXILIARIES | MODALS
            and self.reader.nonfinite(chunk.words[-2])
            and not self.words.bits[chunk.words[0]] & DETERMINER
            and not self.words.noun[chunk.words[0]]
        )
