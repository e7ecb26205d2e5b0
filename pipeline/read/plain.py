"""Reads plain text, Markdown with or without front matter, and JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

import orjson

from pipeline.read.decode import NoArticlesError, ReadError, decode
from pipeline.read.fields import record_of
from pipeline.read.records import LARGEST, TOO_LARGE, Options, Record, articles_among

_LONGEST_FRONT = 10_000  # characters
_DEFAULT = Options()


def read_text(stream: IO[bytes], options: Options = _DEFAULT) -> Iterator[Record | ReadError]:
    """Plain text or Markdown, with or without front matter: one article."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ReadError(TOO_LARGE)
    text = decode(data)
    fields, start = front_matter(text)
    if not text[start:].strip():
        raise ReadError("empty; an article needs text")
    yield Record(
        text=text,
        document=fields.get("doc", fields.get("id", "")),
        title=fields.get("title", fields.get("titel", "")),
        published=_first(fields, "published", "date", "datum", "pubdate", "publishdate", "veröffentlicht"),
        start=start,
    )


def read_jsonl(
    stream: IO[bytes], options: Options = _DEFAULT, first: int = 1
) -> Iterator[Record | ReadError]:
    """JSON Lines: one article a line, with `text` and any of doc, title, date, url, or as `fields` knows them.

    `first` is the number of the stream's first line.
    """
    yield from articles_among(_lines(stream, options, first))


def _lines(stream: IO[bytes], options: Options, first: int) -> Iterator[Record | ReadError]:
    number = 0
    for number, line in enumerate(iter(lambda: stream.readline(LARGEST + 1), b""), first):
        whole = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if len(line) > LARGEST:
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(LARGEST)
            yield ReadError(f"line {number}: {TOO_LARGE}")
        elif whole.strip():
            try:
                yield _record(whole, number, options)
            except ReadError as error:
                yield type(error)(f"line {number}: {error}")
    if number == 0:
        raise ReadError("empty; one JSON object a line is allowed")


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """The fields between two `---` lines at the very start, lower-case names, and where the text goes on."""
    lines = text[:_LONGEST_FRONT].split("\n")
    if lines[0].rstrip() != "---":
        return {}, 0
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
    pairs = [line.partition(":") for line in lines[1:end] if ":" in line and line[0] not in " \t#-"]
    fields = {name.strip().lower(): value.strip().strip("\"'") for name, _, value in pairs}
    return (fields, min(len(text), sum(len(line) + 1 for line in lines[: end + 1]))) if fields else ({}, 0)


def _record(line: bytes, number: int, options: Options) -> Record:
    try:
        data = orjson.loads(line)
    except orjson.JSONDecodeError:
        try:
            data = json.loads(decode(line))  # takes lone surrogates and NaN, which orjson refuses
        except (ValueError, RecursionError):
            raise ReadError("no JSON; one object a line is allowed") from None
    if not isinstance(data, dict):
        raise NoArticlesError(f"JSON {type(data).__name__}; an object with text is allowed")
    return record_of(data, number, options)


def _first(fields: dict[str, Any], *names: str) -> Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "")), None)
