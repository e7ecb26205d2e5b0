"""Joins two events, and divides one by its sentences: in tellings where it was merged, else by its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.corrections.matching import Corpus, Place, overlaps
from pipeline.merge import merge
from pipeline.merge.combine import combine
from pipeline.merge.tellings import tell

if TYPE_CHECKING:
    from pipeline.schema import Event, Evidence


def within(piece: Evidence, places: Sequence[Place]) -> bool:
    """Whether a piece of evidence stands at one of these places."""
    return any(
        place.document == piece.document and overlaps(place, piece.start, piece.end) for place in places
    )


def rest(event: Event, places: Sequence[Place], known: Corpus) -> Event | None:
    """The event without the tellings at these places; None where nothing is left."""
    tellings = [one for one in event.members if not _proven(one, places)]
    if not tellings:
        return None
    return _told(tellings, event, known)


def divided(
    event: Event, places: Sequence[Place], staying: Sequence[Place], other_id: str, known: Corpus
) -> tuple[Event, Event]:
    """The event without its sentences at these places, and the event of those.

    Tellings that stand neither there nor at the places that stay go with the side that they are more alike.
    """
    taken = [one for one in event.members if _proven(one, places)]
    keep = [one for one in event.members if one not in taken and _proven(one, staying)]
    open_ = [one for one in event.members if one not in taken and one not in keep]
    if taken and (keep or open_):
        taken += _following(open_, keep, taken, known)
        mine = [one for one in event.members if one not in taken]
        return _told(mine, event, known), replace(_told(taken, event, known), event_id=other_id)
    theirs = [piece for piece in event.evidence if within(piece, places)]
    left = [piece for piece in event.evidence if piece not in theirs]
    return _proving(left, event), replace(_proving(theirs, event), event_id=other_id)


def joined(event: Event, other: Event, known: Corpus) -> Event:
    """Two events as one: what the first says, with the actors and the evidence of both."""
    evidence = {(p.document, p.start, p.end): p for p in (*other.evidence, *event.evidence)}
    order = dict.fromkeys((p.document, p.start, p.end) for p in (*event.evidence, *other.evidence))
    parts = {(p.kind, p.name): p for p in (*other.participants, *event.participants)}
    actors = dict.fromkeys((p.kind, p.name) for p in (*event.participants, *other.participants))
    both = tuple(evidence[key] for key in order)
    return replace(
        event,
        participants=tuple(parts[key] for key in actors),
        persons=tuple(dict.fromkeys((*event.persons, *other.persons))),
        countries=tuple(dict.fromkeys((*event.countries, *other.countries))),
        organisations=tuple(dict.fromkeys((*event.organisations, *other.organisations))),
        place=event.place or other.place,
        evidence=both,
        sources=len({piece.document for piece in both}),
        members=(*(event.members or (event,)), *(other.members or (other,))),
    )


def _proven(telling: Event, places: Sequence[Place]) -> bool:
    return any(within(piece, places) for piece in telling.evidence)


def _proving(evidence: Sequence[Evidence], event: Event) -> Event:
    """The event with this evidence only."""
    sources = len({piece.document for piece in evidence})
    return replace(event, evidence=tuple(evidence), sources=sources, members=())


def _told(tellings: Sequence[Event], event: Event, known: Corpus) -> Event:
    """The event of these tellings only."""
    made = combine([tell(one, known.articles) for one in tellings], known.articles)
    return replace(made, event_id=event.event_id)


def _following(open_: list[Event], keep: list[Event], taken: list[Event], known: Corpus) -> list[Event]:
    """Of the tellings that no one has judged those that are one event with what was taken out."""
    if not open_:
        return []
    refused = [(one.event_id, other.event_id) for one in keep for other in taken]
    ids, kept = {one.event_id for one in taken}, {one.event_id for one in keep}
    follow: set[str] = set()
    for group in merge([*open_, *keep, *taken], known.articles.values(), refused):
        members = {one.event_id for one in group.members or (group,)}
        if members & ids and not members & kept:
            follow |= members
    return [one for one in open_ if one.event_id in follow]
