"""Says of an event why it is what it is: sentence, date, act, status, actors, and what was merged."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.schema import Article
from pipeline.store import load, read_events

if TYPE_CHECKING:
    from pipeline.schema import Event, Evidence

LABEL = 8
"""Columns of a line's label."""


class UnknownEvent(LookupError):  # noqa: N818 - it says what is wrong, as LookupError does
    """An id that no event of a file has, or that several begin with: one line that names the file."""


def explain(event_id: str, path: str | Path) -> str:
    """The explanation of an event of a stored file, by its id or the beginning of it, as lines of text."""
    tables = load(path)
    ids = [found for found in tables.events["event_id"] if event_id and found.startswith(event_id)]
    ids = [event_id] if event_id in ids else ids
    if len(ids) != 1:
        what = f"{len(ids)} events have an id that begins with" if ids else "no event has the id"
        raise UnknownEvent(f"{path}: {what} {event_id!r}; ids are in the column event_id")
    [event] = read_events(path, set(ids))
    rows = {str(row["document"]): row for row in tables.articles.to_dict("records")}
    return explained(event, {piece.document: _article(rows[piece.document]) for piece in event.evidence})


def _article(row: Mapping[Hashable, Any]) -> Article:
    published = row["published"]
    return Article(
        document=row["document"],
        text=row["text"],
        title=row["title"],
        published=None if pd.isna(published) else published.date(),
        published_basis=row["published_basis"],
        published_reason=row["published_reason"],
        path=row["path"],
    )


def explained(event: Event, articles: Mapping[str, Article]) -> str:
    """The explanation of an event: what it says, how each article tells it, and where they disagree."""
    date = event.edtf or "no date"
    lines = [
        event.title,
        f"{date} ({event.granularity}, {event.basis}); {event.kind}, {event.status}; "
        f"confidence {event.confidence:.2f}; id {event.event_id}",
    ]
    members = event.members or (event,)
    if event.members:
        documents = dict.fromkeys(piece.document for piece in event.evidence)
        lines += ["", f"merged from {len(members)} tellings in {', '.join(documents)}"]
        lines += [f"the sources disagree: {conflict}" for conflict in event.conflicts]
    for member in members:
        lines += ["", *_telling(member, articles)]
    return "\n".join(lines) + "\n"


def _telling(event: Event, articles: Mapping[str, Article]) -> Iterator[str]:
    """How one article tells the event: its proof, and what the rules made of which words."""
    first, *further = event.evidence
    yield _heading(first, articles)
    yield from _quoted("proof", first)
    rule = rules(first.rule)
    words = f"“{event.time_text}”" if event.time_text else "no words of time: the day of publication"
    yield _line("when", f"{words} -> {event.edtf or 'no date'}", rule.pop("time", ""))
    yield _line("act", rule.pop("act", "") or f"no word->{event.kind}")
    yield _line("status", rule.pop("status", "") or f"no word->{event.status}")
    for key, value in rule.items():
        yield _line(key, value)
    for part in event.participants:
        yield _line("who", f"{part.name} ({part.kind}, {part.role})", part.rule)
    if event.place:
        yield _line("where", event.place)
    for piece in further:
        yield from _quoted("also", piece)


def rules(rule: str) -> dict[str, str]:
    """An evidence's rules by what they decided: "time=weekday; act=fordern->demand" has time and act.

    What is no pair stands under "rule".
    """
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in rule.split(";"))):
        key, equals, value = part.partition("=")
        found[key.strip() if equals else "rule"] = value.strip() if equals else part
    return found


def _heading(piece: Evidence, articles: Mapping[str, Article]) -> str:
    article = articles.get(piece.document)
    if article is None:
        return piece.document
    published = f"published {article.published}" if article.published else "day of publication unknown"
    why = ", ".join(filter(None, (article.published_basis, article.published_reason)))
    return f"{piece.document}: {published}" + (f" ({why})" if why and article.published else "")


def _quoted(label: str, piece: Evidence) -> Iterator[str]:
    yield _line(label, " ".join(piece.text.split()), f"characters {piece.start} to {piece.end}")


def _line(label: str, text: str, why: str = "") -> str:
    return f"  {label:{LABEL}}{text.replace('->', ' -> ').replace('  ->  ', ' -> ')}" + (
        f"  [{why}]" if why else ""
    )
