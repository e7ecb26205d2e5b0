"""A store of many files: a folder of Parquet parts of events and of articles, and a manifest that lists them.

    manifest.json              what belongs to the store; a file that it does not list does not count
    events/*.parquet           events with evidence, participants and members, in the layout of one file
    articles/*.parquet         articles with their texts
    found/, merged/            what each article tells by itself, and what is kept to add to the store later

Files never change: what is new has a new name, and the manifest is replaced in one step. So a reader finds
the store as it was or as it is, and whoever writes may be killed at any point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge as in_order
from typing import TYPE_CHECKING, Any

import orjson

from pipeline.merge import calendar_order
from pipeline.store.address import MissingError, joined, read_bytes, write_bytes
from pipeline.store.files import StoreError

if TYPE_CHECKING:
    from pipeline.schema import Event

LAYOUT = 1
"""The version of the layout, in the manifest; raised where an older reader would fail."""
MANIFEST = "manifest.json"
FOLDERS = ("found", "articles", "merged", "events")
JOINED = "events/joined"
"""How the names of parts begin that hold events told across the borders of the other parts."""
UNDATED = "events/undated"
"""How the names of parts begin that hold events without a date."""


@dataclass(frozen=True)
class Manifest:
    """What belongs to a store: names of files below its folder, and what was found altogether.

    `found` names what each batch of articles tells, in the order of reading. A part of `events` is in the
    order of dates, and so are its names but for those that begin with `joined`. `read` counts the articles that
    were searched, `left` those in other languages, `failures` has a line for each input that failed. Where
    `events` are corrected, `extracted` names those as they were found, and `corrections` what is kept of the edits.
    """

    found: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    read: int = 0
    left: dict[str, int] = field(default_factory=dict)
    failures: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    corrections: str = ""


def read_manifest(store: str) -> Manifest:
    """The manifest of a store; `StoreError` where there is none or it is of another layout."""
    try:
        values: dict[str, Any] = orjson.loads(read_bytes(joined(store, MANIFEST)))
        layout = values.pop("zeitstrahl")
    except MissingError:
        raise StoreError(
            f"{store}: no finished store; `extract INPUT -o {store}/` makes or finishes one"
        ) from None
    except (orjson.JSONDecodeError, KeyError, AttributeError, TypeError):
        raise StoreError(f"{store}: no readable {MANIFEST}") from None
    if layout != LAYOUT:
        raise StoreError(
            f"{store}: layout {layout}; a store that `extract -o` of this version wrote is allowed"
        )
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return Manifest(**known)


def write_manifest(store: str, manifest: Manifest) -> None:
    """Replace the manifest, in one step: from now on a reader finds what it lists."""
    values = {
        "zeitstrahl": LAYOUT,
        **{name: getattr(manifest, name) for name in Manifest.__dataclass_fields__},
    }
    write_bytes(
        joined(store, MANIFEST), orjson.dumps(values, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    )


def in_calendar(streams: Sequence[Iterator[Event]]) -> Iterator[Event]:
    """The events of streams that are each in the order of dates, in that order."""
    return in_order(*streams, key=calendar_order)
