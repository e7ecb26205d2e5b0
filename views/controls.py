"""The widgets around the timeline; each shows the state and changes it, and holds nothing of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args

import streamlit as st

from pipeline.query import answer
from pipeline.query.filter import LaneOrder, Lanes
from views import about, state
from views.speech import LANGUAGES

if TYPE_CHECKING:
    from pipeline.query import Index

STATE = st.session_state
FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)


def language() -> None:
    """German or English."""
    state.show_in("language", state.view().language)
    st.segmented_control(
        state.say()("language"),
        LANGUAGES,
        format_func=lambda code: code.upper(),
        key="language",
        required=True,
        label_visibility="collapsed",
        on_change=lambda: state.look(language=STATE.language or state.view().language),
    )


def search() -> None:
    """Free text."""
    say = state.say()
    state.show_in("text", state.asked().text)
    st.text_input(
        say("search"),
        key="text",
        type="search",
        placeholder=say("search_hint"),
        on_change=lambda: state.ask(text=(STATE.text or "").strip()[:200]),
    )


def dates() -> None:
    """First and last day."""
    say = state.say()
    state.show_in("first", state.asked().first)
    state.show_in("last", state.asked().last)
    for key, label in (("first", "range_from"), ("last", "range_to")):
        st.date_input(
            say(label),
            value=None,
            key=key,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format=say("day_format"),
            on_change=lambda: state.set_range(STATE.first, STATE.last),
        )
    if state.asked().first or state.asked().last:
        state.show_in("within", state.asked().within)
        st.segmented_control(
            say("range_mode"),
            [False, True],
            format_func=lambda within: say("within" if within else "overlaps"),
            key="within",
            required=True,
            help=say("range_mode_help"),
            on_change=lambda: state.ask(within=bool(STATE.within)),
        )


def more() -> None:
    """What is asked for more seldom."""
    say = state.say()
    asked = state.asked()
    state.show_in("undated", asked.undated)
    state.show_in("confidence", round(100 * asked.confidence))
    st.slider(
        say("confidence"),
        0,
        100,
        step=5,
        format="%d %%",
        key="confidence",
        on_change=lambda: state.ask(confidence=STATE.confidence / 100),
    )
    st.toggle(say("undated_switch"), key="undated", on_change=lambda: state.ask(undated=STATE.undated))


def zoom(index: Index) -> None:
    """Stretches of time to look at, and the ones before and after."""
    say = state.say()
    state.show_in("zoom", state.zoomed())
    st.segmented_control(
        say("zoom"),
        ["all", *reversed(state.ZOOMS)],
        format_func=lambda length: say(f"zoom_{length}"),
        key="zoom",
        help=say("overview_hint"),
        # what a widget holds stays in memory as long as its visitor: the answer is asked for again
        on_change=lambda: state.zoom(
            STATE.zoom or "all", index, answer(index, state.asked(), about.only(index))
        ),
    )
    if state.asked().first and state.asked().last:
        for key, by, icon in (("before", -1, "chevron_left"), ("after", 1, "chevron_right")):
            st.button(
                f":material/{icon}:",
                key=f"shift_{key}",
                help=say(f"shift_{key}"),
                on_click=state.shift,
                args=[by],
            )


def lanes() -> None:
    """What the lanes of the timeline are, and their order."""
    say = state.say()
    state.show_in("lanes", state.view().lanes)
    st.segmented_control(
        say("lanes"),
        get_args(Lanes),
        format_func=lambda lane: say.table["facet"][lane],
        key="lanes",
        help=say("chart_hint"),
        required=True,
        on_change=lambda: state.look(lanes=STATE.lanes or state.view().lanes),
    )


def order() -> None:
    """The order of the lanes."""
    say = state.say()
    state.show_in("order", state.view().order)
    st.selectbox(
        say("order"),
        get_args(LaneOrder),
        format_func=lambda order: say(f"order_{order}"),
        key="order",
        width=136,
        on_change=lambda: state.look(order=STATE.order),
    )
