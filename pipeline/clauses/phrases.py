"""Cut the words of a clause into noun phrases and prepositional phrases, and guess what each is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

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
from pipeline.lang.acts import noun as act_noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.clauses.segments import Attribute
    from pipeline.lang.verbs import Verb

CONTRACTIONS = {
    "am": "an", "im": "in", "zum": "zu", "zur": "zu", "beim": "bei", "vom": "von", "ins": "in", "ans": "an",
    "aufs": "auf", "fürs": "für", "ums": "um", "durchs": "durch", "übers": "über", "unters": "unter",
    "hinterm": "hinter", "überm": "über", "vors": "vor",
}  # fmt: skip
_COMPARING = frozenset({"als", "wie"})
_LINKS = frozenset(
    {
        "von",
        "van",
        "de",
        "del",
        "di",
        "el",
        "al",
        "as",
        "bin",
        "bint",
        "ibn",
        "da",
        "du",
        "le",
        "la",
        "dos",
        "zu",
    }
)
_AGENTIVE = frozenset({"statement", "demand", "proposal", "rejection", "agreement", "decision"})
_COPULAS = frozenset({"sein", "werden", "bleiben", "heißen"})
_QUOTES = frozenset('„“”"»«‚‘')
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")


@dataclass(slots=True)
class Found:
    """A phrase in the making: the places of its first and last words; `joined` is the conjunct before it, or -1."""

    first: int
    last: int
    preposition: str
    cases: str
    number: str
    pronoun: bool
    joined: int
    listed: bool
    role: PhraseRole = "object"


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(table("clauses")[name])


@cache
def _cases() -> dict[str, str]:
    cases: dict[str, str] = table("clauses")["cases"]
    return cases


class Chunker:
    """Reads the phrases of one clause, from left to right."""

    __slots__ = ("attributes", "places", "second", "taken", "words")

    def __init__(
        self,
        words: Words,
        places: list[int],
        taken: set[int],
        attributes: Mapping[int, Attribute],
        second: int,
    ) -> None:
        self.second = second
        self.words = words
        self.places = places
        self.taken = taken
        self.attributes = attributes

    def phrases(self) -> list[Found]:
        """List the phrases in order."""
        words, places = self.words, self.places
        found: list[Found] = []
        number = 0
        preposition = ""
        contracted = False
        joining = ""
        while number < len(places):
            place = places[number]
            bits = words.bits[place]
            low = words.low[place]
            if bits & MARK or place in self.taken or bits & REFLEXIVE and low == "sich":
                preposition, contracted, joining = "", False, ""
                number += 1
                continue
            if bits & COORDINATOR and not bits & DETERMINER:
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
            end, cases, count, pronoun = self._noun_phrase(number, contracted)
            if end < 0:
                if not bits & (ADVERB | NUMBER):
                    preposition = ""
                joining = ""
                number += 1
                contracted = False
                continue
            after = self._postposition(end) if not preposition else ""
            if after:
                preposition = after
                self.taken = self.taken | {places[end + 1]}
            joined = -1
            if not preposition and found:
                after_comma = place == found[-1].last + 2 and words.text[place - 1] == ","
                if joining or after_comma and not pronoun:
                    joined = len(found) - 1
                    preposition = found[-1].preposition
            found.append(Found(place, places[end], preposition, cases, count, pronoun, joined, bool(joining)))
            if preposition in _COMPARING:
                found[-1].role = "predicative"
            elif preposition:
                found[-1].role = "prepositional"
            preposition, contracted, joining = "", False, ""
            number = end + 1
        return found

    def _postposition(self, end: int) -> str:
        """Give the preposition that stands behind the phrase: "Angaben zufolge", "seiner Meinung nach"."""
        if not self._next(end):
            return ""
        low = self.words.low[self.places[end + 1]]
        if low in ("zufolge", "zuliebe", "zugunsten") or low == "nach" and self._closes(end + 1):
            return low
        return ""

    def _closes(self, number: int) -> bool:
        """Say whether no noun phrase follows."""
        return not self._next(number) or bool(
            self.words.finite[self.places[number + 1]] or self.words.bits[self.places[number + 1]] & ADVERB
        )

    def _next(self, number: int) -> bool:
        """Say whether the next place stands right behind this one, and is free."""
        places = self.places
        if number + 1 >= len(places) or places[number + 1] in self.taken:
            return False
        gap = places[number + 1] - places[number]
        return gap == 1 or gap == 2 and self.words.text[places[number] + 1] in _QUOTES

    def _noun_phrase(self, number: int, contracted: bool) -> tuple[int, str, str, bool]:
        """Read the noun phrase that begins here: (number of its last place or -1, cases, number, is a pronoun)."""
        words, places = self.words, self.places
        place = places[number]
        low = words.low[place]
        bits = words.bits[place]
        cases = "d" if contracted else "nad"
        count = ""
        begin = number
        determiner = bool(bits & DETERMINER) and not words.noun[place]
        if determiner:
            cases = _cases().get(low, "nad")
            count = "sg" if low in _words_of("singular") else ("pl" if low in _words_of("plural") else "")
            if place in self.attributes:
                number = self._number_of(self.attributes[place].participle, number)
            if not self._next(number):
                return (begin, cases, count, True) if bits & (PRONOUN | RELATIVE) else (-1, "", "", False)
            number += 1
        elif bits & (PRONOUN | RELATIVE) and not words.noun[place]:
            return begin, _cases().get(low, "nad"), "sg" if low in _words_of("singular") else "", True
        end = self._adjectives(number, determiner or contracted)
        if end < 0:
            if determiner and bits & (PRONOUN | RELATIVE):
                return begin, cases, count, True
            if determiner and low in ("ein", "eine", "einen", "einem", "einer") and number > begin:
                return (
                    (number, cases, count, False)
                    if words.low[places[number]].endswith(_ADJECTIVE_ENDINGS)
                    and not words.bits[places[number]] & (PREPOSITION | ADVERB)
                    and not words.finite[places[number]]
                    else (-1, "", "", False)
                )
            return -1, "", "", False
        if not determiner and not contracted and end > number:
            first = words.low[places[number]]
            if not words.noun[places[number]] and not words.bits[places[number]] & NUMBER:
                cases = "d" if first.endswith("em") else ("ad" if first.endswith("en") else "nad")
        if words.bits[places[begin]] & NUMBER:
            count = "pl"
        if determiner and low in ("der", "dieser", "jener", "jeder", "anderer"):
            guess = gender(words.text[places[end]])
            cases = "gd" if guess == "f" else ("n" if guess == "m" else "ngd")
        last = self._nouns(end)
        return last, cases, count or _count(words.text[places[end]]), False

    def _number_of(self, place: int, number: int) -> int:
        """Find the number of a place from `number` on."""
        for step in range(number, len(self.places)):
            if self.places[step] == place:
                return step
        return number

    def _adjectives(self, number: int, determined: bool) -> int:
        """Give the number of the noun after adjectives and numerals, or -1."""
        words, places = self.words, self.places
        start = number
        while True:
            place = places[number]
            if words.noun[place]:
                if (
                    words.text[place].endswith("-")
                    and self._next(number)
                    and words.bits[places[number + 1]] & COORDINATOR
                ):
                    if self._next(number + 1) and words.noun[places[number + 2]]:
                        return number + 2
                return number
            bits = words.bits[place]
            low = words.low[place]
            if bits & (PREPOSITION | MARK | PRONOUN | REFLEXIVE) and not (bits & NUMBER):
                return -1
            if bits & COORDINATOR:
                if number == start or not low in ("und", "oder", "bzw"):
                    return -1
            elif bits & DETERMINER:
                if number == start and determined is False:
                    return -1
                if low not in _words_of("plural") and low[:4] not in (
                    "ande",
                    "beid",
                    "viel",
                    "weni",
                    "eini",
                    "zahl",
                    "solc",
                ):
                    return -1
            elif not bits & (NUMBER | ADVERB):
                if (
                    not low.endswith(_ADJECTIVE_ENDINGS)
                    and not words.text[place][0].isupper()
                    and not determined
                ):
                    return -1
                if words.finite[place] and not determined and number == start:
                    return -1
                if not low.endswith(_ADJECTIVE_ENDINGS) and words.finite[place]:
                    return -1
            elif bits & ADVERB and number == start and not determined:
                return -1
            if not self._next(number):
                return -1
            number += 1

    def _nouns(self, number: int) -> int:
        """Give the number of the last place of a run of nouns, with their names, numbers and genitives."""
        words, places = self.words, self.places
        times = _words_of("times")
        while self._next(number):
            place = places[number]
            following = places[number + 1]
            bits = words.bits[following]
            low = words.low[following]
            here = words.text[place]
            if words.noun[following]:
                if here in times and words.text[following] not in times:
                    break
                if _is_act(words.text[following]) and not _is_act(here):
                    break
                number += 1
            elif bits & NUMBER:
                if here not in times and not (len(low) == 4 and low.isdigit()):
                    break
                number += 1
            elif (
                low in _LINKS
                and self._next(number + 1)
                and (
                    words.noun[places[number + 2]]
                    and low not in ("von", "zu")
                    or words.low[places[number + 2]] in ("der", "den", "dem")
                    and low in ("von", "van")
                )
            ):
                number += 2
            elif words.low[place] in ("der", "den", "dem") and words.noun[following]:
                number += 1
            elif bits & DETERMINER and here not in times and self._genitive(number, low):
                end = self._adjectives(number + 2, True) if self._next(number + 1) else -1
                if end < 0:
                    break
                number = end
            elif (
                low.endswith("er")
                and not bits
                and here not in times
                and not words.finite[following]
                and self._next(number + 1)
                and words.noun[places[number + 2]]
            ):
                number += 2
            else:
                break
        while words.low[places[number]] in ("der", "den", "dem", "und"):
            number -= 1
        return number

    def _genitive(self, number: int, low: str) -> bool:
        """Say whether a determiner after a noun opens its genitive: "der Chef des Bundes", not "der Minister" after a time."""
        if low in _words_of("genitives"):
            return True
        if low != "der" or not self._next(number + 1):
            return False
        for step in range(2, 6):
            if number + step >= len(self.places):
                return False
            place = self.places[number + step]
            if self.words.noun[place]:
                return place < self.second or gender(self.words.text[place]) != "m"
        return False


def phrases(
    words: Words, places: list[int], taken: set[int], attributes: Mapping[int, Attribute], second: int = -1
) -> list[Found]:
    """List the phrases of a clause; `taken` are the places of its verbs, `attributes` go by their determiner.

    `second` is the place of the finite verb of a main clause: before it stands one phrase with all its genitives.
    """
    return Chunker(words, places, taken, attributes, second).phrases()


def choose_subject(
    words: Words, found: list[Found], finite: int, number: str, final: bool, verb: Verb | None
) -> int:
    """Choose the phrase that is most likely the subject, and give all phrases their roles; -1 for none.

    `verb` is the verb of the predicate, None in the passive. Forms decide first, then the place; an act ("die
    Forderung") rather is what is said or decided than who says it.
    """
    agent = verb is not None and verb.kind in _AGENTIVE
    best, best_score = -1, 0.0
    first_behind = next((index for index, one in enumerate(found) if one.first > finite), -1)
    for index, one in enumerate(found):
        if one.preposition or "n" not in one.cases or one.joined >= 0 or _is_time(words, one):
            continue
        score = 10.0 - 0.3 * index
        if one.cases == "n":
            score += 4
        elif one.cases == "ngd":
            score += 1
        count = "pl" if _listed(found, index) else one.number
        if count and number:
            score += 1 if count == number else -6
        elif number == "pl" and _is_name(words, one):
            score -= 3
        if agent and not one.pronoun and _is_act(words.text[one.last]):
            score -= 3
        if final:
            if index == 0:
                score += 1
        elif one.first < finite:
            score += 3
        elif index == first_behind:
            score += 1.5
        if score > best_score:
            best, best_score = index, score
    for index, one in enumerate(found):
        if index == best or one.joined >= 0 and not one.preposition and found[one.joined].role == "subject":
            one.role = "subject"
        elif one.role != "object":
            continue
        elif one.cases == "g":
            one.role = "genitive"
        elif (
            verb is not None
            and verb.lemma in _COPULAS
            and best >= 0
            and "n" in one.cases
            and not _is_time(words, one)
        ):
            one.role = "predicative"
    return best


def _listed(found: list[Found], index: int) -> bool:
    """Say whether a phrase has conjuncts with "und", so that together they are a plural."""
    for number in range(index + 1, len(found)):
        if found[number].joined != number - 1:
            return False
        if found[number].listed:
            return True
    return False


def _is_act(word: str) -> bool:
    entry = act_noun(word)
    return entry is not None and bool(entry.kind)


def _count(noun: str) -> str:
    """Tell the number of a noun by its end, where that tells it."""
    if noun.endswith(("ung", "heit", "keit", "schaft", "tät", "ion")):
        return "sg"
    return "pl" if noun.endswith(("ungen", "heiten", "keiten", "schaften", "täten", "ionen", "innen")) else ""


@lru_cache(maxsize=16384)
def gender(noun: str) -> str:
    """Guess the gender of a noun by its end: "m", "f" or empty."""
    low = noun.lower()
    if low.endswith(tuple(_words_of("feminine"))):
        return "f"
    return "m" if low.endswith(tuple(_words_of("masculine"))) else ""


def as_phrase(words: Words, one: Found) -> Phrase:
    """Give the finished record of a phrase."""
    return Phrase(words.start[one.first], words.end[one.last], one.preposition, one.cases, one.role)


def _is_name(words: Words, one: Found) -> bool:
    """Say whether a phrase is a single bare word, most likely a name."""
    return (
        one.first == one.last
        and words.noun[one.first]
        and not words.text[one.first].endswith(("e", "en", "er", "n", "s"))
    )


def _is_time(words: Words, one: Found) -> bool:
    times = _words_of("times")
    return not one.pronoun and (
        words.text[one.last] in times
        or words.text[one.first] in times
        or words.bits[one.last] & NUMBER != 0
        and words.text[one.last - 1] in times
    )
