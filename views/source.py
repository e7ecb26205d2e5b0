"""Where the events come from: the input that the page was started on, or a visitor's own articles."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from pipeline import chain, merge, query
from pipeline.lang import LANGUAGES
from pipeline.read import Failure, ReadError, article_of
from pipeline.read.formats import READERS
from pipeline.store import format_of, frames, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from pipeline.query import Index
    from pipeline.schema import Article
    from pipeline.store import Extraction

HOME = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Data:
    """An indexed extraction: `path` is what it was made from, `failures` one line for each input not read."""

    index: Index
    path: str
    failures: tuple[str, ...] = ()


class BrokenInputError(Exception):
    """An input that gives nothing; the message is one line."""


def chosen_input() -> Path:
    """What the page was started on: the argument after `--`, else `ZEITSTRAHL_INPUT`, else the samples."""
    arguments = sys.argv[1:] if Path(sys.argv[0]).name == "dashboard.py" else []
    named = arguments[0] if arguments else os.environ.get("ZEITSTRAHL_INPUT", "")
    return Path(named) if named else HOME / "seeds"


def shared(path: Path) -> Data:
    """The input's events, extracted once for all visitors and again when its content changes."""
    try:
        return _extracted(_content(_signature(path)), path)
    except BrokenInputError:
        raise
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise BrokenInputError(reason[:300]) from error


def own(files: list[tuple[str, bytes, date | None]], watch: Callable[[int, int, str], None]) -> Data:
    """The events of articles that a visitor gave: name, content, and publication day where it is known."""
    failures: list[str] = []
    articles: list[Article] = []
    for name, content, published in files:
        for read in _articles(name, content, failures):
            if read.language not in LANGUAGES:
                failures.append(f"{name}: language {read.language!r}; known: {', '.join(LANGUAGES)}")
                continue
            known = {article.document for article in articles}
            numbered = (_numbered(read.document, n) for n in range(1, len(known) + 2))
            article = replace(read, document=next(document for document in numbered if document not in known))
            if published and not article.published:
                article = replace(
                    article, published=published, published_basis="given", published_reason="field"
                )
            articles.append(article)
    found = []
    for number, article in enumerate(articles):
        watch(number, len(articles), article.title or article.document)
        found += chain.events_of(article)
    return _data(frames(merge.merge(found, articles), articles, failures=tuple(failures)), "")


def _articles(name: str, content: bytes, failures: list[str]) -> Iterator[Article]:
    reader = READERS.get(Path(name).suffix.lower())
    if reader is None:
        known = ", ".join(sorted(ending for ending in READERS if ending))
        failures.append(str(Failure(name, f"unknown format; known: {known}")))
        return
    try:
        for record in reader(BytesIO(content)):
            if isinstance(record, ReadError):
                failures.append(str(Failure(name, str(record))))
            else:
                yield article_of(record, name, Path(name).stem)
    except ReadError as error:
        failures.append(str(Failure(name, str(error))))


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"


@st.cache_resource(show_spinner=False, max_entries=2)
def _extracted(content: str, _path: Path) -> Data:
    if format_of(_path) == "parquet":
        return _data(load(_path), _path.name)
    return _data(chain.run(_path, on_error=lambda failure: None), _path.name)


def _data(found: Extraction, path: str) -> Data:
    index = query.build(found.events, found.evidence, found.participants, found.articles)
    return Data(index, path, found.failures)


def _signature(path: Path) -> tuple[tuple[str, int, int], ...]:
    if not path.exists():
        raise BrokenInputError("no such file or folder")
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return tuple((str(file), (s := file.stat()).st_size, s.st_mtime_ns) for file in files)


@lru_cache(maxsize=4)
def _content(signature: tuple[tuple[str, int, int], ...]) -> str:
    digest = hashlib.sha256()
    for name, size, _ in signature:
        digest.update(f"{name}\0{size}\0".encode("utf-8", "surrogateescape"))
        with Path(name).open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
