"""What is exported: the events of a view in order, as records, a part at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import numpy as np

import pipeline
from pipeline.export.about import About, filters_in_words
from pipeline.query import answer, to_url
from pipeline.query.beside import files_of
from pipeline.query.postings import gather
from pipeline.query.subjects import rows_of, shared
from pipeline.query.told import records
from pipeline.schema import Article
from pipeline.store.folder import MANIFEST
from pipeline.store.parquet import ABOUT, about_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.export.about import Words
    from pipeline.query import Answer, Filter, Index, View
    from pipeline.query.postings import Ints
    from pipeline.schema import Event

PART = 2_000
"""Events that are records at the same time: memory holds no more of them."""
MOST_SOURCES = 20_000
"""Articles whose names are kept in memory at the same time."""


WEB = ("https://", "http://")


class Source(NamedTuple):
    """An article as a footnote names it; `address` is empty where it was a file and not a web page."""

    document: str
    title: str
    published: date | None
    path: str

    @property
    def address(self) -> str:
        """The web address, where it has one."""
        return self.path if self.path.startswith(WEB) else ""

    @property
    def file(self) -> str:
        """The address, or the file's name."""
        return _shown(self.path)


@dataclass(frozen=True)
class Selection:
    """The events of a view: `rows` of the index, those with a date first and by their first day.

    `stored` is the store that the index was made from, where there is one: it knows the tellings that an event was
    merged from.
    """

    index: Index
    asked: Filter
    view: View
    result: Answer
    rows: Ints
    words: Words
    about: About
    stored: Path | None = None

    def events(self, dated: bool = False) -> Iterator[Event]:
        """The events with their evidence and participants, one after the other; or those only that have a date."""
        rows = self.rows[: np.searchsorted(self.rows, self.index.dated)] if dated else self.rows
        for begin in range(0, len(rows), PART):
            yield from records(self.index, rows[begin : begin + PART])

    def source(self, document: str) -> Source:
        """The article of a piece of evidence; only its name, where it is not known."""
        if document not in self._sources:
            if len(self._sources) == MOST_SOURCES:
                self._sources.clear()
            found = self.index.article(document, text=False) or Article(document, "")
            self._sources[document] = Source(document, found.title, found.published, found.path)
        return self._sources[document]

    def cited(self) -> list[str]:
        """The documents that the events have evidence in, by name."""
        facet = self.index.facets["source"]
        codes = np.unique(gather(facet.offsets, facet.members, self.rows))
        return sorted(facet.values[code] for code in codes.tolist())

    def articles(self, documents: list[str]) -> Iterator[Article]:
        """Articles whole, with their texts; of a file's path only its name, for the folders concern no one else."""
        for document in documents:
            if found := self.index.article(document):
                yield replace(found, path=_shown(found.path))

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {}


def selected(
    index: Index,
    asked: Filter,
    view: View,
    words: Words,
    *,
    extracted: date,
    made: date,
    address: str = "",
    stored: Path | None = None,
) -> Selection:
    """The events that a filter gives, and what their export says of itself.

    Without a range the undated ones are among them, as they are on the page. Of a view of some subjects it is
    their events.
    """
    result = answer(index, asked, _rows_of_subjects(index, asked, view))
    timed = asked.first is not None or asked.last is not None
    undated = result.undated if asked.undated and not timed else result.undated[:0]
    rows = np.concatenate([result.rows, undated])
    about = About(
        filters=filters_in_words(asked, words, view.about),
        query=urlencode(to_url(asked, replace(view, event="", article=False)), doseq=True),
        address=address,
        extracted=extracted,
        made=made,
        version=pipeline.__version__,
        events=len(rows),
        of=len(index),
        undated=int(np.count_nonzero(rows >= index.dated)),
    )
    return Selection(index, asked, view, result, rows, words, about, stored)


def _rows_of_subjects(index: Index, asked: Filter, view: View) -> Ints | None:
    each = [rows_of(index, asked, subject) for subject in view.about]
    return shared(index, each, view.share if len(each) > 1 else "all") if each else None


def extracted_on(path: str | Path) -> date:
    """The day on which the events of a store were found: as it says itself, else the last of its time stamps."""
    manifest = Path(path) / MANIFEST
    return max(map(_extracted_on, [manifest] if manifest.is_file() else files_of(Path(path))))


def _extracted_on(file: Path) -> date:
    said = "" if file.name == MANIFEST else about_file(file).get(f"{ABOUT}.extracted", "")
    return date.fromisoformat(said) if said else datetime.fromtimestamp(file.stat().st_mtime, UTC).date()


def _shown(path: str) -> str:
    """An address, or a file's name without the folders, which concern no one else."""
    return path if path.startswith(WEB) else path.replace("\\", "/").rsplit("/", 1)[-1]
