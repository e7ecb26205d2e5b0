"""The chain of stages: articles in, events out, one article at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import actors, events, merge, split, times
from pipeline.lang import LANGUAGES
from pipeline.read import Failure, read_articles, warn
from pipeline.schema import Article, Event

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.store import Extraction

Inputs = Iterable[str | Path] | str | Path


@dataclass
class Found:
    """What a run has found so far: events, the articles they are from, and what was not searched.

    `articles` have their texts only where they were asked for; `left` counts the articles in other
    languages, by language.
    """

    events: list[Event] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    @property
    def undated(self) -> int:
        """How many events have no known date."""
        return sum(event.start is None for event in self.events)


def extract(inputs: Inputs, actors_file: str | Path | None = None) -> pd.DataFrame:
    """Find the events of articles: one row an event, with the columns of `schema.EVENT_COLUMNS`.

    `inputs` are files, folders or `-`. What cannot be read is reported as a warning. `run` gives evidence
    and articles too.
    """
    return run(inputs, actors_file).events


def run(
    inputs: Inputs, actors_file: str | Path | None = None, on_error: Callable[[Failure], Any] = warn
) -> Extraction:
    """Find the events of articles, with their evidence, participants and articles as DataFrames."""
    from pipeline.store import frames

    found = find(inputs, actors_file, on_error, texts=True)
    return frames(
        found.events,
        found.articles,
        read=len(found.articles),
        left=tuple(sorted(found.left.items())),
        failures=tuple(str(failure) for failure in found.failures),
    )


def find(
    inputs: Inputs,
    actors_file: str | Path | None = None,
    on_error: Callable[[Failure], Any] = warn,
    texts: bool = False,
    watch: Callable[[Iterator[Article]], Iterable[Article]] = iter,
) -> Found:
    """Read, search and merge; memory holds the events and, where `texts` is set, the articles' texts.

    `watch` is wrapped around the articles as they come: a progress bar.
    """
    found = Found()

    def failed(failure: Failure) -> None:
        found.failures.append(failure)
        on_error(failure)

    for article in watch(read_articles(inputs, failed)):
        if article.language not in LANGUAGES:
            found.left[article.language] += 1
            continue
        found.events += events_of(article)
        found.articles.append(article if texts else replace(article, text="", body=()))
    found.articles.sort(key=lambda article: article.document)
    found.events = merge.merge(found.events, found.articles)
    return found


def events_of(article: Article) -> list[Event]:
    """The events of one article, before merging."""
    sentences = split.sentences(article)
    spans = times.spans(article, sentences)
    mentions = actors.find(article, sentences, spans)
    return events.find(article, sentences, spans, mentions)
