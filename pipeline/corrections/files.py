"""The file of corrections: read whole, written only at its end, one line at once.

Nothing in it is ever changed, so two people's files are put together by writing one after the other, in any
order, and a line that was being written when the machine stopped costs that line only.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.corrections.edits import Edit, line, parse
from pipeline.corrections.values import EditError

try:
    import fcntl
except ImportError:  # Windows has no such locks; there each append is still one write at the end
    fcntl = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Log:
    """The edits of a file by time, each once, and one line for each line that is none: its number and why.

    `torn` is set where the last line was cut: nothing but that line is missing.
    """

    edits: tuple[Edit, ...] = ()
    problems: tuple[str, ...] = ()
    torn: bool = False


def read(path: str | Path) -> Log:
    """Read a file of corrections; raises `OSError` where there is none."""
    return read_bytes(Path(path).read_bytes())


def read_bytes(content: bytes) -> Log:
    """Read the content of a file of corrections."""
    edits: dict[str, Edit] = {}
    problems = []
    torn = False
    whole = content.endswith(b"\n")
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            found = parse(raw)
        except EditError as error:
            torn = number == len(lines) and not whole
            problems.append(f"line {number}: {'cut off while it was written' if torn else error}")
        else:
            edits[found.id] = found
    return Log(tuple(sorted(edits.values(), key=lambda one: one.order)), tuple(problems), torn)


def append(path: str | Path, edits: Iterable[Edit]) -> None:
    """Write edits at the end of a file, which is made where there is none; they are on the disk when this returns.

    Others who append at the same time wait. A line that an earlier writer left unfinished is closed first. Where
    the disk is full nothing of the edits stays.
    """
    content = b"".join(map(line, edits))
    new = not Path(path).exists()
    number = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        with _locked(number):
            size = os.fstat(number).st_size
            if size:
                os.lseek(number, size - 1, os.SEEK_SET)
                if os.read(number, 1) != b"\n":
                    content = b"\n" + content
            try:
                if os.write(number, content) != len(content):
                    raise OSError(28, "not all of it could be written", os.fspath(path))
                os.fsync(number)
            except OSError:
                os.ftruncate(number, size)
                raise
    finally:
        os.close(number)
    if new:
        _keep_name(Path(path))


def joined(logs: Iterable[Log]) -> tuple[Edit, ...]:
    """The edits of several files by time, each once."""
    found = {one.id: one for log in logs for one in log.edits}
    return tuple(sorted(found.values(), key=lambda one: one.order))


@contextmanager
def _locked(number: int) -> Iterator[None]:
    if fcntl is not None:
        fcntl.flock(number, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if fcntl is not None:
            fcntl.flock(number, fcntl.LOCK_UN)


def _keep_name(path: Path) -> None:
    """Have the folder know the new file before anyone is told that the edit is kept."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    folder = os.open(path.resolve().parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
