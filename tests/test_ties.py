"""Who did what to whom: the counts are those of a plain computation over the frames."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
import synthetic
from hypothesis import given, settings
from hypothesis import strategies as st
from test_query import EVENT

from pipeline import query
from pipeline.query import Filter, Subject
from pipeline.query.subjects import SHARES, rows_of, shared
from pipeline.query.ties import partners, ties
from pipeline.schema import KINDS, ROLES

ACTORS = [
    ("person", "Friedrich Merz"),
    ("person", "Wladimir Putin"),
    ("country", "DE"),
    ("country", "RU"),
    ("organisation", "NATO"),
]
FACETS = {"person": "persons", "country": "countries", "organisation": "organisations"}
NODES = [Subject(FACETS[kind], name) for kind, name in ACTORS]


@st.composite
def extractions(draw: st.DrawFn) -> list[dict[str, Any]]:
    events = []
    for number in range(draw(st.integers(0, 14))):
        parts = draw(st.lists(st.tuples(st.sampled_from(ACTORS), st.sampled_from(ROLES)), max_size=6))
        silent = draw(st.lists(st.sampled_from(ACTORS), max_size=2))
        named = [actor for actor, _ in parts] + silent
        lists = {
            facet: list(dict.fromkeys(n for k, n in named if k == kind)) for kind, facet in FACETS.items()
        }
        events.append(
            EVENT
            | lists
            | {
                "event_id": f"e{number}",
                "kind": draw(st.sampled_from(KINDS[:3])),
                "start": draw(st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 9))),
                "participants": [{"kind": k, "name": n, "role": r, "rule": ""} for (k, n), r in parts],
                "evidence": [
                    {"document": d, "start": 0, "end": 1, "text": "", "rule": ""}
                    for d in draw(st.sets(st.sampled_from("abc"), min_size=1))
                ],
                "conflicts": draw(st.sampled_from([[], ["kind: x (a) against y (b)"]])),
            }
        )
    return [event | {"end": event["start"]} for event in events]


def plainly(frames: dict[str, pd.DataFrame], chosen: set[str], kind: str) -> tuple[Any, Any]:
    """The two counts for one kind with pandas: every pair of actors of every event, one by one."""
    events = frames["events"][frames["events"]["kind"] == kind].set_index("event_id")
    events = events[events.index.isin(chosen)]
    named = pd.concat(
        [
            events[facet].explode().dropna().rename("name").reset_index().assign(facet=facet)
            for facet in FACETS.values()
        ]
    )
    roles = frames["participants"].assign(facet=frames["participants"]["kind"].map(FACETS))
    roles = roles.groupby(["event_id", "facet", "name"])["role"].agg(set)
    pairs = named.merge(named, on="event_id", suffixes=("", "_2"))
    to = np.zeros((len(NODES), len(NODES)), int)
    together = np.zeros_like(to)
    for pair in pairs.itertuples():
        a, b = Subject(pair.facet, pair.name), Subject(pair.facet_2, pair.name_2)
        if a == b:
            continue
        mine = roles.get((pair.event_id, *a), set())
        yours = roles.get((pair.event_id, *b), set())
        forth = bool({"acts", "signs"} & mine and "addressed" in yours)
        back = bool({"acts", "signs"} & yours and "addressed" in mine)
        to[NODES.index(a), NODES.index(b)] += forth
        together[NODES.index(a), NODES.index(b)] += not (forth or back)
    return to, together


@settings(max_examples=60, deadline=None)
@given(extractions(), st.sets(st.integers(0, 13)))
def test_who_did_what_to_whom_is_what_pandas_counts(events: list[dict[str, Any]], chosen: set[int]) -> None:
    frames = synthetic.frames(events)
    index = query.build(**frames)
    ids = {f"e{number}" for number in chosen if number < len(events)}
    found = ties(index, np.array(sorted(index.row_of[event] for event in ids), np.int64), NODES)
    assert found.kinds == index.facets["kind"].values
    for place, kind in enumerate(found.kinds):
        to, together = plainly(frames, ids, kind)
        assert (found.to[place] == to).all(), kind
        assert (found.together[place] == together).all(), kind


@settings(max_examples=40, deadline=None)
@given(extractions())
def test_partners_are_those_most_often_in_the_same_events(events: list[dict[str, Any]]) -> None:
    index = query.build(**synthetic.frames(events))
    for subject in NODES:
        rows = rows_of(index, Filter(), subject)
        for facet in FACETS.values():
            expected: dict[str, int] = {}
            for event in events:
                if subject.value in event[subject.facet]:
                    for name in event[facet]:
                        expected[name] = expected.get(name, 0) + (Subject(facet, name) != subject)
            found = partners(index, rows, facet, subject, 3)
            assert [n for _, n in found] == sorted((n for n in expected.values() if n), reverse=True)[:3]
            assert all(expected[node.value] == n for node, n in found)


@settings(max_examples=60, deadline=None)
@given(
    extractions(),
    st.lists(st.sampled_from([*NODES, Subject("source", "a")]), min_size=2, max_size=3, unique=True),
)
def test_shares_are_what_they_say(events: list[dict[str, Any]], subjects: list[Subject]) -> None:
    index = query.build(**synthetic.frames(events))
    names = index.events["event_id"].iloc[index.place].tolist()

    def has(event: dict[str, Any], subject: Subject) -> bool:
        values = event.get(subject.facet, {proof["document"] for proof in event["evidence"]})
        return subject.value in values

    def belongs(event: dict[str, Any], share: str) -> bool:
        own = [has(event, subject) for subject in subjects]
        if share.startswith("only-"):
            number = int(share[5:])
            return number <= len(own) and own[number - 1] and sum(own) == 1
        several = len({proof["document"] for proof in event["evidence"]}) > 1
        return {
            "all": any(own),
            "common": all(own),
            "sole": any(own) and not several,
            "disputed": any(own) and several and bool(event["conflicts"]),
        }[share]

    each = [rows_of(index, Filter(), subject) for subject in subjects]
    for share in SHARES:
        rows = shared(index, each, share).tolist()
        assert rows == sorted(rows)
        assert {names[row] for row in rows} == {e["event_id"] for e in events if belongs(e, share)}, share


@pytest.mark.parametrize(
    ("roles", "to", "together"),
    [
        (("acts", "addressed"), 1, 0),
        (("signs", "addressed"), 1, 0),
        (("addressed", "acts"), 0, 0),
        (("acts", "acts"), 0, 1),
        (("acts", "takes part"), 0, 1),
        (("takes part", "addressed"), 0, 1),
    ],
)
def test_the_one_who_acts_does_it_to_the_one_addressed(
    roles: tuple[str, str], to: int, together: int
) -> None:
    parts = [
        {"kind": k, "name": n, "role": r, "rule": ""} for (k, n), r in zip(ACTORS[:2], roles, strict=True)
    ]
    event = EVENT | {"persons": [name for _, name in ACTORS[:2]], "participants": parts, "kind": "demand"}
    index = query.build(**synthetic.frames([event]))
    found = ties(index, np.array([0]), NODES[:2])
    assert (found.to[0, 0, 1], found.together[0, 0, 1]) == (to, together)
