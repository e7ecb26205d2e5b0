"""Tells in which language a text is written, by its most frequent words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

_SAMPLE = 6000  # characters; enough for a share, and independent of the article's length
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """A text's language by ISO 639-1; "de" where there is too little to tell, "und" in other scripts."""
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    latin = sum(word[0] < "\u0250" for word in words)
    if len(words) >= 5 and latin * 2 < len(words):
        return "und"
    counts = {code: sum(word in known for word in words) for code, known in _stop_words().items()}
    best = max(counts, key=lambda code: (counts[code], code == "de"))
    # one foreign quotation or title must not turn an article into a foreign one
    if counts[best] < 5 or counts[best] < 1.3 * counts["de"]:
        return "de"
    return best


@cache
def _stop_words() -> dict[str, frozenset[str]]:
    text = resources.files("pipeline.lang").joinpath("stopwords.toml").read_text(encoding="utf-8")
    return {code: frozenset(words.split()) for code, words in tomllib.loads(text).items()}
