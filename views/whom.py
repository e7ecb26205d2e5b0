"""With whom the subjects of a page are in events: the matrix of what with whom, and the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.query import ACTORS, Choice, Subject, answer
from pipeline.query.ties import Ties, partners, ties
from views import components, state
from views.about import chip, chosen, here, kept, matching, section
from views.shapes import shape

if TYPE_CHECKING:
    from pipeline.chart import Look
    from pipeline.query import Answer, Index
    from pipeline.query.postings import Ints
    from views.speech import Speech

MOST_PARTNERS = 12
MOST_EDGES = 40
NO_CELLS = np.zeros((0, 0, 3), np.int64)

Data = dict[str, Any]


def with_whom(index: Index, result: Answer, look: Look) -> None:
    """Draw with whom the subjects of the page are in events, as a matrix and as a network."""
    view, say = state.view(), state.say()
    one = view.about[0] if len(view.about) == 1 else None
    actors = [subject for subject in view.about if subject.facet in ACTORS]
    beside = view.beside or (one.facet if one and one.facet in ACTORS else "persons")
    key = (*here(), beside)
    if one:
        data = kept("ties", index, key, lambda: _around(index, result, one, beside))
    elif len(actors) > 1:
        data = kept("ties", index, key, lambda: (ties(index, matching(result), actors), [], NO_CELLS))
    else:
        return
    found, near, cells = data
    with section("ties", say("ties_title") if one else say("ties_between")):
        components.ties(
            key="ties",
            data={
                "tabs": [
                    {"key": facet, "label": say.table["facet"][facet], "on": facet == beside}
                    for facet in ACTORS
                ]
                if one
                else [],
                "matrix": _matrix(found.kinds, near, cells, say, look),
                "network": _network(found, one, say, look),
                "name": say.label(*one) if one else "",
                "texts": _ties_texts(one, say),
            },
            on_act=_ties_act,
        )


def _around(
    index: Index, result: Answer, one: Subject, beside: str
) -> tuple[Ties, list[tuple[Subject, int]], Ints]:
    """The ties among a subject and those around it, and for each of these its kinds and directions.

    The ties are those in all events that the filter lets through; of a source, those in its own.
    """
    rows = matching(result)
    near = partners(index, rows, beside, one, MOST_PARTNERS)
    others = [node for node, _ in near]
    if one.facet not in ACTORS:
        found = ties(index, rows, others)
        kinds = index.facets["kind"]
        mask = np.zeros(len(index), bool)
        mask[rows] = True
        cells: Ints = np.zeros((len(others), len(kinds.values), 3), np.int64)
        for place, other in enumerate(others):
            told = index.facets[other.facet].rows(other.value)
            counts = np.bincount(kinds.members[told[mask[told]]], minlength=len(kinds.values))
            cells[place, :, 2] = counts
        return found, near, cells
    found = ties(index, matching(answer(index, state.asked())), [one, *others])
    # with a role in the filter, only the events in which the subject has it are its own
    own = ties(index, rows, [one, *others]) if state.asked().role else found
    cells = np.stack([own.to[:, 0, 1:], own.to[:, 1:, 0], own.together[:, 0, 1:]], axis=-1).transpose(1, 0, 2)
    return found, near, cells


def _matrix(
    kinds: tuple[str, ...], near: list[tuple[Subject, int]], cells: Ints, say: Speech, look: Look
) -> Data:
    """Whom the subject meets, demands of, refuses, ...: one row for each of the others, one column a kind."""
    used = [place for place in range(len(kinds)) if len(near) and cells[:, place].any()]
    used.sort(key=lambda place: -int(cells[:, place].sum()))
    most = max(1, int(cells.sum(axis=2).max())) if cells.size else 1
    return {
        "kinds": [
            {
                "key": kinds[place],
                "label": say.label("kind", kinds[place]),
                "shape": shape(kinds[place], look),
            }
            for place in used
        ],
        "rows": [
            chip(node, say)
            | {
                "n": say.number(count),
                "cells": [
                    {
                        "ways": [int(number) for number in cells[at, place]],
                        "share": round(int(cells[at, place].sum()) / most, 2),
                    }
                    for place in used
                ],
            }
            for at, (node, count) in enumerate(near)
        ],
    }


def _network(found: Ties, one: Subject | None, say: Speech, look: Look) -> Data:
    """Who is tied to whom: nodes in the order of a circle, and the strongest edges with what they stand for."""
    size = len(found.nodes)
    pairs = [(first, second) for first in range(size) for second in range(first + 1, size)]
    weights = {pair: found.total(*pair) for pair in pairs}
    pairs = sorted((pair for pair in pairs if weights[pair]), key=lambda pair: -weights[pair])[:MOST_EDGES]
    order = _circle(size, weights, 1 if one and one in found.nodes else 0)
    return {
        "nodes": [chip(node, say) | {"own": node == one} for node in found.nodes],
        "circle": order,
        "edges": [_edge(found, pair, say, look) | {"n": weights[pair]} for pair in pairs],
    }


def _circle(size: int, weights: dict[tuple[int, int], int], first: int) -> list[int]:
    """The nodes from number `first` on, so that each stands beside one that it has much to do with."""
    left = list(range(first, size))
    order = left[:1]
    left = left[1:]
    while left:
        last = order[-1]
        best = max(left, key=lambda node: weights[min(last, node), max(last, node)])
        order.append(best)
        left.remove(best)
    return order


def _edge(found: Ties, pair: tuple[int, int], say: Speech, look: Look) -> Data:
    first, second = pair
    names = [say.label(*found.nodes[node]) for node in pair]
    ways = [
        (found.to[:, first, second], say("tie_to", first=names[0], second=names[1])),
        (found.to[:, second, first], say("tie_to", first=names[1], second=names[0])),
        (found.together[:, first, second], say("tie_with", first=names[0], second=names[1])),
    ]
    most = int(np.argmax(sum(counts for counts, _ in ways)))
    lines = [(text, _acts(found.kinds, counts, say)) for counts, text in ways if counts.any()]
    return {
        "a": first,
        "b": second,
        "forth": bool(ways[0][0].any()),
        "back": bool(ways[1][0].any()),
        "shape": shape(found.kinds[most], look),
        "lines": lines,
    }


def _acts(kinds: tuple[str, ...], counts: Ints, say: Speech) -> str:
    """Kinds with their counts, the most frequent first."""
    order = [int(place) for place in np.argsort(-counts, kind="stable") if counts[place]]
    return ", ".join(f"{say.label('kind', kinds[place])} {say.number(int(counts[place]))}" for place in order)


def _ties_texts(one: Subject | None, say: Speech) -> Data:
    name = say.label(*one) if one else ""
    return {
        "with": say("ties_with"),
        "none": say("ties_none"),
        "events": say("list"),
        "to": say("way_to", name=name),
        "from": say("way_from", name=name),
        "together": say("way_with"),
        "directed": bool(one and one.facet in ACTORS),
        "matrix": say("ties_matrix", name=name),
        "network": say("ties_network"),
        "table": say("ties_table"),
        "hint": say("ties_hint"),
        "open": say("open_page", name="{name}"),
        "cell": say("ties_cell", kind="{kind}", name="{name}", n="{n}"),
        "pair": say("ties_pair"),
        "what": say("ties_what"),
    }


def _ties_act(message: Data) -> None:
    subject = chosen(message)
    match message.get("type"):
        case "tab" if message.get("facet") in ACTORS:
            state.look(beside=str(message["facet"]))
        case "open" if subject:
            state.visit(subject)
        case "cell" if subject:
            kinds = frozenset([str(message["kind"])]) if message.get("kind") else frozenset()
            changes: Data = {subject.facet: Choice(frozenset({subject.value}))}
            state.ask(**changes, **({"kind": Choice(kinds)} if kinds else {}))
