"""Writes events as JSON Lines, JSON and CSV; needs neither pandas nor Arrow."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from pipeline.schema import Event

CSV_COLUMNS: tuple[str, ...] = (
    "event_id",
    "title",
    "start",
    "end",
    "granularity",
    "edtf",
    "time_text",
    "basis",
    "kind",
    "status",
    "persons",
    "countries",
    "organisations",
    "place",
    "confidence",
    "sources",
    "conflicts",
    "corrections",
    "documents",
    "evidence",
)
"""One row an event; several values in a cell are separated by ` | `."""


def as_object(event: Event) -> dict[str, Any]:
    """The event as JSON has it: dates in ISO form, null where unknown; `corrections` only where there are any."""
    found: dict[str, Any] = {
        "event_id": event.event_id,
        "title": event.title,
        "start": event.start,
        "end": event.end,
        "granularity": event.granularity,
        "edtf": event.edtf,
        "time_text": event.time_text,
        "basis": event.basis,
        "kind": event.kind,
        "status": event.status,
        "persons": event.persons,
        "countries": event.countries,
        "organisations": event.organisations,
        "place": event.place,
        "confidence": event.confidence,
        "evidence": [
            {"document": e.document, "start": e.start, "end": e.end, "text": e.text, "rule": e.rule}
            for e in event.evidence
        ],
    }
    return found | {"corrections": event.corrections} if event.corrections else found


def write_jsonl(events: Iterable[Event], stream: IO[bytes], more: Mapping[str, Any] | None = None) -> None:
    """One JSON object a line; `more` are members that each of them ends with."""
    for event in events:
        found = as_object(event) if more is None else as_object(event) | dict(more)
        stream.write(orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE))


def write_json(events: Iterable[Event], stream: IO[bytes]) -> None:
    """One JSON array, one event a line."""
    stream.write(b"[")
    for number, event in enumerate(events):
        stream.write(b",\n" if number else b"\n")
        stream.write(orjson.dumps(as_object(event)))
    stream.write(b"\n]\n")


def write_csv(events: Iterable[Event], stream: IO[bytes], more: Mapping[str, str] | None = None) -> None:
    """Comma-separated values in UTF-8 with a mark, which spreadsheets need to read umlauts.

    `more` are columns that have the same value in every row.
    """
    ends = [_cell(value) for value in (more or {}).values()]
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    try:
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow([*CSV_COLUMNS, *(more or {})])
        for event in events:
            cells = {**as_object(event), "sources": event.sources, "conflicts": event.conflicts}
            cells["corrections"] = event.corrections
            cells["documents"] = dict.fromkeys(e.document for e in event.evidence)
            cells["evidence"] = dict.fromkeys(e.text for e in event.evidence)
            rows.writerow([*(_cell(cells[name]) for name in CSV_COLUMNS), *ends])
    finally:
        text.detach()


# A spreadsheet takes a cell that begins so for a formula, which could be an article's own text. One that
# expects another separator (German ones a semicolon) begins a new cell in the middle of ours, quotes or not.
# What is white or cannot be seen before the sign does not count.
_FORMULA = re.compile(
    r"(^|[;\t\r\n])(?=(?:[^\S\t\r\n]|[\x00-\x08\x0e-\x1b\x7f\u200b-\u200f\ufeff])*"
    r"[=+\-@\uff1d\uff0b\uff0d\uff20])"
)


def plain_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what could begin one."""
    safe = _FORMULA.sub(r"\1'", text)
    return f"'{safe}" if safe.startswith(("\t", "\r", "\n", "\0")) else safe


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple | dict):
        return plain_cell(" | ".join(value))
    return plain_cell(value if isinstance(value, str) else str(value))
