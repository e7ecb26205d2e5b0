"""Compiles a language's words of time into classes: every token of a text gets one character.

The rules are patterns over these characters, not over the text, so that one alternation of the standard
library finds all of them and no pattern meets a run of characters that it could try in many ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from pipeline.lang import table

Value = int | float | str

ADJECTIVE = ("e", "en", "er", "es", "em")
NUMBERS = ("n12", "n24", "n31", "n59", "n99", "n3", "year", "n")
"""Classes of digits: 1-12, 13-24, 25-31, 0 and 32-59, 60-99, three digits, 1000-2199, any other."""
UNKNOWN = ("word", "name", "mark", "break")
"""Classes of what is no word of time: in lower case, capitalised, punctuation, end of a paragraph."""

_FIRST_CODE = 0x4E00  # one block of letters without meaning in a pattern
_KNOWN_LIMIT = 100_000  # words remembered; a text of random words must not fill the memory
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


class Tokens(NamedTuple):
    """The tokens of a text: words, their offsets, and one class character each."""

    words: list[str]
    starts: list[int]
    classes: str


@dataclass
class Vocabulary:
    """The words of one language: the class and the value of each, and the pattern that cuts a text."""

    codes: dict[str, str]
    classes: dict[str, str]
    values: dict[str, Value]
    cutter: re.Pattern[str]
    by_code: dict[str, str] = field(default_factory=dict)

    def code(self, word: str) -> str:
        """Return the class character of a token; tokens not in the tables by their look."""
        found = self.classes.get(word)
        if found is None:
            plain = " ".join(word.split())  # a phrase with any white space between its words
            found = self.classes.get(plain) if plain else None
            found = found or self.codes[look(word)]
            if len(self.classes) < _KNOWN_LIMIT:
                self.classes[word] = found
        return found

    def tokens(self, text: str) -> Tokens:
        """Cut a text into tokens, in one pass."""
        spans = [match.span() for match in self.cutter.finditer(text)]
        words = [text[start:end] for start, end in spans]
        known, code = self.classes.get, self.code
        classes = "".join([known(word) or code(word) for word in words])
        return Tokens(words, [start for start, _ in spans], classes)

    def value(self, word: str) -> Value:
        """Return what a word means: a number, or the letters that its table gives."""
        if word[0].isdecimal():
            return int(word[:12])
        found = self.values.get(word)
        if found is None:
            found = self.values[" ".join(word.split())]
        return found


def look(word: str) -> str:
    """Return the class of a token that is in no table."""
    first = word[0]
    if first.isdecimal():
        return number_class(word)
    if first == "\n":
        return "break"
    if first.isalpha():
        return "word" if first.islower() else "name"
    return "mark"


def number_class(digits: str) -> str:
    """Return which of `NUMBERS` a token of digits is."""
    if len(digits) > 4 or not digits.isascii() or not digits.isdigit():
        return "n"
    number = int(digits)
    if len(digits) == 4:
        return "year" if 1000 <= number < 2200 else "n"
    if len(digits) == 3:
        return "n3"
    for name, first, last in (("n12", 1, 12), ("n24", 13, 24), ("n31", 25, 31), ("n99", 60, 99)):
        if first <= number <= last:
            return name
    return "n59"


def forms(key: str) -> Iterator[str]:
    """Yield the written forms of a key of the word tables.

    `Woche|n` is a stem and endings, `letzt~` a stem and the endings of adjectives.
    """
    if key.endswith("~"):
        yield from (key[:-1] + ending for ending in ADJECTIVE)
        return
    stem, *endings = key.split("|")
    yield stem
    yield from (stem + ending for ending in endings)


def variants(form: str) -> Iterator[str]:
    """Yield a form as it is written elsewhere: at a sentence's beginning, in upper case, without ä and ß."""
    folded = form.translate(_FOLD)
    for written in (form, folded, form.replace("ß", "ss")):
        yield written
        yield written[0].upper() + written[1:]
        if len(written) > 2:
            yield written.upper()


def _compounds(words: dict[str, dict[str, Value]]) -> Iterator[tuple[str, str, Value]]:
    """Yield class, form and value of the compounds that German builds of the words in the tables."""
    counts = {word.split("|", maxsplit=1)[0]: float(value) for word, value in words["number"].items()}
    for ten in (word for word, value in counts.items() if value in range(20, 100, 10)):
        yield "number", f"einund{ten}", int(counts[ten]) + 1
        for one in (word for word, value in counts.items() if value in range(2, 10)):
            yield "number", f"{one}und{ten}", int(counts[ten] + counts[one])
    for month, number in words["month"].items():
        for half in words["half_of"]:
            yield "month_half", month.split("|", maxsplit=1)[0] + half.lower(), number
        for week in (word for word, letter in words["unit"].items() if letter == "W"):
            yield "month_week", month.split("|", maxsplit=1)[0] + week.lower(), number
    for day, number in words["weekday"].items():
        for part, code in words["day_part"].items():
            stem = day.split("|", maxsplit=1)[0] + part.split("|", maxsplit=1)[0].lower()
            for form in (stem, stem + "s"):
                yield "weekday_part", form, f"{number} {code}"
    for key, unit in words["long_adjective"].items():
        if unit == "Y":  # ages: "ein zehnjähriges Kind"
            continue
        for count, value in {"ein": 1, **counts}.items():
            for form in forms(key):
                letters = str(unit)  # TH: hours
                clock = "T" if letters[0] == "T" else ""
                yield "span_adjective", count + form, f"P{clock}{value:g}{letters[-1]}"


@cache
def vocabulary(language: str = "de") -> Vocabulary:
    """Compile the table `times` of a language."""
    words: dict[str, dict[str, Value]] = table("times", language)
    names = (*UNKNOWN, *NUMBERS, *words, "weekday_part", "month_half", "month_week", "span_adjective")
    codes = {name: chr(_FIRST_CODE + i) for i, name in enumerate(dict.fromkeys(names))}
    entries = [
        (name, form, value) for name in words for key, value in words[name].items() for form in forms(key)
    ]
    entries += _compounds(words)
    classes: dict[str, str] = {}
    values: dict[str, Value] = {}
    phrases: list[str] = []
    for exact in (True, False):
        for name, form, value in entries:
            for written in (form,) if exact else variants(form):
                if written not in classes:
                    classes[written] = codes[name]
                    values[written] = value
                    if " " in written:
                        phrases.append(written)
    for number in range(10):
        classes[str(number)] = codes[number_class(str(number))]
    cutter = re.compile(_cutter(phrases))
    vocab = Vocabulary(codes, classes, values, cutter)
    vocab.by_code.update({code: name for name, code in codes.items()})
    return vocab


def _cutter(phrases: list[str]) -> str:
    """Return the pattern of a token: phrase, long run of numbers, word, number, end of paragraph, mark."""
    by_first: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        first, *rest = phrase.split(" ")
        by_first.setdefault(first, []).append(r"\s{1,3}".join(map(re.escape, rest)))
    alternatives = [
        f"{re.escape(first)}\\s{{1,3}}(?:{'|'.join(rest)})\\b" for first, rest in by_first.items()
    ]
    phrase = rf"\b(?:{'|'.join(alternatives)})"
    run = r"\d++(?:[.,:]\d++){4,}+"
    return rf"{phrase}|{run}|[^\W\d_]++|\d++|\n[ \t\r]*+\n\s*+|([^\w\s]|_)\1*+"
