"""Finds the files to read: those named, and those of known formats below the folders named."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.read.decode import Failure
from pipeline.read.formats import KNOWN, is_known

STANDARD_INPUT = "-"
BESIDE_PAGE = re.compile(r"[_-](?:files|Dateien)$")


def is_address(text: str) -> bool:
    """Whether an input is an address on the web."""
    return text.lower().startswith(("http://", "https://"))


def files_of(inputs: Iterable[str | Path], on_error: Callable[[Failure], Any]) -> Iterator[str]:
    """The files of paths and folders, in the order of the sorted paths, each once; `-` and addresses as they are."""
    given = sorted({os.fspath(path) for path in inputs})
    folders = {os.path.realpath(path) for path in given if path != STANDARD_INPUT and Path(path).is_dir()}
    for path in given:
        if path == STANDARD_INPUT or is_address(path):
            yield path
        elif not os.path.lexists(path):
            on_error(Failure(path, "no such file or folder"))
        elif any(str(parent) in folders for parent in Path(os.path.realpath(path)).parents):
            continue  # it comes with the folder
        elif not Path(path).is_dir():
            yield path
        else:
            found = False
            for file in _below(path, on_error):
                found = True
                yield file
            if not found:
                on_error(Failure(path, f"folder without articles; known: {KNOWN}"))


def _below(folder: str, on_error: Callable[[Failure], Any]) -> Iterator[str]:
    """The files of known formats below `folder`, sorted; hidden ones and links to folders are passed over."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        on_error(Failure(folder, f"{error.strerror}; a readable folder is allowed"))
        return
    names = {entry.name for entry in listed}
    for entry in listed:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not _is_of_page(entry.name, names):
                yield from _below(entry.path, on_error)
        elif is_known(entry.name) and not entry.is_dir():
            if entry.is_file() or not Path(entry.path).exists():
                yield entry.path
            else:  # nobody may ever write into a pipe: opening it could take for ever
                on_error(Failure(entry.path, "a pipe or device; a file is allowed below a folder"))


def _is_of_page(folder: str, names: set[str]) -> bool:
    """Whether a folder has what a browser saved beside a page: pictures, frames of advertisement."""
    stem = BESIDE_PAGE.sub("", folder)
    return stem != folder and any(f"{stem}{ending}" in names for ending in (".html", ".htm"))
