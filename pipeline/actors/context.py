"""Keeps what an article has said so far: who was named last, and who was the subject."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.actors.offices import title_names
from pipeline.actors.reading import Mark

if TYPE_CHECKING:
    from datetime import date

    from pipeline.actors.offices import Offices
    from pipeline.actors.reading import Figure, MentionForm, Reading


REMEMBERED = 50
"""How many persons back a role or a demonym may refer."""


class Context:
    """What the article has said so far: who was named last, who was the subject of the sentence before.

    `thing` is the gender of that subject where it is no person: "Die Initiative verlangt mehr" is f. `number` is
    that of the sentence, `named_in` that in which a person was named last.
    """

    def __init__(self, reading: Reading, offices: Offices) -> None:
        self.reading = reading
        self.offices = offices
        self.recent: list[Figure] = []
        self.subject: Figure | None = None
        self.carried: Figure | None = None
        self.here: Figure | None = None
        self.here_at = 0
        self.subjects: dict[str, Figure] = {}
        self.inner: Figure | None = None
        self.thing = ""
        self.number = 0
        self.named_in = -1
        self.named: Counter[str] = Counter()
        self.first_named = sorted(reading.figures.values(), key=lambda figure: figure.first)
        self.organisations = {mark.name for mark in reading.marks if mark.kind == "organisation"}
        self.titles: dict[tuple[str, date | None], set[str]] = {}

    def name(self, figure: Figure) -> None:
        """Note that a person has been named."""
        self.named[figure.name] += 1
        self.named_in = self.number
        if self.recent and self.recent[-1] is figure:
            return
        if figure in self.recent:
            self.recent.remove(figure)
        self.recent.append(figure)
        del self.recent[:-REMEMBERED]

    def titles_of(self, figure: Figure, day: date | None) -> set[str]:
        """Give the titles of the offices that a person held on a day."""
        key = (figure.name, day)
        if key not in self.titles:
            self.titles[key] = title_names(self.offices, figure.name, day)
        return self.titles[key]


def add(context: Context, at: int, figure: Figure, form: MentionForm, rule: str) -> Mark:
    """Mark a word that stands for a person."""
    return context.reading.add(Mark(at, at + 1, "person", figure.name, form, rule, figure=figure))


def is_preposition(reading: Reading, at: int) -> bool:
    """Whether a word is a preposition, which takes no subject."""
    return reading.words[at].lower() in reading.small.prepositions
