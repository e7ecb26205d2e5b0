"""FollowTheMoney: entities one a line, as Aleph and OpenSanctions' tools read them.

An event is an `Event`, who takes part a `Person` or an `Organization`, an article an `Article` that the event has
as its `proof`; a `Folder` above the articles says where all of it comes from. Country codes are lower case there.
A date is as precise as it is known: `2025-12` is a month.
"""

from __future__ import annotations

import hashlib
from typing import IO, TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.export.selection import Selection, Source
    from pipeline.schema import Event

PRECISION = {"year": 4, "month": 7}
"""Of a date as YYYY-MM-DD, how many characters are known."""
GONE = {"SU": "suhh", "YU": "yucs", "CS": "cshh"}
"""States that are no more have longer codes there."""


def ftm(selection: Selection, stream: IO[bytes]) -> list[str]:
    """Each entity once, before the first event that refers to it."""
    about, words = selection.about, selection.words
    folder = _id("view", about.link, about.extracted.isoformat())
    lines = [f"{label}: {value}" for label, value in about.lines(words)]
    known: set[str] = set()

    def write(key: str, schema: str, properties: dict[str, list[str]]) -> None:
        if key not in known:
            known.add(key)
            filled = {
                name: found
                for name, values in properties.items()
                if (found := [v for v in dict.fromkeys(values) if v])
            }
            record = {"id": key, "schema": schema, "properties": filled}
            stream.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))

    title = ", ".join([words("title"), *about.filters])
    write(
        folder,
        "Folder",
        {"fileName": ["zeitstrahl"], "title": [title], "notes": lines, "generator": [about.program]},
    )
    for event in selection.events():
        sources = {piece.document: selection.source(piece.document) for piece in event.evidence}
        proof = []
        for source in sources.values():
            proof.append(_id("article", source.document))
            write(proof[-1], "Article", _article(source, folder))
        involved = []
        for schema, names in (("Person", event.persons), ("Organization", event.organisations)):
            for name in names:
                involved.append(_id(schema, name))
                write(involved[-1], schema, {"name": [name]})
        write(f"zs-event-{event.event_id}", "Event", _event(event, selection, proof, involved))
    return []


def _article(source: Source, folder: str) -> dict[str, list[str]]:
    published = source.published.isoformat() if source.published else ""
    return {
        "title": [source.title],
        "fileName": [source.file or source.document],
        "publishedAt": [published],
        "sourceUrl": [source.address],
        "parent": [folder],
        "language": ["deu"],
    }


def _event(event: Event, selection: Selection, proof: list[str], involved: list[str]) -> dict[str, list[str]]:
    words, about = selection.words, selection.about
    length = PRECISION.get(event.granularity, 10)
    first, last = (day.isoformat()[:length] if day else "" for day in (event.start, event.end))
    when = words.when(event.start, event.end, event.granularity, event.edtf)
    return {
        "name": [event.title],
        "date": [first] if first == last else [],
        "startDate": [first],
        "endDate": [last],
        "summary": [f"{when}: {words.label('kind', event.kind)}, {words.label('status', event.status)}"],
        "description": [piece.text for piece in event.evidence],
        "keywords": [event.kind, event.status],
        "country": [GONE.get(code, code.lower()) for code in event.countries],
        "location": [event.place or ""],
        "involved": involved,
        "proof": proof,
        "recordId": [event.event_id],
        "publisher": [about.program],
        "retrievedAt": [about.extracted.isoformat()],
    }


def _id(*parts: Any) -> str:
    digest = hashlib.sha1("\0".join(map(str, parts)).encode("utf-8", "replace"), usedforsecurity=False)
    return f"zs-{str(parts[0]).lower()}-{digest.hexdigest()}"


WRITERS: dict[str, Callable[[Selection, IO[bytes]], list[str]]] = {"ftm": ftm}
