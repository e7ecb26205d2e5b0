"""Finds the day of what a number of days is counted from: of the resignation in "zwei Tage nach dem Rücktritt"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.times.calendar import Interval
    from pipeline.times.tense import Clauses
    from pipeline.times.words import Tokens

_SHORTEST = 4  # letters of a stem
_REACH = 6  # tokens behind the preposition within which its noun begins
_BESIDE = (
    4  # tokens before a date within which its noun stands: "die Wahl am 3. Mai", "die Wahl war am 3. Mai"
)
_FOLD = str.maketrans("äöü", "aou")


class _Words(NamedTuple):
    verbs: dict[str, frozenset[str]]
    prefixes: tuple[str, ...]
    endings: tuple[str, ...]
    nouns: tuple[str, ...]
    happens: frozenset[str]


@cache
def _known(language: str) -> _Words:
    raw = table("happenings", language)
    prefixes = tuple(raw["words"]["prefixes"])
    endings = tuple(raw["words"]["endings"])
    bare = _Words({}, prefixes, endings, (), frozenset(raw["words"]["happens"]))
    verbs = {
        noun.lower(): frozenset(_stem(form, bare) for form in (noun, *forms))
        for noun, forms in raw["verbs"].items()
    }
    return bare._replace(verbs=verbs, nouns=tuple(sorted(verbs, key=len, reverse=True)))


def _stem(word: str, known: _Words) -> str:
    """Return what the forms of a verb and its noun have in common: abgestimmt, Abstimmung are "abstimm"."""
    stem = word.lower()
    for prefix in ("", *known.prefixes):
        if stem.startswith(prefix + "ge") and len(stem) > len(prefix) + 2 + _SHORTEST:
            stem = prefix + stem[len(prefix) + 2 :]
            break
    stem = stem.translate(_FOLD)
    for _ in range(3):
        for ending in known.endings:
            if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST:
                stem = stem[: -len(ending)]
                break
        else:
            break
    return stem


def noun_behind(token: int, words: list[str]) -> int | None:
    """Return the token of the noun that a preposition governs, the last of its first capitalised words; or None."""
    found = None
    for index in range(token + 1, min(token + 1 + _REACH, len(words))):
        if words[index][0].isupper():
            found = index
        elif found is not None or not words[index][0].isalpha():
            break
    return found


class Anchors:
    """The dated clauses of a text by the stems of their words.

    `dated` are token, token behind, and days of expressions, in the order of the text.
    """

    def __init__(
        self, dated: Iterable[tuple[int, int, Interval]], tokens: Tokens, clauses: Clauses, language: str
    ) -> None:
        self._known = _known(language)
        self._places: dict[str, list[tuple[int, Interval]]] = {}
        seen: dict[tuple[int, int], frozenset[str]] = {}
        for first, after, days in dated:
            clause = clauses.clause(first, after)
            if clause not in seen:
                seen[clause] = frozenset(self._stems(tokens.words[clause[0] : clause[1]]))
            beside = self._nouns(tokens.words[max(clause[0], first - _BESIDE) : first])
            for stem in seen[clause].union(beside):
                self._places.setdefault(stem, []).append((first, days))

    def _stems(self, clause: list[str]) -> Iterator[str]:
        """Yield the stems of a clause's verbs, and of its nouns where its verb says only that they happened."""
        known = self._known
        if not known.happens.isdisjoint(clause):
            yield from self._nouns(clause)
        apart = clause[-1] if clause and clause[-1] in known.prefixes else ""
        for word in clause:
            if len(word) > 2 and word[0].islower():
                yield _stem(word, known)
                if apart:
                    yield _stem(apart + word, known)

    def _nouns(self, words: list[str]) -> Iterator[str]:
        for word in words:
            if len(word) > 2 and word[0].isupper():
                yield from self._of_noun(word)

    def _of_noun(self, word: str) -> frozenset[str]:
        """Return the stems of a noun, of the verbs for it, and of its last part: Präsidentenwahl is a Wahl."""
        known = self._known
        lower = word.lower()
        for form in (lower, lower.removesuffix("es"), lower.removesuffix("s")):
            for noun in known.nouns:
                if form.endswith(noun):
                    return known.verbs[noun] if form == noun else known.verbs[noun] | {_stem(word, known)}
        return frozenset((_stem(word, known),))

    def days_of(self, noun: str, token: int) -> Interval | None:
        """Return the days of what a noun names: as told last before a token, else first behind it; None without."""
        before: tuple[int, Interval] | None = None
        behind: tuple[int, Interval] | None = None
        for stem in self._of_noun(noun):
            places = self._places.get(stem, [])
            index = bisect_right(places, token, key=lambda place: place[0])
            if index and (before is None or places[index - 1][0] > before[0]):
                before = places[index - 1]
            if index < len(places) and (behind is None or places[index][0] < behind[0]):
                behind = places[index]
        chosen = before or behind
        return chosen[1] if chosen else None
