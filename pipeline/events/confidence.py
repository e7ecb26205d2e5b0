"""How sure an event is: a number between 0 and 1 from what its telling has and lacks."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.events.telling import Telling
    from pipeline.schema import Status


def confidence(telling: Telling, status: Status) -> float:
    """Give the share of events like this one that are right, by the weights in `lang/de/confidence.toml`."""
    weights = table("confidence")["weights"]
    score: float = sum(weights[name] for name in features(telling, status))
    return round(1 / (1 + exp(-score)), 2)


def features(telling: Telling, status: Status) -> list[str]:
    """Name what speaks for and against a telling: keys of the table of weights."""
    names = ["bias"]
    when, act = telling.when, telling.act
    if when.first is None:
        names.append("undated")
    elif telling.timed:
        names.append("own date " + when.basis)
        if not when.certain:
            names.append("approximate")
        if when.granularity not in ("day",):
            names.append("wider than a day")
    else:
        names.append("article date" if not telling.chronicle else "chronicle date")
    names.append(
        "kind other" if act.kind == "other" else "kind statement" if act.kind == "statement" else "kind act"
    )
    if any(participant.kind == "person" for participant in telling.participants):
        names.append("person")
    elif telling.participants:
        names.append("no person")
    else:
        names.append("nobody")
    if act.predicate is None:
        names.append("noun only")
    elif act.predicate.tense == "pluperfect" and not telling.timed:
        names.append("told as earlier")
    elif act.predicate.tense in ("past", "perfect", "pluperfect"):
        names.append("told in the past")
    clause = telling.clause
    if clause is not None and clause.kind != "main":
        names.append("dependent clause")
    if status != "occurred":
        names.append("not occurred")
    if telling.also:
        names.append("told again")
    return names
