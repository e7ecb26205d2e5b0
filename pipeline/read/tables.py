"""Reads tables: CSV, TSV, JSON, Parquet and Excel, one article a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import IO, Any

import orjson

from pipeline.read.decode import NoArticlesError, ReadError, shown
from pipeline.read.fields import MOST_COLUMNS, check_columns, columns_of, record_of
from pipeline.read.records import LARGEST, Options, Record, articles_among

LARGEST_JSON = 50_000_000
"""Bytes of a JSON file, which must be held as a whole; JSON Lines can be of any size."""
_LARGEST_GROUP = 2_000_000_000  # bytes of a Parquet file's part
_MOST_PACKED = 200  # times
_DELIMITERS = (",", ";", "\t", "|")
_HEADER_WITHIN = 20  # rows of a sheet that may stand above the names of its columns
_WRAPPERS = (
    "articles",
    "items",
    "data",
    "results",
    "records",
    "docs",
    "documents",
    "artikel",
    "entries",
    "rows",
)
_DEEPEST = 3


def read_csv(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
    """A table in lines, separated by commas, semicolons, tabs or bars; its first row names the columns."""
    csv.field_size_limit(LARGEST)
    lines = _decoded(stream)
    first = next((line for line in lines if line.strip()), "")
    if not first:
        raise ReadError("empty; a table with a row of column names is allowed")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, first = first.strip()[4], next(lines, "")
    else:
        delimiter = _delimiter(first, options)
    rows = csv.reader(_again(first, lines), delimiter=delimiter)
    names = next(_whole(rows), None)
    if not isinstance(names, list):
        raise ReadError("empty; a table with a row of column names is allowed")
    names = [name.strip().removeprefix("\ufeff") for name in names]
    check_columns(tuple(names), options)
    for number, row in enumerate(_whole(rows), 1):
        if isinstance(row, ReadError):
            yield ReadError(f"row {number}: {row}")
        elif any(row):
            yield _of_row(dict(zip(names, row, strict=False)), number, options)


def read_json(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
    """JSON: a list of articles, an object with such a list, or one article."""
    data = stream.read(LARGEST_JSON + 1)
    if len(data) > LARGEST_JSON:
        raise ReadError(
            f"larger than {LARGEST_JSON // 1_000_000} MB; JSON Lines (.jsonl) of any size is allowed"
        )
    try:
        value = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise ReadError(f"no JSON ({str(error)[:80]}); a list of objects is allowed") from None
    listed = _list_in(value, 0)
    if listed is None:
        raise NoArticlesError(f"JSON {type(value).__name__}; a list of objects with text is allowed")
    if not listed:
        raise NoArticlesError("empty; a list of objects with text is allowed")
    yield from articles_among(_rows(listed, options))


def read_parquet(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
    """A Parquet file, one article a row."""
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    try:
        file = parquet.ParquetFile(stream)
    except (arrow.ArrowException, OSError) as error:
        raise ReadError(f"no Parquet ({str(error).splitlines()[0][:80]})") from None
    names = tuple(file.schema_arrow.names)
    check_columns(names, options)
    columns = sorted(
        {name for listed in columns_of(names, tuple(options.columns.items())).values() for name in listed}
    )
    _check_groups(file.metadata, columns)
    number = 0
    try:
        # few rows at a time: a row may hold the text of a book
        for batch in file.iter_batches(batch_size=64, columns=columns, use_threads=False):
            for fields in batch.to_pylist():
                number += 1
                yield _of_row(fields, number, options)
    except (arrow.ArrowException, OSError) as error:
        raise ReadError(f"damaged Parquet ({str(error).splitlines()[0][:80]})") from None
    if not number:
        raise ReadError("empty; a table with rows is allowed")


def read_excel(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
    """An Excel workbook (.xlsx): every sheet with a column of text, one article a row."""
    import_module("pipeline.read.archives").check_office(stream)
    openpyxl = import_module("openpyxl")
    book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    failure: ReadError | None = None
    number = 0
    for sheet in book.worksheets:
        begin = sheet.iter_rows(values_only=True, max_row=_HEADER_WITHIN, max_col=MOST_COLUMNS + 1)
        try:
            at, names = _header(begin, options)
        except ReadError as error:
            failure = failure or type(error)(f"sheet {shown(sheet.title)}: {error}")
            continue
        for row in sheet.iter_rows(values_only=True, min_row=at + 1, max_col=len(names)):
            if any(value not in (None, "") for value in row):
                number += 1
                yield _of_row(dict(zip(names, row, strict=False)), number, options)
    if not number:
        raise failure or ReadError("empty; a sheet with rows is allowed")


def _rows(listed: list[Any], options: Options) -> Iterator[Record | ReadError]:
    for number, fields in enumerate(listed, 1):
        if isinstance(fields, dict):
            yield _of_row(fields, number, options)
        else:
            what = f"row {number}: JSON {type(fields).__name__}; an object with text is allowed"
            yield NoArticlesError(what)


def _of_row(fields: dict[str, Any], number: int, options: Options) -> Record | ReadError:
    try:
        return record_of(fields, number, options)
    except ReadError as error:
        return type(error)(f"row {number}: {error}")


def _decoded(stream: IO[bytes]) -> Iterator[str]:
    """A table's lines: UTF-16 where it begins with a mark, else each line UTF-8 or Windows-1252."""
    begin = stream.read(4)
    if begin[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = io.TextIOWrapper(io.BufferedReader(_Prefixed(begin, stream)), "utf-16", "replace", newline="")
        while line := text.readline(LARGEST + 1):
            yield _short(line)
        return
    buffered = io.BufferedReader(_Prefixed(begin.removeprefix(b"\xef\xbb\xbf"), stream))
    while data := buffered.readline(LARGEST + 1):
        if b"\0" in data:
            raise ReadError("binary data; a table in text is allowed")
        try:
            yield _short(data.decode("utf-8"))
        except UnicodeDecodeError:
            yield _short(data.decode("cp1252", "replace"))


def _short(line: str) -> str:
    if len(line) > LARGEST:
        raise ReadError(f"a line longer than {LARGEST // 1_000_000} MB; rows of articles are allowed")
    return line


class _Prefixed(io.RawIOBase):
    """A stream of which the first bytes were taken already."""

    def __init__(self, begin: bytes, stream: IO[bytes]) -> None:
        self.begin, self.stream = begin, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.begin or self.stream.read(len(buffer))
        data, self.begin = data[: len(buffer)], data[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _delimiter(header: str, options: Options) -> str:
    """The delimiter that makes most known columns of the header, or most columns at all."""

    def known(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=delimiter), [])
        columns = columns_of(
            tuple(name.strip() for name in names[:MOST_COLUMNS]), tuple(options.columns.items())
        )
        return sum(map(bool, columns.values())), len(names)

    try:
        return max(_DELIMITERS, key=known)
    except csv.Error:
        raise ReadError("no table; a row of column names is allowed") from None


def _again(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _whole(rows: Iterator[list[str]]) -> Iterator[list[str] | ReadError]:
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield ReadError(f"{error}; a quotation mark may be missing")


def _list_in(value: Any, depth: int) -> list[Any] | None:
    """The list of articles in a JSON value: itself, under a usual name, or the value as the only one."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or depth > _DEEPEST:
        return None
    columns = columns_of(tuple(value))
    if any(isinstance(value[name], str) for sort in ("text", "html") for name in columns[sort]):
        return [value]
    for name in [*_WRAPPERS, *value]:
        inner = value.get(name)
        if isinstance(inner, list) and any(isinstance(part, dict) for part in inner):
            return inner
    for inner in value.values():
        if isinstance(inner, dict) and (found := _list_in(inner, depth + 1)):
            return found
    return [value] if value else None


def _check_groups(metadata: Any, columns: list[str]) -> None:
    """Refuse what unpacks to much more than it is: a file of a few bytes that declares gigabytes."""
    for group in range(metadata.num_row_groups):
        parts = [metadata.row_group(group).column(i) for i in range(metadata.num_columns)]
        wanted = [part for part in parts if part.path_in_schema.split(".", 1)[0] in columns]
        packed, size = (
            sum(getattr(p, f"total_{kind}_size") for p in wanted) for kind in ("compressed", "uncompressed")
        )
        if size > LARGEST_JSON and (size > _LARGEST_GROUP or size > _MOST_PACKED * packed):
            raise ReadError(f"unpacks to {size // 1_000_000} MB at once; smaller row groups are allowed")


def _header(rows: Iterable[tuple[Any, ...]], options: Options) -> tuple[int, list[str]]:
    """The names of a sheet's columns, and the number of their row: the first that has one for the text."""
    failure: ReadError | None = None
    for number, row in enumerate(rows, 1):
        names = [str(value).strip() if value is not None else "" for value in row]
        while names and not names[-1]:
            names.pop()
        if names:
            try:
                check_columns(tuple(names), options)
            except ReadError as error:
                failure = failure or error
            else:
                return number, names
    raise failure or ReadError("empty; a sheet with a row of column names is allowed")
