"""Which tellings are worth comparing: those of one day or month that share an actor and a rare word.

Nothing is compared with everything. Tellings lie in pools by their dates alone; within a pool only those are
compared that have a key in common, and a key that very many share is made finer first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.merge.tellings import LED_TO, SPEECH, Telling, is_exact, once, surname

if TYPE_CHECKING:
    from pipeline.schema import Event

Key = tuple[str, ...]
Index = Mapping[Key, Sequence[int]]
Pair = tuple[int, int]
Crowd = tuple[Sequence[int], Sequence[int]]
"""Numbers that share a key with too many others, and all whose pairs depend on which numbers these are."""

Found = tuple[set[Pair], list[Crowd]]

ACTORS = 8
PAIRED = 5
"""So many of the rarest words are keys in pairs, which need no actor in common."""

CROWD = 16
"""So many tellings of a day may share a key before it is made finer, or only neighbours are compared."""

NEIGHBOURS = 6

LEADING = 16
"""So many of the weightiest words of articles lead to others on the same topic."""

IN_COMMON = 3
"""So many of these two articles must share."""

LONG = 400
"""Spans of more days are only compared with spans of the same first and last day."""


def days(event: Event) -> range:
    """The days of an event with an exact date, as ordinals; none where the date is vague or unknown."""
    if event.start is None or event.end is None or not is_exact(event):
        return range(0)
    return range(event.start.toordinal(), event.end.toordinal() + 1)


def days_around(event: Event) -> range:
    """The days of which tellings are compared with the event."""
    exact = days(event)
    return range(exact[0] - LED_TO, exact[-1] + LED_TO + 1) if exact else range(0)


def months(event: Event) -> range:
    """The months that an event touches, counted from the year 0; none where it is unknown or far too long."""
    if event.start is None or event.end is None or (event.end - event.start).days > LONG:
        return range(0)
    return range(_month(event.start), _month(event.end) + 1)


def _month(day: date) -> int:
    return day.year * 12 + day.month


def month_of(day: int) -> int:
    """The month of a day given as an ordinal."""
    return _month(date.fromordinal(max(1, day)))


def days_of(months: range) -> range:
    """The days of months that follow each other, as ordinals."""
    if not months or months[-1] < _month(date.min):
        return range(0)
    return range(_first_day(months[0]), _first_day(months[-1] + 1))


def _first_day(month: int) -> int:
    year, number = divmod(max(month, 13) - 1, 12)
    return date(year, number + 1, 1).toordinal() if year <= date.max.year else date.max.toordinal() + 1


def keys(telling: Telling) -> set[Key]:
    """What a telling must share with another one to be compared: actor and rare word, two rare words, a
    figure of something, two persons, or an act that an actor does but once a day; a rare word alone where
    neither names a person or an organisation.
    """
    actors = [*sorted(telling.persons), *sorted(telling.organisations), *sorted(telling.countries)][:ACTORS]
    found: set[Key] = {(actor, term) for actor in actors for term in telling.rare}
    found |= rare_keys(telling)
    found.update(("", unit, figure) for unit, figure in telling.counts.items() if len(figure) > 1)
    if not telling.names:
        found.update(("", term) for term in telling.rare[:PAIRED])
    found.update(("", *pair) for pair in combinations(sorted(telling.persons)[:5], 2))
    if telling.act in once():
        found.update((telling.act, actor) for actor in actors)
    return found


def rare_keys(telling: Telling) -> set[Key]:
    """Its rarest words, two by two."""
    return {("", *pair) for pair in combinations(sorted(telling.rare[:PAIRED]), 2)}


def indexed(tellings: Mapping[int, Telling]) -> dict[Key, list[int]]:
    """The numbers of tellings by their keys, in the order given."""
    index: dict[Key, list[int]] = {}
    for number, telling in tellings.items():
        for key in keys(telling):
            index.setdefault(key, []).append(number)
    return index


def within(tellings: Mapping[int, Telling]) -> Found:
    """Pairs worth comparing among the tellings of one day, or of one long span."""
    found: set[Pair] = set()
    crowds: list[Crowd] = []
    for numbers in indexed(tellings).values():
        if len(numbers) > CROWD:
            crowds.append((numbers, numbers))
            found.update(_in_crowd(numbers, tellings))
        elif len(numbers) > 1:
            found.update(combinations(numbers, 2))
    return found, crowds


def topical(tellings: Mapping[int, Telling], topics: Mapping[str, Sequence[str]]) -> Found:
    """Pairs worth comparing among the tellings of one day because their articles have weighty words in common.

    `topics` are these words by the names of articles. Of two such articles those tellings are compared that share
    an actor or a kind of act, whatever their words.
    """
    told_by: dict[str, list[int]] = {}
    about: dict[str, list[str]] = {}
    for number, telling in tellings.items():
        told_by.setdefault(telling.document, []).append(number)
    for document in sorted(told_by):
        for term in topics[document][:LEADING]:
            about.setdefault(term, []).append(document)
    common: Counter[tuple[str, str]] = Counter()
    crowds: list[Crowd] = []
    for documents in about.values():
        if len(documents) <= CROWD:
            common.update(combinations(documents, 2))
            continue
        numbers = [number for document in documents for number in told_by[document]]
        crowds.append((numbers, numbers))
        order = sorted(documents, key=lambda document: tuple(topics[document]))
        for place, document in enumerate(order):
            for other in order[place + 1 : place + 1 + NEIGHBOURS]:
                common[min(document, other), max(document, other)] += 1
    found: set[Pair] = set()
    doing = {number: _doing(telling) for number, telling in tellings.items()}
    for (one, other), shared in common.items():
        if shared >= IN_COMMON:
            found.update((a, b) for a in told_by[one] for b in told_by[other] if doing[a] & doing[b])
    return found, crowds


def _doing(telling: Telling) -> set[str]:
    """Who or what two tellings must have in common: an actor, or the surname in the other's words, or a kind."""
    kind = "=" + telling.event.kind
    if telling.names:
        return {kind, *(surname(act) for act in telling.acts if act[0] == "*")}
    return {kind, "=other", *telling.rare} if telling.event.kind not in SPEECH else {kind, *telling.rare}


def _in_crowd(numbers: Sequence[int], tellings: Mapping[int, Telling]) -> Iterator[Pair]:
    """Pairs among very many that share a key: those with a second rare word in common, or the neighbours."""
    finer: dict[str, list[int]] = {}
    for number in numbers:
        for term in tellings[number].rare:
            finer.setdefault(term, []).append(number)
    for group in finer.values():
        if len(group) <= CROWD:
            yield from combinations(group, 2)
            continue
        order = sorted(group, key=lambda number: tellings[number].rare)
        for place, number in enumerate(order):
            for other in order[place + 1 : place + 1 + NEIGHBOURS]:
                yield number, other


def across(eve: Mapping[int, Telling], following: Mapping[int, Telling]) -> Found:
    """Pairs worth comparing of a day with the next: those with two rare words in common; for a telling that
    looks back on the day any key will do.
    """
    looking_back = {number: telling for number, telling in following.items() if telling.back > 1}
    index: dict[Key, list[int]] = {}
    for number, telling in eve.items():
        for key in keys(telling) if looking_back else rare_keys(telling):
            index.setdefault(key, []).append(number)
    found, crowds = _met(following, index, rare_keys)
    more, more_crowds = _met(looking_back, index, keys)
    return found | more, crowds + more_crowds


def against(tellings: Mapping[int, Telling], index: Index) -> Found:
    """Pairs worth comparing of the tellings with those of an index."""
    return _met(tellings, index, keys)


def _met(tellings: Mapping[int, Telling], index: Index, keys_of: Callable[[Telling], set[Key]]) -> Found:
    found: set[Pair] = set()
    crowded: dict[Key, list[int]] = {}
    for number, telling in tellings.items():
        for key in keys_of(telling):
            others = index.get(key)
            if others is None:
                continue
            if len(others) > CROWD:
                crowded.setdefault(key, []).append(number)
            found.update((number, other) for other in others[:CROWD] if other != number)
    return found, [(index[key], (*numbers, *index[key])) for key, numbers in crowded.items()]
