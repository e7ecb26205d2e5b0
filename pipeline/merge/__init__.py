"""The same event told by several articles becomes one event, with the proof of all.

A pair of tellings is judged by itself (`pairs`), only where date, actor and a rare word meet (`candidates`);
pairs become groups (`cluster`), groups become events (`combine`). Because nothing but the two tellings
decides about a pair, a new article only touches the groups that it joins: `merge_into` gives what `merge`
of everything would give.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.merge.candidates import Pool, judged_in, pairs, pools
from pipeline.merge.cluster import grouped
from pipeline.merge.combine import combine
from pipeline.merge.pairs import strength
from pipeline.merge.tellings import Telling, alike, identified, likeness

if TYPE_CHECKING:
    from pipeline.schema import Article, Event

__all__ = ["merge", "merge_into"]


def merge(events: Iterable[Event], articles: Iterable[Article]) -> list[Event]:
    """One event for each event that the articles tell, in the order of their dates, undated ones last.

    Each result names its sources, what they disagree about, and in `members` the tellings that it was made
    from. Merged events may be given too: they are taken apart again first. The order of the input does not
    matter.
    """
    return merge_into((), events, articles)


def merge_into(
    existing: Iterable[Event],
    new: Iterable[Event],
    articles: Iterable[Article],
    removed: Collection[str] = (),
) -> list[Event]:
    """What `merge` of all the events gives, at the cost of the new ones and of their neighbours in time.

    `existing` is a result of `merge`; `articles` are those of the existing and the new events; the tellings
    of the documents in `removed` are left out.
    """
    by_name = {article.document: article for article in articles}
    graph = _Graph(by_name)
    start: list[int] = []
    before: list[tuple[Event, list[int]]] = []
    together: dict[int, list[int]] = {}
    for event in existing:
        members = tellings_of(event)
        left = [member for member in members if member.evidence[0].document not in removed]
        numbers = [graph.add(member) for member in left]
        if len(left) < len(members):
            start += numbers
            continue
        before.append((event, numbers))
        if len(set(numbers)) > 1:
            together.update((number, numbers) for number in numbers)
    start += [graph.add(event) for event in identified(t for event in new for t in tellings_of(event))]
    affected = graph.affected(start, together)
    merged = [event for event, numbers in before if numbers[0] not in affected]
    for component in graph.components(affected):
        merged += graph.events(component)
    return sorted(merged, key=_calendar)


def _calendar(event: Event) -> tuple[bool, str, str, str]:
    return event.start is None, str(event.start), str(event.end), event.event_id


def tellings_of(event: Event) -> tuple[Event, ...]:
    """What the event was made from: its members, or itself."""
    return event.members or (event,)


class _Graph:
    """The tellings and which pairs of them are one event; a pool is only looked at when one asks for it."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self.articles = articles
        self.nodes: list[list[Event]] = []
        self.told: dict[int, list[Telling]] = {}
        self.pools: dict[Pool, list[int]] = {}
        self.loaded: set[Pool] = set()
        self.edges: dict[int, dict[int, float]] = {}
        self._number: dict[object, int] = {}

    def add(self, event: Event) -> int:
        """The number of the node that holds the event: tellings that are alike share one."""
        key = likeness(event)
        number = self._number.get(key)
        if number is None:
            number = self._number[key] = len(self.nodes)
            self.nodes.append([])
            for pool in pools(event):
                self.pools.setdefault(pool, []).append(number)
        self.nodes[number].append(event)
        return number

    def tellings(self, number: int) -> list[Telling]:
        """The tellings of a node in canonical order; their features are worked out once."""
        found = self.told.get(number)
        if found is None:
            found = alike(self.nodes[number], self.articles)
            self.told[number] = found
        return found

    def load(self, pool: Pool) -> list[int]:
        """Judge the pairs of a pool; gives the numbers whose pairs depend on how many others there are."""
        self.loaded.add(pool)
        numbers = self.pools[pool]
        if len(numbers) < 2:
            return []
        ordered = sorted(numbers, key=lambda number: self.tellings(number)[0].order)
        first = [self.tellings(number)[0] for number in ordered]
        candidates, crowded = pairs(pool, first)
        for a, b in candidates:
            if judged_in(pool, first[a], first[b]):
                value = strength(first[a], first[b])
                if value:
                    self.edges.setdefault(ordered[a], {})[ordered[b]] = value
                    self.edges.setdefault(ordered[b], {})[ordered[a]] = value
        return ordered if crowded else []

    def affected(self, start: Iterable[int], together: Mapping[int, Sequence[int]]) -> set[int]:
        """The nodes whose events can differ from before: what hangs together with `start` by an edge, or by
        `together` (what was one event before).
        """
        visited: set[int] = set()
        queue = list(start)
        while queue:
            number = queue.pop()
            if number in visited:
                continue
            visited.add(number)
            for pool in pools(self.nodes[number][0]):
                if pool not in self.loaded:
                    queue += self.load(pool)
            queue += self.edges.get(number, ())
            queue += together.get(number, ())
        return visited

    def components(self, numbers: Iterable[int]) -> Iterator[list[int]]:
        """The connected components of these nodes; every edge of theirs leads to one of them."""
        seen: set[int] = set()
        for number in numbers:
            if number in seen:
                continue
            seen.add(number)
            component = [number]
            for one in component:
                for other in self.edges.get(one, ()):
                    if other not in seen:
                        seen.add(other)
                        component.append(other)
            yield component

    def events(self, component: Sequence[int]) -> Iterator[Event]:
        """The events that a component's tellings are."""
        if len(component) == 1:
            groups = [list(component)]
        else:
            edges = {(a, b): value for a in component for b, value in self.edges[a].items() if a < b}
            groups = grouped({number: self.tellings(number) for number in component}, edges)
        for group in groups:
            yield combine([telling for number in group for telling in self.tellings(number)], self.articles)
