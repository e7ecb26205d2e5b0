"""Cut a sentence into words and marks, and look each up in the closed classes and the lexicon."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import NamedTuple, cast

from pipeline.lang import table
from pipeline.lang.acts import noun as act_noun
from pipeline.lang.verbs import AUXILIARIES, FINITE, MODALS, Form, lookup, verb

SUBORDINATOR = 1
AMBIGUOUS = 2
RELATIVE = 4
OPENER = 8
COORDINATOR = 16
NEGATOR = 32
DETERMINER = 64
PREPOSITION = 128
PRONOUN = 256
PARTICLE = 512
CONTRACTED = 1024
REFLEXIVE = 2048
BEFORE = 4096
BLOCKED = 8192
MARK = 16384
NUMBER = 32768
ADVERB = 65536
_CLOSED = (
    BLOCKED | DETERMINER | PREPOSITION | PRONOUN | RELATIVE | SUBORDINATOR | COORDINATOR | NEGATOR | ADVERB
)

_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)*(?:-?[^\W\d_][\w-]*|\.)?|[^\W_]+(?:[-'’*:/](?=[^\W\d_])[^\W_]+)*-?(?:(?<=[sxzß])['’](?=\s[A-ZÄÖÜ])|\.(?=\s?\w))?|[^\s\w]|_"
)
_FREEING = frozenset('„»«"“”‚›‹:')
_SETTLED = ("zu", "meinen", "einigen", "bin")
_REMEMBERED = 100_000
"""Words remembered; a text of random words must not fill the memory."""


@cache
def classes() -> dict[str, int]:
    """Map every word of a closed class to the bits of its classes."""
    data = table("clauses")
    bits: dict[str, int] = {}
    for name, bit, words in (
        ("subordinators", SUBORDINATOR, data["subordinators"]),
        ("ambiguous", AMBIGUOUS, data["ambiguous"]),
        ("before_subordinators", BEFORE, data["before_subordinators"]),
        ("relatives", RELATIVE, data["relatives"]),
        ("infinitive_openers", OPENER, data["infinitive_openers"]),
        ("coordinators", COORDINATOR, data["coordinators"]),
        ("negators", NEGATOR, data["negators"]),
        ("determiners", DETERMINER, data["determiners"]),
        ("prepositions", PREPOSITION, data["words"]["prepositions"]),
        ("contracted", PREPOSITION | CONTRACTED, data["words"]["contracted"]),
        ("pronouns", PRONOUN, data["words"]["pronouns"]),
        ("particles", PARTICLE, data["words"]["particles"]),
        ("reflexives", REFLEXIVE, data["words"]["reflexives"]),
        ("adverbs", ADVERB, data["adverbs"]["words"]),
        ("blocked", BLOCKED, data["blocked"]["words"]),
    ):
        for word in words:
            if not word:
                raise ValueError(f"empty word in {name!r} (clauses.toml)")
            bits[word] = bits.get(word, 0) | bit
    return bits


class Row(NamedTuple):
    """What is known of a word wherever it stands; `frees` says of a mark whether the word behind it may be large."""

    text: str
    low: str
    bits: int
    noun: bool
    forms: tuple[Form, ...]
    finite: tuple[Form, ...]
    frees: bool | None


Columns = tuple[list[str], list[str], list[int], list[bool], list[tuple[Form, ...]], list[tuple[Form, ...]]]


class _Rows(dict[str, Row]):
    """The words met so far, so that each is looked up once; `free` where a capital says nothing."""

    def __init__(self, free: bool) -> None:
        super().__init__()
        self.free = free

    def __missing__(self, word: str) -> Row:
        row = _row(word, self.free)
        if len(self) < _REMEMBERED:
            self[word] = row
        return row


_FIRST = _Rows(free=True)
_OTHERS = _Rows(free=False)


def _row(word: str, free: bool) -> Row:
    """Look a word or mark up."""
    first = word[0]
    noun = False
    forms: tuple[Form, ...] = ()
    if first.isalpha():
        if word[-1] == ".":
            word = word[:-1]
        low = word
        bits = 0
        if not first.isupper():
            bits = classes().get(low, 0)
            if not bits & _CLOSED or low == "sein":
                forms = lookup(low)
        elif free:
            low = first.lower() + word[1:]
            bits = classes().get(low, 0)
            forms, noun = _first(low, word, bits)
        else:
            noun = True
        return Row(word, low, bits, noun, forms, finite_readings(forms) if forms else (), None)
    if first.isdigit():
        noun = "-" in word and not word.rpartition("-")[2][:1].islower() and word[-1].isalpha()
        return Row(word, word, 0 if word[-1].isalpha() else NUMBER, noun, (), (), None)
    return Row(word, word, MARK, False, (), (), first in _FREEING or (free and first != ","))


class Words:
    """The words and marks of one sentence, as parallel lists; `low` is lower-case where case says nothing.

    A capital says nothing at the sentence's start, after an opening quotation mark and after a colon. `forms`
    are the readings as a verb, `finite` those of them that are finite; both empty for nouns and blocked words.
    `noun` says whether a word can be a noun or a name. `count` is how many there are, `present` the set of `low`,
    `joints` the places of coordinators and those behind a comma.
    """

    __slots__ = (
        "bits",
        "count",
        "end",
        "finite",
        "forms",
        "joints",
        "low",
        "noun",
        "present",
        "start",
        "text",
    )

    def __init__(self, sentence: str, start: int, end: int) -> None:
        spans = [match.span() for match in _TOKEN.finditer(sentence, start, end)]
        written = [sentence[begin:stop] for begin, stop in spans]
        rows = [_OTHERS[word] for word in written]
        free = True
        for place in range(len(rows)) if not _FREEING.isdisjoint(written) else _opening(rows):
            if free:
                rows[place] = _FIRST[written[place]]
            free = rows[place].frees or False
        self.count = len(rows)
        self.start = [begin for begin, _ in spans]
        self.end = [stop for _, stop in spans]
        columns = map(list, islice(zip(*rows, strict=True), 6)) if rows else ([] for _ in range(6))
        self.text, self.low, self.bits, self.noun, self.forms, self.finite = cast("Columns", columns)
        self.present = frozenset(self.low)
        self.joints = {place for place, bits in enumerate(self.bits) if bits & COORDINATOR}
        self.joints.update([place + 1 for place, mark in enumerate(self.text) if mark == ","])
        if rows:
            self._settle()

    def __len__(self) -> int:
        return self.count

    def _settle(self) -> None:
        """Decide what a word is by its neighbour: "meinen die beiden", "einigen sich", "Doppelt erfolgreich war"."""
        settled = () if self.present.isdisjoint(_SETTLED) else enumerate(self.low)
        for place, low in settled:
            if low == "zu":
                self._settle_infinitive(place + 1)
            if low == "bin" and self._is_particle(place):
                self.forms[place], self.finite[place], self.noun[place], self.bits[place] = (), (), True, 0
            if low not in ("meinen", "einigen"):
                continue
            last = place + 1 == len(self.low)
            after = MARK if last else self.bits[place + 1]
            if after & (MARK | REFLEXIVE) or (low == "meinen" and after & (DETERMINER | PRONOUN)):
                self.forms[place] = lookup(low)
                self.finite[place] = finite_readings(self.forms[place])
                self.bits[place] = 0
        if (
            len(self.text) > 2
            and self.noun[0]
            and self.low[0] != self.text[0]
            and act_noun(self.text[0]) is None
        ):
            following = self.text[1]
            if following.islower() and not self.bits[1] and not self.forms[1]:
                self.noun[0] = False

    def _is_particle(self, place: int) -> bool:
        """Whether a word between two names belongs to them: "Mohammed bin Salman", but "Ich bin Anna"."""
        around = (*self.text[max(place - 1, 0) : place], *self.text[place + 1 : place + 2])
        return len(around) == 2 and all(word[0].isupper() for word in around) and "ich" not in self.present

    def _settle_infinitive(self, place: int) -> None:
        """Take an unknown word behind "zu" that ends its clause for a verb: ", das Konzept zu überarbeiten."."""
        if place >= len(self.low) or self.forms[place] or self.noun[place] or self.bits[place]:
            return
        last = place + 1 == len(self.low)
        ends = last or self.bits[place + 1] & (MARK | COORDINATOR) or lookup(self.low[place + 1])
        if ends and self.low[place].endswith(("en", "ern", "eln")):
            self.forms[place] = (Form(self.low[place], "infinitive", "", 0),)


def _opening(rows: list[Row]) -> range:
    """The places of the marks that open a sentence, and of its first word."""
    place = 0
    while place < len(rows) and rows[place].frees is not None:
        place += 1
    return range(min(place + 1, len(rows)))


@cache
def finite_readings(forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """Keep the finite readings of a word."""
    return tuple(form for form in forms if form.tense in FINITE)


def _first(low: str, word: str, bits: int) -> tuple[tuple[Form, ...], bool]:
    """Decide what the first word of a sentence is: its readings as a verb, and whether it is a noun.

    A sentence that begins with its verb asks or sets a condition, so "Reise" or "Klage" there is the noun, and
    so is every word that the lexicon has as a noun.
    """
    if bits:
        return (lookup(low) if not bits & _CLOSED else ()), False
    forms = lookup(low)
    if forms:
        if act_noun(word) is not None:
            return (), True
        sure = tuple(form for form in forms if _may_open(form))
        return sure, not sure
    return (), not low.endswith(_ADJECTIVES)


def _may_open(form: Form) -> bool:
    """Say whether a form may open a sentence: "Hat er ...?", "Vereinbart wird ...", "Kommt es ..., so ..."."""
    if form.lemma in AUXILIARIES or form.lemma in MODALS:
        return True
    if form.tense == "participle":
        return True
    plain = form.person == 3 and not (form.tense == "present" and form.number == "pl")
    return form.tense in FINITE and form.tense != "subj1" and plain and not verb(form.lemma).prefix


_ADJECTIVES = ("lich", "isch", "bar", "sam", "haft", "weise", "weit", "mals", "falls", "lings", "wärts")
