"""Merges what all chunks tell, part by part: each part is a range of months that fits into memory."""

from __future__ import annotations

import hashlib
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from pipeline.corpus.found import Segment, articles_of, cited_rows, event_of, read_segment
from pipeline.merge import calendar_order
from pipeline.merge.parts import UNDATED, Open, close, merge_part, reach
from pipeline.store import StoreError
from pipeline.store.address import exists, joined, read_bytes, write_bytes, writing
from pipeline.store.folder import JOINED
from pipeline.store.parquet import write_parquet

if TYPE_CHECKING:
    from pipeline.merge.topics import Gist
    from pipeline.schema import Article, Event

TELLINGS = 15_000
"""So many tellings a part at most, where a month does not have more: about 150 MB of memory."""

GROUP = 4_000
"""So many groups of tellings are joined across parts in one piece of work."""

_SPANS = (1200, 120, 12, 1)
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Part:
    """The months `first` to `last` with the segments of tellings that reach into them."""

    first: int
    last: int
    segments: tuple[Segment, ...]

    def key(self) -> str:
        """A digest of all that the part's events depend on."""
        of = f"{self.first} {self.last} " + " ".join(sorted(segment.digest for segment in self.segments))
        return hashlib.blake2b(of.encode(), digest_size=8).hexdigest()

    def name(self) -> str:
        """The name of the files that the part becomes."""
        return f"{self.label()}-{self.key()}"

    def label(self) -> str:
        """The part's months as a name; names sort as the months do, undated last."""
        if self.first < 0:
            return f"undated-{self.first + UNDATED:02}"
        return "_".join(
            f"{(month - 1) // 12:04}-{(month - 1) % 12 + 1:02}" for month in (self.first, self.last)
        )


@dataclass(frozen=True, slots=True)
class Rest:
    """Where an `Open` of a part stands, which nodes it shares with other parts, and the last month it reaches."""

    name: str
    start: int
    end: int
    shared: tuple[str, ...]
    last: int


def divided(segments: Iterable[Segment]) -> list[Part]:
    """The parts of a corpus: centuries, decades, years or months, as short as the tellings require."""
    starting: dict[int, int] = {}
    listed = list(segments)
    for segment in listed:
        starting[segment.first] = starting.get(segment.first, 0) + segment.count
    ranges = list(_closed(sorted(_ranges(starting, _SPANS)), max((s.last for s in listed), default=0)))
    parts: list[list[Segment]] = [[] for _ in ranges]
    starts = [first for first, _ in ranges]
    for segment in listed:
        place = max(0, bisect_right(starts, segment.first) - 1)
        while place < len(ranges) and ranges[place][0] <= segment.last:
            if ranges[place][1] >= segment.first:
                parts[place].append(segment)
            place += 1
    return [Part(first, last, tuple(own)) for (first, last), own in zip(ranges, parts, strict=True) if own]


def _ranges(starting: Mapping[int, int], spans: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ranges of months without gaps where tellings are, none with too many tellings but single months."""
    span = spans[0]
    groups: dict[int, dict[int, int]] = {}
    for month, count in starting.items():
        groups.setdefault((month - 1) // span if month > 0 else -1 - (-month - 1) // span, {})[month] = count
    for number, group in groups.items():
        if len(spans) > 1 and sum(group.values()) > TELLINGS:
            yield from _ranges(group, spans[1:])
        elif number < 0:
            yield min(group), max(group)
        else:
            yield number * span + 1, (number + 1) * span


def _closed(ranges: Sequence[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    """The ranges, and those between and behind them that tellings reach into, though none begins there."""
    following = None
    for first, last in ranges:
        if following is not None and following < first and following > 0:
            yield following, first - 1
        yield first, last
        following = last + 1
    if following is not None and 0 < following <= end:
        yield following, end


def merge_months(store: str, part: Part) -> None:
    """Merge a part: its finished events become a part of the store, the rest waits to be joined."""
    tellings: list[Event] = []
    articles: dict[str, Article] = {}
    gists: dict[str, Gist] = {}
    for segment in part.segments:
        own, cited, about = read_segment(joined(store, "found", segment.name), segment)
        tellings += own
        articles.update(cited)
        gists.update(about)
    finished, rest = merge_part(tellings, articles, range(part.first, part.last + 1), gists)
    name = part.name()
    if finished:
        with writing(joined(store, "events", f"{name}.parquet")) as stream:
            write_parquet(finished, (), stream)
    _write_rest(joined(store, "merged", name), bool(finished), rest, articles)


def is_merged(store: str, part: Part) -> bool:
    """Whether the part has been merged with just these tellings."""
    return exists(joined(store, "merged", part.name()))


def _write_rest(address: str, finished: bool, rest: Sequence[Open], articles: Mapping[str, Article]) -> None:
    blobs: list[bytes] = []
    rows = []
    at = 0
    for one in rest:
        keys = sorted(one.nodes)
        cited = sorted({event.evidence[0].document for events in one.nodes.values() for event in events})
        edges = [[a, b, value] for (a, b), value in sorted(one.edges.items())]
        blobs.append(
            orjson.dumps([cited_rows(cited, articles), [[key, one.nodes[key]] for key in keys], edges])
        )
        last = max(
            reach(events[0], articles.get(events[0].evidence[0].document))[1] for events in one.nodes.values()
        )
        rows.append([at, at + len(blobs[-1]), sorted(one.shared), last])
        at += len(blobs[-1])
    head = zlib.compress(orjson.dumps([finished, rows]), 1)
    write_bytes(address, b"".join([len(head).to_bytes(_LENGTH, "big"), head, *blobs]))


def read_rest(store: str, part: Part) -> tuple[str, list[Rest]]:
    """The name of the part of the store with the finished events, empty where there are none, and the rest."""
    name = part.name()
    content = read_bytes(joined(store, "merged", name), 0, 1 << 16)
    base = _LENGTH + int.from_bytes(content[:_LENGTH], "big")
    if len(content) < base:
        content = read_bytes(joined(store, "merged", name), 0, base)
    try:
        finished, rows = orjson.loads(zlib.decompress(content[_LENGTH:base]))
    except (zlib.error, orjson.JSONDecodeError):
        raise StoreError(f"{store}/merged/{name}: broken; remove the folder and extract again") from None
    rest = [Rest(name, base + start, base + end, tuple(shared), last) for start, end, shared, last in rows]
    return (f"events/{name}.parquet" if finished else ""), rest


def hanging_together(rests: Iterable[tuple[Part, Sequence[Rest]]]) -> Iterator[list[Rest]]:
    """Groups of what shares nodes with each other, given part by part in the order of months.

    A group is given as soon as no later part can reach into it, so memory holds some parts only.
    """
    group_of: dict[str, int] = {}
    groups: dict[int, list[Rest]] = {}
    number = 0
    for part, own in rests:
        for one in own:
            met = {group_of[key] for key in one.shared if key in group_of}
            number += 1
            groups[number] = [one]
            for other in sorted(met):
                groups[number] += groups.pop(other)
            for key in {key for rest in groups[number] for key in rest.shared}:
                group_of[key] = number
        over = [n for n, group in groups.items() if max(rest.last for rest in group) <= part.last]
        for n in over:
            group = groups.pop(n)
            for key in {key for rest in group for key in rest.shared}:
                del group_of[key]
            yield sorted(group, key=lambda rest: (rest.name, rest.start))
    yield from (sorted(group, key=lambda rest: (rest.name, rest.start)) for group in groups.values())


def join_name(groups: Sequence[Sequence[Rest]]) -> str:
    """The name of the part of the store with the events of groups: a digest of where their tellings are from."""
    of = " ".join(f"{rest.name}:{rest.start}" for group in groups for rest in group)
    return f"{JOINED}-{hashlib.blake2b(of.encode(), digest_size=8).hexdigest()}.parquet"


def join(store: str, groups: Sequence[Sequence[Rest]]) -> None:
    """Make the events of groups of tellings that hang together across parts, and write them as one part."""
    events: list[Event] = []
    # neighbours in a file are read in one step
    spans: dict[str, tuple[int, int]] = {}
    for group in groups:
        for rest in group:
            first, last = spans.get(rest.name, (rest.start, rest.end))
            spans[rest.name] = min(first, rest.start), max(last, rest.end)
    contents = {
        name: read_bytes(joined(store, "merged", name), start, end) for name, (start, end) in spans.items()
    }
    for group in groups:
        articles: dict[str, Article] = {}
        parts = []
        for rest in group:
            begin = spans[rest.name][0]
            told, nodes, edges = orjson.loads(contents[rest.name][rest.start - begin : rest.end - begin])
            articles |= articles_of(told)
            parts.append(
                Open(
                    {key: tuple(event_of(row) for row in rows) for key, rows in nodes},
                    {(a, b): value for a, b, value in edges},
                    rest.shared,
                )
            )
        events += close(parts, articles)
    with writing(joined(store, join_name(groups))) as stream:
        write_parquet(sorted(events, key=calendar_order), (), stream)
