"""Tells from the words around an expression whether its clause speaks of the past or of what is to come."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from pipeline.lang import table

Direction = Literal["past", "perfect", "future", ""]
"""Told in the preterite, in the perfect, of what is to come; "" where nothing tells."""

_REACH = 40  # tokens to each side: a sentence longer than that has more than one date
_ENDS = frozenset((".", "!", "?", ":", ";", "...", "“", "„", '"', "»", "«"))
_PARTICIPLE = re.compile(
    r"(?:\w*ge\w{2,}(?:t|en)|\w+iert|(?:\w{2,4})?(?:be|ver|er|zer|ent|emp|miss|über|unter|wider|wieder)\w{2,}(?:t|en))"
)
_PARTICIPLE_LENGTH = 30
_SUBORDINATE = frozenset(
    ("der", "die", "das", "dem", "den", "dessen", "deren", "denen", "nachdem", "weil", "obwohl", "wo", "wie", "dass", "wonach")
)  # fmt: skip


_BEFORE_ADJECTIVE = frozenset(
    ("der", "die", "das", "den", "dem", "des", "im", "am", "zum", "zur", "vom", "mit", "von", "ein", "eine", "einen", "einem", "einer")
)  # fmt: skip


class _Words(NamedTuple):
    future: frozenset[str]
    past: frozenset[str]
    perfect: frozenset[str]
    no_present: frozenset[str]
    no_preterite: frozenset[str]
    stems_in_t: tuple[str, ...]


@cache
def _words(language: str) -> _Words:
    lists: dict[str, list[str]] = table("tense", language)
    sets = (frozenset(lists[name]) for name in _Words._fields[:-1])
    return _Words(*sets, tuple(lists["stems_in_t"]))


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
    while left > start and not _comma(words, left - 1):
        left -= 1
    while right < end and not _comma(words, right):
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


def _comma(words: list[str], index: int) -> bool:
    """Whether a token is a comma between clauses, not one in a number."""
    if words[index] != ",":
        return False
    return not (0 < index < len(words) - 1 and words[index - 1].isdigit() and words[index + 1].isdigit())


def _judge(clause: list[str], known: _Words) -> Direction:
    past = future = perfect = participle = present = False
    for i, word in enumerate(clause):
        if i and not word[0].islower():
            continue
        verb = word if i else word.lower()
        if verb in known.past:
            past = True
        elif verb in known.future:
            future = True
        elif verb in known.perfect:
            perfect = True
        elif _is_preterite(verb, clause, i, known):
            past = True
        elif len(verb) < _PARTICIPLE_LENGTH and _PARTICIPLE.fullmatch(verb):
            participle = True
        elif verb[-1] == "t" and len(verb) > 3 and verb not in known.no_present:
            present = True
        elif verb == "zu" and i + 1 < len(clause) and clause[i + 1].endswith("n") and clause[i + 1][0].islower():
            future = True
    if past:
        return "past"
    if perfect and participle:
        return "perfect" if not future or "haben" in clause or "sein" in clause else "future"
    return "future" if future or (present and not perfect) else ""


def _is_preterite(verb: str, clause: list[str], index: int, known: _Words) -> bool:
    """Whether a word is the preterite of a weak verb: in -te or -ten, neither infinitive nor adjective."""
    if len(verb) < 5 or not verb.endswith(("te", "ten")) or verb in known.no_preterite or verb.endswith(known.stems_in_t):
        return False
    if index and clause[index - 1] in _BEFORE_ADJECTIVE and index + 1 < len(clause):
        return not clause[index + 1][0].isupper()
    return True


def aside(words: list[str], first: int, after: int) -> bool:
    """Whether the tokens stand in a subordinate clause that looks back: "der am 3. Mai gekommen war"."""
    start = first
    while start > max(0, first - _REACH) and not _comma(words, start - 1):
        if _ends(words, start - 1):
            return False
        start -= 1
    end = after
    while end < min(len(words) - 1, after + _REACH) and not _comma(words, end) and not _ends(words, end):
        end += 1
    return start > 0 and words[start] in _SUBORDINATE and words[end - 1] in ("hatte", "hatten", "war", "waren", "worden")
