"""Finds the events of an edit in an extraction again: by the article's digest and the place of the sentence.

An article that moved has the same digest; in one whose text changed, the sentence is looked for by its words. What
fits no event, or more than one, is not guessed: the reason is given instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.corrections.edits import Anchor, Target

if TYPE_CHECKING:
    from pipeline.corrections.edits import Edit
    from pipeline.schema import Article, Event, Evidence

Reason = Literal["article", "sentence", "ambiguous", "event", "several", "differs", "undone", "unknown"]
REASONS: dict[Reason, str] = {
    "article": "no article has its text or its name",
    "sentence": "the article has changed, and the sentence is not in it",
    "ambiguous": "the article has changed, and has the sentence more than once",
    "event": "no event is found in its sentence",
    "several": "more than one event of its sentence could be meant",
    "differs": "the event of its sentence reads differently now: judge it again",
    "undone": "the edit that made its event is taken back",
    "unknown": "the edit that it takes back is not there",
}


class Place(NamedTuple):
    """A sentence of an article of the extraction."""

    document: str
    start: int
    end: int


@dataclass(frozen=True)
class Corpus:
    """What edits are matched with: the articles that they can be about, and the events told in these."""

    events: Mapping[str, Event]
    articles: Mapping[str, Article]

    @cached_property
    def named(self) -> Mapping[str, list[str]]:
        """The documents with a digest of their text, by that."""
        found: dict[str, list[str]] = {}
        for document in sorted(self.articles):
            found.setdefault(self.articles[document].sha256, []).append(document)
        return found

    @cached_property
    def told(self) -> Mapping[str, list[str]]:
        """The ids of the events with evidence in a document."""
        found: dict[str, dict[str, None]] = {}
        for event in self.events.values():
            for piece in event.evidence:
                found.setdefault(piece.document, {})[event.event_id] = None
        return {document: list(ids) for document, ids in found.items()}

    @cached_property
    def counts(self) -> Counter[tuple[str, int, int]]:
        """How many events each place proves."""
        return Counter(
            place
            for event in self.events.values()
            for place in {(piece.document, piece.start, piece.end) for piece in event.evidence}
        )


def corpus(events: Iterable[Event], articles: Iterable[Article]) -> Corpus:
    """The corpus of all events and articles of an extraction, or of those that matter."""
    return Corpus({one.event_id: one for one in events}, {one.document: one for one in articles})


def placed(anchor: Anchor, known: Corpus) -> Place | Reason:
    """Where an edit's sentence stands in the extraction."""
    same = known.named.get(anchor.sha256, []) if anchor.sha256 else []
    if same:
        return Place(anchor.document if anchor.document in same else same[0], anchor.start, anchor.end)
    article = known.articles.get(anchor.document)
    if article is None:
        return "article"
    at = article.text.find(anchor.text)
    if at < 0:
        return "sentence"
    if article.text.find(anchor.text, at + 1) >= 0:
        return "ambiguous"
    return Place(anchor.document, at, at + len(anchor.text))


def anchors(event: Event) -> list[Anchor]:
    """The places of an event's evidence, without what the articles have for a digest."""
    return [Anchor(piece.document, "", piece.start, piece.end, piece.text) for piece in event.evidence]


def anchors_of(edit: Edit) -> list[Anchor]:
    """All places that an edit is about."""
    targets = [one for one in (edit.event, edit.other) if one]
    found = [anchor for one in targets for anchor in one.evidence]
    return [*found, edit.evidence] if edit.evidence else found


def target(shown: Event, raw: Event, known: Corpus) -> Target:
    """What to know a shown event again by: its sentences, and how the event behind it was extracted."""
    return Target(
        event_id=raw.event_id,
        title=raw.title,
        kind=raw.kind,
        status=raw.status,
        start=raw.start,
        end=raw.end,
        evidence=tuple(
            Anchor(
                document=piece.document,
                sha256=known.articles[piece.document].sha256 if piece.document in known.articles else "",
                start=piece.start,
                end=piece.end,
                text=piece.text,
                others=max(0, known.counts[piece.document, piece.start, piece.end] - 1),
            )
            for piece in shown.evidence
        ),
    )


def fit(target: Target, event: Event) -> int:
    """In how many of kind, date and title an event still is what was judged."""
    dates = (target.start, target.end) == (event.start, event.end)
    return (target.kind == event.kind) + dates + (target.title == event.title)


def overlaps(place: Place, start: int, end: int) -> bool:
    """Whether two sentences of an article are the same but for where they begin and end."""
    common = min(place.end, end) - max(place.start, start)
    return 2 * common > min(place.end - place.start, end - start)


def near(anchor: Anchor, piece: Evidence) -> bool:
    """Whether a piece of evidence could be what an edit is about: at the same place, or with the same words."""
    return (
        (anchor.start < piece.end and piece.start < anchor.end)
        or anchor.text in piece.text
        or piece.text in anchor.text
    )


def told_at(place: Place, target: Target, anchor: Anchor, known: Corpus) -> Event | Reason:
    """The event that an edit's event is now, by one of its sentences."""
    fitting = {
        event: known.events[event]
        for event in known.told.get(place.document, ())
        if any(
            piece.document == place.document and overlaps(place, piece.start, piece.end)
            for piece in known.events[event].evidence
        )
    }
    if target.event_id in fitting:
        return fitting[target.event_id]
    if not fitting:
        return "event"
    ranked = sorted(fitting.values(), key=lambda event: -fit(target, event))
    best = fit(target, ranked[0])
    if len(ranked) == 1:
        return ranked[0] if best or not anchor.others else "several"
    return ranked[0] if best > fit(target, ranked[1]) else "several"
