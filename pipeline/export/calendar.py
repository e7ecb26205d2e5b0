"""iCalendar (RFC 5545, RFC 7986): every dated event as a day or days without a time.

The end of such an event is the day after its last one. What is no more than a month or a year, or only about
right, says so in its summary and is tentative; none of it makes anyone busy.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import IO, TYPE_CHECKING

from pipeline.export.about import Words, citation, is_vague

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.export.selection import Selection
    from pipeline.schema import Event

OCTETS = 75
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
BREAK = re.compile(r"\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def ics(selection: Selection, stream: IO[bytes]) -> list[str]:
    """A calendar of the events; those without a date find no place in it."""
    about, words = selection.about, selection.words
    lines = "\n".join(f"{label}: {value}" for label, value in about.lines(words))
    name = ", ".join([words("title"), *about.filters[:3]])
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Zeitstrahl//{_text(about.program)}//{words.language.upper()}",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        f"DESCRIPTION:{_text(lines)}",
        f"X-WR-CALDESC:{_text(lines)}",
    ]
    stream.write(_folded(head))
    for event in selection.events(dated=True):
        stream.write(_folded(_event(event, selection)))
    stream.write(b"END:VCALENDAR\r\n")
    return (
        [f"{about.undated} events without a date left out: a calendar has no day for them"]
        if about.undated
        else []
    )


def _event(event: Event, selection: Selection) -> Iterator[str]:
    words, about = selection.words, selection.about
    if event.start is None or event.end is None:
        return
    when = words.when(event.start, event.end, event.granularity, event.edtf)
    vague = is_vague(event)
    kind, status = words.label("kind", event.kind), words.label("status", event.status)
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.event_id)}@zeitstrahl"
    yield f"DTSTAMP:{_day(about.extracted)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(event.start)}"
    if event.end < date.max:
        yield f"DTEND;VALUE=DATE:{_day(event.end + timedelta(days=1))}"
    yield f"SUMMARY:{_text(f'{event.title} ({when})' if vague else event.title)}"
    yield f"DESCRIPTION:{_text(_described(event, when, words, selection))}"
    categories = [kind, status, *([words("legend_vague")] if vague else [])]
    yield f"CATEGORIES:{','.join(map(_text, categories))}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    yield f"STATUS:{'CONFIRMED' if event.status == 'occurred' and not vague else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    if about.address:
        yield f"URL:{about.address}?event={event.event_id}"
    yield f"X-ZEITSTRAHL-EDTF:{_text(event.edtf)}"
    yield "END:VEVENT"


def _described(event: Event, when: str, words: Words, selection: Selection) -> str:
    lines = [f"{when} ({words.label('granularity', event.granularity)})"]
    lines += [
        f"{words('quoted', text=piece.text)} ({citation(selection.source(piece.document), words)})"
        for piece in event.evidence
    ]
    actors = [
        *event.persons,
        *(words.label("countries", code) for code in event.countries),
        *event.organisations,
    ]
    table = [
        (words("actors"), ", ".join(actors)),
        (words("reading_conflicts"), "; ".join(event.conflicts)),
        (words("reading_confidence"), words("percent", n=round(100 * event.confidence))),
    ]
    return "\n".join([*lines, *(f"{label}: {value}" for label, value in table if value)])


def _text(text: str) -> str:
    """A value of the type TEXT: escaped, and without characters that a calendar must not have."""
    plain = CONTROL.sub("", BREAK.sub("\n", text))
    for mark in "\\;,":
        plain = plain.replace(mark, f"\\{mark}")
    return plain.replace("\n", "\\n")


def _folded(lines: list[str] | Iterator[str]) -> bytes:
    """Lines of at most 75 octets: a longer one goes on in the next, after a space."""
    found = []
    for line in lines:
        left = line.encode("utf-8", "replace")
        while len(left) > OCTETS:
            at = OCTETS
            # a character of several octets stays whole
            while left[at] & 0xC0 == 0x80:
                at -= 1
            found.append(left[:at])
            left = b" " + left[at:]
        found.append(left)
    return b"\r\n".join(found) + b"\r\n"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


WRITERS: dict[str, Callable[[Selection, IO[bytes]], list[str]]] = {"ics": ics}
