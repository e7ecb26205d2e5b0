"""What an article is about, by its weightiest words: two that have many of them in common tell one happening.

The gist of an article comes from its own tellings alone, and how near two gists are from nothing but them, so
what it says about two tellings is the same in every corpus.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.merge.words import terms, weight

if TYPE_CHECKING:
    from pipeline.schema import Article, Event

Gist = tuple[str, ...]

WORDS = 40
"""So many words an article are its gist."""

LEAST = 12.0
"""Gists of few words are measured as if they had this weight."""

FLOOR = 0.1
"""So much any two articles on the politics of the same days may have in common."""

FULL = 0.25
"""From so much in common on, nothing more is to be said about the topic."""


def gist(tellings: Iterable[Event], article: Article | None) -> Gist:
    """The weightiest words of an article's headline and tellings, names too, the heaviest first."""
    title, language = (article.title, article.language) if article else ("", "de")
    count: dict[str, float] = {}
    for text in {title, *(event.evidence[0].text for event in tellings)}:
        for term, value in terms([text], language=language).items():
            count[term] = count.get(term, 0.0) + value
    return tuple(sorted(count, key=lambda term: (-round(count[term], 6), term))[:WORDS])


def gists_of(tellings: Iterable[Event], articles: Mapping[str, Article]) -> dict[str, Gist]:
    """The gist of each article by name, from all its tellings."""
    told: dict[str, list[Event]] = {}
    for event in tellings:
        told.setdefault(event.evidence[0].document, []).append(event)
    return {name: gist(events, articles.get(name)) for name, events in told.items()}


def nearness(a: Gist, b: Gist, language: str = "de") -> float:
    """How sure it is that two articles are about one happening: 0 hardly a word of it, 1 much in common."""
    first, second = _weights(a, language), _weights(b, language)
    common = math.fsum(value for term, value in first.items() if term in second)
    least = min(math.fsum(first.values()), math.fsum(second.values()))
    share = min(1.0, max(0.0, (common / max(LEAST, least) - FLOOR) / (FULL - FLOOR)))
    return share * share * (3 - 2 * share)


@lru_cache(maxsize=20_000)
def _weights(words: Gist, language: str) -> Mapping[str, float]:
    return {term: weight(term, language) for term in words}
