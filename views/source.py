"""Where the events come from: the input that the page was started on, or a visitor's own articles."""

from __future__ import annotations

import hashlib
import os
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from pipeline import chain, query
from pipeline.corrections import Kept, kept
from pipeline.export import extracted_on
from pipeline.read.given import read_given
from views import why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pipeline.knowledge import Knowledge
    from pipeline.query import Index
    from pipeline.read import Failure
    from pipeline.schema import Article, Event
    from pipeline.store import Extraction
    from views.speech import Speech

HOME = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Data:
    """An indexed extraction: `path` is what it was made from, `failures` one line for each input not read.

    `left` are the languages of articles that were left out, with their number; `read` what a visitor gave, with the
    number of articles in it. `extracted` is the day on which the articles were searched, `stored` the store that
    keeps them and what events were merged from, where there is one; else that stands in `merged`, by id. `kept` is
    what a file of corrected events keeps.
    """

    index: Index
    path: str
    failures: tuple[str, ...] = ()
    left: tuple[tuple[str, int], ...] = ()
    read: tuple[tuple[str, int], ...] = ()
    extracted: date = field(default_factory=lambda: datetime.now(UTC).date())
    stored: Path | None = None
    merged: Mapping[str, Event] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)


class BrokenInputError(Exception):
    """An input that gives nothing; the message is one line, and empty where there is no such input."""


def chosen_input() -> Path:
    """What the page was started on: the argument after `--`, else `ZEITSTRAHL_INPUT`, else the samples."""
    arguments = sys.argv[1:] if Path(sys.argv[0]).name == "dashboard.py" else []
    given = arguments[:1] if arguments[:1] != ["--corrections"] else arguments[2:3]
    named = given[0] if given else os.environ.get("ZEITSTRAHL_INPUT", "")
    return Path(named).resolve() if named else HOME / "seeds"


def is_sample() -> bool:
    """Whether the page shows the sample articles."""
    return chosen_input() == HOME / "seeds"


def is_known() -> bool:
    """Whether this visitor has been given the input already, so that it takes no time."""
    return "content" in st.session_state


def shared(path: Path) -> Data:
    """The input's events, extracted once for all visitors, and again where a new visitor finds it changed."""
    try:
        if not is_known():
            st.session_state.content = _state(path)
        return _extracted(st.session_state.content, path)
    except BrokenInputError:
        raise
    except Exception as error:
        reason = " ".join(str(error).removeprefix(f"{path}: ").split()) or type(error).__name__
        raise BrokenInputError(_without_folders(reason, path)[:300]) from error


def own(
    files: list[tuple[str, bytes]],
    published: date | None,
    watch: Callable[[int, int, str], None],
    knowledge: Knowledge | None = None,
) -> Data:
    """The events of articles that a visitor gave: name and content, and a day for those that name none.

    `knowledge` is the visitor's own, instead of what is shipped.
    """
    failures: list[Failure] = []
    counts: Counter[str] = Counter()
    articles = [
        replace(article, published=published, published_basis="given", published_reason="field")
        if published and not article.published
        else article
        for article in read_given(files, failures.append, counts)
    ]

    def watched() -> Iterator[Article]:
        for number, article in enumerate(articles):
            watch(number, len(articles), article.title or article.document)
            yield article

    found = chain.find_in(watched(), knowledge, texts=True, on_error=lambda failure: None)
    found.failures[:0] = failures
    return replace(_data(chain.tables(found), "", found.events), read=tuple(counts.items()))


def left_out(data: Data, say: Speech) -> list[str]:
    """What of the input is not in the events, one line each."""
    left = [say("left_language", n=number, language=language) for language, number in data.left]
    return [*left, *(why.failure(line, say) for line in data.failures)]


def taken(data: Data, say: Speech) -> list[str]:
    """What a visitor's own input was read as, one line each; nothing where there is none."""
    total = sum(number for _, number in data.read)
    lines = [f"{name}: {say.count('articles', number)}" for name, number in data.read]
    return [say("own_taken", articles=say.count("articles", total)), *lines[:20]] if lines else []


@st.cache_resource(show_spinner=False, max_entries=2)
def _extracted(content: str, _path: Path) -> Data:
    if query.is_store(_path):
        index = query.open_store(_path)
        return Data(index, _path.name, extracted=extracted_on(_path), stored=_path, kept=kept(_path))
    found = chain.find(_path, on_error=lambda failure: None, texts=True)
    tables = chain.tables(found)
    tables = replace(tables, failures=tuple(_without_folders(line, _path) for line in tables.failures))
    return _data(tables, _path.name, found.events)


def _data(found: Extraction, path: str, events: Iterable[Event]) -> Data:
    index = query.build(found.events, found.evidence, found.participants, found.articles)
    merged = {event.event_id: event for event in events if event.members}
    return Data(index, path, found.failures, found.left, merged=merged)


def _without_folders(text: str, path: Path) -> str:
    """A message to visitors, whom the server's folders do not concern."""
    return text.replace(f"{path.parent}{os.sep}", "")


def _state(path: Path) -> str:
    """What tells an input from every other state of it."""
    if path.exists() and query.is_store(path):
        return query.signature(path)
    return _content(_signature(path))


def _signature(path: Path) -> tuple[tuple[str, int, int], ...]:
    if not path.exists():
        raise BrokenInputError
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
