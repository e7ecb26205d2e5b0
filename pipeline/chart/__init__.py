"""Charts: a query's result as Plotly figures, pure and without Streamlit."""

from pipeline.chart.figures import Timeline, drawn_range, overview, timeline
from pipeline.chart.look import KIND_LOOKS, Look, Wording, symbol
from pipeline.chart.scene import Figure

__all__ = [
    "KIND_LOOKS",
    "Figure",
    "Look",
    "Timeline",
    "Wording",
    "drawn_range",
    "overview",
    "symbol",
    "timeline",
]
