"""Reads an article's sentences into one run of words, and keeps what has been recognised on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pipeline.actors.lexicon import APOSTROPHES, TOKEN
from pipeline.schema import ActorMention

if TYPE_CHECKING:
    from datetime import date

    from pipeline.actors.lexicon import Lexicon, Word, Words
    from pipeline.schema import ActorKind, Article, Sentence

MentionForm = Literal[
    "name", "surname", "role", "pronoun", "metonym", "demonym", "adjective", "prefix", "list"
]
Use = Literal["actor", "place", "topic", "modifier"]


MARGIN = 8
"""How many empty words stand at both ends, so that rules can look ahead without asking for the end."""


@dataclass(slots=True)
class Figure:
    """A person as far as the article tells: it grows while the article is read.

    `stated` are the countries that a role names, `countries` those of a party or of whom one works for,
    `origin` those of a demonym ("der Slowake"), which says nothing of acting; `part` is the part of a country
    that they hold an office in.
    """

    name: str
    gender: str
    known: bool
    roles: list[str] = field(default_factory=list)
    past: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    stated: list[str] = field(default_factory=list)
    origin: list[str] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    age: str = ""
    part: str = ""
    first: int = 0
    office: str = ""
    source: str = ""


@dataclass(slots=True)
class Mark:
    """A recognised run of words, from word `first` up to `last` (not included).

    `free`: no preposition and no other case keeps a person there from being the subject.
    """

    first: int
    last: int
    kind: ActorKind
    name: str
    form: MentionForm
    rule: str
    use: Use = "actor"
    countries: tuple[str, ...] = ()
    figure: Figure | None = None
    genitive: bool = False
    free: bool = True
    start: int = -1
    end: int = -1
    head: str = ""


@dataclass(slots=True)
class Reading:
    """An article as words: an empty word stands between sentences, `MARGIN` of them at both ends.

    `known[i]` is what the tables say of word i; `owner[i]` the mark that it belongs to, None where it is free.
    """

    text: str
    lexicon: Lexicon
    words: list[str]
    starts: list[int]
    ends: list[int]
    known: list[Word | None]
    bounds: list[tuple[int, int]]
    owner: list[Mark | None]
    home: str = "DE"
    day: date | None = None
    days: list[date | None] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    noted: dict[int, Mark] = field(default_factory=dict)
    scene: dict[str, int] = field(default_factory=dict)
    quoted: list[bool] = field(default_factory=list)

    @property
    def marks(self) -> list[Mark]:
        """All marks, in the order in which they were noted."""
        return list(self.noted.values())

    @property
    def small(self) -> Words:
        """The small words of the language."""
        return self.lexicon.words

    def add(self, mark: Mark) -> Mark:
        """Note a mark and the words that it takes."""
        self.noted[mark.first] = mark
        for at in range(mark.first, mark.last):
            self.owner[at] = mark
        return mark

    def drop(self, mark: Mark) -> None:
        """Take a mark back."""
        del self.noted[mark.first]
        for at in range(mark.first, mark.last):
            self.owner[at] = None

    def free(self, first: int, last: int) -> bool:
        """Whether no word from `first` up to `last` is taken."""
        return not any(self.owner[first:last])


def read(article: Article, sentences: list[Sentence], lexicon: Lexicon) -> Reading:
    """Take the sentences apart into words, and look each one up."""
    text = article.text
    words: list[str] = [""] * MARGIN
    starts: list[int] = [0] * MARGIN
    ends: list[int] = [0] * MARGIN
    bounds: list[tuple[int, int]] = []
    for sentence in sentences:
        begin = len(words)
        for match in TOKEN.finditer(text, sentence.start, sentence.end):
            words.append(match.group())
            starts.append(match.start())
            ends.append(match.end())
        bounds.append((begin, len(words)))
        words.append("")
        starts.append(sentence.end)
        ends.append(sentence.end)
    words += [""] * MARGIN
    starts += [len(text)] * MARGIN
    ends += [len(text)] * MARGIN
    dictionary = lexicon.dictionary
    if "‑" in text or "’" in text:
        words = [word.translate(APOSTROPHES) for word in words]
    known = [dictionary[word] for word in words]
    reading = Reading(text, lexicon, words, starts, ends, known, bounds, [None] * len(words))
    reading.quoted = _quoted(words)
    return reading


def _quoted(words: list[str]) -> list[bool]:
    """Say of each word whether it stands in a direct quotation; one that is never closed ends with its sentence."""
    found = [False] * len(words)
    inside, begin = False, 0
    for at, word in enumerate(words):
        if not word:
            if inside and at - begin > 200:
                inside = False
        elif word in _QUOTES:
            if not inside and word in _OPENING:
                inside, begin = True, at
            elif inside and word in _CLOSING:
                inside = False
                found[begin:at] = [True] * (at - begin)
    return found


_OPENING = frozenset('„"«»“')
_CLOSING = frozenset('“”"«»')
_QUOTES = _OPENING | _CLOSING


def mention(mark: Mark, reading: Reading) -> ActorMention:
    """Turn a mark into the record that the other stages read."""
    start = mark.start if mark.start >= 0 else reading.starts[mark.first]
    end = mark.end if mark.end >= 0 else reading.ends[mark.last - 1]
    return ActorMention(
        start,
        end,
        reading.text[start:end],
        mark.kind,
        mark.name,
        mark.countries,
        mark.form,
        mark.use,
        mark.rule,
    )
