"""Tells from the words around an expression whether its clause speaks of the past or of what is to come."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from pipeline.lang import table

Direction = Literal["past", "future", ""]

_REACH = 40  # tokens to each side: a sentence longer than that has more than one date
_ENDS = frozenset((".", "!", "?", ":", ";", "...", "“", "„", '"', "»", "«"))
_PARTICIPLE = re.compile(
    r"(?:\w*ge\w{2,}(?:t|en)|\w+iert|(?:\w{2,4})?(?:be|ver|er|zer|ent|emp|miss|über|unter|wider|wieder)\w{2,}(?:t|en))"
)
_PARTICIPLE_LENGTH = 30


class _Words(NamedTuple):
    future: frozenset[str]
    past: frozenset[str]
    perfect: frozenset[str]
    no_preterite: frozenset[str]


@cache
def _words(language: str) -> _Words:
    lists: dict[str, list[str]] = table("tense", language)
    return _Words(*(frozenset(lists[name]) for name in _Words._fields))


def direction(words: list[str], first: int, last: int, language: str = "de") -> Direction:
    """Return the direction in time of the clause around the tokens `first` to `last` (exclusive).

    The clause between commas decides; where it has no verb that tells, the sentence does; else "".
    """
    start, end = first, last
    floor, ceiling = max(0, first - _REACH), min(len(words), last + _REACH)
    while start > floor and not _ends(words, start - 1):
        start -= 1
    while end < ceiling and not _ends(words, end):
        end += 1
    left, right = first, last
    while left > start and words[left - 1] != ",":
        left -= 1
    while right < end and words[right] != ",":
        right += 1
    known = _words(language)
    return _judge(words[left:right], known) or _judge(words[start:end], known)


def _ends(words: list[str], index: int) -> bool:
    """Whether a token ends a sentence: a stop that is not behind a number or a single letter."""
    word = words[index]
    if word == ".":
        before = words[index - 1] if index else ""
        return not (before.isdigit() and len(before) < 3 or len(before) == 1)
    return word in _ENDS or word[0] == "\n"


def _judge(clause: list[str], known: _Words) -> Direction:
    future = past = perfect = participle = False
    to_come = False
    for i, word in enumerate(clause):
        if word[0].isupper() and i:
            continue
        lower = word.lower() if not i else word
        if lower in known.past:
            past = True
        elif lower in known.future:
            future = True
        elif lower in known.perfect:
            perfect = True
        elif len(lower) > 4 and lower.endswith(("te", "ten")) and lower not in known.no_preterite:
            past = past or not lower.endswith(("igte", "igten")) or i > 0
        if len(lower) < _PARTICIPLE_LENGTH and _PARTICIPLE.fullmatch(lower):
            participle = True
        if lower == "zu" and i + 1 < len(clause) and clause[i + 1].endswith("n"):
            to_come = True
    if past:
        return "past"
    if future:
        return "past" if perfect and participle and ("haben" in clause or "sein" in clause) else "future"
    if perfect and participle:
        return "past"
    return "future" if to_come else ""
