"""Content words of a sentence: folded to stems, synonyms to one name, each with a weight by its rarity.

The weight does not depend on the articles at hand: it comes from a table of how many of some hundred
news articles a stem stands in. So a decision about two events never changes because of a third.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from pipeline import lang

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_DECIMAL = re.compile(r"\d+,\d+")
_FOLD = str.maketrans(
    {"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e", "á": "a", "ó": "o", "í": "i"}
)
_SEPARABLE = re.compile(
    r"(auf|ab|an|aus|ein|vor|zu|zuruck|mit|nach|fest|statt|teil|zusammen|bei|unter|uber|durch|um|los|weg|fort|frei)"
    r"(?:ge|zu)(?=.{4})"
)

SYNONYM, MOST = 0.55, 0.8
"""Least and most weight of a group of synonyms: it is never as rare as a name that no other article has."""

GENERIC = 0.25
"""Weight of one that says little more than the kind of act does."""


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The word without umlauts and endings, to compare, not to read: "Erklärungen" -> "erklarung".

    What marks a participle or an infinitive written in small letters is left out: "gefordert" becomes "ford"
    as "fordert" does, "aufgefordert" and "aufzufordern" become "aufford".
    """
    folded = word.lower().translate(_FOLD)
    if word[:1].islower():
        separable = _SEPARABLE.match(folded)
        if separable:
            folded = separable[1] + folded[separable.end() :]
        elif folded.startswith("ge") and len(folded) > 6:
            folded = folded[2:]
    while len(folded) > 3:
        if len(folded) > 5 and folded[-2:] in ("em", "er", "nd"):
            folded = folded[:-2]
        elif len(folded) > 4 and folded[-1] in "esnt":
            folded = folded[:-1]
        else:
            break
    return folded


@cache
def _stop(language: str) -> frozenset[str]:
    table = lang.table("merge", language)
    return frozenset(word for line in table["stop"].values() for word in line.split())


@cache
def _synonyms(language: str) -> Mapping[str, str]:
    groups = lang.table("merge", language)["synonyms"]
    return {
        stem(written): "=" + name
        for name, line in groups.items()
        for word in line.split()
        for written in (word, word.capitalize())
    }


@cache
def _weights(language: str) -> Mapping[str, float]:
    table = lang.table("frequency", language)
    articles: int = table["articles"]
    unseen = math.log(2 * articles)
    seen = {word: int(count) for count, words in table["stems"].items() for word in words.split()}
    weights = {word: math.log(articles / count) / unseen for word, count in seen.items()}
    groups: dict[str, float] = {}
    for word, name in _synonyms(language).items():
        groups[name] = groups.get(name, 0.5) + seen.get(word, 0)
    generic = lang.table("merge", language)["generic"].split()
    return {
        **weights,
        **{
            name: min(MOST, max(SYNONYM, math.log(articles / count) / unseen))
            for name, count in groups.items()
        },
        **{"=" + name: GENERIC for name in generic},
    }


def weight(term: str, language: str = "de") -> float:
    """How much it says that two sentences share the term: 0 for a word of every article, 1 for a rare one."""
    return _weights(language).get(term, 1.0)


@cache
def _roles(language: str) -> tuple[str, ...]:
    return tuple(lang.table("merge", language)["role_endings"].split())


@lru_cache(maxsize=200_000)
def term_of(word: str, language: str = "de") -> str:
    """The stem of a content word, or the name of its synonyms; empty for words that say too little."""
    small = word.lower()
    if len(word) < 3 or small in _stop(language) or small.endswith(_roles(language)):
        return ""
    folded = stem(word)
    return _synonyms(language).get(folded, folded)


def terms(
    texts: Iterable[str], without: frozenset[str] = frozenset(), language: str = "de"
) -> dict[str, float]:
    """The content words of the texts with their weights, but for the stems in `without` (names of actors)."""
    found: dict[str, float] = {}
    for text in texts:
        for match in _WORD.finditer(text):
            word = match.group()
            if word[0].isdigit():
                continue
            term = term_of(word, language)
            if term and term not in without and term not in found:
                found[term] = weight(term, language)
    return found


def phrases(text: str, without: frozenset[str] = frozenset(), language: str = "de") -> frozenset[str]:
    """Neighbouring content words, two by two: that both sentences say "gute Nachricht" is no accident."""
    found = []
    before = ""
    for match in _WORD.finditer(text):
        word = match.group()
        term = "" if word[0].isdigit() else term_of(word, language)
        if term and term not in without:
            if before:
                found.append(f"{before} {term}")
            before = term
        elif len(word) > 3:
            before = ""
    return frozenset(found)


def roles(text: str, language: str = "de") -> frozenset[str]:
    """The offices that a text names, men's and women's alike: "die Finanzministerin" -> "finanzminister"."""
    endings = _roles(language)
    found = (match.group().lower() for match in _WORD.finditer(text) if match.group()[0].isupper())
    return frozenset(
        word.removesuffix("s").removesuffix("in")
        for word in found
        if word.removesuffix("s").endswith(endings)
    )


def counts(texts: Iterable[str], language: str = "de") -> dict[str, str]:
    """Figures with what they count, by the counted word's stem: "401 Stimmen" -> {"stimm": "401"}.

    Million and milliard belong to the figure; of "53 der 69 Stimmen" the first counts. Dates, times of day
    and years count nothing. A decimal belongs to the word before it: "Stärke 7,7".
    """
    found: dict[str, str] = {}
    dates, numbers, powers = _counting(language)
    for text in texts:
        words = _WORD.findall(text)
        for before, number in pairwise(words):
            if before[0].isupper() and _DECIMAL.fullmatch(number):
                found.setdefault(stem(before), number)
        for place, (number, after) in enumerate(pairwise(words)):
            figure = number if number[0].isdigit() else numbers.get(number.lower(), "")
            if not figure or not after[0].isupper():
                continue
            power = powers.get(after, "") if place + 2 < len(words) else ""
            counted = words[place + 2] if power else after
            if place > 1 and words[place - 1] in ("der", "von") and words[place - 2][0].isdigit():
                figure = words[place - 2]
            if counted[0].isupper() and stem(counted) not in dates:
                found.setdefault(stem(counted), f"{figure} {power}".rstrip())
    return found


@cache
def _counting(language: str) -> tuple[frozenset[str], Mapping[str, str], Mapping[str, str]]:
    """The stems of what is not counted, the small number words, and the words for a million and more."""
    table = lang.table("merge", language)
    numbers = {word: str(value) for value, words in table["numbers"].items() for word in words.split()}
    powers = {word: name for name, words in table["powers"].items() for word in words.split()}
    return frozenset(stem(word) for word in table["not_counted"].split()), numbers, powers
