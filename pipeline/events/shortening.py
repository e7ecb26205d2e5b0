"""Shortens words to a headline: whole words only, never within a noun phrase, and never without its negation."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lang import table

LONGEST = 90
EDGE = " ,;:–—-.+•*\n\t"
QUOTES = "„“”\"»«‚‘›‹'"

_SPACES = re.compile(r"\s+")
_BEFORE_SIGN = re.compile(r"\s+([,;:.!?)])")
_BEFORE_CLOSING = re.compile(r"\s+([“])")
_EMPTY = re.compile(r"„\s?“ ?|»\s?« ?|\"\s?\" ?")
_SIGNS = re.compile(r"([,;:])(?:\s*[,;:])+")
_NAME_PART = re.compile(r"[A-ZÄÖÜ]\w{2,20}(?:ische|tsche|onale|rale|igte|inte)[nrms]?")
"""An adjective that a name begins with: "Vereinigten" of "Vereinigten Königreich"."""
_ADJECTIVE = re.compile(r"[a-zäöüß-]{3,}(?:e|en|er|es|em)")


def clean(text: str) -> str:
    """Put spaces, signs and brackets in order where words were left out."""
    text = _SIGNS.sub(r"\1", _BEFORE_SIGN.sub(r"\1", _SPACES.sub(" ", text)))
    text = _EMPTY.sub("", _BEFORE_CLOSING.sub(r"\1", text))
    if text.count("„") != text.count("“"):
        text = text.replace("„", "").replace("“", "")
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "")
    return text.strip(EDGE)


def shorten(text: str, longest: int = LONGEST) -> str:
    """Cut a text after a whole word to at most `longest` characters; an ellipsis shows that something is missing."""
    text = clean(text)
    text = text[:1].upper() + text[1:]
    if len(text) <= longest:
        return text
    words = text[: longest - 1].rsplit(" ", 1)[0].split(" ")
    following = text.split(" ")[len(words)]
    while len(words) > 1 and _unfinished(words[-1], following):
        following = words.pop()
    cut = " ".join(words)
    return (cut if len(cut) <= longest - 2 else text[: longest - 2]).strip(EDGE) + " …"


def _unfinished(word: str, following: str) -> bool:
    """Whether a word needs what follows: an article, a preposition, an adjective before its noun."""
    bare = word.strip(EDGE + QUOTES)
    if bare.lower() in _trailing():
        return True
    if bare == word and following[:1].isupper() and _NAME_PART.fullmatch(word):
        return True
    return bare == word and following[:1].isupper() and _ADJECTIVE.fullmatch(word) is not None


@cache
def _trailing() -> frozenset[str]:
    data = table("clauses")
    small = ("und", "oder", "sowie", "aber", "als", "wie", "dass", "zu", "nicht", "sich")
    words = data["words"]
    return frozenset((*data["determiners"], *words["prepositions"], *words["contracted"], *small))


def negation(text: str) -> int:
    """Give where a text is negated, or -1."""
    found = _negating().search(text)
    return found.start() if found else -1


@cache
def _negating() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?i:{'|'.join(table('events')['titles']['negating'])})(?![\w-])")


def qualified(text: str) -> bool:
    """Whether words say who claims it, or how sure it is, so that a headline cannot do without them."""
    return _qualifying().search(text) is not None


@cache
def _qualifying() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?i:{'|'.join(table('events')['titles']['qualifying'])})(?![\w-])")
