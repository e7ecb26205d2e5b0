"""Tells what nobody in particular says, and what only recurs or goes on, from what happened or was said."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.events.worth import person_acts
from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.clauses import Clause
    from pipeline.events.acts import Act
    from pipeline.events.scene import Scene
    from pipeline.schema import Participant


def voiceless(scene: Scene, number: int, act: Act, timed: bool, everyone: tuple[Participant, ...]) -> bool:
    """Whether what is said has nobody who says it: "es ist davon auszugehen", "(die F.A.Z. berichtete)"."""
    clause, predicate = scene.clauses[number], act.predicate
    if predicate is None or act.kind != "statement" or act.nominal is not None:
        return False
    if in_brackets(scene, clause):
        return True
    if any(other.quoted for other in scene.clauses):
        return False  # whoever it is, the words are given
    rules = table("events")["voices"]
    agents = any(phrase.preposition in rules["agents"] for phrase in clause.phrases)
    if predicate.modal == "zu" and predicate.speech:
        return clause.subject is None and not any(p.preposition == "von" for p in clause.phrases)
    if timed or scene.lead:
        return False
    if predicate.lemma in rules["becoming known"] and predicate.tense == "pluperfect":
        return not agents and not everyone
    return False


def is_poll(scene: Scene, words: str) -> bool:
    """Whether what is told are the figures of a poll: "laut einer Umfrage des Instituts"."""
    polls = tuple(table("events")["voices"]["polls"])
    return not scene.lead and any(word.lower().endswith(polls) for word in words.split()[:4])


def in_brackets(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is a note in brackets: "(die F.A.Z. berichtete)"."""
    text = scene.sentence.text
    return text[: clause.start].rstrip().endswith("(") and text[clause.end :].lstrip().startswith(")")


def recurs(scene: Scene, number: int, act: Act) -> bool:
    """Whether what has a date comes back with it: "wird immer am 19. Januar besucht", "jedes Jahr im Mai"."""
    predicate = act.predicate
    if predicate is None or predicate.tense != "present":
        return False
    words = " ".join(scene.words(span) for span in scene.clauses[number].spans).lower()
    return _recurring().search(f" {words} ") is not None


@cache
def _recurring() -> re.Pattern[str]:
    return re.compile(f" (?:{'|'.join(map(re.escape, table('events')['voices']['recurring']))})")


def is_thought(scene: Scene, number: int, act: Act) -> bool:
    """Whether a clause without an act of the lexicon tells what anybody does, an open question, or what could be.

    "Vor einem Jahr musste man 20 Cent mehr bezahlen", "Wie hell er Ende des Jahres leuchten wird, ist offen",
    "So könne das 2029 neue Bündnisse möglich machen".
    """
    clause, predicate = scene.clauses[number], act.predicate
    if predicate is None or act.kind != "other":
        return False
    subject = scene.words(clause.subject).lower() if clause.subject is not None else ""
    rules = table("events")["voices"]
    if subject == "man":
        return True
    if predicate.lemma in rules["postures"] and not predicate.phrase and act.nominal is None:
        return not person_acts(scene, clause)
    if clause.kind == "subordinate" and clause.introducer in rules["questions"]:
        return True
    return predicate.mood != "indicative" and predicate.modal in rules["could"]
