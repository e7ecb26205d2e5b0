"""Keeps events with all that belongs to them in Parquet, one file or a folder's parts, and reads them back exactly.

A row is an event; evidence, participants and the events that it was merged from are nested in it. The
articles stand in the column `articles`, each in the row of the first event that cites it (those that none
cites in the last row): so the file is complete alone, can be written and read in parts, and a reader who
does not ask for that column never touches the texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime
from itertools import islice, repeat
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.schema import (
    ARTICLE_COLUMNS,
    EVENT_COLUMNS,
    EVIDENCE_COLUMNS,
    PARTICIPANT_COLUMNS,
    Article,
    Column,
    Event,
    Evidence,
    Participant,
)
from pipeline.store.address import exists, is_remote, joined, opened_source
from pipeline.store.files import StoreError
from pipeline.store.folder import JOINED, MANIFEST, UNDATED, in_calendar, read_manifest

FORMAT = "2"
"""The version of the file's layout, in its metadata; raised where an older reader would fail."""
ABOUT = "zeitstrahl"
"""What the file says of itself stands in its metadata under this name, and under names that begin with it."""
_ROWS = 20_000
_OPTIONS: dict[str, Any] = {"compression": "zstd", "compression_level": 3, "write_page_checksum": True}
_TYPES = {
    "str": pa.string(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "datetime64[us]": pa.timestamp("us"),
    "list[str]": pa.list_(pa.string()),
}


def write_parquet(
    events: Iterable[Event],
    articles: Iterable[Article],
    stream: IO[bytes],
    about: Mapping[str, str] | None = None,
) -> None:
    """Write events, in the order given, and the articles that they cite; `about` goes into the metadata."""
    schema = SCHEMA.with_metadata(
        {ABOUT: FORMAT, **{f"{ABOUT}.{key}": value for key, value in (about or {}).items()}}
    )
    left = {article.document: article for article in articles}
    with pq.ParquetWriter(stream, schema, **_OPTIONS) as writer:
        rows = map(_row, iter(events), repeat(left))
        part = list(islice(rows, _ROWS))
        while part:
            following = list(islice(rows, _ROWS))
            if not following:
                part[-1]["articles"] += [article_row(left[document]) for document in sorted(left)]
            writer.write_table(pa.Table.from_pylist(part, schema))
            part = following


def read_events(path: str | Path, event_ids: set[str] | None = None) -> Iterator[Event]:
    """Read the events of a file or folder back, all or those with the given ids, with what they were merged from.

    The order is that of the file; that of dates in a folder. A folder of such files without a manifest is read
    file by file.
    """
    if files := _loose(path):
        for one in files:
            yield from read_events(one, event_ids)
        return
    if is_folder(path):
        yield from in_calendar([_chained(names, event_ids) for names in _streams(str(path))])
        return
    with opened(path) as file, readable(path):
        columns = [name for name in file.schema_arrow.names if name != "articles"]
        wanted = None if event_ids is None else pa.array(sorted(event_ids), pa.string())
        for batch in file.iter_batches(2_000, row_groups=_groups(file, wanted), columns=columns):
            chosen = batch if wanted is None else batch.filter(pc.is_in(batch["event_id"], wanted))
            for row in chosen.to_pylist():
                yield _event(row)


def parquet_files(folder: str | Path) -> list[Path]:
    """The Parquet files below a local folder, sorted; hidden ones and those of others are passed over."""
    found = (path for path in Path(folder).rglob("*") if path.suffix.lower() in (".parquet", ".pq"))
    return sorted(path for path in found if not path.name.startswith((".", "_")) and path.is_file())


def _loose(path: str | Path) -> list[Path]:
    """The files of a folder that has no manifest; none where it has one, or is no local folder."""
    without = Path(path).is_dir() and not exists(joined(str(path), MANIFEST))
    return parquet_files(path) if without else []


def events_citing(path: str | Path, documents: set[str]) -> set[str]:
    """The ids of the events of a file that have evidence in one of these articles."""
    wanted = pa.array(sorted(documents), pa.string())
    with opened(path) as file, readable(path):
        table = file.read(["event_id", "evidence.list.element.document"])
    evidence = table["evidence"].combine_chunks()
    cited = pc.is_in(evidence.flatten().field("document"), wanted)
    rows = pc.list_parent_indices(evidence).filter(cited).unique()
    return set(table["event_id"].take(rows).to_pylist())


def _groups(file: pq.ParquetFile, wanted: Any) -> list[int]:
    """The parts of a file that have any of the wanted events."""
    groups = range(file.num_row_groups)
    if wanted is None:
        return list(groups)
    ids = (file.read_row_group(group, ["event_id"])["event_id"] for group in groups)
    return [
        group for group, found in zip(groups, ids, strict=True) if pc.any(pc.is_in(found, wanted)).as_py()
    ]


def stored_articles(path: str | Path) -> list[Article]:
    """Read the articles of a file or folder back, by name; their spans of content are not kept in it."""
    found = []
    if files := _loose(path):
        each = {article.document: article for one in files for article in stored_articles(one)}
        return [each[document] for document in sorted(each)]
    if is_folder(path):
        found = [_article(row) for table in article_parts(str(path)) for row in table.to_pylist()]
        return sorted(found, key=lambda article: article.document)
    with opened(path) as file:
        for batch in file.iter_batches(2_000, columns=["articles"]):
            for row in batch.to_pylist():
                found += [_article(article) for article in row["articles"]]
    return sorted(found, key=lambda article: article.document)


def about_file(path: str | Path) -> dict[str, str]:
    """What a file says of itself: version of its layout, and what `write_parquet` was given to keep."""
    with opened(path) as file:
        metadata = file.schema_arrow.metadata or {}
    return {key.decode(errors="replace"): value.decode(errors="replace") for key, value in metadata.items()}


def is_folder(path: str | Path) -> bool:
    """Whether a store is a folder of parts; the address of one has no ending of a file."""
    return Path(path).is_dir() or (is_remote(str(path)) and not str(path).endswith((".parquet", ".pq")))


def read_articles(part: str) -> list[Article]:
    """Read the articles of a folder's part, in its order."""
    with opened(part, ARTICLES) as file, readable(part):
        return [_article(row) for row in file.read().to_pylist()]


def article_columns(part: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Some columns of a folder's part of articles, a tuple for each row."""
    with opened(part, ARTICLES) as file, readable(part):
        table = file.read(list(columns))
    yield from zip(*(table[column].to_pylist() for column in columns), strict=True)


def rows_of(part: str) -> int:
    """How many events a part has."""
    with opened(part) as file:
        count: int = file.metadata.num_rows
        return count


def article_parts(store: str) -> Iterator[pa.Table]:
    """The articles of a folder, a table for each part."""
    for name in read_manifest(store).articles:
        address = joined(store, name)
        with opened(address, ARTICLES) as file, readable(address):
            yield file.read()


def _streams(store: str) -> Iterator[list[str]]:
    """The addresses of parts of events; those of each stream follow each other in the order of dates."""
    names = read_manifest(store).events
    alone = [name for name in names if name.startswith((JOINED, UNDATED))]
    yield [joined(store, name) for name in names if name not in alone]
    yield from ([joined(store, name)] for name in alone)


def _chained(addresses: Iterable[str], event_ids: set[str] | None) -> Iterator[Event]:
    for address in addresses:
        yield from read_events(address, event_ids)


def write_articles(articles: Iterable[Article], stream: IO[bytes]) -> None:
    """Write a folder's part of articles, in the order given."""
    rows = [article_row(article) for article in articles]
    with pq.ParquetWriter(stream, ARTICLES, **_OPTIONS) as writer:
        writer.write_table(pa.Table.from_pylist(rows, ARTICLES))


def opened(path: str | Path, schema: pa.Schema | None = None) -> pq.ParquetFile:
    """Open a file of this layout; raise `StoreError` for any other."""
    schema = SCHEMA if schema is None else schema
    with readable(path):
        file = pq.ParquetFile(opened_source(str(path)), page_checksum_verification=True)
    found = (file.schema_arrow.metadata or {}).get(ABOUT.encode())
    layout = None if found is None else found.decode(errors="replace")
    if layout != FORMAT or not file.schema_arrow.equals(schema):
        file.close()
        what = "other columns" if layout in (None, FORMAT) else f"layout {layout}"
        raise StoreError(f"{path}: {what}; a file that `extract -o` of this version wrote is allowed")
    return file


@contextmanager
def readable(path: str | Path) -> Iterator[None]:
    """Turn what goes wrong while a file is read into a `StoreError`."""
    try:
        yield
    except FileNotFoundError:
        raise StoreError(f"{path}: no such file") from None
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise StoreError(f"{path}: no readable Parquet file ({reason})") from None


def _struct(columns: Iterable[Column]) -> Any:
    return pa.struct([(column.name, _TYPES[column.dtype]) for column in columns])


_EVIDENCE = [pa.list_(_struct(EVIDENCE_COLUMNS[1:])), pa.list_(_struct(PARTICIPANT_COLUMNS[1:]))]
_EVENT = [(column.name, _TYPES[column.dtype]) for column in EVENT_COLUMNS]
_EVENT += list(zip(("evidence", "participants"), _EVIDENCE, strict=True))
SCHEMA = pa.schema(
    [
        *_EVENT,
        ("members", pa.list_(pa.struct(_EVENT))),
        ("articles", pa.list_(_struct(ARTICLE_COLUMNS))),
    ],
    metadata={ABOUT: FORMAT},
)
"""The columns of the file."""
ARTICLES = pa.schema(
    [(column.name, _TYPES[column.dtype]) for column in ARTICLE_COLUMNS], metadata={"zeitstrahl": FORMAT}
)
"""The columns of a folder's parts of articles."""


def article_row(article: Article) -> dict[str, Any]:
    """The article as a row of `ARTICLE_COLUMNS`."""
    row = {column.name: getattr(article, column.name) for column in ARTICLE_COLUMNS}
    row["published"] = midnight(article.published)
    return row


def event_row(event: Event) -> dict[str, Any]:
    """The event as a row of `EVENT_COLUMNS`."""
    row = {column.name: getattr(event, column.name) for column in EVENT_COLUMNS}
    row["start"], row["end"] = midnight(event.start), midnight(event.end)
    return row


def midnight(day: date | None) -> datetime | None:
    """The day's first moment, without a time zone, as columns of dates hold it."""
    return None if day is None else datetime(day.year, day.month, day.day)


def _article(row: dict[str, Any]) -> Article:
    return Article(**{**row, "published": _day(row["published"])})


def _row(event: Event, left: dict[str, Article]) -> dict[str, Any]:
    cited = dict.fromkeys(e.document for part in (event, *event.members) for e in part.evidence)
    taken = [left.pop(document) for document in cited if document in left]
    return {
        **_nested(event),
        "members": [_nested(member) for member in event.members],
        "articles": [article_row(article) for article in taken],
    }


def _nested(event: Event) -> dict[str, Any]:
    return {
        **event_row(event),
        "evidence": [{f.name: getattr(e, f.name) for f in fields(e)} for e in event.evidence],
        "participants": [{f.name: getattr(p, f.name) for f in fields(p)} for p in event.participants],
    }


def _event(row: dict[str, Any]) -> Event:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    values["start"], values["end"] = _day(row["start"]), _day(row["end"])
    values["evidence"] = tuple(Evidence(**e) for e in row["evidence"])
    values["participants"] = tuple(Participant(**p) for p in row["participants"])
    values["members"] = tuple(_event(member) for member in row.get("members", ()))
    return Event(**values)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
