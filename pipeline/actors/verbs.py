"""Asks the lexicon of verbs what actors need: is a word a finite verb, of which number, does it introduce speech."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pipeline.lang import verbs


class Finite(NamedTuple):
    """What a finite verb form says of its subject; `speech` where the verb can introduce what is said."""

    singular: bool
    plural: bool
    speech: bool


_NONE = Finite(False, False, False)


@lru_cache(maxsize=20_000)
def finite(word: str) -> Finite:
    """Read a word as a finite verb of the third person; all False where it is none."""
    if not word or not word[0].islower():
        return _NONE
    forms = [form for form in verbs.lookup(word) if form.tense in verbs.FINITE and form.person in (0, 3)]
    if not forms:
        return _NONE
    known = verbs.lexicon().verbs
    speech = any((verb := known.get(form.lemma)) is not None and verb.speech for form in forms)
    return Finite(
        any(form.number in ("sg", "") for form in forms),
        any(form.number in ("pl", "") for form in forms),
        speech or any(form.lemma in SAYING for form in forms),
    )


SAYING = frozenset(
    {
        "sagen",
        "erklären",
        "teilen",
        "mitteilen",
        "geben",
        "angeben",
        "meinen",
        "fügen",
        "räumen",
        "weisen",
        "hinweisen",
    }
)
"""Verbs that say something with a prefix that may stand far behind ("teilte ... mit")."""
