"""Events and articles as DataFrames with the declared columns and types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema import (
    ARTICLE_COLUMNS,
    EVENT_COLUMNS,
    EVIDENCE_COLUMNS,
    PARTICIPANT_COLUMNS,
    Article,
    Column,
    Event,
)
from pipeline.store.address import joined
from pipeline.store.folder import read_manifest
from pipeline.store.parquet import (
    ARTICLES,
    SCHEMA,
    article_parts,
    article_row,
    event_row,
    is_folder,
    opened,
    readable,
)


@dataclass(frozen=True)
class Extraction:
    """What was found: four tables, and how many articles and events it is about.

    `events`, `evidence`, `participants` and `articles` have the columns of `schema.EVENT_COLUMNS` and the
    like. `read` counts the articles that were searched, `left` those in other languages, by language;
    `failures` has one line for each input that could not be read, or holds no articles.
    """

    events: pd.DataFrame
    evidence: pd.DataFrame
    participants: pd.DataFrame
    articles: pd.DataFrame
    read: int = 0
    left: tuple[tuple[str, int], ...] = ()
    failures: tuple[str, ...] = ()

    @property
    def undated(self) -> int:
        """How many events have no known date."""
        return int(self.events["start"].isna().sum())

    @property
    def failed(self) -> int:
        """How many inputs could not be read."""
        return len(self.failures)


def frames(
    events: Sequence[Event],
    articles: Iterable[Article] = (),
    read: int = 0,
    left: tuple[tuple[str, int], ...] = (),
    failures: tuple[str, ...] = (),
) -> Extraction:
    """Make the tables of events and articles, in the order given."""
    return Extraction(
        events=_frame([event_row(event) for event in events], EVENT_COLUMNS),
        evidence=_frame(
            [
                {"event_id": event.event_id, **{c.name: getattr(e, c.name) for c in EVIDENCE_COLUMNS[1:]}}
                for event in events
                for e in event.evidence
            ],
            EVIDENCE_COLUMNS,
        ),
        participants=_frame(
            [
                {"event_id": event.event_id, **{c.name: getattr(p, c.name) for c in PARTICIPANT_COLUMNS[1:]}}
                for event in events
                for p in event.participants
            ],
            PARTICIPANT_COLUMNS,
        ),
        articles=_frame([article_row(article) for article in articles], ARTICLE_COLUMNS),
        read=read,
        left=left,
        failures=failures,
    )


def load(path: str | Path) -> Extraction:
    """Read the tables from a file that `save` wrote, or from a folder of parts."""
    if is_folder(path):
        return _load_folder(str(path))
    table = _read(path)
    articles = _unnested(table, "articles", ARTICLE_COLUMNS)
    articles = articles.sort_values("document", kind="stable", ignore_index=True)
    return Extraction(
        events=_converted(table.select([column.name for column in EVENT_COLUMNS]), EVENT_COLUMNS),
        evidence=_unnested(table, "evidence", EVIDENCE_COLUMNS),
        participants=_unnested(table, "participants", PARTICIPANT_COLUMNS),
        articles=articles,
        read=len(articles),
    )


def _load_folder(store: str) -> Extraction:
    """The tables of a folder: events in the order of dates, evidence and participants in that of events."""
    manifest = read_manifest(store)
    columns = [*(column.name for column in EVENT_COLUMNS), "evidence", "participants"]
    parts = [_read(joined(store, name), columns) for name in manifest.events]
    table = pa.concat_tables([SCHEMA.empty_table().select(columns), *parts])
    events = _converted(table.select(columns[:-2]), EVENT_COLUMNS)
    events = events.sort_values(["start", "end", "event_id"], ignore_index=True)
    rank = pd.Series(events.index, index=events["event_id"])

    def ranked(name: str, declared: Sequence[Column]) -> pd.DataFrame:
        rows = _unnested(table, name, declared)
        order = rank[rows["event_id"]].to_numpy().argsort(kind="stable")
        return rows.iloc[order].reset_index(drop=True)

    articles = _converted(pa.concat_tables([ARTICLES.empty_table(), *article_parts(store)]), ARTICLE_COLUMNS)
    return Extraction(
        events=events,
        evidence=ranked("evidence", EVIDENCE_COLUMNS),
        participants=ranked("participants", PARTICIPANT_COLUMNS),
        articles=articles.sort_values("document", kind="stable", ignore_index=True),
        read=manifest.read,
        left=tuple(sorted(manifest.left.items())),
        failures=manifest.failures,
    )


def _read(path: str | Path, columns: list[str] | None = None) -> Any:
    with opened(path) as file, readable(path):
        return file.read(columns)


def _unnested(table: Any, name: str, columns: Sequence[Column]) -> pd.DataFrame:
    """One row for each member of a nested column, with the `event_id` of the event that it belongs to."""
    nested = table[name].combine_chunks()
    values = nested.flatten()
    flat = {field.name: values.field(i) for i, field in enumerate(values.type)}
    if columns[0].name == "event_id":
        flat["event_id"] = table["event_id"].combine_chunks().take(pc.list_parent_indices(nested))
    return _converted(pa.table({column.name: flat[column.name] for column in columns}), columns)


def _frame(rows: list[dict[str, Any]], columns: Sequence[Column]) -> pd.DataFrame:
    return _typed(pd.DataFrame(rows, columns=[column.name for column in columns]), columns)


def _converted(table: Any, columns: Sequence[Column]) -> pd.DataFrame:
    return _typed(table.to_pandas(), columns)


def _typed(frame: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    for column in columns:
        if column.dtype == "list[str]":
            lists = [list(values) for values in frame[column.name]]
            frame[column.name] = pd.Series(lists, index=frame.index, dtype=object)
    types: dict[str, Any] = {c.name: c.dtype for c in columns if c.dtype != "list[str]"}
    return frame.astype(types)
