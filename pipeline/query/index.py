"""The index over the frames of an extraction: what every answer is computed from.

Events stand in rows sorted by their first day, those without a date last; every facet knows the values of
each row and the rows of each value (`postings`). Nothing in it changes after it is built, so that one
index serves all visitors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.query.filter import ACTORS, FACETS
from pipeline.query.postings import gather, inverted
from pipeline.query.ties import roles_beside
from pipeline.query.words import Words, index_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas.api.typing import NaTType

    from pipeline.query.postings import Ints, Mask

Grouped = tuple["Ints", "Ints"]
NEVER = np.iinfo(np.int32).max
KIND_OF = {"persons": "person", "countries": "country", "organisations": "organisation"}


class Row(NamedTuple):
    """One event with the columns of `schema.EVENT_COLUMNS`."""

    event_id: str
    title: str
    start: pd.Timestamp | NaTType
    end: pd.Timestamp | NaTType
    granularity: str
    edtf: str
    time_text: str
    basis: str
    kind: str
    status: str
    persons: list[str]
    countries: list[str]
    organisations: list[str]
    place: str | None
    confidence: float
    sources: int
    conflicts: list[str]
    corrections: list[str]


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet's values, the most frequent first: `members` by row and `postings` by value."""

    values: tuple[str, ...]
    codes: dict[str, int]
    offsets: Ints
    members: Ints
    begins: Ints
    postings: Ints
    totals: Ints

    def rows(self, value: str) -> Ints:
        """The rows that have a value, ascending; none for a value that it does not know."""
        code = self.codes.get(value)
        return self.postings[:0] if code is None else self.postings[self.begins[code] : self.begins[code + 1]]

    def count(self, mask: Mask, chosen: Ints) -> Ints:
        """How many rows of a mask have each value; `chosen` are the rows of the mask."""
        if len(chosen) == len(mask):
            return self.totals
        if len(chosen) * 4 < len(mask):
            return np.bincount(gather(self.offsets, self.members, chosen), minlength=len(self.values))
        # with many rows it is cheaper to go through the rows of all values
        found = np.flatnonzero(mask[self.postings])
        return np.diff(np.searchsorted(found, self.begins))


@dataclass(frozen=True)
class Index:
    """The frames of an extraction, and their events in order: `place[row]` is where a row is in `events`.

    `first` and `last` are days since 1970 (`NEVER` where the date is unknown), `dated` the number of rows
    that have one. `proofs` and `parts` say where each row's evidence and participants are in their frames.
    """

    events: pd.DataFrame
    evidence: pd.DataFrame
    participants: pd.DataFrame
    articles: pd.DataFrame
    place: Ints
    first: Ints
    last: Ints
    dated: int
    confidence: Ints
    facets: dict[str, Facet]
    proofs: Grouped
    parts: Grouped

    def __len__(self) -> int:
        return len(self.place)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The row of each event id."""
        ids = self.events["event_id"].iloc[self.place]
        return {event: row for row, event in enumerate(ids.tolist())}

    @cached_property
    def words(self) -> Words:
        """The words of titles and sentences; made at the first search."""
        return index_words(self.text(row) for row in range(len(self)))

    @cached_property
    def _texts(self) -> tuple[list[str], list[str]]:
        return self.events["title"].tolist(), self.evidence["text"].tolist()

    @cached_property
    def _roles(self) -> dict[tuple[str, str], Facet]:
        return {}

    @cached_property
    def roles(self) -> dict[str, Ints]:
        """For each facet of actors their parts in the events, see `ties.roles_beside`."""
        return roles_beside(self.facets, self.participants, self.parts)

    def text(self, row: int) -> str:
        """A row's title and sentences, as they are searched."""
        titles, sentences = self._texts
        return "\n".join([titles[self.place[row]], *(sentences[place] for place in self.proof(row))])

    def proof(self, row: int) -> Ints:
        """Where a row's evidence is in `evidence`."""
        return _members(self.proofs, row)

    def part(self, row: int) -> Ints:
        """Where a row's participants are in `participants`."""
        return _members(self.parts, row)

    def read(self, rows: Sequence[int]) -> list[Row]:
        """Events by their rows."""
        taken = self.events.iloc[self.place[np.asarray(rows, np.int64)]]
        return [Row(*values) for values in zip(*(taken[name].tolist() for name in Row._fields), strict=True)]

    @cached_property
    def article_of(self) -> dict[str, int]:
        """Where each document is in `articles`."""
        return {document: place for place, document in enumerate(self.articles["document"].tolist())}

    def facet(self, name: str, role: str = "") -> Facet:
        """A facet; for actors with a role, only with the values that have this part in an event."""
        if not role or name not in ACTORS:
            return self.facets[name]
        if (name, role) not in self._roles:
            table = self.participants
            table = table[(table["kind"] == KIND_OF[name]) & (table["role"] == role)]
            rows = _rows_of(table["event_id"], self.events["event_id"], self.place)
            base = self.facets[name]
            codes = table["name"].map(base.codes)
            known = (codes.notna() & (rows >= 0)).to_numpy()
            members = codes[known].to_numpy(np.int32)
            self._roles[name, role] = _facet(rows[known], members, base.values, len(self))
        return self._roles[name, role]


def build(
    events: pd.DataFrame, evidence: pd.DataFrame, participants: pd.DataFrame, articles: pd.DataFrame
) -> Index:
    """Index the frames of an extraction (`schema.EVENT_COLUMNS` and the like); they must not change after."""
    first = _days(events["start"])
    place = np.argsort(first, kind="stable")
    ordered = events.iloc[place]
    first, last = first[place], _days(ordered["end"])
    dated = int(np.searchsorted(first, NEVER))
    proof_rows, part_rows = (
        _rows_of(table["event_id"], events["event_id"], place) for table in (evidence, participants)
    )
    proven = np.flatnonzero(proof_rows >= 0)
    pairs = {name: _listed(ordered[name]) for name in ACTORS}
    pairs |= {name: _single(ordered[name].tolist()) for name in ("kind", "status", "basis")}
    pairs["source"] = (proof_rows[proven], evidence["document"].iloc[proven].tolist())
    pairs["year"] = _single(ordered["start"].iloc[:dated].dt.strftime("%Y").tolist())
    return Index(
        events=events,
        evidence=evidence,
        participants=participants,
        articles=articles,
        place=place,
        first=first,
        last=last,
        dated=dated,
        confidence=ordered["confidence"].to_numpy(np.float64),
        facets={name: _ranked(*pairs[name], len(place)) for name in FACETS},
        proofs=_grouped(proof_rows, len(place)),
        parts=_grouped(part_rows, len(place)),
    )


def _days(column: pd.Series[Any]) -> Ints:
    days = column.to_numpy("datetime64[D]").astype(np.int64)
    return np.where(column.isna(), NEVER, days).astype(np.int32)


def _rows_of(ids: pd.Series[Any], events: pd.Series[Any], place: Ints) -> Ints:
    row = np.empty(len(place), np.int64)
    row[place] = np.arange(len(place))
    found = pd.Index(events).get_indexer(pd.Index(ids))
    return np.where(found >= 0, row[found] if len(row) else -1, -1)


def _grouped(rows: Ints, size: int) -> Grouped:
    known = np.flatnonzero(rows >= 0)
    offsets = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(rows[known], minlength=size), out=offsets[1:])
    return offsets, known[np.argsort(rows[known], kind="stable")]


def _members(grouped: Grouped, row: int) -> Ints:
    offsets, places = grouped
    return places[offsets[row] : offsets[row + 1]]


def _listed(column: pd.Series[Any]) -> tuple[Ints, pa.Array]:
    lists = pa.array(column.tolist(), pa.list_(pa.string()))
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    return np.repeat(np.arange(len(lists)), lengths), lists.flatten()


def _single(values: list[str]) -> tuple[Ints, list[str]]:
    return np.arange(len(values)), values


def _ranked(rows: Ints, values: pa.Array | list[str], size: int) -> Facet:
    encoded = pa.array(values, pa.string()).dictionary_encode()
    names = encoded.dictionary.to_pylist()
    codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    rows, codes = _pairs(rows, codes, len(names))
    counts = np.bincount(codes, minlength=len(names))
    order = sorted(range(len(names)), key=lambda code: (-counts[code], names[code]))
    rank = np.empty(len(names), np.int32)
    rank[order] = np.arange(len(names), dtype=np.int32)
    return _facet(rows, rank[codes], tuple(names[code] for code in order), size)


def _facet(rows: Ints, members: Ints, values: tuple[str, ...], size: int) -> Facet:
    rows, members = _pairs(rows, members, len(values))
    members = members.astype(np.int32)
    offsets = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(rows, minlength=size), out=offsets[1:])
    begins, postings = inverted(offsets, members, len(values))
    codes = {value: code for code, value in enumerate(values)}
    return Facet(values, codes, offsets, members, begins, postings, np.diff(begins))


def _pairs(rows: Ints, codes: Ints, size: int) -> tuple[Ints, Ints]:
    """Each pair once, by row: an event has a value or not, however often it is named."""
    size = max(size, 1)
    pairs = rows.astype(np.int64) * size + codes
    pairs.sort(kind="stable")
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    return pairs // size, pairs % size
