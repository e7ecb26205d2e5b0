"""How right an extraction is, by the verdicts of people: precision by kind, rule and source, and by field."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.corrections.replay import taken_back
from pipeline.corrections.values import FIELDS

if TYPE_CHECKING:
    from pipeline.corrections.edits import Edit
    from pipeline.corrections.replay import Replayed
    from pipeline.schema import Event

Z = 1.959964
"""Of the normal distribution, for intervals that hold 95 times in 100."""


class Share(NamedTuple):
    """How many of a group are right: of `judged`, `right`; `low` and `high` bound the share 95 times in 100."""

    group: str
    value: str
    right: int
    judged: int
    precision: float
    low: float
    high: float


def wilson(right: int, judged: int) -> tuple[float, float]:
    """The bounds of a share by Wilson's score interval, 95 %; of nothing 0 and 1."""
    if not judged:
        return 0.0, 1.0
    share, weight = right / judged, Z * Z / judged
    middle = (share + weight / 2) / (1 + weight)
    half = Z / (1 + weight) * math.sqrt(share * (1 - share) / judged + weight / (4 * judged))
    return max(0.0, middle - half), min(1.0, middle + half)


def shares(replayed: Replayed, rules: Sequence[str] = ("time", "act", "status")) -> list[Share]:
    """The shares of right events among those judged: of all, then by kind, rule and source; then of right fields.

    Judged are the extracted events whose last verdict is a confirmation or a rejection; they are grouped by what was
    extracted, not by what it was corrected to. A field is right where no one changed it, counted among the confirmed
    events, and among those that were changed without a verdict.
    """
    counts: dict[tuple[str, str], list[int]] = {}

    def count(group: str, value: str, right: bool) -> None:
        pair = counts.setdefault((group, value), [0, 0])
        pair[0] += right
        pair[1] += 1

    for event, edits in _judged(replayed):
        acts = [one.act for one in edits]
        verdict = next((act for act in reversed(acts) if act in ("confirm", "reject")), "")
        if verdict:
            for group, value in [("all", ""), *_groups(event, rules)]:
                count(group, value, verdict == "confirm")
        if verdict != "reject" and (verdict or "change" in acts):
            changed = {name for one in edits if one.act == "change" for name in one.changes}
            for name in FIELDS:
                count("field", name, name not in changed)
    order = ["all", "kind", *(f"rule: {rule}" for rule in rules), "source", "field"]
    ranked = sorted(counts.items(), key=lambda item: (order.index(item[0][0]), -item[1][1], item[0][1]))
    return [
        Share(group, value, right, judged, right / judged, *wilson(right, judged))
        for (group, value), (right, judged) in ranked
    ]


def acts(edits: Iterable[Edit]) -> Counter[str]:
    """How many edits of each sort count, those that were taken back left out."""
    edits = list(edits)
    undone = taken_back(edits)
    return Counter(one.act for one in edits if one.id not in undone and one.act != "undo")


def _judged(replayed: Replayed) -> Iterable[tuple[Event, list[Edit]]]:
    """The extracted events that were edited, each with its edits."""
    return [
        (event, edits)
        for name, event in sorted(replayed.raw.items())
        if (edits := list(replayed.about.get(name, ())))
    ]


def _groups(event: Event, rules: Sequence[str]) -> Iterable[tuple[str, str]]:
    yield "kind", event.kind
    fired = dict(part.strip().split("=", 1) for part in event.evidence[0].rule.split(";") if "=" in part)
    for rule in rules:
        if rule in fired:
            yield f"rule: {rule}", fired[rule]
    for document in dict.fromkeys(piece.document for piece in event.evidence):
        yield "source", document
