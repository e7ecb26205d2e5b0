"""Finds what of an article's text is content: its headline, paragraphs and list items, as spans."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.lang import table
from pipeline.read import published as stamps
from pipeline.schema import Span

if TYPE_CHECKING:
    from datetime import date

_LONGEST_NOISE = 200  # characters; what is longer is prose
_HEADLINE = 200  # characters of the longest headline
_MARKER = re.compile(r"(?:(?:[•‣▪●◦–—*·-]|#{1,6}|>+|\d{1,2}\))[ \t]+|[•‣▪●>]|\+\+\+?[ ]?)+")
_CLOSING_MARK = re.compile(r"[ \t]*(?:\+\+\+?|#+)$")
_FINAL = re.compile(r"[.!?…:][\"“”«»‘’')\]]*$")
_PROSE = re.compile(r"[.!?…][\"“”«»‘’')\]]*$")


class Content(NamedTuple):
    """What of a text is content, which line is its headline, and the stamp of its publication."""

    body: tuple[Span, ...]
    title: str
    stamp: stamps.Stamp | None


class _Line(NamedTuple):
    start: int  # of the content: after a list marker, a dateline, a leading stamp
    end: int
    outer: int  # where the line itself begins
    text: str
    alone: bool  # a list item or marked heading: never joined with its neighbours
    after_blank: bool


def content_of(text: str, start: int = 0) -> Content:
    """Find the content of `text` from `start` on (behind front matter)."""
    lines = _split_lines(text, start)
    prose = [i for i, line in enumerate(lines) if _is_prose(line.text)]
    head, tail = (prose[0], prose[-1]) if prose else (len(lines), len(lines))
    found: list[stamps.Stamp] = []
    headings: list[date] = []
    kept: list[_Line] = []
    in_box = False
    for i, line in enumerate(lines):
        here = _stamps(line.text, at_end=i >= tail)
        if here and (i < head or i >= tail or here[0].sort != "dated"):
            found += here
            continue
        # a day alone in a line further down heads what happened on it
        headings += [stamp.day for stamp in here]
        sort = "" if here else _sort_of_noise(line.text)
        if sort == "closing" and i > head:
            break
        in_box = sort == "box" or (in_box and not _is_prose(line.text))
        if sort or in_box:
            continue
        stamp, inner = _without_lead_in(line, first=i <= head)
        found += [stamp] if stamp else []
        if inner.text:
            kept.append(inner)
    body = _paragraphs(text, kept)
    return Content(body, _title(text, body), stamps.choose(found, headings))


def _stamps(line: str, at_end: bool) -> list[stamps.Stamp]:
    found = stamps.stamps_of(line)
    if not found and at_end and (stamp := stamps.agency_stamp(line)):
        return [stamp]
    return found


def _sort_of_noise(line: str) -> str:
    """`line` for what is dropped alone, `box` with what follows, `closing` with all that follows, else empty."""
    if len(line) > _LONGEST_NOISE:
        return ""
    noise = _noise()
    if noise.closing(line):
        return "closing"
    if noise.line(line):
        return "line"
    return "box" if noise.box(line) else ""


def _without_lead_in(line: _Line, first: bool) -> tuple[stamps.Stamp | None, _Line]:
    """The line without a stamp or dateline before its text, and the stamp that was in it."""
    stamp = None
    if first:
        stamp, cut = stamps.leading_stamp(line.text)
        line = _after(line, cut) if cut else line
        stamp = stamp or stamps.dateline_stamp(line.text)
    if line.alone:
        return stamp, line
    return stamp, _after(line, dateline_end(line.text))


def dateline_end(line: str) -> int:
    """Where a paragraph goes on behind its dateline ("Kiew (dpa) - "); 0 where it has none."""
    match = _noise().dateline.match(line)
    if not match:
        return 0
    words = match["place"].replace("/", " ").split()
    if words[0].lower() in _noise().not_places:
        return 0
    if match["agency"] or match["day"]:
        return match.end()
    if match["mark"] == ".":
        return match.end() if len(words) <= 4 else 0
    sentence = re.split(r"[.!?][ \n]", line[:1000], maxsplit=1)[0]
    # "Merz - Kanzler seit Mai - schweigt": dashes in pairs set off a part of the sentence
    return match.end() if len(re.findall(r"\s[–—-]\s", sentence)) % 2 == 1 else 0


def _split_lines(text: str, start: int) -> list[_Line]:
    lines: list[_Line] = []
    blank, at = True, start
    for raw in text[start:].split("\n"):
        stripped = raw.strip()
        if stripped:
            first = at + raw.index(stripped[0])
            marker = _MARKER.match(stripped) if not _noise().rule(stripped) else None
            closing = _CLOSING_MARK.search(stripped) if marker else None
            inner = stripped[marker.end() if marker else 0 : closing.start() if closing else None].rstrip()
            begin = first + (marker.end() if marker else 0)
            lines.append(_Line(begin, begin + len(inner), at, inner, marker is not None, blank))
        blank = not stripped
        at += len(raw) + 1
    return [line for line in lines if line.text]


def _after(line: _Line, cut: int) -> _Line:
    rest = line.text[cut:].lstrip()
    return line._replace(start=line.end - len(rest), text=rest)


def _is_prose(text: str) -> bool:
    """Whether a line is running text: it ends like a sentence and is longer than a headline that does."""
    return (
        (len(text) >= 40
        and len(text.split(None, 6)) > 5
        and _PROSE.search(text) is not None)
        or len(text) > 250
    )


def _paragraphs(text: str, lines: list[_Line]) -> tuple[Span, ...]:
    """Join lines that a fixed width has broken; each other line is a paragraph of its own."""
    spans: list[Span] = []
    block: list[_Line] = []
    for line in lines:
        if block and (line.after_blank or line.alone or text[block[-1].end : line.start].count("\n") != 1):
            spans += _join(block)
            block = []
        block.append(line)
    return tuple(spans + _join(block))


def _join(block: list[_Line]) -> list[Span]:
    width = max((line.end - line.outer for line in block), default=0)
    wrapped = len(block) > 1 and 30 <= width <= 130
    spans: list[Span] = []
    for i, line in enumerate(block):
        if i and _continues(block[i - 1], line, width if wrapped else 0):
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(Span(line.start, line.end))
    return spans


def _continues(before: _Line, line: _Line, width: int) -> bool:
    if not _FINAL.search(before.text) and (line.text[0].islower() or before.text[-1] in ",-–"):
        return True
    # a line that is broken for its width has no room for the next one's first word
    return width > 0 and before.end - before.outer + 1 + len(line.text.split(None, 1)[0]) > width


def _title(text: str, body: tuple[Span, ...]) -> str:
    if len(body) < 2:
        return ""
    first = text[body[0].start : body[0].end]
    if (
        len(first) > _HEADLINE
        or "\n" in first
        or first.endswith((".", ":", ",", ";"))
        or not any(map(str.isalpha, first))
    ):
        return ""
    return first


class _Noise(NamedTuple):
    line: Any
    closing: Any
    box: Any
    rule: Any
    dateline: re.Pattern[str]
    not_places: frozenset[str]


@cache
def _noise() -> _Noise:
    data = table("noise")

    def matcher(rules: list[dict[str, Any]]) -> Any:
        return re.compile("|".join(f"(?:{rule['pattern']})" for rule in rules)).fullmatch

    agencies = "|".join(map(re.escape, data["dateline"]["agencies"]))
    sign = rf"\((?i:{agencies})(?:[ /,-][\w .-]{{1,20}}){{0,4}}\)"
    name = r"[A-ZÄÖÜÉ][\w'’]+(?:-[\w'’]+){0,3}"
    place = rf"{name}(?:(?:[ ](?:am|an|der|im|ob|bei|in|el|de|la|al)){{0,2}}[ /-]{name}){{0,4}}"
    day = r",[ ](?:den[ ])?\d{1,2}\.[ ]?(?:\d{1,2}\.|[A-ZÄÖÜ][a-zäöü]{2,8}\.?)[ ]?(?:\d{2,4})?"
    return _Noise(
        line=matcher(data["line"]),
        closing=matcher(data["closing"]),
        box=matcher(data["box"]),
        rule=matcher([rule for rule in data["line"] if rule["name"] == "rule"]),
        dateline=re.compile(
            rf"(?P<place>{place})(?:[ ]\([A-ZÄÖÜ][\w/ -]{{2,25}}\))?(?P<day>{day})?(?:[ ](?P<agency>{sign}))?"
            r"(?:[ ]?(?P<mark>[.:])|[ ][–—-]{1,2})[ ]+(?=[„»«\"“‚'(]?[A-ZÄÖÜ\d])"
        ),
        not_places=frozenset(data["dateline"]["not_places"]),
    )
