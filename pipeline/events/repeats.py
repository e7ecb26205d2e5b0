"""Finds what tells no act of its own: who else took part, who told it, what it comes to, what had been before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.events.acts import SPOKEN
from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.events.telling import Telling

_NEXT = 5
"""So many characters at most between a sentence and the next one."""


def company(kept: list[Telling], telling: Telling) -> Telling | None:
    """Find the meeting or declaration of the sentence before that a telling only adds persons to: "begleitete ihn"."""
    predicate = telling.act.predicate
    if not kept or telling.timed or predicate is None or predicate.negated:
        return None
    before = kept[-1]
    rules = table("events")["company"]
    same = (
        before.scene.sentence.paragraph == telling.scene.sentence.paragraph
        and before.scene is not telling.scene
    )
    follows = telling.scene.sentence.start - before.latest.end < _NEXT
    if same and follows and predicate.lemma in rules["verbs"] and before.act.kind in rules["kinds"]:
        return before
    return None


def is_background(telling: Telling) -> bool:
    """Whether a telling without date only says what had been before: "hatte zwischen ihnen vermittelt"."""
    predicate = telling.act.predicate
    return not predicate.speech if predicate is not None and _had_been(telling) else False


def said_before(telling: Telling) -> bool:
    """Whether a telling without date says what somebody had said at a time that the text keeps to itself."""
    predicate = telling.act.predicate
    if predicate is None or not predicate.speech or not _had_been(telling):
        return False
    return not _just_before(telling)


def _had_been(telling: Telling) -> bool:
    predicate = telling.act.predicate
    if telling.timed or telling.chronicle or predicate is None:
        return False
    return predicate.tense == "pluperfect"


def _just_before(telling: Telling) -> bool:
    """Whether what had been said was said on the same day: "hatte er zuvor erklärt"."""
    words = {word.lower() for word in re.findall(r"\w+", telling.scene.sentence.text)}
    return not words.isdisjoint(table("events")["news"]["just before"])


def sourced(kept: list[Telling], telling: Telling) -> Telling | None:
    """Find the act of the sentence before whose source a telling only names: "Dies berichtete die Polizei"."""
    predicate, clause = telling.act.predicate, telling.clause
    if not kept or predicate is None or clause is None or clause.vorfeld is None or predicate.negated:
        return None
    rules = table("events")["sources"]
    before = kept[-1]
    names_it = telling.scene.words(clause.vorfeld).lower() in rules["pronouns"]
    if not names_it or predicate.lemma not in rules["verbs"] or before.act.kind in SPOKEN:
        return None
    if telling.timed and (before.when.first, before.when.last) != (telling.when.first, telling.when.last):
        return None
    alone = sum(bool(other.predicates) for other in telling.scene.clauses) == 1
    return before if alone and 0 <= telling.scene.sentence.start - before.latest.end < _NEXT else None


def comment(kept: list[Telling], telling: Telling) -> Telling | None:
    """Find the act of the sentence before of which a telling only says what it comes to: "Damit löst er Nghi ab"."""
    clause = telling.clause
    if not kept or telling.timed or clause is None or clause.vorfeld is None or telling.act.kind in SPOKEN:
        return None
    before, rules = kept[-1], table("events")["sources"]
    if before.act.kind in SPOKEN or before.act.kind == "other" or before.scene is telling.scene:
        return None
    words = {word.lower() for span in clause.spans for word in telling.scene.words(span).split()}
    near = 0 <= telling.scene.sentence.start - before.latest.end < _NEXT
    return before if near and not words.isdisjoint(rules["thereby"]) else None


def is_another(telling: Telling) -> bool:
    """Whether a telling is of another act than the one told: "Der nächste Gipfel findet in Rom statt"."""
    nominals = [nominal for number in telling.members for nominal in telling.scene.clauses[number].nominals]
    beginnings = tuple(table("events")["sources"]["another"])
    return any(
        word.lower().startswith(beginnings)
        for nominal in nominals
        for word in telling.scene.sentence.text[nominal.start : nominal.head.start].split()
    )
