"""Reads what a visitor gives to the page: files and pasted text, within limits, and counts what came of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import IO, TYPE_CHECKING

from pipeline.read import OnError, read_streams
from pipeline.read.decode import Failure
from pipeline.read.fields import columns_of
from pipeline.read.files import is_address
from pipeline.read.formats import ending_of_content

if TYPE_CHECKING:
    from pipeline.schema import Article

MOST_ARTICLES = 5000
LARGEST_TEXT = 30_000_000
"""Characters of all articles together."""
_SEPARATED = re.compile(r"[,;\t|]")


def read_given(
    files: Iterable[tuple[str, bytes]], on_error: OnError, counts: Counter[str]
) -> Iterator[Article]:
    """Yield the articles of files given by name and content; `counts` gets the number that each gave.

    What goes beyond the limits is left, and said.
    """
    size, current = 0, ""

    def streams() -> Iterator[tuple[str, IO[bytes]]]:
        nonlocal current
        for name, content in files:
            current = name
            yield name, BytesIO(content)

    for article in read_streams(streams(), on_error):
        size += len(article.text)
        if counts.total() >= MOST_ARTICLES or size > LARGEST_TEXT:
            limit = f"{MOST_ARTICLES} articles or {LARGEST_TEXT // 1_000_000} million characters"
            on_error(Failure(current, f"more than {limit}; what comes after them is left"))
            return
        counts[current] += 1
        yield article


def of_upload(name: str) -> str:
    """The name of an uploaded file without folders: what a visitor calls a file is never an address."""
    return name.replace("\\", "/").rpartition("/")[2] or "upload"


def pasted(text: str, name: str) -> tuple[str, bytes]:
    """Pasted text as a file by its content: an address, a web page, a table, a feed, or just text."""
    stripped = text.strip()
    if is_address(stripped) and len(stripped.split()) == 1:
        return stripped, b""
    data = text.encode("utf-8", "replace")
    first, _, rest = stripped.partition("\n")
    if rest and len(first) < 1000:
        columns = columns_of(tuple(part.strip(' "') for part in _SEPARATED.split(first)))
        if columns["text"] and sum(map(bool, columns.values())) > 1:
            return f"{name}.csv", stripped.encode("utf-8", "replace")
    return f"{name}{ending_of_content(data[:1000])}", data
