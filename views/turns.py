"""Turns for many visitors at once: one page is drawn at a time, and sent when all of it is there.

Streamlit runs the page in a thread for each click, and Python's threads share one lock, which a thread that only
computes gives up no sooner than after the switch interval. With ten pages being drawn at once all of them end late, and
the one thread that sends every message to the browsers waits for that interval before each of a page's forty.
So pages are drawn one after the other, in the order of the clicks; a page's messages are handed over together; and the
interval is short.
"""

from __future__ import annotations

import gc
import sys
from collections import deque
from contextlib import contextmanager
from functools import lru_cache
from threading import Event, Lock
from typing import TYPE_CHECKING

from streamlit.runtime.scriptrunner import get_script_run_ctx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SWITCH = 0.001
"""Seconds after which a computing thread lets another one go on."""
LONGEST = 5.0
"""Seconds after which a page no longer waits for its turn: a few big jobs must not stop everyone."""

SELDOM = 40
"""How many times garbage is looked for among young objects before it is among all of the visitors'."""


class Turns:
    """Lets one at a time go on, in the order in which they came."""

    def __init__(self) -> None:
        """Nobody is on."""
        self._lock = Lock()
        self._busy = False
        self._waiting: deque[Event] = deque()

    @contextmanager
    def turn(self, longest: float = LONGEST) -> Iterator[bool]:
        """Wait for one's turn, for so many seconds at most, and keep it for the block; gives whether it came."""
        mine = self._take(longest)
        try:
            yield mine
        finally:
            if mine:
                self._pass_on()

    def _take(self, longest: float) -> bool:
        with self._lock:
            if not self._busy:
                self._busy = True
                return True
            called = Event()
            self._waiting.append(called)
        if called.wait(longest):
            return True
        with self._lock:
            # it may have been called in the moment between
            if called.is_set():
                return True
            self._waiting.remove(called)
            return False

    def _pass_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._busy = False


@contextmanager
def together() -> Iterator[Callable[[], None]]:
    """Keep what this run of the page sends until the block ends; gives what sends it before then.

    After that everything is sent at once. A run that was overtaken by the visitor's next click ends as early as ever.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or not hasattr(context, "_enqueue") or not hasattr(context, "yield_check"):
        yield lambda: None  # another Streamlit, which sends each message by itself
        return
    run, enqueue = context, context._enqueue
    held: deque[ForwardMsg] = deque()

    def hold(message: ForwardMsg) -> None:
        run.yield_check()
        held.append(message)

    def send() -> None:
        run._enqueue = enqueue
        while held:
            enqueue(held.popleft())

    run._enqueue = hold
    try:
        yield send
    finally:
        send()


@lru_cache(maxsize=1)
def settle() -> None:
    """Prepare this process for many visitors, once; for when a first page is drawn and everything imported."""
    sys.setswitchinterval(SWITCH)
    gc.collect()
    # what is imported stays: to look for garbage in it stops every visitor for a fifth of a second
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, SELDOM)


_turns = Turns()
turn = _turns.turn
