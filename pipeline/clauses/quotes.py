"""Part the words of a sentence by quotation marks, parentheses and dashes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.clauses.words import MARK, SUBORDINATOR
from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.clauses.words import Words

DASHES = frozenset("–—-")
_CLOSING = {"„": "“", "“": "”", '"': '"', "»": "«", "«": "»", "(": ")", "[": "]"}
_EITHER = frozenset('"»«')
_PARENTHESES = frozenset(")]")
_PAIRED = frozenset('„“”"»«()[]')
_QUOTED_CLAUSE = 2


@dataclass(slots=True)
class Group:
    """Words at one level of marks; a negative number stands where a quotation was taken out."""

    words: list[int]
    quoted: bool
    parent: int


def groups(words: Words) -> list[Group]:
    """Part the words; the first group is the sentence itself. Unpaired marks open or close nothing twice."""
    if _PAIRED.isdisjoint(words.text):
        return [Group(list(range(words.count)), False, -1)]
    found = [Group([], False, -1)]
    stack = [0]
    marks = [""]
    ahead = _counts(words)
    for place, mark in enumerate(words.text):
        if not words.bits[place] & MARK:
            found[stack[-1]].words.append(place)
            continue
        if mark in ahead:
            ahead[mark] -= 1
        if mark == marks[-1] or (marks[-1] == "“" and mark in '”"'):
            stack.pop()
            marks.pop()
        elif mark == "”" or (mark in "“«»" and not _opens(mark, ahead)):
            _close_unopened(found, stack)
        elif mark in _CLOSING and _opens(mark, ahead):
            closing = _CLOSING[mark]
            quoting = closing not in _PARENTHESES
            if quoting:
                found[stack[-1]].words.append(-1 - len(found))
            found.append(Group([], quoting or found[stack[-1]].quoted, stack[-1]))
            stack.append(len(found) - 1)
            marks.append(closing)
        elif mark not in _PARENTHESES and mark not in _CLOSING:
            found[stack[-1]].words.append(place)
    _inline(words, found)
    return found


def _counts(words: Words) -> dict[str, int]:
    """Count the marks that may close something."""
    found = dict.fromkeys('“”"»«)]', 0)
    for mark in words.text:
        if mark in found:
            found[mark] += 1
    return found


def _opens(mark: str, ahead: dict[str, int]) -> bool:
    """Say whether a mark opens: those that could be either do where their counterpart follows."""
    if mark == "“" or mark in _EITHER:
        return ahead[_CLOSING[mark]] > 0
    return True


def _close_unopened(found: list[Group], stack: list[int]) -> None:
    """Take all words so far as the end of a quotation that an earlier sentence opened."""
    said = found[0].words
    if len(stack) > 1 or not said or (len(said) == 1 and said[0] < 0):
        return  # nothing was said since the last mark
    number = len(found)
    found[0] = Group([-1 - number], False, -1)
    found.append(Group(said, True, 0))
    for group in found[1:number]:
        if group.parent == 0:
            group.parent = number
            group.quoted = True


def _inline(words: Words, found: list[Group]) -> None:
    """Put back a quotation that is part of the sentence around it: without a verb, or begun in mid-clause."""
    for number in range(len(found) - 1, 0, -1):
        group = found[number]
        outer = found[group.parent].words
        marker = -1 - number
        if marker not in outer:
            continue
        place = outer.index(marker)
        told = len(group.words) >= _QUOTED_CLAUSE and any(
            inner >= 0 and words.finite[inner] for inner in group.words
        )
        title = place > 0 and _names_work(words, group, outer[place - 1])
        if told and not title and not _embedded(words, group, outer[place - 1] if place else -1):
            continue
        outer[place : place + 1] = group.words
        group.words = []


def _embedded(words: Words, group: Group, before: int) -> bool:
    """Say whether a quotation goes on a clause: 'dass „es eilt“'."""
    first = group.words[0]
    return (
        before >= 0
        and first >= 0
        and not words.bits[before] & MARK
        and (words.text[first][0].islower() or bool(words.bits[before] & SUBORDINATOR))
        and before + 2 == first
    )


def _names_work(words: Words, group: Group, before: int) -> bool:
    """Say whether a quotation is the title that the noun before it has: "das Buch „Er kommt wieder“"."""
    first = group.words[0] if group.words else -1
    if before < 0 or first < 0 or before + 2 != first or not words.noun[before]:
        return False
    return words.text[before].lower().endswith(_works())


@cache
def _works() -> tuple[str, ...]:
    return tuple(table("clauses")["works"]["ends"])


def levels(words: Words, group: Group) -> list[list[int]]:
    """Take what stands between two dashes out of its group."""
    if DASHES.isdisjoint(words.text):
        return [group.words]
    dashes = [
        number for number, place in enumerate(group.words) if place >= 0 and words.text[place] in DASHES
    ]
    if len(dashes) != 2 or dashes[0] == 0:
        return [group.words]
    first, second = dashes
    return [group.words[:first] + group.words[second + 1 :], group.words[first + 1 : second]]
