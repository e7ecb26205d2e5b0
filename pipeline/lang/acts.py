"""Look up what kind of act a verb with its nouns, or a noun alone, stands for.

`nouns.tsv` has the nouns that name events; compounds have the kind of their head ("Getreideabkommen" is an
"Abkommen"), but for the words of the table whose kind is "-". `phrases.tsv` has the verbs whose nouns decide:
"in Kraft treten".
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.lang.conjugation import rows

SHORTEST_HEAD = 4
_CONTRACTED = {"zu": ("zu", "zum", "zur"), "in": ("in", "im", "ins"), "an": ("an", "am", "ans")}


class Noun(NamedTuple):
    """A noun of the lexicon: its event kind and status if it names an event, its class if it helps to tell acts apart.

    `classes` are names such as "arms" or "office" that phrases ask for.
    """

    lemma: str
    gender: str
    kind: str
    status: str
    classes: tuple[str, ...]


class VerbPhrase(NamedTuple):
    """A verb whose words in the clause decide the act: all of `conditions` must hold.

    A condition is a tuple of alternatives: "Kraft" a word, "Sanktion*" its beginning, "*zölle" its end, "#arms" a
    class or kind of a noun, "+passive" or "-passive" the voice, "-mit" a word that must be missing, "zu>#talks"
    a condition on the noun after the preposition.
    """

    phrase: str
    verb: str
    conditions: tuple[tuple[str, ...], ...]
    kind: str
    status: str
    speech: bool


@cache
def nouns() -> dict[str, Noun]:
    """Map every form of the event nouns, lower-case, to its noun."""
    forms: dict[str, Noun] = {}
    for row in rows("nouns.tsv"):
        entry = Noun(
            row["lemma"],
            row["gender"],
            row["kind"],
            row["status"],
            tuple(filter(None, row["class"].split("|"))),
        )
        for form in _forms(row["lemma"], row["gender"], row["plural"]):
            forms.setdefault(form.lower(), entry)
    return forms


def _forms(lemma: str, gender: str, plural: str) -> set[str]:
    found = {lemma}
    if gender in ("m", "n") and not lemma.endswith(("s", "ß", "x", "z")):
        found |= {lemma + "s", lemma + "es"}
    elif gender in ("m", "n"):
        found |= {lemma + "es", lemma + "ses"}
    for form in filter(None, plural.split("|")):
        found.add(form)
        if not form.endswith(("n", "s")):
            found.add(form + "n")
    return found


@lru_cache(maxsize=65536)
def noun(word: str) -> Noun | None:
    """Find the noun that a word is or ends in, by the longest head; None for all other words.

    >>> noun("Getreideabkommens").lemma
    'Abkommen'
    """
    known = nouns()
    low = word.lower()
    exact = known.get(low)
    if exact is None:
        for place in range(2, len(low) - SHORTEST_HEAD + 1):
            exact = known.get(low[place:])
            if exact is not None and len(low) - place >= SHORTEST_HEAD:
                break
    if exact is None or exact.kind == "-":
        return None
    return exact


def is_act(word: str) -> bool:
    """Say whether a word names an event."""
    found = noun(word)
    return found is not None and bool(found.kind)


@cache
def phrases() -> dict[str, tuple[VerbPhrase, ...]]:
    """Map each verb to its phrases, those with the most conditions first."""
    by_verb: dict[str, list[VerbPhrase]] = {}
    for row in rows("phrases.tsv"):
        conditions = tuple(tuple(condition.split("|")) for condition in row["words"].split(" "))
        by_verb.setdefault(row["verb"], []).append(
            VerbPhrase(
                row["phrase"], row["verb"], conditions, row["kind"], row["status"], row["speech"] == "yes"
            )
        )
    return {
        verb: tuple(sorted(found, key=lambda phrase: -len(phrase.conditions)))
        for verb, found in by_verb.items()
    }


def has_phrases(verb: str) -> bool:
    """Say whether there is a phrase of a verb at all."""
    return verb in phrases()


def verb_phrase(verb: str, words: list[str], passive: bool) -> VerbPhrase | None:
    """Find the phrase of a verb that the words of its clause complete."""
    candidates = _candidates(verb) if has_phrases(verb) else ()
    if not candidates:
        return None
    present = set(words)
    for phrase, listed in candidates:
        if any(map(present.isdisjoint, listed)):
            continue
        for condition in phrase.conditions:
            for alternative in condition:
                if _holds(alternative, words, present, passive):
                    break
            else:
                break
        else:
            return phrase
    return None


@cache
def _candidates(verb: str) -> tuple[tuple[VerbPhrase, tuple[frozenset[str], ...]], ...]:
    """The phrases of a verb, each with those of its conditions that only list words, as sets to try first."""
    return tuple(
        (
            phrase,
            tuple(
                frozenset(condition)
                for condition in phrase.conditions
                if not any(word[0] in "+-#*" or word[-1] == "*" or ">" in word for word in condition)
            ),
        )
        for phrase in phrases().get(verb, ())
    )


def _holds(condition: str, words: list[str], present: set[str], passive: bool) -> bool:
    mark, rest = condition[0], condition[1:]
    if mark == "+":
        return passive
    if mark == "-":
        return not passive if rest == "passive" else rest not in present
    before, arrow, wanted = condition.partition(">")
    if arrow:
        return any(_is(word, wanted) for word in _nouns_after(words, before))
    if mark in "#*" or condition[-1] == "*":
        return any(_is(word, condition) for word in present)
    return condition in present


def _is(word: str, condition: str) -> bool:
    mark, rest = condition[0], condition[1:]
    if mark == "#":
        found = noun(word) if word[0].isupper() else None
        return found is not None and (found.kind == rest or rest in found.classes)
    if mark == "*":
        return word.endswith(rest)
    if condition[-1] == "*":
        return word.startswith(condition[:-1])
    return word == condition


def _nouns_after(words: list[str], preposition: str) -> list[str]:
    """List the first nouns after each place of a preposition, "zu" standing for "zum" and "zur" too."""
    written = _CONTRACTED.get(preposition, (preposition,))
    found = []
    for place, word in enumerate(words):
        if word in written:
            found += [other for other in words[place + 1 : place + 6] if other[0].isupper()][:1]
    return found
