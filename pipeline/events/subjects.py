"""Finds what a headline begins with: the subject with all that belongs to it, or the short form of a long one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.clauses.words import classes
from pipeline.events.names import named, short_name
from pipeline.events.shortening import EDGE
from pipeline.lang import table
from pipeline.schema import Span

if TYPE_CHECKING:
    from pipeline.clauses import Clause
    from pipeline.events.scene import Scene

ARTICLE = re.compile(r"^(?:der|die|das|dem|den|des|einem|einen|einer|eines|eine|ein)\s+", re.IGNORECASE)
MANY = 4
"""So many persons are told as two "und andere" where there is no room."""
_ADJECTIVE = re.compile(r"(?<![\w-])([a-zäöüß]{3,30}(?:e|er|es))\s$")
_ORIGIN = re.compile(r"\s(?:von|im|in|aus|für)\s[A-ZÄÖÜ][\w-]*(?:\s[A-ZÄÖÜ][\w-]*)?,\s")


def whole(scene: Scene, clause: Clause, subject: Span) -> Span:
    """Take in what belongs to a subject: its adjective, its measure, and who holds the office that it names."""
    return _measured(
        scene, _described(scene, clause, _bearer(scene, clause, _matter(scene, clause, subject)))
    )


def _matter(scene: Scene, clause: Clause, subject: Span) -> Span:
    """Take in between whom or over what an event is: "ein Treffen zwischen Merz und Trump"."""
    if not any(subject.start <= nominal.head.start < subject.end for nominal in clause.nominals):
        return subject
    end = subject.end
    for phrase in sorted(clause.phrases):
        gap = scene.sentence.text[end : phrase.start].strip() if phrase.start >= end else ""
        if (gap == phrase.preposition and gap in ("zwischen", "über") and end == subject.end) or (
            gap == "und" and phrase.preposition in ("zwischen", "über") and end > subject.end
        ):
            end = phrase.end
    return Span(subject.start, end)


def _measured(scene: Scene, subject: Span) -> Span:
    """Take in the noun of "das 211 Seiten lange Programm"."""
    before = _measured_by().search(scene.sentence.text, 0, subject.start)
    if before and scene.words(subject).startswith(tuple(table("events")["titles"]["measuring"])):
        return Span(before.start(), subject.end)
    found = _measure().match(scene.sentence.text, subject.end)
    ends_in_unit = scene.sentence.text[: subject.end].endswith(tuple(table("events")["titles"]["units"]))
    return Span(subject.start, found.end()) if found and ends_in_unit else subject


@cache
def _measured_by() -> re.Pattern[str]:
    """Match what stands before "alter Polizist" in "ein 29 Jahre alter Polizist"."""
    units = "|".join(table("events")["titles"]["units"])
    return re.compile(rf"\b(?:[Ee]ine?|[Dd](?:er|ie|as))\s+[\w,.-]+\s+(?:{units})\s+$")


@cache
def _measure() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(table('events')['titles']['measuring'])})[nrsm]?\s+[A-ZÄÖÜ][\w-]+")


def _described(scene: Scene, clause: Clause, subject: Span) -> Span:
    """Take in an adjective that could be a verb as well: "Ihm werden enge Kontakte nachgesagt"."""
    text = scene.sentence.text
    found = _ADJECTIVE.search(text, max(0, subject.start - 40), subject.start)
    if not found or text[subject.start : subject.start + 1].islower() or classes().get(found[1], 0):
        return subject
    taken = [token for predicate in clause.predicates for token in predicate.tokens]
    phrases = [Span(phrase.start, phrase.end) for phrase in clause.phrases]
    if any(span.start <= found.start() < span.end for span in (*taken, *phrases)):
        return subject
    inside = any(span.start <= found.start() and subject.start <= span.end for span in clause.spans)
    return Span(found.start(), subject.end) if inside else subject


def _bearer(scene: Scene, clause: Clause, subject: Span) -> Span:
    """Take in who holds an office: "der Emir von Katar, Tamim bin Hamad Al Thani," behind "der Emir"."""
    text = scene.sentence.text
    if text[subject.start : subject.end].split(" ", 1)[0].lower() not in ("der", "die"):
        return subject
    for mention in scene.mentions:
        local = scene.local(mention)
        if mention.kind != "person" or mention.form != "name" or local.start < subject.end:
            continue
        origin = _ORIGIN.fullmatch(text, subject.end, local.start)
        closed = local.end == len(text.rstrip(EDGE)) or text.startswith(",", local.end)
        inside = any(span.start <= subject.start and local.end <= span.end for span in clause.spans)
        return Span(subject.start, local.end) if origin and closed and inside else subject
    return subject


def apposition(scene: Scene, clause: Clause, subject: Span) -> Span | None:
    """Give the span of "..., Präsident der Nationalbank und Vertreter der Aktionäre," behind the subject's name."""
    text = scene.sentence.text
    persons = [scene.local(m) for m in scene.mentions if m.kind == "person" and m.form in ("name", "surname")]
    inside = [p for p in persons if subject.start <= p.start < subject.end]
    if not inside or text[inside[0].end : inside[0].end + 2] != ", ":
        return None
    end = text.find(",", max(inside[0].end + 1, subject.end))
    if end < 0:
        end = text.rfind(",", inside[0].end + 1, subject.end)
    if end < 0 or not any(span.start <= inside[0].end and end < span.end for span in clause.spans):
        return None
    other = any(inside[0].end < p.start < end for p in persons)
    verbs = any(inside[0].end < token.start < end for p in clause.predicates for token in p.tokens)
    return None if other or verbs else Span(inside[0].end, end + 1)


def few_names(scene: Scene, subject: Span) -> str:
    """Give the first two of many persons "und andere"; empty where the subject is no such list."""
    persons = [
        mention
        for mention in scene.mentions
        if mention.kind == "person"
        and mention.use == "actor"
        and mention.form in ("name", "surname")
        and subject.start <= scene.local(mention).start < subject.end
    ]
    if len(persons) < MANY:
        return ""
    return f"{short_name(persons[0])}, {short_name(persons[1])} und andere"


def head_of(scene: Scene, subject: Span) -> str:
    """Give a long subject without its prepositional attributes; empty where nothing would be left."""
    words = named(scene, subject).split(" ")
    for place in range(2, len(words)):
        if words[place].lower() in table("clauses")["words"]["prepositions"]:
            return " ".join(words[:place]).strip(EDGE)
    return ""


def antecedent(scene: Scene, clause: Clause) -> str:
    """Give the actor that a relative clause tells of: the last one named before it."""
    if clause.antecedent is not None:
        return (
            ARTICLE.sub("", named(scene, clause.antecedent))
            if _oblique(scene, clause)
            else named(scene, clause.antecedent)
        )
    for mention in reversed(scene.mentions):
        local = scene.local(mention)
        if local.end <= clause.start and clause.start - local.end <= 12:
            return named(scene, local)
    return ""


def _oblique(scene: Scene, clause: Clause) -> bool:
    """Whether the noun before a relative clause stands in another case than that of a subject."""
    words = scene.words(clause.antecedent).split() if clause.antecedent is not None else []
    return bool(words) and words[0].lower() in table("events")["roles"]["oblique"]
