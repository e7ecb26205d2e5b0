"""How marks look: one colour and one shape for each kind of act, in light and dark; the words on a chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pipeline.query import Row

# Hues after Okabe and Ito, darkened or lightened to 3:1 against the page; the shape is the second cue.
KIND_LOOKS: dict[str, tuple[str, str, str]] = {
    "talks": ("#0B6CB0", "#62B8F0", "circle"),
    "statement": ("#5C6B7A", "#A9B7C6", "circle-open"),
    "demand": ("#C2570C", "#F4A259", "triangle-up"),
    "proposal": ("#8A6D00", "#E5C84B", "diamond"),
    "agreement": ("#00795C", "#45CBA2", "square"),
    "rejection": ("#AD2A78", "#F08CC0", "x"),
    "decision": ("#5B46A8", "#B5A5F5", "pentagon"),
    "aid": ("#3D7A1F", "#9CD06B", "cross"),
    "sanction": ("#7F4A21", "#D9A878", "bowtie"),
    "attack": ("#C22A2A", "#FF8A80", "star-diamond"),
    "protest": ("#8F3F97", "#DC9BE3", "triangle-down"),
    "accident": ("#8A3B3B", "#E0A0A0", "hourglass"),
    "other": ("#6B6B6B", "#A8A8A8", "diamond-open"),
}

OUTLINES = {
    "circle": "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z",
    "triangle-up": "M0-6 6 5H-6z",
    "triangle-down": "M0 6 6-5H-6z",
    "diamond": "M0-6.5 6.5 0 0 6.5-6.5 0z",
    "square": "M-5-5H5V5H-5z",
    "x": "M-6-3.5-3.5-6 0-2.5 3.5-6 6-3.5 2.5 0 6 3.5 3.5 6 0 2.5-3.5 6-6 3.5-2.5 0z",
    "cross": "M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2z",
    "pentagon": "M0-6 5.8-1.8 3.6 5H-3.6L-5.8-1.8z",
    "bowtie": "M-6-5 0 0-6 5zM6-5 0 0 6 5z",
    "hourglass": "M-5-6H5L0 0zM-5 6H5L0 0z",
    "star-diamond": "M0-7 1.8-1.8 7 0 1.8 1.8 0 7-1.8 1.8-7 0-1.8-1.8z",
}
"""The shapes of marks, in a field of 16 by 16 around the origin."""


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of the page that a chart stands on, the plot's width in pixels, and whether it is a phone's."""

    dark: bool = False
    width: int = 1000
    narrow: bool = False

    @property
    def ink(self) -> str:
        """Text."""
        return "#E9E6E0" if self.dark else "#22201C"

    @property
    def soft(self) -> str:
        """Secondary text, 4.5:1 against the page."""
        return "#A9A59C" if self.dark else "#6A655C"

    @property
    def line(self) -> str:
        """Rules between lanes."""
        return "#34383D" if self.dark else "#E2DDD2"

    @property
    def accent(self) -> str:
        """What is selected."""
        return "#F2B950" if self.dark else "#A85C00"

    @property
    def bar(self) -> str:
        """Bars of the overview, and clusters."""
        return "#6E8CA8" if self.dark else "#7C93A8"

    @property
    def cluster(self) -> str:
        """A mark for several events."""
        return "#9DB8D0" if self.dark else "#48647C"

    @property
    def on_cluster(self) -> str:
        """The number on it."""
        return "#0E1113" if self.dark else "#FFFFFF"

    @property
    def thin(self) -> str:
        """Few events in a stretch of time."""
        return "#1E2A35" if self.dark else "#DCE6EE"

    @property
    def dense(self) -> str:
        """Many events in a stretch of time."""
        return "#7FC4F2" if self.dark else "#0B4F80"

    def shade(self, share: float) -> str:
        """The colour between `thin` (0) and `dense` (1)."""
        pairs = ((int(self.thin[at : at + 2], 16), int(self.dense[at : at + 2], 16)) for at in (1, 3, 5))
        return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in pairs)

    @property
    def card(self) -> str:
        """What lies above the page."""
        return "#23282D" if self.dark else "#FFFFFF"

    @property
    def paper(self) -> str:
        """The page itself."""
        return "#15181B" if self.dark else "#FBFAF7"

    def colour(self, kind: str) -> str:
        """The colour of a kind of act."""
        light, dark, _ = KIND_LOOKS.get(kind, KIND_LOOKS["other"])
        return dark if self.dark else light

    def faded(self, kind: str, alpha: float) -> str:
        """The colour of a kind of act, seen through."""
        value = self.colour(kind)
        red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
        return f"rgba({red},{green},{blue},{alpha})"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words on a chart, in the reader's language; `when` gives an event's date, `gap` says so many days."""

    label: Callable[[str, str], str]
    when: Callable[[Row], str]
    day: Callable[[date], str]
    count: Callable[[int], str]
    number: Callable[[float], str]
    gap: Callable[[int], str]
    months: tuple[str, ...]
    day_month: str
    today: str
    published: str
    corrected: str
    others: str
    zoom: str


def symbol(kind: str) -> str:
    """The shape of a kind of act."""
    return KIND_LOOKS.get(kind, KIND_LOOKS["other"])[2]
