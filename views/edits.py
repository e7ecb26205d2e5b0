"""All edits below the page: those that fit no more, the last ones with a way back, and the file to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pipeline.corrections import EditError, read_bytes
from pipeline.corrections.edits import line
from views import components, corrections, own, state
from views.desk import keep

if TYPE_CHECKING:
    from pipeline.corrections import Edit
    from views.desk import Desk
    from views.speech import Speech

MOST_SHOWN = 60
LARGEST_MB = 20
MOST_LINES = 30


def edits() -> None:
    """Draw them, folded up; what is in them only when they are open, as most of the time they are not."""
    desk, say = corrections.current(), state.say()
    lost = {one.edit.id: one.reason for one in desk.replayed.lost}
    counted = [one for one in desk.edits if one.act != "undo"]
    if lost or desk.problems:
        label = say(
            "edits_lost_title", n=say.number(len(counted)), lost=say.number(len(lost) + len(desk.problems))
        )
    else:
        label = say("edits_title", n=say.number(len(counted)))
    # its label counts, and with another label it would be another one, folded up
    state.STATE.edits_shown = state.STATE.get("edits_open", False)
    folded = st.expander(label, key="edits_shown", on_change=_fold)
    if not folded.open:
        return
    with folded:
        st.caption(corrections.where_kept(say))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            name = st.text_input(
                say("edits_name"), value=state.STATE.get("editor", ""), max_chars=100, width=280
            )
            if name.strip():
                state.STATE.editor = " ".join(name.split())
            st.download_button(
                say("edits_download"),
                data=lambda: b"".join(map(line, desk.edits)),
                file_name="corrections.jsonl",
                mime="application/jsonl",
                disabled=not desk.edits,
                on_click="ignore",
                key="edits_download",
            )
        # its field is only there when it is asked for
        with st.popover(say("edits_take")):
            _upload(desk, say)
        for text in state.STATE.pop("edits_notice", []):
            st.text(text)
        shown = list(reversed(counted))[:MOST_SHOWN]
        components.corrections(
            key="corrections",
            data={
                "lost": [_entry(one.edit, desk, say, one.reason) for one in desk.replayed.lost[:MOST_SHOWN]],
                "problems": list(desk.problems[:MOST_LINES]),
                "edits": [_entry(one, desk, say) for one in shown if one.id not in lost],
                "more": say("edits_more", n=say.number(len(counted) - len(shown)))
                if len(counted) > len(shown)
                else "",
                "texts": {key: say(f"edits_{key}") for key in ("lost", "unread", "all", "redo")}
                | {"undo": say("edit_undo")},
            },
            on_act=_act,
        )


def _fold() -> None:
    state.STATE.edits_open = state.STATE.edits_shown


def _entry(one: Edit, desk: Desk, say: Speech, reason: str = "") -> dict[str, Any]:
    event = one.made if one.act == "add" else one.event.event_id if one.event else ""
    return {
        "id": one.id,
        "event": event,
        "text": say(f"act_{one.act}"),
        "title": corrections.title_of(one),
        "detail": corrections.detail(one, say),
        "by": one.by,
        "at": corrections.moment(one, say),
        "off": one.id in desk.replayed.undone,
        "why": say.table["lost"][reason] if reason else "",
    }


def _act(message: dict[str, Any]) -> None:
    desk = corrections.current()
    if message.get("do") == "open":
        event = str(message.get("event") or "")
        if event in desk.index.row_of:
            state.look(event=event)
    elif message.get("do") == "undo":
        corrections.act({"do": "undo", "id": message.get("id"), "by": message.get("by")})


def _upload(desk: Desk, say: Speech) -> None:
    """Take in the edits of a file, once each."""
    given = st.file_uploader(
        say("edits_upload", mb=LARGEST_MB),
        type=["jsonl", "ndjson"],
        max_upload_size=LARGEST_MB,
        key="edits_upload",
    )
    if given is None or given.file_id == state.STATE.get("edits_taken"):
        return
    state.STATE.edits_taken = given.file_id
    log = read_bytes(given.getvalue())
    known = {one.id for one in desk.edits}
    new = [one for one in log.edits if one.id not in known]
    try:
        if new:
            keep(new, own.data() is not None)
    except (OSError, EditError) as error:
        st.warning(say("edit_unwritten", reason=str(error)))
        return
    notices = [say("edits_taken", n=say.number(len(new)), known=say.number(len(log.edits) - len(new)))]
    state.STATE.edits_notice = [*notices, *log.problems[:MOST_LINES]]
    st.rerun()
