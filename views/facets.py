"""The facets with their live counts, as data for the `facets` component."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from pipeline.query import ACTORS, FACETS, Subject, fold
from pipeline.query.subjects import SUBJECTS
from views import components, state
from views.shapes import shape

if TYPE_CHECKING:
    from pipeline.chart import Look
    from pipeline.query import Answer, Facet, Index
    from views.speech import Speech

MOST_SENT = 120
OPEN_AT_FIRST = ("countries", "persons", "kind")


def facets(index: Index, result: Answer, look: Look) -> None:
    """Draw all facets that tell events apart."""
    say = state.say()
    shown = [name for name in FACETS if len(index.facets[name].values) > 1 or state.asked().choice(name)]
    components.facets(
        key="facets",
        data={
            "facets": [_facet(name, index.facets[name], result.counts[name], say, look) for name in shown],
            "texts": {
                "help": say("facet_help"),
                "clear": say("facet_clear"),
                "more": say("facet_more", n="{n}"),
                "less": say("facet_less"),
                "none": say("facet_none"),
                "not": say("facet_not", name="{name}"),
                "every": say("facet_every"),
                "open": say("open_page", name="{name}"),
                "compare": say("compare_these"),
            },
        },
        on_act_change=_act,
    )


def _act() -> None:
    message = st.session_state.facets.act
    facet, value = str(message.get("facet")), str(message.get("value"))
    match message.get("type"):
        case "toggle":
            state.toggle(facet, value, "exclude" if message.get("side") == "exclude" else "include")
        case "every" if facet in FACETS:
            choice = state.asked().choice(facet)
            state.ask(**{facet: replace(choice, every=not choice.every)})
        case "clear":
            state.clear(facet)
        case "page" if facet in SUBJECTS:
            state.visit(Subject(facet, value))
        case "compare" if facet in SUBJECTS:
            chosen = sorted(state.asked().choice(facet).include)
            state.visit(*(Subject(facet, name) for name in chosen))
        case "find":
            state.STATE.setdefault("finding", {})[facet] = value


def _facet(name: str, facet: Facet, counts: Any, say: Speech, look: Look) -> dict[str, Any]:
    choice = state.asked().choice(name)
    title = say.table["facet"][name]
    chosen = sorted(choice.include | choice.exclude, key=lambda value: say.label(name, value))
    found = np.argsort(-counts, kind="stable")[:MOST_SENT]
    values = [facet.values[code] for code in found if counts[code]]
    values += [*_searched(name, facet, counts), *chosen]
    return {
        "key": name,
        "title": title,
        "open": name in OPEN_AT_FIRST,
        "every": choice.every if name in ACTORS else None,
        "page": name in SUBJECTS,
        "find": say("facet_search", facet=title if say.language == "de" else title.lower()),
        "total": int(np.count_nonzero(counts)),
        "values": [
            {
                "value": value,
                "label": say.label(name, value),
                "count": (n := int(counts[facet.codes[value]]) if value in facet.codes else 0),
                "n": say.number(n),
                "state": 1 if value in choice.include else -1 if value in choice.exclude else 0,
                "shape": shape(value, look) if name == "kind" else None,
            }
            for value in dict.fromkeys(values)
        ],
    }


def _searched(name: str, facet: Facet, counts: Any) -> list[str]:
    """What a search within a facet finds that is not among its most frequent values."""
    wanted = fold(state.STATE.get("finding", {}).get(name, "")).strip()
    if not wanted:
        return []
    found = [value for value in facet.values if wanted in fold(value) and counts[facet.codes[value]]]
    return found[:MOST_SENT]
