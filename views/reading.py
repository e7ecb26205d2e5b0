"""The list of events and the proof of the one being read, as data for the `reading` component."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from pipeline.query import ACTORS
from views import components, state
from views.shapes import shape

if TYPE_CHECKING:
    from pipeline.chart import Look
    from pipeline.query import Answer, Index
    from views.speech import Speech

PAGE, NARROW_PAGE = 60, 20
SHELF = 60
NEAR = 700
FARTHEST = 30_000
FACET_OF = {"person": "persons", "country": "countries", "organisation": "organisations"}

Data = dict[str, Any]
Segment = tuple[str, str, list[str]]


def reading(index: Index, result: Answer, look: Look) -> None:
    """Draw the list with the event being read."""
    say, view = state.say(), state.view()
    selected = index.row_of.get(view.event, -1)
    size = NARROW_PAGE if look.narrow else PAGE
    first = _page(result, selected, size)
    rows = result.rows[first : first + size].tolist()
    shelf = result.undated[:SHELF].tolist() if state.asked().undated else []
    groups = [
        {"day": day, "items": [_item(index, row, say, look) for row in members]}
        for day, members in groupby(rows, key=lambda row: _when(index, row, say))
    ]
    components.reading(
        key="reading",
        data={
            "groups": groups,
            "shelf": [_item(index, row, say, look) for row in shelf],
            "shelfCount": say.number(len(result.undated)),
            "shelfOpen": selected in shelf or not rows,
            "shown": say(
                "shown",
                first=say.number(first + 1),
                last=say.number(first + len(rows)),
                all=say.number(len(result.rows)),
            )
            if rows
            else "",
            "earlier": first > 0,
            "later": first + size < len(result.rows),
            "selected": view.event if selected >= 0 else "",
            "fromList": st.session_state.pop("from_list", False),
            "article": view.article,
            "event": _event(index, selected, say, look) if selected >= 0 else None,
            "texts": _texts(say),
        },
        on_act_change=lambda: _act(size),
    )


def _act(size: int) -> None:
    message = st.session_state.reading.act
    match message.get("type"):
        case "open":
            state.look(event=str(message.get("id", "")))
            st.session_state.from_list = bool(message.get("fromList"))
        case "page":
            by = size if message.get("by") == 1 else -size
            state.STATE.page = state.STATE.get("shown_from", 0) + by
        case "article":
            state.look(article=not state.view().article)
        case "toggle":
            state.toggle(str(message.get("facet")), str(message.get("value")))


def _page(result: Answer, selected: int, size: int) -> int:
    """Where the shown part of the list begins: as turned to by hand, else around the event being read."""
    wanted = state.STATE.get("page")
    if wanted is None:
        at = int(np.searchsorted(result.rows, selected)) if selected >= 0 else 0
        here = state.STATE.get("shown_from", 0)
        wanted = here if here <= at < here + size else at - size // 3
    first = max(0, min(int(wanted), len(result.rows) - size))
    state.STATE.shown_from = first
    return first


def _value(index: Index, row: int, column: str) -> Any:
    return index.events[column].iloc[index.place[row]]


def _when(index: Index, row: int, say: Speech) -> str:
    start, end, grain, edtf = (_value(index, row, name) for name in ("start", "end", "granularity", "edtf"))
    return say.when(start.date(), end.date(), grain, edtf) if row < index.dated else say("undated")


def _item(index: Index, row: int, say: Speech, look: Look) -> Data:
    kind, status = _value(index, row, "kind"), _value(index, row, "status")
    about = [say.label("kind", kind)]
    if status != "occurred":
        about.append(say.label("status", status))
    countries = [say.label("countries", code) for code in _value(index, row, "countries")]
    about.append(", ".join([*_value(index, row, "persons"), *countries][:5]))
    return {
        "id": _value(index, row, "event_id"),
        "title": _value(index, row, "title"),
        "about": " · ".join(part for part in about if part),
        "shape": shape(kind, look),
    }


def _event(index: Index, row: int, say: Speech, look: Look) -> Data:
    kind, status = _value(index, row, "kind"), _value(index, row, "status")
    proofs = index.evidence.iloc[index.proof(row)]
    seen: dict[str, Any] = {}
    for proof in proofs.itertuples():
        seen.setdefault(str(proof.document), proof)
    return {
        "id": _value(index, row, "event_id"),
        "title": _value(index, row, "title"),
        "kind": say.label("kind", kind),
        "status": say.label("status", status),
        "shape": shape(kind, look),
        "when": _when(index, row, say),
        "chips": _chips(index, row, say),
        "proofs": [_proof(index, row, proof, say) for proof in list(seen.values())[:6]],
        "table": _table(index, row, [str(proof.rule) for proof in seen.values()], say),
    }


def _chips(index: Index, row: int, say: Speech) -> list[Data]:
    event = _value(index, row, "event_id")
    parts = index.participants
    roles = {
        (FACET_OF[str(part.kind)], str(part.name)): say.label("role", str(part.role))
        for part in parts[parts["event_id"] == event].itertuples()
    }
    return [
        {
            "facet": facet,
            "value": value,
            "label": say.label(facet, value),
            "role": roles.get((facet, value), "") if facet != "countries" else "",
            "title": say("only_this", name=say.label(facet, value)),
        }
        for facet in ACTORS
        for value in _value(index, row, facet)
    ]


def _table(index: Index, row: int, rules: list[str], say: Speech) -> list[tuple[str, str]]:
    """How the date was read, and what else is known: label and value."""
    words, basis, edtf = (_value(index, row, name) for name in ("time_text", "basis", "edtf"))
    published = _published_day(index, row, say)
    known = "" if published or basis == "explicit" else "_unknown"
    how = say(f"how_{basis}{known}", published=published)
    grain = say.label("granularity", _value(index, row, "granularity"))
    place, conflicts = _value(index, row, "place"), _value(index, row, "conflicts")
    rows = [
        (say("reading_words"), f"„{words}“" if words else ""),
        (say("reading_how"), f"{edtf} ({grain}); {how}" if edtf else how),
        (say("reading_rule"), " / ".join(dict.fromkeys(rules))),
        (say("reading_place"), place if isinstance(place, str) else ""),
        (say("reading_confidence"), f"{say.number(round(100 * float(_value(index, row, 'confidence'))))} %"),
        (say("reading_sources"), say.count("articles", int(_value(index, row, "sources")))),
        (say("reading_conflicts"), "; ".join(conflicts)),
    ]
    return [(label, value) for label, value in rows if value]


def _published_day(index: Index, row: int, say: Speech) -> str:
    proofs = index.evidence["document"].iloc[index.proof(row)]
    articles = index.articles
    days = articles.loc[articles["document"].isin(proofs), "published"].dropna()
    return say.day(days.iloc[0].date(), weekday=True) if len(days) else ""


def _proof(index: Index, row: int, proof: Any, say: Speech) -> Data:
    articles = index.articles
    found = articles[articles["document"] == proof.document]
    if not len(found):
        return {"segments": [(proof.text, "proof", [])], "title": proof.document, "published": "", "path": ""}
    article = found.iloc[0]
    day = article["published"]
    published = say("published_unknown")
    if article["published_basis"] == "given":
        published = say("published_given", day=say.day(day.date()))
    elif article["published_basis"] == "inferred":
        published = say("published_inferred", day=say.day(day.date()), reason=article["published_reason"])
    return {
        "segments": _segments(index, row, proof, article["text"]),
        "title": article["title"] or proof.document,
        "published": published,
        "path": str(article["path"]).rsplit("/", 1)[-1],
    }


def _segments(index: Index, row: int, proof: Any, text: str) -> list[Segment]:
    """The article around a proof, in parts: plain, the proof, its time words, proofs of other events."""
    begin, end = _excerpt(text, proof.start, proof.end)
    others: dict[tuple[int, int], list[str]] = {}
    if state.view().article:
        begin, end = max(0, proof.start - FARTHEST), min(len(text), proof.end + FARTHEST)
        for other in index.evidence[index.evidence["document"] == proof.document].itertuples():
            others.setdefault((int(other.start), int(other.end)), []).append(str(other.event_id))
    event = _value(index, row, "event_id")
    marks = [(proof.start, proof.end, "proof", [event])]
    for (start, stop), ids in sorted(others.items()):
        if begin <= start and stop <= end and all(stop <= a or start >= b for a, b, _, _ in marks):
            marks.append((start, stop, "proof" if event in ids else "other", ids))
    segments: list[Segment] = []
    at = begin
    for start, stop, sort, ids in sorted(marks):
        segments += [
            (text[at:start], "", []),
            *_timed(text[start:stop], sort, ids, _value(index, row, "time_text")),
        ]
        at = stop
    segments.append((text[at:end], "", []))
    return [segment for segment in segments if segment[0]]


def _timed(sentence: str, sort: str, ids: list[str], words: str) -> list[Segment]:
    at = sentence.find(words) if words and sort == "proof" else -1
    if at < 0:
        return [(sentence, sort, ids)]
    end = at + len(words)
    return [(sentence[:at], sort, ids), (words, "time", ids), (sentence[end:], sort, ids)]


def _excerpt(text: str, start: int, end: int) -> tuple[int, int]:
    """The paragraph around a sentence, or as much of it as fits on a screen."""
    begin = max(text.rfind("\n", 0, start) + 1, start - NEAR)
    stop = text.find("\n", end)
    return begin, min(stop if stop >= 0 else len(text), end + NEAR)


def _texts(say: Speech) -> Data:
    keys = {
        "shelfHint": "shelf_hint",
        "empty": "reader_empty",
        "whole": "whole_article",
        "timeWords": "reading_words",
        "listHint": "list_hint",
    }
    same = ("list", "earlier", "later", "shelf", "reader", "excerpt", "previous", "next", "close")
    return {key: say(key) for key in same} | {key: say(value) for key, value in keys.items()}
