"""Tells in which language a text is written: by its most frequent words, and where they do not tell by a model."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib import import_module, resources
from typing import Any

_SAMPLE = 6000  # characters; enough for a share, and independent of the article's length
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 12  # words; fewer are no sample for a model
_USUAL = 0.15  # share of frequent words from which on a text is German without more ado; prose has three times as many
_SURE = 0.9  # probability from which on the model is believed against German
_LIKELY = 0.5  # the same where nothing in the text is German
_MET = (
    *(
        "de",
        "en",
        "fr",
        "it",
        "es",
        "pt",
        "nl",
        "lb",
        "da",
        "sv",
        "nb",
        "nn",
        "fi",
        "is",
        "pl",
        "cs",
        "sk",
        "hu",
        "ro",
    ),
    *(
        "hr",
        "sr",
        "bs",
        "sl",
        "sq",
        "mk",
        "bg",
        "el",
        "tr",
        "uk",
        "ru",
        "be",
        "lt",
        "lv",
        "et",
        "ar",
        "fa",
        "he",
    ),
    *("zh", "ja", "ko", "hi", "vi", "ca", "eu", "ka", "hy", "ku", "la"),
)
"""Languages of articles that newsrooms meet; the model knows more, and takes names for them."""


def language_of(text: str) -> str:
    """A text's language by ISO 639-1; "de" where there is too little to tell, "und" where it is none that is known."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    distinct = Counter(words)
    latin = sum(count for word, count in distinct.items() if word[0] < "\u0250")
    if len(words) >= 5 and latin * 2 < len(words):
        return _modelled(sample, _LIKELY) or "und"
    codes = _stop_words()
    counts: Counter[str] = Counter()
    for word in distinct.keys() & codes.keys():
        for code in codes[word]:
            counts[code] += distinct[word]
    best = max(counts, key=lambda code: (counts[code], code == "de", code), default="de")
    # one foreign quotation or title must not turn an article into a foreign one
    fewest = 5 if len(words) >= _SHORT else 2
    if counts[best] >= max(fewest, (1.3 if fewest == 5 else 2) * counts["de"]):
        # Portuguese shares its frequent words with Spanish: the model tells them apart
        return best if len(words) < _SHORT else _modelled(sample, _SURE) or best
    if len(words) < _SHORT or counts["de"] >= _USUAL * len(words):
        return "de"
    return _modelled(sample, _SURE if counts["de"] else _LIKELY) or "de"


def _modelled(sample: str, least: float) -> str:
    """What the model says, where it is so probable; empty where it is not."""
    code, probability = _model().classify(sample)
    return str(code) if probability >= least else ""


@cache
def _model() -> Any:
    # it takes as long to load as all else of a start, and hardly any German article needs it
    langid = import_module("py3langid.langid")
    model = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    model.set_languages([code for code in _MET if code in set(model.labels)])
    return model


@cache
def _stop_words() -> dict[str, list[str]]:
    """The languages that have a word among their most frequent ones."""
    text = resources.files("pipeline.lang").joinpath("stopwords.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for code, words in tomllib.loads(text).items():
        for word in words.split():
            found.setdefault(word, []).append(code)
    return found
