"""The line that says how much of everything is shown, and which filters are set, each with a way back."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

import streamlit as st

from pipeline.query import FACETS, Filter, answer, to_url
from views import components, own, source, state

if TYPE_CHECKING:
    from pipeline.chart import Look
    from pipeline.query import Answer, Index
    from pipeline.query.postings import Ints
    from views.speech import Speech

LONGEST_QUERY = 20_000


def summary(index: Index, result: Answer, look: Look) -> None:
    """Draw the line; it also reports the page's width and theme, where they are not those assumed."""
    say = state.say()
    components.summary(
        key="summary",
        data={
            "count": count(index, result, say),
            "chips": chips(say),
            "width": look.width,
            "dark": look.dark,
            "examples": _examples(say),
            "hints": [] if st.context.is_embedded else say.table["hint"],
            # a saved view does not lead to one's own articles
            "saving": not st.context.is_embedded and own.data() is None,
            "whole": bool(st.context.is_embedded),
            "name": ", ".join(chip["label"] for chip in chips(say)[:3]) or say("view_all"),
            "query": urlencode(to_url(state.asked(), state.view()), doseq=True),
            "texts": {
                "clear": say("clear_all"),
                "copy": say("copy"),
                "copied": say("copied"),
                "help": say("link_help"),
                "remove": say("facet_clear"),
                "examples": say("examples"),
                "hints": say("hints"),
                "understood": say("understood"),
                "whole": say("whole_page"),
                "views": say("views"),
                "viewsHelp": say("views_help"),
                "viewsNone": say("views_none"),
                "viewName": say("view_name"),
                "viewSave": say("view_save"),
                "viewDrop": say("view_drop"),
            },
        },
        on_act=_act,
        on_width_change=_measured,
        on_dark_change=_measured,
    )


def count(index: Index, result: Answer, say: Speech) -> str:
    """How many events match, of how many."""
    key = "result_one" if len(index) == 1 else "result"
    return say(key, n=say.number(result.total), all=say.number(len(index)))


def chips(say: Speech) -> list[dict[str, Any]]:
    """Every setting of the filter that leaves something out."""
    asked = state.asked()
    found = [
        {
            "facet": facet,
            "value": value,
            "label": _named(facet, value, say),
            "side": side,
            "not": side == "exclude",
        }
        for facet in FACETS
        for side in ("include", "exclude")
        for value in sorted(getattr(asked.choice(facet), side), key=lambda value: say.label(facet, value))
    ]
    others = {"text": say("quoted", text=asked.text) if asked.text else "", "range": _range(asked, say)}
    if asked.confidence:
        others["confidence"] = f"≥ {say('percent', n=round(100 * asked.confidence))}"
    if not asked.undated:
        others["undated"] = f"− {say('undated')}"
    if asked.role:
        others["role"] = say.label("role", asked.role)
    found += [
        {"facet": key, "value": "", "label": label, "side": "", "not": False}
        for key, label in others.items()
        if label
    ]
    return found


def _named(facet: str, value: str, say: Speech) -> str:
    """A value as it stands alone: a band of percent says of what."""
    label = say.label(facet, value)
    return f"{say.table['facet'][facet]}: {label}" if facet == "certainty" else label


def _range(asked: Filter, say: Speech) -> str:
    if asked.first and asked.last:
        return say.day(asked.first) if asked.first == asked.last else say.span(asked.first, asked.last)
    if asked.first:
        return f"{say('range_from')} {say.day(asked.first)}"
    return f"{say('range_to')} {say.day(asked.last)}" if asked.last else ""


def _act(message: dict[str, Any]) -> None:
    facet, side = str(message.get("facet") or ""), message.get("side")
    if message.get("type") == "clear":
        state.clear()
    elif message.get("type") == "example":
        state.show(_all_examples()[int(message["number"])]["parameters"])
    elif message.get("type") == "view":
        state.show(parse_qs(str(message.get("query"))[:LONGEST_QUERY]))
    elif side in ("include", "exclude"):
        state.toggle(facet, str(message.get("value")), side)
    elif facet:
        state.clear(facet)


@cache
def _all_examples() -> list[dict[str, Any]]:
    with (Path(__file__).parent / "examples.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["view"]
    return found


def _examples(say: Speech) -> list[str]:
    """Names of views to begin with, where a visitor looks at all of the samples."""
    begins = own.data() is None and source.is_sample() and not state.asked().narrowed()
    begins = begins and not state.view().about
    return [example[say.language] for example in _all_examples()] if begins else []


def _measured() -> None:
    seen = st.session_state.summary
    width, dark = seen.get("width"), seen.get("dark")
    if isinstance(width, int | float) and 200 <= width <= 5000:
        state.STATE.width = int(width)
    if isinstance(dark, bool):
        state.STATE.dark = dark


def ways_out(index: Index, say: Speech, only: Ints | None = None) -> list[tuple[str, str, int]]:
    """Where nothing matches: each filter that would give something if it were left out, and how many.

    `only` are the rows that the page is about, where it is not about all.
    """
    asked = state.asked()
    found = []
    for facet in FACETS:
        if asked.choice(facet):
            total = answer(index, asked.choose(facet, type(asked.choice(facet))()), only).total
            found.append((facet, say.table["facet"][facet], total))
    for facet, label, without in (
        ("text", say("search_short"), replace(asked, text="")),
        ("range", say("range"), replace(asked, first=None, last=None)),
        ("confidence", say("confidence"), replace(asked, confidence=0.0)),
    ):
        if without != asked:
            found.append((facet, label, answer(index, without, only).total))
    return sorted([way for way in found if way[2]], key=lambda way: -way[2])
