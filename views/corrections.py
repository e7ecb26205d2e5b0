"""Putting an event right: what the reading pane needs for its editor, and what each of its commands does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline import corrections, split, times
from pipeline.corrections import Anchor, EditError
from pipeline.corrections.dates import typed
from pipeline.corrections.replay import changed_fields
from pipeline.corrections.values import ACTOR_KINDS, FIELDS, checked, values_of
from pipeline.query import ACTORS
from pipeline.read.clean import content_of
from pipeline.schema import KINDS, ROLES, STATUSES
from views import own, state
from views.desk import Desk, is_kept, keep

if TYPE_CHECKING:
    from pipeline.corrections import Edit, Target
    from pipeline.query import Row
    from pipeline.schema import Article, Event
    from views.speech import Speech

Data = dict[str, Any]
MOST_NAMES = 250
MOST_NEAR = 40
NEAR_DAYS = 3
MOST_SENTENCES = 400
FACET_OF = {"person": "persons", "country": "countries", "organisation": "organisations"}


def current() -> Desk:
    """The desk that the page was drawn from."""
    found: Desk = state.STATE.desk
    return found


def data(say: Speech) -> Data:
    """What the reading pane needs to show and edit the event that is read."""
    desk, here = current(), state.view().event
    editing = state.STATE.get("editing") or {}
    if editing.get("event") not in ("", None, here):
        state.STATE.editing = editing = {}
    done = state.STATE.get("edit_done")
    return {
        "name": state.STATE.get("editor", ""),
        "askName": "waiting" in state.STATE,
        "mode": editing.get("mode", ""),
        "form": _form(desk, here, editing, say) if editing.get("mode") in ("change", "add") else None,
        "sentences": _evidence(desk, here) if editing.get("mode") == "split" else [],
        "error": state.STATE.get("edit_error", ""),
        "merging": _merging(desk, here, say),
        "done": {"text": say(f"edit_done_{done['act']}", title=done["title"]), "id": done["id"]}
        if done
        else None,
        "history": [_told(one, desk, say) for one in desk.replayed.history.get(here, ())],
        "texts": {
            key.removeprefix("edit_"): value for key, value in say.table.items() if key.startswith("edit_")
        },
    }


def mark(event: Row, say: Speech) -> str:
    """What the list says of an event that a person has had in hand; empty for all others."""
    if not event.corrections:
        return ""
    return say("mark_corrected" if corrections.put_right(event.corrections) else "mark_confirmed")


def sets(event: Row, field: str) -> bool:
    """Whether a field is what a person made it."""
    changes = [line.partition(": ")[0] for line in event.corrections]
    fields = (what.removeprefix("changed ").split(", ") for what in changes if what.startswith("changed "))
    return "added" in changes or any(field in names for names in fields)


def lines(event: Row, say: Speech) -> str:
    """Who put what right, and when, one line each."""
    return "\n".join(_line(line, say) for line in event.corrections)


def act(message: Data) -> None:
    """Do what the visitor asked for; without a name, ask for that first."""
    state.STATE.pop("edit_error", None)
    state.STATE.pop("edit_done", None)
    name = " ".join(str(message.get("by") or "").split())[:100]
    if name:
        state.STATE.editor = name
    command = str(message.get("do"))
    if command != "name" and str(message.get("event") or "") in current().index.row_of:
        state.look(event=str(message["event"]))
    if command == "name":
        message = state.STATE.pop("waiting", {}) if name else message
        command = str(message.get("do"))
    elif command in ("cancel", "edit", "add", "split", "mark", "unmark"):
        state.STATE.pop("waiting", None)
        _open(command, message)
        return
    if command not in _COMMANDS:
        state.STATE.pop("waiting", None)
        return
    if not state.STATE.get("editor"):
        state.STATE.waiting = message
        return
    try:
        _COMMANDS[command](message, current(), state.STATE.editor)
    except EditError as error:
        state.STATE.edit_error = state.say()("edit_wrong", reason=str(error))
    except OSError as error:
        state.STATE.edit_error = state.say()("edit_unwritten", reason=error.strerror or str(error))


def undo(edit_id: str, desk: Desk, by: str) -> None:
    """Take back an edit; one that is taken back comes to count again."""
    chain = [one for one in desk.edits if one.act == "undo" and one.undoes == edit_id]
    standing = [one for one in chain if one.id not in desk.replayed.undone]
    target = standing[-1].id if standing else edit_id
    _keep([corrections.edit("undo", by, undoes=target)])


def _keep(edits: list[Edit]) -> None:
    keep(edits, own.data() is not None)


def _open(command: str, message: Data) -> None:
    here = state.view().event
    if command == "mark":
        state.STATE.marked = here
    elif command == "unmark":
        state.STATE.pop("marked", None)
    elif command == "cancel":
        state.STATE.pop("editing", None)
    else:
        mode = {"edit": "change", "add": "add", "split": "split"}[command]
        state.STATE.editing = {"event": here, "mode": mode, "marked": message.get("marked")}


def _target(desk: Desk, event: str) -> Target:
    target = desk.target(event)
    if target is None:
        raise EditError(state.say()("unknown_event"))
    return target


def _confirm(message: Data, desk: Desk, by: str) -> None:
    here = state.view().event
    one = corrections.edit("confirm", by, event=_target(desk, here))
    _keep([one])
    _said(one, desk, here)


def _reject(message: Data, desk: Desk, by: str) -> None:
    here = state.view().event
    one = corrections.edit("reject", by, event=_target(desk, here))
    _keep([one])
    _said(one, desk, here)
    following = str(message.get("next") or "")
    if following == here or following not in desk.index.row_of:
        row = desk.index.row_of[here] + 1
        following = desk.index.ids([row])[0] if row < len(desk.index) else ""
    state.look(event=following)


def _change(message: Data, desk: Desk, by: str) -> None:
    here, wanted = state.view().event, _wanted(message, desk)
    event = desk.event(here)
    if event is None:
        raise EditError(state.say()("unknown_event"))
    changes, was = changed_fields(event, wanted)
    edits = []
    if changes:
        edits.append(corrections.edit("change", by, event=_target(desk, here), changes=changes, was=was))
    if message.get("confirm"):
        edits.append(corrections.edit("confirm", by, event=_target(desk, here)))
    if edits:
        _keep(edits)
        _said(edits[0], desk, here)
    state.STATE.pop("editing", None)


def _save_added(message: Data, desk: Desk, by: str) -> None:
    sentences, _ = _choices(desk, state.STATE.get("editing") or {})
    place = int(message.get("sentence") or 0)
    if not 0 <= place < len(sentences):
        raise EditError(state.say()("edit_no_sentence"))
    wanted = {field: values_of_nothing()[field] for field in FIELDS} | _wanted(message, desk)
    one = corrections.edit("add", by, evidence=sentences[place], changes=wanted)
    _keep([one])
    state.STATE.edit_done = {"act": "add", "id": one.id, "title": str(wanted["title"])}
    state.STATE.pop("editing", None)
    state.look(event=one.made)


def _split_off(message: Data, desk: Desk, by: str) -> None:
    here = state.view().event
    target = _target(desk, here)
    chosen = {int(place) for place in message.get("apart") or ()}
    apart = tuple(sorted(place for place in chosen if 0 <= place < len(target.evidence)))
    if len(apart) == len(target.evidence):
        apart = ()
    one = corrections.edit("split", by, event=target, apart=apart)
    _keep([one])
    _said(one, desk, here)
    state.STATE.editing = {"event": one.made, "mode": "change"}
    state.look(event=one.made)


def _merge(message: Data, desk: Desk, by: str) -> None:
    first, here = str(message.get("with") or state.STATE.get("marked") or ""), state.view().event
    if message.get("with"):
        first, here = here, first
    if not first or first == here:
        raise EditError(state.say()("edit_merge_self"))
    one = corrections.edit("merge", by, event=_target(desk, first), other=_target(desk, here))
    _keep([one])
    _said(one, desk, first)
    state.STATE.pop("marked", None)
    state.look(event=first)


def _undo(message: Data, desk: Desk, by: str) -> None:
    known = {one.id: one for one in desk.edits}
    one = known.get(str(message.get("id") or ""))
    if one is None:
        mine = [e for e in desk.edits if e.by == by and e.id not in desk.replayed.undone and e.act != "undo"]
        if not mine:
            raise EditError(state.say()("edit_nothing"))
        one = mine[-1]
    undo(one.id, desk, by)
    state.STATE.edit_done = {"act": "undo", "id": one.id, "title": title_of(one)}
    if one.event is not None:
        state.look(event=one.event.event_id)


_COMMANDS: dict[str, Callable[[Data, Desk, str], None]] = {
    "confirm": _confirm,
    "reject": _reject,
    "change": _change,
    "added": _save_added,
    "apart": _split_off,
    "merge": _merge,
    "undo": _undo,
}


def _said(one: Edit, desk: Desk, event: str) -> None:
    shown = desk.event(event)
    state.STATE.edit_done = {"act": one.act, "id": one.id, "title": shown.title if shown else ""}


def values_of_nothing() -> Data:
    """The fields of an event that nothing is known of."""
    return {
        "title": "",
        "date": typed(""),
        "kind": "other",
        "status": "occurred",
        "actors": [],
        "place": None,
    }


def _wanted(message: Data, desk: Desk) -> Data:
    """The values of a form, as an edit has them."""
    form = dict(message.get("values") or {})
    codes = {state.say().label("countries", code).casefold(): code for code in state.say().places}
    actors = []
    for one in form.get("actors") or []:
        name = " ".join(str(one.get("name") or "").split())
        if one.get("kind") == "country":
            name = codes.get(name.casefold(), name.upper())
            if name and name not in state.say().places:
                raise EditError(state.say()("edit_no_country", name=one["name"]))
        if name:
            actors.append({"kind": one.get("kind"), "name": name, "role": one.get("role")})
    editing = state.STATE.get("editing") or {}
    wanted = {
        "title": " ".join(str(form.get("title") or "").split()),
        "kind": form.get("kind"),
        "status": form.get("status"),
        "place": " ".join(str(form.get("place") or "").split()) or None,
        "actors": actors,
    }
    if not wanted["title"]:
        raise EditError(state.say()("edit_no_title"))
    day = str(form.get("date") or "")
    if day != editing.get("date", "") or editing.get("mode") == "add":
        try:
            wanted["date"] = typed(day, _published(desk, editing))
        except EditError:
            raise EditError(state.say()("edit_no_date", date=day)) from None
    return checked("set", wanted)


def _form(desk: Desk, here: str, editing: Data, say: Speech) -> Data | None:
    """The values that the editor begins with, and what there is to choose from."""
    sentences: list[Anchor] = []
    marked = 0
    if editing["mode"] == "add":
        values = values_of_nothing()
        sentences, marked = _choices(desk, editing)
        day = _day_of(sentences[marked], desk) if sentences else ""
    else:
        event = desk.event(here)
        if event is None:
            return None
        values = values_of(event)
        day = _shown_date(event, say)
    editing["date"] = day
    names = {kind: _names(desk, facet, say) for kind, facet in FACET_OF.items()}
    return {
        "key": f"{editing['mode']} {here}",
        "title": values["title"],
        "date": day,
        "kind": values["kind"],
        "status": values["status"],
        "place": values["place"] or "",
        "actors": [
            one | {"name": say.label("countries", one["name"]) if one["kind"] == "country" else one["name"]}
            for one in values["actors"]
        ],
        "kinds": [(kind, say.label("kind", kind)) for kind in KINDS],
        "statuses": [(status, say.label("status", status)) for status in STATUSES],
        "roles": [(role, say.label("role", role)) for role in ROLES],
        "actorKinds": [(kind, say.table["actor_kind"][kind]) for kind in ACTOR_KINDS],
        "names": names,
        "sentences": [" ".join(anchor.text.split())[:200] for anchor in sentences],
        "sentence": marked,
    }


def _shown_date(event: Event, say: Speech) -> str:
    """An event's date as one would type it."""
    if event.start is None or event.end is None:
        return ""
    if event.granularity == "day" and say.language == "de" and "~" not in event.edtf:
        return f"{event.start.day}.{event.start.month}.{event.start.year}"
    return event.edtf or event.start.isoformat()


def _names(desk: Desk, facet: str, say: Speech) -> list[str]:
    if facet == "countries":
        return sorted(set(say.places.values()))
    return list(desk.index.facets[facet].values[:MOST_NAMES])


def _evidence(desk: Desk, here: str) -> list[str]:
    event = desk.event(here)
    return [" ".join(piece.text.split()) for piece in event.evidence] if event else []


def _choices(desk: Desk, editing: Data) -> tuple[list[Anchor], int]:
    """The sentences of the article that an event is added from, and which of them was marked."""
    marked = editing.get("marked") or {}
    article = desk.base.index.article(str(marked.get("document") or ""))
    if article is None:
        return [], 0
    start, end = int(marked.get("start") or 0), int(marked.get("end") or 0)
    found = split.sentences(replace(article, body=content_of(article.text).body))
    anchors = [Anchor(article.document, article.sha256, one.start, one.end, one.text) for one in found]
    inside = [place for place, one in enumerate(anchors) if one.start < end and start < one.end]
    if not inside:
        # what was marked is in no sentence that the tool knows: then it is taken to the letter
        quote = article.text[start:end]
        begin = start + len(quote) - len(quote.lstrip())
        if quote.strip():
            own_words = Anchor(
                article.document, article.sha256, begin, begin + len(quote.strip()), quote.strip()
            )
            anchors.insert(0, own_words)
        inside = [0]
    elif len(inside) > 1:
        first, last = anchors[inside[0]].start, anchors[inside[-1]].end
        whole = Anchor(article.document, article.sha256, first, last, article.text[first:last])
        anchors.insert(inside[0], whole)
    place = inside[0]
    begin = max(0, place - MOST_SENTENCES // 2)
    return anchors[begin : begin + MOST_SENTENCES], place - begin


def _published(desk: Desk, editing: Data) -> date | None:
    document = str((editing.get("marked") or {}).get("document") or "")
    if not document and (event := desk.event(state.view().event)):
        document = event.evidence[0].document if event.evidence else ""
    article = desk.base.index.article(document, text=False) if document else None
    return article.published if article else None


def _day_of(anchor: Anchor, desk: Desk) -> str:
    """The date that the rules find in a sentence, to begin with; empty where they find none, or several."""
    article: Article | None = desk.base.index.article(anchor.document)
    if article is None:
        return ""
    article = replace(article, body=content_of(article.text).body)
    sentences = split.sentences(article)
    spans = [
        span
        for span in times.spans(article, sentences)
        if anchor.start <= span.start and span.end <= anchor.end and span.first and span.edtf
    ]
    return spans[0].edtf if len(spans) == 1 else ""


def _merging(desk: Desk, here: str, say: Speech) -> Data | None:
    """The event that was marked for merging, and the events near the one that is read."""
    marked = str(state.STATE.get("marked") or "")
    row = desk.index.row_of.get(marked)
    if row is None:
        state.STATE.pop("marked", None)
        return None
    event = desk.index.read([row])[0]
    return {
        "id": marked,
        "title": event.title,
        "here": here == marked,
        "near": _near(desk, row, say) if here == marked else [],
    }


def _near(desk: Desk, row: int, say: Speech) -> list[tuple[str, str]]:
    """Events of about the same days that share an actor with one: those that it could be merged with."""
    index = desk.index
    if row >= index.dated:
        return []
    low, high = np.searchsorted(
        index.first[: index.dated], [index.first[row] - NEAR_DAYS, index.first[row] + NEAR_DAYS + 1]
    )
    rows = np.arange(max(int(low), row - 2_000), min(int(high), row + 2_000))
    event = index.read([row])[0]
    shared = np.zeros(len(index), np.int16)
    for facet in ACTORS:
        for value in getattr(event, facet):
            shared[index.facets[facet].rows(value)] += 1
    ranked = sorted((-int(shared[at]), abs(at - row), at) for at in rows.tolist() if at != row and shared[at])
    chosen = [at for _, _, at in ranked[:MOST_NEAR]]
    return [(one.event_id, f"{say.event_when(one)}: {one.title}") for one in index.read(chosen)]


def title_of(one: Edit) -> str:
    """What an edit is about, by its title."""
    if one.event is not None:
        return str(one.changes.get("title") or one.event.title)
    return str(one.changes.get("title", ""))


def _told(one: Edit, desk: Desk, say: Speech) -> Data:
    """An edit as the history shows it."""
    return {
        "id": one.id,
        "text": say(f"act_{one.act}"),
        "detail": detail(one, say),
        "by": one.by,
        "at": moment(one, say),
    }


def detail(one: Edit, say: Speech) -> str:
    """What an edit put in the place of what."""
    if one.act == "merge" and one.other:
        return say("quoted", text=one.other.title)
    if one.act != "change":
        return ""
    return "; ".join(
        f"{say.table['field'][key]}: {_value(key, one.was.get(key), say)} → {_value(key, one.changes[key], say)}"
        for key in FIELDS
        if key in one.changes
    )


def _value(key: str, value: Any, say: Speech) -> str:
    if key == "date" and isinstance(value, dict):
        days = (
            value["start"] and date.fromisoformat(value["start"]),
            value["end"] and date.fromisoformat(value["end"]),
        )
        return say.when(*days, value["granularity"], value["edtf"])
    if key == "actors" and value is not None:
        names = (say.label("countries", a["name"]) if a["kind"] == "country" else a["name"] for a in value)
        return ", ".join(names) or say("edit_none")
    if key in ("kind", "status") and value is not None:
        return say.label(key, value)
    return say("quoted", text=value) if value else say("edit_none")


def moment(one: Edit, say: Speech) -> str:
    """When an edit was made: day and time, UTC."""
    return f"{say.day(date.fromisoformat(one.at[:10]))}, {one.at[11:16]} UTC"


def _line(line: str, say: Speech) -> str:
    """A line of the column `corrections` in the reader's language."""
    what, _, rest = line.partition(": ")
    word, _, fields = what.partition(" ")
    by, _, at = rest.rpartition(", ")
    named = {"changed": "change", "confirmed": "confirm", "added": "add", "merged": "merge", "split": "split"}
    text = say(f"act_{named.get(word, 'reject_part')}")
    if word == "changed":
        text += f" ({', '.join(say.table['field'].get(name, name) for name in fields.split(', '))})"
    day = f"{say.day(date.fromisoformat(at[:10]))}, {at[11:16]} UTC" if len(at) == 20 else at
    return f"{text}: {by}, {day}"


def where_kept(say: Speech) -> str:
    """Where the visitor's edits are kept, in a sentence."""
    return say("kept_file") if is_kept(own.data() is not None) else say("kept_session")
