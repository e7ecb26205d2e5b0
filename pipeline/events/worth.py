"""Decides what is news: something done or said by someone, not a state, a thought or a habit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.clauses import Clause
    from pipeline.events.acts import Act
    from pipeline.events.scene import Scene
    from pipeline.schema import Participant

_PAST = ("past", "perfect", "pluperfect")


def worth_telling(scene: Scene, number: int, act: Act, framed: bool, headed: bool) -> bool:
    """Whether a clause without date tells news: something done or said by someone, not a state or a thought."""
    clause = scene.clauses[number]
    predicate = act.predicate
    if headed:
        return True
    if predicate is None or clause.quoted:
        return False
    if act.kind == "other" and predicate.lemma not in table("events")["company"]["verbs"]:
        return False
    if _vague(scene, clause):
        return False
    if predicate.mood != "indicative" or predicate.modal in ("können", "müssen", "dürfen"):
        return False
    if predicate.tense in _PAST:
        return True
    if predicate.tense == "present":
        said = predicate.speech and not predicate.negated
        told = act.kind == "statement" or _person_acts(scene, clause) or _with_content(scene, number)
        return framed or (said and told)
    return False


def someone(scene: Scene, clause: Clause, act: Act, everyone: tuple[Participant, ...]) -> bool:
    """Whether an act without a date has someone who does it: an actor, or for what is said any speaker."""
    if any(participant.role in ("acts", "signs", "takes part") for participant in everyone):
        return True
    events = table("events")["news"]
    if act.predicate is not None and act.predicate.tense in ("past", "perfect"):
        done = act.predicate.tense == "perfect" and not act.predicate.modal
        kinds = events["passive" if act.predicate.passive or done else "active"]
        if (scene.opening or done) and act.kind in kinds:
            return True
    if act.predicate is None or not act.predicate.speech or clause.subject is None:
        return act.predicate is not None and act.predicate.lemma in table("events")["speech"]["documents"]
    speech = table("events")["speech"]
    return (
        act.predicate.lemma in speech["documents"]
        or scene.words(clause.subject).lower() not in speech["nobody"]
    )


def is_state(act: Act) -> bool:
    """Whether a verb tells how something is, not what happened: "kostete 2011 fast zwei Euro"."""
    return (
        act.kind == "other"
        and act.nominal is None
        and act.predicate is not None
        and not act.predicate.phrase
        and act.predicate.lemma in table("events")["states"]["verbs"]
    )


def _with_content(scene: Scene, number: int) -> bool:
    """Whether a clause of saying has what is said beside it: quoted, in the subjunctive, or as a dependent clause."""
    clause = scene.clauses[number]
    if clause.frame:
        return True
    return any(
        other.quoted
        or (
            other.parent == number
            and (other.kind == "infinitive" or other.introducer in ("dass", "ob", "wie"))
        )
        for other in scene.clauses
    )


def _person_acts(scene: Scene, clause: Clause) -> bool:
    """Whether a person is the subject of a clause."""
    subject = scene.subject(clause)
    return subject is not None and any(
        mention.kind == "person" and subject.start <= scene.local(mention).start < subject.end
        for mention in scene.mentions
    )


def _vague(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says itself that its time is no date: "unlängst", "seit Längerem", "immer wieder"."""
    words = " ".join(scene.words(span) for span in clause.spans).lower()
    return any(f" {vague} " in f" {words} " for vague in table("events")["vague"]["words"])
