"""One edit of a person: what it is about, what it changes, who made it and when; as a record and as a line.

A line is one JSON object in UTF-8 with sorted keys. Its `id` is a digest of everything else in it, so that the
same edit is the same line in every file, and a line that was cut or changed is known by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args

import orjson

from pipeline.corrections.values import EditError, allowed, checked, text, whole

Act = Literal["change", "confirm", "reject", "merge", "split", "add", "undo"]
ACTS: tuple[str, ...] = get_args(Act)
LONGEST_LINE = 4_000_000
LONGEST_NAME = 100
LONGEST_QUOTE = 20_000
MOST_EVIDENCE = 5_000


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in an article: `text` is what stood from `start` to `end` in the text with the digest `sha256`.

    `others` is how many other events were told in the same sentence when the edit was made.
    """

    document: str
    sha256: str
    start: int
    end: int
    text: str
    others: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """An event as it was extracted when a person judged it: what to know it again by."""

    event_id: str
    title: str
    kind: str
    status: str
    start: date | None
    end: date | None
    evidence: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit.

    `event` is what it is about, `other` the event that a merge puts into it, `changes` the new values of a change
    or of an added event (see `values.FIELDS`), `was` what they replace. `apart` are the places in `event.evidence` of
    the sentences that a split takes into an event of their own; none: the same sentences prove both. `evidence` is the
    sentence of an added event, `undoes` the id of the edit that is taken back. `at` is UTC, to the microsecond.
    """

    act: Act
    by: str
    at: str
    event: Target | None = None
    other: Target | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    was: Mapping[str, Any] = field(default_factory=dict)
    apart: tuple[int, ...] = ()
    evidence: Anchor | None = None
    undoes: str = ""
    id: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """Edits are replayed by time; at the same moment, by id."""
        return self.at, self.id

    @property
    def made(self) -> str:
        """The id of the event that this edit makes, where it adds one or splits one off."""
        return hashlib.sha256(f"made by {self.id}".encode()).hexdigest()[:16]


def edit(act: Act, by: str, **about: Any) -> Edit:
    """A new edit of this moment, with its id; raises `EditError` for what no line may hold."""
    now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    made = Edit(act, " ".join(by.split()), now, **about)
    return parse(line(replace(made, id=_digest(_object(made)))))


def line(one: Edit) -> bytes:
    """The edit as a line of a file, with its end."""
    return _dumped(_object(one) | {"id": one.id}) + b"\n"


def parse(raw: bytes) -> Edit:
    """Read a line; raise `EditError` saying what was got and what is allowed."""
    if len(raw) > LONGEST_LINE:
        raise EditError(f"{len(raw)} bytes in one line; {LONGEST_LINE} are allowed")
    try:
        found = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise EditError("no JSON") from None
    if not isinstance(found, dict):
        raise EditError("no JSON object")
    read = _read(found)
    digest = _digest({name: value for name, value in found.items() if name != "id"})
    if read.id and read.id != digest:
        raise EditError(
            f"id {read.id!r} is not that of the content, {digest!r}; an edit is never changed, only undone"
        )
    return replace(read, id=digest)


_SHAPES: dict[Act, tuple[str, ...]] = {
    "change": ("event", "set", "was"),
    "confirm": ("event",),
    "reject": ("event",),
    "merge": ("event", "with"),
    "split": ("apart", "event"),
    "add": ("evidence", "set"),
    "undo": ("undoes",),
}
"""The keys of each act's line, besides act, at, by and id."""


def _object(one: Edit) -> dict[str, Any]:
    values: dict[str, Any] = {
        "event": one.event and _target(one.event),
        "with": one.other and _target(one.other),
        "set": dict(one.changes),
        "was": dict(one.was),
        "apart": list(one.apart),
        "evidence": one.evidence and _anchor(one.evidence),
        "undoes": one.undoes,
    }
    return {"act": one.act, "at": one.at, "by": one.by} | {name: values[name] for name in _SHAPES[one.act]}


def _target(target: Target) -> dict[str, Any]:
    plain = {f.name: getattr(target, f.name) for f in fields(target)}
    return plain | {"evidence": [_anchor(anchor) for anchor in target.evidence]}


def _anchor(anchor: Anchor) -> dict[str, Any]:
    return {f.name: getattr(anchor, f.name) for f in fields(anchor)}


def _dumped(values: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(values, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        raise EditError(str(error)) from None


def _digest(values: dict[str, Any]) -> str:
    return hashlib.sha256(_dumped(values)).hexdigest()[:16]


def _read(found: dict[str, Any]) -> Edit:
    act = allowed("act", found.get("act"), ACTS)
    shape = _SHAPES[act]
    if unknown := sorted(found.keys() - {"act", "at", "by", "id", *shape}):
        raise EditError(f"{act} with {text('key', unknown[0])!r}; allowed: at, by, id, {', '.join(shape)}")
    for name in shape:
        if name not in found:
            raise EditError(f"{act} without {name}")
    evidence = found.get("evidence")
    return Edit(
        act=act,
        by=text("by", found.get("by"), LONGEST_NAME, filled=True),
        at=_moment(found.get("at")),
        event=_read_target("event", found["event"]) if "event" in shape else None,
        other=_read_target("with", found["with"]) if "with" in shape else None,
        changes=checked("set", found["set"], act == "add") if "set" in shape else {},
        was=checked("was", found["was"]) if "was" in shape else {},
        apart=_places(found["apart"], found["event"]) if "apart" in shape else (),
        evidence=_read_anchor("evidence", evidence) if "evidence" in shape else None,
        undoes=text("undoes", found["undoes"], 64, filled=True) if "undoes" in shape else "",
        id=text("id", found.get("id", ""), 64),
    )


def _moment(value: Any) -> str:
    at = text("at", value, 40)
    try:
        known = at.endswith("Z") and datetime.fromisoformat(at)
    except ValueError:
        known = False
    if not known or len(at) != len("2025-12-15T12:00:00.000000Z"):
        raise EditError(f"at {at!r}; allowed: UTC as 2025-12-15T12:00:00.000000Z")
    return at


def _read_target(name: str, value: Any) -> Target:
    value = _of(name, value, Target)
    days = checked(name, {"date": {key: value.get(key) for key in ("start", "end")}}, ends=True)["date"]
    evidence = value["evidence"]
    if not isinstance(evidence, list) or not 0 < len(evidence) <= MOST_EVIDENCE:
        raise EditError(f"{name}: evidence must be a list of 1 to {MOST_EVIDENCE} sentences")
    return Target(
        event_id=text(f"{name}: event_id", value["event_id"], 200),
        title=text(f"{name}: title", value["title"], LONGEST_QUOTE),
        kind=text(f"{name}: kind", value["kind"], 40),
        status=text(f"{name}: status", value["status"], 40),
        start=date.fromisoformat(days["start"]) if days["start"] else None,
        end=date.fromisoformat(days["end"]) if days["end"] else None,
        evidence=tuple(_read_anchor(f"{name}: evidence", anchor) for anchor in evidence),
    )


def _read_anchor(name: str, value: Any) -> Anchor:
    value = _of(name, value, Anchor)
    return Anchor(
        document=text(f"{name}: document", value["document"], 2_000),
        sha256=text(f"{name}: sha256", value["sha256"], 64),
        start=whole(f"{name}: start", value["start"]),
        end=whole(f"{name}: end", value["end"]),
        text=text(f"{name}: text", value["text"], LONGEST_QUOTE, filled=True),
        others=whole(f"{name}: others", value.get("others", 0)),
    )


def _of(name: str, value: Any, record: type[Anchor] | type[Target]) -> dict[str, Any]:
    """A JSON object with the keys of a record."""
    if not isinstance(value, dict):
        raise EditError(f"{name}: no JSON object")
    names = {f.name for f in fields(record)}
    for key in sorted(names - {"others"} - value.keys()):
        raise EditError(f"{name} without {key}")
    for key in sorted(value.keys() - names):
        raise EditError(f"{name} with {text('key', key)!r}; allowed: {', '.join(sorted(names))}")
    return value


def _places(value: Any, event: Any) -> tuple[int, ...]:
    size = (
        len(event["evidence"]) if isinstance(event, dict) and isinstance(event.get("evidence"), list) else 0
    )
    if not isinstance(value, list) or any(not 0 <= whole("apart", place) < size for place in value):
        raise EditError(f"apart: allowed are places in the event's evidence, 0 to {size - 1}")
    return tuple(sorted(set(value)))
