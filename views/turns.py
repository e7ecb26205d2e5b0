"""Turns for many visitors at once: one page is drawn at a time, and no one waits for what Python does besides.

Streamlit runs the page in a thread for each click, and Python's threads share one lock, which a thread that only
computes gives up no sooner than after the switch interval. With ten pages being drawn at once all of them end late, and
the one thread that sends every message to the browsers waits for that interval before each of a page's forty.
So pages are drawn one after the other, in the order of the clicks, and the interval is short.
"""

from __future__ import annotations

import gc
import sys
from collections import deque
from contextlib import contextmanager
from functools import lru_cache
from threading import Event, Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SWITCH = 0.0002
"""Seconds after which a computing thread lets another one go on."""
LONGEST = 5.0
"""Seconds after which a page no longer waits for its turn: a few big jobs must not stop everyone."""


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


@lru_cache(maxsize=1)
def settle() -> None:
    """Prepare this process for many visitors, once; for when a first page is drawn and everything imported."""
    sys.setswitchinterval(SWITCH)
    gc.collect()
    # what is imported stays: to look for garbage in it stops every visitor for a fifth of a second
    gc.freeze()


_turns = Turns()
turn = _turns.turn
