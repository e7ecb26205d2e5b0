"""The query engine gives what a plain computation over the frames gives, and links keep their meaning."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode

import numpy as np
import pandas as pd
import pytest
import synthetic
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import query
from pipeline.query import FACETS, Choice, Filter, View
from pipeline.query.subjects import MOST_SUBJECTS, SHARES, SUBJECTS
from pipeline.schema import BASES, KINDS, ROLES, STATUSES

PERSONS = ["Friedrich Merz", "Wladimir Putin", "Zoë Müller", "Anna-Lena Groß"]
COUNTRIES = ["DE", "RU", "UA"]
ORGANISATIONS = ["NATO", "SPD"]
DOCUMENTS = ["a", "b", "c"]
TITLES = ["Merz fordert Waffenruhe", "Außenminister in München", "Kreml lehnt ab", "Muenchner Konferenz", ""]
days = st.dates(date(2021, 12, 1), date(2023, 2, 1))


@st.composite
def events(draw: st.DrawFn) -> list[dict[str, Any]]:
    drawn = []
    for number in range(draw(st.integers(0, 12))):
        start = draw(st.none() | days)
        end = start and draw(st.dates(start, date(2024, 1, 1)))
        persons = draw(st.lists(st.sampled_from(PERSONS), max_size=3))
        countries = draw(st.lists(st.sampled_from(COUNTRIES), max_size=3, unique=True))
        participants = [{"kind": "person", "name": n, "role": draw(st.sampled_from(ROLES))} for n in persons]
        participants += [
            {"kind": "country", "name": n, "role": draw(st.sampled_from(ROLES))} for n in countries
        ]
        documents = draw(st.lists(st.sampled_from(DOCUMENTS), min_size=1, max_size=2))
        drawn.append(
            {
                "event_id": f"e{number}",
                "title": draw(st.sampled_from(TITLES)),
                "start": start,
                "end": end,
                "granularity": "range" if start else "unknown",
                "edtf": "",
                "time_text": "",
                "basis": draw(st.sampled_from(BASES)),
                "kind": draw(st.sampled_from(KINDS[:4])),
                "status": draw(st.sampled_from(STATUSES)),
                "persons": persons,
                "countries": countries,
                "organisations": draw(st.lists(st.sampled_from(ORGANISATIONS), max_size=1)),
                "confidence": draw(st.sampled_from([0.2, 0.5, 0.9])),
                "sources": len(set(documents)),
                "conflicts": [],
                "corrections": [],
                "participants": [p | {"rule": "r"} for p in participants],
                "evidence": [
                    {"document": d, "start": 0, "end": 1, "text": draw(st.sampled_from(TITLES)), "rule": "r"}
                    for d in documents
                ],
            }
        )
    return drawn


VALUES = {
    "countries": [*COUNTRIES, "XX"],
    "persons": PERSONS,
    "organisations": ORGANISATIONS,
    "kind": KINDS[:4],
    "status": STATUSES,
    "basis": BASES,
    "source": DOCUMENTS,
    "year": ["2022", "2023", "2022-03", "2023-01"],
    "sources": ["1", "2", "3+"],
    "certainty": ["0", "50", "90"],
}


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    choices = {}
    for facet in draw(st.lists(st.sampled_from(FACETS), max_size=3, unique=True)):
        include = draw(st.frozensets(st.sampled_from(VALUES[facet]), max_size=2))
        exclude = draw(st.frozensets(st.sampled_from(VALUES[facet]), max_size=2)) - include
        choices[facet] = Choice(include, exclude, draw(st.booleans()))
    first, last = draw(st.none() | days), draw(st.none() | days)
    if first and last and first > last:
        first, last = last, first
    return Filter(
        **choices,
        first=first,
        last=last,
        within=draw(st.booleans()),
        undated=draw(st.booleans()),
        text=draw(
            st.sampled_from(["", "", "merz", "MÜNCHEN", "aussen", "fordert waff", "-kreml", '"lehnt ab"'])
        ),
        confidence=draw(st.sampled_from([0.0, 0.5])),
        role=draw(st.sampled_from(["", *ROLES])),
    )


def plain(
    events: list[dict[str, Any]], asked: Filter
) -> tuple[set[str], dict[str, dict[str, int]], set[str]]:
    """Matching ids, counts by facet, and undated ids that match all but the range: event by event."""

    def values(event: dict[str, Any], facet: str) -> set[str]:
        if facet in query.ACTORS and asked.role:
            kind = {"persons": "person", "countries": "country", "organisations": "organisation"}[facet]
            return {p["name"] for p in event["participants"] if (p["kind"], p["role"]) == (kind, asked.role)}
        if facet in query.ACTORS:
            return set(event[facet])
        if facet == "source":
            return {row["document"] for row in event["evidence"]}
        if facet == "year":
            short = event["start"] and (event["end"] - event["start"]).days < 31
            return (
                {f"{event['start']:%Y}"} | ({f"{event['start']:%Y-%m}"} if short else set())
                if event["start"]
                else set()
            )
        if facet == "sources":
            return {str(event["sources"])}
        if facet == "certainty":
            return {{0.2: "0", 0.5: "50", 0.9: "90"}[event["confidence"]]}
        return {event[facet]}

    def chosen(event: dict[str, Any], facet: str) -> bool:
        choice, own = asked.choice(facet), values(event, facet)
        included = choice.include <= own if choice.every else bool(choice.include & own)
        return (not choice.include or included) and not choice.exclude & own

    def in_time(event: dict[str, Any]) -> bool:
        start, end = event["start"], event["end"]
        if not (asked.first or asked.last):
            return bool(start) or asked.undated
        first, last = asked.first or date.min, asked.last or date.max
        if not start:
            return False
        return first <= start and end <= last if asked.within else start <= last and end >= first

    def rest(event: dict[str, Any]) -> bool:
        text = "\n".join([event["title"], *(row["text"] for row in event["evidence"])])
        return found(text, asked.text) and event["confidence"] >= asked.confidence

    def match(event: dict[str, Any], but: str = "") -> bool:
        facets = all(chosen(event, facet) for facet in FACETS if facet != but)
        return facets and rest(event) and (but == "range" or in_time(event))

    counts: dict[str, dict[str, int]] = {}
    for facet in FACETS:
        choice = asked.choice(facet)
        but = "" if choice.every and choice else facet
        counts[facet] = {}
        for event in events:
            for value in values(event, facet) if match(event, but) else ():
                counts[facet][value] = counts[facet].get(value, 0) + 1
    undated = {e["event_id"] for e in events if not e["start"] and match(e, "range")}
    return {e["event_id"] for e in events if match(e)}, counts, undated


def found(text: str, wanted: str) -> bool:
    """Search as a reader would describe it, for the few queries that the tests draw."""
    plain_text = re.sub("ü|ue", "u", text.lower().replace("ß", "ss"))
    if wanted.startswith("-"):
        return wanted[1:] not in plain_text
    if wanted.startswith('"'):
        return wanted.strip('"') in plain_text
    return all(re.sub("ü|ue", "u", term.lower()) in plain_text for term in wanted.split())


@settings(max_examples=150, deadline=None)
@given(events(), filters())
def test_an_answer_is_what_a_plain_computation_gives(events: list[dict[str, Any]], asked: Filter) -> None:
    index = query.build(**synthetic.frames(events))
    result = query.answer(index, asked)
    ids, counts, undated = plain(events, asked)
    dated = list(result.rows.tolist())
    names = index.events["event_id"].iloc[index.place].tolist()
    shown = {names[row] for row in dated}
    assert result.total == len(ids)
    assert shown == {e["event_id"] for e in events if e["start"] and e["event_id"] in ids}
    assert {names[row] for row in result.undated.tolist()} == undated
    starts = [index.events["start"].iloc[index.place[row]] for row in dated]
    assert starts == sorted(starts)
    for facet in FACETS:
        facet_values = index.facets[facet].values
        nonzero = {v: int(n) for v, n in zip(facet_values, result.counts[facet], strict=True) if n}
        assert nonzero == counts[facet], facet


@settings(max_examples=60, deadline=None)
@given(events(), filters(), st.sets(st.integers(0, 11)))
def test_an_answer_about_some_events_alone_is_that_of_an_index_of_them(
    events: list[dict[str, Any]], asked: Filter, chosen: set[int]
) -> None:
    index = query.build(**synthetic.frames(events))
    kept = [event for number, event in enumerate(events) if number in chosen]
    rows = sorted(index.row_of[event["event_id"]] for event in kept)
    result = query.answer(index, asked, np.array(rows, np.int64))
    ids, counts, undated = plain(kept, asked)
    names = index.events["event_id"].iloc[index.place].tolist()
    assert result.total == len(ids)
    assert {names[row] for row in result.undated.tolist()} == undated
    for facet in FACETS:
        values = index.facets[facet].values
        nonzero = {v: int(n) for v, n in zip(values, result.counts[facet], strict=True) if n}
        assert nonzero == counts[facet], facet


def test_a_row_knows_its_texts_and_its_id() -> None:
    frames = synthetic.news(50)
    index = query.build(**frames)
    by_event = frames["evidence"].set_index("event_id")["text"]
    for event, row in index.row_of.items():
        assert by_event[event] in index.text(row)
        assert frames["events"]["event_id"].iloc[index.place[row]] == event


@pytest.mark.parametrize(
    ("wanted", "title", "hit"),
    [
        ("außen", "Außenminister Wadephul", True),
        ("AUSSENMINISTER", "Außenminister Wadephul", True),
        ("Muenchen", "Sicherheitskonferenz in München", True),
        ("Munchen", "Sicherheitskonferenz in München", True),
        ("München", "Sicherheitskonferenz in Muenchen", True),
        ("Erdogan", "Erdoğan reist nach Ankara", True),
        ("konferenz", "Sicherheitskonferenz in München", True),
        ("konferenz münchen", "Sicherheitskonferenz in München", True),
        ("konferenz berlin", "Sicherheitskonferenz in München", False),
        ("konferenz -berlin", "Sicherheitskonferenz in München", True),
        ("konferenz -münchen", "Sicherheitskonferenz in München", False),
        ('"in münchen"', "Sicherheitskonferenz in München", True),
        ('"münchen in"', "Sicherheitskonferenz in München", False),
        ("US-Präsident", "US-Präsident Trump", True),
        ("US-Präsident", "Präsident besucht US Steel", False),
        ("(", "Kreml lehnt ab", True),
        ("[a-z]+", "Kreml lehnt ab", False),
        (".", "Kreml lehnt ab", True),
    ],
)
def test_search(wanted: str, title: str, hit: bool) -> None:
    events = [dict(EVENT, title=title)]
    index = query.build(**synthetic.frames(events))
    assert query.answer(index, Filter(text=wanted)).total == hit


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=5), st.data())
def test_every_part_of_a_word_finds_it(titles: list[str], data: st.DataObject) -> None:
    events = [dict(EVENT, event_id=str(n), title=title) for n, title in enumerate(titles)]
    index = query.build(**synthetic.frames(events))
    words = [(n, word) for n, title in enumerate(titles) for word in re.findall(r"\w+", title)]
    if not words:
        return
    number, word = data.draw(st.sampled_from(words))
    begin = data.draw(st.integers(0, len(word) - 1))
    part = word[begin : data.draw(st.integers(begin + 1, len(word)))]
    result = query.answer(index, Filter(text=part))
    assert str(number) in set(index.events["event_id"].iloc[index.place[result.undated]])


EVENT: dict[str, Any] = {
    "event_id": "e",
    "title": "",
    "start": None,
    "end": None,
    "granularity": "unknown",
    "edtf": "",
    "time_text": "",
    "basis": "article",
    "kind": "other",
    "status": "occurred",
    "persons": [],
    "countries": [],
    "organisations": [],
    "place": None,
    "confidence": 1.0,
    "sources": 1,
    "conflicts": [],
    "corrections": [],
    "participants": [],
    "evidence": [],
}

names = st.text(min_size=1, max_size=20)
choices = st.builds(
    lambda include, exclude, every: Choice(include, exclude - include, every),
    st.frozensets(names, max_size=3),
    st.frozensets(names, max_size=3),
    st.booleans(),
)
any_date = st.none() | st.dates()
any_filter = st.builds(
    Filter,
    **dict.fromkeys(FACETS, choices),
    first=any_date,
    last=any_date,
    within=st.booleans(),
    undated=st.booleans(),
    text=st.text(max_size=30),
    confidence=st.floats(0, 1),
    role=st.sampled_from(["", *ROLES]),
).filter(lambda f: not (f.first and f.last and f.first > f.last))
any_view = st.builds(
    View,
    lanes=st.sampled_from(["countries", "persons", "organisations", "kind", "source", "none"]),
    order=st.sampled_from(["count", "name", "first"]),
    event=st.text(max_size=20),
    article=st.booleans(),
    language=st.sampled_from(["de", "en"]),
    about=st.lists(
        st.builds(query.Subject, st.sampled_from(SUBJECTS), names), max_size=MOST_SUBJECTS, unique=True
    ).map(tuple),
    pinned=st.lists(st.sampled_from([*PERSONS, "DE"]), unique=True, max_size=3).map(tuple),
    beside=st.sampled_from(["", *query.ACTORS]),
    share=st.sampled_from(SHARES),
).map(lambda view: view if view.about else replace(view, beside="", share="all"))


@given(any_filter, any_view, any_view)
def test_a_link_shows_the_same_whatever_the_defaults_are(asked: Filter, view: View, other: View) -> None:
    parameters = parse_qs(urlencode(query.to_url(asked, view), doseq=True), keep_blank_values=True)
    if not view.event or not view.about:
        other = View()
    assert query.from_url(parameters, other) == (asked, view, [])


@given(
    st.dictionaries(
        st.sampled_from(["from", "to", "person", "not-kind", "confidence", "role", "lanes", "all", "x"]),
        st.lists(st.text(max_size=600), max_size=3),
    )
)
def test_no_link_breaks_the_page(parameters: dict[str, list[str]]) -> None:
    asked, view, _ = query.from_url(parameters, View())
    assert query.from_url(query.to_url(asked, view), View()) == (asked, view, [])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("from", "2025-02-31"),
        ("to", "99999-01-01"),
        ("confidence", "nan"),
        ("confidence", "2"),
        ("lanes", "planet"),
        ("role", "watches"),
        ("undated", "perhaps"),
        ("all", "kinds"),
        ("text", "x" * 501),
        ("person", "x" * 501),
        ("about", "planet:Mars"),
        ("about", "person:"),
        ("with", "planet"),
        ("share", "most"),
    ],
)
def test_a_bad_value_is_left_out_and_named(key: str, value: str) -> None:
    asked, view, bad = query.from_url({key: [value], "country": ["DE"]}, View())
    assert asked == Filter(countries=Choice(frozenset({"DE"})))
    assert view == View()
    assert bad == [f"{key}={value[:80]}"]


def test_the_ends_of_a_range_are_put_in_order() -> None:
    asked, _, _ = query.from_url({"from": ["2025-02-01"], "to": ["2025-01-01"]}, View())
    assert (asked.first, asked.last) == (date(2025, 1, 1), date(2025, 2, 1))


def test_toggling_moves_a_value_and_takes_it_back() -> None:
    chosen = Filter().toggle("countries", "DE")
    assert chosen.countries == Choice(frozenset({"DE"}))
    barred = chosen.toggle("countries", "DE", "exclude")
    assert barred.countries == Choice(frozenset(), frozenset({"DE"}))
    assert barred.toggle("countries", "DE", "exclude") == Filter()
    assert chosen.narrowed() and barred.narrowed() and not Filter(within=True).narrowed()


def test_a_large_timeline_answers_at_once() -> None:
    index = query.build(**synthetic.news(20_000))
    asked = Filter(countries=Choice(frozenset({"DE"})), kind=Choice(exclude=frozenset({"talks"})))
    query.answer(index, asked)
    index.answers.clear()
    begin = time.perf_counter()
    query.answer(index, asked)
    assert time.perf_counter() - begin < 0.05
    assert isinstance(index.events, pd.DataFrame)


def test_an_answer_that_is_kept_is_that_of_its_own_filter() -> None:
    index = query.build(**synthetic.news(300))
    countries = index.facets["countries"].values[:8]
    wanted = [Filter(countries=Choice(frozenset({value}))) for value in countries]
    first = [query.answer(index, asked).total for asked in wanted]
    assert [query.answer(index, asked).total for asked in wanted] == first
    assert first == index.facets["countries"].totals[:8].tolist()
    assert query.answer(index, wanted[0], np.arange(0)).total == 0
