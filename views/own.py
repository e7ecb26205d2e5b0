"""A visitor's own articles: pasted or uploaded, read in this session, never shared with another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pipeline.read.formats import READERS
from pipeline.read.given import of_upload, pasted
from views import source, state

if TYPE_CHECKING:
    from views.source import Data

LARGEST_MB = 20


def button() -> None:
    """The way to one's own articles, or back from them."""
    say = state.say()
    if "own" in st.session_state:
        st.button(say("own_back"), on_click=back, key="own_back")
    if st.button(say("own"), key="own_open", icon=":material/upload_file:", type="primary"):
        st.dialog(say("own_title"), width="medium")(_dialog)()


def data() -> Data | None:
    """The visitor's own events, where there are any."""
    found: Data | None = st.session_state.get("own")
    return found


def back() -> None:
    """Forget the visitor's articles."""
    st.session_state.pop("own", None)
    state.clear()
    state.look(event="")


def _dialog() -> None:
    say = state.say()
    files = st.file_uploader(
        say("own_files", mb=LARGEST_MB),
        type=sorted(ending[1:] for ending in READERS if ending),
        accept_multiple_files=True,
        help=say("own_files_help"),
        max_upload_size=LARGEST_MB,
        key="own_files",
    )
    text = st.text_area(say("own_paste"), height=200, placeholder=say("own_paste_hint"), key="own_text")
    published = st.date_input(say("own_date"), value=None, format=say("day_format"), key="own_date")
    st.caption(say("own_private"))
    if not st.button(say("own_go"), type="primary", key="own_go"):
        return
    inputs = [(of_upload(file.name), file.getvalue()) for file in files or []]
    if text.strip():
        inputs.append(pasted(text, say("own_pasted")))
    if not inputs:
        st.warning(say("own_nothing"))
        return
    bar = st.progress(0.0)

    def watch(number: int, count: int, name: str) -> None:
        bar.progress((number + 0.5) / count, say("own_reading", n=number + 1, all=count))

    found = source.own(inputs, published, watch)
    if not len(found.index):
        bar.empty()
        st.warning(say("own_no_events"))
        for line in source.left_out(found, say):
            st.text(line)
        return
    st.session_state.own = found
    state.clear()
    state.look(event="")
    st.rerun()
