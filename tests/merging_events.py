"""Events for the tests of merging, made of few words."""

from __future__ import annotations

import re
from datetime import date

from pipeline.schema import Article, Event, Evidence, Granularity, Participant


def article(document: str, published: str = "2025-12-16") -> Article:
    return Article(document, "", published=date.fromisoformat(published), published_basis="given")


def event(
    document: str,
    text: str,
    day: str = "2025-12-15",
    kind: str = "demand",
    who: str = "Friedrich Merz, DE, >Wladimir Putin, >RU",
    at: int = 0,
    **fields: object,
) -> Event:
    """An event; `day` is a day, two days with a slash, a month or a year, `who` marks the addressed with ">"."""
    participants = []
    for name in filter(None, (part.strip() for part in who.split(","))):
        plain = name.removeprefix(">").removeprefix("org:")
        sort = (
            "organisation" if "org:" in name else "country" if re.fullmatch("[A-Z]{2}", plain) else "person"
        )
        participants.append(Participant(sort, plain, "addressed" if name[0] == ">" else "acts", ""))

    def of(sort: str) -> tuple[str, ...]:
        return tuple(part.name for part in participants if part.kind == sort)

    first, last, granularity = span(day)
    values = {
        "event_id": "",
        "title": "",
        "start": first,
        "end": last,
        "granularity": granularity,
        "edtf": day,
        "time_text": "",
        "basis": "explicit",
        "kind": kind,
        "status": "occurred",
        "participants": tuple(participants),
        "persons": of("person"),
        "countries": of("country"),
        "organisations": of("organisation"),
        "place": None,
        "confidence": 0.5,
        "evidence": (Evidence(document, at, at + len(text), text, ""),),
    }
    return Event(**{**values, **fields})


def span(day: str) -> tuple[date | None, date | None, Granularity]:
    if not day:
        return None, None, "unknown"
    first, slash, last = day.partition("/")
    if slash:
        return date.fromisoformat(first), date.fromisoformat(last), "range"
    parts = [int(part) for part in first.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31), "year"
    if len(parts) == 2:
        return date(*parts, 1), date(*parts, 28), "month"
    return date(*parts), date(*parts), "day"
