"""Tells which clause, or which noun in it, a date belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.events.acts import act_of
from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.clauses import Clause, Nominal
    from pipeline.events.scene import Scene
    from pipeline.schema import TimeSpan

_LINK = re.compile(
    r"[\s,(]*(?:[Vv]om|[Vv]on|[Aa]m|[Ii]m|[Aa]n|[Ii]n|[Aa]b|[Zz]um|[Dd]es|[Dd]er|[Dd]em|[Dd]en|[Zz]u)?[\s(]*"
)
_ATTRIBUTE = re.compile(
    r"(?P<noun>(?<![\w-])[A-ZÄÖÜ][\w-]+)?(?<!\w)\s?"
    r"(?P<preposition>vom|von|zwischen|gegenüber|verglichen mit|auf|(?:aus|Aus)(?: dem| der| den)?(?: Jahre?n?)?)\s+$"
)
_AGE = re.compile(r"\s+\w+(?:-\s?|\s)?[Jj]ährige|\s+\w+\s+Jahre\s+alte")
_LIKE = re.compile(r"\b[Ww]ie (?:auch )?(?:schon|bereits|zuvor|zuletzt)\b[^,;:–]{0,80}$")
_TITLE = re.compile(r"[„«»\"][^„“”«»\"]{3,70}[“”«»\"]")


def times_by_clause(
    scene: Scene, lead: TimeSpan | None
) -> tuple[dict[int, list[TimeSpan]], list[tuple[Nominal, TimeSpan, int]]]:
    """Give each clause its dates, and each event noun that has a date of its own its one."""
    own: dict[int, list[TimeSpan]] = {}
    nominals: list[tuple[Nominal, TimeSpan, int]] = []
    rules = table("events")["nominal"]
    for span in scene.times:
        if span is lead or span.relation in ("before", "after"):
            continue
        number = scene.owner(span.start)
        if (
            number < 0
            or _compares(scene, span)
            or _names(scene, span)
            or (lead is not None and span.relation != "at")
        ):
            continue
        clause = scene.clauses[number]
        if clause.kind == "participle" and clause.predicate is not None:
            local = scene.local(span)
            if any(local.start <= token.start < local.end for token in clause.predicate.tokens):
                number = scene.outer(number)
                clause = scene.clauses[number]
        nominal = _nominal_before(scene, clause, span) or _nominal_in_front(scene, clause, span)
        if nominal is None and (
            _of_a_noun(scene, span) or _behind_a_noun(scene, span) or _of_the_front(scene, clause, span)
        ):
            continue
        apart = nominal is not None and (nominal.preposition in rules["other"] or _genitive(clause, nominal))
        if nominal is not None and (apart or (not nominal.preposition and _after_von(scene, span))):
            nominals.append((nominal, span, number))
        else:
            own.setdefault(number, []).append(span)
    for number, spans in own.items():
        own[number] = _without_the_front(scene, scene.clauses[number], spans)
    return own, nominals


def _without_the_front(scene: Scene, clause: Clause, spans: list[TimeSpan]) -> list[TimeSpan]:
    """Leave out the date of what stands before the verb where another date follows the verb.

    "Der Putsch am Donnerstag wurde am Samstag begrüßt" was on Saturday.
    """
    front = clause.vorfeld
    if front is None or clause.kind != "main" or len(spans) < 2:
        return spans
    first = scene.sentence.text[front.start : front.end].split(" ", 1)[0]
    behind = [span for span in spans if scene.local(span).start >= front.end]
    named = first.lower() in table("events")["nominal"]["articles"]
    return behind if behind and named else spans


def _names(scene: Scene, span: TimeSpan) -> bool:
    """Whether a date is part of a name or of somebody's age: the title „Gewalt 2009-2013“, "der heute 65-jährige"."""
    local = scene.local(span)
    text = scene.sentence.text
    if _AGE.match(text, local.end):
        return True
    for quoted in _TITLE.finditer(text):
        if quoted.start() < local.start and local.end < quoted.end():
            return not any(
                clause.quoted and any(quoted.start() <= part.start < quoted.end() for part in clause.spans)
                for clause in scene.clauses
                if clause.predicates
            )
    return False


def _of_a_noun(scene: Scene, span: TimeSpan) -> bool:
    """Whether a bare year belongs to the noun before it: "die Olympischen Spiele 2008", "die Reform 2004"."""
    if span.granularity not in ("year", "range") or not span.text[:4].isdigit():
        return False
    before = scene.sentence.text[: scene.local(span).start].split()
    if not before or before[-1].endswith((",", ":", ".", ")")):
        return False
    word = before[-1].strip('„“"»«(')
    return word[:1].isupper() and len(before) > 1 and word not in table("events")["years"]["before"]


def _behind_a_noun(scene: Scene, span: TimeSpan) -> bool:
    """Whether a date belongs to the noun before it: "das Abkommen von 1961", "die Kirche aus dem 12. Jahrhundert"."""
    if span.text.startswith("Jahres ") or (span.granularity == "year" and span.text[:4].isdigit()):
        before = scene.sentence.text[: scene.local(span).start].removesuffix("Jahres ").split()
        if before[-1:] == ["des"] and len(before) > 1:
            noun = before[-2]  # "die Wahl zum Fußballer des Jahres 2005", but "im Herbst des Jahres 2005"
            return noun[:1].isupper() and noun not in table("events")["years"]["before"]
    found = _ATTRIBUTE.search(scene.sentence.text, 0, scene.local(span).start)
    if found is None:
        return False
    preposition = found["preposition"].split()[0]
    year = span.granularity in ("year", "range") and span.text[-4:].isdigit()
    if preposition in ("aus", "Aus"):
        return True
    if preposition in ("gegenüber", "verglichen", "auf"):
        return year
    if preposition == "zwischen" and not year:
        return False
    named = any(
        scene.local(mention).start <= found.start("noun") < scene.local(mention).end
        for mention in scene.mentions
    )
    return bool(found["noun"]) and not named and (span.granularity != "range" or preposition == "zwischen")


def _after_von(scene: Scene, span: TimeSpan) -> bool:
    return scene.sentence.text[: scene.local(span).start].split()[-1:] in (["von"], ["vom"])


def _compares(scene: Scene, span: TimeSpan) -> bool:
    """Whether a date is that of a comparison: "erstmals seit drei Jahren", "wie schon bei der Wahl 2006"."""
    if _LIKE.search(scene.sentence.text, 0, scene.local(span).start):
        return scene.clauses[scene.owner(span.start)].kind == "main"
    if span.relation != "since":
        return False
    words = scene.sentence.text[: scene.local(span).start].lower().split()
    if words[-1:] == ["seit"]:
        words.pop()
    return words[-1:] == ["erstmals"] or words[-2:] == ["ersten", "mal"]


def _genitive(clause: Clause, nominal: Nominal) -> bool:
    return any(
        phrase.role == "genitive" and phrase.start <= nominal.head.start < phrase.end
        for phrase in clause.phrases
    )


def _nominal_before(scene: Scene, clause: Clause, span: TimeSpan) -> Nominal | None:
    """Give the event noun that a date follows directly: "dem Einmarsch vom 24. Februar"."""
    at = scene.local(span)
    for nominal in clause.nominals:
        if not scene.words(nominal.head)[:1].isupper():
            continue
        for end in (nominal.end, nominal.head.end):
            if end <= at.start and _LINK.fullmatch(scene.sentence.text, end, at.start):
                return nominal
    return None


def _nominal_in_front(scene: Scene, clause: Clause, span: TimeSpan) -> Nominal | None:
    """Give the event noun that a date before the verb belongs to, since only one constituent stands there.

    "Nach der Absage aus Rom in der vergangenen Woche reiste er ab" says when the answer came, not when he left.
    """
    front = clause.vorfeld
    at = scene.local(span)
    if front is None or clause.kind != "main" or not front.start < at.start < front.end:
        return None
    other = table("events")["nominal"]["other"]
    between = scene.sentence.text[front.start : at.start]
    if scene.sentence.text[front.start : front.end].split(" ", 1)[0].lower() not in other or "," in between:
        return None
    for nominal in clause.nominals:
        if nominal.preposition in other and front.start <= nominal.head.start < at.start:
            return nominal
    return None


def _of_the_front(scene: Scene, clause: Clause, span: TimeSpan) -> bool:
    """Whether a date belongs to the noun before the verb, where only one constituent stands.

    "Hinweise auf die Wahl am Freitag gab es nicht", but "Die Wahl am Freitag verlief ruhig": an event noun's own
    date is the clause's.
    """
    front = clause.vorfeld
    at = scene.local(span)
    if front is None or clause.kind != "main" or not front.start < at.start < front.end:
        return False
    text = scene.sentence.text
    first = text[front.start : front.end].split(" ", 1)[0]
    rules = table("events")["nominal"]
    if first.lower() not in rules["articles"] or act_of(clause).kind in rules["harm"]:
        return False
    before = text[front.start : at.start]
    return "," not in before and not any(
        nominal.head.start < at.start and front.start <= nominal.head.start for nominal in clause.nominals
    )
