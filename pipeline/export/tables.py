"""CSV, JSON Lines and Parquet: what `extract` writes too, for the events of a view."""

from __future__ import annotations

from itertools import chain
from typing import IO, TYPE_CHECKING

from pipeline.query.beside import files_of
from pipeline.store.folder import MANIFEST
from pipeline.store.lines import write_csv, write_jsonl
from pipeline.store.parquet import read_events, write_parquet

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.export.selection import Selection


def csv(selection: Selection, stream: IO[bytes]) -> list[str]:
    """One row an event; its last columns name the view, so that a row keeps it in another table."""
    about = {f"export_{key}": value for key, value in selection.about.data().items()}
    write_csv(selection.events(), stream, about)
    return []


def jsonl(selection: Selection, stream: IO[bytes]) -> list[str]:
    """One event a line as `extract` writes it, and in `export` the view that it was taken from."""
    about = selection.about.data() | {"filters": selection.about.filters}
    write_jsonl(selection.events(), stream, {"export": about})
    return []


def parquet(selection: Selection, stream: IO[bytes]) -> list[str]:
    """A file like the one that `extract` writes, with the articles cited; its metadata name the view.

    Where the events come from such a file, they keep the tellings that they were merged from.
    """
    about = selection.about.data()
    if selection.stored is None:
        write_parquet(selection.events(), selection.articles(selection.cited()), stream, about)
        return []
    ids = set(selection.index.ids(selection.rows))
    one = selection.stored.is_file() or (selection.stored / MANIFEST).is_file()
    files = [selection.stored] if one else files_of(selection.stored)
    events = chain.from_iterable(read_events(file, ids) for file in files)
    write_parquet(events, selection.articles(selection.cited()), stream, about)
    return []


WRITERS: dict[str, Callable[[Selection, IO[bytes]], list[str]]] = {
    "csv": csv,
    "jsonl": jsonl,
    "parquet": parquet,
}
