"""The same event told by several articles becomes one event, with the proof of all.

A pair of tellings is judged by itself (`judge`), only where date, actor and a rare word meet (`candidates`);
pairs become groups (`cluster`), groups become events (`combine`). Because nothing but the two tellings
decides about a pair, a new article only touches the groups that it joins: `merge_into` gives what `merge`
of everything would give.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from pipeline.merge.cluster import grouped
from pipeline.merge.combine import calendar_order, combine
from pipeline.merge.graph import Graph
from pipeline.merge.tellings import identified

if TYPE_CHECKING:
    from pipeline.schema import Article, Event

__all__ = ["calendar_order", "merge", "merge_into"]


def merge(
    events: Iterable[Event], articles: Iterable[Article], apart: Iterable[Collection[str]] = ()
) -> list[Event]:
    """One event for each event that the articles tell, in the order of their dates, undated ones last.

    Each result names its sources, what they disagree about, and in `members` the tellings that it was made
    from. Merged events may be given too: they are taken apart again first. The order of the input does not
    matter. `apart` are groups of ids of tellings of which no two are ever merged.
    """
    return merge_into((), events, articles, apart=apart)


def merge_into(
    existing: Iterable[Event],
    new: Iterable[Event],
    articles: Iterable[Article],
    removed: Collection[str] = (),
    apart: Iterable[Collection[str]] = (),
) -> list[Event]:
    """What `merge` of all the events gives, at the cost of the new ones and of their neighbours in time.

    `existing` is a result of `merge`; `articles` are those of the existing and the new events; the tellings
    of the documents in `removed` are left out. `apart` as in `merge`; it must be what `existing` was merged
    with.
    """
    by_name = {article.document: article for article in articles}
    refused = _refused(apart)
    graph = Graph(by_name, refused)
    start: list[int] = []
    gone: list[Event] = []
    before: list[tuple[Event, list[int]]] = []
    together: dict[int, list[int]] = {}
    for event in existing:
        members = tellings_of(event)
        left = [member for member in members if member.evidence[0].document not in removed]
        numbers = [graph.add(member) for member in left]
        if len(left) < len(members):
            start += numbers
            gone += [member for member in members if member not in left]
            continue
        before.append((event, numbers))
        if len(set(numbers)) > 1:
            together.update((number, numbers) for number in numbers)
    start += [graph.add(event) for event in identified(t for event in new for t in tellings_of(event))]
    start += {number for event in gone for number in graph.around(event)}
    affected = graph.affected(start, together)
    merged = [event for event, numbers in before if numbers[0] not in affected]
    for component in graph.components(affected):
        nodes = {number: graph.tellings(number) for number in component}
        edges = {(a, b): value for a in component for b, value in graph.edges.get(a, {}).items() if a < b}
        merged += [
            combine([telling for number in group for telling in nodes[number]], by_name)
            for group in grouped(nodes, edges, refused)
        ]
    return sorted(merged, key=calendar_order)


def _refused(apart: Iterable[Collection[str]]) -> dict[str, frozenset[str]]:
    """For each id the others of its groups."""
    found: dict[str, frozenset[str]] = {}
    for group in apart:
        for one in group:
            found[one] = found.get(one, frozenset()).union(group) - {one}
    return found


def tellings_of(event: Event) -> tuple[Event, ...]:
    """What the event was made from: its members, or itself."""
    return event.members or (event,)
