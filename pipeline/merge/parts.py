"""Merges a corpus part by part: the months of a part alone, then what is told across the borders of parts.

Each telling is given to every part whose months it can be compared in (`reach`). A part finds the edges of its
own months, which together are those of the whole corpus; so what hangs together only within a part is
finished there (`merge_part`), and the rest is put together from all parts that see the same tellings
(`close`). The result is that of `merge` of everything, whatever the parts are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.merge.candidates import days, month_of, months
from pipeline.merge.cluster import Edges, grouped
from pipeline.merge.combine import calendar_order, combine
from pipeline.merge.graph import Graph
from pipeline.merge.tellings import Telling, alike, days_back, likeness

if TYPE_CHECKING:
    from pipeline.merge.topics import Gist
    from pipeline.schema import Article, Event

UNDATED = 64
"""Tellings without a date are only one event where they are alike; they have so many parts of their own."""

Reach = tuple[int, int]
Key = str
"""What the tellings of one node have in common, as a digest."""


@dataclass(frozen=True, slots=True)
class Open:
    """Tellings that hang together and may hang together with those of other parts.

    `nodes` are those of the same words, by their key; `edges` say how sure it is that two nodes are one event;
    `shared` are the nodes that other parts see too.
    """

    nodes: Mapping[Key, Sequence[Event]]
    edges: Mapping[tuple[Key, Key], float]
    shared: Sequence[Key]


def reach(event: Event, article: Article | None) -> Reach:
    """The first and the last month, counted from the year 0, in which the telling can be compared with others.

    Negative for tellings without a date: then it is the number of their part.
    """
    if event.start is None or event.end is None:
        number = -1 - int(key_of(event)[:8], 16) % UNDATED
        return number, number
    exact = days(event)
    if exact:
        back = max(1, days_back(event, article))
        return month_of(exact[0] - back), month_of(exact[-1])
    touched = months(event)
    if touched:
        return touched[0], touched[-1]
    first = month_of(event.start.toordinal())
    return first, first


def key_of(event: Event) -> Key:
    """The key of the node that a telling belongs to."""
    alike_in = [sorted(part) if isinstance(part, frozenset) else part for part in likeness(event)]
    return hashlib.blake2b(repr(alike_in).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def merge_part(
    tellings: Iterable[Event], articles: Mapping[str, Article], own: range, gists: Mapping[str, Gist]
) -> tuple[list[Event], list[Open]]:
    """What tellings are told of within the months `own`: the finished events in their order, and what may go on.

    `tellings` have their ids (`identified`) and are all that reach into `own`; `articles` are theirs by name, `gists`
    what these are about by all that they tell, in whatever months.
    """
    graph = Graph(articles, only=own, gists=gists)
    numbers = {graph.add(event) for event in tellings}
    graph.affected(numbers, {})
    finished: list[Event] = []
    rest: list[Open] = []
    for component in graph.components(sorted(numbers)):
        first = {number: graph.nodes[number][0] for number in component}
        reaches = {n: reach(event, articles.get(event.evidence[0].document)) for n, event in first.items()}
        shared = [n for n, (start, end) in reaches.items() if start not in own or end not in own]
        edges = {(a, b): value for a in component for b, value in graph.edges.get(a, {}).items() if a < b}
        if not shared:
            nodes = {number: graph.tellings(number) for number in component}
            finished += _events(nodes, edges, articles)
        elif len(component) > 1 or reaches[component[0]][0] in own:
            keys = {number: key_of(event) for number, event in first.items()}
            rest.append(
                Open(
                    {keys[number]: tuple(graph.nodes[number]) for number in component},
                    {(keys[a], keys[b]): value for (a, b), value in edges.items()},
                    [keys[number] for number in shared],
                )
            )
    return sorted(finished, key=calendar_order), rest


def close(group: Iterable[Open], articles: Mapping[str, Article]) -> list[Event]:
    """The events of tellings that hang together across parts, by shared nodes; in no order."""
    tellings: dict[Key, Sequence[Event]] = {}
    strength: dict[tuple[Key, Key], float] = {}
    for part in group:
        tellings.update(part.nodes)
        strength.update({(min(edge), max(edge)): value for edge, value in part.edges.items()})
    number_of = {key: number for number, key in enumerate(sorted(tellings))}
    nodes = {number: alike(tellings[key], articles) for key, number in number_of.items()}
    edges = {(number_of[a], number_of[b]): value for (a, b), value in strength.items()}
    return _events(nodes, edges, articles)


def _events(
    nodes: Mapping[int, Sequence[Telling]], edges: Edges, articles: Mapping[str, Article]
) -> list[Event]:
    return [
        combine([telling for number in group for telling in nodes[number]], articles)
        for group in grouped(nodes, edges, {})
    ]
