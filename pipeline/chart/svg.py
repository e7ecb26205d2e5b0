"""A figure as SVG, without a browser: points, bars, lines and texts, as far as this project's charts have them."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.chart.look import OUTLINES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.chart.scene import Figure

NAMES = 190
"""Pixels for the names of lanes."""
MARK = 11
"""Pixels of a mark that is drawn as large as its outline."""
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
TAG = re.compile(r"</?[bi]>")
RGBA = re.compile(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)")


class _Plane:
    """Where a figure's values are on the drawing, in pixels."""

    def __init__(self, figure: Figure, width: float) -> None:
        layout = figure["layout"]
        named = layout["yaxis"].get("visible") and len(layout["yaxis"].get("ticktext", ()))
        self.left = NAMES if named else 8.0
        self.right = width - 8.0
        self.top = float(layout["margin"]["t"])
        self.bottom = float(layout["height"] - layout["margin"]["b"])
        self.begin, self.end = map(float, layout["xaxis"]["range"])
        self.low, self.high = map(float, layout["yaxis"]["range"])

    def x(self, value: float) -> float:
        return self.left + (float(value) - self.begin) / (self.end - self.begin) * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.bottom - (float(value) - self.low) / (self.high - self.low) * (self.bottom - self.top)


def drawn(figure: Figure, width: float) -> str:
    """The elements of a figure with horizontal lanes, `layout.height` high, for a drawing `width` pixels wide."""
    plane = _Plane(figure, width)
    layout = figure["layout"]
    font = layout["font"]["color"]
    parts = [*_grid(layout, plane), *(_line(shape, plane) for shape in layout.get("shapes", ()))]
    parts.append(f'<g clip-path="url(#plot)">{_clip(plane)}')
    for trace in figure["data"]:
        parts += _bars(trace, plane) if trace["type"] == "bar" else _points(trace, plane, font)
    parts.append("</g>")
    parts += [_annotation(found, plane, font) for found in layout.get("annotations", ())]
    return "\n".join(parts)


def text(x: float, y: float, said: str, colour: str, size: float = 12.5, anchor: str = "start") -> str:
    """A line of text, its middle at `y`; `<b>` around all of it makes it bold."""
    bold = ' font-weight="700"' if said.startswith("<b>") else ""
    plain = xml(unescape(TAG.sub("", said)))
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" dy=".35em" fill="{colour}" font-size="{size}" '
        f'text-anchor="{anchor}"{bold}>{plain}</text>'
    )


def mark(
    x: float, y: float, symbol: str, colour: str, size: float = MARK, opacity: float = 1, hover: str = ""
) -> str:
    """A mark of the shape that Plotly calls `symbol`; `hover` says what it is."""
    outline = OUTLINES[symbol.removesuffix("-open")]
    fill = "none" if symbol.endswith("-open") else colour
    title = f"<title>{xml(hover)}</title>" if hover else ""
    return (
        f'<path d="{outline}" transform="translate({x:.1f} {y:.1f}) scale({size / MARK:.3f})" fill="{fill}" '
        f'stroke="{colour}" stroke-width="1.4" opacity="{opacity:g}">{title}</path>'
    )


def xml(said: str) -> str:
    """Text that is safe in SVG, between elements and in attributes."""
    return escape(ILLEGAL.sub("", said))


def _clip(plane: _Plane) -> str:
    box = (plane.left, plane.top, plane.right - plane.left, plane.bottom - plane.top)
    x, y, width, height = (f"{value:.1f}" for value in box)
    return f'<clipPath id="plot"><rect x="{x}" y="{y}" width="{width}" height="{height}"/></clipPath>'


def _grid(layout: dict[str, Any], plane: _Plane) -> Iterator[str]:
    axis, font = layout["xaxis"], layout["font"]["color"]
    for value, label in zip(axis["tickvals"], axis["ticktext"], strict=True):
        at = plane.x(value)
        yield _stroke(at, plane.top - 4, at, plane.bottom, axis["gridcolor"], 1)
        lines = label.split("<br>")
        for number, line in enumerate(lines):
            yield text(at, plane.top - 14 - 14 * (len(lines) - 1 - number), line, font, anchor="middle")
    names = layout["yaxis"]
    for value, label in zip(names.get("tickvals", ()), names.get("ticktext", ()), strict=True):
        for number, line in enumerate(label.split("<br>")):
            colour = names["tickfont"]["color"]
            yield text(plane.left - 10, plane.y(value) + 14 * number, line, colour, anchor="end")


def _line(shape: dict[str, Any], plane: _Plane) -> str:
    across, along = shape.get("xref") == "paper", shape.get("yref") == "paper"
    xs = (plane.left, plane.right) if across else (plane.x(shape["x0"]), plane.x(shape["x1"]))
    ys = (plane.top, plane.bottom) if along else (plane.y(shape["y0"]), plane.y(shape["y1"]))
    line = shape["line"]
    return _stroke(xs[0], ys[0], xs[1], ys[1], line["color"], line["width"], "dash" in line)


def _stroke(
    x0: float, y0: float, x1: float, y1: float, colour: str, width: float, dashed: bool = False
) -> str:
    dash = ' stroke-dasharray="2 3"' if dashed else ""
    ends = f'x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"{dash}/>'


def _annotation(found: dict[str, Any], plane: _Plane, font: str) -> str:
    x = plane.left if found.get("xref") == "paper" else plane.x(found["x"])
    y = plane.bottom - 8 if found.get("yref") == "paper" else plane.y(found["y"])
    style = found.get("font", {})
    return text(x + 4, y, found["text"], style.get("color", font), style.get("size", 12))


def _bars(trace: dict[str, Any], plane: _Plane) -> Iterator[str]:
    style, size = trace["marker"], len(trace["y"])
    colours, widths = _colours(style, size), _each(trace["width"], size)
    hovers, radius = _hovers(trace, size), style.get("cornerradius", 0)
    line = style.get("line", {})
    edge = f' stroke="{line["color"]}" stroke-width="{line["width"]}"' if line.get("width") else ""
    places = zip(trace["base"], trace["x"], trace["y"], widths, colours, hovers, strict=True)
    for base, length, middle, width, (colour, alpha), hover in places:
        x, y = plane.x(base), plane.y(middle - width / 2)
        wide = max(plane.x(base + length) - x, 0.5)
        high = abs(plane.y(middle + width / 2) - y)
        title = f"<title>{xml(hover)}</title>" if hover else ""
        yield (
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="{min(radius, wide / 2):g}" '
            f'fill="{colour}" fill-opacity="{alpha:g}"{edge}>{title}</rect>'
        )


def _points(trace: dict[str, Any], plane: _Plane, font: str) -> Iterator[str]:
    modes, size = trace["mode"].split("+"), len(trace["x"])
    xs, ys = np.asarray(trace["x"], float), np.asarray(trace["y"], float)
    if "lines" in modes:
        line = trace.get("line", {})
        for at in range(size - 1):
            ends = (xs[at], ys[at], xs[at + 1], ys[at + 1])
            if not np.isnan(ends).any():
                drawn_ends = (plane.x(ends[0]), plane.y(ends[1]), plane.x(ends[2]), plane.y(ends[3]))
                yield _stroke(*drawn_ends, line.get("color", font), line.get("width", 1))
    if "markers" in modes:
        style = trace["marker"]
        look = zip(
            _each(style.get("symbol", "circle"), size),
            _colours(style, size),
            _each(style.get("size", MARK), size),
            _each(style.get("opacity", 1), size),
            _hovers(trace, size),
            strict=True,
        )
        for x, y, (symbol, (colour, alpha), big, opacity, hover) in zip(xs, ys, look, strict=True):
            yield mark(plane.x(x), plane.y(y), symbol, colour, big, alpha * opacity, hover)
    if "text" in modes:
        style = trace.get("textfont", {})
        sides = _each(trace.get("textposition", "middle center"), size)
        # what stands to the right of a place begins there, what stands to the left ends there
        anchors = {"right": "start", "left": "end", "center": "middle"}
        colours = _each(style.get("color", font), size)
        for x, y, said, side, colour in zip(xs, ys, trace["text"], sides, colours, strict=True):
            if said:
                anchor = anchors[side.split()[-1]]
                yield text(plane.x(x), plane.y(y), said, colour, style.get("size", 11), anchor)


def _hovers(trace: dict[str, Any], size: int) -> list[str]:
    found = trace.get("hovertext")
    if found is None:
        return [""] * size
    return [unescape(TAG.sub("", line.replace("<br>", "\n"))) for line in found]


def _each(value: Any, size: int) -> list[Any]:
    return [value] * size if isinstance(value, str) or np.isscalar(value) else list(value)


def _colours(style: dict[str, Any], size: int) -> list[tuple[str, float]]:
    """A colour and its opacity for each mark."""
    return [_colour(value) for value in _each(style["color"], size)]


def _colour(value: str) -> tuple[str, float]:
    found = RGBA.fullmatch(value.replace(" ", ""))
    if not found:
        return value, 1.0
    return f"#{int(found[1]):02x}{int(found[2]):02x}{int(found[3]):02x}", float(found[4])
