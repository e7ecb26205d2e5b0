"""Leaves out of a headline what another column says: the words of its date, and the titles of its persons."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.events.names import named
from pipeline.lang import table
from pipeline.schema import Span

if TYPE_CHECKING:
    from pipeline.events.scene import Scene
    from pipeline.events.telling import Telling


def dates(telling: Telling) -> list[Span]:
    """Give the places of the words that date the telling, with the prepositions and adverbs before them."""
    scene = telling.scene
    text = scene.sentence.text
    cuts = []
    for span in scene.times:
        if (span.first, span.last) != (
            telling.when.first,
            telling.when.last,
        ) and span.text != telling.when.text:
            continue
        local = scene.local(span)
        before = _before_date().search(text, 0, local.start)
        after = _after_date().match(text, local.end)
        start = before.start() if before else local.start
        start = _article_before(text, start, after.end() if after else local.end)
        counted = _counted_from().search(text, 0, start)
        cuts.append(Span(counted.start() if counted else start, after.end() if after else local.end))
    return cuts


def _article_before(text: str, start: int, end: int) -> int:
    """Give where a cut begins that takes in the article and preposition of the date: "im Laufe des Jahres 2008".

    They stay where a noun of theirs follows: "die für Montag geplante Sitzung".
    """
    following = text[end:].split(" ", 2)[1:2]
    if text[end : end + 1] == " " and following and following[0][:1].isupper():
        return start
    found = _article().search(text, 0, start)
    return found.start() if found else start


@cache
def _article() -> re.Pattern[str]:
    words = table("events")["titles"]
    courses, about = "|".join(words["courses"]), "|".join(words["date_articles"])
    return re.compile(rf"(?<![\w-])(?:(?:(?i:{courses})\s+de[rs])|(?:(?i:{about})\s+de[mnr]))\s+$")


@cache
def _before_date() -> re.Pattern[str]:
    words = table("events")["titles"]
    adverbs = "|".join(words["before_dates"])
    prepositions = "|".join(words["date_prepositions"])
    about = "|".join(words["about"])
    return re.compile(
        rf"(?:\b(?i:{adverbs})\s+){{0,2}}(?:\b(?i:{prepositions})\s+){{0,2}}(?:\b(?i:{about})\s+)?$"
    )


@cache
def _after_date() -> re.Pattern[str]:
    adverbs = "|".join(table("events")["titles"]["after_dates"])
    return re.compile(rf"\s+(?:{adverbs})\b")


@cache
def _counted_from() -> re.Pattern[str]:
    """Match a length of time that is counted from the text before: "Zwei Monate darauf, in der Nacht zum ..."."""
    words = table("events")["titles"]
    units, anaphors = "|".join(words["units"]), "|".join(words["after_dates"])
    return re.compile(rf"(?:^|(?<=, ))(?:[\w½]+\s+){{1,4}}(?:{units})\s+(?:{anaphors})\s*,\s*$")


def without(scene: Scene, span: Span, taken: list[Span]) -> str:
    """Give a span's text without the parts `taken`, its persons by their short names."""
    pieces: list[str] = []
    at = span.start
    for cut in sorted(taken):
        if cut.end <= at or cut.start >= span.end:
            continue
        if cut.start > at:
            pieces.append(named(scene, Span(at, cut.start)))
        at = max(at, cut.end)
    if at < span.end:
        pieces.append(named(scene, Span(at, span.end)))
    return " ".join(pieces)


def fillers(text: str) -> str:
    """Drop the adverbs that link a sentence to the one before it."""
    return _filler_words().sub("", text + " ").strip()


@cache
def _filler_words() -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?i:" + "|".join(table("events")["titles"]["fillers"]) + r")\s+")
