"""Writes what was found in a chunk anew, with other names for articles or without some of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import orjson

from pipeline.corpus.found import read_head, read_segment, read_waiting, write_found
from pipeline.events import called as event_called
from pipeline.store.address import exists, joined, writing
from pipeline.store.parquet import read_articles, write_articles

if TYPE_CHECKING:
    from pipeline.schema import Article, Event

MARK = "~"
"""Stands in the name of a file before the digest of what was changed in it."""

Names = Mapping[str, str | None]
"""New names by the old ones; None for articles that are left out."""


def rewritten_name(name: str, names: Names) -> str:
    """The name of the new file: that of the old one and of what changes."""
    of = orjson.dumps([name, *sorted(names.items())])
    return f"{name.partition(MARK)[0]}{MARK}{hashlib.blake2b(of, digest_size=6).hexdigest()}"


def rewrite(store: str, name: str, names: Names) -> None:
    """Write the file and the part of articles of a chunk anew, under their new name."""
    new = rewritten_name(name, names)
    address = joined(store, "found", name)
    head = read_head(address, name)
    tellings: list[Event] = []
    for segment in head.segments:
        for event in read_segment(address, segment)[0]:
            document = names.get(event.evidence[0].document, event.evidence[0].document)
            if document is None:
                continue
            if document == event.evidence[0].document:
                tellings.append(event)
                continue
            tellings.append(event_called(event, document))

    def called(articles: list[Article]) -> list[Article]:
        chosen = [(names.get(article.document, article.document), article) for article in articles]
        return [replace(article, document=document) for document, article in chosen if document is not None]

    articles = called(read_articles(joined(store, "articles", f"{name}.parquet")))
    with writing(joined(store, "articles", f"{new}.parquet")) as stream:
        write_articles(articles, stream)
    documents = [names.get(document, document) for document in head.names]
    write_found(
        joined(store, "found", new),
        tellings=tellings,
        articles=articles,
        names=[document for document in documents if document is not None],
        waiting=called(read_waiting(address, head)),
        left=head.left,
        failures=head.failures,
        passed=head.passed,
    )


def is_rewritten(store: str, name: str, names: Names) -> bool:
    """Whether that has been done."""
    return exists(joined(store, "found", rewritten_name(name, names)))
