"""The list of events and the proof of the one being read, as data for the `reading` component."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import numpy as np
import streamlit as st

from pipeline.query import ACTORS, Subject, to_url
from pipeline.query.subjects import MOST_SUBJECTS, SUBJECTS
from views import components, corrections, own, state, why
from views.about import here
from views.drawn import drawn, text
from views.shapes import shape

if TYPE_CHECKING:
    from pipeline.chart import Look
    from pipeline.query import Answer, Index, Row
    from pipeline.schema import Article, Evidence
    from views.speech import Speech

PAGE, NARROW_PAGE = 60, 20
SHELF = 60
NEAR = 700
FARTHEST = 30_000
MOST_PROOFS = 6
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
    key = (*here(), look.dark, size)
    components.reading(
        key="reading",
        data={
            "groups": drawn(index, ("list", *key, first), lambda: text(_groups(index, rows, say, look))),
            "shelf": drawn(index, ("shelf", *key), lambda: text(_items(index, shelf, say, look))),
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
            "event": drawn(
                index,
                ("event", selected, view.article, say.language, look.dark),
                lambda: text(_event(index, selected, say, look)),
            )
            if selected >= 0
            else None,
            # a link does not lead to one's own articles
            "query": "" if own.data() else urlencode(to_url(state.asked(), view), doseq=True),
            "edit": corrections.data(say),
            "texts": _texts(say),
        },
        on_act=lambda message: _act(message, size, index),
    )


def _act(message: Data, size: int, index: Index) -> None:
    facet, value = str(message.get("facet")), str(message.get("value"))
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
            state.toggle(facet, value)
        case "visit" if facet in SUBJECTS:
            state.visit(Subject(facet, value))
        case "compare" if state.view().event in index.row_of:
            state.visit(*compared(index.read([index.row_of[state.view().event]])[0]))
        case "correct":
            corrections.act(message)


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


def _groups(index: Index, rows: list[int], say: Speech, look: Look) -> list[Data]:
    """The list by days."""
    items = [(say.event_when(event), _item(event, say, look)) for event in index.read(rows)]
    return [
        {"day": day, "items": [item for _, item in members]}
        for day, members in groupby(items, key=lambda pair: pair[0])
    ]


def _items(index: Index, rows: list[int], say: Speech, look: Look) -> list[Data]:
    return [_item(event, say, look) for event in index.read(rows)]


def _item(event: Row, say: Speech, look: Look) -> Data:
    about = [corrections.mark(event, say), say.label("kind", event.kind)]
    if event.status != "occurred":
        about.append(say.label("status", event.status))
    countries = [say.label("countries", code) for code in event.countries]
    about.append(", ".join([*event.persons, *countries][:5]))
    return {
        "id": event.event_id,
        "title": event.title,
        "about": " · ".join(part for part in about if part),
        "shape": shape(event.kind, look),
    }


def _event(index: Index, row: int, say: Speech, look: Look) -> Data:
    event = index.read([row])[0]
    proofs = {proof.document: proof for proof in reversed(index.evidence_of(row))}
    shown = list(reversed(proofs.values()))[:MOST_PROOFS]
    articles = [article for proof in shown if (article := index.article(proof.document))]
    by_name = {article.document: article for article in articles}
    return {
        "id": event.event_id,
        "title": event.title,
        "kind": say.label("kind", event.kind),
        "status": " · ".join(filter(None, (say.label("status", event.status), corrections.mark(event, say)))),
        "shape": shape(event.kind, look),
        "when": say.event_when(event),
        "chips": _chips(index, row, event, say),
        "compare": _comparable(event, say),
        "proofs": [_proof(index, event, proof, by_name.get(proof.document), say) for proof in shown],
        "cite": _cite(event, articles, say),
        "table": _table(event, [proof.rule for proof in shown], articles, say),
    }


def _cite(event: Row, articles: list[Article], say: Speech) -> str:
    """The event as one quotes it, without the link, which only the browser knows whole."""
    sources = [
        ", ".join(filter(None, (article.title or article.document, _published(article, say))))
        for article in articles
    ]
    return ". ".join([say("quoted", text=event.title) + f" ({say.event_when(event)})", *sources])


def _published(article: Article, say: Speech) -> str:
    return say.day(article.published) if article.published else ""


def _chips(index: Index, row: int, event: Row, say: Speech) -> list[Data]:
    roles = {
        (FACET_OF[part.kind], part.name): say.label("role", part.role) for part in index.participants_of(row)
    }
    return [
        {
            "facet": facet,
            "value": value,
            "label": say.label(facet, value),
            "role": roles.get((facet, value), "") if facet != "countries" else "",
            "title": say("only_this", name=say.label(facet, value)),
            "open": say("open_page", name=say.label(facet, value)),
        }
        for facet in ACTORS
        for value in getattr(event, facet)
    ]


def _comparable(event: Row, say: Speech) -> Data | None:
    """A comparison of those in an event: its persons, else its countries, else its organisations."""
    subjects = compared(event)
    names = ", ".join(say.label(*subject) for subject in subjects)
    return {"label": say("compare_these"), "help": say("compare_help", names=names)} if subjects else None


def compared(event: Row) -> list[Subject]:
    """Whom of an event one would compare: the first few of one sort, where there are several."""
    for facet in ("persons", "countries", "organisations"):
        names = getattr(event, facet)
        if len(names) > 1:
            return [Subject(facet, name) for name in names[:MOST_SUBJECTS]]
    return []


def _table(event: Row, rules: list[str], articles: list[Article], say: Speech) -> list[tuple[str, str]]:
    """How the date was read, and what else is known: label and value."""
    days = [article.published for article in articles if article.published]
    published = say.day(days[0], weekday=True) if days else ""
    known = "" if published or event.basis == "explicit" else "_unknown"
    how = say(f"how_{event.basis}{known}", published=published)
    if corrections.sets(event, "date"):
        how = say("how_corrected")
    grain = say.label("granularity", event.granularity)
    rows = [
        (say("reading_words"), say("quoted", text=event.time_text) if event.time_text else ""),
        (say("reading_how"), f"{event.edtf} ({grain}); {how}" if event.edtf else how),
        (say("reading_rule"), "\n".join(dict.fromkeys(why.fired(rule, say) for rule in rules))),
        (say("reading_place"), event.place if isinstance(event.place, str) else ""),
        (say("reading_confidence"), say("percent", n=round(100 * event.confidence))),
        (say("reading_sources"), say.count("articles", event.sources)),
        (say("reading_conflicts"), "\n".join(why.disagreement(line, say) for line in event.conflicts)),
        (say("reading_corrections"), corrections.lines(event, say)),
    ]
    return [(label, value) for label, value in rows if value]


def _proof(index: Index, event: Row, proof: Evidence, article: Article | None, say: Speech) -> Data:
    if article is None:
        return {"segments": [(proof.text, "proof", [])], "title": proof.document, "published": "", "path": ""}
    published = say("published_unknown")
    if article.published:
        day, reason = say.day(article.published), article.published_reason
        published = say(f"published_{article.published_basis}", day=day, reason=why.inferred(reason, say))
    return {
        "segments": _segments(index, event, proof, article.text),
        "title": article.title,
        "published": published,
        "path": article.path.rsplit("/", 1)[-1] or proof.document,
        "document": proof.document,
        "start": proof.start,
        "length": proof.end - proof.start,
    }


def _segments(index: Index, event: Row, proof: Evidence, text: str) -> list[Segment]:
    """The article around a proof, in parts: plain, the proof, its time words, proofs of other events."""
    begin, end = _excerpt(text, proof.start, proof.end)
    others: dict[tuple[int, int], list[str]] = {}
    if state.view().article:
        begin, end = max(0, proof.start - FARTHEST), min(len(text), proof.end + FARTHEST)
        facet = index.facets["source"]
        for row in facet.rows(proof.document).tolist():
            for other in index.evidence_of(row):
                if other.document == proof.document:
                    others.setdefault((other.start, other.end), []).append(index.ids([row])[0])
    marks = [(proof.start, proof.end, "proof", [event.event_id])]
    for (start, stop), ids in sorted(others.items()):
        if begin <= start and stop <= end and all(stop <= a or start >= b for a, b, _, _ in marks):
            marks.append((start, stop, "proof" if event.event_id in ids else "other", ids))
    segments: list[Segment] = []
    at = begin
    for start, stop, sort, ids in sorted(marks):
        segments += [(text[at:start], "", []), *_timed(text[start:stop], sort, ids, event.time_text)]
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
        "citeHelp": "cite_help",
    }
    same = (
        "list",
        "earlier",
        "later",
        "shelf",
        "reader",
        "excerpt",
        "previous",
        "next",
        "close",
        "cite",
        "copied",
    )
    return {key: say(key) for key in same} | {key: say(value) for key, value in keys.items()}
