"""Builds a store from articles, or adds articles to it, in stages of which each piece of work is a file.

    search   each chunk of articles -> found/, articles/
    name     articles of one name get names of their own
    date     articles without a date, from what all others tell
    merge    each range of months -> events/, merged/; what crosses their borders is joined

A piece that is there is not made again, so a run that was killed goes on where it was. The store changes in one
step at the end, when the manifest is replaced.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import pipeline
from pipeline import corrections, dating
from pipeline.corpus import parts, rewrite, search
from pipeline.corpus.correct import corrected
from pipeline.corpus.found import Segment, read_head, read_segment, read_waiting
from pipeline.corpus.names import digest_of_name, distinct
from pipeline.corpus.plan import Chunk, chunks
from pipeline.store.address import exists, joined, names_in, remove, write_bytes
from pipeline.store.folder import FOLDERS, MANIFEST, UNDATED, Manifest, read_manifest, write_manifest
from pipeline.store.parquet import article_columns, rows_of

if TYPE_CHECKING:
    from pipeline.corpus.pool import Engine
    from pipeline.corrections import Edit, Lost
    from pipeline.read import Failure, Options
    from pipeline.schema import Article, Event

KNOWN = ".known"
AT_ONCE = 64
"""So many pieces of joining are planned before they are done."""

Progress = Callable[[str, int, int, int], Any]
"""Called with the stage, how much of it is done, how much there is in all, and how many articles were read."""


def unseen(_stage: str, _done: int, _whole: int, _articles: int) -> None:
    """A progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a store holds after a run: articles read, events, those without a date, what was left or failed.

    `passed` has a line for each file that the run met and that holds no articles; `edits` counts people's edits
    in it, and `lost` are those of them that fit nothing any more.
    """

    read: int
    events: int
    undated: int
    left: Mapping[str, int]
    failures: Sequence[str]
    passed: Sequence[str] = ()
    edits: int = 0
    lost: Sequence[Lost] = ()


def build(
    inputs: Iterable[str],
    store: str,
    engine: Engine,
    own_actors: str | None = None,
    add: bool = False,
    on_error: Callable[[str], Any] = print,
    progress: Progress = unseen,
    reading: Options = search.AS_USUAL,
    forgetting: bool = False,
    edits: Sequence[Edit] = (),
) -> Built:
    """Find the events of files and folders and keep them in the folder `store`, local or remote.

    With `add`, what the store has is kept: articles that it has with the same text are not searched again, those
    with another text replace what was found in them. The result is that of one run over everything. With
    `forgetting` the inputs are all that there is: articles that are not among them are taken out, unless some
    input could not be read. `own_actors` is a table that adds to the shipped ones; `on_error` gets a line for each
    input that fails; `reading` says how inputs are read. `edits` are replayed over the events, with those that the
    store was corrected with.
    """
    failures: list[str] = []
    passed: list[str] = []
    inputs = list(inputs)
    reading = reading._replace(named=frozenset(inputs))

    def failed(failure: Failure) -> None:
        failures.append(str(failure))
        on_error(failures[-1])

    def told(failed: Iterable[str], left: Iterable[str]) -> None:
        for line in failed:
            failures.append(line)
            on_error(line)
        for line in left:
            if line not in passed:  # a large file is read in pieces, and each says so
                passed.append(line)
                on_error(line)

    before = read_manifest(store) if add and exists(joined(store, MANIFEST)) else Manifest()
    pieces, digest = chunks(inputs, failed, store, reading.passed_over)
    own = Path(own_actors).read_text(encoding="utf-8-sig") if own_actors else ""
    settings = search.Settings(
        store,
        _digest(digest, own, before.found, dict(reading.columns)),
        own,
        own_actors or "",
        options=reading,
    )
    if before.found:
        settings = replace(settings, known=_known(settings, before))
    found = _searched(settings, pieces, engine, told, progress)
    replaced = _names(store, found)
    if forgetting and not failures:
        kept = np.union1d(replaced, _names(store, found, met=True))
        replaced = np.union1d(replaced, np.setdiff1d(_names(store, before.found), kept))
    old = _without(store, before.found, replaced, engine)
    undated = _dated(settings, [*old, *found], found)
    manifest = replace(before, failures=tuple(failures)) if add else Manifest(failures=tuple(failures))
    if before.corrections:
        edits = corrections.joined(
            [corrections.Log(corrections.kept(store).edits), corrections.Log(tuple(edits))]
        )
    manifest = replace(manifest, found=(*old, *found, *undated))
    built = _merged(store, manifest, engine, progress, edits)
    return replace(built, passed=passed)


def forget(store: str, documents: Collection[str], engine: Engine, progress: Progress = unseen) -> Built:
    """Take articles out of a store by name, with all that was found in them."""
    manifest = read_manifest(store)
    names = np.unique(np.array([digest_of_name(document) for document in documents], np.uint64))
    found = _without(store, manifest.found, names, engine)
    edits = corrections.kept(store).edits if manifest.corrections else ()
    return _merged(store, replace(manifest, found=tuple(found)), engine, progress, edits)


def _digest(*of: object) -> str:
    return hashlib.blake2b(
        repr((pipeline.__version__, *of)).encode("utf-8", "surrogatepass"), digest_size=6
    ).hexdigest()


def _known(settings: search.Settings, manifest: Manifest) -> str:
    """Write the digests of the articles that the store has, sorted, and give their address."""
    address = joined(settings.store, "found", f"{settings.prefix}{KNOWN}")
    if not exists(address):
        digests = np.array(
            [
                search.digest_of(document, sha256)
                for name in manifest.articles
                for document, sha256 in article_columns(joined(settings.store, name), ("document", "sha256"))
            ],
            np.uint64,
        )
        write_bytes(address, np.sort(digests).tobytes())
    return address


def _searched(
    settings: search.Settings,
    pieces: Sequence[Chunk],
    engine: Engine,
    told: Callable[[Iterable[str], Iterable[str]], Any],
    progress: Progress,
) -> list[str]:
    """Search the chunks that have not been; gives the names of the files, in the order of reading."""
    store = settings.store
    own = [name for name in names_in(joined(store, "found")) if name.startswith(f"{settings.prefix}-")]
    ended = {name.rsplit("-", 2)[0] for name in own if name.endswith(search.LAST)}
    done = [number for number in range(len(pieces)) if f"{settings.prefix}-{number:06}" in ended]
    left = sorted(set(range(len(pieces))) - set(done))
    whole = sum(piece.size for piece in pieces)
    size, articles = sum(pieces[number].size for number in done), 0
    for name in own:
        if name.rsplit("-", 2)[0] in ended or name.rsplit("-", 1)[0] in ended:
            head = read_head(joined(store, "found", name), name)
            told(head.failures, head.passed)
    progress("search", size, whole, articles)
    tasks = [(settings, number, pieces[number]) for number in left]
    for _, result in engine(search.search_chunk, tasks):
        size += result.size
        articles += result.articles
        told(result.failures, result.passed)
        progress("search", size, whole, articles)
    found = [
        name
        for name in names_in(joined(store, "found"))
        if name.startswith(f"{settings.prefix}-") and rewrite.MARK not in name and search.AGAIN not in name
    ]
    changed = distinct(found, lambda name: read_head(joined(store, "found", name), name).names)
    return _rewritten(store, found, changed, engine)


def _rewritten(
    store: str, found: Sequence[str], changed: Mapping[str, rewrite.Names], engine: Engine
) -> list[str]:
    """The names of the files after some of them have been written anew with other names for articles."""
    tasks = [
        (store, name, names)
        for name, names in changed.items()
        if not rewrite.is_rewritten(store, name, names)
    ]
    for _ in engine(rewrite.rewrite, tasks):
        pass
    return [rewrite.rewritten_name(name, changed[name]) if name in changed else name for name in found]


def _names(store: str, found: Sequence[str], met: bool = False) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """The digests of the names of all articles in files, sorted; or of those that they `met` and passed over."""
    heads = (read_head(joined(store, "found", name), name) for name in found)
    each = [
        np.array([digest_of_name(name) for name in (head.met if met else head.names)], np.uint64)
        for head in heads
    ]
    return np.unique(np.concatenate([np.array([], np.uint64), *each]))


def _without(
    store: str, found: Sequence[str], names: np.ndarray[Any, np.dtype[np.uint64]], engine: Engine
) -> list[str]:
    """The files after the articles of these names have been left out of them."""
    changed: dict[str, rewrite.Names] = {}
    for name in found if len(names) else ():
        own = read_head(joined(store, "found", name), name).names
        met = np.isin(np.array([digest_of_name(document) for document in own], np.uint64), names, kind="sort")
        if met.any():
            changed[name] = {own[place]: None for place in np.flatnonzero(met).tolist()}
    return _rewritten(store, found, changed, engine)


def _dated(settings: search.Settings, everything: Sequence[str], found: Sequence[str]) -> list[str]:
    """Search the articles without a date, dated by what all others tell where that is possible."""
    store = settings.store
    heads = {name: read_head(joined(store, "found", name), name) for name in found}
    waiting = [
        article
        for name, head in heads.items()
        for article in read_waiting(joined(store, "found", name), head)
    ]
    if not waiting:
        return []
    again = [
        name
        for name in names_in(joined(store, "found"))
        if name.startswith(f"{settings.prefix}{search.AGAIN}")
    ]
    if not any(name.endswith(search.LAST) for name in again):
        dated = dating.infer_dates_from(waiting, lambda: _told(store, everything))
        number, last = 0, False
        while not last:
            batch = list(islice(dated, search.ARTICLES))
            last = len(batch) < search.ARTICLES
            name = f"{settings.prefix}{search.AGAIN}{number:06}{search.LAST if last else ''}"
            search.search_again(settings, name, batch)
            number += 1
        again = [
            n for n in names_in(joined(store, "found")) if n.startswith(f"{settings.prefix}{search.AGAIN}")
        ]
    return again


def _told(store: str, found: Sequence[str]) -> Iterator[tuple[Event, Article]]:
    """The tellings of files with the articles that they are from."""
    for name in found:
        address = joined(store, "found", name)
        for segment in read_head(address, name).segments:
            events, articles, _ = read_segment(address, segment)
            yield from ((event, articles[event.evidence[0].document]) for event in events)


def _merged(
    store: str, manifest: Manifest, engine: Engine, progress: Progress, edits: Sequence[Edit]
) -> Built:
    """Merge what the files of `manifest.found` tell, replay edits over it, and make the store what comes of it."""
    segments: list[Segment] = []
    read = 0
    left: Counter[str] = Counter()
    failures: list[str] = []
    for name in manifest.found:
        head = read_head(joined(store, "found", name), name)
        segments += head.segments
        read += head.searched
        left.update(head.left)
        failures += head.failures
    planned = parts.divided(segments)
    tasks = [(store, part) for part in planned if not parts.is_merged(store, part)]
    done = len(planned) - len(tasks)
    for _ in engine(parts.merge_months, tasks):
        done += 1
        progress("merge", done, len(planned), read)
    events: list[str] = []
    merged: list[str] = []

    def rests() -> Iterator[tuple[parts.Part, Sequence[parts.Rest]]]:
        for part in planned:
            name, rest = parts.read_rest(store, part)
            merged.append(f"merged/{part.name()}")
            events.extend([name] if name else [])
            yield part, rest

    groups = parts.hanging_together(rests())
    while window := list(islice(_pieces(groups), AT_ONCE)):
        names = [parts.join_name(piece) for piece in window]
        for _ in engine(
            parts.join,
            [
                (store, piece)
                for piece, name in zip(window, names, strict=True)
                if not exists(joined(store, name))
            ],
        ):
            pass
        events += names
    manifest = replace(
        manifest,
        articles=tuple(f"articles/{name}.parquet" for name in manifest.found),
        events=tuple(sorted(events)),
        merged=tuple(merged),
        read=read,
        left=dict(sorted(left.items())),
        failures=tuple(sorted({*manifest.failures, *failures})),
    )
    manifest, replayed = corrected(store, manifest, edits)
    write_manifest(store, manifest)
    _clean(store, manifest)
    rows = {name: rows_of(joined(store, name)) for name in manifest.events}
    undated = sum(count for name, count in rows.items() if name.startswith(UNDATED))
    lost = replayed.lost if replayed else ()
    return Built(
        read, sum(rows.values()), undated, manifest.left, manifest.failures, edits=len(edits), lost=lost
    )


def _pieces(groups: Iterator[list[parts.Rest]]) -> Iterator[list[list[parts.Rest]]]:
    while piece := list(islice(groups, parts.GROUP)):
        yield piece


def _clean(store: str, manifest: Manifest) -> None:
    """Remove what does not belong to the store any more."""
    listed = {
        *(f"found/{name}" for name in manifest.found),
        *manifest.articles,
        *manifest.events,
        *manifest.merged,
        *manifest.extracted,
        manifest.corrections,
    }
    for folder in FOLDERS:
        for name in names_in(joined(store, folder)):
            if f"{folder}/{name}" not in listed:
                remove(joined(store, folder, name))
