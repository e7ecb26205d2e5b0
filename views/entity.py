"""The page of one person, country, organisation or source, below its timeline: offices, with whom, what, where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import streamlit as st

from pipeline import chart
from pipeline.knowledge.profiles import profile
from pipeline.query import ACTORS, day_number
from pipeline.query.ties import parts_of
from pipeline.schema import ROLES
from views import charts, components, state
from views.about import chosen, here, kept, matching, section
from views.drawn import Ready, fixed
from views.offices import office_name, term_span
from views.whom import with_whom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.chart import Bar, Figure, Look
    from pipeline.knowledge.profiles import Term
    from pipeline.query import Answer, Index, Subject
    from pipeline.query.postings import Ints
    from views.speech import Speech

MOST_OFFICES = 8
MOST_ARTICLES = 40
LEAST_YEARS = 15
YEAR = 365
ROLE_SHAPES = ("circle", "circle-open", "diamond", "square")

Data = dict[str, Any]
Cell = str | Data
Unit = Literal["Y", "M"]
Counts = tuple[list[str], list[list[Cell]]]


def entity(index: Index, result: Answer, look: Look) -> None:
    """Draw everything about the one subject of the page that stands below its list of events."""
    subject = state.view().about[0]
    if subject.facet in ACTORS and profile(*subject).terms:
        _offices(index, result, subject, look)
    with_whom(index, result, look)
    _course(index, result, subject, look)
    _articles(index, result)


def _offices(index: Index, result: Answer, subject: Subject, look: Look) -> None:
    say = state.say()
    terms = profile(*subject).terms
    with section("offices", say("offices_title")):
        lanes, bars = office_bars(index, result, subject, terms, say)
        asked = state.asked()
        shown = None
        if asked.first and asked.last and bars:
            ends = min(bar.first for bar in bars), max(bar.last for bar in bars)
            shown = max(day_number(asked.first), ends[0]), min(day_number(asked.last), ends[1])
        figure = chart.offices(index, lanes, bars, shown, look, say.wording())
        if figure:
            _draw(figure, "offices", say("offices_label"), index)
        heads = [say("office"), say("office_holder"), say("office_time")]
        rows = [_office_row(index, subject, term, say) for term in terms]
        _table("offices", say("offices_all", n=len(rows)), heads, rows, index, say("offices_note"))


def _office_row(index: Index, subject: Subject, term: Term, say: Speech) -> list[Cell]:
    """Office, holder and time; the holder opens a page, the time becomes the range, as the bars do."""
    time: Cell = term_span(term, say)
    if days := _term_days(term, day_number(date.today())):
        time = _button(str(time), chart.zoom_to(*days), say("office_cell", time=time))
    holder: Cell = "" if subject.facet == "persons" else term.person
    if holder and term.person in index.facets["persons"].codes:
        holder = _button(
            term.person,
            f"about:persons:{term.person}",
            say("open_page", name=say.label("persons", term.person)),
        )
    return [office_name(term, say, _home(subject)), holder, time]


def _term_days(term: Term, today: int) -> tuple[int, int] | None:
    """First and last day of a term as far as it is known and has begun; None where nothing is known."""
    last = day_number(term.end) if term.end else today
    first = day_number(term.start) if term.start else last - YEAR
    return None if first > today or not (term.start or term.end) else (first, last)


def _button(text: str, act: str, help: str) -> Data:
    return {"text": text, "act": act, "help": help}


def office_bars(
    index: Index, result: Answer, subject: Subject, terms: tuple[Term, ...], say: Speech
) -> tuple[list[str], list[Bar]]:
    """The lanes and bars of a subject's offices, no longer back than what its events need."""
    today = day_number(date.today())
    begin = _begin(index, result, today) if subject.facet != "persons" else -(10**9)
    keys: list[str] = []
    names: list[str] = []
    bars = []
    own = subject.facet == "persons"
    home = _home(subject)
    for term in terms:
        days = _term_days(term, today)
        if not days or days[1] < begin:
            continue
        first, last = days
        if term.office not in keys:
            if len(keys) == MOST_OFFICES:
                continue
            keys.append(term.office)
            names.append(office_name(term if own else replace(term, title=term.general), say, home))
        click = chart.zoom_to(first, last)
        if not own and term.person in index.facets["persons"].codes:
            click = f"about:persons:{term.person}"
        bars.append(
            chart.Bar(
                lane=keys.index(term.office),
                first=max(first, begin),
                last=last,
                name=say(f"years_{bool(term.end)}".lower(), first=_year(term.start), last=_year(term.end))
                if own
                else term.person,
                hover="<br>".join(
                    escape(line)
                    for line in (office_name(term, say, home), term.person, term_span(term, say))
                    if line
                ),
                click=click,
                until=term.end is not None,
                since=term.start is not None and first >= begin,
                acting=term.acting,
            )
        )
    return names, bars


def _home(subject: Subject) -> str:
    """Whose offices go without saying on a page: a person's own country's, or those of the subject itself."""
    homes = profile(*subject).homes if subject.facet == "persons" else (subject.value,)
    return homes[0] if homes else ""


def _year(day: date | None) -> str:
    return str(day.year) if day else "?"


def _begin(index: Index, result: Answer, today: int) -> int:
    """The first day that the offices of a country are drawn from."""
    if not len(result.rows):
        return today - LEAST_YEARS * YEAR
    ends = int(index.first[result.rows[0]]), int(index.first[result.rows[-1]])
    return min(ends[0], ends[1] - LEAST_YEARS * YEAR)


def _table(
    name: str, title: str, heads: list[str], rows: Sequence[Sequence[Cell]], index: Index, note: str = ""
) -> None:
    """A table that a reader can open below a chart; columns that are empty throughout are left out."""
    used = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    key = f"table_{name}"
    components.table(
        key=key,
        data={
            "title": title,
            "heads": [heads[place] for place in used],
            "rows": [[row[place] for place in used] for row in rows],
            "note": note,
        },
        on_act_change=lambda: charts.opened(str(st.session_state[key].act), index),
    )


def _draw(figure: Figure, name: str, label: str, index: Index) -> None:
    key = f"{name}_{state.STATE.get('clicks', 0)}"
    st.plotly_chart(
        Ready(fixed(figure)),
        key=key,
        theme=None,
        config=charts.CONFIG,
        on_select=lambda: charts.selected(st.session_state[key], index, brushed=False),
        selection_mode=charts.MODES,
        alt=label,
    )


def _course(index: Index, result: Answer, subject: Subject, look: Look) -> None:
    say = state.say()
    if not len(result.rows):
        return
    drawn = kept("course", index, (*here(), look), lambda: courses(index, result, subject, look, say))
    with section("course", say("course_title")):
        for name, figure, table in drawn:
            st.html(f"<p class='zs-sub'>{escape(say(f'course_{name}'))}</p>")
            _draw(figure, f"course_{name}", say(f"course_{name}_label"), index)
            heads, rows = table
            _table(f"course_{name}", say(f"course_{name}_table"), heads, rows, index)


def courses(
    index: Index, result: Answer, subject: Subject, look: Look, say: Speech
) -> list[tuple[str, Figure, Counts]]:
    """What kinds of events there are when, and what part the subject has in them: figures, and tables of both."""
    rows = result.rows
    kinds = index.facets["kind"]
    kind_of = kinds.members[rows]
    bands = [
        chart.Band(say.label("kind", kind), rows[kind_of == code], look.colour(kind), chart.symbol(kind))
        for code, kind in enumerate(kinds.values)
    ]
    bands.sort(key=lambda band: -len(band.rows))
    roles = []
    if subject.facet in ACTORS:
        bits = np.zeros(len(index), np.uint8)
        bits[index.facets[subject.facet].rows(subject.value)] = parts_of(index, subject)
        own = bits[rows]
        roles = [
            chart.Band(say.label("role", role), rows[own & (1 << place) > 0], look.bar, mark)
            for place, (role, mark) in enumerate(zip(ROLES, ROLE_SHAPES, strict=True))
        ]
    asked = state.asked()
    begin = day_number(asked.first) if asked.first else int(index.first[rows].min())
    end = (day_number(asked.last) if asked.last else int(index.last[rows].max())) + 1
    found = []
    for name, some in (("kinds", bands), ("roles", roles)):
        figure = chart.course(index, some, begin, end, look, say.wording())
        if figure:
            found.append((name, figure, _by_time(index, some, begin, end, say)))
    return found


def _by_time(index: Index, bands: list[chart.Band], begin: int, end: int, say: Speech) -> Counts:
    """The course as a table: one row a band, one column a year, or a month where no more than a year is shown.

    A number makes its year or month the range, as a bar of the course does.
    """
    bands = [band for band in bands if len(band.rows)]
    unit: Unit = "Y" if end - begin > YEAR + 1 else "M"
    counts = [_counted(index.first[band.rows], unit) for band in bands]
    columns = sorted(set().union(*counts))
    names = [say.label("year", str(np.datetime64(column, unit))) for column in columns]

    def cell(band: chart.Band, column: int, time: str, number: int) -> Cell:
        ends = (
            np.array([column, column + 1]).astype(f"datetime64[{unit}]").astype("datetime64[D]").astype(int)
        )
        help = say("course_cell", name=band.name, time=time, n=say.number(number))
        return _button(say.number(number), chart.zoom_to(int(ends[0]), int(ends[1]) - 1), help)

    rows = [
        [
            band.name,
            *(
                cell(band, column, time, own[column]) if column in own else "–"
                for column, time in zip(columns, names, strict=True)
            ),
        ]
        for band, own in zip(bands, counts, strict=True)
    ]
    return ["", *names], rows


def _counted(days: Ints, unit: Unit) -> dict[int, int]:
    """How many of the days lie in each year or month, by its number since 1970."""
    found, counts = np.unique(days.astype("datetime64[D]").astype(f"datetime64[{unit}]"), return_counts=True)
    return dict(zip(found.astype(int).tolist(), counts.tolist(), strict=True))


def _articles(index: Index, result: Answer) -> None:
    say = state.say()
    items, more = kept("articles", index, here(), lambda: articles(index, result, say))
    with section("articles", say("articles_title")):
        components.articles(
            key="articles",
            data={
                "items": items,
                "more": say("articles_more", n=say.number(more)) if more else "",
                "texts": {"read": say("article_read"), "open": say("open_page", name="{name}")},
            },
            on_act=_articles_act,
        )


def articles(index: Index, result: Answer, say: Speech) -> tuple[list[Data], int]:
    """The articles with most of the events, as data to draw, and how many there are besides."""
    rows = matching(result)
    facet = index.facets["source"]
    mask = np.zeros(len(index), bool)
    mask[rows] = True
    counts = facet.count(mask, rows)
    ranked = [code for code in np.argsort(-counts, kind="stable")[:MOST_ARTICLES].tolist() if counts[code]]
    items = []
    for code in ranked:
        document = facet.values[code]
        own = facet.rows(document)
        first = index.read([int(own[mask[own]][0])])[0]
        article = index.article(document, text=False)
        published = article.published if article else None
        items.append(
            {
                "document": document,
                "title": (article.title if article else "") or document,
                "about": " · ".join(
                    part
                    for part in (
                        say.day(published) if published else "",
                        say.count("events", int(counts[code])),
                    )
                    if part
                ),
                "event": first.event_id,
            }
        )
    return items, int(np.count_nonzero(counts)) - len(items)


def _articles_act(message: Data) -> None:
    subject = chosen(message)
    if message.get("type") == "open" and subject:
        state.visit(subject)
    elif message.get("type") == "read":
        state.look(event=str(message.get("event") or ""), article=True)
        state.STATE.page = None
        state.STATE.from_list = True
