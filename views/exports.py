"""The menu that gives the present view as a file: made when it is asked for, and for this visitor only."""

from __future__ import annotations

import shlex
from datetime import date
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from pipeline import export
from pipeline.query import to_url
from views import own, state

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.query import Answer
    from views.source import Data
    from views.speech import Speech

MOST = 100_000
"""Events that are made into a file here: it is kept in the server's memory until the visitor has it."""


def menu(data: Data, result: Answer) -> None:
    """A button that opens the choice of a format, which is drawn only when it is open."""
    say = state.say()
    opened = st.popover(
        say("export"), icon=":material/download:", disabled=not result.total, key="export", on_change="rerun"
    )
    if not opened.open:
        return
    with opened:
        known = say.table["export_formats"]
        forms = [form for form in known if form in export.FORMATS and export.can_write(form)]
        st.session_state.setdefault("export_form", forms[0])
        form: str = st.selectbox(
            say("export_format"), forms, format_func=lambda form: known[form][0], key="export_form"
        )
        if result.total > MOST:
            _note(known[form][1], say("export_many", most=say.number(MOST)))
            st.code(_command(form), language=None, wrap_lines=True)
            return
        _note(known[form][1], say("export_events", events=say.count("events", result.total)))
        made = date.today()
        st.download_button(
            say("export_go"),
            _maker(data, form, made, say),
            export.file_name(state.asked(), say, made, export.FORMATS[form].ending),
            export.FORMATS[form].media_type,
            key="export_go",
            on_click="ignore",
            type="primary",
            width="stretch",
        )


def _note(*lines: str) -> None:
    st.html("".join(f"<p class='zs-note'>{escape(line)}</p>" for line in lines))


def _maker(data: Data, form: str, made: date, say: Speech) -> Callable[[], BytesIO]:
    """What makes the file; it runs after the click, and outside of this visitor's session."""
    asked, view = state.asked(), state.view()
    # a link does not lead to one's own articles
    here = (st.context.url or "").partition("?")[0].rstrip("/")
    address = f"{here}/" if here and not own.data() else ""

    def make() -> BytesIO:
        selection = export.selected(
            data.index,
            asked,
            view,
            say,
            extracted=data.extracted,
            made=made,
            address=address,
            stored=data.stored,
        )
        stream = BytesIO()
        export.write(selection, form, stream)
        stream.seek(0)
        return stream

    return make


def _command(form: str) -> str:
    """The command that writes the same file elsewhere."""
    link = shlex.quote("?" + urlencode(to_url(state.asked(), state.view()), doseq=True))
    file = f"zeitstrahl{export.FORMATS[form].ending}"
    return f"python -m pipeline export events.parquet --to {form} -o {file} --view {link}"
