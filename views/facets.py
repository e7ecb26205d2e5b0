"""The facets with their live counts, as data for the `facets` component."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.query import ACTORS, FACETS, Subject, fold
from pipeline.query.postings import largest
from pipeline.query.subjects import MOST_SUBJECTS, SUBJECTS
from pipeline.schema import ROLES
from views import components, state
from views.about import here, listed
from views.drawn import drawn, text
from views.shapes import shape

if TYPE_CHECKING:
    from pipeline.chart import Look
    from pipeline.query import Answer, Facet, Index
    from views.speech import Speech

MOST_SENT = 60
COMPARED = 2
TOP = 10
YEAR = 4
"""How many letters a year has; a month has more."""
ORDER = ("countries", "persons", "organisations", "kind", "year", "status", "sources", "certainty", "source")
OPEN_AT_FIRST = ("countries", "persons", "kind")
TRANSLATED = ("countries", "year", "sources", "certainty", "kind", "status", "basis")
NATURAL = ("sources", "certainty")
"""Facets whose values have an order of their own."""


def facets(index: Index, result: Answer, look: Look) -> None:
    """Draw all facets that tell events apart."""
    view, finding = state.view(), state.STATE.get("finding", {})
    key = (*here(), view.lanes, view.pinned, look.dark, state.preset_of(index), _open_years())
    data = drawn(
        index,
        ("facets", *key, *sorted(finding.items())),
        lambda: text(_facets(index, result, look)),
    )
    components.facets(key="facets", data=data, on_act=lambda message: _act(message, index))


def _facets(index: Index, result: Answer, look: Look) -> dict[str, Any]:
    say, asked = state.say(), state.asked()
    opened, finding = _open_years(), state.STATE.get("finding", {})
    order = [*ORDER, *(name for name in FACETS if name not in ORDER)]
    shown = [name for name in order if len(index.facets[name].values) > 1 or asked.choice(name)]
    return {
        "facets": [
            _facet(name, index.facets[name], result.counts[name], say, look, opened, finding.get(name, ""))
            for name in shown
        ],
        "presets": [{"value": name, "label": say(f"preset_{name}")} for name in state.PRESETS],
        "preset": state.preset_of(index),
        "roles": [{"value": role, "label": say.label("role", role)} for role in ROLES],
        "role": asked.role,
        "texts": {
            "help": say("facet_help"),
            "explain": say("facet_explain", facet="{name}"),
            "clear": say("facet_clear"),
            "more": say("facet_more", n="{n}"),
            "less": say("facet_less"),
            "none": say("facet_none"),
            "not": say("facet_not", name="{name}"),
            "every": say("facet_every"),
            "open": say("open_page", name="{name}"),
            "unfold": say("facet_unfold", name="{name}"),
            "pin": say("pin", name="{name}"),
            "unpin": say("unpin", name="{name}"),
            "preset": say("preset"),
            "noPreset": say("preset_none"),
            "role": say("role_choice"),
            "anyRole": say("any_role"),
        },
    }


def _act(message: dict[str, Any], index: Index) -> None:
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
            state.visit(*(Subject(facet, str(name)) for name in message.get("values") or ()))
        case "find":
            state.STATE.setdefault("finding", {})[facet] = value
        case "unfold":
            state.STATE.unfolded = state.STATE.get("unfolded", frozenset()) ^ {value}
        case "pin":
            state.pin(value)
        case "preset" if value in state.PRESETS:
            state.preset(value, index)
        case "role" if value in ("", *ROLES):
            state.ask(role=value)


def _facet(
    name: str, facet: Facet, counts: Any, say: Speech, look: Look, opened: frozenset[str], wanted: str
) -> dict[str, Any]:
    choice, view = state.asked().choice(name), state.view()
    title = say.table["facet"][name]
    chosen = sorted(choice.include | choice.exclude, key=lambda value: say.label(name, value))
    found = largest(counts, MOST_SENT * 20 if name == "year" else MOST_SENT)
    many = {facet.values[code]: int(counts[code]) for code in found.tolist() if counts[code]}
    values = list(many)
    if name == "year":
        values = _unfolded(values, chosen, opened)
    if name in NATURAL:
        values.sort(key=list(say.table[name]).index)
    others = [*_searched(name, facet, counts, say, fold(wanted).strip()), *chosen]
    many = {value: int(counts[facet.codes[value]]) if value in facet.codes else 0 for value in others} | many
    values += others

    def described(value: str) -> dict[str, Any]:
        label, number = say.label(name, value), say.number(many[value])
        return {
            "value": value,
            "count": many[value],
            "label": label if label != value else "",
            "n": number if number != str(many[value]) else "",
            "state": 1 if value in choice.include else -1 if value in choice.exclude else 0,
            "shape": shape(value, look) if name == "kind" else None,
            "pinned": value in view.pinned,
            "month": name == "year" and len(value) > YEAR,
            "open": name == "year" and value in opened,
        }

    # what is usual is not sent: the component knows it
    return {
        "key": name,
        "title": title,
        "help": say.table["explained"][name],
        "open": name in OPEN_AT_FIRST,
        "every": choice.every if name in ACTORS else None,
        "page": name in SUBJECTS,
        "compare": _compared(
            name, [facet.values[code] for code in found[: 2 * COMPARED].tolist() if counts[code]], say
        )
        if name in SUBJECTS
        else None,
        "pins": name == view.lanes,
        "find": say("facet_search", facet=title if say.language == "de" else title.lower()),
        "total": int(np.count_nonzero(counts)) if name != "year" else sum(len(v) == YEAR for v in values),
        "values": [
            {key: part for key, part in described(value).items() if part or key == "count"}
            for value in dict.fromkeys(values)
        ],
    }


def _open_years() -> frozenset[str]:
    found: frozenset[str] = state.STATE.get("unfolded", frozenset())
    return found


def _unfolded(values: list[str], chosen: list[str], opened: frozenset[str]) -> list[str]:
    """The largest years and then the others, the latest first, each followed by its months where it is open."""
    years = [value for value in values if len(value) == YEAR]
    years = [*sorted(years[:TOP], reverse=True), *sorted(years[TOP:MOST_SENT], reverse=True)]
    opened |= {value[:YEAR] for value in chosen if len(value) > YEAR}
    months = sorted(value for value in values if value[:YEAR] in opened and len(value) > YEAR)
    return [part for year in years for part in (year, *(m for m in months if m[:YEAR] == year))]


def _compared(name: str, frequent: list[str], say: Speech) -> dict[str, Any] | None:
    """A comparison of what is chosen in a facet, or of its two largest values."""
    choice = state.asked().choice(name)
    chosen = sorted(choice.include, key=lambda value: say.label(name, value))
    if len(chosen) < COMPARED:
        others = [value for value in frequent if value not in choice.exclude]
        chosen = list(dict.fromkeys([*chosen, *others]))[:COMPARED]
    if len(chosen) < COMPARED:
        return None
    names = listed([say.label(name, value) for value in chosen[:MOST_SUBJECTS]], say)
    texts = {"label": say("compare_names", names=names), "help": say("compare_help", names=names)}
    return {"values": chosen[:MOST_SUBJECTS], **texts}


def _searched(name: str, facet: Facet, counts: Any, say: Speech, wanted: str) -> list[str]:
    """What a search within a facet finds that is not among its most frequent values."""
    if not wanted:
        return []
    codes = set(facet.find(wanted))
    if name in TRANSLATED:
        codes |= {code for code, value in enumerate(facet.values) if wanted in fold(say.label(name, value))}
    found = [facet.values[code] for code in sorted(codes) if counts[code]]
    return found[:MOST_SENT]
