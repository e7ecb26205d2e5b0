"""Reads articles from files, folders and standard input; cleans them once and finds their publication day."""

from __future__ import annotations

import hashlib
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from importlib import import_module
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import IO, Any

from pipeline.read.clean import content_of
from pipeline.read.decode import Failure, NoArticlesError, ReadError, shown, without_surrogates
from pipeline.read.files import STANDARD_INPUT, files_of, is_address
from pipeline.read.formats import KNOWN, READERS, read_jsonl, reader_of, sniffed, stem_of
from pipeline.read.language import language_of
from pipeline.read.published import Stamp, names_no_day, of_file_name, parse_field
from pipeline.read.records import Options, Reader, Record
from pipeline.schema import Article

__all__ = [
    "AS_USUAL",
    "KNOWN",
    "READERS",
    "STANDARD_INPUT",
    "Failure",
    "OnError",
    "Options",
    "ReadError",
    "article_of",
    "files_of",
    "read_articles",
    "read_files",
    "read_lines",
    "read_opened",
    "read_streams",
    "shown",
    "warn",
]


OnError = Callable[[Failure], Any]
AS_USUAL = Options()
"""Columns by their common names, nothing private."""
NO_DAY = "no such day"


def warn(failure: Failure) -> None:
    """Report a failure as a Python warning."""
    warnings.warn(str(failure), stacklevel=3)


def read_articles(
    inputs: Iterable[str | Path] | str | Path, on_error: OnError = warn, options: Options = AS_USUAL
) -> Iterator[Article]:
    """Yield the articles of files, folders (all below them), addresses and `-` (standard input), one at a time.

    The order is that of the sorted paths, whatever order they are given in. `on_error` is called for each
    input, or record of one, that cannot be read, and for each file of a folder that holds no articles (`left` is set
    then); the others follow. Every article has a name of its own.
    """
    inputs = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    options = options._replace(named=frozenset(os.fspath(path) for path in inputs))
    yield from _distinct(read_files(files_of(inputs, on_error), on_error, options))


def read_files(
    paths: Iterable[str], on_error: OnError = warn, options: Options = AS_USUAL
) -> Iterator[Article]:
    """Yield the articles of files in the order given, with the names that they have by themselves.

    Several may have one name: for those who read a corpus in pieces and make names distinct afterwards.
    """
    for path in paths:
        if not (options.passed_over and os.path.realpath(path) == options.passed_over):
            yield from _of_file(path, on_error, options)


def read_opened(
    name: str, stream: IO[bytes], on_error: OnError = warn, options: Options = AS_USUAL
) -> Iterator[Article]:
    """Yield the articles of an opened file as `read_files` does."""
    yield from _of(name, stream, on_error, options)


def read_lines(
    path: str, stream: IO[bytes], line: int, on_error: OnError = warn, options: Options = AS_USUAL
) -> Iterator[Article]:
    """Yield the articles of some lines of a JSON Lines file as `read_files` does; the first is number `line`."""
    yield from _of(path, stream, on_error, options, partial(read_jsonl, first=line))


def read_streams(
    streams: Iterable[tuple[str, IO[bytes]]], on_error: OnError = warn, options: Options = AS_USUAL
) -> Iterator[Article]:
    """Yield the articles of opened files, given with their names: what was uploaded or pasted."""
    yield from _distinct(
        article for name, stream in streams for article in _of(name, stream, on_error, options)
    )


def article_of(record: Record, path: str = "", stem: str = "") -> Article:
    """Make an article of a record: find its content, its publication day and its language."""
    text, stem = without_surrogates(record.text), record.stem or stem
    content = content_of(text, record.start)
    day, reason = _published(record, content.stamp, stem)
    document = record.document if not record.document.startswith("#") else f"{stem}-{record.document[1:]}"
    return Article(
        document=_one_line(document or stem),
        text=text,
        title=_one_line(record.title or content.title),
        published=day,
        published_basis="given" if day else "unknown",
        published_reason=_one_line(reason),
        path=shown(record.path or path),
        language=language_of(text[record.start :]),
        body=content.body,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _published(record: Record, stamp: Stamp | None, stem: str) -> tuple[date | None, str]:
    """The publication day, and where it stands; or None, and which day that is none was given."""
    if day := parse_field(record.published):
        return day, record.reason or "field"
    if stamp and stamp.day:
        return stamp.day, f"text: {stamp.words}"
    if day := of_file_name(stem):
        return day, "file name"
    if names_no_day(record.published):
        return None, f"{NO_DAY}: {str(record.published)[:40]}"
    return None, f"{NO_DAY}: {stamp.words}" if stamp else ""


def _of_file(path: str, on_error: OnError, options: Options) -> Iterator[Article]:
    if path == STANDARD_INPUT:
        yield from _of(path, sys.stdin.buffer, on_error, options)
        return
    if is_address(path):
        yield from _of(path, BytesIO(), on_error, options)
        return
    try:
        with Path(path).open("rb") as stream:
            yield from _of(path, stream, on_error, options)
    except OSError as error:
        on_error(Failure(path, f"{error.strerror or error}; a readable file is allowed"))


def _of(
    path: str, stream: IO[bytes], on_error: OnError, options: Options, reader: Reader | None = None
) -> Iterator[Article]:
    try:
        for record in (reader or _reader(path, stream))(stream, options._replace(path=path)):
            if isinstance(record, ReadError):
                on_error(Failure(path, str(record), isinstance(record, NoArticlesError)))
                continue
            article = article_of(record, path, _stem(path))
            if article.published is None and article.published_reason:
                on_error(
                    Failure(path, f"{article.published_reason}; {article.document} is read without a date")
                )
            yield article
    except NoArticlesError as error:
        on_error(Failure(path, str(error), options.named is not None and path not in options.named))
    except ReadError as error:
        on_error(Failure(path, str(error)))


def _stem(path: str) -> str:
    """The name of an input that articles without one of their own are called by."""
    if path == STANDARD_INPUT:
        return "stdin"
    if is_address(path):
        host, _, rest = path.partition("//")[2].partition("/")
        return stem_of(rest.split("?", maxsplit=1)[0].rstrip("/")) or host
    return stem_of(path)


def _reader(path: str, stream: IO[bytes]) -> Reader:
    """How to read a file, by its ending; standard input, by how it begins; an address, by what it gives."""
    if is_address(path):
        read: Reader = import_module("pipeline.read.fetch").reader_of_address(path)
        return read
    if path == STANDARD_INPUT:
        return sniffed(stream.peek(1000) if isinstance(stream, BufferedReader) else b"")
    return reader_of(path)


def _distinct(articles: Iterable[Article]) -> Iterator[Article]:
    """The articles, each under a name that no earlier one has: "name", "name-2", ..."""
    taken: dict[str, int] = {}
    for article in articles:
        name, number = article.document, taken.get(article.document, 0)
        while name in taken:
            number += 1
            name = f"{article.document}-{number}"
        taken[article.document] = max(number, 1)
        taken.setdefault(name, 1)
        yield article if name == article.document else replace(article, document=name)


def _one_line(text: str) -> str:
    """The text as one line that any terminal, file and page can show."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text)
