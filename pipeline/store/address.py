"""Reads and writes whole files at an address: a local path, or any that fsspec knows (`s3://bucket/folder`)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from pipeline.store.files import StoreError, replacing


class MissingError(StoreError):
    """There is nothing at the address."""


def is_remote(address: str) -> bool:
    """Whether the address is one for fsspec, with a protocol."""
    return "://" in address


def joined(folder: str, *names: str) -> str:
    """The address of something below a folder."""
    return "/".join((folder.rstrip("/") or "/", *names))


def read_bytes(address: str, start: int = 0, end: int | None = None) -> bytes:
    """The content at an address, or the bytes from `start` to before `end` of it."""
    if is_remote(address):
        files, path = remote(address)
        try:
            content: bytes = files.cat_file(path, start=start, end=end)
        except FileNotFoundError:
            raise MissingError(f"{address}: no such file") from None
        return content
    try:
        with Path(address).open("rb") as stream:
            stream.seek(start)
            return stream.read(-1 if end is None else end - start)
    except (FileNotFoundError, NotADirectoryError):
        raise MissingError(f"{address}: no such file") from None


def write_bytes(address: str, content: bytes) -> None:
    """Write a file, all of it or nothing, and the folders that it needs."""
    with writing(address) as stream:
        stream.write(content)


@contextmanager
def writing(address: str) -> Iterator[IO[bytes]]:
    """Give a file to write to that takes its place when the block ends without an error."""
    if not is_remote(address):
        Path(address).parent.mkdir(parents=True, exist_ok=True)
        with replacing(address) as stream:
            yield stream
        return
    files, path = remote(address)
    # a name of its own for each writer: two workers may do the same piece of work
    part = f"{path}.{os.urandom(6).hex()}.part"
    files.makedirs(path.rpartition("/")[0], exist_ok=True)
    try:
        with files.open(part, "wb") as stream:
            yield stream
        files.mv(part, path)
    except BaseException:
        if files.exists(part):
            files.rm(part)
        raise


def opened_source(address: str) -> Any:
    """What a reader of Parquet takes for a file: its path, or an open remote file."""
    if not is_remote(address):
        return address
    files, path = remote(address)
    return files.open(path, "rb")


def exists(address: str) -> bool:
    """Whether there is a file or folder at an address."""
    if is_remote(address):
        files, path = remote(address)
        return bool(files.exists(path))
    return Path(address).exists()


def names_in(folder: str) -> list[str]:
    """The names of the files in a folder, sorted; none where there is no folder."""
    if is_remote(folder):
        files, path = remote(folder)
        files.invalidate_cache()
        found = files.ls(path, detail=False) if files.exists(path) else []
        return sorted(str(name).rstrip("/").rpartition("/")[2] for name in found)
    return sorted(entry.name for entry in Path(folder).iterdir()) if Path(folder).is_dir() else []


def remove(address: str) -> None:
    """Remove a file; nothing happens where there is none."""
    if is_remote(address):
        files, path = remote(address)
        if files.exists(path):
            files.rm(path)
    else:
        Path(address).unlink(missing_ok=True)


def remote(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    try:
        import fsspec  # noqa: PLC0415 - a package that only such addresses need
    except ImportError:
        raise StoreError(f"{address}: needs the extra cluster: pip install 'zeitstrahl[cluster]'") from None
    try:
        files, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise StoreError(f"{address}: {error}") from None
    return files, path
