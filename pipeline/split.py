"""Splits an article's content into sentences, headings and list items."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lang import table
from pipeline.schema import Article, Sentence, SentenceRole

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSERS = "\"“”«»‘’'›‹)\\]"
_OPENERS = "\"„“”«»‚‘'›‹(\\["
_END = re.compile(
    # possessive, and only from the first mark of a run: linear whatever the text
    rf"(?<![.!?…])(?P<mark>[.!?…]++)(?P<close>[{_CLOSERS}]*+)"
    rf"(?:(?=(?P<gap>\s++(?:[–—-]\s++)?+)(?P<open>[{_OPENERS}]*+)(?P<next>[^\s{_OPENERS}]{{1,40}}))|(?=[A-ZÄÖÜ][a-zäöüß]))"
)
_LAST_WORD = re.compile(r"[^\s(\[„\"«»“‚‘'–—]+\Z")
_ROMAN = re.compile(r"[IVXL]+\Z")
_WORD = re.compile(r"[^\W\d_]+")
_ADJECTIVE = re.compile(r"^[^\W\d_A-ZÄÖÜ]\w+e[mnrs]?\Z")
_NUMBER = re.compile(r"\d{1,3}\Z")
_DATE_GOES_ON = re.compile(r"\d{1,2}\.|(?:1[5-9]|20)\d\d\b")
_LONGEST_HEADING = 200
_LONGEST = 1500
"""Characters of a sentence. What is longer is none (the longest in ordinary news have about half), but a list, or
a text without full stops; divided, it cannot cost later stages more than its length."""
_BREAKS = (re.compile(r"[;:,.](?=\s)"), re.compile(r"\s"))
_SENTENCE_END = re.compile(rf"[.!?…:;,][{_CLOSERS}]*\Z")
_QUESTION = re.compile(rf"[!?][{_CLOSERS}]*\Z")
_ITEM = re.compile(
    r"(?:\d{1,2}[:.]\d{2}(?:\s?Uhr)?|\d{1,2}\sUhr"
    r"|\d{1,2}\.\s?(?:[A-ZÄÖÜ][a-zäöü]+\.?|\d{1,2}\.)(?:\s?\d{2,4})?)\s?[:–|-]\s"
)
_BULLET = re.compile(r"(?:(?:[•‣▪●◦–—*·>-]|\d{1,2}\))[ \t]*)+")
_HEADING_MARK = re.compile(r"(?:#{1,6}|\+\+\+?)[ \t]*")


def sentences(article: Article) -> list[Sentence]:
    """The sentences of an article's content, in order, none overlapping another."""
    text = article.text
    found: list[Sentence] = []
    for number, span in enumerate(article.body):
        paragraph = text[span.start : span.end]
        role = _role(text, span.start, paragraph)
        ends = [len(paragraph)] if role == "heading" else [*_ends(paragraph), len(paragraph)]
        at = 0
        for end in _bounded(paragraph, ends):
            piece = paragraph[at:end]
            start = span.start + at + len(piece) - len(piece.lstrip())
            piece = piece.strip()
            if piece:
                found.append(Sentence(start, start + len(piece), piece, number, role))
            at = end
    return found


def _bounded(paragraph: str, ends: list[int]) -> Iterator[int]:
    """The ends of sentences, with more ends between those that are too far apart: at a comma, else at a blank."""
    at = 0
    for end in ends:
        while end - at > _LONGEST:
            middle, limit = at + _LONGEST // 2, at + _LONGEST
            breaks = (found for sign in _BREAKS for found in [*sign.finditer(paragraph, middle, limit)][-1:])
            found = next(breaks, None)
            at = found.end() if found else limit
            yield at
        yield end
        at = end


def _role(text: str, start: int, paragraph: str) -> SentenceRole:
    # the whole of what stands before it in its line: a dateline ends in a dash, too
    before = text[text.rfind("\n", 0, start) + 1 : start].lstrip()
    if _HEADING_MARK.fullmatch(before):
        return "heading"
    if _BULLET.fullmatch(before) or _ITEM.match(paragraph):
        return "item"
    if len(paragraph) > _LONGEST_HEADING or "\n" in paragraph:
        return "body"
    if not _SENTENCE_END.search(paragraph):
        return "heading"
    question = _QUESTION.search(paragraph) and len(paragraph) <= 80 and not any(_ends(paragraph))
    return "heading" if question else "body"


def _ends(paragraph: str) -> list[int]:
    """Where sentences end within a paragraph, the last one excepted."""
    ends = []
    for match in _END.finditer(paragraph):
        if match["next"] is None:
            if _glued(paragraph, match):
                ends.append(match.end())
        elif _is_end(paragraph, match):
            ends.append(match.end("close"))
    return ends


def _is_end(text: str, match: re.Match[str]) -> bool:
    following = match["next"]
    if not (following[0].isupper() or following[0].isdigit() or match["open"]):
        # a dash or a sign goes on with the sentence, and so does a lower-case word
        return not following[0].isalnum() and following[0] not in "–—-,;:/+&%=*" and not match["close"]
    if following[0].islower():
        return False
    if match["mark"] != ".":
        return not match["gap"].strip() or match["mark"][-1] not in ".…"
    if match["close"]:
        return True
    before = text[max(0, match.start() - 40) : match.start()]
    found = _LAST_WORD.search(before)
    return found is None or _ends_after(found[0], before[: found.start()].rstrip(), following)


def _ends_after(word: str, before: str, following: str) -> bool:
    """Whether the full stop after `word` ends a sentence, when `following` is the next word in upper case."""
    words = _words()
    if word in words.abbreviations:
        return False
    next_word = _WORD.match(following)
    starts = next_word is not None and next_word[0].lower() in words.starters
    if _NUMBER.match(word):
        return _number_ends(before, following, next_word[0] if next_word else "", starts)
    if word in words.doubtful or _ROMAN.match(word) or len(word) == 1:
        return starts
    inner = word.rsplit(".", 1)[-1].rsplit("-", 1)[-1]
    # parts of a written-together abbreviation ("z.B.", "Dipl.-Ing.", "u.s.w.")
    if "." in word and (len(inner) == 1 or inner in words.abbreviations or inner in words.doubtful):
        return starts
    return True


def _number_ends(before: str, following: str, next_word: str, starts: bool) -> bool:
    words = _words()
    if following[0].isdigit():
        return not _DATE_GOES_ON.match(following)
    if next_word in words.after_ordinal:
        return False
    if starts:
        return True
    if before.endswith((".", ",", ";", ":", "/", "–", "-", "„", "(")):
        return False
    previous = _WORD.findall(before[-30:])[-1:]
    if not previous or previous[0] in words.before_ordinal:
        return False
    # "auf Platz 3. Minister Muster": a noun before it has the number; "des stationierten 3. Bataillons"
    return not _ADJECTIVE.search(previous[0]) or previous[0] in words.verbs


def _glued(text: str, match: re.Match[str]) -> bool:
    """A sentence end with no space behind it ("hatte.Der"): only before a word that begins sentences."""
    before = _LAST_WORD.search(text[max(0, match.start() - 40) : match.start()])
    following = _WORD.match(text, match.end())
    return (
        match["mark"] == "."
        and before is not None
        and (bool(match["close"]) or (len(before[0]) > 3 and before[0][-1].islower()))
        and "." not in before[0]
        and following is not None
        and following[0].lower() in _words().starters
    ) or (match["mark"] == "." and before is not None and before[0].endswith(")") and following is not None)


class _Words(NamedTuple):
    abbreviations: frozenset[str]
    doubtful: frozenset[str]
    after_ordinal: frozenset[str]
    before_ordinal: frozenset[str]
    verbs: frozenset[str]
    starters: frozenset[str]


@cache
def _words() -> _Words:
    data = table("split")
    return _Words(
        abbreviations=frozenset(data["abbreviations"]),
        doubtful=frozenset(data["doubtful"]),
        after_ordinal=frozenset(data["after_ordinal"]),
        before_ordinal=frozenset(data["before_ordinal"]),
        verbs=frozenset(data["verbs_before_number"]),
        starters=frozenset(data["starters"].split()),
    )
