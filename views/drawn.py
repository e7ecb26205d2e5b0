"""What was made for one visitor, for the next who asks for the same: texts and charts that are JSON already.

Many visitors look at the same things, and most of a click is the making of texts. What depends on nothing but an
index and a key is kept for all who look at that very index, and what was not asked for longest goes first. A
visitor's own articles are an index of their own, of which nothing is kept.
"""

from __future__ import annotations

from base64 import b64encode
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import ref

import numpy as np
import orjson
import plotly.graph_objects as go
from orjson import Fragment

from views import state

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from pipeline.chart import Figure
    from pipeline.query import Index

MOST_BYTES = 24_000_000
LEAST_BYTES = 1_000
"""What a kept thing counts for at least."""
PLACES = {"f": "f8", "i": "i4", "u": "u4", "b": "u1"}
"""How Plotly's JavaScript calls the numbers of an array, by NumPy's kind."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Kept:
    index: ref[Index]
    found: Any
    size: int


_lock = Lock()
_all: OrderedDict[tuple[int, Hashable], _Kept] = OrderedDict()
_taken = [0]
"""The bytes of all of them: to add them up for each new one would take longer than to make it."""


def drawn(index: Index, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
    """What was made of an index for a key before, or is made now: texts, figures, and tuples of them.

    All that it is made from must stand in the key, and no one may change it.
    """
    if state.STATE.mine:
        return make()
    place = id(index), key
    with _lock:
        kept = _all.get(place)
        # an address in memory may be used again: the index must be this very one
        if kept is not None and kept.index() is index:
            _all.move_to_end(place)
            known: T = kept.found
            return known
    found = make()
    size = _weight(found)
    with _lock:
        last = _all.pop(place, None)
        _all[place] = _Kept(ref(index), found, size)
        _taken[0] += size - (last.size if last else 0)
        while _taken[0] > MOST_BYTES and len(_all) > 1:
            _taken[0] -= _all.popitem(last=False)[1].size
    return found


def forget() -> None:
    """Make everything anew."""
    with _lock:
        _all.clear()
        _taken[0] = 0


def text(data: Any) -> Fragment:
    """Data as JSON, for use within other data."""
    return Fragment(orjson.dumps(data))


def fixed(figure: Figure) -> Figure:
    """A figure whose traces are JSON already, their arrays as Plotly's JavaScript reads them fastest."""
    traces = [{name: _json(part) for name, part in trace.items()} for trace in figure["data"]]
    return {**figure, "data": traces, "layout": orjson.loads(orjson.dumps(figure["layout"], default=_typed))}


class Ready(go.Figure):  # type: ignore[misc]
    """A figure for Streamlit as it is: checking and copying it takes longer than making it."""

    def __init__(self, figure: Figure) -> None:
        """Take a figure that `fixed` gave."""
        self._ready = figure

    def to_dict(self) -> Figure:
        """The figure."""
        return self._ready


def _json(part: Any) -> Any:
    return part if isinstance(part, Fragment) else Fragment(orjson.dumps(part, default=_typed))


def _typed(value: Any) -> Any:
    """An array in the form of Plotly's JavaScript, and single numbers as numbers."""
    if isinstance(value, np.ndarray):
        form = PLACES[value.dtype.kind]
        return {"dtype": form, "bdata": b64encode(value.astype(f"<{form}").tobytes()).decode()}
    return value.item()


def _weight(found: Any) -> int:
    """About how many bytes something takes: as many as its JSON."""
    return LEAST_BYTES + len(orjson.dumps(found, default=lambda _: None))
