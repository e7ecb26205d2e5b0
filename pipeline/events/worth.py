"""Decides what is news: something done or said by someone, not a state, a thought or a habit."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.knowledge import roles
from pipeline.lang import table
from pipeline.lang.acts import noun

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
    if is_vague(scene, clause):
        return False
    if predicate.mood != "indicative" or predicate.modal in ("können", "müssen", "dürfen"):
        return False
    if predicate.tense in _PAST:
        return True
    if predicate.tense == "present":
        said = predicate.speech and not predicate.negated
        told = act.kind == "statement" or person_acts(scene, clause) or _with_content(scene, number)
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
    if act.predicate is not None and act.predicate.speech and clause.subject is None:
        return _with_content(scene, scene.clauses.index(clause))
    if act.predicate is None or not act.predicate.speech or clause.subject is None:
        return act.predicate is not None and act.predicate.lemma in table("events")["speech"]["documents"]
    if act.predicate.lemma in table("events")["speech"]["documents"]:
        return True
    if act.predicate.passive and act.predicate.tense == "present":
        return False  # "wird auf 400 geschätzt": nobody says it here
    if act.predicate.passive:
        return any(
            phrase.preposition == "von" and can_speak(scene.sentence.text[phrase.start : phrase.end])
            for phrase in clause.phrases
        )
    return can_speak(scene.words(clause.subject))


def can_speak(words: str) -> bool:
    """Whether a subject names somebody who can say something: "die Polizei", not "22 Prozent", "die Zahl"."""
    rules = table("events")["speakers"]
    tokens = words.strip('„“"»«').split()
    if not tokens or tokens[0].lower() in table("events")["speech"]["nobody"]:
        return False
    if tokens[0].lower() in rules["pronouns"]:
        return True
    nouns = [token.strip(',.;:„“"»«()') for token in tokens if token[:1].isupper() or token[:1] in '„»«"']
    if tokens[0].lower() in _determiners() and tokens[0][:1].isupper():
        nouns = nouns[1:]
    if not nouns or any(noun in rules["quantities"] for noun in nouns) or tokens[0][:1].isdigit():
        return False
    if nouns[0].isupper() or _is_speaker(nouns[0]):
        return True
    if nouns[0].lower().endswith(tuple(rules["things"])):
        return False
    if any(_is_speaker(other) for other in nouns[1:3]):
        return True
    return tokens[0].lower() not in _determiners() and noun(nouns[0]) is None


def _is_speaker(word: str) -> bool:
    return word.lower().endswith(_speaker_endings()) or word.lower() in _role_nouns()


@cache
def _determiners() -> frozenset[str]:
    return frozenset(table("clauses")["determiners"])


@cache
def _speaker_endings() -> tuple[str, ...]:
    return tuple(word.lower() for word in table("events")["speakers"]["endings"])


@cache
def _role_nouns() -> frozenset[str]:
    forms = {form.lower() for role in roles() for form in (role.masculine, role.feminine) if form}
    return frozenset(forms | {form + ending for form in forms for ending in ("n", "en", "nen", "s")})


def is_state(act: Act) -> bool:
    """Whether a verb tells how something is, not what happened: "kostete 2011 fast zwei Euro"."""
    return (
        act.kind == "other"
        and act.nominal is None
        and act.predicate is not None
        and not act.predicate.phrase
        and act.predicate.lemma in table("events")["states"]["verbs"]
    )


def lasts(scene: Scene, number: int, act: Act) -> bool:
    """Whether what is told since a date is a state or a first: "seit 2010 wird es genutzt", "der erste seit 1970"."""
    predicate = act.predicate
    if predicate is None:
        return False
    words = " ".join(scene.words(span) for span in scene.clauses[number].spans).lower().split()
    first = any(word.startswith(tuple(table("events")["firsts"]["words"])) for word in words)
    return first or predicate.negated or (predicate.tense == "present" and act.kind == "other")


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


def person_acts(scene: Scene, clause: Clause) -> bool:
    """Whether a person is the subject of a clause."""
    subject = scene.subject(clause)
    return subject is not None and any(
        mention.kind == "person" and subject.start <= scene.local(mention).start < subject.end
        for mention in scene.mentions
    )


def is_vague(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says itself that its time is no date: "unlängst", "seit Längerem", "immer wieder"."""
    words = " ".join(scene.words(span) for span in clause.spans).lower()
    return any(f" {vague} " in f" {words} " for vague in table("events")["vague"]["words"])
