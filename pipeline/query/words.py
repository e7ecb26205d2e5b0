"""Free-text search over titles and sentences: an inverted index of folded words, searched by substring."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc

from pipeline.query.postings import Ints, gather

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.query.columns import Columns, Writer
    from pipeline.query.postings import Mask

MARKS = re.compile(r"[\u0300-\u036f]+")
WORD = re.compile(r"\w+")
TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))
SEPARATORS = "\t\n\r !\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~\xa0«»‹›‘’‚“”„–—…•·"
"""Characters that end a word however they are folded; at all others, only the folded text says so."""
FREQUENT = 1000
AT_ONCE = 20_000


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
    """The words of all events, the most frequent first.

    `letters` is the vocabulary in UTF-8, a line break before and after every word, `begins` where each
    word's line break stands in it. The events of word `w` are `postings[offsets[w]:offsets[w + 1]]`.
    """

    letters: Ints
    begins: Ints
    offsets: Ints
    postings: Ints
    size: int

    @staticmethod
    def of(columns: Columns, size: int) -> Words:
        """The words that a `Gatherer` wrote."""
        letters, begins = columns.array("words.letters"), columns.array("words.begins")
        return Words(letters, begins, columns.array("words.offsets"), columns.array("words.postings"), size)


class Gatherer:
    """Takes in the words of events, some events at a time, and writes them as `Words`."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._read: dict[str, tuple[int, ...]] = {}
        self._rows: list[Ints] = []
        self._codes: list[Ints] = []

    def add(self, texts: Any, rows: Ints) -> None:
        """Take in texts (an Arrow array of strings), each of the event with the row beside it."""
        split = pc.split_pattern_regex(texts, f"[{re.escape(SEPARATORS)}]+")
        owners = np.repeat(rows, pc.list_value_length(split).to_numpy(zero_copy_only=False))
        tokens = split.flatten().dictionary_encode()
        folded = [self._folded(token) for token in tokens.dictionary.to_pylist()]
        lengths = np.fromiter(map(len, folded), np.int64, len(folded))
        flat = np.fromiter((code for codes in folded for code in codes), np.int64, int(lengths.sum()))
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        places = tokens.indices.to_numpy(zero_copy_only=False)
        pairs = np.repeat(owners, lengths[places]).astype(np.int64) << 32
        pairs |= gather(offsets, flat, places)
        pairs = np.unique(pairs)
        self._rows.append((pairs >> 32).astype(np.int32))
        self._codes.append(pairs.astype(np.int32))

    def _folded(self, token: str) -> tuple[int, ...]:
        codes = self._read.get(token)
        if codes is None:
            words = WORD.findall(fold(token))
            codes = self._read[token] = tuple(self._known.setdefault(w, len(self._known)) for w in words)
        return codes

    def write(self, columns: Writer) -> None:
        """Write what was gathered; this ends it."""
        size = len(self._known)
        self._read.clear()
        counts = np.zeros(size, np.int64)
        for codes in self._codes:
            counts += np.bincount(codes, minlength=size)
        order = np.argsort(-counts, kind="stable")
        offsets = np.concatenate([[0], np.cumsum(counts[order])])
        names = list(self._known)
        letters = "\n".join(["", *(names[code] for code in order.tolist()), ""]).encode()
        columns.array("words.letters", np.frombuffer(letters, np.uint8), small=True)
        lines = np.flatnonzero(np.frombuffer(letters, np.uint8) == ord("\n"))
        columns.array("words.begins", lines[:size])
        columns.array("words.offsets", offsets)
        free = np.empty(size, np.int64)
        free[order] = offsets[:-1]
        postings = np.empty(int(offsets[-1]), np.int32)
        while self._codes:
            codes, rows = self._codes.pop(), self._rows.pop()
            by_word = np.argsort(codes, kind="stable")
            codes = codes[by_word]
            found, begins, lengths = np.unique(codes, return_index=True, return_counts=True)
            postings[np.repeat(free[found] - begins, lengths) + np.arange(len(codes))] = rows[by_word]
            free[found] += lengths
        columns.array("words.postings", postings)


def search(words: Words, query: str, texts_of: Callable[[Ints], list[str]]) -> Mask:
    """Which events hold every term of a query; a word is found in any part of a word.

    `"a phrase"` must stand as such, `-term` must not be there. `texts_of` gives the texts of events' rows.
    """
    good = np.ones(words.size, bool)
    for minus, phrase, plain in TERM.findall(query):
        term = phrase or plain
        if WORD.search(fold(term)):
            hits = np.zeros(words.size, bool)
            for spelling in spellings(term):
                hits |= _holding(words, spelling, texts_of)
            good &= ~hits if minus else hits
    return good


def _holding(words: Words, spelling: str, texts_of: Callable[[Ints], list[str]]) -> Mask:
    # what stands beside a part within the spelling is no letter: there, a word begins or ends
    parts = [
        _having(words, _words_with(words, match[0], match.start() > 0, match.end() < len(spelling)))
        for match in WORD.finditer(spelling)
    ]
    good = reduce(np.logical_and, parts)
    if not WORD.fullmatch(spelling):
        rows = np.flatnonzero(good)
        for begin in range(0, len(rows), AT_ONCE):
            some = rows[begin : begin + AT_ONCE]
            good[some] = _containing(texts_of(some), spelling)
    return good


def _words_with(words: Words, part: str, begins: bool, ends: bool) -> Ints:
    """The words with a part in them, or that begin or end with it, ascending."""
    wanted = (b"\n" if begins else b"") + part.encode() + (b"\n" if ends else b"")
    last = len(words.letters) - len(wanted) + 1
    if last <= 0:
        return np.zeros(0, np.int64)
    heads = [words.letters[at : last + at] == letter for at, letter in enumerate(wanted[:2])]
    places = np.flatnonzero(reduce(np.logical_and, heads))
    for at, letter in enumerate(wanted[2:], 2):
        places = places[words.letters[places + at] == letter]
    found = np.searchsorted(words.begins, places, "right") - 1
    different: Ints = found[np.diff(found, prepend=-1) != 0]
    return different


def _having(words: Words, codes: Ints) -> Mask:
    """The events with any of some words."""
    hits = np.zeros(words.size, bool)
    lengths = words.offsets[codes + 1] - words.offsets[codes]
    frequent = int(np.searchsorted(-lengths.astype(np.int64), -FREQUENT, "right"))
    for code in codes[:frequent].tolist():
        hits[words.postings[words.offsets[code] : words.offsets[code + 1]]] = True
    hits[gather(words.offsets, words.postings, codes[frequent:])] = True
    return hits


def _containing(texts: list[str], wanted: str) -> Mask:
    """Which texts contain a folded one; all are folded together, which is far faster than one by one."""
    found = np.zeros(len(texts), bool)
    if "\0" in wanted:
        return found
    joined, at = fold("\0".join(text.replace("\0", " ") for text in texts)), -1
    ends = np.flatnonzero(np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32) == 0)
    places = []
    while (at := joined.find(wanted, at + 1)) >= 0:
        places.append(at)
    found[np.searchsorted(ends, np.array(places, np.int64))] = True
    return found
