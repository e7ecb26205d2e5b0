"""Which date governs an act: the clause's own, that of its chronology, or that of the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipeline.times.calendar import edtf as write_edtf
from pipeline.times.calendar import month_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.events.scene import Scene
    from pipeline.schema import Article, Basis, Granularity, TimeSpan

_AFTER_LEAD = re.compile(r"\s*(?:\([^)]{1,40}\)\s*)?[:–—-]\s")
_BEFORE_LEAD = re.compile(r"\W{0,5}(?:Seit|Ab|Am|Im|Anfang|Mitte|Ende)\s+")
_LETTERS = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class When:
    """The date of an act: `first` and `last` are None where it is not known; `text` are the words that gave it."""

    first: date | None
    last: date | None
    granularity: Granularity
    edtf: str
    text: str
    basis: Basis
    rule: str
    certain: bool = True


def of_span(span: TimeSpan, ongoing: bool = False) -> When:
    """Give the date that a time expression gives; a state that goes on since a date began on it."""
    if ongoing and span.relation == "since" and span.first is not None and span.onset_last is not None:
        first, last = span.first, span.onset_last
        granularity: Granularity = "range"
        if first == last:
            granularity = "day"
        elif (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
            granularity = "year"
        elif (first.day, last) == (1, month_end(first.year, first.month)):
            granularity = "month"
        edtf = write_edtf(first, last, granularity, certain=span.certain)
        return When(first, last, granularity, edtf, span.text, span.basis, span.rule, span.certain)
    return When(
        span.first,
        span.last,
        span.granularity,
        span.edtf,
        span.text,
        span.basis,
        span.rule,
        span.certain and span.first is not None,
    )


def of_article(article: Article) -> When:
    """Give the date of news without a date of its own: the day of publication, unknown where that is."""
    day = article.published
    if day is None:
        return When(None, None, "unknown", "", "", "article", "publication day unknown", certain=False)
    return When(day, day, "day", day.isoformat(), "", "article", f"publication day {article.published_basis}")


BEFORE = When(None, None, "unknown", "", "", "relative", "pluperfect without a date", certain=False)
"""The date of what had been at a time that the text does not say."""


def lead(scene: Scene) -> TimeSpan | None:
    """Give the date that heads an entry of a chronology: "16. Mai: In Istanbul ..."."""
    for span in scene.times[:1]:
        local = scene.local(span)
        text = scene.sentence.text
        before = _LETTERS.search(text, 0, local.start)
        if (
            (before is None or _BEFORE_LEAD.fullmatch(text, 0, local.start))
            and _AFTER_LEAD.match(text, local.end)
            and span.granularity in ("day", "range", "month")
        ):
            return span
    return None


def heading_date(scene: Scene, tolerance: float = 0.5) -> TimeSpan | None:
    """Give the day that a heading stands for, where it says little else: "Freitag, 15. August 2025"."""
    text = scene.sentence.text
    letters = len(_LETTERS.findall(text)) or 1
    for span in scene.times:
        if span.granularity == "day" and len(_LETTERS.findall(span.text)) / letters >= tolerance:
            return span
    return None


def narrowest(spans: Sequence[TimeSpan]) -> TimeSpan:
    """Give the span that dates a clause with several: the shortest known one, the first of equals."""

    def length(span: TimeSpan) -> int:
        if span.first is None or span.last is None:
            return 1 << 20
        return (span.last - span.first).days + (400 if span.relation != "at" else 0)

    return min(spans, key=lambda span: (length(span), span.start))
