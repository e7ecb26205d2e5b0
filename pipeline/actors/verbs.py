"""Asks the lexicon of verbs what actors need: is a word a finite verb, of which number, does it introduce speech."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pipeline.lang import verbs


class Finite(NamedTuple):
    """What a finite verb form says of its subject.

    `speech` where the verb can introduce what is said; `prefixed` is the verb where it needs a prefix for that.
    """

    singular: bool
    plural: bool
    speech: bool
    prefixed: str = ""


_NONE = Finite(False, False, False)


SPEECH_PREFIXES: dict[str, frozenset[str]] = {
    "geben": frozenset({"an", "bekannt", "zu", "wieder"}),
    "teilen": frozenset({"mit"}),
    "fügen": frozenset({"hinzu", "an"}),
    "räumen": frozenset({"ein"}),
    "weisen": frozenset({"hin", "zurück"}),
    "stellen": frozenset({"klar", "fest"}),
    "kündigen": frozenset({"an"}),
    "lehnen": frozenset({"ab"}),
}
"""Verbs that say something with a prefix, which may stand at the end of the clause ("teilte ... mit")."""


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
        speech,
        next((form.lemma for form in forms if form.lemma in SPEECH_PREFIXES), ""),
    )


def speaks(words: list[str], at: int) -> bool:
    """Whether the verb at word `at` introduces speech, with its prefix if it needs one."""
    verb = finite(words[at])
    if not verb.singular or (verb.speech and not verb.prefixed):
        return verb.speech
    return (
        any(word in SPEECH_PREFIXES[verb.prefixed] for word in _clause(words, at)) if verb.prefixed else False
    )


def _clause(words: list[str], at: int) -> list[str]:
    end = at + 1
    while words[end] and words[end] not in (",", ".", ":", ";") and end < at + 30:
        end += 1
    return words[at + 1 : end]
