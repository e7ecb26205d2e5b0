"""The index over the events of an extraction: what every answer is computed from.

Events stand in rows sorted by their first day, those without a date last; every facet knows the values of
each row and the rows of each value (`postings`). Nothing in it changes after it is built, so that one
index serves all visitors. It reads its columns where they lie: a million events cost no time to open and
only as much memory as is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from pipeline.query.building import KIND_OF, LISTED, NEVER, tables, write_columns
from pipeline.query.columns import Columns, Places, Strings, Writer
from pipeline.query.filter import ACTORS, FACETS
from pipeline.query.postings import gather
from pipeline.query.values import FEW, Row, day_of, frame_of, moments, split_by
from pipeline.query.words import Words, fold
from pipeline.schema import (
    ARTICLE_COLUMNS,
    EVENT_COLUMNS,
    EVIDENCE_COLUMNS,
    PARTICIPANT_COLUMNS,
    Article,
    Evidence,
    Participant,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from pipeline.query.postings import Ints, Mask

    Grouped = tuple[Ints, Ints]

__all__ = ["KIND_OF", "NEVER", "Facet", "Index", "Row", "build"]
MOST_MARKS = 64


@dataclass(frozen=True)
class Facet:
    """One facet's values, the most frequent first: `members` by row and `postings` by value."""

    values: Sequence[str]
    codes: Mapping[str, int]
    offsets: Ints
    members: Ints
    begins: Ints
    postings: Ints

    @staticmethod
    def of(columns: Columns, name: str, role: str = "") -> Facet:
        """A facet as `write_columns` wrote it; with a role, only with the values that have this part."""
        values: Sequence[str] = columns.strings(f"{name}.values")
        codes: Mapping[str, int] = Places(values, columns.array(f"{name}.order"))
        if len(values) <= FEW:
            values = tuple(values)
            codes = {value: code for code, value in enumerate(values)}
        key = f"{name}/{role}" if role else name
        arrays = (columns.array(f"{key}.{part}") for part in ("offsets", "members", "begins", "postings"))
        return Facet(values, codes, *arrays)

    @cached_property
    def totals(self) -> Ints:
        """How many rows have each value."""
        return np.diff(self.begins)

    @cached_property
    def single(self) -> bool:
        """Whether every row has one value and no more."""
        return len(self.members) == len(self.offsets) - 1 and bool((np.diff(self.offsets) == 1).all())

    @cached_property
    def _marks(self) -> dict[str, Any]:
        """The rows of values that very many have, a bit a row, as they were asked for."""
        return {}

    @cached_property
    def _folded(self) -> str:
        return "\n".join(["", *(fold(value).replace("\n", " ") for value in self.values), ""])

    def rows(self, value: str) -> Ints:
        """The rows that have a value, ascending; none for a value that it does not know."""
        code = self.codes.get(value)
        return self.postings[:0] if code is None else self.postings[self.begins[code] : self.begins[code + 1]]

    def marks(self, value: str) -> Mask:
        """Which rows have a value."""
        if self.single and value in self.codes:
            found: Mask = self.members == self.codes[value]
            return found
        if value in self._marks:
            return np.unpackbits(self._marks[value], count=len(self.offsets) - 1).view(bool)
        found = np.zeros(len(self.offsets) - 1, bool)
        rows = self.rows(value)
        found[rows] = True
        if len(rows) * 16 > len(found) and len(self._marks) < MOST_MARKS:
            self._marks[value] = np.packbits(found)
        return found

    def count(self, mask: Mask, chosen: Ints) -> Ints:
        """How many rows of a mask have each value; `chosen` are the rows of the mask."""
        return self.totals if len(chosen) == len(mask) else self.tally(chosen)

    def tally(self, chosen: Ints) -> Ints:
        """How many of some rows, given ascending, have each value."""
        size, rows = len(self.values), len(self.offsets) - 1
        if len(chosen) == rows:
            return self.totals
        if len(chosen) and chosen[-1] - chosen[0] + 1 == len(chosen):
            members = self.members[self.offsets[chosen[0]] : self.offsets[chosen[-1] + 1]]
            return np.bincount(members, minlength=size)
        if self.single:
            return np.bincount(self.members[chosen], minlength=size)
        if len(chosen) * 4 < rows:
            return np.bincount(gather(self.offsets, self.members, chosen), minlength=size)
        mask = np.zeros(rows, bool)
        mask[chosen] = True
        if len(chosen) * 4 > 3 * rows:
            others = gather(self.offsets, self.members, np.flatnonzero(~mask))
            return self.totals - np.bincount(others, minlength=size)
        # with many rows it is cheaper to go through the rows of all values
        found = np.flatnonzero(mask[self.postings])
        return np.diff(np.searchsorted(found, self.begins))

    def find(self, text: str) -> list[int]:
        """The codes of the values that have a text in them, whatever its case and accents, ascending."""
        wanted, found, at = fold(text), [], -1
        if not wanted or "\n" in wanted:
            return []
        while (at := self._folded.find(wanted, at + 1)) >= 0:
            found.append(at)
            at = self._folded.find("\n", at + 1)
        lines = np.flatnonzero(np.frombuffer(self._folded.encode("utf-32-le"), np.uint32) == ord("\n"))
        codes: list[int] = (np.searchsorted(lines, found, "right") - 1).tolist()
        return codes


@dataclass(frozen=True)
class Index:
    """The events of an extraction in order, with all that belongs to them, read from `columns`.

    `place[row]` is where a row is in the order of the extraction, in which `events` and the other frames
    stand. `first` and `last` are days since 1970 (`NEVER` where the date is unknown). The frames are made
    whole when they are asked for, and take long with a million events: `read`, `evidence_of`,
    `participants_of` and `article` give what belongs to a few.
    """

    columns: Columns

    def __len__(self) -> int:
        return len(self.place)

    @cached_property
    def place(self) -> Ints:
        """Where each row is in the order of the extraction."""
        return self._array("rows")

    @cached_property
    def first(self) -> Ints:
        """The first day of each row."""
        return self._array("first")

    @cached_property
    def last(self) -> Ints:
        """The last day of each row."""
        return self._array("last")

    @cached_property
    def dated(self) -> int:
        """The number of rows that have a date."""
        return int(np.searchsorted(self.first, NEVER))

    def latest(self, rows: Ints) -> int:
        """The last day of some rows, given ascending and all with a date."""
        return self._latest if len(rows) == self.dated else int(self.last[rows].max())

    @cached_property
    def _latest(self) -> int:
        return int(self.last[: self.dated].max(initial=0))

    def begin_between(self, rows: Ints, edges: Ints) -> Ints:
        """How many of some rows, given ascending, begin from each edge (a day) until the next."""
        return np.diff(np.searchsorted(rows, np.searchsorted(self.first, edges)))

    @cached_property
    def confidence(self) -> Ints:
        """The confidence of each row."""
        return self._array("confidence")

    @cached_property
    def facets(self) -> dict[str, Facet]:
        """All facets by name."""
        return {name: Facet.of(self.columns, name) for name in FACETS}

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The row of each event id."""
        order, rank = self._array("event_id.order"), self._array("rank")
        return Places(self.columns.strings("event_id"), order, rank)

    @cached_property
    def article_of(self) -> Mapping[str, int]:
        """Where each document is in `articles`."""
        return Places(self.columns.strings("articles.document"), self._array("articles.order"))

    @cached_property
    def words(self) -> Words:
        """The words of titles and sentences."""
        return Words.of(self.columns, len(self))

    @cached_property
    def answers(self) -> dict[Any, Any]:
        """The last answers, by their filters."""
        return {}

    @cached_property
    def searches(self) -> dict[str, Any]:
        """What the last searches found, by their text."""
        return {}

    @cached_property
    def _parts(self) -> dict[str, Any]:
        return {}

    @cached_property
    def roles(self) -> dict[str, Ints]:
        """For each facet of actors their parts in the events: bits of `ROLES`, beside the facet's postings."""
        return {name: self._array(f"{name}.roles") for name in ACTORS}

    def _array(self, name: str) -> Ints:
        if name not in self._parts:
            self._parts[name] = self.columns.array(name)
        found: Ints = self._parts[name]
        return found

    def _strings(self, name: str) -> Strings:
        if name not in self._parts:
            self._parts[name] = self.columns.strings(name)
        found: Strings = self._parts[name]
        return found

    def facet(self, name: str, role: str = "") -> Facet:
        """A facet; for actors with a role, only with the values that have this part in an event."""
        if not role or name not in ACTORS:
            return self.facets[name]
        key = f"{name}/{role}"
        if key not in self._parts:
            self._parts[key] = Facet.of(self.columns, name, role)
        found: Facet = self._parts[key]
        return found

    def proof(self, row: int) -> Ints:
        """Where a row's evidence is in `evidence`."""
        return self._members("evidence.ends", row)

    def part(self, row: int) -> Ints:
        """Where a row's participants are in `participants`."""
        return self._members("participants.ends", row)

    def _members(self, name: str, row: int) -> Ints:
        ends, at = self._array(name), int(self.place[row])
        return np.arange(ends[at], ends[at + 1])

    @cached_property
    def proofs(self) -> Grouped:
        """For all rows where their evidence is in `evidence`: bounds by row, and places."""
        return self._grouped("evidence.ends")

    @cached_property
    def parts(self) -> Grouped:
        """For all rows where their participants are in `participants`: bounds by row, and places."""
        return self._grouped("participants.ends")

    def _grouped(self, name: str) -> Grouped:
        ends = self._array(name)
        lengths = np.diff(ends)[self.place]
        return np.concatenate([[0], np.cumsum(lengths)]), gather(ends, np.arange(ends[-1]), self.place)

    def many(self, name: Literal["conflicts", "corrections"], rows: Ints) -> Ints:
        """How many lines of a column of lists events have."""
        ends, places = self._array(f"{name}.ends"), self.place[rows]
        return ends[places + 1] - ends[places]

    def text(self, row: int) -> str:
        """A row's title and sentences, as they are searched."""
        return self.texts(np.array([row]))[0]

    def texts(self, rows: Ints) -> list[str]:
        """The title and sentences of several rows."""
        places, ends = self.place[rows].astype(np.int64), self._array("evidence.ends")
        titles = self._strings("title").take(places)
        lengths = (ends[places + 1] - ends[places]).tolist()
        proofs = iter(self._strings("evidence.text").take(gather(ends, np.arange(ends[-1]), places)))
        return [
            "\n".join([title, *(next(proofs) for _ in range(n))])
            for title, n in zip(titles, lengths, strict=True)
        ]

    def read(self, rows: Sequence[int] | Ints) -> list[Row]:
        """Events by their rows."""
        taken = self._events(np.asarray(rows, np.int64))
        return [Row(*values) for values in zip(*(taken[name] for name in Row._fields), strict=True)]

    def ids(self, rows: Sequence[int] | Ints) -> list[str]:
        """The ids of several rows."""
        return self._strings("event_id").take(self.place[np.asarray(rows, np.int64)])

    def evidence_of(self, row: int) -> list[Evidence]:
        """What proves an event."""
        return self.evidence_at(self.proof(row))

    def evidence_at(self, places: Ints) -> list[Evidence]:
        """Evidence by its places in `evidence`."""
        taken = self._evidence(places)
        return [Evidence(*values) for values in zip(*taken.values(), strict=True)]

    def participants_of(self, row: int) -> list[Participant]:
        """Who took part in an event."""
        return self.participants_at(self.part(row))

    def participants_at(self, places: Ints) -> list[Participant]:
        """Participants by their places in `participants`."""
        taken = self._participants(places)
        return [Participant(*values) for values in zip(*taken.values(), strict=True)]

    def article(self, document: str, text: bool = True) -> Article | None:
        """An article by its name, with or without its text; None where it is not kept."""
        at = self.article_of.get(document)
        if at is None:
            return None
        taken = {name: values[0] for name, values in self._articles(np.array([at]), text).items()}
        return Article(**taken | {"published": day_of(taken["published"])})

    def published(self, sources: Ints) -> tuple[Ints, list[str]]:
        """The day and the title of each article that has a day, of some values of the facet `source`."""
        documents = self._strings("source.values").take(sources)
        at = np.array([self.article_of[name] for name in documents if name in self.article_of], np.int64)
        days = self._array("articles.published")[at]
        dated = days != NEVER
        return days[dated].astype(np.int64), self._strings("articles.title").take(at[dated])

    @cached_property
    def events(self) -> pd.DataFrame:
        """All events: a frame with the columns of `schema.EVENT_COLUMNS`."""
        order = self._array("rank").astype(np.int64)
        order = order[order >= 0]  # those that an edit took away have no row
        return frame_of(self._events(order), EVENT_COLUMNS)

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """All evidence: a frame with the columns of `schema.EVIDENCE_COLUMNS`."""
        taken = self._evidence(np.arange(len(self._array("evidence.start"))))
        return frame_of({"event_id": self._owners("evidence.ends")} | taken, EVIDENCE_COLUMNS)

    @cached_property
    def participants(self) -> pd.DataFrame:
        """All participants: a frame with the columns of `schema.PARTICIPANT_COLUMNS`."""
        taken = self._participants(np.arange(len(self._array("participants.kind"))))
        return frame_of({"event_id": self._owners("participants.ends")} | taken, PARTICIPANT_COLUMNS)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """All articles: a frame with the columns of `schema.ARTICLE_COLUMNS`."""
        return frame_of(self._articles(np.arange(len(self.article_of))), ARTICLE_COLUMNS)

    def _owners(self, name: str) -> list[str]:
        lengths = np.diff(self._array(name))
        return self._strings("event_id").take(np.repeat(np.arange(len(lengths)), lengths))

    def _events(self, rows: Ints) -> dict[str, Any]:
        places = self.place[rows].astype(np.int64)
        taken: dict[str, Any] = {name: self._strings(name).take(places) for name in ("event_id", "title")}
        for name, days in (("start", self.first), ("end", self.last)):
            taken[name] = moments(days[rows])
        for name in ("granularity", "edtf", "time_text", "place"):
            taken[name] = self._coded(name, places)
        for name in ("basis", "kind", "status"):
            facet = self.facets[name]
            values = list(facet.values)
            taken[name] = [values[code] for code in facet.members[rows].tolist()]
        for name in ACTORS:
            facet = self.facets[name]
            taken[name] = split_by(facet.offsets, facet.members, rows, facet.values)
        taken["confidence"] = self.confidence[rows].tolist()
        taken["sources"] = self._array("sources")[places].tolist()
        for name in LISTED:
            names = self._strings(f"{name}.names")
            taken[name] = split_by(self._array(f"{name}.ends"), self._array(name), places, names)
        return taken

    def _evidence(self, at: Ints) -> dict[str, list[Any]]:
        documents = self._array("evidence.document")[at]
        return {
            "document": self._strings("source.values").take(documents),
            "start": self._array("evidence.start")[at].tolist(),
            "end": self._array("evidence.end")[at].tolist(),
            "text": self._strings("evidence.text").take(at),
            "rule": self._coded("evidence.rule", at),
        }

    def _participants(self, at: Ints) -> dict[str, list[Any]]:
        return {name: self._coded(f"participants.{name}", at) for name in ("kind", "name", "role", "rule")}

    def _articles(self, at: Ints, text: bool = True) -> dict[str, Any]:
        return {
            "document": self._strings("articles.document").take(at),
            "title": self._strings("articles.title").take(at),
            "published": moments(self._array("articles.published")[at]),
            "published_basis": self._coded("articles.published_basis", at),
            "published_reason": self._coded("articles.published_reason", at),
            "path": self._strings("articles.path").take(at),
            "text": self._strings("articles.text").take(at) if text else [""] * len(at),
            "sha256": self._strings("articles.sha256").take(at),
        }

    def _coded(self, name: str, at: Ints) -> list[Any]:
        """Values of a column that is kept as numbers; None where there is none."""
        codes, names = self._array(name)[at], self._strings(f"{name}.names")
        different, inverse = np.unique(codes, return_inverse=True)
        values = [None if code == 0 else names[code - 1] for code in different.tolist()]
        return [values[code] for code in inverse.tolist()]


def build(
    events: pd.DataFrame, evidence: pd.DataFrame, participants: pd.DataFrame, articles: pd.DataFrame
) -> Index:
    """Index the frames of an extraction (`schema.EVENT_COLUMNS` and the like), in memory."""
    stream = BytesIO()
    columns = Writer(stream)
    write_columns(tables(events, evidence, participants, articles), columns)
    columns.finish({})
    return Index(Columns(stream.getvalue()))
