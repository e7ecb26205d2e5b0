"""The reference set for merging: articles in groups, with the events that tell the same."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path

from pipeline import actors, split, times
from pipeline import events as stage
from pipeline.read import article_of
from pipeline.read.formats import Record
from pipeline.schema import Article, Event, Evidence, Participant

FOLDER = Path(__file__).parent / "merging"


@dataclass(frozen=True)
class Told:
    """An event as one article tells it: `label` is the same for all tellings of the same event."""

    label: str
    document: str
    start: int
    end: int
    first: date
    last: date
    event: Event


@dataclass(frozen=True)
class Group:
    name: str
    articles: tuple[Article, ...]
    told: tuple[Told, ...]
    inferred: dict[str, date]


def groups(folder: Path = FOLDER) -> list[Group]:
    return [_group(path) for path in sorted(folder.glob("*.toml"))]


def _group(path: Path) -> Group:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    articles, told, inferred = [], [], {}
    for row in table["article"]:
        text = row["text"].strip()
        article = article_of(Record(text, row["document"], published=str(row.get("published", "")) or None))
        articles.append(article)
        if "inferred" in row:
            inferred[article.document] = row["inferred"]
        told += [_told(f"{path.stem}/{event['is']}", event, article) for event in row["events"]]
    return Group(path.stem, tuple(articles), tuple(told), inferred)


def _told(label: str, row: dict, article: Article) -> Told:
    at = article.text.find(row["quote"])
    assert at >= 0, f"{label}: {row['quote']!r} does not stand in {article.document}"
    sentence = next(s for s in split.sentences(article) if s.start <= at < s.end)
    first, _, last = row["date"].partition("/")
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    names: dict[str, list[str]] = {"person": [], "country": [], "organisation": []}
    participants = []
    for who in row["who"]:
        name = who.removeprefix(">").removeprefix("org:")
        kind = "organisation" if "org:" in who else "country" if re.fullmatch("[A-Z]{2}", name) else "person"
        names[kind].append(name)
        participants.append(Participant(kind, name, "addressed" if who[0] == ">" else "acts", ""))
    event = Event(
        event_id="",
        title="",
        start=start,
        end=end,
        granularity=row.get("granularity", "day" if start == end else "range"),
        edtf=row["date"],
        time_text="",
        basis=row.get("basis", "explicit"),
        kind=row["kind"],
        status=row.get("status", "occurred"),
        participants=tuple(participants),
        persons=tuple(names["person"]),
        countries=tuple(names["country"]),
        organisations=tuple(names["organisation"]),
        place=None,
        confidence=1.0,
        evidence=(Evidence(article.document, sentence.start, sentence.end, sentence.text, ""),),
    )
    return Told(label, article.document, sentence.start, sentence.end, start, end, event)


def events_of(article: Article) -> list[Event]:
    """The events of one article by the chain's stages."""
    sentences = split.sentences(article)
    spans = times.spans(article, sentences)
    return stage.find(article, sentences, spans, actors.find(article, sentences, spans))


def labels(events: list[Event], told: list[Told]) -> dict[int, str]:
    """Which reference event each found event is, by number: same sentence, near date, same kind first."""
    fits = []
    for number, event in enumerate(events):
        for other, one in enumerate(told):
            piece = event.evidence[0]
            if piece.document != one.document or piece.start >= one.end or piece.end <= one.start:
                continue
            if event.start is None or abs((event.start - one.first).days) > 1:
                continue
            exact = (event.start, event.end) == (one.first, one.last)
            persons = len(set(event.persons) & set(one.event.persons))
            fits.append((exact, event.kind == one.event.kind, persons, -number, -other))
    found: dict[int, str] = {}
    taken: set[int] = set()
    for *_, number, other in sorted(fits, reverse=True):
        if -number not in found and -other not in taken:
            found[-number] = told[-other].label
            taken.add(-other)
    return found


@dataclass
class Pairs:
    right: int = 0
    wrong: int = 0
    missed: int = 0
    lines: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def pairwise(tellings: list[tuple[Event, str]], merged: list[Event]) -> Pairs:
    """Pairs of tellings that are rightly one, wrongly one, and wrongly two. A telling with the label "" is of
    an event of its own, so whatever it is merged with is wrong.
    """
    group_of = {}
    for number, event in enumerate(merged):
        for member in event.members or (event,):
            group_of[_key(member)] = number
    result = Pairs()
    lines = []
    for (a, first), (b, second) in combinations(tellings, 2):
        same, one = bool(first) and first == second, group_of[_key(a)] == group_of[_key(b)]
        if a.evidence[0].document == b.evidence[0].document or not (same or one):
            continue
        result.right += same and one
        result.wrong += one and not same
        result.missed += same and not one
        if same != one:
            lines.append(
                f"{'missed' if same else 'wrong'}: {first or '-'} / {second or '-'}: {_show(a)} / {_show(b)}"
            )
    result.lines = tuple(lines)
    return result


def _key(event: Event) -> tuple[object, ...]:
    return (
        replace(event, event_id="").title,
        event.evidence,
        event.start,
        event.end,
        event.kind,
        event.participants,
    )


def _show(event: Event) -> str:
    who = ",".join((*event.persons, *event.organisations, *event.countries))
    return f"{event.start} {event.kind}/{event.status} [{who}] {event.evidence[0].text}"
