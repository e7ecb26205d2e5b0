"""Overview and timeline, and what a click or a brush on them does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import plotly.graph_objects as go
import plotly.io
import plotly.tools  # noqa: F401  imported by the first chart otherwise, which fails in several sessions at once
import streamlit as st

from pipeline import chart
from pipeline.query import Subject
from views import components, state
from views.shapes import shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.chart import Figure, Look, Timeline
    from pipeline.query import Answer, Index

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
MODES: tuple[Literal["points", "box"], ...] = ("points", "box")


def overview(index: Index, result: Answer, look: Look) -> None:
    """Draw how many events there are over all time; brushing it chooses the range."""
    say = state.say()
    figure = chart.overview(index, result, look, say.wording())
    if figure is None:
        return
    # a chart whose data changed loses what was brushed on it: then the range is drawn as part of the chart
    about = (state.view().about, state.view().share)
    shown = (id(index), replace(state.asked(), first=None, last=None), about, say.language, look)
    if state.STATE.get("overview") != shown:
        state.STATE.overview = shown
        state.redraw_overview()
    first, last = state.STATE.drawn
    if first or last:
        figure = chart.drawn_range(figure, first, last, look)
    key = f"overview_{state.STATE.drawing}"
    st.plotly_chart(
        unchecked(figure),
        key=key,
        theme=None,
        config=CONFIG,
        on_select=lambda: selected(st.session_state[key], index, brushed=True),
        selection_mode=MODES,
        alt=say("overview_label"),
    )
    _table(index, result)


def _table(index: Index, result: Answer) -> None:
    """The overview as a table for those who hear the page; the list is the timeline's."""
    say = state.say()
    ends = index.first[result.timeless[[0, -1]]].astype("datetime64[D]").astype("datetime64[Y]").astype(int)
    years = np.arange(ends[0], ends[1] + 2)
    edges = years.astype("datetime64[Y]").astype("datetime64[D]").astype(int)
    counts = index.begin_between(result.timeless, edges).tolist()
    named = zip((years[:-1] + 1970).tolist(), counts, strict=True)
    _heard(say("overview_table"), ((str(year), n) for year, n in named if n))


def _heard(caption: str, rows: Iterable[tuple[str, int]]) -> None:
    number = state.say().number
    cells = "".join(f"<tr><th scope='row'>{escape(name)}</th><td>{number(n)}</td></tr>" for name, n in rows)
    st.html(f"<table class='zs-heard'><caption>{escape(caption)}</caption>{cells}</table>")


def timeline(index: Index, result: Answer, look: Look) -> Timeline | None:
    """Draw the dated events in lanes; a click opens an event or zooms in, brushing chooses the range."""
    say = state.say()
    asked, view = state.asked(), state.view()
    words, today = say.wording(), date.today()
    drawn = chart.timeline(index, result, asked, view, look=look, words=words, today=today)
    if drawn is None:
        return None
    key = f"timeline_{state.STATE.get('clicks', 0)}"
    st.plotly_chart(
        unchecked(drawn.figure),
        key=key,
        theme=None,
        config=CONFIG,
        on_select=lambda: selected(st.session_state[key], index, brushed=False),
        selection_mode=MODES,
        alt=say("timeline_label", events=say.count("events", len(result.rows)), lanes=drawn.lanes)
        + (" " + say("timeline_corrected", n=say.number(drawn.corrected)) if drawn.corrected else ""),
    )
    if drawn.counts:
        _heard(say("lanes_table"), drawn.counts)
    return drawn


def unchecked(figure: Figure) -> go.Figure:
    """The figure for Streamlit: checking it takes longer than making it, and the tests have done so."""
    return go.Figure(figure, _validate=False)


def legend(drawn: Timeline, index: Index, result: Answer, look: Look) -> None:
    """Say what the shapes and colours of the timeline mean."""
    say = state.say()
    kinds = index.facets["kind"]
    present = [] if drawn.dense else [kinds.values[code] for code in np.unique(kinds.members[result.rows])]
    present.sort(key=lambda kind: say.label("kind", kind))
    forms = [] if drawn.dense else ["day", "span", "vague", "cluster", "published"]
    if drawn.corrected:
        forms.append("corrected")
    components.legend(
        key="legend",
        data={
            "kinds": [{"label": say.label("kind", kind), "shape": shape(kind, look)} for kind in present],
            "forms": [{"name": form, "label": say(f"legend_{form}")} for form in forms],
            "hint": say("dense_hint") if drawn.dense else "",
        },
    )


def selected(event: Any, index: Index, brushed: bool) -> None:
    """Do what a click or a brush on a chart means."""
    boxes, points = event["selection"]["box"], event["selection"]["points"]
    if boxes:
        ends = sorted(chart.day_at(value) for value in boxes[-1]["x"])
        state.set_range(ends[0], ends[-1], brushed)
    elif points:
        _opened(str(_first(points[0].get("customdata"))), index)
    elif brushed:
        state.set_range(None, None, brushed)
    if not brushed:
        state.STATE.clicks = state.STATE.get("clicks", 0) + 1


def _opened(mark: str, index: Index) -> None:
    sort, _, rest = mark.partition(":")
    if sort == "event" and rest in index.row_of:
        state.look(event=rest)
        state.STATE.page = None
    elif sort == "range":
        first, _, last = rest.partition("/")
        state.set_range(date.fromisoformat(first), date.fromisoformat(last))
    elif sort == "about":
        facet, _, value = rest.partition(":")
        if facet in index.facets and value in index.facets[facet].codes:
            state.visit(Subject(facet, value))


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value
