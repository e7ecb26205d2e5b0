"""Reads articles from files, folders and standard input, cleans them once and finds when they were published."""

from __future__ import annotations

import hashlib
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from pipeline.read.clean import content_of
from pipeline.read.decode import Failure, ReadError, shown
from pipeline.read.formats import READERS, Record, read_jsonl, read_text
from pipeline.read.language import language_of
from pipeline.read.published import of_file_name, parse_field
from pipeline.schema import Article

__all__ = ["READERS", "Failure", "ReadError", "article_of", "read_articles", "shown"]

STANDARD_INPUT = "-"


def warn(failure: Failure) -> None:
    """Report a failure as a Python warning."""
    warnings.warn(str(failure), stacklevel=3)


def read_articles(
    inputs: Iterable[str | Path] | str | Path, on_error: Callable[[Failure], Any] = warn
) -> Iterator[Article]:
    """Yield the articles of files, folders (all below them) and `-` (standard input), one at a time.

    The order is that of the sorted paths, whatever order they are given in. `on_error` is called for each
    input, or record of one, that cannot be read; the others follow.
    """
    if isinstance(inputs, str | Path):
        inputs = [inputs]
    names: set[str] = set()
    for path, explicit in _files(sorted({os.fspath(given) for given in inputs}), on_error):
        stem = "stdin" if path == STANDARD_INPUT else Path(path).stem
        try:
            for record in _records(path, explicit):
                if isinstance(record, ReadError):
                    on_error(Failure(path, str(record)))
                else:
                    article = article_of(record, path, stem)
                    yield _renamed(article, names)
        except ReadError as error:
            on_error(Failure(path, str(error)))
        except OSError as error:
            on_error(Failure(path, f"{error.strerror or error}; a readable file is allowed"))


def article_of(record: Record, path: str = "", stem: str = "") -> Article:
    """Make an article of a record: find its content, its publication day and its language."""
    content = content_of(record.text, record.start)
    day, reason = parse_field(record.published), "field"
    if day is None and content.stamp:
        day, reason = content.stamp.day, f"text: {content.stamp.words}"
    if day is None and (day := of_file_name(stem)):
        reason = "file name"
    if day is None:
        reason = f"no day: {str(record.published)[:40]}" if record.published is not None else ""
    document = record.document
    if not document or document.startswith("#"):
        document = f"{_printable(stem)}{document.replace('#', '-')}"
    return Article(
        document=document,
        text=record.text,
        title=record.title or content.title,
        published=day,
        published_basis="given" if day else "unknown",
        published_reason=reason,
        path=record.path or shown(path),
        language=language_of(record.text[record.start :]),
        body=content.body,
        sha256=hashlib.sha256(record.text.encode()).hexdigest(),
    )


def _files(inputs: list[str], on_error: Callable[[Failure], Any]) -> Iterator[tuple[str, bool]]:
    """Every file to read, and whether it was named itself (a folder's unknown files are passed over)."""
    folders = {os.path.realpath(path) for path in inputs if path != STANDARD_INPUT and os.path.isdir(path)}
    for path in inputs:
        if path == STANDARD_INPUT:
            yield path, True
        elif os.path.isdir(path):
            if _inside(os.path.realpath(path), folders):
                continue
            found = False
            for file in _walk(path, on_error):
                found = True
                yield file, False
            if not found:
                known = ", ".join(filter(None, READERS))
                on_error(Failure(path, f"folder without articles; known: {known}"))
        elif not os.path.exists(path):
            on_error(Failure(path, "no such file or folder"))
        elif not _inside(os.path.realpath(path), folders):
            yield path, True


def _walk(folder: str, on_error: Callable[[Failure], Any]) -> Iterator[str]:
    """The files of known formats below `folder`, sorted; hidden ones and links to folders are passed over."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        on_error(Failure(folder, f"{error.strerror}; a readable folder is allowed"))
        return
    for entry in listed:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, on_error)
        elif (ending := Path(entry.name).suffix.lower()) and ending in READERS and not entry.is_dir():
            yield entry.path


def _inside(path: str, folders: set[str]) -> bool:
    return any(str(parent) in folders for parent in Path(path).parents)


def _records(path: str, explicit: bool) -> Iterator[Record | ReadError]:
    if path == STANDARD_INPUT:
        yield from _standard_input(sys.stdin.buffer)
        return
    ending = Path(path).suffix.lower()
    if ending not in READERS:
        raise ReadError(f"unknown format {shown(ending)!r}; known: {', '.join(filter(None, READERS))}")
    with open(path, "rb") as stream:
        yield from READERS[ending](stream)


def _standard_input(stream: IO[bytes]) -> Iterator[Record | ReadError]:
    """JSON Lines if the first byte opens an object, else one text."""
    begin = stream.peek(4)[:4] if hasattr(stream, "peek") else b""
    reader = read_jsonl if begin.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") else read_text
    yield from reader(stream)


def _renamed(article: Article, names: set[str]) -> Article:
    """The article under a name that no earlier one of the batch has."""
    name, number = article.document, 1
    while name in names:
        number += 1
        name = f"{article.document}-{number}"
    names.add(name)
    if number == 1:
        return article
    from dataclasses import replace

    return replace(article, document=name)


def _printable(name: str) -> str:
    return name if name.isprintable() else "".join(c if c.isprintable() else "_" for c in name)
