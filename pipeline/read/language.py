"""Tells in which language a text is written, by its most frequent words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib import resources

_SAMPLE = 6000  # characters; enough for a share, and independent of the article's length
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """A text's language by ISO 639-1; "de" where there is too little to tell, "und" in other scripts."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    latin = sum(word[0] < "\u0250" for word in words)
    if len(words) >= 5 and latin * 2 < len(words):
        return "und"
    codes = _stop_words()
    counts = Counter(code for word in words if word in codes for code in codes[word])
    best = max(counts, key=lambda code: (counts[code], code == "de", code), default="de")
    # one foreign quotation or title must not turn an article into a foreign one
    return best if counts[best] >= max(5, 1.3 * counts["de"]) else "de"


@cache
def _stop_words() -> dict[str, list[str]]:
    """The languages that have a word among their most frequent ones."""
    text = resources.files("pipeline.lang").joinpath("stopwords.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for code, words in tomllib.loads(text).items():
        for word in words.split():
            found.setdefault(word, []).append(code)
    return found
