"""The figures of a result: the overview over all time, and the timeline with its lanes.

Both are Plotly figures as plain dictionaries; times are float milliseconds since 1970. A mark's `customdata`
says what a click on it means: `event:ID`, or `range:FIRST/LAST` where it stands for several events.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from pipeline.chart.gaps import draw_gaps, gaps
from pipeline.chart.lanes import OTHERS, Lane, lanes, place
from pipeline.chart.marks import density, joined, marks, published
from pipeline.chart.scene import DAY, Axis, Figure, Scene, short, zoom_to
from pipeline.chart.ticks import ticks
from pipeline.query import day_number

if TYPE_CHECKING:
    from datetime import date

    from pipeline.chart.look import Look, Wording
    from pipeline.query import Answer, Filter, Index, View
    from pipeline.query.postings import Ints

MOST_MARKS = 2000
MOST_ARTICLES = 300
ROW = 22
NAMES = 120
CELLS = 90
PINNED = "★ "
FONT = '"Source Sans", "Source Sans Pro", system-ui, sans-serif'


@dataclass(frozen=True, slots=True)
class Timeline:
    """The timeline's figure, whether it shows density only, and how many lanes and marks it has.

    `counts` are the lanes' names with the number of their events, `values` what they stand for, from the top;
    `corrected` is how many of the events that are drawn one by one a person put right.
    """

    figure: Figure
    dense: bool
    lanes: int
    marks: int
    counts: tuple[tuple[str, int], ...] = ()
    corrected: int = 0
    values: tuple[str, ...] = ()


def overview(index: Index, result: Answer, look: Look, words: Wording) -> Figure | None:
    """How many events begin when, over the whole span and whatever the range; None where nothing is dated."""
    if not len(result.timeless):
        return None
    begin = float(index.first[result.timeless[0]])
    axis = Axis.around(begin, float(index.latest(result.timeless)) + 1, look.width)
    scene = Scene(index, axis, look, words)
    edges = bins(axis, max(axis.days_per_pixel * 6, 1))
    counts = index.begin_between(result.timeless, edges)
    full = np.flatnonzero(counts)
    begins, ends, heights = edges[:-1][full], edges[1:][full], np.sqrt(counts[full])
    bars = {
        "type": "bar",
        "x": (begins + ends) / 2 * DAY,
        "y": heights,
        "width": (ends - begins) * DAY * 0.86,
        "marker": {"color": look.bar, "line": {"width": 0}},
        "hovertext": [
            f"{escape(words.count(int(count)))}<br>{scene.span(int(begin), int(end) - 1)}"
            for count, begin, end in zip(counts[full], begins, ends, strict=True)
        ],
        "hoverinfo": "text",
        "customdata": [zoom_to(int(a), int(b) - 1) for a, b in zip(begins, ends, strict=True)],
        "selected": {"marker": {"opacity": 1, "color": look.accent}},
        "unselected": {"marker": {"opacity": 1}},
    }
    layout = bare_layout(scene, 102)
    layout["dragmode"] = False if look.narrow else "select"
    layout["yaxis"] |= {"range": [0, float(heights.max()) * 1.1]}
    return {"data": [bars], "layout": layout}


def drawn_range(figure: Figure, first: date | None, last: date | None, look: Look) -> Figure:
    """The overview with a range drawn on it, as if a reader had brushed it; an end may be open."""
    begin, end = figure["layout"]["xaxis"]["range"]
    box = {
        "type": "rect",
        "xref": "x",
        "yref": "y",
        "x0": day_number(first) * DAY if first else begin,
        "x1": (day_number(last) + 1) * DAY if last else end,
        "y0": 0,
        "y1": figure["layout"]["yaxis"]["range"][1],
        "line": {"color": look.accent, "width": 2, "dash": "solid"},
    }
    return {**figure, "layout": {**figure["layout"], "selections": [box]}}


def timeline(
    index: Index, result: Answer, asked: Filter, view: View, *, look: Look, words: Wording, today: date
) -> Timeline | None:
    """The dated events of a result in lanes; None where there are none.

    A day is a point, a span a bar, a vague date a faded band. Where there are more than `MOST_MARKS` marks,
    the lanes show how many events there are in each stretch of time instead.
    """
    shown = lanes(index, result, asked, view, lambda value: words.label(view.lanes, value))
    if not shown:
        return None
    begin = day_number(asked.first) if asked.first else float(index.first[result.rows[0]])
    end = day_number(asked.last) + 1 if asked.last else float(index.latest(result.rows)) + 1
    bare = view.lanes == "none" and len(view.about) < 2
    named = NAMES if not bare and not look.narrow else 0
    dense = sum(len(lane.rows) for lane in shown) > MOST_MARKS
    rows = [] if dense else result.rows.tolist()
    events = dict(zip(rows, index.read(rows), strict=True))
    scene = Scene(index, Axis.around(begin, end, look.width - named), look, words, events)
    head = 0.8 if look.narrow and not bare else 0.0
    if dense:
        edges = [(1.5 + head) * number for number in range(len(shown) + 1)]
        middles = [edge - 0.75 for edge in edges[1:]]
        traces = [density(scene, shown, bins(scene.axis, (end - begin) / CELLS), middles)]
        count = len(traces[0]["y"])
    else:
        placed = place(scene, shown, head)
        traces = [*joined(scene, placed, len(view.about))]
        traces += marks(scene, placed, index.row_of.get(view.event, -1))
        edges, count = placed.edges, len(placed.marks) + len(placed.clusters)
    if np.count_nonzero(result.counts["source"]) <= MOST_ARTICLES:
        traces.append(published(scene, result, edges[-1]))
    empty = gaps(scene, result.rows)
    bottom = edges[-1] + (1.5 if empty else 0.7)
    layout = bare_layout(scene, int(bottom * ROW) + 50)
    layout["yaxis"] |= {"range": [bottom, 0]}
    layout["xaxis"] |= {"side": "top"}
    layout["margin"] |= {"t": 42, "b": 8}
    layout["shapes"] = [_rule(edge, look) for edge in edges]
    layout["annotations"] = []
    names = _names(shown, scene, view)
    if not bare:
        _name_lanes(layout, shown, names, edges, scene, view)
    draw_gaps(layout, scene, empty, edges[-1] + 1)
    _mark_today(layout, scene, today)
    counts = () if bare else tuple((name, len(lane.rows)) for name, lane in zip(names, shown, strict=True))
    corrected = sum(map(scene.is_corrected, events))
    values = tuple(lane.value for lane in shown if lane.value != OTHERS)
    return Timeline({"data": traces, "layout": layout}, dense, len(shown), count, counts, corrected, values)


def bins(axis: Axis, least: float) -> Ints:
    """Edges of equal stretches of whole days, weeks, months or years, none shorter than `least` days."""
    first, last = int(np.floor(axis.begin)), int(np.ceil(axis.end))
    if least <= 7:
        step = 1 if least <= 1 else 7
        monday = first - (first + 3) % 7 if step == 7 else first
        return np.arange(monday, last + step, step)
    months = next((n for n in (1, 3, 12, 60, 120, 600, 1200) if n * 30 >= least), 1200)
    begin = np.datetime64(first, "D").astype("datetime64[M]").astype(int) // months * months
    stop = np.datetime64(last, "D").astype("datetime64[M]").astype(int) + months + 1
    found: Ints = np.arange(begin, stop, months).astype("datetime64[M]").astype("datetime64[D]").astype(int)
    return found


def bare_layout(scene: Scene, height: int) -> Figure:
    """The layout that all figures have: the time axis, the page's fonts and colours, nothing else."""
    look, axis = scene.look, scene.axis
    at, labels = ticks(axis, scene.words)
    return {
        "height": height,
        "margin": {"l": 4, "r": 4, "t": 4, "b": 42},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12.5, "color": look.soft},
        "hoverlabel": {
            "bgcolor": look.card,
            "bordercolor": look.line,
            "font": {"family": FONT, "size": 13.5, "color": look.ink},
            "align": "left",
        },
        "hovermode": "closest",
        # with brushing on, Streamlit gives clicks no meaning: only the overview is brushed
        "dragmode": False,
        "clickmode": "event+select",
        "selectdirection": "h",
        "newselection": {"line": {"color": look.accent, "width": 2, "dash": "solid"}},
        "barmode": "overlay",
        "showlegend": False,
        "template": {},
        "xaxis": {
            # an axis of dates would draw and give back numbers in the zone of the reader's machine
            "type": "linear",
            "range": [axis.begin * DAY, axis.end * DAY],
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": np.array(at) * DAY,
            "ticktext": labels,
            "showgrid": True,
            "gridcolor": look.line,
            "zeroline": False,
            "ticks": "outside",
            "ticklen": 4,
            "tickcolor": look.line,
            "tickangle": 0,
        },
        "yaxis": {"visible": False, "fixedrange": True, "zeroline": False, "showgrid": False},
    }


def _rule(edge: float, look: Look) -> Figure:
    line = {"color": look.line, "width": 1}
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": edge,
        "y1": edge,
        "line": line,
        "layer": "below",
    }


def _names(shown: list[Lane], scene: Scene, view: View) -> list[str]:
    words = scene.words
    return [
        words.others if lane.value == OTHERS else words.label(lane.facet or view.lanes, lane.value)
        for lane in shown
    ]


def _name_lanes(
    layout: Figure, shown: list[Lane], names: list[str], edges: list[float], scene: Scene, view: View
) -> None:
    words, look = scene.words, scene.look
    texts = [
        f"{PINNED if lane.value in view.pinned else ''}<b>{short(name, 24)}</b>  {words.number(len(lane.rows))}"
        for name, lane in zip(names, shown, strict=True)
    ]
    font = {"color": look.ink, "size": 12.5}
    if look.narrow:
        layout["annotations"] += [
            {"xref": "paper", "x": 0, "y": edge, "text": text, "font": font}
            | {"showarrow": False, "xanchor": "left", "yanchor": "top", "borderpad": 1}
            for edge, text in zip(edges[:-1], texts, strict=True)
        ]
        return
    layout["yaxis"] |= {
        "visible": True,
        "tickmode": "array",
        "tickvals": [(above + below) / 2 for above, below in pairwise(edges)],
        "ticktext": texts,
        "ticks": "",
        "ticklabelstandoff": 8,
        "tickfont": font,
        "automargin": True,
    }


def _mark_today(layout: Figure, scene: Scene, today: date) -> None:
    at = day_number(today) + 0.5
    if not scene.axis.begin <= at <= scene.axis.end:
        return
    line = {"color": scene.look.accent, "width": 1.5, "dash": "dot"}
    layout["shapes"].append(
        {"type": "line", "x0": at * DAY, "x1": at * DAY, "yref": "paper", "y0": 0, "y1": 1, "line": line}
    )
    layout["annotations"].append(
        {"x": at * DAY, "yref": "paper", "y": 0, "yanchor": "bottom", "xanchor": "left", "showarrow": False}
        | {"text": escape(scene.words.today), "font": {"size": 11.5, "color": scene.look.accent}}
    )
