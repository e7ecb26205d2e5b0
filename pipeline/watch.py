"""Watches a folder: tells which files of articles are new, changed or gone, once they are written to their end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import NamedTuple

import watchfiles

from pipeline.read.files import files_of
from pipeline.read.formats import stem_of

LONGEST_WAIT = 5.0
"""Seconds until the folder is looked through again though nothing was heard of it: network drives tell nothing."""
SETTLING = 0.4
"""Seconds for which a file must have stayed the same before it is read."""

State = dict[str, tuple[int, int]]


class Change(NamedTuple):
    """Files to read, and whether some that were read before are gone."""

    files: list[str]
    gone: list[str]


def changes(folder: str | Path, output: str = "", stop: Event | None = None) -> Iterator[Change]:
    """Yield what changes in a folder, at first all that is there; ends when `stop` is set.

    The file or folder `output`, which what was found is written to, may lie in it: it is passed over. With a
    changed file come those of the same name in other folders: they are numbered together.
    """
    root, result = str(folder), os.path.realpath(output) if output else ""
    known = _state(root, result)
    yield Change(sorted(known), [])
    heard = watchfiles.watch(
        root,
        watch_filter=None,
        debounce=int(SETTLING * 1000),
        rust_timeout=int(LONGEST_WAIT * 1000),
        yield_on_timeout=True,
        stop_event=stop,
    )
    stop = stop or Event()
    before = known
    for _ in heard:
        now = _state(root, result)
        while now != before:  # until no file grows any more
            before = now
            if stop.wait(SETTLING):
                return
            now = _state(root, result)
        new = {path for path, state in now.items() if known.get(path) != state}
        gone = sorted(known.keys() - now.keys())
        if new or gone:
            names = {stem_of(path) for path in new}
            yield Change(sorted(path for path in now if stem_of(path) in names), gone)
        known = now


def _state(folder: str, output: str) -> State:
    """Each file of articles below a folder with its size and its time of change."""
    found = {}
    for path in files_of([folder], lambda _: None):
        real = os.path.realpath(path)
        if output and (real == output or real.startswith(f"{output}{os.sep}")):
            continue
        try:
            status = Path(path).stat()
        except OSError:
            continue  # gone since it was listed
        found[path] = (status.st_size, status.st_mtime_ns)
    return found
