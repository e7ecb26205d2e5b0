"""The chain of stages: articles in, events out, one article at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import actors, corrections, dating, events, merge, split, store, times
from pipeline.knowledge import extended
from pipeline.lang import LANGUAGES
from pipeline.read import AS_USUAL, Failure, OnError, read_articles, warn
from pipeline.read.formats import stem_of

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.knowledge import Knowledge
    from pipeline.read.records import Options
    from pipeline.schema import Article, Event
    from pipeline.store import Extraction

Inputs = Iterable[str | Path] | str | Path


@dataclass
class Found:
    """What a run has found: events, the articles that they are from, and what was not searched.

    `read` counts the articles searched, `left` those in other languages, by language; `passed` are files of a
    folder that hold no articles.
    """

    events: list[Event] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    read: int = 0
    left: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    passed: list[Failure] = field(default_factory=list)


def extract(
    inputs: Inputs, own_actors: str | Path | None = None, options: Options = AS_USUAL
) -> pd.DataFrame:
    """Find the events of articles: one row an event, with the columns of `schema.EVENT_COLUMNS`.

    `inputs` are files, folders, addresses or `-`, and `options` say how to read them; `own_actors` is a table of
    persons, countries and organisations that adds to the shipped ones. What cannot be read is reported as a
    warning. `run` gives evidence and articles too.
    """
    return run(inputs, own_actors, options=options).events


def run(
    inputs: Inputs,
    own_actors: str | Path | None = None,
    on_error: OnError = warn,
    options: Options = AS_USUAL,
) -> Extraction:
    """Find the events of articles, with their evidence, participants and articles as DataFrames."""
    return tables(find(inputs, own_actors, on_error, texts=True, options=options))


def tables(found: Found) -> Extraction:
    """What was found, as DataFrames."""
    # they are imported here and not before: the command line has no use for them
    return store.frames(
        found.events,
        found.articles,
        read=found.read,
        left=tuple(sorted(found.left.items())),
        failures=tuple(str(failure) for failure in (*found.failures, *found.passed)),
    )


def find(
    inputs: Inputs,
    own_actors: str | Path | None = None,
    on_error: OnError = warn,
    texts: bool = False,
    watch: Callable[[Iterator[Article]], Iterable[Article]] = iter,
    stored: str | Path | None = None,
    options: Options = AS_USUAL,
    forget: bool = False,
) -> Found:
    """Read, search, date and merge; `watch` is wrapped around the articles as they come: a progress bar.

    `stored` is a Parquet file of an earlier run that the articles are added to: those that it has with the same
    text are not searched again, those with another text replace what was found in them. With `forget` the
    inputs are all that there is: articles that are not among them are taken out, but for those of files that
    cannot be read just now.
    """
    failures: list[Failure] = []
    passed: list[Failure] = []

    def failed(failure: Failure) -> None:
        (passed if failure.left else failures).append(failure)
        on_error(failure)

    knowledge = extended(own_actors) if own_actors else None
    before = Found()
    if stored is not None and Path(stored).exists():
        before = Found(
            corrections.kept(stored).restored(store.read_events(stored)), store.stored_articles(stored)
        )
    articles = watch(read_articles(inputs, failed, options))
    unread = (stem_of(failure.path) for failure in failures) if forget else None
    found = find_in(articles, knowledge, texts, on_error, before, unread)
    found.failures[:0] = failures
    found.passed = passed
    return found


def find_in(
    articles: Iterable[Article],
    knowledge: Knowledge | None = None,
    texts: bool = False,
    on_error: OnError = warn,
    before: Found | None = None,
    unread: Iterable[str] | None = None,
) -> Found:
    """Search, date and merge articles that are read already, and add what they tell to what was found `before`.

    Where `unread` is given, what was found before in articles that are not among these is taken out; it names
    those that are kept all the same, and is asked when all articles are read. Memory holds the events, the texts
    of articles without a date until all others are read, and where `texts` is set all articles.
    """
    before = before or Found()
    known = {article.document: article.sha256 for article in before.articles}
    found = Found()
    waiting: list[Article] = []

    def search(article: Article) -> None:
        try:
            new = events_of(article, knowledge)
        except Exception as error:  # our own fault in one article must not cost a long run all others
            what = f"{article.document}: failed with {type(error).__name__}: {error}; please report this"
            found.failures.append(Failure(article.path, what))
            on_error(found.failures[-1])
            return
        found.read += 1
        found.events += new
        if texts:
            found.articles.append(article)
        elif new:
            found.articles.append(replace(article, text="", body=()))

    seen: set[str] = set()
    for given in articles:
        seen.add(given.document)
        if known.get(given.document) == given.sha256:
            continue
        if given.language not in LANGUAGES:
            found.left[given.language] += 1
            continue
        article = dating.date_from_content(given)
        if article.published is None:
            waiting.append(article)
        else:
            search(article)
    # what others tell can only date an article when all others are read
    told, by = [*before.events, *found.events], [*before.articles, *found.articles]
    for article in dating.infer_dates(waiting, told, by):
        search(article)
    replaced = {article.document for article in found.articles} & known.keys()
    if unread is not None:
        replaced |= known.keys() - seen - set(unread)
    found.articles += [article for article in before.articles if article.document not in replaced]
    found.articles.sort(key=lambda article: article.document)
    found.events = merge.merge_into(before.events, found.events, found.articles, replaced)
    return found


def events_of(article: Article, knowledge: Knowledge | None = None) -> list[Event]:
    """The events of one article, before merging."""
    sentences = split.sentences(article)
    spans = times.spans(article, sentences)
    mentions = actors.find(article, sentences, spans, knowledge)
    return events.find(article, sentences, spans, mentions)
