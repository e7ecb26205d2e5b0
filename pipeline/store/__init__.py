"""Events to and from files: Parquet (complete, read back exactly), CSV, JSON, JSON Lines; and as DataFrames.

DataFrames are imported only when they are asked for, so that the command line starts quickly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pipeline.store.files import StoreError, replacing
from pipeline.store.lines import write_csv, write_json, write_jsonl

if TYPE_CHECKING:
    from pipeline.schema import Article, Event
    from pipeline.store.parquet import about_file, read_events, stored_articles
    from pipeline.store.tables import Extraction, frames, load

__all__ = [
    "FORMATS",
    "Extraction",
    "StoreError",
    "about_file",
    "format_of",
    "frames",
    "load",
    "read_events",
    "replacing",
    "save",
    "stored_articles",
]

FORMATS: dict[str, tuple[str, ...]] = {
    "jsonl": (".jsonl", ".ndjson"),
    "csv": (".csv",),
    "parquet": (".parquet", ".pq"),
    "json": (".json",),
}
"""Formats by name, with the endings of file names that mean them."""


def format_of(path: str | Path) -> str | None:
    """The format that a file's name asks for; None where its ending means none."""
    ending = Path(path).suffix.lower()
    return next((name for name, endings in FORMATS.items() if ending in endings), None)


def save(
    events: Iterable[Event],
    articles: Iterable[Article],
    output: str | Path | IO[bytes],
    form: str | None = None,
    undated: bool = False,
    about: Mapping[str, str] | None = None,
) -> None:
    """Write events to a file, all of it or nothing; or to an open stream.

    `form` is one of `FORMATS`, by default what the file's name says. Events without a date are always in
    Parquet, else only where `undated` is set. `about` is kept by Parquet only.
    """
    form = form or (format_of(output) if isinstance(output, str | Path) else None)
    if form not in FORMATS:
        raise ValueError(f"{output}: unknown format; known: {', '.join(FORMATS)}")
    chosen = (
        events if undated or form == "parquet" else (event for event in events if event.start is not None)
    )
    opened: AbstractContextManager[IO[bytes]]
    opened = replacing(output) if isinstance(output, str | Path) else nullcontext(output)
    with opened as stream:
        if form == "parquet":
            import_module("pipeline.store.parquet").write_parquet(chosen, articles, stream, about)
        else:
            {"jsonl": write_jsonl, "json": write_json, "csv": write_csv}[form](chosen, stream)


def __getattr__(name: str) -> Any:
    if name in ("Extraction", "frames", "load"):
        return getattr(import_module("pipeline.store.tables"), name)
    if name in ("read_events", "about_file", "stored_articles"):
        return getattr(import_module("pipeline.store.parquet"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
