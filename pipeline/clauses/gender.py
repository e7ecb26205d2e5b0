"""Guess gender and number of a noun by its end, where the end tells."""

from __future__ import annotations

from functools import lru_cache

from pipeline.lang import table

_SINGULAR = (*"abdfgikmoptuzßäöü", "ch", "ion", "ell", "all", "ehr", "or")
_PLURAL = ("ungen", "heiten", "keiten", "schaften", "täten", "ionen", "innen")


@lru_cache(maxsize=16384)
def gender(noun: str) -> str:
    """Guess the gender of a noun: "m", "f" or empty.

    >>> gender("Außenminister"), gender("Zeitung"), gender("Tisch")
    ('m', 'f', '')
    """
    data = table("clauses")
    low = noun.lower()
    if low.endswith(tuple(data["feminine"])):
        return "f"
    return "m" if low.endswith(tuple(data["masculine"])) else ""


def number_of(noun: str) -> str:
    """Tell the number of a noun: "sg", "pl" or empty.

    German plurals end in -e, -en, -er, -n, -s, or like their singular in -el, -en, -er.

    >>> number_of("Amtszeit"), number_of("Forderungen"), number_of("Minister"), number_of("USA")
    ('sg', 'pl', '', '')
    """
    if noun.endswith(_SINGULAR) and not noun.isupper():
        return "sg"
    return "pl" if noun.endswith(_PLURAL) else ""
