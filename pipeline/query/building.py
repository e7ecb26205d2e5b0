"""Makes the columns that an index reads, from the frames of an extraction or from a store, part by part.

Texts stand in the order of the store and are streamed through; what answers are computed from stands in rows
sorted by first day. So a store of a million events is indexed in the memory that its numbers take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.query.derived import derived
from pipeline.query.filter import ACTORS
from pipeline.query.postings import inverted
from pipeline.query.words import Gatherer
from pipeline.schema import ROLES
from pipeline.store.parquet import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.query.columns import Writer
    from pipeline.query.postings import Ints

    Actors = dict[str, tuple[Any, Ints]]
    Source = Callable[[Sequence[str]], Iterator[Any]]

NEVER = np.iinfo(np.int32).max
KIND_OF = {"persons": "person", "countries": "country", "organisations": "organisation"}
SINGLE = ("kind", "status", "basis")
CODED = ("granularity", "edtf", "time_text", "place")
LISTED = ("conflicts", "corrections")
PARTICIPANT = ("kind", "name", "role", "rule")


def write_columns(source: Source, columns: Writer) -> None:
    """Write the columns of all events of a source.

    A source gives Arrow batches in the layout of `store.parquet.SCHEMA`, the same ones at every call, with
    at least the fields that it is asked for, by their Parquet paths.
    """
    rank = _write_days(source, columns)
    actors = _write_events(source, columns, rank)
    _write_evidence(source, columns, rank)
    _write_participants(source, columns, rank, actors)
    _write_articles(source, columns)
    _write_words(source, columns, rank)


def tables(
    events: pd.DataFrame, evidence: pd.DataFrame, participants: pd.DataFrame, articles: pd.DataFrame
) -> Source:
    """The frames of an extraction as a source."""
    given: dict[str, Any] = {}
    for field in SCHEMA:
        if field.name in events.columns:
            given[field.name] = _arrow(events[field.name], field.type)
    for name, frame in (("evidence", evidence), ("participants", participants)):
        given[name] = _lists(frame, events["event_id"], SCHEMA.field(name).type)
    told = _structs(articles, SCHEMA.field("articles").type.value_type)
    ends = np.zeros(len(events) + 1, np.int32)
    ends[-1:] = len(told) if len(events) else 0
    given["articles"] = pa.ListArray.from_arrays(ends, told[: ends[-1]])
    members = pa.nulls(len(events), SCHEMA.field("members").type)
    table = pa.table([given.get(field.name, members) for field in SCHEMA], schema=SCHEMA)
    return lambda wanted: iter(table.to_batches(20_000))


def _lists(frame: pd.DataFrame, events: pd.Series[Any], kind: Any) -> Any:
    of = pd.Index(events).get_indexer(pd.Index(frame["event_id"])) if len(frame) else np.zeros(0, np.int64)
    known = np.flatnonzero(of >= 0)
    order = known[np.argsort(of[known], kind="stable")]
    ends = np.concatenate([[0], np.cumsum(np.bincount(of[known], minlength=len(events)))]).astype(np.int32)
    return pa.ListArray.from_arrays(ends, _structs(frame.iloc[order], kind.value_type))


def _structs(frame: pd.DataFrame, kind: Any) -> Any:
    parts = [
        _arrow(frame[field.name], field.type) if field.name in frame else pa.nulls(len(frame), field.type)
        for field in kind
    ]
    return pa.StructArray.from_arrays(parts, fields=list(kind))


def _arrow(column: pd.Series[Any], kind: Any) -> Any:
    found = pa.array(column, kind, from_pandas=True)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _write_days(source: Source, columns: Writer) -> Ints:
    parts: dict[str, list[Ints]] = {"start": [], "end": [], "confidence": [], "sources": []}
    for batch in source(list(parts)):
        for name, found in parts.items():
            found.append(batch.column(name).to_numpy(zero_copy_only=False))
    starts, ends, confidence, sources = (
        np.concatenate(found) if found else np.zeros(0) for found in parts.values()
    )
    first, last = _days(starts), _days(ends)
    place = np.argsort(first, kind="stable").astype(np.int32)
    rank = np.empty_like(place)
    rank[place] = np.arange(len(place), dtype=np.int32)
    columns.array("rows", place)
    columns.array("rank", rank)
    columns.array("first", first[place])
    columns.array("last", last[place])
    columns.array("confidence", confidence.astype(np.float64)[place])
    columns.array("sources", sources.astype(np.int64))
    dated = int(np.searchsorted(first[place], NEVER))
    known = derived(first[place], last[place], dated, sources[place], confidence[place])
    for name, (rows, codes, values) in known.items():
        _write_facet(columns, name, rows, codes, pa.array(values, pa.string()))
    return rank


def _days(moments: Any) -> Ints:
    days = moments.astype("datetime64[us]").astype("datetime64[D]")
    return np.where(np.isnat(days), NEVER, days.astype(np.int64)).astype(np.int32)


def _write_events(source: Source, columns: Writer, rank: Ints) -> Actors:
    """Write what stands in the event itself; gives the values of the facets of actors."""

    def column(name: str) -> Iterator[Any]:
        return (batch.column(name) for batch in source([name]))

    ids = list(column("event_id"))
    columns.strings("event_id", ids)
    columns.array("event_id.order", pc.sort_indices(pa.chunked_array(ids, pa.string())).to_numpy())
    columns.strings("title", column("title"))
    for name in CODED:
        _write_coded(columns, name, column(name))
    for name in SINGLE:
        _write_facet(columns, name, rank, *_coded(column(name)))
    actors = {}
    for name in (*ACTORS, *LISTED):
        lists = list(column(name))
        lengths = _lengths(lists)
        codes, names = _coded(part.flatten() for part in lists)
        if name in ACTORS:
            actors[name] = _write_facet(columns, name, np.repeat(rank, lengths), codes, names)
        else:
            columns.array(f"{name}.ends", np.concatenate([[0], np.cumsum(lengths)]))
            columns.array(name, codes)
            columns.strings(f"{name}.names", [names])
    return actors


def _lengths(lists: Iterable[Any]) -> Ints:
    none = np.zeros(0, np.int64)
    lengths = [pc.fill_null(pc.list_value_length(part), 0).to_numpy(zero_copy_only=False) for part in lists]
    return np.concatenate([none, *lengths])


def _coded(parts: Iterable[Any]) -> tuple[Ints, Any]:
    """Each text as its place among the different ones (-1 where it is null), and those."""
    found = [part.dictionary_encode() for part in parts]
    if not found:
        return np.zeros(0, np.int64), pa.array([], pa.string())
    chunked = pa.chunked_array(found).unify_dictionaries()
    codes = [pc.fill_null(chunk.indices, -1).to_numpy(zero_copy_only=False) for chunk in chunked.chunks]
    return np.concatenate(codes).astype(np.int64), chunked.chunk(0).dictionary


def _write_coded(columns: Writer, name: str, parts: Iterable[Any]) -> tuple[Ints, Any]:
    codes, names = _coded(parts)
    columns.array(name, codes + 1, small=True)
    columns.strings(f"{name}.names", [names])
    return codes, names


def _write_facet(columns: Writer, name: str, rows: Ints, codes: Ints, names: Any) -> tuple[Any, Ints]:
    """A facet of the values that rows have; gives the values in their final order, the most frequent first.

    And the pairs of value and row in the order of the postings, as `value * rows + row`.
    """
    rows, codes = _pairs(rows, codes, len(names))
    table = pa.table({"n": np.bincount(codes, minlength=len(names)), "name": names})
    order = pc.sort_indices(table, [("n", "descending"), ("name", "ascending")]).to_numpy()
    number = np.empty(len(names), np.int64)
    number[order] = np.arange(len(names))
    ranked = names.take(pa.array(order))
    columns.strings(f"{name}.values", [ranked])
    columns.array(f"{name}.order", pc.sort_indices(ranked).to_numpy())
    size = columns.directory["first"][2]
    return ranked, _write_postings(columns, name, rows, number[codes], len(names), size)


def _write_postings(columns: Writer, name: str, rows: Ints, members: Ints, values: int, size: int) -> Ints:
    offsets = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(rows, minlength=size), out=offsets[1:])
    begins, postings = inverted(offsets, members, values)
    columns.array(f"{name}.offsets", offsets)
    columns.array(f"{name}.members", members, small=True)
    columns.array(f"{name}.begins", begins)
    columns.array(f"{name}.postings", postings)
    return np.repeat(np.arange(values), np.diff(begins)) * size + postings


def _pairs(rows: Ints, codes: Ints, size: int) -> tuple[Ints, Ints]:
    """Each pair once, by row and as they come: an event has a value or not, however often it is named."""
    known = codes >= 0
    rows, codes = rows[known], codes[known]
    if (np.diff(rows) < 0).any():
        by_row = np.argsort(rows, kind="stable")
        rows, codes = rows[by_row], codes[by_row]
    pairs = rows.astype(np.int64) * max(size, 1) + codes
    different, at = np.unique(pairs, return_index=True)
    if len(different) < len(pairs):
        at.sort()
        rows, codes = rows[at], codes[at]
    return rows, codes


def _write_evidence(source: Source, columns: Writer, rank: Ints) -> None:
    lengths, leaf = _nested_in(source, "evidence", "start")
    columns.array("evidence.ends", np.concatenate([[0], np.cumsum(lengths)]))
    codes, names = _coded(leaf("document"))
    ranked, _ = _write_facet(columns, "source", np.repeat(rank, lengths), codes, names)
    columns.array("evidence.document", _numbers(names, ranked)[codes])
    for name in ("start", "end"):
        parts = [part.to_numpy(zero_copy_only=False) for part in leaf(name)]
        columns.array(f"evidence.{name}", np.concatenate([np.zeros(0, np.int64), *parts]))
    _write_coded(columns, "evidence.rule", leaf("rule"))
    columns.strings("evidence.text", leaf("text"))


def _write_participants(source: Source, columns: Writer, rank: Ints, actors: Actors) -> None:
    lengths, leaf = _nested_in(source, "participants", "role")
    columns.array("participants.ends", np.concatenate([[0], np.cumsum(lengths)]))
    found = {name: _write_coded(columns, f"participants.{name}", leaf(name)) for name in PARTICIPANT}
    (kinds, kind_names), (codes, names), (roles, role_names) = (found[name] for name in PARTICIPANT[:3])
    rows = np.repeat(rank, lengths)
    for facet, (ranked, keys) in actors.items():
        bits = np.zeros(len(keys), np.uint8)
        numbers = _numbers(names, ranked)
        of_kind = kinds == _numbers(pa.array([KIND_OF[facet]]), kind_names)[0]
        for bit, number in enumerate(_numbers(pa.array(ROLES), role_names).tolist()):
            chosen = of_kind & (roles == number) & (number >= 0)
            pairs = _pairs(rows[chosen], numbers[codes[chosen]], len(ranked))
            name = f"{facet}/{ROLES[bit]}"
            having = _write_postings(columns, name, *pairs, len(ranked), len(rank))
            at = np.searchsorted(keys, having).clip(max=max(len(keys) - 1, 0))
            bits[at[keys[at] == having] if len(keys) else at[:0]] |= 1 << bit
        columns.array(f"{facet}.roles", bits, small=True)


def _nested_in(source: Source, name: str, least: str) -> tuple[Ints, Callable[[str], Iterator[Any]]]:
    """How many members each event's list has, and a way to one field of all members."""

    def leaf(field: str) -> Iterator[Any]:
        for batch in source([f"{name}.list.element.{field}"]):
            yield batch.column(name).flatten().field(field)

    lists = (batch.column(name) for batch in source([f"{name}.list.element.{least}"]))
    return _lengths(lists), leaf


def _numbers(names: Any, among: Any) -> Ints:
    """Where each name is among others; -1 where it is not."""
    found: Ints = pc.fill_null(pc.index_in(names, among), -1).to_numpy(zero_copy_only=False)
    return found.astype(np.int64)


def _write_articles(source: Source, columns: Writer) -> None:
    _, leaf = _nested_in(source, "articles", "document")
    documents = list(leaf("document"))
    columns.strings("articles.document", documents)
    order = pc.sort_indices(pa.chunked_array(documents, pa.string()))
    columns.array("articles.order", order.to_numpy())
    days = [_days(part.to_numpy(zero_copy_only=False)) for part in leaf("published")]
    columns.array("articles.published", np.concatenate([np.zeros(0, np.int64), *days]))
    for name in ("published_basis", "published_reason"):
        _write_coded(columns, f"articles.{name}", leaf(name))
    for name in ("title", "path", "sha256", "text"):
        columns.strings(f"articles.{name}", leaf(name))


def _write_words(source: Source, columns: Writer, rank: Ints) -> None:
    words, at = Gatherer(), 0
    for batch in source(["title", "evidence.list.element.text"]):
        rows = rank[at : at + len(batch)]
        lists = batch.column("evidence")
        texts = [batch.column("title"), lists.flatten().field("text")]
        words.add(pa.concat_arrays(texts), np.concatenate([rows, np.repeat(rows, _lengths([lists]))]))
        at += len(batch)
    words.write(columns)
