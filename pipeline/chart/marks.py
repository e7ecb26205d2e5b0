"""The traces of the timeline: points, bars, faded bands, clusters, density, and what marks them out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from pipeline.chart.look import symbol
from pipeline.chart.scene import DAY, LONGEST_LABEL, day_of, short, zoom_to

if TYPE_CHECKING:
    from pipeline.chart.lanes import Cluster, Lane, Mark, Placed
    from pipeline.chart.scene import Figure, Scene
    from pipeline.query import Answer
    from pipeline.query.postings import Ints

MOST_HOVERS = 300
# a click must not dim the marks that it did not hit
STEADY: Figure = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}
SILENT: Figure = {"hoverinfo": "skip"}
LAYERS_OF_A_BAND = tuple((0.045 * layer, 0.09) for layer in range(8))


def marks(scene: Scene, placed: Placed, selected: int) -> list[Figure]:
    """Everything that stands for single events, or for a few of them; the row `selected` gets a ring."""
    traces: list[Figure] = []
    dots = [mark for mark in placed.marks if mark.is_dot(scene.axis)]
    long = [mark for mark in placed.marks if not mark.is_dot(scene.axis)]
    bands = [mark for mark in long if scene.is_vague(mark.row)]
    bars = [mark for mark in long if not scene.is_vague(mark.row)]
    hovers = len(placed.marks) <= MOST_HOVERS
    for inset, alpha in LAYERS_OF_A_BAND if bands else ():
        touch = SILENT if inset else _touch(scene, bands, hovers)
        traces.append(_bars(scene, bands, alpha, inset) | touch)
    if bars:
        traces.append(_bars(scene, bars, 0.85) | _touch(scene, bars, hovers))
    if dots:
        traces.append(_dots(scene, dots) | _touch(scene, dots, hovers))
    if corrected := [mark for mark in placed.marks if scene.is_corrected(mark.row)]:
        traces += _frames(scene, corrected)
    if named := [mark for mark in placed.marks if mark.letters > 0]:
        traces.append(_labels(scene, named))
    if placed.clusters:
        traces.append(_bubbles(scene, placed.clusters))
    rings = [(mark.middle, mark.y) for mark in placed.marks if mark.row == selected]
    rings += [(cluster.x, cluster.y) for cluster in placed.clusters if selected in cluster.rows]
    return [*traces, _rings(scene, rings)] if rings else traces


def joined(scene: Scene, placed: Placed, subjects: int) -> list[Figure]:
    """Where several subjects are compared: lines that join the marks of one event in several lanes."""
    places: dict[int, list[Mark]] = {}
    for mark in placed.marks if subjects > 1 else ():
        places.setdefault(mark.row, []).append(mark)
    xs: list[float] = []
    ys: list[float] = []
    for marks_of_one in places.values():
        if len(marks_of_one) > 1:
            xs += [mark.middle * DAY for mark in marks_of_one] + [np.nan]
            ys += [mark.y + 0.5 for mark in marks_of_one] + [np.nan]
    if not xs:
        return []
    line = {"color": scene.look.soft, "width": 1.2, "dash": "dot"}
    return [SILENT | {"type": "scatter", "mode": "lines", "x": np.array(xs), "y": np.array(ys), "line": line}]


def _touch(scene: Scene, drawn: list[Mark], hovers: bool) -> Figure:
    ids = {"customdata": [scene.click(mark.row) for mark in drawn]}
    if not hovers:
        return ids | {"hoverinfo": "x"}
    return ids | {"hoverinfo": "text", "hovertext": [scene.hover(mark.row) for mark in drawn]}


def _dots(scene: Scene, drawn: list[Mark]) -> Figure:
    kinds = [scene.events[mark.row].kind for mark in drawn]
    colours = [scene.look.colour(kind) for kind in kinds]
    return STEADY | {
        "type": "scatter",
        "mode": "markers",
        "x": np.array([mark.middle for mark in drawn]) * DAY,
        "y": np.array([mark.y + 0.5 for mark in drawn]),
        "marker": {
            "size": 11,
            "symbol": [symbol(kind) for kind in kinds],
            "color": colours,
            "opacity": [0.55 if scene.is_vague(mark.row) else 1.0 for mark in drawn],
            "line": {"width": 1.6, "color": colours},
        },
    }


def _bars(scene: Scene, drawn: list[Mark], alpha: float, inset: float = 0.0) -> Figure:
    rows = [mark.row for mark in drawn]
    begins = scene.index.first[rows].astype(np.float64)
    lengths = scene.index.last[rows] + 1 - begins
    return STEADY | {
        "type": "bar",
        "orientation": "h",
        "base": (begins + inset * lengths) * DAY,
        "x": lengths * (1 - 2 * inset) * DAY,
        "y": np.array([mark.y + 0.5 for mark in drawn]),
        "width": 0.56,
        "marker": {
            "color": [scene.look.faded(scene.events[row].kind, alpha) for row in rows],
            "line": {"width": 0},
            "cornerradius": 5,
        },
    }


def _labels(scene: Scene, drawn: list[Mark]) -> Figure:
    xs, colours = [], []
    for mark in drawn:
        edge = mark.end if mark.label == "right" else mark.begin
        gap = (-10 if mark.label == "left" else 10) * scene.axis.days_per_pixel
        xs.append((mark.middle if mark.is_dot(scene.axis) else edge) + gap)
        on_bar = mark.label == "inside" and not scene.is_vague(mark.row)
        colours.append(scene.look.paper if on_bar else scene.look.ink)
    return SILENT | {
        "type": "scatter",
        "mode": "text",
        "x": np.array(xs) * DAY,
        "y": np.array([mark.y + 0.5 for mark in drawn]),
        "text": [short(scene.events[mark.row].title, min(mark.letters, LONGEST_LABEL)) for mark in drawn],
        "textposition": ["middle left" if mark.label == "left" else "middle right" for mark in drawn],
        "textfont": {"size": 12.5, "color": colours},
    }


def _frames(scene: Scene, drawn: list[Mark]) -> list[Figure]:
    """A frame around what a person put right: a box around a point, an outline around a bar or a band."""
    dots = [mark for mark in drawn if mark.is_dot(scene.axis)]
    long = [mark for mark in drawn if not mark.is_dot(scene.axis)]
    traces = []
    if dots:
        marker = {"size": 18, "symbol": "square-open", "color": scene.look.ink, "line": {"width": 1.5}}
        places = {
            "x": np.array([mark.middle for mark in dots]) * DAY,
            "y": np.array([mark.y + 0.5 for mark in dots]),
        }
        traces.append(SILENT | {"type": "scatter", "mode": "markers", "marker": marker} | places)
    if long:
        bars = _bars(scene, long, 0.0) | SILENT
        bars["marker"] |= {"line": {"width": 1.5, "color": scene.look.ink}}
        traces.append(bars)
    return traces


def _bubbles(scene: Scene, clusters: list[Cluster]) -> Figure:
    sizes = np.array([len(cluster.rows) for cluster in clusters])
    hover, ends = [], []
    for cluster in clusters:
        rows = np.array(cluster.rows)
        first, last = int(scene.index.first[rows].min()), int(scene.index.last[rows].max())
        ends.append(zoom_to(first, last))
        some = [f"· {short(scene.events[row].title)}" for row in cluster.rows[:4]]
        more = ["· …"] if len(rows) > 4 else []
        head = f"<b>{escape(scene.words.count(len(rows)))}</b>, {scene.span(first, last)}"
        hover.append("<br>".join([head, *some, *more, f"<i>{escape(scene.words.zoom)}</i>"]))
    return STEADY | {
        "type": "scatter",
        "mode": "markers+text",
        "x": np.array([cluster.x for cluster in clusters]) * DAY,
        "y": np.array([cluster.y + 0.5 for cluster in clusters]),
        "text": [str(size) for size in sizes],
        "textfont": {"size": 11, "color": scene.look.on_cluster},
        "marker": {
            "size": np.clip(15 + 3.2 * np.sqrt(sizes), 18, 30),
            "color": scene.look.cluster,
            "line": {"width": 1, "color": scene.look.paper},
            "opacity": 1,
        },
        "hovertext": hover,
        "hoverinfo": "text",
        "customdata": ends,
        "unselected": {"marker": {"opacity": 1}, "textfont": {"color": scene.look.on_cluster}},
    }


def _rings(scene: Scene, at: list[tuple[float, float]]) -> Figure:
    return SILENT | {
        "type": "scatter",
        "mode": "markers",
        "x": np.array([x for x, _ in at]) * DAY,
        "y": np.array([y + 0.5 for _, y in at]),
        "marker": {
            "size": 20,
            "symbol": "circle-open",
            "color": scene.look.accent,
            "line": {"width": 3, "color": scene.look.accent},
        },
    }


def density(scene: Scene, shown: list[Lane], edges: Ints, middles: list[float]) -> Figure:
    """How many events of each lane begin in each stretch of time, the darker the more."""
    counts = [scene.index.begin_between(lane.rows, edges) for lane in shown]
    places = [np.flatnonzero(found) for found in counts]
    at = np.concatenate(places)
    begins, ends = edges[at], edges[at + 1]
    numbers = np.concatenate([found[some] for found, some in zip(counts, places, strict=True)])
    # many cells are of the same stretch or have as many events
    stretches = list(zip(begins.tolist(), (ends - 1).tolist(), strict=True))
    said = {stretch: (scene.span(*stretch), zoom_to(*stretch)) for stretch in dict.fromkeys(stretches)}
    most = float(np.log1p(numbers.max(initial=1)))
    shades = {number: scene.look.shade(float(np.log1p(number)) / most) for number in set(numbers.tolist())}
    counted = {number: escape(scene.words.count(number)) for number in set(numbers.tolist())}
    return STEADY | {
        "type": "bar",
        "orientation": "h",
        "base": begins * DAY,
        "x": (ends - begins) * DAY,
        "y": np.repeat(middles, [len(some) for some in places]),
        "width": 1.2,
        # as colours: Plotly warns, slowly, of each bar whose colour is a number on a scale
        "marker": {"color": [shades[number] for number in numbers.tolist()], "line": {"width": 0}},
        "hovertext": [
            f"{counted[number]}<br>{said[stretch][0]}"
            for number, stretch in zip(numbers.tolist(), stretches, strict=True)
        ],
        "hoverinfo": "text",
        "customdata": [said[stretch][1] for stretch in stretches],
    }


def published(scene: Scene, result: Answer, bottom: float) -> Figure:
    """Small ticks under the lanes, on the days on which the result's articles were published."""
    days, titles = scene.index.published(np.flatnonzero(result.counts["source"]))
    hover = [
        f"{escape(scene.words.published)} {escape(scene.words.day(day_of(int(day))))}<br>{short(title)}"
        for day, title in zip(days, titles, strict=True)
    ]
    return STEADY | {
        "type": "scatter",
        "mode": "markers",
        "x": (days + 0.5) * DAY,
        "y": np.full(len(days), bottom + 0.3),
        "marker": {"symbol": "triangle-up", "size": 8, "color": scene.look.soft},
        "hovertext": hover,
        "hoverinfo": "text",
    }
