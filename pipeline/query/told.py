"""Events and articles of an index as records, and those that a person's edits can be about."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.corrections.matching import near
from pipeline.schema import Article, Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.corrections import Anchor
    from pipeline.query.index import Index
    from pipeline.query.postings import Ints


def records(index: Index, rows: Sequence[int] | Ints) -> list[Event]:
    """Events by their rows, with evidence and participants; what they were merged from is not in an index."""
    proofs, parts = (_places(of, rows) for of in (index.proof, index.part))
    evidence = iter(index.evidence_at(np.concatenate(proofs)))
    participants = iter(index.participants_at(np.concatenate(parts)))
    found = []
    for event, proof, part in zip(index.read(rows), proofs[1:], parts[1:], strict=True):
        values = event._asdict()
        values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        for name in ("start", "end"):
            values[name] = None if pd.isna(values[name]) else values[name].date()
        values["place"] = values["place"] if isinstance(values["place"], str) else None
        values["evidence"] = tuple(islice(evidence, len(proof)))
        values["participants"] = tuple(islice(participants, len(part)))
        found.append(Event(**values))
    return found


def _places(of: Callable[[int], Ints], rows: Sequence[int] | Ints) -> list[Ints]:
    """An empty list of places, so that no rows are well too, and then that of each row."""
    return [np.zeros(0, np.int64), *(of(row) for row in np.asarray(rows, np.int64).tolist())]


def documents(index: Index, anchors: Iterable[Anchor]) -> list[str]:
    """The articles that these places can be in: by name, or by the digest of their text."""
    anchors = list(anchors)
    named = {anchor.document for anchor in anchors if anchor.document in index.article_of}
    digests = sorted({anchor.sha256 for anchor in anchors if anchor.sha256})
    strings = index.columns.strings
    known = strings("articles.sha256").arrow
    if digests and len(known):
        at = np.flatnonzero(
            pc.is_in(known, value_set=pa.array(digests, known.type)).to_numpy(zero_copy_only=False)
        )
        named |= set(strings("articles.document").take(at))
    return sorted(named)


def told_in(index: Index, anchors: Iterable[Anchor]) -> tuple[list[int], list[Article]]:
    """The rows of the events that are told at these places or near them, and the articles of the places."""
    anchors = list(anchors)
    names = documents(index, anchors)
    articles = [article for name in names if (article := index.article(name))]
    by_document: dict[str, list[Anchor]] = {}
    by_digest: dict[str, list[Anchor]] = {}
    for anchor in anchors:
        by_document.setdefault(anchor.document, []).append(anchor)
        by_digest.setdefault(anchor.sha256, []).append(anchor)
    rows: dict[int, None] = {}
    for article in articles:
        here = [*by_document.get(article.document, ()), *by_digest.get(article.sha256, ())]
        for row in index.facets["source"].rows(article.document).tolist():
            if any(
                piece.document == article.document and near(anchor, piece)
                for piece in index.evidence_of(row)
                for anchor in here
            ):
                rows[row] = None
    return list(rows), articles
