"""Part predicates that share a verb where each has a time of its own: "wurde 1972 eingeführt und 1993 abgeändert"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.clauses.drafts import Draft
from pipeline.clauses.phrases import words_of
from pipeline.clauses.words import ADVERB, CONTRACTED, COORDINATOR, DETERMINER, NUMBER, PARTICLE, PREPOSITION
from pipeline.lang.verbs import AUXILIARIES, MODALS

if TYPE_CHECKING:
    from pipeline.clauses.reader import Reader
    from pipeline.clauses.words import Words

_YEAR = 4
_LOOK = 5
_SHORTEST = 2
_TAIL = frozenset({"werden", "worden", "sein", "haben"})


def dated_apart(words: Words, reader: Reader, draft: Draft) -> list[Draft]:
    """Cut a draft before each conjunct that has a time of its own; its parts share subject and verbs."""
    if draft.finite < 0 or words.joints.isdisjoint(draft.words) or draft.finite not in draft.words:
        return [draft]
    tied = words.finite[draft.finite][0].lemma in AUXILIARIES | MODALS
    found = [draft]
    number = 1
    while number < len(found[-1].words) - 1:
        current = found[-1]
        place = current.words[number]
        before = current.words[number - 1]
        coordinated = bool(words.bits[place] & COORDINATOR)
        listed = words.text[place - 1] == "," and before == place - 2
        begin = number + 1 if coordinated else number
        rest = None
        if (coordinated or listed) and begin + _SHORTEST <= len(current.words):
            if tied and reader.nonfinite(before) and before != draft.finite:
                rest = _second_nonfinite(words, reader, current, number, begin)
            elif coordinated and time_end(words, current.words, begin) > begin:
                rest = _gapped(words, reader, current, number, begin)
        number += 1
        if rest is not None:
            found.append(rest)
            number = 1
    return found


def _second_nonfinite(words: Words, reader: Reader, draft: Draft, number: int, begin: int) -> Draft | None:
    """Part a conjunct with its own participle or infinitive: "wurde 1972 eingeführt und 1993 abgeändert".

    An auxiliary at the end of the second counts for the first too: "soll beraten und am Freitag beschlossen werden".
    """
    left, right = draft.words[:number], draft.words[begin:]
    verbs = [place for place in right if reader.nonfinite(place) and place != draft.finite]
    if not verbs or not any(time_end(words, right, start) > start for start in range(len(right))):
        return None
    if not any(_tenses(words, left[-1]) & _tenses(words, place) for place in verbs):
        return None
    tail = [place for place in verbs[1:] if words.low[place] in _TAIL]
    if not reader.has(left[-1], "participle"):
        tail = []
    return _part(draft, left, right, (draft.finite, *tail))


def _tenses(words: Words, place: int) -> set[str]:
    return {form.tense for form in words.forms[place] if form.tense in ("participle", "infinitive")}


def _gapped(words: Words, reader: Reader, draft: Draft, number: int, begin: int) -> Draft | None:
    """Part a conjunct without a verb that opens with its time: "reiste am Montag nach Paris und am Dienstag nach Rom".

    In "tagt am Montag und am Dienstag in Rom" only the times are joined. A verb or prefix that ends the second
    part counts for the first too.
    """
    left, right = draft.words[:number], draft.words[begin:]
    if draft.final or draft.finite not in left:
        return None
    end = time_end(words, right, 0)
    tail = [place for place in right if reader.nonfinite(place) or words.finite[place]]
    if words.bits[right[-1]] & PARTICLE and not words.noun[right[-1]]:
        tail = [right[-1]]
    if end >= len(right) - len(tail) or any(place < right[-1] for place in tail):
        return None
    ends = [time_end(words, left, start) for start in range(len(left))]
    if not any(stop > start for start, stop in enumerate(ends)) or max(ends) == len(left):
        return None
    rest = _part(draft, left, right, (draft.finite, *tail))
    if _parallel(words, draft, left, right[end:]):
        rest.shares = None
    return rest


def _parallel(words: Words, draft: Draft, left: list[int], right: list[int]) -> bool:
    """Say whether a conjunct without a verb has a subject of its own: "Am Montag kam Merz und am Dienstag Macron".

    Both have the time in front and as many nouns behind it, so that in "Am Montag traf Merz den Papst und am
    Dienstag den König" the subject stays.
    """
    at = left.index(draft.finite)
    first = right[0]
    if time_end(words, left, 0) != at or words.low[first] in ("den", "dem", "einen", "einem"):
        return False
    if not words.noun[first] and not words.bits[first] & DETERMINER:
        return False
    behind = [place for place in left[at + 1 :] if words.noun[place]]
    return len(behind) == sum(words.noun[place] for place in right)


def _part(draft: Draft, left: list[int], right: list[int], common: tuple[int, ...]) -> Draft:
    """Cut a draft in two; what is lent to a part is what of the common verbs the other part has."""
    rest = Draft(draft.kind, "", right, draft.quoted, draft.parent, draft.finite, draft.final)
    rest.ends = draft.ends
    rest.shares = draft
    if draft.final:
        rest.introducer = draft.introducer
    rest.lent = tuple(place for place in (*draft.lent, *common) if place not in right)
    draft.lent = tuple(place for place in (*draft.lent, *common) if place not in left)
    draft.words = left
    draft.ends = draft.ends | {left[-1]}
    return rest


def time_end(words: Words, places: list[int], number: int) -> int:
    """Give the number behind the words of time that begin at a number, or that number itself for none.

    A time is an adverb ("gestern"), a year, or a phrase with a noun of time ("in der Nacht", "am 3. Mai 2020").
    """
    place = places[number]
    if words.low[place] in words_of("dating"):
        return number + 1
    start = number
    end = min(len(places), number + _LOOK)
    while number < end:
        place = places[number]
        bits = words.bits[place]
        if words.noun[place]:
            if words.text[place] not in words_of("times"):
                return start
            last = _last(words, places, number)
            alone = words.text[place] in words_of("parts_of_time") and last == number
            return start if alone and not _counted(words, places, start, number) else last + 1
        text = words.text[place]
        if bits & NUMBER and len(text) == _YEAR and text.isdigit():
            before = words.bits[places[number - 1]] if number > start else 0
            following = places[number + 1] if number + 1 < len(places) else -1
            if following >= 0 and words.noun[following] and not before & (PREPOSITION | CONTRACTED):
                return start
            return number + 1
        plain = bits & (PREPOSITION | CONTRACTED | DETERMINER | NUMBER | ADVERB)
        if not plain and (
            words.finite[place] or not words.low[place].endswith(("e", "en", "er", "es", "em"))
        ):
            return start
        number += 1
    return start


def _last(words: Words, places: list[int], number: int) -> int:
    """Go on from a noun of time over more of them and numbers: "Montag, dem 3. Mai 2020"."""
    while number + 1 < len(places):
        place = places[number + 1]
        if not words.bits[place] & NUMBER and words.text[place] not in words_of("times"):
            break
        number += 1
    return number


def _counted(words: Words, places: list[int], start: int, number: int) -> bool:
    """Say whether a span is counted from now: "vor zwei Jahren", "zwei Tage später"."""
    return words.low[places[start]] in ("vor", "seit", "in", "nach") and number > start + 1
