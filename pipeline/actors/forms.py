"""Inflects the nouns and adjectives of the tables: which forms of a name stand in a text."""

from __future__ import annotations

from typing import Literal, NamedTuple

Number = Literal["s", "p", "sp"]
"""Singular, plural, or a form that can be both."""

ENDINGS = ("e", "en", "er", "es", "em")
_SIBILANTS = ("s", "ß", "x", "z", "ce", "S", "X", "Z")


class Form(NamedTuple):
    """One inflected form of a noun for a person; `oblique` where it can't be a nominative singular."""

    word: str
    gender: Literal["m", "f"]
    number: Number
    oblique: bool = False


def genitive(name: str) -> str:
    """Give a name's genitive with -s; empty where German writes an apostrophe or nothing."""
    return "" if name.endswith(_SIBILANTS) else name + "s"


def adjectives(stem: str) -> tuple[str, ...]:
    """Inflect an adjective given without ending, both in lower case and as it opens a sentence."""
    forms = tuple(stem + ending for ending in ENDINGS)
    return (*forms, *(form[0].upper() + form[1:] for form in forms))


def adjective_stem(word: str) -> str:
    """Give the stem of an adjective that opens a name ("Vereinte" in "Vereinte Nationen"); empty for other words."""
    if len(word) > 4 and word[0].isupper() and word.endswith(("e", "er", "es")):
        return word[:-1] if word.endswith("e") else word[:-2]
    return ""


def stems(form: str) -> tuple[str, ...]:
    """Give the stems that a word can have if it is an inflected adjective."""
    if len(form) < 5 or not form[0].isupper():
        return ()
    return tuple(form[: -len(ending)] for ending in ENDINGS if form.endswith(ending))


def endings(word: str, long: bool) -> tuple[str, ...]:
    """Give the last word of a name in the nominative and the genitive; `long`: with -es too ("Weißen Hauses")."""
    own = genitive(word)
    found = [word, own] if own else [word]
    if long and word[-1:] in "sßfgtdkl":
        found.append(word + "es")
    return tuple(found)


def demonym(word: str, gender: Literal["m", "f"]) -> list[Form]:
    """Inflect a demonym given in the nominative singular ("Ukrainer", "Russe", "Britin")."""
    if gender == "f" and word.endswith("in"):
        return [Form(word, "f", "s"), Form(word + "nen", "f", "p")]
    if word == "Deutscher":
        return [Form(word, "m", "s"), Form("Deutschem", "m", "s", True), Form("Deutschen", "m", "sp", True)]
    if gender == "f":
        return [Form(word, "f", "sp"), Form(word + "n", "f", "sp", True)]
    if word.endswith("er"):
        return [Form(word, "m", "sp"), Form(word + "n", "m", "p"), Form(word + "s", "m", "s", True)]
    if word.endswith("e"):
        return [Form(word, "m", "s"), Form(word + "n", "m", "sp", True)]
    return [
        Form(word, "m", "sp"),
        Form(word + "s", "m", "sp", True),
        Form(word + "n", "m", "p"),
        Form(word + "en", "m", "sp", True),
    ]


def role(masculine: str, feminine: str, inflection: str) -> list[Form]:
    """Inflect a role noun: strong ("Minister"), weak ("Präsident"), or like an adjective ("Vorsitzende")."""
    forms: list[Form] = []
    if inflection == "adjective":
        stem = (masculine or feminine).removesuffix("r").removesuffix("e")
        if masculine:
            forms += [Form(stem + "er", "m", "s"), Form(stem + "em", "m", "s", True)]
            forms += [Form(stem + "es", "m", "s", True)]
        # "der Vorsitzende" and "die Vorsitzende", "den Vorsitzenden" and "die Vorsitzenden".
        forms += [Form(stem + "e", "m" if masculine else "f", "s"), Form(stem + "en", "m", "sp", True)]
        return forms
    if masculine:
        forms += _masculine(masculine, inflection)
    if feminine:
        forms += [Form(feminine, "f", "s")]
        forms += (
            [Form(feminine + "nen", "f", "p")]
            if feminine.endswith("in")
            else [Form(feminine + "en", "f", "p")]
        )
    return forms


def _masculine(word: str, inflection: str) -> list[Form]:
    if inflection == "weak":
        ending = "n" if word.endswith(("e", "err")) else "en"
        extra = [Form("Herrn", "m", "s", True)] if word == "Herr" else []
        return [Form(word, "m", "s"), Form(word + ending, "m", "sp", True), *extra]
    forms = [Form(word, "m", "sp" if word.endswith(("er", "el", "en")) else "s")]
    forms.append(Form(word + "s", "m", "s" if not word.endswith(("f", "r")) else "sp", True))
    if word.endswith(("er", "el")):
        forms.append(Form(word + "n", "m", "p"))
    elif word.endswith("mann"):
        forms += [Form(word[:-4] + "männer", "m", "p"), Form(word[:-4] + "männern", "m", "p")]
        forms += [Form(word[:-4] + "leute", "m", "p"), Form(word + "es", "m", "s", True)]
    else:
        forms += [Form(word + "e", "m", "p"), Form(word + "en", "m", "p")]
    return forms
