"""The index of a store, kept in a file beside it, so that a million events are open at once.

It is made when a store is first opened or has changed, and mapped into memory from then on. Where nothing can be
written beside the store, a file that disappears with the process serves, and where none can be, memory does.
"""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.query.building import write_columns
from pipeline.query.columns import BrokenColumnsError, Columns, Writer, mapped
from pipeline.query.index import Index
from pipeline.store import StoreError, format_of, replacing
from pipeline.store.folder import MANIFEST, read_manifest
from pipeline.store.parquet import FORMAT, article_parts, opened, readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VERSION = "2"
"""The version of the columns; raised where an older or newer index would be misread."""
ENDING = ".index"
INSIDE = "_events.index"
BATCH = 10_000
LARGEST_FOOTER = 1 << 26


def is_store(path: Path) -> bool:
    """Whether a path is a store: a Parquet file, a folder that `extract -o FOLDER/` wrote, or one of Parquet files."""
    if not path.is_dir():
        return format_of(path) == "parquet"
    if (path / MANIFEST).is_file():
        return True
    names = [file.name for file in path.rglob("*") if not file.name.startswith((".", "_")) and file.is_file()]
    return bool(names) and all(format_of(name) == "parquet" for name in names)


def open_store(path: str | Path) -> Index:
    """The index of a store; raise `StoreError` where the store cannot be read."""
    files = files_of(Path(path))
    marks = [_mark(file) for file in files]
    return _kept(path_of_index(Path(path)), files, marks) or _made(Path(path), files, marks)


def path_of_index(path: Path) -> Path:
    """Where the index of a store is kept: beside its file, or in its folder."""
    return path / INSIDE if path.is_dir() else path.with_name(path.name + ENDING)


def files_of(path: Path) -> list[Path]:
    """The Parquet files of a store: the one, or those in a folder of parts, in their order."""
    if not path.is_dir():
        return [path]
    if (path / MANIFEST).is_file():
        manifest = read_manifest(str(path))
        return [path / name for name in (*manifest.events, *manifest.articles)]
    found = sorted(
        file
        for file in path.rglob("*")
        if format_of(file) == "parquet" and not file.name.startswith((".", "_"))
    )
    if not found:
        raise StoreError(f"{path}: no Parquet files in the folder")
    return found


def signature(path: Path) -> str:
    """What tells a store from every other state of it, in a moment: sizes, times and footers of its files."""
    marks = [(str(file), *_mark(file)) for file in files_of(path)]
    return hashlib.sha256(repr(marks).encode("utf-8", "surrogateescape")).hexdigest()


def _mark(file: Path) -> tuple[int, int, str]:
    """A file's size, time, and the hash of its footer, which has the sizes and bounds of all columns."""
    with readable(file), file.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(size - 8, 0))
        tail = stream.read()
        length = int.from_bytes(tail[:4], "little")
        if tail[4:] != b"PAR1" or not 0 < length <= min(size, LARGEST_FOOTER):
            raise StoreError(f"{file}: no readable Parquet file (it has no end)")
        stream.seek(-length - 8, 2)
        return size, file.stat().st_mtime_ns, hashlib.sha256(stream.read()).hexdigest()


def _kept(beside: Path, files: Sequence[Path], marks: list[tuple[int, int, str]]) -> Index | None:
    """The index that is there, where it is one of this version and of this very store."""
    try:
        with beside.open("rb") as stream:
            columns = mapped(stream)
    except (OSError, BrokenColumnsError):
        return None
    about = columns.about
    known = [tuple(mark) for mark in about.get("marks", [])]
    if about.get("version") != [VERSION, FORMAT] or len(known) != len(marks):
        return None
    if known != marks:
        # a copied store has another time: then its whole content decides
        if any(old[::2] != new[::2] for old, new in zip(known, marks, strict=True)):
            return None
        if about.get("content") != _content(files):
            return None
    return Index(columns)


def _made(path: Path, files: Sequence[Path], marks: list[tuple[int, int, str]]) -> Index:
    about = {"version": [VERSION, FORMAT], "marks": marks, "content": _content(files)}
    beside = path_of_index(path)
    with suppress(OSError):
        with replacing(beside) as stream:
            _write(path, files, about, stream)
        with beside.open("rb") as stream:
            return Index(mapped(stream))
    with suppress(OSError), tempfile.TemporaryFile() as stream:
        _write(path, files, about, stream)
        stream.flush()
        return Index(mapped(stream))
    memory = BytesIO()
    _write(path, files, about, memory)
    return Index(Columns(memory.getvalue()))


def _write(path: Path, files: Sequence[Path], about: dict[str, Any], stream: Any) -> None:
    parted = (path / MANIFEST).is_file()
    events = [path / name for name in read_manifest(str(path)).events] if parted else files

    def source(wanted: Sequence[str]) -> Iterator[Any]:
        if parted and all(name.startswith("articles.") for name in wanted):
            yield from _articles(path)
            return
        for name in events:
            with opened(name) as file, readable(name):
                yield from file.iter_batches(BATCH, columns=list(wanted))

    columns = Writer(stream)
    write_columns(source, columns)
    columns.finish(about)


def _articles(path: Path) -> Iterator[Any]:
    """The articles of a folder, which stand in parts of their own there, as if events had them."""
    for part in article_parts(str(path)):
        for batch in part.to_batches():
            told = pa.StructArray.from_arrays(batch.columns, fields=list(batch.schema))
            yield pa.RecordBatch.from_arrays([pa.ListArray.from_arrays([0, len(told)], told)], ["articles"])


def _content(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        with readable(file), file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
