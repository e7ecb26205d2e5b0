"""Guess which phrase of a clause is its subject: forms decide first, then the place, then the sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.clauses.phrases import Found, words_of
from pipeline.clauses.words import NUMBER, Words
from pipeline.lang.acts import is_act

if TYPE_CHECKING:
    from pipeline.lang.verbs import Verb

_AGENTIVE = frozenset({"statement", "demand", "proposal", "rejection", "agreement", "decision"})
_IMPERSONAL = frozenset({"geben", "kommen", "gehen", "heißen", "handeln", "gelten", "bedürfen", "stehen"})
_DEMONSTRATIVE = frozenset({"das", "dies", "dieses"})
_COPULAS = frozenset({"sein", "werden", "bleiben", "heißen"})

SURE = 4.0
NOMINATIVE_MASCULINE = 1.0
NUMBER_FITS, NUMBER_CLASHES = 1.0, -6.0
NAME_WITH_PLURAL = -3.0
ACT_AS_AGENT = -3.0
THIS_AS_AGENT = -6.0
FRONT, BEHIND, FIRST = 3.0, 1.5, 1.0
BARE_FRONT = 1.5
COPULA_FRONT = 4.0
FULL_NAME = 1.5
EXPLETIVE = -4.0
LATER = -0.3


def choose_subject(
    words: Words, found: list[Found], *, finite: int, number: str, final: bool, verb: Verb | None
) -> int:
    """Choose the phrase that is most likely the subject, and give all phrases their roles; -1 for none.

    `number` is that of the finite verb. `verb` is the verb of the predicate, None in the passive: an act ("die
    Forderung") rather is what is said or decided than who says it.
    """
    agent = verb is not None and (verb.kind in _AGENTIVE or verb.speech)
    copula = verb is not None and verb.lemma in _COPULAS
    behind = next((index for index, one in enumerate(found) if one.first > finite), -1)
    best, best_score = -1, 0.0
    for index, one in enumerate(found):
        if one.preposition or "n" not in one.cases or one.joined >= 0 or is_time(words, one):
            continue
        score = 10.0 + LATER * index + _form(words, found, index, number)
        if agent and one.pronoun and words.low[one.first] in _DEMONSTRATIVE:
            score += THIS_AS_AGENT
        if words.low[one.first] == "es" and one.pronoun and not (verb and verb.lemma in _IMPERSONAL):
            score += EXPLETIVE
        if agent and not one.pronoun and is_act(words.text[one.last]):
            score += ACT_AS_AGENT
        if final:
            score += FIRST if index == 0 else 0
            if agent and one.cases == "nad" and one.first + 1 == one.last and words.noun[one.first]:
                score += FULL_NAME
        elif one.first < finite:
            score += FRONT + (COPULA_FRONT if copula else 0)
            if one.cases == "nad" and not one.pronoun and one.number != "pl":
                score += BARE_FRONT
        elif index == behind:
            score += BEHIND
        if score > best_score:
            best, best_score = index, score
    _give_roles(words, found, best, verb)
    return best


def _form(words: Words, found: list[Found], index: int, number: str) -> float:
    """Score case and number of a phrase."""
    one = found[index]
    score = SURE if one.cases == "n" else (NOMINATIVE_MASCULINE if one.cases == "ngd" else 0.0)
    count = "pl" if _listed(found, index) else one.number
    if count and number:
        return score + (NUMBER_FITS if count == number else NUMBER_CLASHES)
    if number == "pl" and _is_name(words, one):
        score += NAME_WITH_PLURAL
    return score


def _give_roles(words: Words, found: list[Found], subject: int, verb: Verb | None) -> None:
    copula = verb is not None and verb.lemma in _COPULAS and subject >= 0
    for index, one in enumerate(found):
        conjunct = one.joined >= 0 and not one.preposition and found[one.joined].role == "subject"
        if index == subject or conjunct:
            one.role = "subject"
        elif one.role == "object" and one.cases == "g":
            one.role = "genitive"
        elif one.role == "object" and copula and "n" in one.cases and not is_time(words, one):
            one.role = "predicative"


def _listed(found: list[Found], index: int) -> bool:
    """Say whether a phrase has conjuncts with "und", so that together they are a plural."""
    for number in range(index + 1, len(found)):
        if found[number].joined != number - 1:
            return False
        if found[number].listed:
            return True
    return False


def _is_name(words: Words, one: Found) -> bool:
    """Say whether a phrase is a single bare word that does not look like a plural."""
    return one.first == one.last and not words.text[one.first].endswith(("e", "en", "er", "n", "s"))


def is_time(words: Words, one: Found) -> bool:
    """Say whether a phrase tells a time: "vier Jahre", "Ende Mai", "Montag"."""
    times = words_of("times")
    if one.pronoun:
        return False
    if words.text[one.last] in times or words.text[one.first] in times:
        return True
    return bool(words.bits[one.last] & NUMBER) and words.text[one.last - 1] in times
