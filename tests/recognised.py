"""What the recognition of actors finds in a text, for the tests of it."""

from __future__ import annotations

import re
from datetime import date

from pipeline import actors, split
from pipeline.schema import ActorMention, Article, Span, TimeSpan


def paragraphs(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in re.finditer(r"[^\n]+", text))


def found(
    text: str, day: str | None = "2025-11-03", spans: list[TimeSpan] | None = None
) -> list[ActorMention]:
    published = date.fromisoformat(day) if day else None
    article = Article("case", text, published=published, body=paragraphs(text))
    return actors.find(article, split.sentences(article), spans or [])


def of(mentions: list[ActorMention], text: str) -> ActorMention:
    """The first mention with these words."""
    return next(mention for mention in mentions if mention.text == text)


def persons(text: str, day: str | None = "2025-11-03") -> list[str]:
    return [mention.name for mention in found(text, day) if mention.kind == "person"]
