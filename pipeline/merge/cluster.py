"""Pairs of tellings -> groups that are one event each, without ever joining what excludes each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.merge.tellings import SPEECH, Telling

CERTAIN = 0.5
"""From so much strength on, in log odds, a pair may join groups whose dates have no day in common."""

Edges = Mapping[tuple[int, int], float]
Apart = Mapping[str, frozenset[str]]
"""For the id of a telling, the ids of those that it must not be merged with: a person said so."""


@dataclass(slots=True)
class _Group:
    numbers: list[int]
    documents: set[str]
    ids: set[str]
    refused: set[str]
    first: date | None
    last: date | None
    speakers: frozenset[str]


def grouped(nodes: Mapping[int, Sequence[Telling]], edges: Edges, apart: Apart) -> list[list[int]]:
    """Groups of the numbers of one connected component's nodes; a node holds tellings that are alike.

    The surest pairs join first. Two tellings of one article never come together, unless they are alike. A
    telling of a vague date joins last, and only where it fits a single group: "im Dezember" says nothing
    where two days of December are told.
    """
    group_of = {number: _single(number, node, apart) for number, node in nodes.items()}

    def rank(edge: tuple[int, int]) -> tuple[object, ...]:
        return (-edges[edge], *sorted((nodes[edge[0]][0].order, nodes[edge[1]][0].order)))

    vague: dict[int, list[tuple[int, int]]] = {}
    for edge in sorted(edges, key=rank):
        a, b = (nodes[number][0] for number in edge)
        if a.exact == b.exact and (a.exact or (a.first, a.last) == (b.first, b.last)):
            _join(group_of, edge, edges[edge])
            continue
        longer = max(edge, key=lambda n: (_length(nodes[n][0]), nodes[n][0].order))
        vague.setdefault(longer, []).append(edge)
    for number in sorted(vague, key=lambda n: (_length(nodes[n][0]), nodes[n][0].order)):
        fitting = {id(group_of[other]) for edge in vague[number] for other in edge if other != number}
        if len(fitting) == 1:
            _join(group_of, vague[number][0], edges[vague[number][0]])
    groups = {id(group): group.numbers for group in group_of.values()}
    return list(groups.values())


def _length(telling: Telling) -> timedelta:
    return telling.last - telling.first if telling.first and telling.last else timedelta.max


def _single(number: int, node: Sequence[Telling], apart: Apart) -> _Group:
    one = node[0]
    first = one.first - timedelta(days=one.back) if one.first else None
    speakers = one.acting if one.event.kind in SPEECH else frozenset()
    documents = {telling.document for telling in node}
    ids = {telling.event.event_id for telling in node}
    refused = {other for own in ids & apart.keys() for other in apart[own]} if apart else set()
    return _Group([number], documents, ids, refused, first, one.last, speakers)


def _join(group_of: dict[int, _Group], edge: tuple[int, int], strength: float) -> None:
    a, b = group_of[edge[0]], group_of[edge[1]]
    if a is b or a.documents & b.documents or a.refused & b.ids:
        return
    first = max((day for day in (a.first, b.first) if day), default=None)
    last = min((day for day in (a.last, b.last) if day), default=None)
    if first and last and first > last and strength < CERTAIN:
        return
    if a.speakers and b.speakers and not a.speakers & b.speakers:
        return
    a.numbers += b.numbers
    a.documents |= b.documents
    a.ids |= b.ids
    a.refused |= b.refused
    a.first, a.last = first, last
    a.speakers = a.speakers & b.speakers or a.speakers or b.speakers
    for number in b.numbers:
        group_of[number] = a
