"""Figures of one actor: what it did when, kind by kind, and who held which office from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.chart.figures import bare_layout, bins
from pipeline.chart.marks import SILENT, STEADY
from pipeline.chart.scene import DAY, Axis, Figure, Scene, short, zoom_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.chart.look import Look, Wording
    from pipeline.query import Index
    from pipeline.query.postings import Ints

NAMES = 160
OFFICES = 200
HEAD = 24
STEP = 34
WIDE_STEP = 44
LANE = 26
LEAST = 0.1
LETTER = 6.6
LONGEST_NAME = 29


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a course: its name, its events as ascending rows of the index, its colour and its shape."""

    name: str
    rows: Ints
    colour: str
    symbol: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One term of an office: `lane` counts from the top; `first` and `last` are days since 1970.

    `since` and `until` say whether the beginning and the end are known; `click` is what a click on it means.
    """

    lane: int
    first: int
    last: int
    name: str
    hover: str
    click: str
    until: bool = True
    since: bool = True
    acting: bool = False


def course(
    index: Index, bands: Sequence[Band], begin: int, end: int, look: Look, words: Wording
) -> Figure | None:
    """How many events of each band begin when, from one day to another (exclusive); None where there are none."""
    bands = [band for band in bands if len(band.rows)]
    if not bands:
        return None
    width = look.width - (0 if look.narrow else NAMES)
    # room for the shapes before the first day
    axis = Axis.around(begin - HEAD / width * max(end - begin, 1), end, width)
    scene = Scene(index, axis, look, words)
    edges = bins(axis, max(axis.days_per_pixel * 14, 1))
    high = 0.5 if look.narrow else 0.84
    counts = [index.begin_between(band.rows, edges) for band in bands]
    most = max(int(found.max()) for found in counts)
    traces = [
        _histogram(scene, band, found, edges, len(bands) - place, high / most)
        for place, (band, found) in enumerate(zip(bands, counts, strict=True))
    ]
    ys = np.arange(len(bands), 0, -1) - (0.78 if look.narrow else 0.62)
    traces.append(
        SILENT
        | {
            "type": "scatter",
            "mode": "markers",
            "x": np.full(len(bands), axis.begin + 7 * axis.days_per_pixel) * DAY,
            "y": ys,
            "marker": {
                "size": 9,
                "symbol": [band.symbol for band in bands],
                "color": [band.colour for band in bands],
                "line": {"width": 1.4, "color": [band.colour for band in bands]},
            },
        }
    )
    texts = [f"{short(band.name, 22)}  <b>{words.number(len(band.rows))}</b>" for band in bands]
    layout = _named(
        bare_layout(scene, len(bands) * (WIDE_STEP if look.narrow else STEP) + 46),
        texts,
        ys,
        look,
        NAMES,
        0.78,
    )
    layout["yaxis"] |= {"range": [0, len(bands)]}
    layout["shapes"] = [_rule(place, look) for place in range(len(bands))]
    return {"data": traces, "layout": layout}


def _histogram(scene: Scene, band: Band, counts: Ints, edges: Ints, top: int, each: float) -> Figure:
    full = np.flatnonzero(counts)
    begins, ends = edges[:-1][full], edges[1:][full]
    heights = np.maximum(counts[full] * each, LEAST)
    return STEADY | {
        "type": "bar",
        "x": (begins + ends) / 2 * DAY,
        "base": np.full(len(full), top - 1.0),
        "y": heights,
        "width": (ends - begins) * DAY * 0.8,
        "marker": {"color": band.colour, "line": {"width": 0}},
        "hovertext": [
            f"<b>{short(band.name)}</b>: {escape(scene.words.count(int(count)))}<br>"
            f"{scene.span(int(first), int(last) - 1)}"
            for count, first, last in zip(counts[full], begins, ends, strict=True)
        ],
        "hoverinfo": "text",
        "customdata": [zoom_to(int(a), int(b) - 1) for a, b in zip(begins, ends, strict=True)],
    }


def offices(
    index: Index,
    lanes: Sequence[str],
    bars: Sequence[Bar],
    shown: tuple[int, int] | None,
    look: Look,
    words: Wording,
) -> Figure | None:
    """Terms of offices as bars, one lane an office; `shown` are the days of the chosen range, drawn behind."""
    if not bars:
        return None
    begin, end = min(bar.first for bar in bars), max(bar.last for bar in bars) + 1
    axis = Axis.around(begin, end, look.width - (0 if look.narrow else OFFICES))
    scene = Scene(index, axis, look, words)
    head = 0.75 if look.narrow else 0.0
    deep = 1 + head
    ys = np.array([(len(lanes) - bar.lane) * deep - head - 0.5 for bar in bars])
    lengths = np.array([bar.last + 1 - bar.first for bar in bars], float)
    fits = [
        len(bar.name) * LETTER < length / axis.days_per_pixel
        for bar, length in zip(bars, lengths, strict=True)
    ]
    tones = [place % 2 for place in _turns(bars)]
    trace: dict[str, Any] = STEADY | {
        "type": "bar",
        "orientation": "h",
        "base": np.array([bar.first for bar in bars], float) * DAY,
        "x": lengths * DAY,
        "y": ys,
        "width": 0.74,
        "text": [short(bar.name) if fit else "" for bar, fit in zip(bars, fits, strict=True)],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"size": 12, "color": [_on(tone, look) for tone in tones]},
        "marker": {
            "color": [look.cluster if tone else look.thin for tone in tones],
            "line": {"width": 1, "color": look.paper},
            "cornerradius": 4,
            "pattern": {
                "shape": ["/" if bar.acting else "" for bar in bars],
                "fgcolor": look.soft,
                "fillmode": "overlay",
                "solidity": 0.15,
                "size": 6,
            },
        },
        "hovertext": [bar.hover for bar in bars],
        "hoverinfo": "text",
        "customdata": [bar.click for bar in bars],
    }
    layout = bare_layout(scene, int(len(lanes) * deep * LANE) + 46)
    centres = [(len(lanes) - place) * deep - head - 0.5 for place in range(len(lanes))]
    layout = _named(
        layout, [short(lane, LONGEST_NAME) for lane in lanes], np.array(centres), look, OFFICES, 0.5 + head
    )
    layout["yaxis"] |= {"range": [0, len(lanes) * deep]}
    layout["shapes"] = [_rule(place * deep, look) for place in range(1, len(lanes))]
    if shown:
        layout["shapes"].append(
            {"type": "rect", "xref": "x", "x0": shown[0] * DAY, "x1": (shown[1] + 1) * DAY}
            | {"yref": "paper", "y0": 0, "y1": 1, "layer": "above", "fillcolor": "rgba(0,0,0,0)"}
            | {"line": {"color": look.accent, "width": 1.5, "dash": "dot"}}
        )
    return {"data": [trace, *_open_ends(bars, ys, look)], "layout": layout}


def _open_ends(bars: Sequence[Bar], ys: Any, look: Look) -> list[Figure]:
    """Marks where a beginning or an end is not known: the bar goes on as far as anyone knows."""
    ends = [(bar.last + 1, y, "triangle-right") for bar, y in zip(bars, ys, strict=True) if not bar.until]
    ends += [(bar.first, y, "triangle-left") for bar, y in zip(bars, ys, strict=True) if not bar.since]
    if not ends:
        return []
    return [
        SILENT
        | {
            "type": "scatter",
            "mode": "markers",
            "x": np.array([x for x, _, _ in ends], float) * DAY,
            "y": np.array([y for _, y, _ in ends]),
            "marker": {"symbol": [form for _, _, form in ends], "size": 10, "color": look.accent},
        }
    ]


def _turns(bars: Sequence[Bar]) -> list[int]:
    """The place of each bar in its lane, so that neighbours can look different."""
    seen: dict[int, int] = {}
    turns = []
    for bar in bars:
        turns.append(seen.get(bar.lane, 0))
        seen[bar.lane] = turns[-1] + 1
    return turns


def _on(tone: int, look: Look) -> str:
    return look.on_cluster if tone else look.ink


def _named(layout: Figure, texts: list[str], ys: Any, look: Look, width: int, above: float) -> Figure:
    """Write the names of the lanes beside them, on a phone above them."""
    font = {"color": look.ink, "size": 12.5}
    if look.narrow:
        layout["annotations"] = [
            {"xref": "paper", "x": 0.03, "y": y + above, "text": text, "font": font}
            | {"showarrow": False, "xanchor": "left", "yanchor": "top", "borderpad": 0}
            for y, text in zip(ys.tolist(), texts, strict=True)
        ]
        return layout
    layout["yaxis"] |= {
        "visible": True,
        "tickmode": "array",
        "tickvals": ys,
        "ticktext": texts,
        "ticks": "",
        "ticklabelstandoff": 8,
        "tickfont": font,
    }
    layout["margin"] |= {"l": width}
    return layout


def _rule(y: float, look: Look) -> Figure:
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "layer": "below"} | {
        "line": {"color": look.line, "width": 1}
    }
