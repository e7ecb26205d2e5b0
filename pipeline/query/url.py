"""A filter and a view as the parameters of a link, and back, with every setting named."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from pipeline.query.filter import Beside, Choice, Filter, LaneOrder, Lanes, Language, Subject, View
from pipeline.query.subjects import MOST_SUBJECTS, SHARES, SUBJECTS
from pipeline.schema import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Parameters = dict[str, list[str]]

KEYS = {
    "countries": "country",
    "persons": "person",
    "organisations": "organisation",
    "kind": "kind",
    "status": "status",
    "basis": "basis",
    "source": "source",
    "year": "year",
    "sources": "sources",
    "certainty": "certainty",
}
NOT = "not-"
EVERY = "all"
MOST_VALUES = 200
LONGEST_VALUE = 500
MOST_PINNED = 12


def to_url(asked: Filter, view: View) -> Parameters:
    """Every setting that a link must name, each with its values."""
    parameters: Parameters = {
        "range": ["within" if asked.within else "overlaps"],
        "undated": [_switch(asked.undated)],
        "confidence": [repr(asked.confidence)],
        "role": [asked.role or "any"],
        "lanes": [view.lanes],
        "order": [view.order],
        "article": [_switch(view.article)],
        "lang": [view.language],
    }
    optional = {
        "from": asked.first.isoformat() if asked.first else "",
        "to": asked.last.isoformat() if asked.last else "",
        "text": asked.text,
        "event": view.event,
    }
    parameters |= {key: [value] for key, value in optional.items() if value}
    for facet, key in KEYS.items():
        choice = asked.choice(facet)
        values = {key: sorted(choice.include), NOT + key: sorted(choice.exclude)}
        parameters |= {name: chosen for name, chosen in values.items() if chosen}
    if view.pinned:
        parameters["pin"] = list(view.pinned)
    if view.about:
        parameters["about"] = [f"{KEYS[facet]}:{value}" for facet, value in view.about]
        parameters |= {"with": [KEYS.get(view.beside, "same")], "share": [view.share]}
    every = [key for facet, key in KEYS.items() if asked.choice(facet).every]
    if every:
        parameters[EVERY] = every
    return parameters


def from_url(parameters: Mapping[str, Sequence[str]], view: View) -> tuple[Filter, View, list[str]]:
    """The filter and view of a link; what it does not name is as in `Filter()` and `view`.

    A value that is not allowed is left out and named in the third result, `key=value`.
    """
    bad: list[str] = []

    def read(key: str, parse: Callable[[str], Any], default: Any) -> Any:
        values = parameters.get(key, [])
        if not values:
            return default
        try:
            return parse(values[0])
        except ValueError:
            bad.append(f"{key}={values[0][:80]}")
            return default

    def listed(key: str, most: int = MOST_VALUES) -> tuple[str, ...]:
        values = [value for value in parameters.get(key, []) if value]
        fit = [value for value in dict.fromkeys(values) if len(value) <= LONGEST_VALUE][:most]
        bad.extend(f"{key}={value[:80]}" for value in values if value not in fit)
        return tuple(fit)

    def chosen(key: str) -> frozenset[str]:
        return frozenset(listed(key))

    def subjects() -> tuple[Subject, ...]:
        found = [_subject(value) for value in parameters.get("about", [])]
        known = list(dict.fromkeys(subject for subject in found if subject))[:MOST_SUBJECTS]
        bad.extend(
            f"about={value[:80]}"
            for value, subject in zip(parameters.get("about", []), found, strict=True)
            if subject not in known
        )
        return tuple(known)

    every = chosen(EVERY)
    bad.extend(f"{EVERY}={value}" for value in sorted(every - set(KEYS.values())))
    choices = {}
    for facet, key in KEYS.items():
        include, exclude = chosen(key), chosen(NOT + key)
        choices[facet] = Choice(include, exclude - include, key in every)
    asked = Filter(
        **choices,
        first=read("from", date.fromisoformat, None),
        last=read("to", date.fromisoformat, None),
        within=read("range", _one_of("overlaps", "within"), "") == "within",
        undated=read("undated", _is_on, True),
        text=read("text", _short, ""),
        confidence=read("confidence", _share, 0.0),
        role=read("role", _one_of("any", *ROLES), "any").replace("any", ""),
    )
    if asked.first and asked.last and asked.first > asked.last:
        asked = replace(asked, first=asked.last, last=asked.first)
    found = View(
        lanes=read("lanes", _one_of(*get_args(Lanes)), view.lanes),
        order=read("order", _one_of(*get_args(LaneOrder)), view.order),
        pinned=listed("pin", MOST_PINNED),
        event=read("event", _short, view.event),
        article=read("article", _is_on, view.article),
        language=read("lang", _one_of(*get_args(Language)), view.language),
        about=subjects(),
        beside=read("with", _beside, view.beside),
        share=read("share", _one_of(*SHARES), view.share),
    )
    return asked, found, bad


def _subject(value: str) -> Subject | None:
    key, _, name = value.partition(":")
    facet = next((facet for facet in SUBJECTS if KEYS[facet] == key), "")
    return Subject(facet, name) if facet and 0 < len(name) <= LONGEST_VALUE else None


def _beside(value: str) -> Beside:
    facets: dict[str, Beside] = {"same": "", "person": "persons", "country": "countries"}
    facets["organisation"] = "organisations"
    if value not in facets:
        raise ValueError(value)
    return facets[value]


def _switch(on: bool) -> str:
    return "yes" if on else "no"


def _is_on(value: str) -> bool:
    return _one_of("yes", "no")(value) == "yes"


def _one_of(*allowed: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in allowed:
            raise ValueError(value)
        return value

    return parse


def _short(value: str) -> str:
    if len(value) > LONGEST_VALUE:
        raise ValueError(value)
    return value


def _share(value: str) -> float:
    share = float(value)
    if not (math.isfinite(share) and 0 <= share <= 1):
        raise ValueError(value)
    return share
