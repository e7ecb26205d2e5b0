"""Cut the words of a clause into noun phrases and prepositional phrases, and guess what each is."""

from __future__ import annotations

from functools import cache

from pipeline.clauses.records import Phrase, PhraseRole
from pipeline.clauses.words import (
    CONTRACTED,
    DETERMINER,
    MARK,
    NUMBER,
    PREPOSITION,
    PRONOUN,
    REFLEXIVE,
    Words,
)
from pipeline.lang import table

CONTRACTIONS = {
    "am": "an", "im": "in", "zum": "zu", "zur": "zu", "beim": "bei", "vom": "von", "ins": "in", "ans": "an",
    "aufs": "auf", "fürs": "für", "ums": "um", "durchs": "durch", "übers": "über", "unters": "unter",
    "hinterm": "hinter", "überm": "über", "vors": "vor",
}  # fmt: skip
_TIMES = frozenset(
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Sonnabend Januar Jänner Februar März April Mai Juni Juli "
    "August September Oktober November Dezember Tag Tage Tagen Woche Wochen Monat Monate Monaten Jahr Jahre Jahren Abend "
    "Morgen Mittag Nacht Nachmittag Vormittag Wochenende Uhr Mitternacht Sommer Winter Frühjahr Herbst".split()
)
_NAME_LINKS = frozenset({"von", "der", "van", "de", "den", "el", "al", "bin", "ibn", "da", "du", "le", "la", "zu", "und"})


@cache
def _cases() -> dict[str, str]:
    cases: dict[str, str] = table("clauses")["cases"]
    return cases


def phrases(words: Words, places: list[int], taken: set[int]) -> list[tuple[Phrase, int, int]]:
    """List the phrases of a clause in order, with the places of their first and last words.

    `taken` are the places of the verbal complex and its particles. All roles are "object" or "prepositional"
    until `with_subject` has chosen the subject.
    """
    found: list[tuple[Phrase, int, int]] = []
    cases = _cases()
    count = len(places)
    number = 0
    preposition = ""
    while number < count:
        place = places[number]
        bits = words.bits[place]
        if bits & MARK or place in taken:
            preposition = ""
            number += 1
            continue
        if bits & PREPOSITION and not words.upper[place] or bits & PREPOSITION and words.low[place] != words.text[place]:
            preposition = CONTRACTIONS.get(words.low[place], words.low[place])
            number += 1
            if not bits & CONTRACTED:
                continue
            begin = number
            case = "d"
        elif bits & REFLEXIVE:
            number += 1
            continue
        elif bits & PRONOUN and not _starts_noun(words, places, number):
            found.append(_phrase(words, place, place, preposition, cases.get(words.low[place], "nad")))
            preposition = ""
            number += 1
            continue
        else:
            begin = number
            case = cases.get(words.low[place], "nad") if bits & DETERMINER else "nad"
        end = _noun_end(words, places, begin, taken)
        if end < 0:
            number = max(begin, number) + (0 if bits & CONTRACTED else 1)
            continue
        found.append(_phrase(words, places[begin], places[end], preposition, case))
        number = end + 1
        if not _coordinated(words, places, number):
            preposition = ""
        else:
            number += 1
    return found


def _coordinated(words: Words, places: list[int], number: int) -> bool:
    """Say whether "und" or a comma and another noun phrase follow: it shares the preposition."""
    if number >= len(places):
        return False
    return words.low[places[number]] in ("und", "oder", "sowie")


def _phrase(words: Words, first: int, last: int, preposition: str, cases: str) -> tuple[Phrase, int, int]:
    role: PhraseRole = "prepositional" if preposition else "object"
    return Phrase(words.start[first], words.end[last], preposition, cases, role), first, last


def _starts_noun(words: Words, places: list[int], number: int) -> bool:
    """Say whether a word that is pronoun or determiner has a noun of its own here."""
    if not words.bits[places[number]] & DETERMINER:
        return False
    for step in range(1, 5):
        if number + step >= len(places) or places[number + step] != places[number] + step:
            return False
        following = places[number + step]
        if words.upper[following]:
            return True
        if words.bits[following] & (PREPOSITION | PRONOUN | MARK) or words.finite[following]:
            return False
        if not words.low[following].endswith(("e", "en", "er", "es", "em")) and not words.bits[following] & NUMBER:
            return False
    return False


def _noun_end(words: Words, places: list[int], begin: int, taken: set[int]) -> int:
    """Give the number of the last place of the noun phrase that begins here; -1 where there is none."""
    count = len(places)
    number = begin
    last = -1
    while number < count:
        place = places[number]
        if place in taken or (number > begin and place != places[number - 1] + 1):
            break
        bits = words.bits[place]
        if words.upper[place] and not bits & (PREPOSITION | DETERMINER):
            if last >= 0 and words.text[places[last]] in _TIMES and not words.text[place] in _TIMES:
                break
            last = number
        elif bits & MARK:
            break
        elif last < 0:
            if bits & DETERMINER:
                if number > begin:
                    break
            elif bits & (PREPOSITION | PRONOUN) and number == begin:
                break
            elif bits & NUMBER or words.low[place].endswith(("e", "en", "er", "es", "em", "sten", "zig", "zehn")):
                if words.finite[place] and number == begin:
                    break
            elif bits & PREPOSITION:
                pass
            else:
                if number == begin:
                    break
        elif bits & NUMBER:
            last = number
        elif words.low[place] in ("des", "der", "eines", "einer") and _genitive(words, places, number, last):
            pass
        elif words.low[place] in _NAME_LINKS and number + 1 < count and _name_link(words, places, number):
            pass
        elif words.low[place].endswith(("en", "er")) and number + 1 < count and words.low[places[number - 1]] in (
            "des", "der", "eines", "einer",
        ):
            pass
        else:
            break
        number += 1
    return last


def _genitive(words: Words, places: list[int], number: int, last: int) -> bool:
    """Say whether "des" or "der" goes on a noun phrase: "der Chef des Bundes", not "am Montag der Minister"."""
    if number != last + 1 or number + 1 >= len(places):
        return False
    noun = words.text[places[last]]
    if noun in _TIMES:
        return False
    if words.low[places[number]] in ("des", "eines"):
        return True
    following = words.text[places[number + 1]]
    return not following.endswith(("minister", "Minister", "kanzler", "Kanzler", "präsident", "Präsident", "chef", "Chef", "sprecher", "Sprecher"))


def _name_link(words: Words, places: list[int], number: int) -> bool:
    """Say whether a small word stands inside a name: "Alexander Van der Bellen", "Ursula von der Leyen"."""
    low = words.low[places[number]]
    before = words.text[places[number - 1]]
    if low in ("und", "der", "den", "zu", "da", "la") and before not in ("von", "van", "Van"):
        return False
    nxt = places[number + 1]
    if low == "von":
        return words.low[nxt] == "der" and words.upper[places[number - 1]]
    return words.upper[nxt]


def with_subject(
    found: list[tuple[Phrase, int, int]], words: Words, finite: int, number: str, final: bool
) -> tuple[list[Phrase], int]:
    """Choose the subject: (the phrases with their roles, the index of the subject or -1)."""
    best = -1
    possible = [
        index
        for index, (phrase, first, last) in enumerate(found)
        if not phrase.preposition and "n" in phrase.cases and not _time(words, first, last)
    ]
    if possible:
        best = possible[0]
        if not final and finite >= 0:
            ahead = [index for index in possible if found[index][1] < finite]
            behind = [index for index in possible if found[index][1] > finite]
            if ahead:
                best = ahead[0]
                sure = [index for index in behind if found[index][0].cases == "n"]
                if sure and found[best][0].cases != "n":
                    best = sure[0]
            elif behind:
                best = behind[0]
    chosen = []
    for index, (phrase, first, last) in enumerate(found):
        if index == best:
            chosen.append(Phrase(phrase.start, phrase.end, phrase.preposition, phrase.cases, "subject"))
        elif not phrase.preposition and phrase.cases == "g":
            chosen.append(Phrase(phrase.start, phrase.end, phrase.preposition, phrase.cases, "genitive"))
        else:
            chosen.append(phrase)
    return chosen, best


def _time(words: Words, first: int, last: int) -> bool:
    return words.text[last] in _TIMES or words.text[first].endswith("tag") and first == last
