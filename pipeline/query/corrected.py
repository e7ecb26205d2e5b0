"""An index with people's edits in it: what they are about is read of the index, the rest of it is not looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

from pipeline.corrections import Corpus, Kept, anchors_of, replay
from pipeline.query.splice import spliced
from pipeline.query.told import records, told_in

if TYPE_CHECKING:
    from pipeline.corrections import Anchor, Edit, Replayed
    from pipeline.query.index import Index
    from pipeline.schema import Article, Event

Members = Callable[[set[str]], Iterable["Event"]]


@dataclass(frozen=True)
class Source:
    """An index as edits are matched with it; what has been read of it for edits is kept.

    `merged` gives events by their ids with what they were merged from, `kept` what a corrected store keeps.
    """

    index: Index
    merged: Members
    kept: Kept = field(default_factory=Kept)
    _places: set[Anchor] = field(default_factory=set)
    _events: dict[str, Event] = field(default_factory=dict)
    _articles: dict[str, Article] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def corpus(self, anchors: Iterable[Anchor]) -> Corpus:
        """The events told at these places, as extracted, and their articles; and all that were asked for before."""
        with self._lock:
            self._read(set(anchors) - self._places)
            events = {event: one for event, one in self._events.items() if event not in self.kept.made}
            articles = dict(self._articles)
        return Corpus(events | {event.event_id: event for event in self.kept.raw}, articles)

    def _read(self, places: set[Anchor]) -> None:
        if not places:
            return
        rows, articles = told_in(self.index, places)
        found = [one for one in records(self.index, rows) if one.event_id not in self._events]
        merged = {event.event_id for event in found if event.sources > 1}
        members = {one.event_id: one.members for one in self.merged(merged)} if merged else {}
        for event in found:
            self._events[event.event_id] = replace(event, members=members.get(event.event_id, ()))
        self._articles.update({article.document: article for article in articles})
        self._places.update(places)


def corrected(source: Source, edits: tuple[Edit, ...]) -> tuple[Index, Replayed]:
    """The index with edits in it, and what they did."""
    places = [anchor for one in edits for anchor in anchors_of(one)]
    replayed = replay(edits, source.corpus(places))
    restored = [event for event in source.kept.raw if event.event_id not in replayed.gone]
    gone = replayed.gone | source.kept.made
    return spliced(source.index, gone, [*restored, *replayed.made]), replayed
