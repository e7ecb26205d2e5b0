"""Compiles the rules of a language and finds where they hold: patterns over classes of words.

A rule's pattern names classes in braces (`{day} {dot} {month}`); groups say which tokens mean what. All
rules are one alternation, tried in their order at each token that can begin one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.lang import table
from pipeline.times.words import Tokens, Value, Vocabulary, vocabulary

if TYPE_CHECKING:
    from pipeline.schema import Basis, Granularity, TimexType
    from pipeline.times.tense import Clauses


_FAMILY = {
    "upcoming": "next",
    "following": "next",
    "previous": "last",
    "preceding": "last",
    "day_part": "daypart",
    "daytime": "daypart",
}
"""What classes of words are that only some rules tell apart."""


@dataclass(slots=True)
class Expression:
    """A time expression as found and resolved, before it becomes a mention or a span.

    `first` and `last` are set where the TIMEX3 value does not tell the days (or tells too little).
    `mod` is START, MID or END; `amount` is the length of a duration in units, for what is counted from it,
    `bias` what "fast" or "gut" add to it, `least` the smaller number of "15 bis 20 Tage". `told` is the day
    that the story had come to; `back` says that it looks back from there.
    """

    start: int
    end: int
    type: TimexType
    value: str
    rule: str
    mod: str = ""
    basis: Basis = "relative"
    first: date | None = None
    last: date | None = None
    granularity: Granularity = "unknown"
    certain: bool = True
    amount: tuple[float, str] | None = None
    bias: float = 0.0
    least: float | None = None
    back: bool = False
    told: date | None = None
    token: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern, the action that resolves it, and the action's arguments."""

    name: str
    pattern: re.Pattern[str]
    action: str
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Hit:
    """A place where a rule holds: its groups as words, values and offsets."""

    rule: Rule
    match: re.Match[str]
    tokens: Tokens
    vocabulary: Vocabulary
    clauses: Clauses

    @property
    def first(self) -> int:
        """The first token of the match."""
        return self.match.start()

    @property
    def after(self) -> int:
        """The token behind the match."""
        return self.match.end()

    def has(self, group: str) -> bool:
        """Whether a group took part in the match."""
        return self.group(group) is not None

    def group(self, name: str) -> tuple[int, int] | None:
        """Return first token and token behind of a group (or of its twin, named with a 2); None without one."""
        index = self.rule.pattern.groupindex
        for twin in (name, name + "2"):
            if twin in index and self.match.start(twin) >= 0:
                return self.match.span(twin)
        return None

    def word(self, group: str) -> str:
        """Return the first word of a group, or "" where it has none."""
        found = self.group(group)
        return self.tokens.words[found[0]] if found and found[0] < found[1] else ""

    def value(self, group: str) -> Value:
        """Return the value of a group's first word."""
        return self.vocabulary.value(self.word(group))

    def number(self, group: str) -> int:
        """Return the value of a group's first word as an integer."""
        return int(self.value(group))

    def number_at(self, index: int) -> int:
        """Return the value of a token as an integer."""
        return int(self.vocabulary.value(self.tokens.words[index]))

    def name(self, index: int) -> str:
        """Return the class of a token; "" outside the text."""
        if 0 <= index < len(self.tokens.classes):
            return self.vocabulary.by_code[self.tokens.classes[index]]
        return ""

    def at(self, index: int) -> str:
        """Return the word of a token; "" outside the text."""
        return self.tokens.words[index] if 0 <= index < len(self.tokens.words) else ""

    def glued(self, first: int, after: int) -> bool:
        """Whether the tokens stand without white space between them."""
        starts, words = self.tokens.starts, self.tokens.words
        return all(starts[i] + len(words[i]) == starts[i + 1] for i in range(first, after - 1))

    def token_range(self, group: str = "") -> tuple[int, int]:
        """Return first token and token behind of a group, or of the whole match."""
        return self.group(group or "x") or self.match.span()

    def kind(self, group: str) -> str:
        """Return the class of a group's first word (next and last for all of their kind), or "" without one."""
        found = self.group(group)
        return _FAMILY.get(self.name(found[0]), self.name(found[0])) if found else ""

    def name_of(self, word: str) -> str:
        """Return the class of any word."""
        return self.vocabulary.by_code[self.vocabulary.code(word)]

    def expression(
        self,
        type_: TimexType,
        value: str,
        *,
        group: str = "",
        tokens: tuple[int, int] | None = None,
        **fields: Any,
    ) -> Expression:
        """Make an expression of a group's tokens (or of the whole match, or its group `x`)."""
        first, after = tokens or self.token_range(group)
        start = self.tokens.starts[first]
        end = self.tokens.starts[after - 1] + len(self.tokens.words[after - 1])
        return Expression(start, end, type_, value, self.rule.name, token=first, after=after, **fields)


@dataclass(frozen=True)
class RuleSet:
    """All rules of a language, and their alternation: group number n is rule n - 1."""

    rules: tuple[Rule, ...]
    alternation: re.Pattern[str]
    vocabulary: Vocabulary

    def hits(self, tokens: Tokens, clauses: Clauses) -> Iterator[Hit]:
        """Yield where rules hold, in the order of the text, without overlaps."""
        for found in self.alternation.finditer(tokens.classes):
            rule = self.rules[(found.lastindex or 1) - 1]
            match = rule.pattern.match(tokens.classes, found.start())
            if match is not None:
                yield Hit(rule, match, tokens, self.vocabulary, clauses)


_CLASS = re.compile(r"\{([^{}0-9][^{}]*)\}")
_NAMED = re.compile(r"\(\?<([a-z]\w*)>")
_FRAGMENT = re.compile(r"\$(\w+)")


def expand(pattern: str, codes: dict[str, str], sets: dict[str, str], fragments: dict[str, str]) -> str:
    """Turn a rule's pattern into a regular expression over class characters."""

    def characters(found: re.Match[str]) -> str:
        names = found[1]
        negated = names.startswith("^")
        letters = "".join(
            code for name in names.removeprefix("^").split("|") for code in member(name.strip())
        )
        return f"[{'^' if negated else ''}{letters}]"

    def member(name: str) -> Iterator[str]:
        if name in sets:
            for part in sets[name].split("|"):
                yield from member(part.strip())
        elif name in codes:
            yield codes[name]
        else:
            raise ValueError(f"unknown class {name!r} in the pattern {pattern!r}")

    spaced = _CLASS.sub(characters, _FRAGMENT.sub(lambda found: fragments[found[1]], pattern))
    return _NAMED.sub(r"(?P<\1>", "".join(spaced.split()))


@cache
def rule_set(language: str = "de") -> RuleSet:
    """Compile the table `time_rules` of a language."""
    vocab = vocabulary(language)
    raw = table("time_rules", language)
    rules = []
    for entry in raw["rule"]:
        source = expand(entry["pattern"], vocab.codes, raw["sets"], raw["fragments"])
        rules.append(Rule(entry["name"], re.compile(source), entry["action"], entry.get("arguments", {})))
    unnamed = [re.sub(r"\(\?P<\w+>", "(?:", rule.pattern.pattern) for rule in rules]
    begins = expand(raw["begins"], vocab.codes, raw["sets"], raw["fragments"])
    alternation = re.compile(f"(?={begins})(?:{'|'.join(f'({source})' for source in unnamed)})")
    return RuleSet(tuple(rules), alternation, vocab)
