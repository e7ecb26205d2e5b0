"""Divides a text into paragraphs: lines that were broken for their width are put together again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_MARKER = re.compile(r"(?:[•‣▪●>][ \t]*|(?:[◦–—*·-]|#{1,6}|\d{1,2}\))[ \t]+|\+{2,3}[ ]?)++")
_CLOSING_MARK = re.compile(r"[ \t]*(?:\+\+\+?|#+)$")
_FINAL = re.compile(r"[.!?…:][\"“”«»‘’')\]]*$")
_RULE = re.compile(r"(?:[-*_=~#+•·.]\s?){3,}")
_WIDTHS = range(40, 131)  # characters of a line in texts that are broken for their width


class Line(NamedTuple):
    """A line, or a paragraph of several, without its list or heading mark and outer white space."""

    start: int
    end: int
    text: str
    indent: int
    marked: bool = False
    apart: bool = False


def paragraphs_of(text: str, start: int, is_alone: Callable[[str], bool]) -> list[Line]:
    """The paragraphs of `text` from `start` on; a line for which `is_alone` holds stays by itself."""
    joined: list[Line] = []
    for block in _blocks(text, start, is_alone):
        width = max(line.end - line.start + line.indent for line in block)
        # what is broken for its width ends like a sentence somewhere; headings in a row do not
        wrapped = width if width in _WIDTHS and _FINAL.search(block[-1].text) else 0
        first = 0
        for i in range(1, len(block) + 1):
            if i == len(block) or not _continues(block[i - 1], block[i], wrapped):
                begin, end = block[first].start, block[i - 1].end
                joined.append(block[first]._replace(end=end, text=text[begin:end]))
                first = i
    return joined


def _blocks(text: str, start: int, is_alone: Callable[[str], bool]) -> list[list[Line]]:
    """Runs of lines without a blank line between them."""
    blocks: list[list[Line]] = []
    new, at = True, start
    for raw in text[start:].split("\n"):
        stripped = raw.strip()
        if not stripped:
            new = True
        else:
            line = _line(stripped, at, raw.index(stripped[0]), is_alone)
            if not line.text:
                new = True
            elif new or line.apart:
                blocks.append([line])
                new = line.apart
            else:
                blocks[-1].append(line)
        at += len(raw) + 1
    return blocks


def _line(stripped: str, at: int, indent: int, is_alone: Callable[[str], bool]) -> Line:
    if _RULE.fullmatch(stripped):
        return Line(at, at, "", indent)
    marker = _MARKER.match(stripped)
    begin = marker.end() if marker else 0
    heading = marker is not None and stripped[0] in "#+"
    closing = _CLOSING_MARK.search(stripped, max(begin, len(stripped) - 20)) if heading else None
    inner = stripped[begin : closing.start() if closing else None].rstrip()
    left = at + indent + begin
    apart = heading or is_alone(inner)
    return Line(left, left + len(inner), inner, indent + begin, marker is not None, apart)


def _continues(before: Line, line: Line, width: int) -> bool:
    """Whether a line goes on with the sentence, or at least the paragraph, of the line before."""
    if line.marked:
        return False
    if not _FINAL.search(before.text) and (line.text[0].islower() or before.text[-1] in ",-–"):
        return True
    # a line that is broken for its width has no room for the next one's first word
    return (
        width > 0 and before.end - before.start + before.indent + 1 + len(line.text.split(None, 1)[0]) > width
    )
