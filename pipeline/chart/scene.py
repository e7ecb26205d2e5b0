"""What every part of a chart needs to know: the events, the stretch of time, the look and the words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from pipeline.corrections import put_right
from pipeline.query.answer import EPOCH

if TYPE_CHECKING:
    from pipeline.chart.look import Look, Wording
    from pipeline.query import Index, Row

DAY = 86_400_000.0
VAGUE = frozenset({"month", "season", "quarter", "year", "unknown"})
LONGEST_LABEL = 60

Figure = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that the plot shows, as days since 1970, end exclusive, and how many of them a pixel is."""

    begin: float
    end: float
    days_per_pixel: float

    @staticmethod
    def around(begin: float, end: float, width: int) -> Axis:
        """An axis with a little air on both sides."""
        length = max(end - begin, 1)
        pad = length * 0.015 if length > 3 else 0.2
        return Axis(begin - pad, end + pad, (length + 2 * pad) / width)


@dataclass(frozen=True, slots=True)
class Scene:
    """A chart's index, axis, look and words, and the events that it may show one by one, by their rows."""

    index: Index
    axis: Axis
    look: Look
    words: Wording
    events: dict[int, Row] = field(default_factory=dict)

    def is_vague(self, row: int) -> bool:
        """Whether an event's date is no more than a month, a season, a year, or "about"."""
        event = self.events[row]
        return event.granularity in VAGUE or "~" in event.edtf

    def is_corrected(self, row: int) -> bool:
        """Whether a person put an event right."""
        return put_right(self.events[row].corrections)

    def click(self, row: int) -> str:
        """What a click on an event's mark means."""
        return f"event:{self.events[row].event_id}"

    def hover(self, row: int) -> str:
        """What a mark says when it is pointed at, escaped for Plotly."""
        event = self.events[row]
        about = [self.words.label("kind", event.kind), self.words.label("status", event.status)]
        if self.is_corrected(row):
            about.append(self.words.corrected)
        lines = [f"<b>{wrapped(event.title)}</b>", escape(self.words.when(event)), escape(" · ".join(about))]
        return "<br>".join(lines)

    def span(self, first: int, last: int) -> str:
        """From one day to another in words, escaped for Plotly."""
        days = [self.words.day(day_of(day)) for day in (first, last)]
        return escape(days[0] if first == last else f"{days[0]} – {days[1]}")


def day_of(number: int) -> date:
    """A day by its number since 1970, within what a date can be."""
    return date.fromordinal(max(1, min(number + EPOCH, date.max.toordinal())))


def day_at(place: float) -> date:
    """The day at a place on the axis, which counts milliseconds since 1970."""
    return day_of(int(place // DAY))


def zoom_to(first: int, last: int) -> str:
    """What a click on a mark for several events means."""
    return f"range:{day_of(first).isoformat()}/{day_of(last).isoformat()}"


def short(text: str, longest: int = LONGEST_LABEL) -> str:
    """A text for a figure, cut behind a word where it is too long; within a word that fills half the room alone."""
    if len(text) > longest:
        words = text[:longest].rpartition(" ")[0]
        kept = words if len(words) >= longest // 2 else text[: longest - 1]
        text = kept.rstrip(" ,;:–-") + "…"
    return escape(text, quote=False)


def wrapped(text: str, width: int = 52) -> str:
    """A text on several lines."""
    lines = [""]
    for word in text.split()[:40]:
        if len(lines[-1]) + len(word) < width:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    return "<br>".join(escape(line, quote=False) for line in lines)
