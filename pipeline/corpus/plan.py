"""Divides what is to be read into chunks of work of about equal size, in the order of reading."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pipeline.read import KNOWN, Failure, files_of
from pipeline.read.files import is_address
from pipeline.read.formats import is_known
from pipeline.store.address import is_remote, remote

SIZE = 1_000_000
"""Bytes of a chunk: some seconds of work, which is what is lost where a process is killed."""

LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole files, or lines of one file from `start` to before `end` in bytes, the first of which is `line`."""

    paths: tuple[str, ...]
    size: int
    start: int = 0
    end: int | None = None
    line: int = 1


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    size: int
    state: str


def chunks(
    inputs: Iterable[str], on_error: Callable[[Failure], Any], store: str = "", passed_over: str = ""
) -> tuple[list[Chunk], str]:
    """The chunks of files, folders and addresses, and a digest of what they are made from.

    The digest changes with the files' names, sizes and times of change. What lies in the folder `store`, and the
    file `passed_over`, is no input.
    """
    digest = hashlib.blake2b(digest_size=6)
    found: list[Chunk] = []
    small: list[_File] = []

    def flush() -> None:
        if small:
            found.append(Chunk(tuple(file.path for file in small), sum(file.size for file in small)))
            small.clear()

    own = tuple(
        f"{os.path.realpath(path)}{end}" for path, end in ((store, os.sep), (passed_over, "")) if path
    )
    for file in _files(inputs, on_error):
        if own and os.path.realpath(file.path).startswith(own):
            continue
        digest.update(f"{file.path}\0{file.size}\0{file.state}\0".encode("utf-8", "surrogateescape"))
        if file.size > SIZE and Path(file.path).suffix.lower() in LINES:
            flush()
            found += _divided(file)
            continue
        if small and sum(one.size for one in small) + file.size > SIZE:
            flush()
        small.append(file)
    flush()
    return found, digest.hexdigest()


def _files(inputs: Iterable[str], on_error: Callable[[Failure], Any]) -> Iterator[_File]:
    given = sorted(set(inputs))
    for path in files_of([path for path in given if is_address(path) or not is_remote(path)], on_error):
        if is_address(path):
            yield _File(path, 0, "")
            continue
        try:
            state = Path(path).stat()
        except OSError as error:
            on_error(Failure(path, f"{error.strerror or error}; a readable file is allowed"))
            continue
        yield _File(path, state.st_size, str(state.st_mtime_ns))
    for address in given:
        if is_remote(address) and not is_address(address):
            yield from _remote_files(address, on_error)


def _remote_files(address: str, on_error: Callable[[Failure], Any]) -> Iterator[_File]:
    files, path = remote(address)
    if not files.exists(path):
        on_error(Failure(address, "no such file or folder"))
        return
    folder = files.isdir(path)
    found = files.find(path, detail=True) if folder else {path: files.info(path)}
    known = 0
    for name in sorted(found):
        if not folder or (is_known(name) and "/." not in name):
            known += 1
            yield _File(files.unstrip_protocol(name), int(found[name]["size"]), str(files.ukey(name)))
    if not known:
        on_error(Failure(address, f"folder without articles; known: {KNOWN}"))


def _divided(file: _File) -> Iterator[Chunk]:
    """A file of lines in ranges that end with a line."""
    start, line = 0, 1
    with opened(file.path) as stream:
        while start < file.size:
            block = stream.read(SIZE) + stream.readline()
            if not block:
                break
            yield Chunk((file.path,), len(block), start, start + len(block), line)
            start += len(block)
            line += block.count(b"\n")


def opened(path: str) -> IO[bytes]:
    """Open a local or remote file."""
    if not is_remote(path):
        return Path(path).open("rb")
    files, name = remote(path)
    stream: IO[bytes] = files.open(name, "rb")
    return stream
