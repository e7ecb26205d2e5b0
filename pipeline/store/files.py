"""Writes files so that a reader finds the old content or the whole new one, never a part.

Whoever writes holds a lock on the unfinished file. A run that is killed lets go of it, and the next one that writes
into the folder takes the file away.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows has no such locks: what a killed run leaves stays there
    fcntl = None  # type: ignore[assignment]

UNFINISHED = ".zeitstrahl-tmp"
"""How the names of unfinished files and folders end."""
LOCK = "lock"
"""The file in an unfinished folder that its maker holds."""
YOUNG = 60.0
"""Seconds in which an unfinished file may not be locked yet."""
_swept: set[str] = set()


class StoreError(Exception):
    """What is wrong with a stored file, in one line that names it."""


@contextmanager
def replacing(path: str | Path) -> Iterator[IO[bytes]]:
    """Give a file to write to that takes the place of `path` when the block ends without an error.

    It is written in the same folder, so that the change of names is one step; after an error nothing of it
    is left. What is no ordinary file (a pipe, `/dev/null`) is written to directly. An `OSError` names `path`.
    """
    try:
        with _replacing(Path(os.path.realpath(path))) as stream:
            yield stream
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), os.fspath(path)) from error


@contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    sweep(target.parent)
    number, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=UNFINISHED, dir=target.parent)
    try:
        with os.fdopen(number, "wb") as stream:
            lock(stream)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def unfinished_folder(near: Path | None) -> Iterator[str]:
    """Give a folder beside `near` that is gone when the block ends; a killed run's is removed by the next."""
    if near is not None:
        sweep(near)
    with (
        tempfile.TemporaryDirectory(prefix=".zeitstrahl.", suffix=UNFINISHED, dir=near) as folder,
        Path(folder, LOCK).open("wb") as held,
    ):
        lock(held)
        yield folder


def lock(stream: IO[bytes]) -> None:
    """Hold a file until it is closed or the process ends."""
    if fcntl is not None:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def sweep(folder: Path) -> None:
    """Remove what runs that were killed have left unfinished in a folder, once for each folder and process."""
    if fcntl is None or str(folder) in _swept:
        return
    _swept.add(str(folder))
    with suppress(OSError), os.scandir(folder) as entries:
        for name in [entry.name for entry in entries if entry.name.endswith(UNFINISHED)]:
            _remove_if_left(folder / name)


def _remove_if_left(path: Path) -> None:
    """Remove an unfinished file or folder, unless a living run holds it or may be about to."""
    with suppress(OSError):
        held = path / LOCK if path.is_dir() else path
        if time.time() - held.stat().st_mtime < YOUNG:
            return
        with held.open("rb") as stream:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def _mode(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
