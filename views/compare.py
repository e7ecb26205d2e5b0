"""Several subjects side by side: numbers, what each has alone, what they share, and where sources disagree."""

from __future__ import annotations

from dataclasses import dataclass
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
from views.why import disagreement

if TYPE_CHECKING:
    from pipeline.chart import Look
    from pipeline.query import Answer, Index
    from pipeline.query.postings import Ints
    from views.speech import Speech

MOST_DISPUTED = 30

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sides:
    """What a comparison is drawn from: how many events each share has, the rows of its table, the disputed."""

    counts: dict[str, int]
    table: list[Data]
    disputed: list[int]


def shares(index: Index, look: Look) -> None:
    """Choose which part of the subjects' events is shown: all, the common ones, those of one alone, ..."""
    say, about = state.say(), state.view().about
    counts = sides(index, look).counts
    used = [share for share in SHARES if counts[share] or share in ("all", "common", state.view().share)]
    names = [say.label(*subject) for subject in about]

    def label(share: str) -> str:
        one = share.startswith("only-")
        text = say("share_only", name=unmarked(names[int(share[5:]) - 1])) if one else say(f"share_{share}")
        return f"{text} {say.number(counts[share])}"

    state.show_in("share", state.view().share)
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
    _disputed(index, look)


def sides(index: Index, look: Look) -> Sides:
    """Compare the subjects of the page under its filter, whatever share of their events is shown."""
    say, view, asked = state.say(), state.view(), state.asked()

    def make() -> Sides:
        each = [rows_of(index, asked, subject) for subject in view.about]
        mask = np.zeros(len(index), bool)
        mask[matching(answer(index, asked, shared(index, each, "all")))] = True
        each = [rows[mask[rows]] for rows in each]
        disputed = shared(index, each, "disputed")
        counts = {share: len(shared(index, each, share)) for share in SHARES}
        table = _table(index, each, counts, say, look)
        return Sides(counts, table, disputed[:MOST_DISPUTED].tolist())

    return kept("sides", index, (asked, view.about, say.language, look), make)


def _table(index: Index, each: list[Ints], counts: dict[str, int], say: Speech, look: Look) -> list[Data]:
    """The rows of the table of numbers, given the rows of each subject."""
    ends = [
        (say("fact_first"), [_when(index, rows, 0, say) for rows in each]),
        (say("fact_last"), [_when(index, rows, -1, say) for rows in each]),
    ]
    kinds = index.facets["kind"]
    by_kind = [np.bincount(kinds.members[rows], minlength=len(kinds.values)) for rows in each]
    order = np.argsort(-np.sum(by_kind, axis=0), kind="stable").tolist()
    return [
        _row(say("list"), [len(rows) for rows in each], say),
        _row(say("abreast_alone"), [counts[f"only-{place + 1}"] for place in range(len(each))], say),
        _row(say("articles_title"), [_articles(index, rows) for rows in each], say),
        _row(say("share_sole"), [_told_once(index, rows) for rows in each], say),
        *({"name": name, "cells": cells} for name, cells in ends),
        *(
            _row(say.label("kind", kinds.values[code]), [int(numbers[code]) for numbers in by_kind], say)
            | {"shape": shape(kinds.values[code], look)}
            for code in order
            if any(numbers[code] for numbers in by_kind)
        ),
    ]


def _abreast(index: Index, look: Look) -> None:
    """The numbers of each subject in one table."""
    say, about = state.say(), state.view().about
    components.abreast(
        key="abreast",
        data={
            "caption": say("abreast_caption", names=listed([say.label(*subject) for subject in about], say)),
            "heads": [chip(subject, say) for subject in about],
            "rows": sides(index, look).table,
            "texts": {"open": say("open_page", name="{name}")},
        },
        on_act=_act,
    )


def _act(message: Data) -> None:
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


def _disputed(index: Index, look: Look) -> None:
    """The events of the subjects on which articles disagree, and in what."""
    say = state.say()
    found = sides(index, look)
    events = index.read(found.disputed)
    more = found.counts["disputed"] - len(events)
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
                "more": say("disputed_more", n=say.number(more)) if more else "",
                "none": say("disputed_none"),
            },
            on_act=_opened,
        )


def _opened(message: Data) -> None:
    state.look(event=str(message.get("id") or ""))
    state.STATE.page = None
