"""Reads archives: ZIP, tar and gzip of anything that can be read, in each other too, and never onto the disk."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any

from pipeline.read.decode import NoArticlesError, ReadError, shown
from pipeline.read.files import BESIDE_PAGE
from pipeline.read.formats import KNOWN, is_known, reader_of, stem_of
from pipeline.read.records import MOST_PACKED, Budget, Options, Record

_MOST_MEMBERS = 200_000
_DEEPEST = 3  # archives in archives
_LARGEST_INNER = 200_000_000  # bytes of an archive or table in an archive: it must be held
_LARGEST_OFFICE = 200_000_000  # bytes that a document's parts unpack to
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, gzip.BadGzipFile)


class _Counted(io.RawIOBase):
    """An unpacked stream that spends from a budget."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, budget: Budget) -> None:
        self.stream, self.budget = stream, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self.stream.read(min(len(buffer), 1 << 20))
        except _DAMAGED as error:
            raise _damaged("archive", error) from None
        self.budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


def read_gzip(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
    """One gzipped file, read by the ending of its name without `.gz`."""
    name = options.path[: -len(".gz")]
    reader = reader_of(name)
    budget = options.budget or Budget(_size(stream))
    try:
        with gzip.GzipFile(fileobj=stream) as unpacked:
            yield from reader(
                _whole(_buffered(unpacked, budget), name), options._replace(path=name, budget=budget)
            )
    except _DAMAGED as error:
        raise _damaged("archive", error) from None


def read_zip(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
    """The files in a ZIP that can be read, in the order of their names."""
    _check_depth(options)
    budget = options.budget or Budget(_size(stream))
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _check([member.filename for member in members])
            wanted = sorted(
                (m for m in members if _is_wanted(m.filename)), key=lambda member: member.filename
            )
            _check_sizes(wanted, budget)
            if not wanted:
                raise NoArticlesError(f"archive without articles; known: {KNOWN}")
            for member in wanted:
                if member.flag_bits & 1:
                    yield ReadError(
                        f"{shown(member.filename)}: encrypted; archives without a password are allowed"
                    )
                    continue
                try:
                    with archive.open(member) as unpacked:
                        yield from _read(member.filename, _buffered(unpacked, budget), options, budget)
                except NotImplementedError as error:
                    yield ReadError(f"{shown(member.filename)}: {error}")
    except _DAMAGED as error:
        raise _damaged("archive", error) from None


def read_tar(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
    """The files in a tar archive that can be read, gzipped or not."""
    _check_depth(options)
    budget = options.budget or Budget(_size(stream))
    found = number = 0
    packed = stream.peek(2)[:2] if isinstance(stream, io.BufferedReader) else stream.read(2)
    if not isinstance(stream, io.BufferedReader):
        stream.seek(0)
    try:
        inner: IO[bytes] | gzip.GzipFile = gzip.GzipFile(fileobj=stream) if packed == b"\x1f\x8b" else stream
        with tarfile.open(fileobj=_buffered(inner, budget), mode="r|") as archive:
            for member in archive:
                number += 1
                _check([member.name], number)
                if not member.isfile() or not _is_wanted(member.name):
                    continue
                found += 1
                if member.issparse() or member.size > budget.left + member.size // 50:
                    raise ReadError(
                        f"declares a file of {member.size // 1_000_000} MB; archives of articles are allowed"
                    )
                unpacked = archive.extractfile(member)
                if unpacked is not None:
                    yield from _read(member.name, unpacked, options, budget)
    except _DAMAGED as error:
        raise _damaged("archive", error) from None
    if not found:
        raise NoArticlesError(f"archive without articles; known: {KNOWN}")


def check_office(stream: IO[bytes]) -> None:
    """Refuse a document that is a ZIP of XML where it unpacks to too much or declares entities."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            size = sum(member.file_size for member in members)
            if size > _LARGEST_OFFICE or len(members) > 10_000:
                raise ReadError(
                    f"unpacks to {size // 1_000_000} MB; {_LARGEST_OFFICE // 1_000_000} MB are allowed"
                )
            for member in members:
                if member.flag_bits & 1:
                    raise ReadError("encrypted; documents without a password are allowed")
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        refuse_entities(part.read(1 << 16))
    except _DAMAGED as error:
        raise _damaged("document", error) from None
    stream.seek(0)


def refuse_entities(data: bytes) -> None:
    """Refuse XML that declares entities: a few lines of them can expand to gigabytes."""
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise ReadError("XML that declares entities; XML without them is allowed")


def _read(name: str, unpacked: IO[bytes], options: Options, budget: Budget) -> Iterator[Record | ReadError]:
    path = f"{options.path}/{name}"
    inner = options._replace(path=path, depth=options.depth + 1, budget=budget)
    try:
        for record in reader_of(name)(_whole(unpacked, name), inner):
            if isinstance(record, ReadError):
                yield type(record)(f"{shown(name)}: {record}")
            else:
                yield record._replace(path=record.path or path, stem=record.stem or stem_of(name))
    except ReadError as error:
        if budget.left < 0 or options.depth + 1 >= _DEEPEST:
            raise
        yield type(error)(f"{shown(name)}: {error}")


def _whole(stream: IO[bytes], name: str) -> IO[bytes]:
    """The stream itself, or all of it where its reader must jump in it."""
    if not name.lower().endswith(
        (".zip", ".parquet", ".xlsx", ".xlsm", ".docx", ".pdf", ".tar", ".tgz", ".gz")
    ):
        return stream
    data = stream.read(_LARGEST_INNER + 1)
    if len(data) > _LARGEST_INNER:
        raise ReadError(f"larger than {_LARGEST_INNER // 1_000_000} MB in an archive; unpack it first")
    return io.BytesIO(data)


def _buffered(stream: IO[bytes] | gzip.GzipFile, budget: Budget) -> IO[bytes]:
    return io.BufferedReader(_Counted(stream, budget), 1 << 16)


def _is_wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    # what a browser saved beside a page are frames of advertisement, no articles
    beside = any(BESIDE_PAGE.search(part) for part in parts[:-1])
    return is_known(name) and not beside and not any(part.startswith((".", "__MACOSX")) for part in parts)


def _check(names: list[str], number: int = 0) -> None:
    """Refuse an archive that names files outside itself: nobody packs articles so."""
    if len(names) + number > _MOST_MEMBERS:
        raise ReadError(f"more than {_MOST_MEMBERS} files; smaller archives are allowed")
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        if ".." in path.parts or path.is_absolute() or name[1:2] == ":":
            raise ReadError(f"names a file outside itself ({shown(name)[:60]}); such archives are not read")


def _check_sizes(members: list[zipfile.ZipInfo], budget: Budget) -> None:
    total = sum(member.file_size for member in members)
    if total > budget.left:
        raise ReadError(
            f"declares {total // 1_000_000} MB, over {MOST_PACKED} times its size; archives of articles are allowed"
        )


def _check_depth(options: Options) -> None:
    if options.depth >= _DEEPEST:
        raise ReadError(f"more than {_DEEPEST} archives in each other; unpack them first")


def _size(stream: IO[bytes]) -> int:
    if not stream.seekable():
        return 0
    at = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(at)
    return size


def _damaged(kind: str, error: BaseException) -> ReadError:
    what = " ".join(str(error).split())[:80] or type(error).__name__
    return ReadError(f"damaged {kind} ({what}); a whole file is allowed")
