"""Reads feeds: RSS and Atom, one article an entry, with as much of its text as the feed has."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import IO, Any
from urllib.parse import urlsplit

from pipeline.read.archives import refuse_entities
from pipeline.read.decode import NoArticlesError, ReadError
from pipeline.read.published import parse_field
from pipeline.read.records import Options, Record

LARGEST_FEED = 20_000_000


def read_feed(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
    """An RSS or Atom feed; an entry's title, link, day and text, or the summary where it has no text."""
    data = stream.read(LARGEST_FEED + 1)
    if len(data) > LARGEST_FEED:
        raise ReadError(f"larger than a feed; {LARGEST_FEED // 1_000_000} MB are allowed")
    refuse_entities(data)
    feedparser = import_module("feedparser")
    markup = import_module("pipeline.read.web.page").text_of_markup
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version"):
        # what is cut off or damaged may have been one
        raise (ReadError if feed.get("bozo") else NoArticlesError)("no feed; RSS or Atom is allowed")
    if not feed.entries:
        raise ReadError("a feed without entries")
    for number, entry in enumerate(feed.entries, 1):
        text = markup(_text(entry))
        title = markup(str(entry.get("title", ""))).replace("\n", " ")
        if not text.strip():
            yield ReadError(f"entry {number}: no text; entries with a text or a summary are allowed")
            continue
        link = str(entry.get("link", ""))
        day = next(
            (day for key in ("published", "created", "updated") if (day := parse_field(entry.get(key)))), None
        )
        yield Record(
            text=text,
            document=slug_of(link) or f"#{number}",
            title=title,
            published=day,
            reason="feed",
            path=link,
        )


def slug_of(address: str) -> str:
    """The part of an address that names its article: the last one with letters, without an ending."""
    try:
        parts = [part for part in urlsplit(address).path.split("/") if part]
    except ValueError:
        return ""
    last = parts[-1].rsplit(".", 1)[0] if parts else ""
    return last[:120] if sum(map(str.isalpha, last)) > 3 else ""


def _text(entry: Any) -> str:
    """The longest of an entry's texts."""
    texts = [str(content.get("value", "")) for content in entry.get("content", [])]
    return max([*texts, str(entry.get("summary", ""))], key=len)
