"""Finds whose report a sentence is without a verb of saying: "laut Polizei", "..., so Merz"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.events.scene import Scene
    from pipeline.schema import ActorMention


def attribution(scene: Scene) -> tuple[str, int, ActorMention | None, str] | None:
    """Give the words that attribute a sentence, where they stand in it, the actor if they name one, and the name."""
    text = scene.sentence.text
    for pattern, words, part in _attributions():
        cue = pattern.search(text) if part in text else None
        if cue is None:
            continue
        named = [
            mention
            for mention in scene.mentions
            if cue.start("who") <= scene.local(mention).start < cue.end("who") and mention.use != "place"
        ] or _of_country(scene, cue)
        apposed = None if any(m.kind == "person" for m in named) else _apposed(scene, cue.end("who"))
        speaker = apposed or next((mention for mention in named if not _of_media(scene, mention)), None)
        return words, cue.start(), speaker, cue["who"]
    return None


def _of_country(scene: Scene, cue: re.Match[str]) -> list[ActorMention]:
    """Give the country whose officials say something: "nach ukrainischen Angaben", not "nach britischen Berichten"."""
    if cue["who"].split(" ", 1)[0] not in table("events")["speech"]["official"]:
        return []
    return [
        mention
        for mention in scene.mentions
        if mention.form == "adjective" and cue.start() < scene.local(mention).start < cue.start("who")
    ]


def _apposed(scene: Scene, end: int) -> ActorMention | None:
    """Give the person in an apposition: "nach den Worten des Parteichefs von Rom, Udo Nghi, handelt es sich"."""
    text = scene.sentence.text
    for mention in scene.mentions:
        at = scene.local(mention)
        if mention.kind == "person" and mention.form == "name" and text[end : at.start] == ", ":
            return mention if text[at.end : at.end + 1] in (",", ".", "") else None
    return None


def _of_media(scene: Scene, mention: ActorMention) -> bool:
    """Whether a country's adjective only says where a medium is: "nach Berichten britischer Zeitungen"."""
    if mention.form != "adjective":
        return False
    following = scene.sentence.text[scene.local(mention).end :].split()[:3]
    return any(
        word.strip(",.;:").lower().endswith(tuple(table("events")["speech"]["media"])) for word in following
    )


@cache
def _attributions() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """The patterns with the words that they find, and letters without which none of it is there."""
    rules = table("events")["speech"]
    before = "|".join(rules["before"])
    nouns = "|".join(rules["nouns"])
    verbs = "|".join(rules["no speakers"])
    return (
        (re.compile(rf"\b(?i:{before})\s(?P<who>[^,.;:]{{2,90}})"), "laut", ""),
        (
            re.compile(
                rf"\b[Nn]ach\s(?:[\w-]+\s){{0,2}}(?P<who>(?:[\w-]+(?i:{nouns})|(?:{nouns}))\b[^,.;:]{{0,90}})"
            ),
            "nach Angaben",
            "ach",
        ),
        (re.compile(r"\b(?P<who>[A-ZÄÖÜ][^,.;:]{1,60})\szufolge\b"), "zufolge", "zufolge"),
        (re.compile(r"^(?P<who>[A-ZÄÖÜ][^:„“.!?]{2,90}):\s*[„«»\"]"), "quotation", ":"),
        (
            re.compile(rf"[,“”\"«»]\s*so\s(?P<who>(?!(?:{verbs})\b|viel)[^,.;:]{{2,90}})"),
            "so",
            "so",
        ),
    )
