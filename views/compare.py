"""Several subjects side by side: numbers, what each has alone, what they share, and where sources disagree."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from pipeline.query import answer
from pipeline.query.subjects import SHARES, rows_of, shared
from views import components, state
from views.about import chip, kept, listed, matching, section
from views.shapes import shape
from views.speech import unmarked
from views.whom import with_whom

if TYPE_CHECKING:
    from pipeline.chart import Look
    from pipeline.query import Answer, Index
    from pipeline.query.postings import Ints
    from views.speech import Speech

MOST_DISPUTED = 30

Data = dict[str, Any]


def shares(index: Index) -> None:
    """Choose which part of the subjects' events is shown: all, the common ones, those of one alone, ..."""
    say, about = state.say(), state.view().about
    parts = _parts(index)
    used = [share for share in SHARES if len(parts[share]) or share in ("all", "common", state.view().share)]
    used = [share for share in used if not share.startswith("only-") or int(share[5:]) <= len(about)]
    names = [say.label(*subject) for subject in about]

    def label(share: str) -> str:
        one = share.startswith("only-")
        text = say("share_only", name=unmarked(names[int(share[5:]) - 1])) if one else say(f"share_{share}")
        return f"{text} {say.number(len(parts[share]))}"

    state.STATE.share = state.view().share
    st.segmented_control(
        say("shares"),
        used,
        format_func=label,
        key="share",
        required=True,
        help=say("shares_help"),
        on_change=lambda: state.look(share=state.STATE.share or "all", event=""),
    )


def compare(index: Index, result: Answer, look: Look) -> None:
    """Draw everything about the subjects of the page that stands below their common list of events."""
    with section("abreast", state.say()("abreast_title")):
        _abreast(index, look)
    with_whom(index, result, look)
    _disputed(index)


def _matching(index: Index) -> list[Ints]:
    """The rows of each subject that the filter lets through, whatever share of them is shown."""
    asked, about = state.asked(), state.view().about

    def make() -> list[Ints]:
        each = [rows_of(index, asked, subject) for subject in about]
        mask = np.zeros(len(index), bool)
        mask[matching(answer(index, asked, shared(index, each, "all")))] = True
        return [rows[mask[rows]] for rows in each]

    return kept("each", (id(index), asked, about), make)


def _parts(index: Index) -> dict[str, Ints]:
    """The rows of each share."""
    each = _matching(index)
    key = (id(index), state.asked(), state.view().about)
    return kept("parts", key, lambda: {share: shared(index, each, share) for share in SHARES})


def _abreast(index: Index, look: Look) -> None:
    """The numbers of each subject in one table."""
    say, about = state.say(), state.view().about
    each, parts = _matching(index), _parts(index)
    groups: list[Data] = [
        _row(say("list"), [len(rows) for rows in each], say),
        _row(say("abreast_alone"), [len(parts[f"only-{place + 1}"]) for place in range(len(about))], say),
        _row(say("articles_title"), [_articles(index, rows) for rows in each], say),
        _row(say("share_sole"), [_told_once(index, rows) for rows in each], say),
    ]
    ends = [
        (say("fact_first"), [_when(index, rows, 0, say) for rows in each]),
        (say("fact_last"), [_when(index, rows, -1, say) for rows in each]),
    ]
    groups += [{"name": name, "cells": cells} for name, cells in ends]
    kinds = index.facets["kind"]
    by_kind = [np.bincount(kinds.members[rows], minlength=len(kinds.values)) for rows in each]
    order = np.argsort(-np.sum(by_kind, axis=0), kind="stable").tolist()
    groups += [
        _row(say.label("kind", kinds.values[code]), [int(counts[code]) for counts in by_kind], say)
        | {"shape": shape(kinds.values[code], look)}
        for code in order
        if any(counts[code] for counts in by_kind)
    ]
    components.abreast(
        key="abreast",
        data={
            "caption": say("abreast_caption", names=listed([say.label(*subject) for subject in about], say)),
            "heads": [chip(subject, say) for subject in about],
            "rows": groups,
            "texts": {"open": say("open_page", name="{name}")},
        },
        on_act_change=_act,
    )


def _act() -> None:
    message = st.session_state.abreast.act
    place = message.get("open")
    about = state.view().about
    if isinstance(place, int) and 0 <= place < len(about):
        state.visit(about[place])
    elif message.get("event"):
        state.look(event=str(message["event"]))
        state.STATE.page = None


def _row(name: str, numbers: list[int], say: Speech) -> Data:
    most = max(1, *numbers)
    return {
        "name": name,
        "cells": [{"text": say.number(n), "bar": round(n / most, 3), "event": ""} for n in numbers],
    }


def _articles(index: Index, rows: Ints) -> int:
    mask = np.zeros(len(index), bool)
    mask[rows] = True
    return int(np.count_nonzero(index.facets["source"].count(mask, rows)))


def _told_once(index: Index, rows: Ints) -> int:
    told = index.facets["source"].offsets
    return int(np.count_nonzero(told[rows + 1] - told[rows] == 1))


def _when(index: Index, rows: Ints, place: int, say: Speech) -> Data:
    dated = rows[: np.searchsorted(rows, index.dated)]
    if not len(dated):
        return {"text": "–", "bar": 0, "event": ""}
    event = index.read([int(dated[place])])[0]
    return {"text": say.event_when(event), "bar": 0, "event": event.event_id, "title": event.title}


def _disputed(index: Index) -> None:
    """The events of the subjects on which articles disagree, and in what."""
    say = state.say()
    rows = _parts(index)["disputed"]
    events = index.read(rows[:MOST_DISPUTED].tolist())
    with section("disputed", say("disputed_title")):
        components.disputed(
            key="disputed",
            data={
                "items": [
                    {
                        "id": event.event_id,
                        "title": event.title,
                        "when": say.event_when(event),
                        "lines": [disagreement(line, say) for line in event.conflicts],
                    }
                    for event in events
                ],
                "more": say("disputed_more", n=say.number(len(rows) - len(events)))
                if len(rows) > len(events)
                else "",
                "none": say("disputed_none"),
            },
            on_act_change=_opened,
        )


def _opened() -> None:
    state.look(event=str(st.session_state.disputed.act.get("id") or ""))
    state.STATE.page = None


def disagreement(line: str, say: Speech) -> str:
    """A conflict of an event in the reader's words: "kind: talks (a) against statement (b)"."""
    field, colon, rest = line.partition(": ")
    fields = say.table["conflict"]
    if not colon or field not in fields:
        return line
    sides = []
    for side in rest.split(" against "):
        value, bracket, names = side.partition(" (")
        known = say.table.get(field, {}).get(value) or _day(value, say)
        sides.append(f"{known}{bracket}{names}")
    return f"{fields[field]}: {say('against').join(sides)}"


def _day(value: str, say: Speech) -> str:
    try:
        return say.day(date.fromisoformat(value))
    except ValueError:
        return value
