"""Knows how to read each format, by a file's ending or its first bytes; a new one is a function and a row here."""

from __future__ import annotations

import re
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
        reader: Reader = getattr(import_module(f"pipeline.read.{module}"), function)
        try:
            yield from reader(stream, options)
        except (ReadError, OSError):
            raise
        except Exception as error:  # of a library, about a file that is not what it seems: the others go on
            what = " ".join(str(error).split())[:80]
            raise ReadError(
                f"damaged, or not what its ending says ({type(error).__name__}: {what})"
            ) from None

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
    ".csv": _lazily("tables", "read_csv"),
    ".tsv": _lazily("tables", "read_csv"),
    ".json": _lazily("tables", "read_json"),
    ".parquet": _lazily("tables", "read_parquet"),
    ".xlsx": _lazily("tables", "read_excel"),
    ".pdf": _lazily("documents", "read_pdf"),
    ".docx": _lazily("documents", "read_docx"),
    ".eml": _lazily("documents", "read_eml"),
    ".rss": _lazily("feeds", "read_feed"),
    ".atom": _lazily("feeds", "read_feed"),
    ".xml": _lazily("feeds", "read_feed"),
    ".zip": _lazily("archives", "read_zip"),
    ".tar": _lazily("archives", "read_tar"),
    ".tar.gz": _lazily("archives", "read_tar"),
    ".tgz": _lazily("archives", "read_tar"),
    ".gz": _lazily("archives", "read_gzip"),
}
_SIGNS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".zip": (b"PK\x03\x04",),
    ".parquet": (b"PAR1",),
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
    if ending == ".gz":
        return is_known(name[: -len(".gz")])
    return bool(ending) and ending in READERS


def ending_of(name: str) -> str:
    """The ending of a file's name, lower case; of a packed archive both."""
    low = name.lower()
    return ".tar.gz" if low.endswith(".tar.gz") else PurePath(low).suffix


def stem_of(name: str) -> str:
    """A file's name without its ending; of a packed file without both."""
    path = PurePath(name)
    ending = ending_of(name)
    if ending == ".gz":
        return path.with_suffix("").stem
    return path.name[: -len(ending)] if ending == ".tar.gz" else path.stem


def sniffed(begin: bytes) -> Reader:
    """How to read what has no name, by its first bytes; plain text where they tell nothing."""
    return READERS[ending_of_content(begin)]


def ending_of_content(begin: bytes) -> str:
    """The ending that a file with these first bytes should have."""
    begin = begin.removeprefix(b"\xef\xbb\xbf").lstrip()[:1000]
    low = begin.lower()
    if begin.startswith(b"{"):
        # one object in several lines is no JSON Lines
        return ".json" if begin.partition(b"\n")[0].strip() == b"{" else ".jsonl"
    if re.match(rb"\[\s*[{\]]", begin):
        return ".json"
    for ending, signs in _SIGNS.items():
        if begin.startswith(signs):
            return ending
    if b"<rss" in low or b"<feed" in low or b"<rdf:rdf" in low:
        return ".xml"
    if low.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        low.startswith(b"<?xml") and b"<html" in low
    ):
        return ".html"
    return ".txt"
