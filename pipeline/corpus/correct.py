"""Puts people's corrections into a store of many files: what they are about is read, the rest is not looked at.

Parts that lose an event are written anew beside those as extracted, what edits make of events is a part of its own,
and a note keeps the edits. So the next run begins with what was extracted, and every edit can be taken back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.corrections import Corpus, anchors_of, corpus, note, replay
from pipeline.corrections.edits import line
from pipeline.corrections.kept import NOTE
from pipeline.merge import calendar_order
from pipeline.store.address import exists, joined, write_bytes, writing
from pipeline.store.folder import JOINED, UNDATED, Manifest, read_manifest
from pipeline.store.parquet import (
    article_columns,
    events_citing,
    read_articles,
    read_events,
    rows_of,
    write_parquet,
)

if TYPE_CHECKING:
    from pipeline.corrections import Edit, Replayed
    from pipeline.schema import Event


def corrected(store: str, manifest: Manifest, edits: Sequence[Edit]) -> tuple[Manifest, Replayed | None]:
    """The manifest of the store with edits in its events, and what they did; `manifest` is of events as extracted."""
    manifest = replace(manifest, extracted=(), corrections="")
    if not edits:
        return manifest, None
    known, where = _about(store, manifest, edits)
    replayed = replay(edits, known)
    of = b"".join(map(line, edits)) + "\0".join(manifest.events).encode()
    mark = f"corrected-{hashlib.blake2b(of, digest_size=8).hexdigest()}"
    losing: dict[str, set[str]] = {}
    for event in replayed.gone:
        losing.setdefault(where[event], set()).add(event)
    events = [_without(store, name, losing.get(name, ()), mark) for name in manifest.events]
    made = sorted(replayed.made, key=calendar_order)
    for begin, chosen in (
        (JOINED, [e for e in made if e.start]),
        (UNDATED, [e for e in made if not e.start]),
    ):
        events.append(_written(store, f"{begin}-{mark}.parquet", chosen))
    name = f"merged/{mark}.json"
    write_bytes(joined(store, name), note(edits, replayed)[NOTE].encode())
    found = replace(manifest, events=tuple(filter(None, events)), extracted=manifest.events, corrections=name)
    return found, replayed


def told(store: str, edits: Sequence[Edit]) -> tuple[Corpus, int]:
    """The extracted events of a store that edits can be about, with their articles; and how many it has in all."""
    manifest = read_manifest(store)
    manifest = replace(manifest, events=manifest.extracted or manifest.events)
    return _about(store, manifest, edits)[0], sum(rows_of(joined(store, name)) for name in manifest.events)


def _about(store: str, manifest: Manifest, edits: Iterable[Edit]) -> tuple[Corpus, dict[str, str]]:
    """The events told in articles that edits name or have the digest of; and the part in which each event is."""
    anchors = [anchor for one in edits for anchor in anchors_of(one)]
    names, digests = {anchor.document for anchor in anchors}, {anchor.sha256 for anchor in anchors} - {""}
    parts: dict[str, str] = {}
    wanted: set[str] = set()
    for part in manifest.articles:
        for document, sha256 in article_columns(joined(store, part), ("document", "sha256")):
            parts[document] = part
            if document in names or sha256 in digests:
                wanted.add(document)
    events: dict[str, Event] = {}
    where = {}
    for part in manifest.events:
        address = joined(store, part)
        ids = events_citing(address, wanted)
        for event in read_events(address, ids) if ids else ():
            events[event.event_id], where[event.event_id] = event, part
    # an event of several articles is told and divided by what all of them say
    wanted |= {piece.document for event in events.values() for piece in event.evidence}
    articles = [
        article
        for part in sorted({parts[document] for document in wanted if document in parts})
        for article in read_articles(joined(store, part))
        if article.document in wanted
    ]
    return corpus(events.values(), articles), where


def _without(store: str, name: str, ids: Collection[str], mark: str) -> str:
    """The part without some of its events; empty where nothing is left of it."""
    if not ids:
        return name
    if len(ids) == rows_of(joined(store, name)):
        return ""
    rest = (event for event in read_events(joined(store, name)) if event.event_id not in ids)
    return _written(store, f"{name.removesuffix('.parquet')}-{mark}.parquet", rest)


def _written(store: str, name: str, events: Iterable[Event]) -> str:
    events = list(events)
    if events and not exists(joined(store, name)):
        with writing(joined(store, name)) as stream:
            write_parquet(events, (), stream)
    return name if events else ""
