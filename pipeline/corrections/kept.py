"""What a corrected file of events keeps of the extraction behind it, so that every edit in it can be taken back.

It stands in the file's metadata: the edits, the ids of the events that they made, and the extracted events that
these stand for.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

import orjson

from pipeline import store
from pipeline.corrections.edits import line
from pipeline.corrections.files import Log, joined, read_bytes
from pipeline.schema import Event, Evidence, Participant
from pipeline.store import address
from pipeline.store.folder import MANIFEST, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pipeline.corrections.edits import Edit
    from pipeline.corrections.replay import Replayed

NOTE = "corrections"


@dataclass(frozen=True, slots=True)
class Kept:
    """The edits that a file's events were corrected with, the events that they made, and those as extracted."""

    edits: tuple[Edit, ...] = ()
    made: frozenset[str] = frozenset()
    raw: tuple[Event, ...] = ()

    def restored(self, events: Iterable[Event]) -> list[Event]:
        """The events of the file as they were extracted."""
        return [*(event for event in events if event.event_id not in self.made), *self.raw]


def note(edits: Sequence[Edit], replayed: Replayed) -> dict[str, str]:
    """What a file of corrected events has to keep; nothing where no edit fits."""
    if not edits:
        return {}
    values = {
        "edits": b"".join(map(line, edits)).decode(),
        "made": sorted(event.event_id for event in replayed.made),
        "raw": [asdict(event) for event in replayed.raw.values()],
    }
    return {NOTE: orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()}


def kept(path: str | Path) -> Kept:
    """What a file or folder of events keeps; nothing where it was not corrected."""
    parquet = import_module("pipeline.store.parquet")  # Arrow takes a while, and not every command needs it
    if parquet.is_folder(path) and not address.exists(address.joined(str(path), MANIFEST)):
        each = [kept(file) for file in parquet.parquet_files(path)]
        edits = joined(Log(one.edits) for one in each)
        made = frozenset(event for one in each for event in one.made)
        return Kept(edits, made, tuple(event for one in each for event in one.raw))
    found = kept_text(path)
    if not found:
        return Kept()
    values = orjson.loads(found)
    log = read_bytes(values["edits"].encode())
    return Kept(joined([log]), frozenset(values["made"]), tuple(_event(row) for row in values["raw"]))


def kept_text(path: str | Path) -> str:
    """The same as `note` made it, of a file or a folder with a manifest; empty where it was not corrected."""
    if not import_module("pipeline.store.parquet").is_folder(path):
        return store.about_file(path).get(f"zeitstrahl.{NOTE}", "")
    name = read_manifest(str(path)).corrections
    return address.read_bytes(address.joined(str(path), name)).decode() if name else ""


def _event(row: dict[str, Any]) -> Event:
    values: dict[str, Any] = {
        f.name: tuple(v) if isinstance(v := row[f.name], list) else v for f in fields(Event)
    }
    for end in ("start", "end"):
        values[end] = values[end] and date.fromisoformat(values[end])
    values["evidence"] = tuple(Evidence(**one) for one in values["evidence"])
    values["participants"] = tuple(Participant(**one) for one in values["participants"])
    values["members"] = tuple(_event(one) for one in values["members"])
    return Event(**values)
