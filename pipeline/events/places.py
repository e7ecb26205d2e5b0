"""Where something happens: the place that a clause names, as it names it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lang import table

if TYPE_CHECKING:
    from collections.abc import Container

_WORD = r"[A-ZÄÖÜÉ][\w’'-]*"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table("places")
    first = "|".join(map(re.escape, words["bare"]["first_words"]))
    following = "|".join(map(re.escape, words["bare"]["next_words"]))
    prepositions = "|".join(f"[{p[0]}{p[0].upper()}]{p[1:]}" for p in words["bare"]["prepositions"])
    bare = re.compile(
        rf"\b(?:{prepositions}) ((?:(?:{first})[ -])?{_WORD}(?: (?:{following})(?: {_WORD})?)?)(?![\w-])"
    )
    named = re.compile(
        r"\b(?:[Ii]n|[Ii]m|[Aa]m|[Aa]n|[Bb]eim|[Vv]or|[Aa]uf)(?: der| dem| den)? ("
        + "|".join(map(re.escape, sorted(words["named"], key=len, reverse=True)))
        + r")(?![\w-])"
    )
    return bare, named


def place_in(text: str, not_places: Container[str] = ()) -> str | None:
    """Return the first place that `text` names as one where something happens, or None.

    `not_places` are words known to be something else here (persons, organisations, parts of a date).
    """
    bare, named = _patterns()
    words = table("places")
    excluded = words["bare"]["not_places"]
    found: list[tuple[int, str]] = []
    for match in bare.finditer(text):
        name = match[1]
        if name not in excluded and name not in not_places and name.split()[0] not in not_places:
            found.append((match.start(), name))
            break
    hit = named.search(text)
    if hit:
        found.append((hit.start(), words["named"][hit[1]]))
    return min(found)[1] if found else None
