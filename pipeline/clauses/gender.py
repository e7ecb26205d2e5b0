"""Guess gender and number of a noun by its end, where the end tells."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.lang import table

_LONGEST = 16
_SINGULAR = (*"abdfgikmoptuzßäöü", "ch", "ion", "ell", "all", "ehr", "or")
_PLURAL = ("ungen", "heiten", "keiten", "schaften", "täten", "ionen", "innen")


@lru_cache(maxsize=16384)
def gender(noun: str) -> str:
    """Guess the gender of a noun: "m", "f", "n" or empty; the longest end that is known decides.

    >>> gender("Außenminister"), gender("Zeitung"), gender("Ursprung"), gender("Tisch")
    ('m', 'f', 'm', '')
    """
    ends = _ends()
    low = noun.lower()
    if low in table("clauses")["unions"]:
        return "f"
    for start in range(max(0, len(low) - _LONGEST), len(low)):
        found = ends.get(low[start:])
        if found is not None:
            return found
    return ""


@cache
def _ends() -> dict[str, str]:
    data = table("clauses")
    return {
        end: letter
        for letter, name in (("n", "neuter"), ("m", "masculine"), ("f", "feminine"))
        for end in data[name]
    }


def number_of(noun: str) -> str:
    """Tell the number of a noun: "sg", "pl" or empty.

    German plurals end in -e, -en, -er, -n, -s, or like their singular in -el, -en, -er.

    >>> number_of("Amtszeit"), number_of("Forderungen"), number_of("Minister"), number_of("USA")
    ('sg', 'pl', '', '')
    """
    if noun.endswith(_SINGULAR) and not noun.isupper():
        return "sg"
    return "pl" if noun.endswith(_PLURAL) else ""
