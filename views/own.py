"""A visitor's own articles and names: read for this visitor alone, never shared with another."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from pipeline.knowledge import KnowledgeError, extended_by
from pipeline.read.formats import READERS
from pipeline.read.given import of_upload, pasted
from views import components, kept, source, state, why

if TYPE_CHECKING:
    from datetime import date

    from pipeline.knowledge import Knowledge
    from views.source import Data

LARGEST_MB = 20
LARGEST_TABLE_MB = 2
TEMPLATE = Path(__file__).parent / "actors_template.csv"


def button() -> None:
    """The way to one's own articles, or back from them."""
    say = state.say()
    if data() is not None:
        st.button(say("own_back"), on_click=back, key="own_back")
    if st.button(say("own"), key="own_open", icon=":material/upload_file:", type="primary"):
        st.dialog(say("own_title"), width="medium")(_dialog)()


def data() -> Data | None:
    """The visitor's own events, where the page shows them."""
    found: Data | None = st.session_state.get("own")
    return found if state.STATE.mine else None


def is_fetched() -> bool:
    """Whether the browser must first say which own events the page had before it was loaded anew.

    It draws what asks for them, and keeps the key to them in the browser's tab.
    """
    asked = state.STATE.mine and "own" not in st.session_state
    if state.STATE.mine:
        components.memory(
            key="memory",
            data={"key": st.session_state.get("own_key", ""), "ask": asked},
            on_key_change=_remembered,
        )
    return bool(asked)


def _remembered() -> None:
    key = str(st.session_state.memory.get("key") or "")
    found = kept.find(key)
    if found is None:
        state.STATE.mine, state.STATE.gone = False, True
        state.reset()
    else:
        st.session_state.own, st.session_state.own_key = found, key


def back() -> None:
    """Forget the visitor's articles."""
    kept.forget(st.session_state.pop("own_key", ""))
    st.session_state.pop("own", None)
    state.STATE.mine = False
    state.reset()


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
    text = st.text_area(say("own_paste"), height=140, placeholder=say("own_paste_hint"), key="own_text")
    published = st.date_input(say("own_date"), value=None, format=say("day_format"), key="own_date")
    with st.expander(say("own_names")):
        st.caption(say("own_names_help"))
        st.download_button(
            say("own_template"),
            TEMPLATE.read_bytes(),
            file_name=say("own_template_file"),
            mime="text/csv",
            key="own_template",
            on_click="ignore",
        )
        table = st.file_uploader(
            say("own_table", mb=LARGEST_TABLE_MB),
            type=["csv", "tsv"],
            max_upload_size=LARGEST_TABLE_MB,
            key="own_table",
        )
    st.caption(say("own_private"))
    if not st.button(say("own_go"), type="primary", key="own_go"):
        return
    inputs = [(of_upload(file.name), file.getvalue()) for file in files or []]
    if text.strip():
        inputs.append(pasted(text, say("own_pasted")))
    if not inputs:
        st.warning(say("own_nothing"))
        return
    try:
        knowledge = _names(table.name, table.getvalue()) if table else None
    except KnowledgeError as error:
        _alert(say("own_table_bad"), [why.failure(str(error), say)])
        return
    _read(inputs, published, knowledge)


def _names(name: str, content: bytes) -> Knowledge:
    try:
        return extended_by(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        raise KnowledgeError(f"{name}: not UTF-8; save the table as UTF-8") from None


def _read(inputs: list[tuple[str, bytes]], published: date | None, knowledge: Knowledge | None) -> None:
    say = state.say()
    bar = st.progress(0.0, say("own_begins"))

    def watch(number: int, count: int, name: str) -> None:
        del name
        bar.progress((number + 0.5) / count, say("own_reading", n=number + 1, all=count))

    found = source.own(inputs, published, watch, knowledge)
    if not len(found.index):
        bar.empty()
        _alert(say("own_no_events"), source.left_out(found, say))
        return
    st.session_state.own = found
    st.session_state.own_key = kept.keep(found, sum(len(content) for _, content in inputs))
    state.STATE.mine = True
    state.reset()
    st.rerun()


def _alert(text: str, items: list[str]) -> None:
    """A notice that a screen reader says at once, as plain text."""
    listed = "".join(f"<li>{escape(item)}</li>" for item in items[:20])
    st.html(f"<div class='zs-notice' role='alert'><p>{escape(text)}</p><ul>{listed}</ul></div>")
