"""The tellings as a graph: an edge where two are one event, looked for only around what one asks about."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.merge.candidates import (
    Found,
    Index,
    across,
    against,
    days,
    days_around,
    days_of,
    indexed,
    months,
    within,
)
from pipeline.merge.judge import strength
from pipeline.merge.tellings import Telling, alike, days_back, is_exact, likeness

if TYPE_CHECKING:
    from pipeline.schema import Article, Event

Span = tuple[int, int]


class Graph:
    """Nodes are tellings (those of the same words share one); edges are found when a node is visited.

    Which nodes lie near in time is known from their dates alone, so the words of most tellings of a large
    store are never looked at when a few are added. Tellings with an id in `alone` share their node with none.
    Where months are given in `only`, only what is compared on their days and by them is: the edges of all months
    together are those of a graph without.
    """

    def __init__(
        self,
        articles: Mapping[str, Article],
        alone: Container[str] = (),
        only: range | None = None,
    ) -> None:
        self.articles = articles
        self.alone = alone
        self.months = only
        self._window = None if only is None else days_of(only)
        self.nodes: list[list[Event]] = []
        self.edges: dict[int, dict[int, float]] = {}
        self._number: dict[object, int] = {}
        self._told: dict[int, list[Telling]] = {}
        self._on_day: dict[int, list[int]] = {}
        self._from_day: dict[int, list[int]] = {}
        self._looking_back: dict[int, list[int]] = {}
        self._in_month: dict[int, list[int]] = {}
        self._vague: dict[int, list[int]] = {}
        self._spanning: dict[Span, list[int]] = {}
        self._vague_index: dict[int, Index] = {}
        self._done: set[object] = set()
        self._fresh: frozenset[int] = frozenset()

    def add(self, event: Event) -> int:
        """The number of the node that holds the event."""
        key = likeness(event), event.event_id if event.event_id in self.alone else ""
        number = self._number.get(key)
        if number is None:
            number = self._number[key] = len(self.nodes)
            self.nodes.append([])
            self._place(event, number)
        self.nodes[number].append(event)
        return number

    def _place(self, event: Event, number: int) -> None:
        if event.start is None or event.end is None:
            return
        exact = days(event)
        for day in exact:
            self._on_day.setdefault(day, []).append(number)
        if exact:
            self._from_day.setdefault(exact[0], []).append(number)
            for day in range(exact[0] - self._back(event), exact[0] - 1):
                self._looking_back.setdefault(day, []).append(number)
        else:
            self._spanning.setdefault(_span(event), []).append(number)
        for month in months(event):
            (self._in_month if exact else self._vague).setdefault(month, []).append(number)

    def _back(self, event: Event) -> int:
        return days_back(event, self.articles.get(event.evidence[0].document))

    def tellings(self, number: int) -> list[Telling]:
        """The tellings of a node in canonical order; their features are worked out once."""
        found = self._told.get(number)
        if found is None:
            found = self._told[number] = alike(self.nodes[number], self.articles)
        return found

    def _first(self, numbers: Iterable[int]) -> dict[int, Telling]:
        """One telling for each node, in canonical order."""
        return {
            number: self.tellings(number)[0]
            for number in sorted(numbers, key=lambda number: self.tellings(number)[0].order)
        }

    def _judge(self, found: Found) -> list[int]:
        """Add the edges among candidates; gives the nodes whose pairs may differ because of a fresh one."""
        pairs, crowds = found
        for a, b in pairs:
            value = strength(self.tellings(a)[0], self.tellings(b)[0])
            if value:
                self.edges.setdefault(a, {})[b] = value
                self.edges.setdefault(b, {})[a] = value
        return [n for decisive, all_ in crowds if not self._fresh.isdisjoint(decisive) for n in all_]

    def _owns(self, day: int) -> bool:
        return self._window is None or day in self._window

    def _once(self, *key: object) -> bool:
        """Whether this is asked for the first time."""
        new = key not in self._done
        self._done.add(key)
        return new

    def visit(self, number: int) -> list[int]:
        """Find all edges of a node; gives the nodes that must be visited too."""
        event = self.nodes[number][0]
        if event.start is None or event.end is None:
            return []
        again: list[int] = []
        if is_exact(event):
            exact = days(event)
            for day in exact:
                again += self._visit_day(day)
            again += self._visit_eve(exact[0] - 1) + self._visit_eve(exact[-1])
            for day in range(exact[0] - self._back(event), exact[0] - 1):
                again += self._visit_eve(day)
            for month in months(event):
                again += self._visit_month(month, [number])
        else:
            if self._owns(_span(event)[0]) and self._once("span", _span(event)):
                same = self._first(self._spanning[_span(event)])
                again += self._judge(within(same))
            for month in months(event):
                if (self.months is None or month in self.months) and self._once("whole month", month):
                    again += self._visit_month(month, self._in_month.get(month, ()))
                    again += self._visit_month(month, self._vague[month])
        return [*again, *self.edges.get(number, ())]

    def _visit_day(self, day: int) -> list[int]:
        numbers = self._on_day[day]
        if len(numbers) < 2 or not self._owns(day) or not self._once("day", day):
            return []
        tellings = self._first(numbers)
        return self._judge(within(tellings))

    def _visit_eve(self, day: int) -> list[int]:
        """Judge what ends on a day with what begins on the next, or looks back on the day."""
        if not self._owns(day):
            return []
        following = [*self._from_day.get(day + 1, ()), *self._looking_back.get(day, ())]
        if not following or day not in self._on_day or not self._once("eve", day):
            return []
        ending = [number for number in self._on_day[day] if days(self.nodes[number][0])[-1] == day]
        return self._judge(across(self._first(ending), self._first(following)))

    def _visit_month(self, month: int, numbers: Iterable[int]) -> list[int]:
        """Judge these nodes with the vague ones of a month."""
        if self.months is not None and month not in self.months:
            return []
        vague = self._vague.get(month)
        new = [number for number in numbers if self._once("month", month, number)] if vague else []
        if not vague or not new:
            return []
        if month not in self._vague_index:
            self._vague_index[month] = indexed(self._first(vague))
        return self._judge(against(self._first(new), self._vague_index[month]))

    def affected(self, start: Iterable[int], together: Mapping[int, Sequence[int]]) -> set[int]:
        """The nodes whose events can differ from before, where those in `start` are new or have changed: what
        hangs together with them by edges, or by `together` (what was one event before).
        """
        queue = list(start)
        self._fresh = frozenset(queue if len(queue) < len(self.nodes) else ())
        visited: set[int] = set()
        while queue:
            number = queue.pop()
            if number not in visited:
                visited.add(number)
                queue += self.visit(number)
                queue += together.get(number, ())
        return visited

    def around(self, event: Event) -> list[int]:
        """The nodes that an event would be compared with, were it there."""
        near = [n for day in days_around(event) for n in self._on_day.get(day, ())]
        for month in months(event):
            near += self._vague.get(month, ())
            near += () if is_exact(event) else self._in_month.get(month, ())
        return near

    def components(self, numbers: Iterable[int]) -> Iterator[list[int]]:
        """The connected components of visited nodes."""
        seen: set[int] = set()
        for number in numbers:
            if number in seen:
                continue
            seen.add(number)
            component = [number]
            for one in component:
                new = [other for other in self.edges.get(one, ()) if other not in seen]
                seen.update(new)
                component += new
            yield component


def _span(event: Event) -> Span:
    if event.start is None or event.end is None:
        raise ValueError(f"event {event.event_id} has no date")
    return event.start.toordinal(), event.end.toordinal()
