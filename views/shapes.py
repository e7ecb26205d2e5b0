"""The marks of the chart as small drawings, for lists and legends."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from pipeline.chart import symbol

if TYPE_CHECKING:
    from pipeline.chart import Look


class Shape(TypedDict):
    """An outline in a field of 16 by 16 around the origin, its colour, and whether it is left open."""

    path: str
    colour: str
    open: bool


PATHS = {
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


def shape(kind: str, look: Look) -> Shape:
    """The mark of a kind of act."""
    name = symbol(kind)
    return Shape(
        path=PATHS[name.removesuffix("-open")], colour=look.colour(kind), open=name.endswith("-open")
    )
