"""Names actors as headlines do: "US-Außenminister Antony Blinken" is "Blinken", "er" is the one it stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.events.scene import is_genitive
from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.events.scene import Scene
    from pipeline.schema import ActorMention, Span

_SPACES = re.compile(r"\s+")
_ROMAN = re.compile(r"[IVX]+\.?")
_NO_TITLE = re.compile(
    r"[,„«\"]|\b(?:und|oder|von|mit|zwischen|gegen|über)\b|\s(?:des|der|dem|den|eines|einer|seines|seiner|ihres|ihrer)\s"
)
_LISTED = re.compile(r",|(?<!- )\b(?:und|oder|sowie)\b")
LONGEST_TITLE = 60


def named(scene: Scene, span: Span) -> str:
    """Give the text of a span of a sentence with its persons by their short names, without their titles."""
    text = scene.sentence.text
    out: list[str] = []
    at = span.start
    for mention in scene.mentions:
        local = scene.local(mention)
        if mention.kind != "person" or local.start < at or local.end > span.end:
            continue
        if mention.form not in ("name", "surname", "pronoun"):
            continue
        begin = _title_start(scene, mention) if mention.form == "name" else local.start
        if begin < at:
            begin = local.start
        out.append(text[at:begin])
        out.append(short_name(mention))
        at = local.end
    out.append(text[at : span.end])
    return _SPACES.sub(" ", "".join(out)).strip()


def person_of(scene: Scene, subject: Span) -> str:
    """Give the name alone for "der Präsident der Nationalbank, Jan Weber": who it is stands behind the comma."""
    persons = [
        mention
        for mention in scene.mentions
        if mention.kind == "person"
        and mention.form in ("name", "surname")
        and subject.start <= scene.local(mention).start < subject.end
    ]
    if len(persons) == 1 and scene.local(persons[0]).end == subject.end:
        role, comma, _ = scene.sentence.text[subject.start : scene.local(persons[0]).start].rpartition(", ")
        if comma and role.split(" ", 1)[0].lower() in ("der", "die") and not _LISTED.search(role):
            return short_name(persons[0])
    return named(scene, subject)


def _title_start(scene: Scene, mention: ActorMention) -> int:
    """Give where the title before a full name begins, or the name where what stands before it is no title."""
    local = scene.local(mention)
    if is_genitive(mention):
        return local.start
    best = local.start
    for clause in scene.clauses:
        for phrase in clause.phrases:
            title = scene.sentence.text[phrase.start : local.start]
            if phrase.role == "genitive" and phrase.start < local.start < phrase.end:
                return local.start
            fits = phrase.start < local.start < phrase.end and 1 < len(title) <= LONGEST_TITLE
            if fits and _possessive(scene.sentence.text[: phrase.start], title):
                return local.start
            if fits and not _NO_TITLE.search(title) and not _named_between(scene, phrase.start, local.start):
                best = min(best, phrase.start)
    return best


def _possessive(before: str, title: str) -> bool:
    """Whether a title says whose the noun before it is: "die Partei der Ministerpräsidentin Giorgia Meloni"."""
    noun = before.rstrip().rpartition(" ")[2]
    return title.split(" ", 1)[0] in ("der", "des") and noun[-1:].isalpha() and noun != noun.lower()


def _named_between(scene: Scene, start: int, end: int) -> bool:
    """Whether somebody or some place else is named there: "in Kiew Donald Tusk"."""
    return any(
        mention.use in ("actor", "place") and start <= scene.local(mention).start < end
        for mention in scene.mentions
    )


def short_name(mention: ActorMention) -> str:
    """Give the surname with its particles, in the case that the text has it in: "Xi" of "Xi Jinping"."""
    words = mention.name.split()
    if len(words) > 1 and _ROMAN.fullmatch(words[-1]):
        return mention.name
    if not set(mention.countries).isdisjoint(table("events")["titles"]["one name"]):
        return mention.name  # nobody calls Min Aung Hlaing by a part of it
    start = len(words) - 1
    particles = table("events")["titles"]["particles"]
    while start > 1 and words[start - 1].lower() in particles:
        start -= 1
    rules = table("actors")
    first = words[0] in rules["surname_first"] and not set(mention.countries).isdisjoint(
        rules["surname_first_countries"]
    )
    surname = words[0] if first else " ".join(words[start:])
    if mention.form in ("name", "surname") and is_genitive(mention):
        return surname + ("’" if surname.endswith(("s", "ß", "x", "z")) else "s")
    return surname
