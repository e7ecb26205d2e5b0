"""Runs pieces of work on the processes of this machine, or one after the other."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from multiprocessing.connection import Connection
from typing import Any

from pipeline.store import StoreError

TRIES = 3
"""So often a pool is set up anew whose processes were killed, before the run gives up."""

AHEAD = 3
"""So many pieces of work for each process are handed over before the first is done."""


Tasks = Sequence[tuple[Any, ...]]
Engine = Callable[[Callable[..., Any], Tasks], Iterator[tuple[int, Any]]]
"""Does pieces of work; gives the number of each with what came of it, as they get done."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def here() -> Iterator[Engine]:
    """An engine that works in this process."""

    def run(work: Callable[..., Any], tasks: Tasks) -> Iterator[tuple[int, Any]]:
        for number, task in enumerate(tasks):
            yield number, work(*task)

    yield run


def processes(count: int) -> AbstractContextManager[Engine]:
    """An engine that works in so many processes of this machine; in this one where `count` is 1."""
    return here() if count == 1 else _processes(count)


@contextmanager
def _processes(count: int) -> Iterator[Engine]:
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["pipeline.corpus.worker"])

    # nobody writes to it: it ends when this process does, however it ends
    alive, held = context.Pipe(duplex=False)

    def pool() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(count, context, _begin, (alive,))

    current = [pool()]

    def run(work: Callable[..., Any], tasks: Tasks) -> Iterator[tuple[int, Any]]:
        left = dict(enumerate(tasks))
        tries = 0
        while left:
            try:
                for number, result in _results(current[0], work, left, AHEAD * count):
                    del left[number]
                    yield number, result
            except BrokenProcessPool:
                tries += 1
                if tries == TRIES:
                    raise StoreError(
                        "a process of this run was killed again and again (too little memory?); "
                        "the same command goes on where this one stopped, fewer processes (--jobs) need less"
                    ) from None
                current[0].shutdown(cancel_futures=True)
                current[0] = pool()

    try:
        yield run
    except BaseException:
        for process in list((current[0]._processes or {}).values()):
            process.terminate()
        raise
    finally:
        current[0].shutdown(cancel_futures=True)
        held.close()


def _results(
    pool: ProcessPoolExecutor, work: Callable[..., Any], tasks: dict[int, tuple[Any, ...]], ahead: int
) -> Iterator[tuple[int, Any]]:
    waiting = iter(list(tasks.items()))
    running: dict[Future[Any], int] = {}
    while True:
        while len(running) < ahead and (following := next(waiting, None)):
            running[pool.submit(work, *following[1])] = following[0]
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield running.pop(future), future.result()


def _begin(run: Connection) -> None:
    """Set up a process: it takes no signals meant for the run, and ends when the run is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.set_threshold(50_000)
    gc.freeze()
    threading.Thread(target=_end_with, args=(run,), daemon=True).start()


def _end_with(run: Connection) -> None:
    # a run that is killed cannot say so to its processes, which would wait for work for ever
    run.poll(None)
    os._exit(1)
