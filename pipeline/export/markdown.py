"""A chronology in Markdown: years and days as headings, a line an event, the sentences as footnotes."""

from __future__ import annotations

import re
from itertools import groupby
from typing import IO, TYPE_CHECKING

from pipeline.export.about import citation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.export.selection import Selection
    from pipeline.schema import Event

# what is a mark of Markdown, of GitHub's or of Pandoc's in the middle of a line; links and signs made unasked
MARK = re.compile(
    r"[\\`*\[\]<#|~$^@{}]|(?<!\w)_|_(?!\w)|&(?=#?\w{1,32};)|:(?=/|[\w+-]{1,40}:)|(?<=[wW]{3})\."
)
SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")


def markdown(selection: Selection, stream: IO[bytes]) -> list[str]:
    """The chronology, in CommonMark with footnotes as GitHub and Pandoc know them."""
    words = selection.words
    lines = [f"# {words('title')}", ""]
    lines += [f"- {plain(label)}: {plain(value)}" for label, value in selection.about.lines(words)]
    stream.write("\n".join([*lines, ""]).encode())
    number = 0
    for year, members in groupby(
        selection.events(), key=lambda event: event.start.year if event.start else None
    ):
        # the footnotes of a year stand at its end, so that memory holds no more of them
        notes: dict[str, int] = {}
        stream.write(f"\n## {year or words('shelf')}\n".encode())
        for when, events in groupby(members, key=lambda event: _when(event, selection)):
            if year:
                stream.write(f"\n### {plain(when)}\n".encode())
            stream.write(b"\n")
            for event in events:
                numbers = []
                for note in _notes(event, selection):
                    if note not in notes:
                        number += 1
                        notes[note] = number
                    numbers.append(notes[note])
                stream.write(f"- {_line(event, selection)}{''.join(f'[^{n}]' for n in numbers)}\n".encode())
        stream.write(b"\n")
        stream.writelines(f"[^{at}]: {note}\n".encode() for note, at in notes.items())
    return []


def plain(text: str) -> str:
    """Text that stays as it is: on one line, with a backslash before all that Markdown takes for a mark."""
    return MARK.sub(r"\\\g<0>", SPACE.sub(" ", text).strip())


def _when(event: Event, selection: Selection) -> str:
    return selection.words.when(event.start, event.end, event.granularity, event.edtf)


def _line(event: Event, selection: Selection) -> str:
    words = selection.words
    about = [words.label("kind", event.kind)]
    if event.status != "occurred":
        about.append(words.label("status", event.status))
    actors = [
        *event.persons,
        *(words.label("countries", code) for code in event.countries),
        *event.organisations,
    ]
    tail = "; ".join(filter(None, [", ".join(about), ", ".join(actors), event.place or ""]))
    return f"**{plain(event.title) or '…'}** ({plain(tail)})"


def _notes(event: Event, selection: Selection) -> Iterator[str]:
    words = selection.words
    for piece in event.evidence:
        source = selection.source(piece.document)
        yield f"{plain(words('quoted', text=piece.text))} {plain(citation(source, words))}"


WRITERS: dict[str, Callable[[Selection, IO[bytes]], list[str]]] = {"markdown": markdown}
