"""Finds whose report a sentence is without a verb of saying: "laut Polizei", "..., so Merz"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.events.scene import Scene
    from pipeline.schema import ActorMention


def attribution(scene: Scene) -> tuple[str, int, ActorMention | None] | None:
    """Give the words that attribute a sentence, where they stand in it, and the actor that they name, if any."""
    text = scene.sentence.text
    for pattern, words in _attributions():
        cue = pattern.search(text)
        if cue is None:
            continue
        named = (
            mention
            for mention in scene.mentions
            if cue.start("who") <= scene.local(mention).start < cue.end("who") and mention.use != "place"
        )
        return words, cue.start(), next(named, None)
    return None


@cache
def _attributions() -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = table("events")["speech"]
    before = "|".join(rules["before"])
    nouns = "|".join(rules["nouns"])
    return (
        (re.compile(rf"\b(?i:{before})\s(?P<who>[^,.;:]{{2,90}})"), "laut"),
        (
            re.compile(
                rf"\b[Nn]ach\s(?:[\w-]+\s){{0,2}}(?P<who>(?:[\w-]+(?i:{nouns})|(?:{nouns}))\b[^,.;:]{{0,90}})"
            ),
            "nach Angaben",
        ),
        (re.compile(r"\b(?P<who>[A-ZÄÖÜ][^,.;:]{1,60})\szufolge\b"), "zufolge"),
        (re.compile(r"^(?P<who>[A-ZÄÖÜ][^:„“.!?]{2,90}):\s*[„«»\"]"), "quotation"),
        (
            re.compile(r"[,“”\"«»]\s*so\s(?P<who>(?!dass\b|wie\b|viel|lange\b|sehr\b|weit\b)[^,.;:]{2,90})"),
            "so",
        ),
    )
