"""What a reader asks for: which events (`Filter`) and how they are laid out (`View`)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date

Lanes = Literal["countries", "persons", "organisations", "kind", "source", "none"]
LaneOrder = Literal["count", "name", "first"]
Language = Literal["de", "en"]
Beside = Literal["", "persons", "countries", "organisations"]

ACTORS = ("persons", "countries", "organisations")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen in one facet: any of `include` (all of them where `every`), none of `exclude`."""

    include: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    every: bool = False

    def __bool__(self) -> bool:
        return bool(self.include or self.exclude)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events to show: one `Choice` a facet, and what has no facet. Facets combine with AND.

    `source` are articles, `sources` how many of them tell an event, `certainty` its confidence by tens of
    percent, `year` years and months, see `derived`.

    `first` and `last` are inclusive days; an event is in the range where it overlaps it, or lies wholly
    `within` it. Events without a date are left out by any range, and without one where `undated` is off.
    `text` is searched in titles and sentences, see `words.search`. `confidence` is the least one, 0 to 1.
    With a `role`, only that part in an event counts for persons, countries and organisations.
    """

    countries: Choice = Choice()
    persons: Choice = Choice()
    organisations: Choice = Choice()
    kind: Choice = Choice()
    status: Choice = Choice()
    basis: Choice = Choice()
    source: Choice = Choice()
    year: Choice = Choice()
    sources: Choice = Choice()
    certainty: Choice = Choice()
    first: date | None = None
    last: date | None = None
    within: bool = False
    undated: bool = True
    text: str = ""
    confidence: float = 0.0
    role: str = ""

    def choice(self, facet: str) -> Choice:
        """What is chosen in a facet of `FACETS`."""
        chosen: Choice = getattr(self, facet)
        return chosen

    def choose(self, facet: str, choice: Choice) -> Filter:
        """The same filter with another choice in one facet."""
        return replace(self, **{facet: choice})  # type: ignore[arg-type]

    def toggle(self, facet: str, value: str, side: Literal["include", "exclude"] = "include") -> Filter:
        """The same filter with a value added to one side of a facet, or taken away if it was there."""
        old = self.choice(facet)
        other = "exclude" if side == "include" else "include"
        changed = getattr(old, side) ^ {value}
        return self.choose(facet, replace(old, **{side: changed, other: getattr(old, other) - {value}}))

    def narrowed(self) -> bool:
        """Whether it leaves anything out."""
        chosen = any(self.choice(facet) for facet in FACETS)
        return bool(chosen or self.first or self.last or self.text or self.confidence) or not self.undated


FACETS: tuple[str, ...] = tuple(field.name for field in fields(Filter) if field.type == "Choice")


class Subject(NamedTuple):
    """What a page is about: a value of the facet `persons`, `countries`, `organisations` or `source`."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class View:
    """How the result is laid out: lanes and their order, the event being read, the page's language.

    `pinned` are values of the lanes' facet whose lanes stand first, even where they are empty.
    `about` is empty for the timeline, one subject for its own page, several side by side to compare them.
    `beside` is the facet of those that it shows a subject together with (that of the subject where empty);
    `share` the part of the events of several subjects that is shown, see `subjects.SHARES`.
    """

    lanes: Lanes = "countries"
    order: LaneOrder = "count"
    pinned: tuple[str, ...] = ()
    event: str = ""
    article: bool = False
    language: Language = "de"
    about: tuple[Subject, ...] = ()
    beside: Beside = ""
    share: str = "all"
