"""The tellings as a graph: an edge where two are one event, looked for only around what one asks about."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
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
    topical,
    within,
)
from pipeline.merge.judge import Context, strength
from pipeline.merge.tellings import Telling, acts_of, alike, days_back, is_exact, likeness, surname
from pipeline.merge.topics import Gist, gist, nearness

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
        gists: Mapping[str, Gist] | None = None,
    ) -> None:
        self.articles = articles
        self.alone = alone
        self.months = only
        self._window = None if only is None else days_of(only)
        self.nodes: list[list[Event]] = []
        self.edges: dict[int, dict[int, float]] = {}
        self._gists: dict[str, Gist] = dict(gists or {})
        self._told_by: dict[str, list[Event]] = {}
        self._acts: dict[tuple[str, int, str], set[int]] = {}
        self._near: dict[tuple[str, str], float] = {}
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
        document = event.evidence[0].document
        self._told_by.setdefault(document, []).append(event)
        for day in days(event):
            for one in acts_of(event):
                self._acts.setdefault((document, day, one), set()).add(number)
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

    def _judge(self, found: Found, day: int | None = None) -> list[int]:
        """Add the edges among candidates; gives the nodes whose pairs may differ because of a fresh one.

        Of tellings of several days a pair is judged on the first that they share, so always in the same light.
        """
        pairs, crowds = found
        for a, b in pairs:
            one, other = self.tellings(a)[0], self.tellings(b)[0]
            if day is not None and max(one.day, other.day) != day:
                continue
            value = strength(one, other, partial(self._context, one, other, day))
            if value:
                self.edges.setdefault(a, {})[b] = value
                self.edges.setdefault(b, {})[a] = value
        return [n for decisive, all_ in crowds if not self._fresh.isdisjoint(decisive) for n in all_]

    def _context(self, a: Telling, b: Telling, day: int | None) -> Context:
        """What the articles of two tellings say about the pair."""
        if a.document == b.document:
            return Context()
        topic = self._topic(a.document, b.document)
        if not topic or day is None:
            return Context(topic)
        alone = [act for act in a.acts | b.acts if self._alone(a, act, day) and self._alone(b, act, day)]
        return Context(
            topic,
            only_act=any(act[0] == "*" for act in alone),
            only_of_sort=any(act[0] in "+-" for act in alone),
        )

    def _alone(self, telling: Telling, act: str, day: int) -> bool:
        """Whether the act is the only such one of the day in the telling's article, or can only be it.

        The latter where its sentence has the actor's name, but neither it nor another one was read as an act of
        that actor.
        """
        found = self._acts.get((telling.document, day, act))
        if found is None:
            return act[0] == "*" and surname(act[1:]) in telling.terms
        return len(found) == 1 and act in telling.acts

    def _topic(self, one: str, other: str) -> float:
        """How near two articles are in what they are about."""
        pair = (one, other) if one < other else (other, one)
        found = self._near.get(pair)
        if found is None:
            found = self._near[pair] = nearness(self.gist(one), self.gist(other))
        return found

    def gist(self, document: str) -> Gist:
        """What an article is about, by all its tellings."""
        found = self._gists.get(document)
        if found is None:
            found = self._gists[document] = gist(self._told_by[document], self.articles.get(document))
        return found

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
        topics = {telling.document: self.gist(telling.document) for telling in tellings.values()}
        return self._judge(within(tellings), day) + self._judge(topical(tellings, topics), day)

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
