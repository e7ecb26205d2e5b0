"""The page: an interactive timeline of the events in news articles. Run with `streamlit run dashboard.py`.

It reads from top to bottom as the page looks; the parts are in `views/`, and what they show is computed by
`pipeline.query` and `pipeline.chart`. All state is one filter and one view, see `views/state.py`.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from pipeline.chart import Look
from pipeline.query import answer
from views import about, charts, compare, components, controls, exports, own, source, state, turns
from views.desk import desk
from views.edits import edits
from views.entity import entity
from views.facets import facets
from views.pages import pages
from views.reading import reading
from views.source import BrokenInputError, Data
from views.speech import unmarked, widget_words
from views.summary import chips, summary, ways_out

if TYPE_CHECKING:
    from pipeline.query.postings import Ints

VIEWS = Path(__file__).parent / "views"
STYLE, DARK, ICON = VIEWS / "style.css", VIEWS / "dark.css", VIEWS / "icon.svg"
WIDE, NARROW, PHONE = 1000, 330, 620


def main() -> None:
    """Draw the page."""
    with turns.together() as send:
        above()
        if own.is_fetched():
            message("fetching")
            return
        if not source.is_known():
            # it may take long to read, and then the visitor sees what there is
            send()
        data = own.data() or shared()
        if data is not None:
            with turns.turn():
                page(data)
                send()
            turns.settle()
        state.write()


def above() -> None:
    """The page's style and its head."""
    state.adopt()
    embedded = bool(st.context.is_embedded)
    st.set_page_config(
        page_title=title(),
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state="collapsed" if embedded else 340,
    )
    components.code(key="code")
    st.html(STYLE)
    if is_dark():
        st.html(DARK)
    words = {"language": state.view().language, "words": widget_words(state.view().language)}
    components.words(key="words", data=words)
    if not embedded:
        head()


def page(data: Data) -> None:
    """Everything below the head: filters beside, timeline and list."""
    state.STATE.desk = desk(data, own.data() is not None)
    # what was corrected is not in the store
    stored = None if state.STATE.desk.edits else data.stored
    data = replace(data, index=state.STATE.desk.index, stored=stored)
    index, look = data.index, appearance()
    notices(data)
    if not len(index):
        message("nothing", path=data.path)
        return
    only = about.only(index)
    result = answer(index, state.asked(), only)
    with st.sidebar:
        components.skip(key="skip", data={"label": state.say()("skip")})
        controls.search()
        controls.dates()
        facets(index, result, look)
        more = st.expander(state.say()("more_filters"), key="more", on_change="rerun")
        if more.open:
            with more:
                controls.more()
    about.head(index, result)
    summary(index, result, look)
    charts.overview(index, result, look)
    with st.container(key="tools", horizontal=True, vertical_alignment="bottom", gap="small"):
        controls.zoom(index)
        if len(state.view().about) > 1:
            compare.shares(index, look)
        else:
            controls.lanes()
            controls.order()
        exports.menu(data, result)
    if not result.total:
        no_result(data, only)
        edits()
        return
    drawn = charts.timeline(index, result, look)
    if drawn is None:
        lines([state.say()("none_dated")])
    else:
        charts.legend(drawn, index, result, look)
        pages(drawn)
    reading(index, result, look)
    if state.view().about:
        (compare.compare if len(state.view().about) > 1 else entity)(index, result, look)
    edits()


def head() -> None:
    """What this is, one's own articles, and the language."""
    say = state.say()
    with st.container(key="head", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f"<div class='zs-brand'><h1>{escape(say('title'))}</h1><p>{escape(say('tagline'))}</p></div>")
        own.button()
        controls.language()


def title() -> str:
    """The page's title, which names what is asked for."""
    say = state.say()
    chosen = ", ".join(chip["label"] for chip in chips(say)[:3])
    return " – ".join(part for part in (about.title(say), chosen, say("title")) if part)


def shared() -> Data | None:
    """The input that the page was started on; a notice where it cannot be read."""
    path = source.chosen_input()
    try:
        if source.is_known():
            return source.shared(path)
        with st.spinner(state.say()("working")):
            return source.shared(path)
    except BrokenInputError as error:
        message("broken", path=path.name or str(path), reason=str(error) or state.say()("broken_missing"))
        return None


def appearance() -> Look:
    """Colours and width for the visitor's theme and device; a guess until the page has measured itself."""
    phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
    width = state.STATE.get("width", NARROW if phone else WIDE)
    return Look(dark=is_dark(), width=width, narrow=width < PHONE)


def is_dark() -> bool:
    """Whether the visitor's theme is the dark one: as measured, else as Streamlit knows it at first."""
    return bool(state.STATE.get("dark", st.context.theme.type == "dark"))


def notices(data: Data) -> None:
    """What could not be read, and what a link names that does not exist."""
    say = state.say()
    if state.STATE.pop("gone", False):
        lines([say("own_gone")])
    if state.STATE.bad:
        lines([say("bad_link"), *state.STATE.bad])
    if taken := source.taken(data, say):
        lines(taken)
    if left_out := source.left_out(data, say):
        lines([say("failed"), *left_out[:20]])
    if gone := about.unknown(data.index):
        lines([say("unknown_subject"), *gone])
    if state.view().event and state.view().event not in data.index.row_of:
        lines([say("unknown_event")])
        state.look(event="")


def lines(texts: list[str]) -> None:
    """A notice of one or more lines, as plain text."""
    first, *rest = (escape(text) for text in texts)
    items = "".join(f"<li>{text}</li>" for text in rest)
    st.html(
        f"<div class='zs-notice' role='status'><p>{first}</p>{f'<ul>{items}</ul>' if items else ''}</div>"
    )


def message(kind: str, **values: str) -> None:
    """A sentence in the place of the timeline."""
    say = state.say()
    title, text = escape(say(f"{kind}_title")), escape(say(f"{kind}_text", **values))
    st.html(f"<div class='zs-empty'><h2>{title}</h2><p>{text}</p></div>")


def no_result(data: Data, only: Ints | None) -> None:
    """Nothing matches: the filters that are in the way, each with a button."""
    say = state.say()
    message("empty")
    with st.container(horizontal=True, horizontal_alignment="center"):
        for facet, label, total in ways_out(data.index, say, only)[:4]:
            text = say("empty_without", filter=unmarked(label), events=say.count("events", total))
            st.button(text, key=f"without_{facet}", on_click=state.clear, args=[facet])
        st.button(say("clear_all"), key="clear_all", on_click=state.clear, type="primary")


main()
