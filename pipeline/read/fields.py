"""Makes a record of named fields: which column is the text, the title, the day, by common names or as told."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from importlib import import_module, resources
from typing import Any

from pipeline.read.decode import NoArticlesError, ReadError
from pipeline.read.published import HOME
from pipeline.read.records import LARGEST, TOO_LARGE, Options, Record

SORTS = ("text", "title", "date", "doc", "url", "source", "html")
"""What columns can be named for."""
MOST_COLUMNS = 2000
_PLAIN = re.compile(r"[\s_.:-]+")
_MARKUP = re.compile(r"(?i)</p>|<br\s{0,3}/?>|</div>|</h[1-6]>|</li>")
_MOMENT = re.compile(r"(?:[1-3]\d{9}|[1-3]\d{12})(?:\.\d{1,9})?")
_SHOWN = 12  # columns named in a message


def record_of(fields: Mapping[str, Any], number: int, options: Options) -> Record:
    """The record of an article's fields; raise `ReadError` where none of them is a text.

    `number` names it where no field does. A text may be a list of paragraphs, or HTML.
    """
    columns = columns_of(tuple(fields), tuple(options.columns.items()))
    found = {sort: _filled(fields, names) for sort, names in columns.items()}
    text = found.get("text")
    if isinstance(text, list | tuple) and all(isinstance(part, str) for part in text):
        text = "\n\n".join(text)
    if isinstance(text, str) and len(text) > LARGEST:
        raise ReadError(TOO_LARGE)
    told = Record(
        "", _name(found.get("doc")) or f"#{number}", _name(found.get("title")), _day(found.get("date"))
    )
    told = told._replace(path=_name(found.get("url")) or _name(found.get("source")))
    if not isinstance(text, str) or not text.strip():
        page = found.get("html")
        if not isinstance(page, str) or not page.strip():
            named = columns["text"] or columns["html"] or "text" in options.columns
            raise (ReadError if named else NoArticlesError)(f"no text; {_wanted(fields, options)}")
        read: Record = import_module("pipeline.read.web.page").page_of(
            page.encode("utf-8", "replace"), told.path
        )
        return read._replace(
            document=told.document,
            title=told.title or read.title,
            published=told.published or read.published,
            reason="" if told.published else read.reason,
            path=told.path or read.path,
        )
    if len(_MARKUP.findall(text[:20_000])) > 1 and not _is_contract(columns, fields):
        text = import_module("pipeline.read.web.page").text_of_markup(text) or text
    return told._replace(text=text)


@lru_cache(256)
def columns_of(names: tuple[str, ...], told: tuple[tuple[str, str], ...] = ()) -> dict[str, tuple[str, ...]]:
    """Which of these columns can hold what, best first; `told` names some as (sort, column)."""
    given = dict(told)
    plain: dict[str, str] = {}
    for name in names[:MOST_COLUMNS]:
        plain.setdefault(_PLAIN.sub("", str(name).lower()), name)
    found = {}
    for sort in SORTS:
        if sort in given:
            wanted = _PLAIN.sub("", given[sort].lower())
            found[sort] = (given[sort],) if given[sort] in names else tuple(filter(None, [plain.get(wanted)]))
        else:
            found[sort] = tuple(plain[known] for known in _known()[sort] if known in plain)
    return found


def check_columns(names: tuple[str, ...], options: Options) -> None:
    """Refuse a table that has too many columns, or none that can be the text."""
    if len(names) > MOST_COLUMNS:
        raise ReadError(f"{len(names)} columns; {MOST_COLUMNS} are allowed")
    columns = columns_of(names, tuple(options.columns.items()))
    if not columns["text"] and not columns["html"]:
        # who names a column means this table
        sort = ReadError if "text" in options.columns else NoArticlesError
        raise sort(f"no column of text; {_wanted(dict.fromkeys(names), options)}")


def _wanted(fields: Mapping[str, Any], options: Options) -> str:
    told = options.columns.get("text")
    if told and told not in fields:
        return f"no column {told!r}; there are: {_listed(fields)}"
    return (
        f"one of text, body, content, Inhalt is allowed, or --columns text=NAME; there are: {_listed(fields)}"
    )


def _listed(fields: Mapping[str, Any]) -> str:
    names = [repr(str(name)[:30]) if not str(name).isprintable() else str(name)[:30] for name in fields]
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")


def _is_contract(columns: Mapping[str, tuple[str, ...]], fields: Mapping[str, Any]) -> bool:
    """Whether the text is one that others point into by offsets: a field named just `text`."""
    return columns["text"][:1] == ("text",) and bool(fields.get("text"))


def _filled(fields: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    for name in names:
        value = fields.get(name)
        if value not in (None, "") and not (isinstance(value, float) and math.isnan(value)):
            return value
    return None


def _day(value: Any) -> Any:
    """The value of a date, and where it is a moment in seconds or milliseconds since 1970 the day at home."""
    text = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    if not _MOMENT.fullmatch(text):
        return value
    seconds = float(text) / (1000 if float(text) > 1e11 else 1)
    return datetime.fromtimestamp(seconds, HOME).date()


def _name(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float):
        value = int(value) if value.is_integer() else value
    return " ".join(str(value).split())


@cache
def _known() -> dict[str, list[str]]:
    text = resources.files("pipeline.read").joinpath("columns.toml").read_text(encoding="utf-8")
    known: dict[str, list[str]] = tomllib.loads(text)
    return known
