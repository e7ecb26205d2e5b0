"""The pages about someone: one actor or source, or several side by side; whose events they show, and their head."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import streamlit as st

from pipeline.knowledge.profiles import profile
from pipeline.query import ACTORS, Subject, fold
from pipeline.query.subjects import MOST_SUBJECTS, SUBJECTS, rows_of, shared
from pipeline.query.ties import partners, parts_of
from pipeline.schema import ROLES
from views import components, state

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from pipeline.query import Answer, Index, Row
    from pipeline.query.postings import Ints
    from views.speech import Speech

MOST_FOUND = 12
MOST_ALIASES = 8
SUGGESTED = 4
GLYPHS = {"persons": "person", "countries": "country", "organisations": "organisation", "source": "source"}

Data = dict[str, Any]
T = TypeVar("T")


def only(index: Index) -> Ints | None:
    """The rows that the page is about; None on the timeline, which is about all."""
    view = state.view()
    if not view.about:
        return None
    each = [rows_of(index, state.asked(), subject) for subject in view.about]
    return each[0] if len(each) == 1 else shared(index, each, view.share)


def unknown(index: Index) -> list[str]:
    """Take subjects that these data do not have out of the view, and name them."""
    about = state.view().about
    gone = [subject for subject in about if subject.value not in index.facets[subject.facet].codes]
    if gone:
        state.visit(*(subject for subject in about if subject not in gone))
    number = state.view().share.removeprefix("only-")
    if number.isdecimal() and int(number) > len(state.view().about):
        state.look(share="all")
    return [state.say().label(*subject) for subject in gone]


def title(say: Speech) -> str:
    """What the page's title says: whom it is about."""
    names = [say.label(*subject) for subject in state.view().about]
    return say("compared", names=listed(names, say)) if len(names) > 1 else "".join(names)


def listed(names: list[str], say: Speech) -> str:
    """Names as a sentence lists them."""
    return names[0] if len(names) == 1 else say("and", first=", ".join(names[:-1]), last=names[-1])


def matching(result: Answer) -> Ints:
    """All rows of a result, those without a date among them."""
    rest = result.total - len(result.rows)
    return np.concatenate([result.rows, result.undated]) if rest else result.rows


def here() -> tuple[Hashable, ...]:
    """What everything on a page is computed from: as long as it is the same, so is what was computed."""
    view = state.view()
    return state.asked(), view.about, view.share, view.language


def kept(name: str, index: Index, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
    """What was made last from the same index and for the same key, or made now."""
    last = state.STATE.get(f"kept_{name}")
    if not last or last[0] is not index or last[1] != key:
        last = state.STATE[f"kept_{name}"] = (index, key, make())
    found: T = last[2]
    return found


def head(index: Index, result: Answer) -> None:
    """Draw whom the page is about, with the way back, to others, and to a comparison; nothing on the timeline."""
    view, say = state.view(), state.say()
    if not view.about:
        return
    one = view.about[0] if len(view.about) == 1 else None
    components.subject(
        key="subject",
        data={
            "name": title(say) if one else say("compare"),
            "sort": say(f"sort_{one.facet}") if one else "",
            "lines": _lines(index, one, say) if one else [],
            "facts": kept("facts", index, here(), lambda: _facts(index, result, one, say)) if one else [],
            "many": [] if one else [chip(subject, say) for subject in view.about],
            "full": len(view.about) >= MOST_SUBJECTS,
            "suggested": [
                chip(subject, say)
                for subject in kept("suggested", index, here(), lambda: _suggested(index, result))
            ],
            "found": [chip(subject, say) for subject in _found(index, say)],
            "wanted": state.STATE.get("comparing", ""),
            "sections": [] if one is None else sections(one, say),
            "texts": {
                "back": say("to_timeline"),
                "with": say("compare_with"),
                "search": say("compare_search"),
                "remove": say("compare_without", name="{name}"),
                "open": say("open_page", name="{name}"),
                "sections": say("sections"),
            },
        },
        on_act=_act,
    )


def section(key: str, title: str) -> Any:
    """A part of the page with its heading."""
    box = st.container(key=f"section_{key}")
    box.html(f"<h2 class='zs-section'>{escape(title)}</h2>")
    return box


def chip(subject: Subject, say: Speech) -> Data:
    """A subject as a component draws it."""
    return {
        "facet": subject.facet,
        "value": subject.value,
        "label": say.label(*subject),
        "glyph": GLYPHS[subject.facet],
    }


def sections(subject: Subject, say: Speech) -> list[tuple[str, str]]:
    """The parts of a page about one subject that can be jumped to: key and name."""
    known = subject.facet in ACTORS and profile(*subject).terms
    keys = ["reading", *(["offices"] if known else []), "ties", "course", "articles"]
    return [(key, say("list" if key == "reading" else f"{key}_title")) for key in keys]


def chosen(message: Data) -> Subject | None:
    """The subject that a component's message names."""
    facet, value = str(message.get("facet") or ""), str(message.get("value") or "")
    return Subject(facet, value) if facet in SUBJECTS and value else None


def _act(message: Data) -> None:
    about, subject = state.view().about, chosen(message)
    state.STATE.comparing = ""
    match message.get("type"):
        case "back":
            state.visit()
        case "open" if subject:
            state.visit(subject)
        case "drop" if subject:
            state.visit(*(other for other in about if other != subject))
        case "add" if subject:
            state.visit(*about, subject)
        case "find":
            state.STATE.comparing = str(message.get("value") or "")[:80]
        case "event":
            state.look(event=str(message.get("value") or ""))
            state.STATE.page = None
        case "role" if message.get("value") in ROLES:
            role = str(message["value"])
            state.ask(role="" if state.asked().role == role else role)


def _lines(index: Index, one: Subject, say: Speech) -> list[str]:
    """What is known of a subject beside its events, one line each."""
    if one.facet == "source":
        article = index.article(one.value, text=False)
        if article is None:
            return []
        return [
            line for line in (article.title, say.day(article.published) if article.published else "") if line
        ]
    known = profile(*one)
    homes = [say.label("countries", code) for code in known.homes]
    aliases = known.aliases[:MOST_ALIASES]
    more = (
        [say("more_names", n=len(known.aliases) - len(aliases))] if len(known.aliases) > len(aliases) else []
    )
    lines = [" · ".join([*homes, *([known.party] if known.party else [])])]
    lines.append(say("also_called", names=", ".join([*aliases, *more])) if aliases else "")
    return [line for line in lines if line]


def _facts(index: Index, result: Answer, one: Subject, say: Speech) -> list[Data]:
    """Numbers of a subject's events, and the first and the last of them."""
    facts = []
    if len(result.rows):
        ends = [("fact_first", result.rows[0])]
        if len(result.rows) > 1:
            ends.append(("fact_last", result.rows[-1]))
        for key, row in ends:
            event = index.read([int(row)])[0]
            facts.append(_event_fact(say(key), event, say))
    rows = matching(result)
    mask = np.zeros(len(index), bool)
    mask[rows] = True
    articles = int(np.count_nonzero(index.facets["source"].count(mask, rows)))
    if one.facet != "source":
        facts.append({"name": say("articles_title"), "value": say.number(articles), "type": ""})
    if one.facet in ACTORS:
        roles = parts_of(index, one)[mask[index.facets[one.facet].rows(one.value)]]
        for place, role in enumerate(ROLES):
            if count := int(np.count_nonzero(roles & (1 << place))):
                asked = state.asked().role == role
                facts.append(
                    {"name": say.label("role", role), "value": say.number(count), "type": "role"}
                    | {"id": role, "on": asked, "title": say("only_role", role=say.label("role", role))}
                )
    return facts


def _event_fact(name: str, event: Row, say: Speech) -> Data:
    when = say.event_when(event)
    return {"name": name, "value": when, "type": "event", "id": event.event_id, "title": event.title}


def _suggested(index: Index, result: Answer) -> list[Subject]:
    """Whom to compare the subjects with: those most often beside them, or the largest other sources."""
    about = state.view().about
    facet = about[-1].facet
    others: list[Subject] = []
    if facet in ACTORS:
        near = partners(index, matching(result), facet, about[0], SUGGESTED + len(about))
        others = [found for found, _ in near]
    values = index.facets[facet].values
    others += [Subject(facet, values[code]) for code in range(min(len(values), SUGGESTED + len(about)))]
    return [other for other in dict.fromkeys(others) if other not in about][:SUGGESTED]


def _found(index: Index, say: Speech) -> list[Subject]:
    """The subjects whose name has what is looked for, those that begin with it first."""
    wanted = fold(state.STATE.get("comparing", "")).strip()
    if not wanted:
        return []
    found = []
    for name in SUBJECTS:
        facet = index.facets[name]
        if name == "countries":  # they are called otherwise than in the data
            codes = [
                code for code, value in enumerate(facet.values) if wanted in fold(say.label(name, value))
            ]
        else:
            codes = facet.find(wanted)
        found += [Subject(name, facet.values[code]) for code in codes[:MOST_FOUND]]
    found = [subject for subject in found if subject not in state.view().about]
    found.sort(key=lambda one: not any(word.startswith(wanted) for word in fold(say.label(*one)).split()))
    return found[:MOST_FOUND]
