"""Cut a sentence into words and marks, and look each up in the closed classes and the lexicon."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lang import table
from pipeline.lang.verbs import FINITE, Form, lexicon

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

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*\.?|[^\W_]+(?:[-'’*:/](?=[^\W\d_])[^\W_]+)*-?|[^\s\w]|_")
_OPENING = "„»«\"“”‚›‹"


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
        ("blocked", BLOCKED, data["blocked"]["words"]),
    ):
        for word in words:
            if not word:
                raise ValueError(f"empty word in {name!r} (clauses.toml)")
            bits[word] = bits.get(word, 0) | bit
    return bits


class Words:
    """The words and marks of one sentence, as parallel lists; `low` is lower-case where case says nothing.

    A capital says nothing at the sentence's start, after an opening quotation mark and after a colon.
    `finite[i]` are the finite readings of word i, `forms[i]` all of them; both empty for nouns and blocked words.
    """

    __slots__ = ("bits", "end", "finite", "forms", "low", "start", "text", "upper")

    def __init__(self, sentence: str) -> None:
        known = classes()
        lookup = lexicon().forms
        self.text: list[str] = []
        self.low: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.bits: list[int] = []
        self.upper: list[bool] = []
        self.forms: list[tuple[Form, ...]] = []
        self.finite: list[tuple[Form, ...]] = []
        free = True
        for match in _TOKEN.finditer(sentence):
            word = match.group()
            first = word[0]
            low = word
            upper = False
            forms: tuple[Form, ...] = ()
            if first.isalpha():
                upper = first.isupper()
                if upper and free:
                    low = first.lower() + word[1:]
                bits = known.get(low, 0)
                if (not upper or free) and not bits & BLOCKED:
                    forms = lookup.get(low, ())
                free = False
            elif first.isdigit():
                bits = NUMBER
                free = False
            else:
                bits = MARK
                free = first in _OPENING or first == ":" or (free and first != ",")
            self.text.append(word)
            self.low.append(low)
            self.start.append(match.start())
            self.end.append(match.end())
            self.bits.append(bits)
            self.upper.append(upper)
            self.forms.append(forms)
            self.finite.append(tuple(form for form in forms if form.tense in FINITE) if forms else ())

    def __len__(self) -> int:
        return len(self.text)
