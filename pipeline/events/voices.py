"""Tells what nobody in particular says, and what only recurs or goes on, from what happened or was said."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.events.worth import is_role, person_acts
from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.clauses import Clause
    from pipeline.events.acts import Act
    from pipeline.events.scene import Scene
    from pipeline.schema import Participant


def voiceless(scene: Scene, number: int, act: Act, timed: bool, everyone: tuple[Participant, ...]) -> bool:
    """Whether what is said has nobody who says it: "Kritiker meinen", "es ist davon auszugehen", "hieß es"."""
    clause, predicate = scene.clauses[number], act.predicate
    if predicate is None or act.kind != "statement" or act.nominal is not None:
        return False
    if in_brackets(scene, clause):
        return True
    if any(other.quoted for other in scene.clauses):
        return False  # whoever it is, the words are given
    rules = table("events")["voices"]
    agents = any(phrase.preposition in rules["agents"] for phrase in clause.phrases)
    if predicate.lemma in table("events")["speech"]["documents"]:
        return not agents and not any(person.kind == "person" for person in everyone)
    if predicate.modal == "zu" and predicate.speech:
        return clause.subject is None and not any(p.preposition == "von" for p in clause.phrases)
    if timed or scene.lead:
        return False
    if predicate.lemma in rules["becoming known"] and predicate.tense == "pluperfect":
        return not agents and not everyone
    return (
        predicate.tense == "present"
        and clause.subject is not None
        and not any(participant.role == "acts" for participant in everyone)
        and is_generic(scene.words(clause.subject))
    )


def is_generic(words: str) -> bool:
    """Whether a subject is a noun for anybody who has an opinion: "Beobachter", "viele Kritiker", "Medienberichte".

    One with a definite article has been named before: "die Experten".
    """
    rules = table("events")["voices"]
    tokens = words.strip('„“"»«').split()
    if not tokens or tokens[0].lower() in rules["definite"]:
        return False
    return any(token.lower().endswith(_generic()) for token in tokens[:3] if token[:1].isupper())


@cache
def _generic() -> tuple[str, ...]:
    return tuple(table("events")["voices"]["generic"])


def has_voice(scene: Scene, at: int, words: str) -> bool:
    """Whether the words behind "laut" or before "zufolge" name somebody: "der Polizei", not "ersten Schätzungen".

    `at` is where the phrase begins in the sentence; behind the name `words` may go on.
    """
    if scene.lead or any(clause.quoted for clause in scene.clauses):
        return True
    text = scene.sentence.text
    if text[at:].partition(words)[2].startswith(" zufolge"):
        return _before_zufolge(words.split())
    before = text[at:].partition(words)[0].split()[1:]
    if before[-1:] in (["eigenen"], ["offiziellen"]):
        return True
    if before and before[-1][:1].isupper():
        return True  # "nach Merz' Angaben"
    tokens = words.split()
    if tokens[0].strip('„“"»«(').endswith(tuple(table("events")["speech"]["nouns"])) and not is_role(
        tokens[0]
    ):
        tokens = tokens[1:]
        if not tokens or not (tokens[0][:1].isupper() or _links(tokens[0])):
            return False
    named = [token for token in tokens[:6] if token.strip('„“"»«(')[:1].isupper()]
    if not named:
        return _is_site(scene, words)
    if named[0].strip('„“"»«(,').lower().endswith(_generic()):
        return False
    return not _is_nobody(named[0]) or any(map(is_role, named[1:]))


def is_poll(scene: Scene, words: str) -> bool:
    """Whether what is told are the figures of a poll: "laut einer Umfrage des Instituts"."""
    polls = tuple(table("events")["voices"]["polls"])
    return not scene.lead and any(word.lower().endswith(polls) for word in words.split()[:4])


def _before_zufolge(words: list[str]) -> bool:
    if len(words) > 1 and words[-2].lower() in ("eigenen", "offiziellen"):
        return True
    return not _is_nobody(words[-1]) and not words[-1].endswith(tuple(table("events")["speech"]["nouns"]))


def _links(word: str) -> bool:
    """Whether a word leads from "Angaben" to whose they are: "der", "von", "politischer", but not "wurden"."""
    speech = table("events")["speech"]
    if word in speech["no speakers"]:
        return False
    return word in ("von", "vom", "aus", "der", "des") or word.endswith(("er", "es", "en"))


def _is_nobody(word: str) -> bool:
    """Whether a noun is for anybody or for no one: "Experten", "Studie", "Gesetz"."""
    low = word.strip('„“"»«(),').lower()
    if low.endswith(_generic()):
        return True
    things = (*table("events")["speakers"]["things"], *table("events")["voices"]["things"])
    return low.endswith(things) and not is_role(word) and not is_role(word.removesuffix("s"))


def _is_site(scene: Scene, words: str) -> bool:
    """Whether a name is the beginning of an internet address: "laut ndr.de"."""
    first = words.split(" ", 1)[0]
    return (
        bool(first) and re.search(rf"\b{re.escape(first)}\.[a-z]{{2,5}}\b", scene.sentence.text) is not None
    )


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
