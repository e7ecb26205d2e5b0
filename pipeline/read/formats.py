"""Knows how to read each format, by a file's ending or its first bytes; a new one is a function and a row here."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePath
from typing import IO

from pipeline.read.decode import ReadError, shown
from pipeline.read.plain import read_jsonl, read_text
from pipeline.read.records import LARGEST, Options, Reader, Record

__all__ = ["KNOWN", "LARGEST", "READERS", "Record", "is_known", "read_jsonl", "read_text"]


def _lazily(module: str, function: str) -> Reader:
    """A reader whose module is imported when the first file of its format comes: plain text starts at once."""

    def read(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
        yield from getattr(import_module(f"pipeline.read.{module}"), function)(stream, options)

    return read


_HTML, _MHTML = _lazily("web", "read_html"), _lazily("web", "read_mhtml")

READERS: dict[str, Reader] = {
    "": read_text,
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".mhtml": _MHTML,
    ".mht": _MHTML,
}
KNOWN = ", ".join(filter(None, READERS))


def reader_of(name: str) -> Reader:
    """How to read a file, by the ending of its name; raise `ReadError` where that is unknown."""
    ending = ending_of(name)
    if ending not in READERS:
        raise ReadError(f"unknown format {shown(ending)!r}; known: {KNOWN}")
    return READERS[ending]


def is_known(name: str) -> bool:
    """Whether a file found in a folder or an archive is taken for one of articles."""
    ending = ending_of(name)
    return bool(ending) and ending in READERS


def ending_of(name: str) -> str:
    """The ending of a file's name, lower case."""
    return PurePath(name).suffix.lower()


def stem_of(name: str) -> str:
    """A file's name without its ending."""
    return PurePath(name).stem


def sniffed(begin: bytes) -> Reader:
    """How to read what has no name, by its first bytes; plain text where they tell nothing."""
    begin = begin.removeprefix(b"\xef\xbb\xbf").lstrip()[:1000]
    low = begin.lower()
    if begin.startswith(b"{"):
        return read_jsonl
    if low.startswith((b"<!doctype html", b"<html")) or (low.startswith(b"<?xml") and b"<html" in low):
        return READERS[".html"]
    return read_text
