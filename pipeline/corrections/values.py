"""The values that an edit may give to an event, checked when they are read: a file is anyone's writing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from pipeline.schema import GRANULARITIES, KINDS, ROLES, STATUSES, ActorKind, Participant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.schema import Event

FIELDS = ("title", "date", "kind", "status", "actors", "place")
"""What can be changed: a date is `start`, `end`, `granularity` and `edtf` at once, actors are all of them."""

ACTOR_KINDS: tuple[str, ...] = get_args(ActorKind)
LONGEST = 500
MOST_ACTORS = 200


class EditError(ValueError):
    """What was got and what is allowed, in one line."""


def text(name: str, value: Any, longest: int = LONGEST, filled: bool = False) -> str:
    """A text that is no longer than allowed."""
    if not isinstance(value, str):
        raise EditError(f"{name} {str(value)[:40]!r}; allowed: a text")
    if len(value) > longest:
        raise EditError(f"{name} of {len(value)} characters; {longest} are allowed")
    if filled and not value.strip():
        raise EditError(f"{name} is empty")
    return value


def whole(name: str, value: Any) -> int:
    """A whole number from 0 on."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise EditError(f"{name} {str(value)[:40]!r}; allowed: a whole number from 0 on")
    return value


def allowed(name: str, value: Any, values: Sequence[str]) -> Any:
    """One of the values of a vocabulary."""
    if not isinstance(value, str) or value not in values:
        raise EditError(f"{name} {str(value)[:40]!r}; allowed: {', '.join(values)}")
    return value


def checked(name: str, value: Any, complete: bool = False, ends: bool = False) -> dict[str, Any]:
    """The fields of a change as they may stand in a file; `complete` where none may be missing.

    With `ends`, a date needs its ends only.
    """
    if not isinstance(value, dict):
        raise EditError(f"{name}: no JSON object")
    if not value:
        raise EditError(f"{name}: empty; allowed: {', '.join(FIELDS)}")
    for key in value:
        allowed(f"{name}: field", key, FIELDS)
    for key in FIELDS if complete else ():
        if key not in value:
            raise EditError(f"{name} without {key}")
    found: dict[str, Any] = {}
    for key, one in value.items():
        label = f"{name}: {key}"
        match key:
            case "title":
                found[key] = text(label, one, filled=name == "set")
            case "kind":
                found[key] = allowed(label, one, KINDS)
            case "status":
                found[key] = allowed(label, one, STATUSES)
            case "place":
                found[key] = None if one is None else text(label, one, filled=True)
            case "date":
                found[key] = _date(label, one, ends)
            case _:
                found[key] = _actors(label, one)
    return found


def _date(name: str, value: Any, ends: bool) -> dict[str, Any]:
    keys = ("start", "end") if ends else ("start", "end", "granularity", "edtf")
    if not isinstance(value, dict) or value.keys() != set(keys):
        raise EditError(f"{name}: allowed: {', '.join(keys)}")
    days = []
    for key in ("start", "end"):
        try:
            days.append(
                None if value[key] is None else date.fromisoformat(text(f"{name}: {key}", value[key], 10))
            )
        except ValueError:
            raise EditError(
                f"{name}: {key} {str(value[key])[:40]!r}; allowed: a day as 2025-12-15, or null"
            ) from None
    first, last = days
    if (first is None) is not (last is None) or (first and last and first > last):
        raise EditError(
            f"{name}: from {value['start']} to {value['end']}; allowed: two days in order, or null twice"
        )
    if not ends:
        allowed(f"{name}: granularity", value["granularity"], GRANULARITIES)
        text(f"{name}: edtf", value["edtf"], 80)
        if (first is None) is not (value["granularity"] == "unknown"):
            raise EditError(f"{name}: granularity {value['granularity']}; without days allowed: unknown")
    return {key: value[key] for key in keys}


def _actors(name: str, value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list) or len(value) > MOST_ACTORS:
        raise EditError(f"{name}: allowed: a list of at most {MOST_ACTORS}")
    found = []
    for one in value:
        if not isinstance(one, dict) or one.keys() != {"kind", "name", "role"}:
            raise EditError(f"{name}: allowed in each: kind, name, role")
        kind = allowed(f"{name}: kind", one["kind"], ACTOR_KINDS)
        called = text(f"{name}: name", one["name"], filled=True)
        if kind == "country" and not (
            len(called) == 2 and called.isascii() and called.isalpha() and called.isupper()
        ):
            raise EditError(f"{name}: country {called[:40]!r}; allowed: a code of two letters, as DE")
        found.append({"kind": kind, "name": called, "role": allowed(f"{name}: role", one["role"], ROLES)})
    return found


def values_of(event: Event) -> dict[str, Any]:
    """An event's present values of all `FIELDS`, as a file has them."""
    return {
        "title": event.title,
        "date": {
            "start": event.start and event.start.isoformat(),
            "end": event.end and event.end.isoformat(),
            "granularity": event.granularity,
            "edtf": event.edtf,
        },
        "kind": event.kind,
        "status": event.status,
        "actors": [{"kind": p.kind, "name": p.name, "role": p.role} for p in event.participants],
        "place": event.place,
    }


def with_values(event: Event, values: Mapping[str, Any], rule: str) -> Event:
    """The event with other values; `rule` is what says of its actors where they are from."""
    changed: dict[str, Any] = {
        key: values[key] for key in ("title", "kind", "status", "place") if key in values
    }
    if "date" in values:
        days = {key: values["date"][key] for key in ("start", "end")}
        changed |= {key: day and date.fromisoformat(day) for key, day in days.items()}
        changed |= {key: values["date"][key] for key in ("granularity", "edtf")}
    if "actors" in values:
        before = {(p.kind, p.name, p.role): p for p in event.participants}
        parts = [
            before.get((one["kind"], one["name"], one["role"])) or Participant(**one, rule=rule)
            for one in values["actors"]
        ]
        changed["participants"] = tuple(dict.fromkeys(parts))
        for column, kind in (
            ("persons", "person"),
            ("countries", "country"),
            ("organisations", "organisation"),
        ):
            changed[column] = tuple(dict.fromkeys(p.name for p in parts if p.kind == kind))
    return replace(event, **changed)
