"""Exports: the events of a view as a file that others can use, each with its evidence and where it came from.

A format is one function `write(selection, stream)` in a module of its own and one row in `FORMATS`. It gives
notes: a line for each thing that the format has no room for. Every file names the filters, the day on which
the articles were searched, and the version.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pipeline.export.about import About, Words, filters_in_words
    from pipeline.export.selection import Selection, extracted_on, selected

__all__ = [
    "FORMATS",
    "About",
    "ExportError",
    "Format",
    "Selection",
    "Words",
    "can_write",
    "extracted_on",
    "file_name",
    "filters_in_words",
    "format_of",
    "selected",
    "write",
]


class ExportError(Exception):
    """Why a view cannot be written in a format, in one line."""


class Format(NamedTuple):
    """A format: the module that writes it, the ending of its files, their media type, whether people can read it."""

    module: str
    ending: str
    media_type: str
    is_text: bool = True


FORMATS: dict[str, Format] = {
    "csv": Format("tables", ".csv", "text/csv"),
    "jsonl": Format("tables", ".jsonl", "application/x-ndjson"),
    "parquet": Format("tables", ".parquet", "application/vnd.apache.parquet", False),
    "xlsx": Format(
        "excel", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False
    ),
    "html": Format("html", ".html", "text/html"),
    "markdown": Format("markdown", ".md", "text/markdown"),
    "ics": Format("calendar", ".ics", "text/calendar"),
    "timelinejs": Format("timelinejs", ".json", "application/json"),
    "timelinejs-sheet": Format("timelinejs", ".timelinejs.csv", "text/csv"),
    "ftm": Format("followthemoney", ".ftm.json", "application/x-ndjson"),
    "svg": Format("picture", ".svg", "image/svg+xml"),
    "png": Format("picture", ".png", "image/png", False),
}
"""The formats by name, those for everyone first."""

_HOME = {
    "About": "about",
    "Words": "about",
    "filters_in_words": "about",
    "Selection": "selection",
    "extracted_on": "selection",
    "file_name": "about",
    "selected": "selection",
}


def format_of(path: str) -> str | None:
    """The format that a file's name asks for, by the longest ending that fits; None where none does."""
    name = path.lower()
    fits = [form for form, known in FORMATS.items() if name.endswith(known.ending)]
    return max(fits, key=lambda form: len(FORMATS[form].ending), default=None)


def can_write(form: str) -> bool:
    """Whether this machine has what a format needs: pictures of points need a Chromium."""
    return form != "png" or import_module("pipeline.export.picture").browser() is not None


def write(selection: Selection, form: str, stream: IO[bytes]) -> list[str]:
    """Write a selection in a format of `FORMATS`; gives a line for each thing that found no room in it.

    Raises `ExportError` where it cannot be written at all.
    """
    module = import_module(f"pipeline.export.{FORMATS[form].module}")
    writer: Callable[[Selection, IO[bytes]], list[str]] = module.WRITERS[form]
    return writer(selection, stream)


def __getattr__(name: str) -> Any:
    # the command line's options need the names of formats, not the DataFrames that the formats are made from
    if name in _HOME:
        return getattr(import_module(f"pipeline.export.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
