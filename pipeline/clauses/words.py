"""Cut a sentence into words and marks, and look each up in the closed classes and the lexicon."""

from __future__ import annotations

import re
from functools import cache

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
    r"\d+(?:[.,:/]\d+)*(?:-?[^\W\d_][\w-]*|\.)?|[^\W_]+(?:[-'’*:/](?=[^\W\d_])[^\W_]+)*-?(?:\.(?=\s?\w))?|[^\s\w]|_"
)
_OPENING = '„»«"“”‚›‹'


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


class Words:
    """The words and marks of one sentence, as parallel lists; `low` is lower-case where case says nothing.

    A capital says nothing at the sentence's start, after an opening quotation mark and after a colon. `forms`
    are the readings as a verb, `finite` those of them that are finite; both empty for nouns and blocked words.
    `noun` says whether a word can be a noun or a name.
    """

    __slots__ = ("bits", "end", "finite", "forms", "low", "noun", "start", "text")

    def __init__(self, sentence: str, start: int, end: int) -> None:
        known = classes()
        self.text: list[str] = []
        self.low: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.bits: list[int] = []
        self.noun: list[bool] = []
        self.forms: list[tuple[Form, ...]] = []
        self.finite: list[tuple[Form, ...]] = []
        free = True
        for match in _TOKEN.finditer(sentence, start, end):
            word = match.group()
            first = word[0]
            if word[-1] == "." and first.isalpha():
                word = word[:-1]
            low = word
            noun = False
            forms: tuple[Form, ...] = ()
            if first.isalpha():
                if first.isupper():
                    noun = True
                    if free:
                        low = first.lower() + word[1:]
                        bits = known.get(low, 0)
                        forms, noun = _first(low, word, bits)
                    else:
                        bits = 0
                else:
                    bits = known.get(low, 0)
                    if not bits & _CLOSED or low == "sein":
                        forms = lookup(low)
                free = False
            elif first.isdigit():
                bits = NUMBER
                noun = "-" in word and not word.rpartition("-")[2][:1].islower() and word[-1].isalpha()
                if word[-1].isalpha():
                    bits = 0
                free = False
            else:
                bits = MARK
                free = first in _OPENING or first == ":" or (free and first != ",")
            self.text.append(word)
            self.low.append(low)
            self.start.append(match.start())
            self.end.append(match.end())
            self.bits.append(bits)
            self.noun.append(noun)
            self.forms.append(forms)
            self.finite.append(finite_readings(forms) if forms else ())
        self._settle()

    def __len__(self) -> int:
        return len(self.text)

    def _settle(self) -> None:
        """Decide what a word is by its neighbour: "meinen die beiden", "einigen sich", "Doppelt erfolgreich war"."""
        for place, low in enumerate(self.low):
            if low == "zu":
                self._settle_infinitive(place + 1)
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

    def _settle_infinitive(self, place: int) -> None:
        """Take an unknown word behind "zu" that ends its clause for a verb: ", das Konzept zu überarbeiten."."""
        if place >= len(self.low) or self.forms[place] or self.noun[place] or self.bits[place]:
            return
        last = place + 1 == len(self.low)
        ends = last or self.bits[place + 1] & (MARK | COORDINATOR) or lookup(self.low[place + 1])
        if ends and self.low[place].endswith(("en", "ern", "eln")):
            self.forms[place] = (Form(self.low[place], "infinitive", "", 0),)


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
