"""The marks of the chart as small drawings, for lists and legends."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from pipeline.chart import OUTLINES, symbol

if TYPE_CHECKING:
    from pipeline.chart import Look


class Shape(TypedDict):
    """An outline in a field of 16 by 16 around the origin, its colour, and whether it is left open."""

    path: str
    colour: str
    open: bool


def shape(kind: str, look: Look) -> Shape:
    """The mark of a kind of act."""
    name = symbol(kind)
    return Shape(
        path=OUTLINES[name.removesuffix("-open")], colour=look.colour(kind), open=name.endswith("-open")
    )
