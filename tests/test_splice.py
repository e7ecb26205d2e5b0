"""An index with a few events exchanged answers as one that was built of the result."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import news

from pipeline.corrections import Anchor
from pipeline.query import ACTORS, FACETS, Choice, Filter, answer, build
from pipeline.query.splice import spliced
from pipeline.query.told import records, told_in
from pipeline.schema import ROLES, Participant
from pipeline.store import frames

if TYPE_CHECKING:
    from pipeline.query import Index

SIZE = 60
BASE = build(**news(SIZE))
EVENTS = {event.event_id: event for event in records(BASE, range(SIZE))}
DAYS = st.sampled_from([None, date(2025, 1, 1), date(2025, 6, 1), date(1999, 12, 31), date(2030, 1, 1)])
FILTERS = [
    Filter(),
    Filter(undated=False),
    Filter(text="Meldung"),
    Filter(text="Neues Wort"),
    Filter(text="neu -merz"),
    Filter(first=date(2025, 1, 1), last=date(2025, 12, 31)),
    Filter(confidence=0.7),
    Filter(kind=Choice(frozenset({"talks", "attack"}))),
    Filter(persons=Choice(frozenset({"Friedrich Merz"}), frozenset({"Neue Person"}))),
    Filter(persons=Choice(frozenset({"Neue Person"})), role="acts"),
    Filter(countries=Choice(frozenset({"DE", "FR"}), every=True)),
    Filter(source=Choice(frozenset({BASE.facets["source"].values[0]}))),
]


@st.composite
def exchanges(draw):
    """Some events that go, and some that come: changed ones, and new ones."""
    gone = draw(st.lists(st.sampled_from(sorted(EVENTS)), unique=True, max_size=8))
    made = []
    for name in gone:
        if draw(st.booleans()):
            day = draw(DAYS)
            parts = (
                Participant("person", draw(st.sampled_from(["Neue Person", "Friedrich Merz"])), "acts", "r"),
            )
            made.append(
                replace(
                    EVENTS[name],
                    event_id=draw(st.sampled_from([name, f"{name}x", f"a{name}"])),
                    title=draw(st.sampled_from(["Neues Wort", "Titel", ""])),
                    start=day,
                    end=day,
                    edtf=day.isoformat() if day else "",
                    kind=draw(st.sampled_from(["talks", "aid"])),
                    place=draw(st.sampled_from([None, "Kassel"])),
                    corrections=draw(st.sampled_from([(), ("confirmed: Eva, x",)])),
                    participants=parts,
                    persons=tuple(part.name for part in parts),
                )
            )
    return frozenset(gone), made


def told(index: Index, rows) -> set:
    return {(one.event_id, one) for one in records(index, rows)}


def counted(index: Index, counts) -> dict:
    return {
        name: {
            index.facets[name].values[code]: int(counts[name][code]) for code in np.flatnonzero(counts[name])
        }
        for name in FACETS
    }


def rebuilt(gone, made) -> Index:
    left = [event for name, event in EVENTS.items() if name not in gone]
    tables = frames([*left, *made], [a for name in BASE.article_of if (a := BASE.article(name))])
    return build(tables.events, tables.evidence, tables.participants, tables.articles)


@settings(max_examples=60, deadline=None)
@given(exchanges())
def test_it_answers_as_one_that_is_built_anew(exchange):
    gone, made = exchange
    index, expected = spliced(BASE, gone, made), rebuilt(gone, made)
    assert len(index) == len(expected)
    assert (np.diff(index.first) >= 0).all()
    assert index.dated == expected.dated
    for asked in FILTERS:
        found, wanted = answer(index, asked), answer(expected, asked)
        assert found.total == wanted.total
        assert told(index, found.rows) == told(expected, wanted.rows)
        assert told(index, found.undated) == told(expected, wanted.undated)
        assert counted(index, found.counts) == counted(expected, wanted.counts)
    ids = index.ids(range(len(index)))
    assert [index.row_of[name] for name in ids] == list(range(len(index)))
    assert not (gone - {event.event_id for event in made}) & set(index.row_of)
    assert sorted(index.events["event_id"]) == sorted(ids)
    for name in ACTORS:
        for role in ROLES:
            mine, theirs = index.facet(name, role), expected.facet(name, role)
            assert all(
                set(index.ids(mine.rows(v))) == set(expected.ids(theirs.rows(v))) for v in theirs.values
            )
        facet = index.facets[name]
        assert all(facet.codes[value] == code for code, value in enumerate(facet.values))


def test_without_edits_it_is_the_index_itself():
    assert spliced(BASE, (), ()) is BASE


@pytest.mark.parametrize("row", [0, SIZE // 2])
def test_the_events_that_an_edit_could_mean_are_those_told_there(row):
    event = records(BASE, [row])[0]
    piece = event.evidence[0]
    article = BASE.article(piece.document)
    anchor = Anchor(article.document, "0", piece.start, piece.end, piece.text)
    rows, articles = told_in(BASE, [anchor])
    assert row in rows
    assert piece.document in [article.document for article in articles]
