"""What a chunk of articles tells, in a file of its own: tellings by the months that they reach into.

A head says what is in it; then come segments, each of the tellings of one reach, compressed, so that merging a
month reads that month's only. JSON and no pickle: a store may come from somebody else.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import orjson

from pipeline.merge.parts import Reach, reach
from pipeline.merge.topics import gists_of
from pipeline.schema import Article, Event, Evidence, Participant, Span
from pipeline.store import StoreError
from pipeline.store.address import read_bytes, write_bytes

_MAGIC = b"zeitstrahl found 2\n"
_LENGTH = 8  # bytes of a number
_FAST = 1
APART = "\0"
"""Between the name of an article and a number, where several of a chunk have that name; no name contains it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Where the tellings of one reach stand in a file, how many they are, and a digest of them."""

    name: str
    first: int
    last: int
    count: int
    start: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a file holds: the names of all articles read, how many were searched, and its segments.

    `searched` counts those in the part of articles of the same name; `waiting` is where the articles without a
    date stand; `met` are names of articles that the store had already; `left` counts those in other languages;
    `passed` has a line for each file without articles; `size` is that of the texts searched, in characters.
    """

    names: Sequence[str]
    searched: int
    waiting: tuple[int, int]
    left: Mapping[str, int]
    failures: Sequence[str]
    passed: Sequence[str]
    met: Sequence[str]
    segments: Sequence[Segment]
    size: int


def write_found(
    address: str,
    tellings: Iterable[Event],
    articles: Sequence[Article],
    names: Sequence[str],
    waiting: Sequence[Article] = (),
    left: Mapping[str, int] | None = None,
    failures: Sequence[str] = (),
    passed: Sequence[str] = (),
    met: Sequence[str] = (),
) -> None:
    """Write the file of a chunk; `articles` are those that the tellings are from."""
    by_name = {article.document: article for article in articles}
    by_reach: dict[Reach, list[Event]] = {}
    told = list(tellings)
    gists = gists_of(told, by_name)
    for event in told:
        by_reach.setdefault(reach(event, by_name.get(event.evidence[0].document)), []).append(event)
    blobs = [
        _packed([{**asdict(article), "body": [list(span) for span in article.body]} for article in waiting])
    ]
    rows = []
    at = len(blobs[0])
    for (first, last), events in sorted(by_reach.items()):
        cited = sorted({event.evidence[0].document for event in events})
        content = orjson.dumps([cited_rows(cited, by_name), {name: gists[name] for name in cited}, events])
        blobs.append(zlib.compress(content, _FAST))
        digest = hashlib.blake2b(content, digest_size=8).hexdigest()
        rows.append([first, last, len(events), at, at + len(blobs[-1]), digest])
        at += len(blobs[-1])
    head = _packed(
        {
            "names": names,
            "searched": len(articles),
            "waiting": len(blobs[0]) if waiting else 0,
            "left": left or {},
            "failures": failures,
            "passed": passed,
            "met": met,
            "segments": rows,
            "size": sum(len(article.text) for article in articles),
        }
    )
    write_bytes(address, b"".join([_MAGIC, len(head).to_bytes(_LENGTH, "big"), head, *blobs]))


def read_head(address: str, name: str) -> Head:
    """The head of a file; its segments say where they stand in the file."""
    begin = len(_MAGIC) + _LENGTH
    content = read_bytes(address, 0, 1 << 16)
    if not content.startswith(_MAGIC):
        raise StoreError(f"{address}: not written by this version; remove the folder and extract again")
    length = int.from_bytes(content[len(_MAGIC) : begin], "big")
    if len(content) < begin + length:
        content = read_bytes(address, 0, begin + length)
    values = _unpacked(content[begin : begin + length], address)
    base = begin + length
    rows = values.pop("segments")
    values.setdefault("passed", ())  # files of earlier versions have none
    waiting = values.pop("waiting")
    segments = [Segment(name, a, b, count, base + i, base + j, digest) for a, b, count, i, j, digest in rows]
    return Head(**values, waiting=(base, base + waiting), segments=segments)


def read_segment(
    address: str, segment: Segment
) -> tuple[list[Event], dict[str, Article], dict[str, tuple[str, ...]]]:
    """The tellings of a segment, the articles that they are from, by name, without their texts, and the gists of
    these by all that they tell.
    """
    told, gists, events = _unpacked(read_bytes(address, segment.start, segment.end), address)
    articles = articles_of(told)
    return [event_of(row) for row in events], articles, {name: tuple(words) for name, words in gists.items()}


def cited_rows(documents: Iterable[str], articles: Mapping[str, Article]) -> list[list[Any]]:
    """Articles as far as merging and dating look at them."""
    chosen = [articles[document] for document in documents]
    return [
        [article.document, article.published, article.published_basis, article.language] for article in chosen
    ]


def articles_of(rows: Iterable[Sequence[Any]]) -> dict[str, Article]:
    """Articles by name from such rows, without their texts."""
    return {
        name: Article(name, "", published=_day(day), published_basis=basis, language=language)
        for name, day, basis, language in rows
    }


def read_waiting(address: str, head: Head) -> list[Article]:
    """The articles that were put back because they have no date."""
    if head.waiting[0] == head.waiting[1]:
        return []
    rows = _unpacked(read_bytes(address, *head.waiting), address)
    return [
        Article(
            **{**row, "published": _day(row["published"]), "body": tuple(Span(*span) for span in row["body"])}
        )
        for row in rows
    ]


def event_of(row: dict[str, Any]) -> Event:
    """The event from its JSON object."""
    row["start"], row["end"] = _day(row["start"]), _day(row["end"])
    row["participants"] = tuple(Participant(**part) for part in row["participants"])
    row["evidence"] = tuple(Evidence(**piece) for piece in row["evidence"])
    row["members"] = tuple(event_of(member) for member in row["members"])
    for name in ("persons", "countries", "organisations", "conflicts"):
        row[name] = tuple(row[name])
    return Event(**row)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _packed(value: Any) -> bytes:
    return zlib.compress(orjson.dumps(value), _FAST)


def _unpacked(content: bytes, address: str) -> Any:
    try:
        return orjson.loads(zlib.decompress(content))
    except (zlib.error, orjson.JSONDecodeError):
        raise StoreError(f"{address}: broken; remove the folder and extract again") from None
