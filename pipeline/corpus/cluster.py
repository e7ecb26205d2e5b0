"""Runs pieces of work on a Dask cluster; what they read and write is at addresses that all its machines see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipeline.store import StoreError

if TYPE_CHECKING:
    from pipeline.corpus.pool import Engine, Tasks

TRIES = 5
"""So often a piece of work is given to another machine after one has been lost with it."""

AHEAD = 4
"""So many pieces of work for each thread are handed over before the first is done."""

_ANSWER = 30  # seconds that a scheduler has to answer


@contextmanager
def cluster(address: str) -> Iterator[Engine]:
    """An engine that works on the cluster whose scheduler has the address, `tcp://host:8786`."""
    try:
        import distributed  # noqa: PLC0415 - an extra that only this needs
    except ImportError:
        raise StoreError("--scheduler needs the extra cluster: pip install 'zeitstrahl[cluster]'") from None
    try:
        connect: Any = distributed.Client
        client = connect(address, timeout=_ANSWER)
    except (OSError, ValueError) as error:
        raise StoreError(f"{address}: no scheduler answers ({error})") from None

    def run(work: Callable[..., Any], tasks: Tasks) -> Iterator[tuple[int, Any]]:
        waiting = enumerate(tasks)
        number_of: dict[Any, int] = {}

        def submitted(count: int) -> list[Any]:
            new = []
            for number, task in islice(waiting, count):
                # the same work twice is the same file twice: it may be repeated, never remembered
                future = client.submit(work, *task, pure=False, retries=TRIES)
                number_of[future] = number
                new.append(future)
            return new

        as_completed: Any = distributed.as_completed
        running = as_completed(submitted(AHEAD * max(1, sum(client.nthreads().values()))))
        for future in running:
            try:
                result = future.result()
            except distributed.scheduler.KilledWorker as error:
                raise StoreError(
                    f"{address}: workers were lost again and again with the same piece of work (too little "
                    f"memory?): {error}; the same command goes on where this one stopped"
                ) from None
            yield number_of.pop(future), result
            future.release()
            for following in submitted(1):
                running.add(following)

    try:
        yield run
    finally:
        client.close()
