"""Free-text search over titles and sentences: an inverted index of folded words, searched by substring."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.query.postings import Ints, gather, inverted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.query.postings import Mask

MARKS = re.compile(r"[\u0300-\u036f]+")
WORD = re.compile(r"\w+")
TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))


def fold(text: str) -> str:
    """Text as it is compared: without case and accents, `ß` as `ss`."""
    return MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())


def spellings(term: str) -> frozenset[str]:
    """A term's folded spellings: Müller is found by Muller and Mueller, and the other way round."""
    whole = unicodedata.normalize("NFC", term).casefold()
    long, short = whole, whole
    for umlaut, digraph in UMLAUTS:
        long, short = long.replace(umlaut, digraph), short.replace(digraph, umlaut)
    return frozenset({fold(whole), fold(long), fold(short)})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of all events: `blob` is the vocabulary line by line, `begins` where each word stands in it.

    The events of word `w` are `postings[offsets[w]:offsets[w + 1]]`.
    """

    blob: str
    begins: Ints
    offsets: Ints
    postings: Ints
    size: int


def index_words(texts: Iterable[str]) -> Words:
    """The words of each text, in order."""
    known: dict[str, int] = {}
    codes: list[int] = []
    lengths: list[int] = []
    for text in texts:
        found = set(WORD.findall(fold(text)))
        lengths.append(len(found))
        codes.extend([known.setdefault(word, len(known)) for word in found])
    forward = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=forward[1:])
    offsets, postings = inverted(forward, np.array(codes, np.int32), len(known))
    sizes = np.fromiter((len(word) + 1 for word in known), np.int64, len(known))
    return Words("\n".join(known), np.cumsum(sizes) - sizes, offsets, postings, len(lengths))


def search(words: Words, query: str, text_of: Callable[[int], str]) -> Mask:
    """Which events hold every term of a query; a word is found in any part of a word.

    `"a phrase"` must stand as such, `-term` must not be there. `text_of` gives the text of an event's row.
    """
    good = np.ones(words.size, bool)
    for minus, phrase, plain in TERM.findall(query):
        term = phrase or plain
        if WORD.search(fold(term)):
            hits = np.zeros(words.size, bool)
            for spelling in spellings(term):
                hits |= _holding(words, spelling, text_of)
            good &= ~hits if minus else hits
    return good


def _holding(words: Words, spelling: str, text_of: Callable[[int], str]) -> Mask:
    good = np.ones(words.size, bool)
    for part in WORD.findall(spelling):
        places = np.fromiter((m.start() for m in re.finditer(re.escape(part), words.blob)), np.int64)
        found = np.unique(np.searchsorted(words.begins, places, "right") - 1)
        hits = np.zeros(words.size, bool)
        hits[gather(words.offsets, words.postings, found)] = True
        good &= hits
    if not WORD.fullmatch(spelling):
        rows = np.flatnonzero(good)
        good[rows] = [spelling in fold(text_of(int(row))) for row in rows]
    return good
