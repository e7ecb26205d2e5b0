"""Tellings of one event -> one event: the most precise date that all allow, all actors, all evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pipeline.merge.tellings import Telling
    from pipeline.schema import Article, Event, Evidence, Granularity, Kind, Participant, Status

T = TypeVar("T")

NAMED = 3
"""A line of a conflict names so many articles on each side, and counts the others."""

_SPECIFIC: tuple[Kind, ...] = (
    "agreement",
    "sanction",
    "attack",
    "aid",
    "decision",
    "rejection",
    "demand",
    "proposal",
    "talks",
    "protest",
    "accident",
    "statement",
    "other",
)
_ROLES = ("acts", "signs", "takes part", "addressed")


def combine(tellings: Sequence[Telling], articles: Mapping[str, Article]) -> Event:
    """One event from its tellings; a single one stays as it is, but for the count of its sources."""
    ordered = sorted(tellings, key=lambda telling: telling.order)
    if len(ordered) == 1:
        event = ordered[0].event
        sources = len({piece.document for piece in event.evidence})
        return event if event.sources == sources else replace(event, sources=sources)
    kind = _most(ordered, lambda telling: telling.event.kind, _SPECIFIC.index)
    dated, start, end = _date(ordered)
    alike = [telling for telling in ordered if telling.event.kind == kind]
    status, planned = _status(alike, articles)
    named = max((t for t in alike if t.event.status == status), key=lambda telling: telling.event.confidence)
    participants = _participants(ordered)
    evidence = _evidence(ordered)
    conflicts = [
        *_conflicts("start", [(t, t.first) for t in ordered if t.exact and not t.soft]),
        *_conflicts("end", [(t, t.last) for t in ordered if t.exact and not t.soft]),
        *_conflicts("kind", [(t, t.event.kind) for t in ordered]),
        *_conflicts("status", [(t, t.event.status) for t in alike if t not in planned]),
    ]
    whole = (dated.first, dated.last) == (start, end)
    return replace(
        named.event,
        event_id=ordered[0].event.event_id,
        start=start,
        end=end,
        granularity=dated.event.granularity if whole else _granularity(start, end),
        edtf=dated.event.edtf if whole else _edtf(start, end),
        time_text=dated.event.time_text,
        basis=dated.event.basis,
        kind=kind,
        status=status,
        participants=participants,
        persons=_union(ordered, lambda event: event.persons),
        countries=_union(ordered, lambda event: event.countries),
        organisations=_union(ordered, lambda event: event.organisations),
        place=_place(ordered),
        confidence=max(t.event.confidence for t in ordered),
        evidence=evidence,
        sources=len({piece.document for piece in evidence}),
        conflicts=tuple(conflicts),
        members=tuple(t.event for t in ordered),
    )


def calendar_order(event: Event) -> tuple[bool, str, str, str]:
    """The order of events: by date, undated ones last."""
    return event.start is None, str(event.start), str(event.end), event.event_id


def _most(ordered: Sequence[Telling], value: Callable[[Telling], T], rank: Callable[[T], int]) -> T:
    """What most articles say; among equals the one of the lower rank."""
    votes: dict[T, set[str]] = {}
    for telling in ordered:
        votes.setdefault(value(telling), set()).add(telling.document)
    return min(votes, key=lambda choice: (-len(votes[choice]), rank(choice)))


def _date(ordered: Sequence[Telling]) -> tuple[Telling, date | None, date | None]:
    """The telling that speaks for the date, and the date: what the exact and stated ones have in common.

    An article's own date, and a vague one, only count where there is nothing better. Where two dates are not
    one within the other, most articles win; if as many say each, then what they have in common, or the one of
    the earlier order.
    """
    best = (
        [t for t in ordered if t.exact and not t.soft]
        or [t for t in ordered if t.exact]
        or [t for t in ordered if t.first]
        or list(ordered)
    )
    spans = [(t.first, t.last) for t in best if t.first and t.last]
    if not spans:
        return best[0], None, None
    common = max(first for first, _ in spans), min(last for _, last in spans)
    if common not in spans:
        said = {span: {t.document for t in best if (t.first, t.last) == span} for span in spans}
        ranked = sorted(said, key=lambda span: (-len(said[span]), spans.index(span)))
        if common[0] > common[1] or len(said[ranked[0]]) > len(said[ranked[1]]):
            common = ranked[0]
    bases = ("explicit", "relative", "article")
    whole = [t for t in best if (t.first, t.last) == common]
    return min(whole or best, key=lambda t: bases.index(t.event.basis)), *common


def _granularity(start: date | None, end: date | None) -> Granularity:
    return "day" if start == end else "range"


def _edtf(start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return ""
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def _status(ordered: Sequence[Telling], articles: Mapping[str, Article]) -> tuple[Status, list[Telling]]:
    """The status, and the tellings that announced before the day what others report as done: no conflict."""
    if any(t.event.status == "occurred" for t in ordered):
        planned = [t for t in ordered if t.event.status == "planned" and _ahead(t, articles)]
        rest = [t for t in ordered if t not in planned]
    else:
        planned, rest = [], list(ordered)
    order: tuple[Status, ...] = ("occurred", "denied", "planned", "proposed")
    return _most(rest, lambda t: t.event.status, order.index), planned


def _ahead(telling: Telling, articles: Mapping[str, Article]) -> bool:
    article = articles.get(telling.document)
    published = article.published if article else None
    return published is not None and telling.last is not None and published <= telling.last


def _participants(ordered: Sequence[Telling]) -> tuple[Participant, ...]:
    """Each actor once, with the role that most articles give it."""
    roles: dict[tuple[str, str], Counter[str]] = {}
    first: dict[tuple[str, str, str], Participant] = {}
    for telling in ordered:
        for part in telling.event.participants:
            roles.setdefault((part.kind, part.name), Counter())[part.role] += 1
            first.setdefault((part.kind, part.name, part.role), part)
    return tuple(
        first[kind, name, min(votes, key=lambda role: (-votes[role], _ROLES.index(role)))]
        for (kind, name), votes in roles.items()
    )


def _union(ordered: Sequence[Telling], names: Callable[[Event], Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for telling in ordered for name in names(telling.event)))


def _place(ordered: Sequence[Telling]) -> str | None:
    votes = Counter(t.event.place for t in ordered if t.event.place)
    return max(votes, key=lambda place: votes[place]) if votes else None


def _evidence(ordered: Sequence[Telling]) -> tuple[Evidence, ...]:
    spans = {(e.document, e.start, e.end): e for t in reversed(ordered) for e in reversed(t.event.evidence)}
    return tuple(dict.fromkeys(spans[e.document, e.start, e.end] for t in ordered for e in t.event.evidence))


def _conflicts(field: str, values: Sequence[tuple[Telling, T]]) -> list[str]:
    """One line where articles disagree: "end: 2025-12-15 (a) against 2025-12-16 (b)"; most articles first."""
    says: dict[str, list[str]] = {}
    for telling, value in values:
        documents = says.setdefault(str(value), [])
        if telling.document not in documents:
            documents.append(telling.document)
    if len(says) < 2:
        return []
    sides = sorted(says.items(), key=lambda item: (-len(item[1]), item[0]))
    return [f"{field}: " + " against ".join(f"{value} ({_listed(names)})" for value, names in sides)]


def _listed(documents: Sequence[str]) -> str:
    more = len(documents) - NAMED
    return ", ".join(documents[:NAMED]) + (f" and {more} more" if more > 0 else "")
