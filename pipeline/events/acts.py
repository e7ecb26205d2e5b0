"""What kind of act a clause tells, and whether it happened, is planned, proposed or denied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.clauses import Clause, Nominal, Predicate
    from pipeline.events.scene import Scene
    from pipeline.schema import Kind, Status

SPOKEN = frozenset({"statement", "demand", "rejection", "proposal"})
_HEADS = ("subject", "object")


@dataclass(frozen=True, slots=True)
class Act:
    """An act: its kind, and the words that decided it. `status` is the lexicon's, empty for occurred."""

    kind: Kind
    words: str
    status: str = ""
    predicate: Predicate | None = None
    nominal: Nominal | None = None


def act_of(clause: Clause) -> Act:
    """Give the act that a clause tells: by its verb and phrase, or by the event that a light verb's noun names."""
    best = Act("other", "")
    for predicate in clause.predicates:
        act = _predicate_act(clause, predicate)
        if rank(act.kind) < rank(best.kind) or not best.words:
            best = act
    if not clause.predicates:
        for nominal in clause.nominals:
            return nominal_act(nominal)
    return best


def _predicate_act(clause: Clause, predicate: Predicate) -> Act:
    words = predicate.phrase or (
        f"{predicate.lemma} + {predicate.noun}" if predicate.noun else predicate.lemma
    )
    planning = predicate.lemma in table("events")["planned"]["verbs"]
    if (
        predicate.kind
        and predicate.kind != "other"
        and not (planning and not predicate.phrase and not predicate.noun)
    ):
        return Act(cast("Kind", predicate.kind), words, predicate.status, predicate)
    nominal = None if predicate.phrase else _main_nominal(clause, predicate)
    if nominal is not None:
        status = predicate.status if planning else nominal.status
        return Act(cast("Kind", nominal.kind), f"{words} + {nominal.lemma}", status, predicate, nominal)
    kind = predicate.kind if predicate.kind and not planning else "other"
    return Act(cast("Kind", kind), words, predicate.status, predicate)


def _main_nominal(clause: Clause, predicate: Predicate) -> Nominal | None:
    """Give the event noun that a verb tells of: its subject or object, and beside a light verb any other.

    "Bei dem Treffen wurde beraten" is of a meeting; "im Kampf um Platz drei verlor Stuttgart" is of no fight.
    """
    rules = table("events")["nominal"]
    same = rules["same"]
    light = predicate.lemma in rules["light"]
    named = [nominal for nominal in clause.nominals if nominal.preposition in same]
    if not named or predicate.lemma in rules["aloof"]:
        return None
    roles = {(phrase.start, phrase.end): phrase.role for phrase in clause.phrases}
    ranked = []
    for nominal in named:
        role = roles.get((nominal.start, nominal.end), "")
        if not role:
            role = next((r for (a, b), r in roles.items() if a <= nominal.head.start < b), "")
        order = _HEADS.index(role) if role in _HEADS else 2
        if not light and (order == 2 or nominal.preposition):
            continue
        if nominal.preposition and predicate.lemma in rules["idle"]:
            continue  # "war bei der Demonstration im Einsatz"
        ranked.append((order + (1 if nominal.preposition else 0), nominal.start, nominal))
    return min(ranked, key=lambda item: item[:2])[2] if ranked else None


def nominal_act(nominal: Nominal) -> Act:
    """Give the act that a noun names."""
    return Act(cast("Kind", nominal.kind), nominal.lemma, nominal.status, None, nominal)


def rank(kind: str) -> int:
    """Give the place of a kind in the order of what a sentence is about, 0 the first."""
    order: list[str] = table("events")["priority"]
    return order.index(kind)


def status_of(
    act: Act,
    first: date | None,
    published: date | None,
    told_as_past: bool,
    timed: bool = True,
    last: date | None = None,
) -> tuple[Status, str]:
    """Decide the status of an act, with the words that decided it.

    `first` and `last` are the days between which the act is dated, `timed` says that the text does, `told_as_past`
    holds in chronologies, whose present tense tells of the past.
    """
    predicate = act.predicate
    if predicate is not None and _should_have_been(predicate):
        return "denied", "what should have been"
    ahead = first is not None and published is not None and first > published
    if ahead and predicate is not None and predicate.lemma in table("events")["planned"]["invitations"]:
        return "planned", act.words
    if (
        act.kind in ("demand", "proposal")
        and act.status != "denied"
        and not (act.nominal and act.status == "planned")
    ):
        if predicate is None or not predicate.negated:
            return "proposed", act.words
        return "denied", "negation"
    if act.status == "denied":
        return "denied", act.words
    if predicate is not None and predicate.negated and act.kind not in ("statement", "rejection"):
        return "denied", "negation"
    if ahead:
        return "planned", "date after publication"
    if predicate is None:
        return cast("Status", act.status or "occurred"), act.words
    if predicate.tense in ("past", "perfect", "pluperfect") and predicate.modal not in ("sollen",):
        if act.status == "planned" and act.nominal is not None and first is not None and first == published:
            return "planned", act.words
        return "occurred", predicate.tense
    if told_as_past:
        return "occurred", "chronology"
    if predicate.modal == "sollen" and predicate.tense == "perfect":
        return "occurred", "hearsay"
    if predicate.modal in ("wollen", "sollen", "mögen") or predicate.tense == "future":
        return "planned", predicate.modal or "future tense"
    if act.status == "planned":
        return "planned", act.words
    open_end = timed and last is not None and published is not None and last > published
    if open_end and predicate.mood == "subjunctive2" and predicate.modal and not predicate.speech:
        return "planned", "what may be"
    on_the_day = timed and first is not None and first == published
    if predicate.tense == "present" and on_the_day and not predicate.speech:
        return "planned", "present tense on the day"
    return "occurred", predicate.tense


def _should_have_been(predicate: Predicate) -> bool:
    """Whether something was due and did not come: "hätte stattfinden sollen"."""
    unreal = predicate.mood == "subjunctive2" and predicate.tense == "perfect"
    return unreal and predicate.modal == "sollen" and len(predicate.tokens) > 2 and not predicate.negated


def completed(scene: Scene, predicate: Predicate | None) -> bool:
    """Whether an infinitive tells what was before: "wirft ihm vor, Geld angenommen zu haben"."""
    if predicate is None or predicate.tense != "infinitive" or len(predicate.tokens) < 3:
        return False
    return scene.words(predicate.tokens[-1]) in ("haben", "sein")
