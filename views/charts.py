"""Overview and timeline, and what a click or a brush on them does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import plotly.io
import plotly.tools  # noqa: F401  imported by the first chart otherwise, which fails in several sessions at once
import streamlit as st

from pipeline import chart
from pipeline.query import Subject
from views import about, components, state
from views.drawn import Ready, drawn, fixed, text
from views.shapes import shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orjson import Fragment

    from pipeline.chart import Figure, Look, Timeline
    from pipeline.query import Answer, Index

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
MODES: tuple[Literal["points", "box"], ...] = ("points", "box")


def overview(index: Index, result: Answer, look: Look) -> None:
    """Draw how many events there are over all time; brushing it chooses the range."""
    say = state.say()
    view = state.view()
    shown = (replace(state.asked(), first=None, last=None), view.about, view.share, say.language, look)

    def make() -> tuple[Figure, str] | None:
        figure = chart.overview(index, result, look, say.wording())
        return None if figure is None else (fixed(figure), _table(index, result))

    made = drawn(index, ("overview", *shown), make)
    if made is None:
        return
    figure, table = made
    # a chart whose data changed loses what was brushed on it: then the range is drawn as part of the chart
    if state.STATE.get("overview") != (id(index), *shown):
        state.STATE.overview = (id(index), *shown)
        state.redraw_overview()
    first, last = state.STATE.drawn
    if first or last:
        figure = chart.drawn_range(figure, first, last, look)
    key = f"overview_{state.STATE.drawing}"
    st.plotly_chart(
        Ready(figure),
        key=key,
        theme=None,
        config=CONFIG,
        on_select=lambda: selected(st.session_state[key], index, brushed=True),
        selection_mode=MODES,
        alt=say("overview_label"),
    )
    st.html(table)


def _table(index: Index, result: Answer) -> str:
    """The overview as a table for those who hear the page; the list is the timeline's."""
    say = state.say()
    ends = index.first[result.timeless[[0, -1]]].astype("datetime64[D]").astype("datetime64[Y]").astype(int)
    years = np.arange(ends[0], ends[1] + 2)
    edges = years.astype("datetime64[Y]").astype("datetime64[D]").astype(int)
    counts = index.begin_between(result.timeless, edges).tolist()
    named = zip((years[:-1] + 1970).tolist(), counts, strict=True)
    return _heard(say("overview_table"), ((str(year), n) for year, n in named if n))


def _heard(caption: str, rows: Iterable[tuple[str, int]]) -> str:
    number = state.say().number
    cells = "".join(f"<tr><th scope='row'>{escape(name)}</th><td>{number(n)}</td></tr>" for name, n in rows)
    return f"<table class='zs-heard'><caption>{escape(caption)}</caption>{cells}</table>"


def timeline(index: Index, result: Answer, look: Look) -> Timeline | None:
    """Draw the dated events in lanes; a click opens an event or zooms in, brushing chooses the range."""
    say = state.say()
    asked, view = state.asked(), state.view()
    words, today = say.wording(), date.today()
    # the event being read is drawn only where events are drawn one by one
    event = "" if len(result.rows) > chart.MOST_MARKS else view.event
    view = replace(view, event=event, article=False, beside="")

    def make() -> tuple[Timeline, str] | None:
        found = chart.timeline(index, result, asked, view, look=look, words=words, today=today)
        if found is None:
            return None
        return replace(found, figure=fixed(found.figure)), _heard(say("lanes_table"), found.counts)

    made = drawn(index, ("timeline", asked, view, look, today), make)
    if made is None:
        return None
    found, table = made
    key = f"timeline_{state.STATE.get('clicks', 0)}"
    st.plotly_chart(
        Ready(found.figure),
        key=key,
        theme=None,
        config=CONFIG,
        on_select=lambda: selected(st.session_state[key], index, brushed=False),
        selection_mode=MODES,
        alt=say("timeline_label", events=say.count("events", len(result.rows)), lanes=found.lanes)
        + (" " + say("timeline_corrected", n=say.number(found.corrected)) if found.corrected else ""),
    )
    if found.counts:
        st.html(table)
    return found


def legend(shown: Timeline, index: Index, result: Answer, look: Look) -> None:
    """Say what the shapes and colours of the timeline mean."""
    say = state.say()

    def make() -> Fragment:
        kinds = index.facets["kind"]
        codes = np.unique(kinds.members[result.rows]).tolist() if not shown.dense else []
        present = sorted((kinds.values[code] for code in codes), key=lambda kind: say.label("kind", kind))
        forms = [] if shown.dense else ["day", "span", "vague", "cluster", "published"]
        if shown.corrected:
            forms.append("corrected")
        return text(
            {
                "kinds": [{"label": say.label("kind", kind), "shape": shape(kind, look)} for kind in present],
                "forms": [{"name": form, "label": say(f"legend_{form}")} for form in forms],
                "hint": say("dense_hint") if shown.dense else "",
            }
        )

    components.legend(
        key="legend",
        data=drawn(index, ("legend", shown.dense, shown.corrected > 0, *about.here(), look.dark), make),
    )


def selected(event: Any, index: Index, brushed: bool) -> None:
    """Do what a click or a brush on a chart means."""
    boxes, points = event["selection"]["box"], event["selection"]["points"]
    if boxes:
        ends = sorted(chart.day_at(value) for value in boxes[-1]["x"])
        state.set_range(ends[0], ends[-1], brushed)
    elif points:
        opened(str(_first(points[0].get("customdata"))), index)
    elif brushed:
        state.set_range(None, None, brushed)
    if not brushed:
        state.STATE.clicks = state.STATE.get("clicks", 0) + 1


def opened(mark: str, index: Index) -> None:
    """Do what a click on a mark means, by the mark's `customdata`."""
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
