"""Tells from the words around an expression whether its clause speaks of the past or of what is to come."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import Literal, NamedTuple

from pipeline.lang import table

Direction = Literal["past", "perfect", "future", "near", ""]
"""Told in the preterite, in the perfect, of what is to come, of the nearest; "" where nothing tells."""

_LONGEST = 80  # tokens of a sentence; what is longer is cut, so that no text costs more than its length
_ENDS = frozenset((".", "!", "?", ":", ";", "...", "…"))
_PARTICIPLE = re.compile(
    r"(?:\w*ge\w{2,}(?:t|en)|\w+iert|(?:\w{2,4})?(?:be|ver|er|zer|ent|emp|miss|über|unter|wider|wieder)\w{2,}(?:t|en))"
)
_PARTICIPLE_LENGTH = 30
_ATTRIBUTE = re.compile(r"\w{3,}(?:t|en|end)e[nrsm]?")
_ATTRIBUTE_REACH = (
    6  # tokens between a date and the participle that it belongs to: "der am Montag in Rom vorgestellte Plan"
)


class _Words(NamedTuple):
    future: frozenset[str]
    participles: frozenset[str]
    announced: frozenset[str]
    having: frozenset[str]
    past: frozenset[str]
    perfect: frozenset[str]
    passive: frozenset[str]
    states: frozenset[str]
    no_present: frozenset[str]
    no_preterite: frozenset[str]
    planned: frozenset[str]
    awaited: frozenset[str]
    planning: frozenset[str]
    supposed: frozenset[str]
    before_adjective: frozenset[str]
    subordinate: frozenset[str]
    backward: frozenset[str]
    infinitive: frozenset[str]
    opening: frozenset[str]
    still_before: frozenset[str]
    still_behind: frozenset[str]
    still: frozenset[str]
    stems_in_t: tuple[str, ...]
    streets: tuple[str, ...]


@cache
def _known(language: str) -> _Words:
    lists: dict[str, list[str]] = table("tense", language)
    sets = {name: frozenset(lists[name]) for name in _Words._fields if name not in ("stems_in_t", "streets")}
    return _Words(**sets, stems_in_t=tuple(lists["stems_in_t"]), streets=tuple(lists["streets"]))


class Clauses:
    """The clauses of a text by its tokens; what a clause or sentence tells is judged once."""

    def __init__(self, words: list[str], language: str = "de") -> None:
        self.words = words
        self._known = _known(language)
        self._ends: list[int] | None = None
        self._commas: list[int] = []
        self._judged: dict[tuple[int, int], Direction] = {}
        self._paragraphs: list[int] | None = None

    def sentence(self, token: int) -> tuple[int, int]:
        """Return first token of the sentence around a token, and the token that ends it."""
        if self._ends is None:
            self._ends = [i for i, word in enumerate(self.words) if word in _ENDS or word[0] == "\n"]
            self._ends = [i for i in self._ends if not self._inside(i)]
            self._commas = [i for i, word in enumerate(self.words) if word == ","]
        index = bisect_left(self._ends, token)
        start = self._ends[index - 1] + 1 if index else 0
        end = self._ends[index] if index < len(self._ends) else len(self.words)
        if end - start > _LONGEST:
            start += (token - start) // _LONGEST * _LONGEST
            end = min(end, start + _LONGEST)
        return start, end

    def paragraph(self, token: int) -> int:
        """Return the first token of the paragraph around a token."""
        if self._paragraphs is None:
            self._paragraphs = [i for i, word in enumerate(self.words) if word[0] == "\n"]
        index = bisect_left(self._paragraphs, token)
        return self._paragraphs[index - 1] + 1 if index else 0

    def _inside(self, index: int) -> bool:
        """Whether a full stop belongs to a number or an abbreviation before it."""
        before = self.words[index - 1] if index else ""
        if self.words[index] == ":":
            return before.isdigit() and index + 1 < len(self.words) and self.words[index + 1].isdigit()
        initial = len(before) == 1 and before.isalpha()
        return self.words[index] == "." and ((before.isdigit() and len(before) < 3) or initial)

    def clause(self, first: int, after: int) -> tuple[int, int]:
        """Return the tokens between the commas around a stretch of tokens."""
        start, end = self.sentence(first)
        left = bisect_right(self._commas, first) - 1
        while left >= 0 and self._commas[left] >= start and self._in_number(self._commas[left]):
            left -= 1
        if left >= 0:
            start = max(start, self._commas[left] + 1)
        right = bisect_left(self._commas, after)
        while (
            right < len(self._commas) and self._commas[right] < end and self._in_number(self._commas[right])
        ):
            right += 1
        if right < len(self._commas):
            end = min(end, self._commas[right])
        start, end = self._conjunct(first, start, end)
        return start, max(end, start)

    def _conjunct(self, first: int, start: int, end: int) -> tuple[int, int]:
        """Cut a clause where "und" joins a verb of another time: "wurde angeklagt und soll am Samstag ..."."""
        known = self._known
        for at in range(start + 1, end - 2):
            joins = self.words[at] == "und" and self.words[at + 1] in known.planning
            if joins and not known.past.isdisjoint(self.words[start:at]):
                return (at + 1, end) if first > at else (start, at)
        return start, end

    def _in_number(self, comma: int) -> bool:
        around = self.words[comma - 1 : comma + 2]
        return len(around) == 3 and around[0].isdigit() and around[2].isdigit()

    def direction(self, first: int, after: int) -> Direction:
        """Return the direction in time around some tokens: of their clause, or else of their sentence."""
        return self._judge(self.clause(first, after)) or self._judge(self.sentence(first))

    def whole(self, token: int) -> Direction:
        """Return the direction in time of the whole sentence around a token."""
        return self._judge(self.sentence(token))

    def planned(self, first: int, after: int) -> bool:
        """Whether a clause tells of a plan: with werden, sollen, wollen in the present, and no perfect."""
        tokens = self.clause(first, after)
        clause = self.words[tokens[0] : tokens[1]]
        known = self._known
        return (
            not known.planning.isdisjoint(clause)
            and known.supposed.isdisjoint(clause)
            and self._judge(tokens) == "future"
        )

    def announces(self, first: int, after: int) -> bool:
        """Whether somebody announces something in a clause."""
        start, end = self.clause(first, after)
        return not self._known.announced.isdisjoint(self.words[start:end])

    def attribute(self, after: int) -> Direction:
        """Return the direction of the participle that a date belongs to: "die am Montag beginnende Messe"."""
        for word in self.words[after : after + _ATTRIBUTE_REACH]:
            if word in _ENDS or word == ",":
                break
            if word[0].islower() and len(word) < _PARTICIPLE_LENGTH and _ATTRIBUTE.fullmatch(word):
                if word in self._known.planned or word.rstrip("nrsm").endswith("ende"):
                    return "future"
                return "past"
        return ""

    def looks_back(self, first: int) -> bool:
        """Whether a clause opens with what came before: "Nach dem Treffen am Montag will ...".

        Behind the verb that is over: "Nach dem Plan soll am Montag ...".
        """
        start = self.clause(first, first + 1)[0]
        opening = self.words[start:first]
        known = self._known
        if not opening or len(opening) >= 12 or opening[0] not in known.opening:
            return False
        return all(verbs.isdisjoint(opening) for verbs in (known.planning, known.past, known.perfect))

    def aside(self, first: int, after: int) -> bool:
        """Whether the tokens stand in a subordinate clause that looks back: "der am 3. Mai gekommen war"."""
        start, end = self.clause(first, after)
        if end <= start or self.words[start] not in self._known.subordinate or self.words[start - 1] != ",":
            return False
        return self.words[end - 1] in self._known.backward

    def street(self, token: int) -> bool:
        """Whether a token names a street: Ringstraße."""
        return 0 <= token < len(self.words) and self.words[token].endswith(self._known.streets)

    def state(self, first: int, after: int) -> bool:
        """Whether the clause speaks of a lasting state: its verb stands beside the tokens or ends the clause."""
        if self.direction(first, after) in ("past", "perfect"):
            return False
        end = self.clause(first, after)[1]
        around = (first - 1, after, end - 1)
        return any(0 <= i < len(self.words) and self.words[i] in self._known.states for i in around)

    def still(self, first: int, after: int) -> bool:
        """Whether the words beside "heute" make it the present age: "auch heute noch", "heute kaum"."""
        before = self.words[first - 1] if first else ""
        behind = self.words[after] if after < len(self.words) else ""
        known = self._known
        return behind in known.still or (before in known.still_before and behind in known.still_behind)

    def _judge(self, tokens: tuple[int, int]) -> Direction:
        found = self._judged.get(tokens)
        if found is None:
            found = self._judged[tokens] = _judge(self.words[tokens[0] : tokens[1]], self._known)
        return found


def _judge(clause: list[str], known: _Words) -> Direction:
    past = future = perfect = participle = present = False
    for i, word in enumerate(clause):
        if i and not word[0].islower():
            continue
        verb = word if i else word.lower()
        if verb in known.past:
            past = True
        elif verb in known.participles and (perfect or not known.perfect.isdisjoint(clause[i + 1 : i + 2])):
            participle = True
        elif verb in known.announced:
            has = not known.having.isdisjoint((*clause[:i], *clause[i + 1 : i + 2]))
            participle, future = participle or has, future or not has
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
        elif (
            verb == "zu"
            and i + 1 < len(clause)
            and clause[i + 1].endswith("n")
            and clause[i + 1][0].islower()
        ):
            future = True
    if past:
        waits = not known.awaited.isdisjoint(clause) and not known.passive.isdisjoint(clause)
        return "future" if waits else "past"
    if future and participle and "worden" in clause:  # "soll am Freitag gestohlen worden sein"
        return "perfect"
    if perfect and participle:
        return "perfect" if not future or not known.infinitive.isdisjoint(clause) else "future"
    return "future" if future or (present and not perfect) else ""


def _is_preterite(verb: str, clause: list[str], index: int, known: _Words) -> bool:
    """Whether a word is the preterite of a weak verb: in -te or -ten, neither infinitive nor adjective."""
    if (
        len(verb) < 5
        or not verb.endswith(("te", "ten"))
        or verb in known.no_preterite
        or verb.endswith(known.stems_in_t)
    ):
        return False
    if index and clause[index - 1] in known.before_adjective and index + 1 < len(clause):
        return not clause[index + 1][0].isupper()
    return True
