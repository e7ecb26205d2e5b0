"""Searches a chunk of articles: the work of one process, from files to files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from pipeline import dating
from pipeline.chain import events_of
from pipeline.corpus.found import APART, write_found
from pipeline.corpus.plan import Chunk, opened
from pipeline.knowledge import extended_by
from pipeline.lang import LANGUAGES
from pipeline.read import Failure, read_files, read_lines, read_opened
from pipeline.read.files import is_address
from pipeline.read.records import Options
from pipeline.store.address import is_remote, joined, read_bytes, writing
from pipeline.store.parquet import write_articles

if TYPE_CHECKING:
    from pipeline.knowledge import Knowledge
    from pipeline.schema import Article, Event

ARTICLES = 2_000
"""Articles of a file at most: a chunk that is one large file gives several."""

AS_USUAL = Options()
LAST = "-end"
"""How the name of a chunk's last file ends; where it is there, the chunk is done."""


AGAIN = "-undated-"
"""In the names of files of articles that had no date when their chunk was searched."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What all chunks of a run have in common.

    `store` is the folder's address; `prefix` begins the names of what the run writes; `own` is the content of a
    table of own actors, and `own_name` what it is called in errors; `known` is the address of the digests of
    articles that the store has already, empty where it has none.
    """

    store: str
    prefix: str
    own: str = ""
    own_name: str = ""
    known: str = ""
    options: Options = AS_USUAL


@dataclass(frozen=True, slots=True)
class Searched:
    """What came of a chunk: articles read, of how many bytes, lines about failures and files without articles."""

    articles: int
    size: int
    failures: tuple[str, ...]
    passed: tuple[str, ...] = ()


def search_chunk(settings: Settings, number: int, chunk: Chunk) -> Searched:
    """Find what the articles of a chunk tell, and write it; written once more it is the same to the byte."""
    failures: list[str] = []
    passed: list[str] = []
    met: list[str] = []
    articles = _unknown(_articles(chunk, settings.options, failures, passed), settings.known, met)
    done: list[str] = []
    left: list[str] = []
    read = part = 0
    while True:
        batch = list(islice(articles, ARTICLES))
        read += len(batch)
        last = len(batch) < ARTICLES
        name = f"{settings.prefix}-{number:06}-{part:03}{LAST if last else ''}"
        _write(settings, name, batch, failures, met=met, passed=passed)
        done += failures
        left += passed
        failures.clear()
        passed.clear()
        met.clear()
        part += 1
        if last:
            return Searched(read, chunk.size, tuple(done), tuple(left))


def search_again(settings: Settings, name: str, articles: list[Article]) -> None:
    """Search articles that had no date when their chunk was searched."""
    _write(settings, name, articles, [], wait=False)


def digest_of(document: str, sha256: str) -> int:
    """An article with its text as a number of 64 bits."""
    return int.from_bytes(
        hashlib.blake2b(f"{document}\0{sha256}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    )


def _write(
    settings: Settings,
    name: str,
    batch: list[Article],
    failures: list[str],
    wait: bool = True,
    met: Sequence[str] = (),
    passed: Sequence[str] = (),
) -> None:
    knowledge = _knowledge(settings.own, settings.own_name)
    tellings: list[Event] = []
    searched: list[Article] = []
    waiting: list[Article] = []
    left: Counter[str] = Counter()
    batch = list(_told_apart(batch))
    for given in batch:
        if given.language not in LANGUAGES:
            left[given.language] += 1
            continue
        article = dating.date_from_content(given) if wait else given
        if article.published is None and wait:
            waiting.append(article)
            continue
        try:
            tellings += events_of(article, knowledge)
        except Exception as error:  # our own fault in one article must not cost a long run all others
            what = f"{article.document}: failed with {type(error).__name__}: {error}; please report this"
            failures.append(str(Failure(article.path, what)))
            continue
        searched.append(article)
    with writing(joined(settings.store, "articles", f"{name}.parquet")) as stream:
        write_articles(searched, stream)
    write_found(
        joined(settings.store, "found", name),
        tellings=tellings,
        articles=searched,
        # those of an undated article are in the file of its chunk
        names=[article.document for article in batch] if wait else [],
        waiting=waiting,
        left=left,
        failures=failures,
        passed=passed,
        met=met,
    )


def _told_apart(batch: Iterable[Article]) -> Iterator[Article]:
    """The articles with names that none of the batch shares; `names` gives them their last ones."""
    seen: Counter[str] = Counter()
    for article in batch:
        number = seen[article.document]
        seen[article.document] += 1
        yield replace(article, document=f"{article.document}{APART}{number}") if number else article


def _articles(chunk: Chunk, options: Options, failures: list[str], passed: list[str]) -> Iterator[Article]:
    def failed(failure: Failure) -> None:
        (passed if failure.left else failures).append(str(failure))

    path = chunk.paths[0]
    if chunk.end is not None:
        with BytesIO(read_bytes(path, chunk.start, chunk.end)) as lines:
            yield from read_lines(path, lines, chunk.line, failed, options)
    elif is_address(path) or not is_remote(path):
        yield from read_files(chunk.paths, failed, options)
    else:
        for address in chunk.paths:
            with opened(address) as stream:
                yield from read_opened(address, stream, failed, options)


def _unknown(articles: Iterable[Article], known: str, met: list[str]) -> Iterator[Article]:
    """The articles that the store does not have with the same text; the names of the others go to `met`."""
    if not known:
        yield from articles
        return
    digests = _digests(known)
    for article in articles:
        digest = np.uint64(digest_of(article.document, article.sha256))
        place = int(np.searchsorted(digests, digest))
        if place == len(digests) or digests[place] != digest:
            yield article
        else:
            met.append(article.document)


@lru_cache(maxsize=1)
def _digests(address: str) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.frombuffer(read_bytes(address), np.uint64)


@lru_cache(maxsize=1)
def _knowledge(own: str, name: str) -> Knowledge | None:
    return extended_by(own, name) if own else None
