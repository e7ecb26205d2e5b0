"""The state of one visitor's page: a filter and a view, which the address bar holds too.

Everything on the page is drawn from `asked()` and `view()`; every click changes them here, and nothing else
keeps a value of its own. So a link, the browser's Back button and a click all end up the same way.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pipeline.query import FACETS, Choice, Filter, Subject, View, day_number, from_url, to_url
from pipeline.query.answer import EPOCH
from pipeline.query.subjects import MOST_SUBJECTS
from views.speech import language_of, speech

if TYPE_CHECKING:
    from pipeline.query import Answer, Index, Parameters
    from views.speech import Speech

STATE = st.session_state
ZOOMS = ("day", "week", "month", "year")
PRESETS = ("week", "month", "year", "coming")
LENGTHS = {"week": timedelta(days=6), "month": timedelta(days=29)}
MOST_PINNED = 12
MOST_WEIGHED = 20_000


def adopt() -> None:
    """Take over the address, where it is new: at first, after Back and Forward, and where someone else wrote it.

    A click on a page that has not heard of its newest address yet brings one that was written before: that is none.
    """
    here = _address()
    if "asked" in STATE:
        if here == STATE.written:
            STATE.unheard = []
        if here == STATE.written or (here in STATE.unheard and not _is_history()):
            return
    start = View(language=language_of(st.context.locale))
    STATE.asked, STATE.view, STATE.bad = from_url(here, start)
    STATE.written, STATE.unheard = here, []
    STATE.mine = here.get("own") == ["yes"]
    STATE.page = None
    redraw_overview()


def write() -> None:
    """Bring the address up to date; an address that already means this view is left as it is."""
    start = View(language=language_of(st.context.locale))
    here = STATE.written
    if (*from_url(here, start)[:2], here.get("own") == ["yes"]) != (asked(), view(), STATE.mine):
        STATE.unheard = [*STATE.unheard, here]
        STATE.written = to_url(asked(), view()) | ({"own": ["yes"]} if STATE.mine else {})
    if STATE.written != _address():
        st.query_params.from_dict(STATE.written)


def _is_history() -> bool:
    """Whether the visitor went back or forward to the address that this run has."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _address() -> Parameters:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def asked() -> Filter:
    """What the visitor asks for."""
    found: Filter = STATE.asked
    return found


def view() -> View:
    """How the visitor looks at it."""
    found: View = STATE.view
    return found


def show_in(key: str, value: Any) -> None:
    """Have a widget show a value; one that shows it already is not told, as a visitor may just be changing it."""
    if key not in STATE or STATE[key] != value:
        STATE[key] = value


def say() -> Speech:
    """The visitor's language."""
    return speech(view().language)


def show(parameters: Parameters) -> None:
    """Show what a link with these parameters shows, in the visitor's language."""
    STATE.asked, STATE.view, _ = from_url(parameters, View(language=view().language))
    STATE.page = None
    redraw_overview()


def reset() -> None:
    """Show other events from the beginning: no filter, nothing pinned, nothing being read."""
    STATE.asked = Filter(within=asked().within)
    look(event="", about=(), pinned=(), share=View().share)
    STATE.page = None
    redraw_overview()


def ask(**changes: Any) -> None:
    """Change the filter: fields of `Filter`."""
    STATE.asked = replace(asked(), **changes)
    STATE.page, STATE.bad = None, []


def look(**changes: Any) -> None:
    """Change the view: fields of `View`."""
    STATE.view = replace(view(), **changes)
    STATE.bad = []


def visit(*subjects: Subject) -> None:
    """Go to the page of one subject, to several side by side, or with none back to the timeline."""
    look(about=tuple(dict.fromkeys(subjects))[:MOST_SUBJECTS], beside="", share="all", event="")
    STATE.page = None
    redraw_overview()


def toggle(facet: str, value: str, side: Literal["include", "exclude"] = "include") -> None:
    """Add a value to one side of a facet, or take it away."""
    if facet in FACETS:
        ask(**{facet: asked().toggle(facet, value, side).choice(facet)})


def pin(value: str) -> None:
    """Pin a value's lane on top, or let it go."""
    held = view().pinned
    if value in held:
        look(pinned=tuple(other for other in held if other != value))
    elif len(held) < MOST_PINNED:
        look(pinned=(*held, value))


def preset(name: str, index: Index) -> None:
    """Choose one of `PRESETS` as the range."""
    set_range(*_preset(name, index))


def preset_of(index: Index) -> str:
    """Which of `PRESETS` the range is; empty where it is none."""
    chosen = asked().first, asked().last
    if chosen == (None, None):
        return ""
    return next((name for name in PRESETS if _preset(name, index) == chosen), "")


def _preset(name: str, index: Index) -> tuple[date | None, date | None]:
    """The range of a preset: the newest ones end with the last event that has begun."""
    today = date.today()
    if name == "coming":
        return today, None
    begun = int(np.searchsorted(index.first[: index.dated], day_number(today), "right"))
    if not begun:
        return None, None
    newest = date.fromordinal(int(index.first[begun - 1]) + EPOCH)
    if name in LENGTHS:
        return newest - LENGTHS[name], newest
    before = newest - timedelta(days=1) if (newest.month, newest.day) == (2, 29) else newest
    return before.replace(year=before.year - 1) + timedelta(days=1), newest


def clear(facet: str = "") -> None:
    """Clear one facet, one other field of the filter, or everything."""
    if facet in FACETS:
        ask(**{facet: Choice(every=asked().choice(facet).every)})
    elif facet == "range":
        set_range(None, None)
    elif facet in ("text", "confidence", "undated", "role"):
        ask(**{facet: getattr(Filter(), facet)})
    elif not facet:
        STATE.asked = Filter(within=asked().within)
        STATE.page = None
        redraw_overview()


def set_range(first: date | None, last: date | None, brushed: bool = False) -> None:
    """Choose a range of days; `brushed` where the overview shows it already."""
    if first and last and first > last:
        first, last = last, first
    ask(first=first, last=last)
    if not brushed:
        redraw_overview()


def redraw_overview() -> None:
    """Have the overview drawn anew, with the present range on it."""
    STATE.drawn = (asked().first, asked().last)
    STATE.drawing = STATE.get("drawing", 0) + 1


def zoom(length: str, index: Index, result: Answer) -> None:
    """Show the stretch of time around the event being read, else the one with most of the result's events."""
    if length not in ZOOMS:
        set_range(None, None)
        return
    row = index.row_of.get(view().event, -1)
    rows = result.rows if len(result.rows) else result.timeless
    if 0 <= row < index.dated:
        set_range(*_around(_begin(index, row), length))
    elif len(rows):
        stretches = Counter(_around(_begin(index, row), length) for row in rows[-MOST_WEIGHED:].tolist())
        set_range(*max(stretches, key=lambda ends: (stretches[ends], ends)))


def shift(by: int) -> None:
    """Move the range by its own length: to the stretch of time before or after it."""
    first, last = asked().first, asked().last
    if not first or not last:
        return
    with suppress(OverflowError):
        length = zoomed()
        beside = last + timedelta(days=1) if by > 0 else first - timedelta(days=1)
        if length in ZOOMS:
            set_range(*_around(beside, length))
        else:
            step = (last - first + timedelta(days=1)) * by
            set_range(first + step, last + step)


def _begin(index: Index, row: int) -> date:
    return date.fromordinal(int(index.first[row]) + EPOCH)


def _around(day: date, length: str) -> tuple[date, date]:
    if length == "week":
        day -= timedelta(days=day.weekday())
        return day, day + timedelta(days=6)
    if length == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if length == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def zoomed() -> str | None:
    """Which of `ZOOMS` the present range is; `all` where there is none."""
    first, last = asked().first, asked().last
    if not first and not last:
        return "all"
    if not first or not last:
        return None
    return next((length for length in ZOOMS if _around(first, length) == (first, last)), None)
