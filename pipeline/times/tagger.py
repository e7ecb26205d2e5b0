"""Finds the time expressions of a text and resolves them in the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from pipeline.schema import TimeMention
from pipeline.times import clock, days, lengths, nearby, relative, seasons, years
from pipeline.times.narrative import is_daily, is_narrative
from pipeline.times.rules import Expression, Hit, rule_set
from pipeline.times.story import Story
from pipeline.times.tense import Clauses

if TYPE_CHECKING:
    from pipeline.times.words import Tokens

Action = Callable[[Hit, Story], Iterator[Expression]]

_SIGNED = re.compile(r"(?<!\S)\S*[@/]\S*")  # linear: it starts at the beginnings of words only
_ADDRESS = re.compile(r"\W*(?:www\.|[a-z]+:/|(?:[\w-]+\.)+[a-z]{2,}/|[\w.+-]+@\w)", re.IGNORECASE)
_LONGEST = 200  # characters of an address's beginning

_MODULES = (days, years, seasons, nearby, relative, clock, lengths)


def _action(name: str) -> Action:
    for module in _MODULES:
        found: Action | None = getattr(module, name, None)
        if found is not None and getattr(found, "__module__", "") == module.__name__:
            return found
    raise ValueError(
        f"unknown action {name!r}; known are the functions of {', '.join(m.__name__ for m in _MODULES)}"
    )


@cache
def _actions(language: str) -> dict[str, Action]:
    return {rule.name: _action(rule.action) for rule in rule_set(language).rules}


def expressions(
    text: str, published: date | None, language: str = "de"
) -> tuple[list[Expression], Tokens, Clauses]:
    """Return the resolved expressions of a text in their order, its tokens, and its clauses."""
    rules = rule_set(language)
    tokens = rules.vocabulary.tokens(_without_addresses(text))
    clauses = Clauses(tokens.words, language)
    hits = list(rules.hits(tokens, clauses))
    story = Story(published, narrative=is_narrative(hits, published))
    story.daily = is_daily(hits)
    actions = _actions(language)
    found: list[Expression] = []
    end = 0
    for hit in hits:
        for expression in actions[hit.rule.name](hit, story):
            if expression.start >= end and not _in_compound(text, expression):
                if expression.type == "DURATION" and story.places[3] is not None:
                    expression.told = story.places[3].first
                found.append(expression)
                end = expression.end
                story.note(
                    expression, aside=expression.type == "DATE" and hit.clauses.aside(hit.first, hit.after)
                )
    return found, tokens, clauses


def _without_addresses(text: str) -> str:
    """Return a text of the same length whose addresses of pages and of mail have no digits."""
    if "@" not in text and "/" not in text:
        return text
    return _SIGNED.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    word = found[0]
    return "x" * len(word) if _ADDRESS.match(word[:_LONGEST]) else word


def _in_compound(text: str, e: Expression) -> bool:
    """Whether an expression is half of a word with a hyphen: Mai-Kundgebung, Rosen-Montag."""
    if e.rule == "period-of-two-years":
        return False
    if e.start > 1 and text[e.start - 1] == "-" and text[e.start - 2].isalpha() and text[e.start].isalpha():
        return True
    return (
        text[e.end : e.end + 1] == "-" and text[e.end + 1 : e.end + 2].isalpha() and text[e.end - 1].isalpha()
    )


def tag(text: str, dct: date | None, language: str = "de") -> list[TimeMention]:
    """Find the time expressions of a text with their TIMEX3 types and values.

    `dct` is the day of publication, None where it is not known. Offsets are characters of `text`.
    Raises ValueError for a language without tables.
    """
    found, _, _ = expressions(text, dct, language)
    return [TimeMention(e.start, e.end, text[e.start : e.end], e.type, e.value, e.rule) for e in found]
