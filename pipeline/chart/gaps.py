"""Stretches of time in which nothing happens: said in the chart, so that no one takes them for missing data."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from pipeline.chart.scene import DAY

if TYPE_CHECKING:
    from pipeline.chart.scene import Figure, Scene
    from pipeline.query.postings import Ints

LEAST_PIXELS = 150
LEAST_DAYS = 4
MOST_WEIGHED = 200_000


def gaps(scene: Scene, rows: Ints) -> list[tuple[int, int]]:
    """The long stretches between ascending rows that no event touches: first day, last day (exclusive)."""
    if len(rows) > MOST_WEIGHED:
        return []
    begins = scene.index.first[rows][1:].astype(np.int64)
    reached = np.maximum.accumulate(scene.index.last[rows].astype(np.int64) + 1)[:-1]
    least = max(LEAST_PIXELS * scene.axis.days_per_pixel, LEAST_DAYS)
    shown = np.minimum(begins, scene.axis.end) - np.maximum(reached, scene.axis.begin) >= least
    return list(zip(reached[shown].tolist(), begins[shown].tolist(), strict=True))


def draw_gaps(layout: Figure, scene: Scene, found: list[tuple[int, int]], y: float) -> None:
    """Add an arrow over each stretch at `y`, in the rows of the chart, with how long it is."""
    line = {"color": scene.look.soft, "width": 1}
    for begin, end in found:
        ends = max(begin, scene.axis.begin), min(end, scene.axis.end)
        space = 4 * scene.axis.days_per_pixel
        across = {
            "type": "line",
            "x0": (ends[0] + space) * DAY,
            "x1": (ends[1] - space) * DAY,
            "y0": y,
            "y1": y,
        }
        layout["shapes"].append(across | {"line": line, "layer": "below"})
        for end_of_arrow in across["x0"], across["x1"]:
            cap = {"type": "line", "x0": end_of_arrow, "x1": end_of_arrow, "y0": y - 0.2, "y1": y + 0.2}
            layout["shapes"].append(cap | {"line": line, "layer": "below"})
        layout["annotations"].append(
            {"x": (ends[0] + ends[1]) / 2 * DAY, "y": y, "showarrow": False, "bgcolor": scene.look.paper}
            | {"text": escape(scene.words.gap(end - begin)), "borderpad": 2}
            | {"font": {"size": 11.5, "color": scene.look.soft}}
        )
