"""An index with a few events exchanged: the columns of a large index and of a small one, read as one.

A person's edit changes a handful of events among very many. The large index stays as it is, shared by all; what
stands by event is looked up in both, what stands by row or by value is moved by as many places as rows come and go.
Nothing is read before it is asked for.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pyarrow as pa

from pipeline.query.columns import Columns, Strings
from pipeline.query.filter import ACTORS, FACETS
from pipeline.query.index import Index, build
from pipeline.query.postings import gather
from pipeline.store.tables import frames

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.query.postings import Ints
    from pipeline.schema import Event

CODED = ("granularity", "edtf", "time_text", "place", "evidence.rule")
PARTICIPANT = tuple(f"participants.{name}" for name in ("kind", "name", "role", "rule"))
LISTED = ("conflicts", "corrections")


def spliced(base: Index, gone: Collection[str], made: Sequence[Event]) -> Index:
    """The index without the events with the ids in `gone`, and with those in `made`, in their order.

    The events that come may only cite articles that the index has. A facet's new values stand behind the others.
    """
    if not gone and not made:
        return base
    tables = frames(made)
    small = build(tables.events, tables.evidence, tables.participants, tables.articles)
    rows = sorted(base.row_of[event] for event in gone if event in base.row_of)
    return Index(cast("Columns", _Spliced(base, small, np.array(rows, np.int64))))


class _Spliced:
    """The columns of two indexes, without some rows of the first, under the names that each has."""

    def __init__(self, base: Index, small: Index, gone: Ints) -> None:
        self.base, self.small = base, small
        self.about: dict[str, Any] = {}
        size = len(base)
        keep = np.ones(size, bool)
        keep[gone] = False
        self._kept = np.flatnonzero(keep)
        at = np.searchsorted(base.first[self._kept], small.first, "right")
        self._origin = np.insert(self._kept, at, size + np.arange(len(small)))
        self._row = np.full(size + len(small), -1, np.int64)
        self._row[self._origin] = np.arange(len(self._origin))

    def __contains__(self, name: str) -> bool:
        return name in self.base.columns

    def array(self, name: str) -> Any:
        """An array as the index of all events would have it."""
        facet, _, part = name.rpartition(".")
        of = facet.partition("/")[0]
        if of in FACETS and part in ("offsets", "members", "begins", "postings", "order", "roles"):
            return self._facet(facet, part)
        if name in ("rows", "rank", "event_id.order"):
            return {"rows": self._rows, "rank": self._rank, "event_id.order": self._order}[name]()
        if name in ("first", "last", "confidence"):
            return self._both(name)[self._origin]
        if name.startswith("articles."):
            return self.base.columns.array(name)
        if name.startswith("words."):
            return self._words[part]
        if name == "evidence.document":
            return self._joined(name, self._codes("source"))
        if name in CODED or name in PARTICIPANT:
            theirs = self.small.columns.array(name).astype(np.int64)
            known = len(self.base.columns.strings(f"{name}.names"))
            return np.concatenate([self.base.columns.array(name), np.where(theirs > 0, theirs + known, 0)])
        if name in LISTED:
            known = len(self.base.columns.strings(f"{name}.names"))
            return np.concatenate(
                [self.base.columns.array(name), self.small.columns.array(name).astype(np.int64) + known]
            )
        if part == "ends":
            mine, theirs = self.base.columns.array(name), self.small.columns.array(name)
            return np.concatenate([mine, theirs[1:].astype(np.int64) + mine[-1]])
        return self._both(name)

    def strings(self, name: str) -> Strings:
        """A list of strings as the index of all events would have it."""
        mine = self.base.columns.strings(name)
        if name.startswith("articles."):
            return mine
        theirs = self.small.columns.strings(name)
        if name.endswith(".values"):
            facet = name.removesuffix(".values")
            new = [value for value in theirs if value not in self.base.facets[facet].codes]
            return self._chained(mine, new)
        return self._chained(mine, list(theirs))

    def _chained(self, mine: Strings, more: Sequence[str]) -> Strings:
        if not more:
            return mine
        parts = mine.arrow.chunks if isinstance(mine.arrow, pa.ChunkedArray) else [mine.arrow]
        return Strings(pa.chunked_array([*parts, pa.array(more, mine.arrow.type)]))

    def _both(self, name: str) -> Any:
        return np.concatenate([self.base.columns.array(name), self.small.columns.array(name)])

    def _joined(self, name: str, codes: Ints) -> Any:
        return np.concatenate([self.base.columns.array(name), codes[self.small.columns.array(name)]])

    def _rows(self) -> Ints:
        """Where each row is in the extraction: behind all that it has stand the events that came."""
        return np.concatenate([self.base.place.astype(np.int64), len(self.base) + self.small.place])[
            self._origin
        ]

    def _rank(self) -> Ints:
        size = len(self.base)
        mine, theirs = self.base.columns.array("rank"), self.small.columns.array("rank")
        found: Ints = self._row[np.concatenate([mine, theirs.astype(np.int64) + size])]
        return found

    def _order(self) -> Ints:
        """The events that are there by their ids."""
        mine = self.base.columns.array("event_id.order")
        mine = mine[self._rank()[mine] >= 0]
        names = self.base.columns.strings("event_id")
        theirs = self.small.columns.array("event_id.order").tolist()
        known = self.small.columns.strings("event_id")
        at = [_place(names, mine, known[place]) for place in theirs]
        return np.insert(mine.astype(np.int64), at, np.array(theirs, np.int64) + len(self.base))

    def _codes(self, facet: str) -> Ints:
        """For each value of the small index its place among the values of both."""
        codes = self.base.facets[facet].codes
        new = iter(range(len(codes), len(codes) + len(self.small.facets[facet].values)))
        values = self.small.facets[facet].values
        return np.array([codes[value] if value in codes else next(new) for value in values], np.int64)

    @cached_property
    def _facets(self) -> dict[str, dict[str, Ints]]:
        return {}

    def _facet(self, key: str, part: str) -> Ints:
        if key not in self._facets:
            self._facets[key] = self._spliced_facet(key)
        return self._facets[key][part]

    def _spliced_facet(self, key: str) -> dict[str, Ints]:
        """The parts of a facet, or of those of its values that have a role."""
        name = key.partition("/")[0]
        codes = self._codes(name)
        size = len(self.base.facets[name].values)
        values = max(size, int(codes.max(initial=-1)) + 1)
        mine, theirs = (one.facet(*key.split("/")) for one in (self.base, self.small))
        ends = mine.offsets[-1]
        both = np.concatenate([mine.offsets, theirs.offsets[1:].astype(np.int64) + ends])
        members = np.concatenate([mine.members, codes[theirs.members]])
        lengths = np.diff(both)[self._origin]
        found: dict[str, Ints] = {
            "offsets": np.concatenate([[0], np.cumsum(lengths)]),
            "members": gather(both, members, self._origin),
        }
        moved = self._row[mine.postings]
        stay = moved >= 0
        before = np.concatenate([[0], np.cumsum(stay)])[mine.begins]
        kept = moved[stay]
        pairs = sorted(
            (int(codes[value]), int(row), at)
            for value in range(len(theirs.values))
            for at, row in enumerate(
                self._row[
                    len(self.base) + theirs.postings[theirs.begins[value] : theirs.begins[value + 1]]
                ].tolist(),
                int(theirs.begins[value]),
            )
        )
        places = [
            int(before[code] + np.searchsorted(kept[before[code] : before[code + 1]], row))
            if code < size
            else len(kept)
            for code, row, _ in pairs
        ]
        counts = np.zeros(values, np.int64)
        counts[:size] = np.diff(before)
        counts += np.bincount(np.array([code for code, _, _ in pairs], np.int64), minlength=values)
        found["begins"] = np.concatenate([[0], np.cumsum(counts)])
        found["postings"] = np.insert(kept, places, [row for _, row, _ in pairs])
        if key in ACTORS:
            bits = self.base.columns.array(f"{key}.roles")[stay]
            more = self.small.columns.array(f"{key}.roles")
            found["roles"] = np.insert(bits, places, [int(more[at]) for _, _, at in pairs])
        if "/" not in key:
            found["order"] = self._value_order(name)
        return found

    def _value_order(self, name: str) -> Ints:
        mine, names = self.base.columns.array(f"{name}.order"), self.base.columns.strings(f"{name}.values")
        new = [value for value in self.small.facets[name].values if value not in self.base.facets[name].codes]
        ranked = sorted(range(len(new)), key=lambda place: new[place])
        at = [_place(names, mine, new[place]) for place in ranked]
        return np.insert(mine.astype(np.int64), at, np.array(ranked, np.int64) + len(names))

    @cached_property
    def _words(self) -> dict[str, Ints]:
        """The words of both, one vocabulary behind the other: a word that is in both is found in both."""
        mine, theirs = self.base.words, self.small.words
        moved = self._row[mine.postings]
        stay = moved >= 0
        offsets = np.concatenate([[0], np.cumsum(stay)])[mine.offsets]
        more = self._row[len(self.base) + theirs.postings]
        return {
            # the last line break of the one is the first of the other
            "letters": np.concatenate([mine.letters[:-1], theirs.letters]),
            "begins": np.concatenate([mine.begins, theirs.begins.astype(np.int64) + len(mine.letters) - 1]),
            "offsets": np.concatenate([offsets, theirs.offsets[1:].astype(np.int64) + offsets[-1]]),
            "postings": np.concatenate([moved[stay], more]),
        }


def _place(names: Strings, order: Ints, name: str) -> int:
    """Where a name belongs in an order of names."""
    low, high = 0, len(order)
    while low < high:
        middle = (low + high) // 2
        if names[order[middle]] < name:
            low = middle + 1
        else:
            high = middle
    return low
