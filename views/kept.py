"""Keeps a visitor's own events for a while, so that a reload of the page does not lose them.

They are in the server's memory only, under a key that no one can guess and that only the visitor's browser tab
knows. The oldest go first where there are too many; the rest go after `LONGEST` seconds without a visit.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from views.source import Data

LONGEST = 12 * 3600.0
MOST_VISITORS = 24
MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class _Kept:
    data: Data
    size: int
    seen: float


_lock = Lock()
_all: OrderedDict[str, _Kept] = OrderedDict()


def keep(data: Data, size: int) -> str:
    """Keep events made from so many bytes; gives the key to them."""
    key = secrets.token_urlsafe(24)
    with _lock:
        _all[key] = _Kept(data, size, time.monotonic())
        _tidy()
    return key


def find(key: str) -> Data | None:
    """The events under a key, if they are still there."""
    with _lock:
        _tidy()
        kept = _all.get(key)
        if kept is None:
            return None
        _all[key] = replace(kept, seen=time.monotonic())
        _all.move_to_end(key)
        return kept.data


def forget(key: str) -> None:
    """Let go of the events under a key."""
    with _lock:
        _all.pop(key, None)


def _tidy() -> None:
    """Drop what is too old, and the oldest of what is too much; the last one that came stays."""
    now = time.monotonic()
    for key in [key for key, kept in _all.items() if now - kept.seen > LONGEST]:
        del _all[key]
    while len(_all) > 1 and (
        len(_all) > MOST_VISITORS or sum(kept.size for kept in _all.values()) > MOST_BYTES
    ):
        _all.popitem(last=False)
