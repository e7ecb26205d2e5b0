"""Replays edits over an extraction: what they make of its events, and which of them fit no event any more.

Edits are taken by time (at the same moment by id), so whoever edits last has the last word, field by field; what
was taken back counts for nothing. The result depends on the edits and the extraction only, never on the order
of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pipeline.corrections.matching import REASONS, Corpus, Place, Reason, fit, overlaps, placed, told_at
from pipeline.corrections.parts import divided, joined, rest, within
from pipeline.corrections.values import FIELDS, values_of, with_values
from pipeline.schema import Event, Evidence

if TYPE_CHECKING:
    from pipeline.corrections.edits import Anchor, Edit, Target


@dataclass(frozen=True, slots=True)
class Lost:
    """An edit that fits no event of the extraction, and why."""

    edit: Edit
    reason: Reason

    def __str__(self) -> str:
        one = self.edit
        title = one.event.title if one.event else str(one.changes.get("title", one.undoes))
        about = " ".join(title.split())
        return f"edit {one.id} ({one.act} {about!r}, {one.by!r}, {one.at}): {REASONS[self.reason]}"


@dataclass(frozen=True, slots=True)
class Replayed:
    """What edits make of an extraction.

    The events with the ids in `gone` leave it, those in `made` come in their stead (under the same id where an
    event was only changed). `raw` are the extracted events behind those that left, `history` the edits that made a
    shown event what it is, `about` those that judged or changed an extracted one, `rejected` the last edit of each
    event that was rejected. `lost` fit nothing, those in `undone` are taken back.
    """

    gone: frozenset[str] = frozenset()
    made: tuple[Event, ...] = ()
    raw: Mapping[str, Event] = field(default_factory=dict)
    history: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    about: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    rejected: Mapping[str, Edit] = field(default_factory=dict)
    lost: tuple[Lost, ...] = ()
    undone: frozenset[str] = frozenset()

    def applied(self, events: Iterable[Event]) -> list[Event]:
        """All events of an extraction with the edits in them, in the order of their dates."""
        kept = [event for event in events if event.event_id not in self.gone]
        return sorted([*kept, *self.made], key=_calendar)


@dataclass(slots=True)
class _State:
    """An event in the making: as extracted, joined or divided, and what was set since; `whole` unless split off."""

    event: Event
    raw: tuple[str, ...]
    changes: dict[str, Any] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    rejected: Edit | None = None
    confirmed: bool = False
    whole: bool = True

    def finished(self) -> Event:
        """The event as it is shown."""
        by = next((one.by for one in reversed(self.edits) if "actors" in one.changes), "")
        event = with_values(self.event, self.changes, f"corrected by {by}") if self.changes else self.event
        lines = tuple(told(one) for one in self.edits)
        return replace(event, corrections=lines, confidence=1.0 if self.confirmed else event.confidence)


def replay(edits: Sequence[Edit], known: Corpus) -> Replayed:
    """Apply edits to the events of an extraction."""
    undone = taken_back(edits)
    replaying = _Replay(known, edits, undone)
    lost = []
    for one in sorted({one.id: one for one in edits}.values(), key=lambda one: one.order):
        if one.id in undone:
            continue
        reason = replaying.take(one)
        if reason:
            lost.append(Lost(one, reason))
    states = list(dict.fromkeys(map(id, replaying.states.values())))
    by_id = {id(state): state for state in replaying.states.values()}
    touched = [by_id[number] for number in states if by_id[number].edits]
    shown = [state for state in touched if not state.rejected]
    gone = {event for state in touched for event in state.raw} | replaying.gone
    return Replayed(
        gone=frozenset(gone),
        made=tuple(state.finished() for state in shown),
        raw={event: known.events[event] for event in gone if event in known.events},
        history={state.event.event_id: tuple(state.edits) for state in touched},
        about={event: tuple(edits) for event, edits in replaying.about.items()},
        rejected={state.event.event_id: state.rejected for state in touched if state.rejected},
        lost=tuple(lost),
        undone=undone,
    )


def taken_back(edits: Iterable[Edit]) -> frozenset[str]:
    """The ids of the edits that others take back; an undo that is itself taken back counts for nothing."""
    undos: dict[str, list[str]] = {}
    known = {}
    for one in edits:
        known[one.id] = one
        if one.act == "undo":
            undos.setdefault(one.undoes, []).append(one.id)
    # an edit's id is a digest of what it undoes: there are no circles; by hand there may be long chains
    verdicts: dict[str, bool] = {}
    for start in known:
        chain = [start]
        while chain:
            here = chain[-1]
            waiting = [undo for undo in undos.get(here, ()) if undo not in verdicts]
            if waiting:
                chain += waiting
            else:
                verdicts[here] = any(not verdicts[undo] for undo in undos.get(here, ()))
                chain.pop()
    return frozenset(one for one, back in verdicts.items() if back)


def told(one: Edit) -> str:
    """An edit in one line: what, who and when, as the column `corrections` has it."""
    what = {
        "change": "changed " + ", ".join(name for name in FIELDS if name in one.changes),
        "confirm": "confirmed",
        "merge": "merged",
    }
    what |= {"reject": "rejected in part", "split": "split", "add": "added"}
    return f"{what[one.act]}: {one.by}, {one.at[:19]}Z"


def put_right(told_lines: Sequence[str]) -> bool:
    """Whether a person changed an event, and did not only confirm it, by its lines in the column `corrections`."""
    return any(not line.startswith("confirmed:") for line in told_lines)


class _Replay:
    """The states of the events that edits have touched so far."""

    def __init__(self, known: Corpus, edits: Sequence[Edit], undone: frozenset[str]) -> None:
        self.known = known
        self.ids = {one.id for one in edits}
        self.makers = {one.made: one for one in edits if one.act in ("add", "split")}
        self.undone = undone
        self.states: dict[str, _State] = {}
        self.gone: set[str] = set()
        self.about: dict[str, list[Edit]] = {}

    def take(self, one: Edit) -> Reason | None:
        """Apply one edit; gives why not, where it fits nothing."""
        if one.act == "undo":
            return None if one.undoes in self.ids else "unknown"
        if one.act == "add":
            return self._add(one)
        if one.event is None:
            return "event"
        states, reason = self._found(one.event, one.act)
        if not states:
            return reason
        match one.act:
            case "change":
                for state in states:
                    state.changes |= one.changes
                    self._note(one, state)
            case "confirm":
                for state in states:
                    state.confirmed, state.rejected = True, None
                    self._note(one, state)
            case "reject":
                self._reject(one, one.event, states)
            case "split":
                return self._split(one, one.event, states)
            case "merge":
                return self._merge(one, states)
        return None

    def _found(self, target: Target, act: str = "") -> tuple[list[_State], Reason]:
        if target.event_id in self.makers:
            state = self.states.get(target.event_id)
            if state:
                return [state], "event"
            return [], "undone" if self.makers[target.event_id].id in self.undone else "event"
        states: dict[int, _State] = {}
        events: list[Event] = []
        reasons: list[Reason] = []
        for anchor in target.evidence:
            place = placed(anchor, self.known)
            if isinstance(place, str):
                reasons.append(place)
            elif not any(_stands(place, state.event) for state in states.values()):
                event = told_at(place, target, anchor, self.known)
                if isinstance(event, str):
                    reasons.append(event)
                else:
                    events.append(event)
                    states[id(self._state(event))] = self._state(event)
        if events and not any(_holds(act, target, event) for event in events):
            return [], "differs"
        return list(states.values()), reasons[0] if reasons else "event"

    def _state(self, event: Event) -> _State:
        if event.event_id not in self.states:
            self.states[event.event_id] = _State(event, (event.event_id,))
        return self.states[event.event_id]

    def _note(self, one: Edit, state: _State) -> None:
        state.edits.append(one)
        for event in state.raw if state.whole else ():
            self.about.setdefault(event, []).append(one)

    def _places(self, anchors: Iterable[Anchor]) -> list[Place]:
        places = (placed(anchor, self.known) for anchor in anchors)
        return [place for place in places if isinstance(place, Place)]

    def _reject(self, one: Edit, target: Target, states: list[_State]) -> None:
        """Reject what stands in the edit's sentences; what other articles have added to the event since stays."""
        places = self._places(target.evidence)
        for state in states:
            left = rest(state.event, places, self.known)
            state.confirmed = False
            if left is None:
                self._note(one, state)
                state.rejected = one
            else:
                state.edits.append(one)
                state.event = left

    def _split(self, one: Edit, target: Target, states: list[_State]) -> Reason | None:
        if not one.apart:
            state = states[0]
            copy = replace(state.event, event_id=one.made)
            self.states[one.made] = _State(copy, state.raw, dict(state.changes), [one], whole=False)
            self._note(one, state)
            return None
        places = self._places(target.evidence[place] for place in one.apart)
        others = (anchor for place, anchor in enumerate(target.evidence) if place not in one.apart)
        staying = self._places(others)
        for state in states:
            inside = [within(piece, places) for piece in state.event.evidence]
            if any(inside) and not all(inside):
                told = bool(state.event.members)
                state.event, other = divided(state.event, places, staying, one.made, self.known)
                changes = {} if told else dict(state.changes)
                self.states[one.made] = _State(other, state.raw, changes, [one], whole=False)
                self._note(one, state)
                return None
        # the extraction has them apart by itself: whoever edited the part that was split off means that event
        for state in states:
            if all(within(piece, places) for piece in state.event.evidence):
                self.states[one.made] = state
                self._note(one, state)
                return None
        return "sentence"

    def _merge(self, one: Edit, states: list[_State]) -> Reason | None:
        if one.other is None:
            return "event"
        others, reason = self._found(one.other)
        if not others:
            return reason
        first, *further = {id(state): state for state in [*states, *others]}.values()
        for other in further:
            taken = replace(other.finished(), corrections=())
            first.event = joined(replace(first.finished(), corrections=()), taken, self.known)
            first.changes = {key: value for key, value in first.changes.items() if key != "actors"}
            first.raw = tuple(dict.fromkeys((*first.raw, *other.raw)))
            first.edits += [edit for edit in other.edits if edit not in first.edits]
            for name in [name for name, state in self.states.items() if state is other]:
                self.states[name] = first
        self._note(one, first)
        return None

    def _add(self, one: Edit) -> Reason | None:
        if one.evidence is None:
            return "event"
        place = placed(one.evidence, self.known)
        if isinstance(place, str):
            return place
        article = self.known.articles[place.document]
        quote = article.text[place.start : place.end] or one.evidence.text
        proof = Evidence(place.document, place.start, place.end, quote, f"added by {one.by}")
        bare = Event(
            event_id=one.made,
            title="",
            start=None,
            end=None,
            granularity="unknown",
            edtf="",
            time_text="",
            basis="explicit",
            kind="other",
            status="occurred",
            participants=(),
            persons=(),
            countries=(),
            organisations=(),
            place=None,
            confidence=1.0,
            evidence=(proof,),
        )
        event = with_values(bare, one.changes, f"added by {one.by}")
        self.states[one.made] = _State(event, (), edits=[one], confirmed=True)
        # a better rule may find by itself what a person had to add: then it is one event, the person's
        for name in self.known.told.get(place.document, ()):
            other = self.known.events[name]
            same = (other.kind, other.start, other.end) == (event.kind, event.start, event.end)
            only = all(within(piece, [place]) for piece in other.evidence)
            if same and only and name not in self.states:
                self.gone.add(name)
                self.states[name] = self.states[one.made]
        return None


def _holds(act: str, target: Target, event: Event) -> bool:
    """Whether a verdict is still about what was judged: better rules may read the sentence otherwise."""
    if act == "reject":
        return fit(target, event) > 0
    if act == "confirm":
        return (target.kind, target.start, target.end) == (event.kind, event.start, event.end)
    return True


def _stands(place: Place, event: Event) -> bool:
    return any(p.document == place.document and overlaps(place, p.start, p.end) for p in event.evidence)


def _calendar(event: Event) -> tuple[bool, str, str, str]:
    return event.start is None, str(event.start), str(event.end), event.event_id


def changed_fields(event: Event, wanted: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of wanted values those that differ from the event's, and what they replace."""
    before = values_of(event)
    changes = {key: value for key, value in wanted.items() if before[key] != value}
    return changes, {key: before[key] for key in changes}
