"""What a reader of a format gets and gives: a stream and what is known of it in, one record an article out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any, NamedTuple

from pipeline.read.decode import NoArticlesError, ReadError

LARGEST = 5_000_000
"""Bytes of one article; what is larger is no article."""
TOO_LARGE = f"larger than an article; {LARGEST // 1_000_000} MB are allowed"


MOST_PACKED = 100
"""How many times its size an archive may unpack to; texts come to 20."""
FREE = 50_000_000
"""Bytes that any archive may unpack to."""


class Budget:
    """What an archive may still unpack to, with all archives in it."""

    def __init__(self, size: int) -> None:
        self.left = max(FREE, MOST_PACKED * size)

    def spend(self, count: int) -> None:
        """Count unpacked bytes; raise `ReadError` where they are too many."""
        self.left -= count
        if self.left < 0:
            raise ReadError(
                f"unpacks to more than {MOST_PACKED} times its size; archives of articles are allowed"
            )


class Record(NamedTuple):
    """What a file says of one article.

    `start` is where its text begins behind front matter, `reason` where its publication day stands ("field" where
    that is empty), `stem` the name of the file that it is from where that is one in an archive.
    """

    text: str
    document: str = ""
    title: str = ""
    published: Any = None
    path: str = ""
    start: int = 0
    reason: str = ""
    stem: str = ""


class Options(NamedTuple):
    """How an input is to be read.

    `columns` names the columns of tables that hold text, title, date, doc, url and source, where their own names do
    not tell; `address` and `charset` are what a page was fetched from and with; `depth` counts archives in archives;
    `allow_private` lets addresses of the own machine and network be fetched, `ask_robots` keeps to what a site's
    `robots.txt` allows;
    `named` are the inputs that somebody named: others may be left where they hold no articles (None: all are named);
    `passed_over` is a file that is no input though it lies among them: the one that the result is written to.
    """

    columns: Mapping[str, str] = {}
    path: str = ""
    charset: str = ""
    depth: int = 0
    budget: Budget | None = None
    allow_private: bool = False
    ask_robots: bool = True
    named: frozenset[str] | None = None
    passed_over: str = ""


_ENOUGH = 20


def articles_among(records: Iterable[Record | ReadError]) -> Iterator[Record | ReadError]:
    """The records of a file in which each has fields of its own.

    Raises `NoArticlesError` where none of the first twenty has a field that can be a text: they are of something
    else. Where one has, the others have failed.
    """
    records = iter(records)
    without: list[NoArticlesError] = []
    for record in records:
        if isinstance(record, NoArticlesError) and len(without) < _ENOUGH:
            without.append(record)
            continue
        if isinstance(record, NoArticlesError):
            break
        yield from (ReadError(str(error)) for error in without)
        yield record
        yield from (ReadError(str(r)) if isinstance(r, NoArticlesError) else r for r in records)
        return
    if without:
        raise without[0]


Reader = Callable[[IO[bytes], Options], Iterator["Record | ReadError"]]
