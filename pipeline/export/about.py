"""Where an export comes from: its filters in words and as a link, the day of extraction, the version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.chart.scene import VAGUE
from pipeline.query import FACETS
from pipeline.query.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pipeline.chart import Wording
    from pipeline.export.selection import Source
    from pipeline.query import Filter
    from pipeline.query.filter import Subject
    from pipeline.schema import Event

LONGEST_NAME = 60


class Words(Protocol):
    """The words of a language, as the page has them (`views.speech.Speech`)."""

    @property
    def language(self) -> str:
        """Its code: de, en."""

    @property
    def table(self) -> dict[str, Any]:
        """All texts by key."""

    def __call__(self, key: str, **values: Any) -> str:
        """A text with its values filled in."""

    def label(self, facet: str, value: str) -> str:
        """A value of a facet as a reader sees it."""

    def number(self, value: float) -> str:
        """A number with the language's separators."""

    def count(self, things: str, number: int) -> str:
        """How many `events` or `articles` there are."""

    def day(self, day: date, weekday: bool = False) -> str:
        """A day in words."""

    def span(self, first: date, last: date) -> str:
        """From one day to another."""

    def when(self, first: date | None, last: date | None, granularity: str, edtf: str) -> str:
        """An event's date, with its precision."""

    def wording(self) -> Wording:
        """The words on a chart."""


@dataclass(frozen=True, slots=True)
class About:
    """What an export says of itself.

    `filters` are in words, one a line; `query` is the view's link without the page's `address`, which is empty
    where no page is known. `extracted` is the day on which the articles were searched, `made` the day of the
    export. `events` counts the events in it, `of` those that there are, `undated` those in it without a date.
    """

    filters: tuple[str, ...]
    query: str
    address: str
    extracted: date
    made: date
    version: str
    events: int
    of: int
    undated: int

    @property
    def link(self) -> str:
        """The view as a link, from its question mark on where the page's address is not known."""
        return f"{self.address}?{self.query}"

    @property
    def program(self) -> str:
        """What made it."""
        return f"Zeitstrahl {self.version}"

    def data(self) -> dict[str, str]:
        """For machines: what each record of a table carries."""
        return {
            "filters": "; ".join(self.filters),
            "view": self.link,
            "extracted": self.extracted.isoformat(),
            "version": self.program,
        }

    def lines(self, words: Words) -> list[tuple[str, str]]:
        """For readers: label and value."""
        counted = words(
            "result_one" if self.of == 1 else "result", n=words.number(self.events), all=words.number(self.of)
        )
        return [
            (words("about_events"), counted),
            (words("about_filters"), "; ".join(self.filters) or words("about_no_filters")),
            (words("about_view"), self.link),
            (words("about_extracted"), words.day(self.extracted)),
            (words("about_made"), words.day(self.made)),
            (words("about_version"), self.program),
        ]


def filters_in_words(asked: Filter, words: Words, about: Sequence[Subject] = ()) -> tuple[str, ...]:
    """Every setting of a filter that leaves something out, one line each; nothing where all events are asked for.

    `about` are the subjects of a view that shows their events only.
    """
    found = []
    if about:
        subjects = ", ".join(words.label(subject.facet, subject.value) for subject in about)
        found.append(words("filter_about", subjects=subjects))
    for facet in FACETS:
        choice, name = asked.choice(facet), words.table["facet"][facet]
        for values, key in (
            (choice.include, "filter_every" if choice.every else "filter_any"),
            (choice.exclude, "filter_not"),
        ):
            labels = sorted(words.label(facet, value) for value in values)
            if labels:
                joint = words("filter_and") if key == "filter_every" else words("filter_or")
                found.append(words(key, facet=name, values=joint.join(labels)))
    if asked.first or asked.last:
        fit = words("within" if asked.within else "overlaps")
        found.append(f"{words('range')}: {_range(asked, words)} ({fit})")
    if asked.text.strip():
        found.append(f"{words('search_short')}: {words('quoted', text=asked.text.strip())}")
    if asked.confidence:
        found.append(f"{words('confidence')}: {words('percent', n=round(100 * asked.confidence))}")
    if asked.role:
        found.append(f"{words('role_label')}: {words.label('role', asked.role)}")
    if not asked.undated:
        found.append(words("filter_dated"))
    return tuple(found)


def file_name(asked: Filter, words: Words, made: date, ending: str) -> str:
    """A name for a file that says what is in it: `zeitstrahl-ukraine-2025-12-01-2026-11-23.csv`."""
    chosen = [words.label(facet, value) for facet in FACETS for value in sorted(asked.choice(facet).include)]
    days = [day.isoformat() for day in (asked.first, asked.last) if day]
    parts = [re.sub(r"[^a-z0-9]+", "-", fold(part)).strip("-") for part in (*chosen[:3], asked.text)]
    middle = "-".join(filter(None, [*parts, *dict.fromkeys(days)]))[:LONGEST_NAME].strip("-")
    return "-".join(filter(None, ["zeitstrahl", middle, f"{made:%Y%m%d}"])) + ending


def _range(asked: Filter, words: Words) -> str:
    if asked.first and asked.last:
        return words.day(asked.first) if asked.first == asked.last else words.span(asked.first, asked.last)
    if asked.first:
        return words("filter_from", day=words.day(asked.first))
    return words("filter_to", day=words.day(asked.last)) if asked.last else ""


def citation(source: Source, words: Words) -> str:
    """An article as one cites it: headline, day of publication, file or address."""
    day = words.day(source.published) if source.published else ""
    return ", ".join(filter(None, (source.title, day, source.file or source.document)))


def is_vague(event: Event) -> bool:
    """Whether an event's date is no more than a month, a season, a year, or only about right."""
    return event.granularity in VAGUE or any(mark in event.edtf for mark in "~%?")
