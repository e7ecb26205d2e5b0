"""Charts: a query's result as Plotly figures, pure and without Streamlit."""

from pipeline.chart.figures import MOST_MARKS, Timeline, drawn_range, overview, timeline
from pipeline.chart.lanes import lane_values
from pipeline.chart.look import KIND_LOOKS, OUTLINES, Look, Wording, symbol
from pipeline.chart.portrait import Band, Bar, course, offices
from pipeline.chart.scene import Figure, day_at, zoom_to
from pipeline.chart.svg import drawn

__all__ = [
    "KIND_LOOKS",
    "MOST_MARKS",
    "OUTLINES",
    "Band",
    "Bar",
    "Figure",
    "Look",
    "Timeline",
    "Wording",
    "course",
    "day_at",
    "drawn",
    "drawn_range",
    "lane_values",
    "offices",
    "overview",
    "symbol",
    "timeline",
    "zoom_to",
]
