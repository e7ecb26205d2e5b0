"""Chooses the sense of a verb by who does it and what depends on it, which no word beside it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from pipeline.events.acts import act_of
from pipeline.events.worth import actor_acts, can_speak
from pipeline.lang import table
from pipeline.lang.acts import noun

if TYPE_CHECKING:
    from pipeline.events.acts import Act
    from pipeline.events.scene import Scene
    from pipeline.schema import Kind


def as_told(scene: Scene, number: int, act: Act) -> Act:
    """Give an act in the sense that its subject or its infinitive gives the verb; any other as it is."""
    predicate = act.predicate
    if predicate is None or predicate.phrase or act.nominal is not None:
        return act
    senses = table("events")["senses"]
    if act.kind == "talks" and predicate.lemma in senses["persons"]:
        return _by_subject(scene, number, act)
    if act.kind == "aid" and predicate.lemma in senses["promises"]:
        return _by_promise(scene, number, act)
    return act


def _by_subject(scene: Scene, number: int, act: Act) -> Act:
    """Tell a meeting from a hit: "Merz traf Macron", but "Das Beben traf die Stadt", "Ein Stein traf ihn"."""
    clause = scene.clauses[number]
    if clause.subject is None or clause.kind == "relative":
        return act
    words = scene.words(clause.subject)
    if actor_acts(scene, clause) or can_speak(words) or words.split(" ", 1)[0][:1].isdigit():
        return act
    heads = [word for word in words.split() if word[:1].isupper()]
    named = noun(heads[-1]) if heads else None
    if named is not None and named.kind in ("talks", "agreement"):
        return act
    if named is None and len(words.split()) == 1:
        return act  # a name that nobody knows
    kind = named.kind if named is not None and named.kind in ("attack", "accident") else "other"
    return replace(act, kind=cast("Kind", kind))


def _by_promise(scene: Scene, number: int, act: Act) -> Act:
    """Tell the promise of a deed from that of goods: "sagte zu, die Anreicherung auszusetzen" gives nothing away."""
    clause = scene.clauses[number]
    if any(
        phrase.role == "object" and not phrase.preposition and "a" in phrase.cases
        for phrase in clause.phrases
    ):
        return act
    for other in scene.clauses:
        if other.parent == number and (other.kind == "infinitive" or other.introducer == "dass"):
            return act if act_of(other).kind == "aid" else replace(act, kind="agreement")
    return act
