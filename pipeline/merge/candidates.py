"""Which tellings are worth comparing: those of one day or month that share an actor and a rare word.

Nothing is compared with everything. Tellings lie in pools by their dates alone; within a pool only those are
compared that have a key in common, and a key that very many share is made finer first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.merge.tellings import Telling, is_exact, once

if TYPE_CHECKING:
    from pipeline.schema import Event

Pool = tuple[str, int, int]
Key = tuple[str, ...]

ACTORS = 8
RARE = 6
CROWD = 40
"""So many tellings may share a key before it is made finer, or else only neighbours in order are compared."""

NEIGHBOURS = 6

LONG = 400
"""Spans of more days are only compared with spans of the same first and last day."""


def pools(event: Event) -> list[Pool]:
    """The pools of an event: its days and the day before, its months, or its span if that is a long one."""
    if event.start is None or event.end is None:
        return []
    start, end = event.start.toordinal(), event.end.toordinal()
    months: list[Pool] = [
        ("month", number, 0) for number in range(_month(event.start), _month(event.end) + 1)
    ]
    if is_exact(event):
        return [*(("day", day, 0) for day in range(start - 1, end + 1)), *months]
    same: Pool = ("span", start, end)
    return [same] if end - start > LONG else [same, *months]


def _month(day: date) -> int:
    return day.year * 12 + day.month


def judged_in(pool: Pool, a: Telling, b: Telling) -> bool:
    """Whether a pair that lies in several pools is judged in this one: the first that both lie in."""
    if a.first is None or b.first is None:
        return False
    later = max(a.first, b.first)
    if pool[0] == "day":
        return pool[1] == later.toordinal() - 1
    same = (a.first, a.last) == (b.first, b.last)
    if pool[0] == "span":
        return same
    return pool[1] == _month(later) and not same and not (a.exact and b.exact)


def keys(telling: Telling) -> set[Key]:
    """What a telling must share with another one to be compared: actor and rare word, two rare words, or an
    act that persons do but once a day.
    """
    rare = _rare(telling)
    actors = [*sorted(telling.persons), *sorted(telling.organisations), *sorted(telling.countries)][:ACTORS]
    found: set[Key] = {(actor, term) for actor in actors for term in rare}
    found.update(("", *sorted(pair)) for pair in combinations(rare[:4], 2))
    if telling.event.kind == "talks":
        found.update(("talks", *pair) for pair in combinations(sorted(telling.persons)[:5], 2))
    if telling.act in once():
        found.update((telling.act, actor) for actor in actors)
    return found


def _rare(telling: Telling) -> list[str]:
    return sorted(telling.terms, key=lambda term: (-telling.terms[term], term))[:RARE]


def pairs(pool: Pool, tellings: Sequence[Telling]) -> tuple[set[tuple[int, int]], bool]:
    """Index pairs worth comparing in a pool of tellings in canonical order, and whether a key was crowded.

    In a month only a vague telling is compared with others; days and long spans have pools of their own.
    """
    vague = {number for number, telling in enumerate(tellings) if not telling.exact}
    if pool[0] == "month" and not vague:
        return set(), False
    index: dict[Key, list[int]] = {}
    for number, telling in enumerate(tellings):
        for key in keys(telling):
            index.setdefault(key, []).append(number)
    found: set[tuple[int, int]] = set()
    crowded = False
    for numbers in index.values():
        if len(numbers) > CROWD:
            crowded = True
            found.update(_in_crowd(numbers, tellings))
        else:
            found.update(combinations(numbers, 2))
    if pool[0] == "month":
        found = {pair for pair in found if pair[0] in vague or pair[1] in vague}
    return found, crowded


def _in_crowd(numbers: Sequence[int], tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Pairs among very many that share a key: those with a second rare word in common, or the neighbours."""
    finer: dict[str, list[int]] = {}
    for number in numbers:
        for term in _rare(tellings[number]):
            finer.setdefault(term, []).append(number)
    for group in finer.values():
        if len(group) <= CROWD:
            yield from combinations(group, 2)
            continue
        order = sorted(group, key=lambda number: (_rare(tellings[number]), number))
        for place, number in enumerate(order):
            for other in order[place + 1 : place + 1 + NEIGHBOURS]:
                yield min(number, other), max(number, other)
