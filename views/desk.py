"""The events as a visitor sees them: those of the input, with the edits that count for this visitor in them.

A page that was started with `--corrections FILE` edits that file, for everyone; any other page keeps the edits in the
visitor's session, and so does every page for a visitor's own articles. The index of the input is never built anew.
"""

from __future__ import annotations

import os
import sys
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import streamlit as st

from pipeline import corrections
from pipeline.corrections import Log, Replayed
from pipeline.query.corrected import Source, corrected
from pipeline.query.told import records
from pipeline.store import read_events

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.corrections import Edit
    from pipeline.query import Index
    from pipeline.schema import Event
    from views.source import Data

MOST_DESKS = 4
_desks: OrderedDict[tuple[int, str], Desk] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Desk:
    """The input as it is (`base`), the edits that count, and what they make of it (`index`).

    `source` is shared by all desks of an input.
    """

    base: Data
    source: Source
    index: Index
    edits: tuple[Edit, ...] = ()
    problems: tuple[str, ...] = ()
    replayed: Replayed = field(default_factory=Replayed)

    def event(self, event_id: str) -> Event | None:
        """An event as it is shown; None where there is none, or it was rejected."""
        row = self.index.row_of.get(event_id)
        return None if row is None else records(self.index, [row])[0]

    def target(self, event_id: str) -> corrections.Target | None:
        """What to know a shown event again by."""
        shown = self.event(event_id)
        if shown is None:
            return None
        known = self.source.corpus(corrections.anchors(shown))
        return corrections.target(shown, known.events.get(event_id, shown), known)


def file() -> Path | None:
    """The file of corrections that the page was started with: `--corrections FILE`, or `ZEITSTRAHL_CORRECTIONS`."""
    arguments = sys.argv[1:] if Path(sys.argv[0]).name == "dashboard.py" else []
    if "--corrections" in arguments[:-1]:
        return Path(arguments[arguments.index("--corrections") + 1]).resolve()
    named = os.environ.get("ZEITSTRAHL_CORRECTIONS", "")
    return Path(named).resolve() if named else None


def is_kept(own: bool) -> bool:
    """Whether edits are kept in a file, and seen by everyone who opens the page."""
    return file() is not None and not own


def desk(data: Data, own: bool) -> Desk:
    """The visitor's desk for some data, which are the visitor's `own` or everyone's."""
    log = _log(data, own)
    edits = corrections.joined([log, Log(data.kept.edits)])
    key = id(data.index), " ".join([*log.problems, *(one.id for one in edits)])
    with _lock:
        found = _desks.get(key)
        # an address in memory may be used again: the index must be this very one
        if found is None or found.base.index is not data.index:
            others = [one for one in _desks.values() if one.base.index is data.index]
            found = _desks[key] = _made(
                others[-1].source if others else source_of(data), data, edits, log.problems
            )
        _desks.move_to_end(key)
        while len(_desks) > MOST_DESKS:
            _desks.popitem(last=False)
    return found


def source_of(data: Data) -> Source:
    """The input as edits are matched with it."""

    def merged(ids: set[str]) -> Iterable[Event]:
        if data.stored is not None:
            return read_events(data.stored, ids)
        return (data.merged[event] for event in ids if event in data.merged)

    return Source(data.index, merged, data.kept)


def _made(source: Source, data: Data, edits: tuple[Edit, ...], problems: tuple[str, ...]) -> Desk:
    if not edits:
        return Desk(data, source, data.index, edits, problems)
    index, replayed = corrected(source, edits)
    return Desk(data, source, index, edits, problems, replayed)


def keep(edits: Sequence[Edit], own: bool) -> None:
    """Keep new edits: on the disk, where the page has a file; raises `OSError` where that cannot be written."""
    path = file()
    if path is not None and not own:
        corrections.append(path, edits)
    else:
        kept: Log = st.session_state.get(_place(own), Log())
        st.session_state[_place(own)] = Log(corrections.joined([kept, Log(tuple(edits))]))


def _log(data: Data, own: bool) -> Log:
    path = file()
    if path is None or own:
        if own and st.session_state.get("own_edits_of") is not data:
            st.session_state.own_edits_of = data
            st.session_state.pop("own_edits", None)
        kept: Log = st.session_state.get(_place(own), Log())
        return kept
    try:
        state = path.stat()
        return _read(path, state.st_size, state.st_mtime_ns)
    except FileNotFoundError:
        return Log()
    except OSError as error:
        return Log(problems=(f"{path.name}: {error.strerror or error}",))


@st.cache_resource(show_spinner=False, max_entries=2)
def _read(path: Path, size: int, changed: int) -> Log:
    return corrections.read(path)


def _place(own: bool) -> str:
    return "own_edits" if own else "edits"
