"""The part of `extract` that writes a folder, or a large result, on all cores or a cluster."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from pipeline.corpus.build import Built, Progress, build, unseen
from pipeline.corpus.pool import Engine, cores, processes
from pipeline.corrections.kept import NOTE, kept_text
from pipeline.store import StoreError, read_events, save, stored_articles
from pipeline.store.address import is_remote, names_in
from pipeline.store.files import unfinished_folder
from pipeline.store.folder import FOLDERS, MANIFEST

if TYPE_CHECKING:
    import argparse

    from pipeline.corrections import Edit
    from pipeline.read import Options

_BAR = "{desc} {percentage:3.0f}% |{bar}| {postfix}{elapsed}, {remaining} left"


def into_folder(
    options: argparse.Namespace, reading: Options, say: Callable[[str], Any], edits: Sequence[Edit] = ()
) -> Built:
    """Extract into the folder of `-o`, or go on with what is there."""
    store = _absolute(options.output.rstrip("/") or "/")
    # what begins with a stroke or a point is kept beside the store by those who read it
    others = {name for name in names_in(store) if not name.startswith((".", "_"))} - {MANIFEST, *FOLDERS}
    if others:
        raise StoreError(
            f"{store}: holds {sorted(others)[0]!r} and is no store; a new or empty folder is allowed"
        )
    with _engine(options.scheduler, options.jobs) as engine, _progress(options.progress) as progress:
        # the machines of a cluster have working folders of their own
        inputs = [*map(_absolute, options.inputs)] if options.scheduler else options.inputs
        return build(
            inputs, store, engine, options.actors, options.add, say, progress, reading, options.forget, edits
        )


def into_file(
    options: argparse.Namespace,
    reading: Options,
    form: str,
    say: Callable[[str], Any],
    edits: Sequence[Edit] = (),
) -> Built:
    """Extract into one file, or to standard output, by way of a folder that is removed afterwards."""
    near = Path(options.output).resolve().parent if options.output else None
    with (
        unfinished_folder(near) as folder,
        _engine(options.scheduler, options.jobs) as engine,
        _progress(options.progress) as progress,
    ):
        store = f"{folder}/store"
        built = build(
            options.inputs,
            store,
            engine,
            options.actors,
            on_error=say,
            progress=progress,
            reading=reading,
            edits=edits,
        )
        about = {NOTE: kept_text(store)} if edits else {}
        articles = stored_articles(store) if form == "parquet" else ()
        save(read_events(store), articles, options.output or sys.stdout.buffer, form, options.undated, about)
        return built


def _absolute(address: str) -> str:
    return address if is_remote(address) else os.path.abspath(address)  # noqa: PTH100 - links stay as named


def _engine(scheduler: str | None, jobs: int | None) -> AbstractContextManager[Engine]:
    if scheduler:
        from pipeline.corpus.cluster import cluster  # noqa: PLC0415 - needs an extra

        return cluster(scheduler)
    return processes(jobs or cores())


@contextmanager
def _progress(wanted: bool) -> Iterator[Progress]:
    """A bar on standard error, where that is a terminal or a bar is asked for."""
    if not (wanted or sys.stderr.isatty()):
        yield unseen
        return
    bars: dict[str, tqdm[Any]] = {}

    def progress(stage: str, done: int, whole: int, articles: int) -> None:
        bar = bars.get(stage)
        if bar is None:
            for other in bars.values():
                other.close()
            # what an earlier run has done says nothing about the time that is left
            bar = bars[stage] = tqdm(
                total=whole, initial=done, desc=stage, bar_format=_BAR, leave=False, file=sys.stderr
            )
        bar.update(done - bar.n)
        seconds = bar.format_dict["elapsed"]
        if stage == "search" and seconds:
            bar.set_postfix_str(f"{articles:,} articles, {articles / seconds:,.0f} articles/s, ")

    try:
        yield progress
    finally:
        for bar in bars.values():
            bar.close()
