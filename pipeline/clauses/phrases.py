"""Cut the words of a clause into noun phrases and prepositional phrases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.clauses.gender import gender, number_of
from pipeline.clauses.reader import ADJECTIVE_ENDINGS
from pipeline.clauses.records import Phrase, PhraseRole
from pipeline.clauses.words import (
    ADVERB,
    CONTRACTED,
    COORDINATOR,
    DETERMINER,
    MARK,
    NUMBER,
    PREPOSITION,
    PRONOUN,
    REFLEXIVE,
    RELATIVE,
    Words,
)
from pipeline.lang import table
from pipeline.lang.acts import is_act, noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.clauses.reader import Attribute

CONTRACTIONS = {
    "am": "an", "im": "in", "zum": "zu", "zur": "zu", "beim": "bei", "vom": "von", "ins": "in", "ans": "an",
    "aufs": "auf", "fürs": "für", "ums": "um", "durchs": "durch", "übers": "über", "unters": "unter",
    "hinterm": "hinter", "überm": "über", "vors": "vor",
}  # fmt: skip
_COMPARING = frozenset({"als", "wie"})
_BEHIND = frozenset({"zufolge", "zuliebe", "zugunsten"})
_LINKS = frozenset(
    ["van", "de", "del", "di", "el", "al", "as", "bin", "bint", "ibn", "da", "du", "le", "la", "dos"]
)
_ARTICLES = frozenset({"der", "den", "dem"})
_INDEFINITE = ("ein", "eine", "einen", "einem", "einer")
_PRONOMINAL = frozenset(
    {"einer", "eine", "eines", "keiner", "jeder", "viele", "einige", "mehrere", "zwei", "drei", "vier"}
)
_PARTITIVE = frozenset({"der", "dieser", "seiner", "ihrer", "unserer", "jener"})
_MASCULINE = ("der", "dieser", "jener", "jeder", "anderer")
_FEMININE_OR_PLURAL = frozenset(["die", "diese", "jene", "seine", "ihre", "keine", "meine", "unsere"])
_PLURAL_ENDS = ("en", "eln", "ern")
_QUANTIFIERS = ("ande", "beid", "viel", "weni", "eini", "zahl", "solc")
_QUOTES = frozenset('„“”"»«‚‘')
_YEAR = 4
_GENITIVE_LOOK = 6
_MOST_ADJECTIVES = 16
"""Numbers and adjectives before a noun; a longer row is none, and reading on would make rows cost their square."""


@dataclass(slots=True)
class Found:
    """A phrase in the making: the places of its first and last words.

    `joined` is the number of the conjunct or apposition before it, or -1; `listed` says that "und" joins it.
    """

    first: int
    last: int
    preposition: str
    cases: str
    number: str
    pronoun: bool
    joined: int = -1
    listed: bool = False
    role: PhraseRole = "object"


@cache
def words_of(name: str) -> frozenset[str]:
    """Give one of the word lists of `clauses.toml` as a set."""
    return frozenset(table("clauses")[name])


@cache
def _cases() -> dict[str, str]:
    cases: dict[str, str] = table("clauses")["cases"]
    return cases


def as_phrase(words: Words, one: Found) -> Phrase:
    """Give the finished record of a phrase."""
    return Phrase(words.start[one.first], words.end[one.last], one.preposition, one.cases, one.role)


def phrases(
    words: Words,
    places: list[int],
    taken: set[int],
    attributes: Mapping[int, Attribute],
    *,
    second: int = -1,
    pronoun: int = -1,
) -> list[Found]:
    """List the phrases of a clause; `taken` are the places of its verbs, `attributes` go by their determiner.

    `second` is the place of the finite verb of a main clause: before it stands one phrase with all its
    genitives. `pronoun` is the place of a relative pronoun, which is no article.
    """
    return Chunker(words, places, taken, attributes, (second, pronoun)).phrases()


class Chunker:
    """Reads the phrases of one clause, from left to right."""

    __slots__ = ("attributes", "places", "pronoun", "second", "taken", "words")

    def __init__(
        self,
        words: Words,
        places: list[int],
        taken: set[int],
        attributes: Mapping[int, Attribute],
        landmarks: tuple[int, int],
    ) -> None:
        self.words = words
        self.places = places
        self.taken = taken
        self.attributes = attributes
        self.second, self.pronoun = landmarks

    def phrases(self) -> list[Found]:
        """List the phrases in order."""
        words, places = self.words, self.places
        found: list[Found] = []
        number = 0
        preposition = joining = ""
        contracted = False
        while number < len(places):
            place = places[number]
            bits = words.bits[place]
            low = words.low[place]
            if bits & MARK or place in self.taken or (bits & REFLEXIVE and low == "sich"):
                preposition, contracted, joining = "", False, ""
                number += 1
                continue
            if bits & COORDINATOR:
                joining = low if found and found[-1].last == place - 1 else ""
                preposition = ""
                number += 1
                continue
            if bits & PREPOSITION or low in _COMPARING:
                preposition = CONTRACTIONS.get(low, low)
                contracted = bool(bits & CONTRACTED)
                joining = ""
                number += 1
                continue
            one, end = self._noun_phrase(number, contracted)
            if one is None:
                if not bits & (ADVERB | NUMBER):
                    preposition = ""
                joining, contracted = "", False
                number += 1
                continue
            one.preposition = preposition or self._postposition(end)
            one.listed = bool(joining)
            if not one.preposition and found:
                comma = place == found[-1].last + 2 and words.text[place - 1] == ","
                agreed = "".join(case for case in one.cases if case in found[-1].cases)
                if joining or (comma and not one.pronoun and agreed):
                    one.cases = agreed or one.cases
                    one.joined = len(found) - 1
                    one.preposition = found[-1].preposition
            if one.preposition:
                one.role = "predicative" if one.preposition in _COMPARING else "prepositional"
            found.append(one)
            preposition, contracted, joining = "", False, ""
            number = end + 1
        return found

    def _postposition(self, end: int) -> str:
        """Give the preposition that stands behind the phrase: "Angaben zufolge", "seiner Meinung nach"."""
        if not self._next(end):
            return ""
        place = self.places[end + 1]
        low = self.words.low[place]
        if low not in _BEHIND and not (low == "nach" and self._closes(end + 1)):
            return ""
        self.taken = self.taken | {place}
        return low

    def _closes(self, number: int) -> bool:
        """Say whether no noun phrase follows."""
        if not self._next(number):
            return True
        place = self.places[number + 1]
        return bool(self.words.finite[place] or self.words.bits[place] & ADVERB)

    def _next(self, number: int) -> bool:
        """Say whether the next place stands right behind this one, but for a quotation mark, and is free."""
        places = self.places
        if number + 1 >= len(places) or places[number + 1] in self.taken:
            return False
        gap = places[number + 1] - places[number]
        return gap == 1 or (gap == 2 and self.words.text[places[number] + 1] in _QUOTES)

    def _noun_phrase(self, number: int, contracted: bool) -> tuple[Found | None, int]:
        """Read the noun phrase that begins here: (the phrase or None, the number of its last place)."""
        words, places = self.words, self.places
        begin = number
        place = places[begin]
        bits = words.bits[place]
        low = words.low[place]
        determined = bool(bits & DETERMINER) and not words.noun[place] and place != self.pronoun
        count = "sg" if low in words_of("singular") else ("pl" if low in words_of("plural") else "")
        alone = Found(place, place, "", _cases().get(low, "nad"), count, True)
        if not determined:
            if bits & (PRONOUN | RELATIVE) and not words.noun[place]:
                return alone, begin
            cases, count = "d" if contracted else "nad", ""
        else:
            cases = alone.cases
            if place in self.attributes:
                number = self._number_of(self.attributes[place].participle, number)
            if not self._next(number):
                return (alone if bits & (PRONOUN | RELATIVE) else None), begin
            number += 1
            if low in _PRONOMINAL and words.low[places[number]] in _PARTITIVE and self._next(number):
                end = self._adjectives(number + 1, True)
                if end >= 0:
                    last = self._nouns(end, True)
                    return Found(
                        place, places[last], "", "ngd" if low == "einer" else cases, count, False
                    ), last
        end = self._adjectives(number, determined or contracted)
        if end < 0:
            return self._without_noun(alone, begin, number)
        if not determined and not contracted and end > number:
            cases = self._bare_cases(places[number])
        if bits & NUMBER:
            count = "pl"
        head = words.text[places[end]]
        if determined and low in _MASCULINE:
            cases = {"f": "gd", "m": "n"}.get(gender(head), "ngd")
        elif determined and low == "ein" and gender(head) == "m":
            cases = "n"
        count = count or number_of(head)
        if not count and low in _FEMININE_OR_PLURAL and head.endswith(_PLURAL_ENDS):
            count = "pl"
        last = self._nouns(end, determined)
        return Found(place, places[last], "", cases, count, False), last

    def _without_noun(self, alone: Found, begin: int, number: int) -> tuple[Found | None, int]:
        """Read a determiner without a noun: a pronoun ("das"), or an adjective for a noun ("eine zweite")."""
        words = self.words
        bits = words.bits[alone.first]
        if bits & DETERMINER and number > begin:
            place = self.places[number]
            if words.low[place][:4] in _QUANTIFIERS or words.low[place] == "meisten":
                alone.last, alone.pronoun = place, False
                return alone, number
        if bits & DETERMINER and words.low[alone.first] in _INDEFINITE and number > begin:
            place = self.places[number]
            if (
                words.low[place].endswith(ADJECTIVE_ENDINGS)
                and not words.bits[place] & (PREPOSITION | ADVERB)
                and not words.finite[place]
            ):
                alone.last, alone.pronoun = place, False
                return alone, number
        if bits & DETERMINER and bits & (PRONOUN | RELATIVE):
            return alone, begin
        return None, begin

    def _bare_cases(self, place: int) -> str:
        """Give the cases that the adjective of a phrase without determiner allows."""
        if self.words.noun[place] or self.words.bits[place] & NUMBER:
            return "nad"
        low = self.words.low[place]
        return "d" if low.endswith("em") else ("ad" if low.endswith("en") else "nad")

    def _number_of(self, place: int, number: int) -> int:
        """Find the number of a place from `number` on."""
        for step in range(number, len(self.places)):
            if self.places[step] == place:
                return step
        return number

    def _adjectives(self, number: int, determined: bool) -> int:
        """Give the number of the noun after adjectives and numerals, or -1."""
        start = number
        while True:
            place = self.places[number]
            if self.words.noun[place]:
                return self._truncated(number)
            if not self._adjective(place, determined, number == start) or not self._next(number):
                return -1
            number += 1
            if number - start > _MOST_ADJECTIVES:
                return -1

    def _truncated(self, number: int) -> int:
        """Go on from the first part of a shortened compound: "Staats- und Regierungschefs"."""
        if not self.words.text[self.places[number]].endswith("-") or not self._next(number):
            return number
        following = self.places[number + 1]
        if self.words.bits[following] & COORDINATOR and self._next(number + 1):
            return number + 2 if self.words.noun[self.places[number + 2]] else number
        return number

    def _adjective(self, place: int, determined: bool, first: bool) -> bool:
        """Say whether a word can stand before the noun of a phrase."""
        words = self.words
        bits = words.bits[place]
        low = words.low[place]
        if bits & NUMBER:
            return True
        if bits & (PREPOSITION | MARK | PRONOUN | REFLEXIVE):
            return False
        if bits & COORDINATOR:
            return not first and low in ("und", "oder", "bzw")
        if bits & DETERMINER:
            quantifier = low in words_of("plural") or low[:4] in _QUANTIFIERS
            return quantifier and (determined or not first)
        if bits & ADVERB:
            return determined or not first
        if low.endswith(ADJECTIVE_ENDINGS):
            return not words.finite[place] or determined or not first
        return determined and not words.finite[place]

    def _nouns(self, number: int, determined: bool) -> int:
        """Give the number of the last place of a run of nouns, with their names, numbers and genitives."""
        words, places = self.words, self.places
        while self._next(number):
            step = self._longer(number, determined)
            if step <= number:
                break
            number = step
        while words.low[places[number]] in _ARTICLES or words.bits[places[number]] & COORDINATOR:
            number -= 1
        return number

    def _longer(self, number: int, determined: bool) -> int:
        """Give the number to which a noun phrase goes on from its noun at `number`, or -1."""
        words, places = self.words, self.places
        here = words.text[places[number]]
        following = places[number + 1]
        bits = words.bits[following]
        low = words.low[following]
        timely = here in words_of("times")
        if words.noun[following]:
            other = timely and words.text[following] not in words_of("times")
            event = not determined and is_act(words.text[following]) and not is_act(here)
            union = determined and here.isupper() and here.lower() in words_of("unions")
            return -1 if other or event or union else number + 1
        if bits & NUMBER:
            return number + 1 if timely or (len(low) == _YEAR and low.isdigit()) else -1
        after = self._next(number + 1)
        if low in _LINKS:
            return number + 2 if after and words.noun[places[number + 2]] else -1
        if low == "von":
            named = not determined or "holder" in classes(here)
            return number + 3 if named and self._of_name(number) else -1
        if bits & DETERMINER:
            if timely or not after or not self._genitive(number, low):
                return -1
            return self._adjectives(number + 2, True)
        plain = low.endswith("er") and not bits and not timely and not words.finite[following]
        return number + 2 if plain and after and words.noun[places[number + 2]] else -1

    def _of_name(self, number: int) -> bool:
        """Recognise "von der" and a noun after a name or title: "Ursula von der Leyen"."""
        if not self._next(number + 1) or self.words.low[self.places[number + 2]] not in _ARTICLES:
            return False
        return self._next(number + 2) and self.words.noun[self.places[number + 3]]

    def _genitive(self, number: int, low: str) -> bool:
        """Say whether a determiner after a noun opens its genitive: "der Chef des Bundes", "die Wahl der Kanzlerin"."""
        if low in words_of("genitives"):
            return True
        if low != "der" or self.words.text[self.places[number]].isupper():
            return False
        for step in range(number + 2, min(number + _GENITIVE_LOOK, len(self.places))):
            place = self.places[step]
            if self.words.noun[place]:
                return place < self.second or gender(self.words.text[place]) != "m"
        return False


def classes(word: str) -> tuple[str, ...]:
    """Give the classes of a noun in the lexicon."""
    entry = noun(word)
    return entry.classes if entry is not None else ()
