"""Figures say what the result is: every event once in each of its lanes, at its time, escaped, or counted."""

from __future__ import annotations

import json
from datetime import date
from html import unescape
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
import synthetic
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import chart, query
from pipeline.chart import KIND_LOOKS, Look
from pipeline.chart.figures import MOST_MARKS
from pipeline.chart.lanes import MOST_LANES
from pipeline.chart.scene import short
from pipeline.query import Choice, Filter, View
from pipeline.schema import KINDS
from views.speech import speech

DAY = 86_400_000
TODAY = date(2025, 6, 1)


def drawn(
    frames: dict[str, Any], asked: Filter | None = None, view: View | None = None, look: Look | None = None
) -> tuple[query.Index, query.Answer, chart.Timeline | None]:
    index = query.build(**frames)
    asked, view, look = asked or Filter(), view or View(), look or Look()
    result = query.answer(index, asked)
    words = speech(view.language).wording()
    return index, result, chart.timeline(index, result, asked, view, look=look, words=words, today=TODAY)


def clicks(timeline: chart.Timeline) -> list[str]:
    return [mark for trace in timeline.figure["data"] for mark in trace.get("customdata", [])]


def event(**changes: Any) -> dict[str, Any]:
    base = synthetic.news(1)["events"].iloc[0].to_dict()
    evidence = [{"document": "a", "start": 0, "end": 1, "text": "x", "rule": "r"}]
    day = date(2025, 3, 4)
    plain = {"start": day, "end": day, "granularity": "day", "edtf": "2025-03-04", "countries": ["DE"]}
    return base | plain | {"evidence": evidence, "participants": [], "persons": []} | changes


@pytest.mark.parametrize("lanes", ["countries", "persons", "organisations", "kind", "source", "none"])
@pytest.mark.parametrize("dark", [False, True])
def test_plotly_takes_every_figure(lanes: Any, dark: bool) -> None:
    index, result, timeline = drawn(synthetic.news(300), view=View(lanes=lanes), look=Look(dark=dark))
    assert timeline is not None
    go.Figure(timeline.figure)
    overview = chart.overview(index, result, Look(dark=dark), speech("de").wording())
    assert overview is not None
    go.Figure(chart.drawn_range(overview, date(2022, 1, 1), None, Look(dark=dark)))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 150), st.integers(0, 10_000), st.sampled_from(["countries", "kind", "none", "persons"]))
def test_every_event_is_drawn_once_in_each_of_its_lanes(size: int, seed: int, lanes: Any) -> None:
    index, result, timeline = drawn(synthetic.news(size, seed), view=View(lanes=lanes))
    if timeline is None:
        assert not len(result.rows)
        return
    single = sum(mark.startswith("event:") for mark in clicks(timeline))
    traces = timeline.figure["data"]
    several = sum(int(n) for trace in traces if trace.get("mode") == "markers+text" for n in trace["text"])
    expected = len(result.rows)
    if lanes != "none":
        facet = index.facets[lanes]
        shown = {facet.codes[value] for value in top(index, lanes)}
        lanes_of = [set(facet.members[facet.offsets[r] : facet.offsets[r + 1]]) & shown for r in result.rows]
        expected = sum(max(len(found), 1) for found in lanes_of)
    assert single + several == expected


def top(index: query.Index, lanes: str) -> list[str]:
    counts = query.answer(index, Filter(undated=False)).counts[lanes]
    facet = index.facets[lanes]
    order = np.argsort(-counts, kind="stable")[:MOST_LANES]
    return [facet.values[code] for code in order if counts[code]]


def test_a_day_is_a_point_a_span_a_bar_and_a_vague_date_a_faded_band() -> None:
    span = {"start": date(2025, 1, 1), "end": date(2025, 2, 10), "granularity": "range", "edtf": "x"}
    vague = {"start": date(2025, 6, 1), "end": date(2025, 8, 31), "granularity": "season", "edtf": "2025-22"}
    events = [event(event_id="a"), event(event_id="b", **span), event(event_id="c", **vague)]
    _, _, timeline = drawn(synthetic.frames(events))
    assert timeline is not None
    forms = {
        trace["customdata"][0]: trace for trace in timeline.figure["data"] if len(trace.get("customdata", []))
    }
    point, bar, band = (forms[f"event:{name}"] for name in "abc")
    noon = (date(2025, 3, 4).toordinal() - date(1970, 1, 1).toordinal() + 0.5) * DAY
    assert (point["type"], point["x"].tolist()) == ("scatter", [noon])
    assert (bar["type"], bar["x"].tolist()) == ("bar", [41 * DAY])
    assert (band["type"], band["x"].tolist()) == ("bar", [92 * DAY])
    assert opacity(bar) > 0.8
    assert opacity(band) < 0.2
    assert timeline.figure["layout"]["xaxis"]["type"] == "linear"  # dates would move with the reader's zone


def opacity(trace: Any) -> float:
    return float(trace["marker"]["color"][0].rstrip(")").split(",")[-1])


def test_texts_are_escaped() -> None:
    title = "<b onload=alert(1)>Fett</b> & <a href='javascript:x'>Link</a>"
    events = [event(event_id="x", title=title, persons=["<i>Ida</i>"])]
    for lanes in ("countries", "persons"):
        _, _, timeline = drawn(synthetic.frames(events), view=View(lanes=lanes))
        assert timeline is not None
        text = json.dumps(timeline.figure, default=lambda array: array.tolist(), ensure_ascii=False)
        for tag in ("<b onload", "<a href", "<i>Ida"):
            assert tag not in text
        assert "&lt;b onload" in text


def test_many_events_become_a_density_that_counts_them_all() -> None:
    _, result, timeline = drawn(synthetic.news(4000), view=View(lanes="kind"))
    assert timeline is not None
    assert timeline.dense
    assert timeline.marks <= MOST_MARKS
    cells = timeline.figure["data"][0]
    numbers = [int(text.split()[0].replace(".", "")) for text in cells["hovertext"]]
    assert sum(numbers) == len(result.rows)
    # the more the darker, as colours: Plotly's JavaScript warns of each bar whose colour is a number
    darkness = [-sum(bytes.fromhex(colour[1:])) for colour in cells["marker"]["color"]]
    by_number = [shade for _, shade in sorted(zip(numbers, darkness, strict=True))]
    assert by_number == sorted(darkness)
    assert cells["marker"]["color"][int(np.argmax(numbers))] == Look().dense.lower()
    assert all(mark.startswith("range:") for mark in cells["customdata"])


def test_a_crowd_becomes_one_mark_that_counts_and_zooms() -> None:
    events = [event(event_id=str(n), title=f"Nummer {n}") for n in range(90)]
    _, _, timeline = drawn(synthetic.frames(events))
    assert timeline is not None
    cluster = next(trace for trace in timeline.figure["data"] if trace.get("mode") == "markers+text")
    assert (cluster["text"], cluster["customdata"]) == (["90"], ["range:2025-03-04/2025-03-04"])


def test_headlines_appear_where_there_is_room() -> None:
    few = [event(event_id=str(n), title=f"Nummer {n}") for n in range(3)]
    _, _, timeline = drawn(synthetic.frames(few))
    assert timeline is not None
    labels = next(trace for trace in timeline.figure["data"] if trace.get("mode") == "text")
    assert sorted(labels["text"]) == ["Nummer 0", "Nummer 1", "Nummer 2"]


def test_the_event_being_read_is_ringed_in_every_lane() -> None:
    events = [event(event_id="x", countries=["DE", "FR"]), event(event_id="y")]
    _, _, timeline = drawn(synthetic.frames(events), view=View(event="x"))
    assert timeline is not None
    assert len(timeline.figure["data"][-2]["x"]) == 2


def test_the_overview_does_not_depend_on_the_range() -> None:
    index = query.build(**synthetic.news(200))
    words = speech("de").wording()
    asked = Filter(kind=Choice(exclude=frozenset({"talks"})))
    whole = chart.overview(index, query.answer(index, asked), Look(), words)
    narrowed = Filter(kind=asked.kind, first=date(2023, 1, 1), last=date(2023, 2, 1))
    part = chart.overview(index, query.answer(index, narrowed), Look(), words)
    np.testing.assert_equal(part, whole)


def test_nothing_dated_gives_no_figure() -> None:
    undated = event(start=None, end=None, granularity="unknown", edtf="")
    index, result, timeline = drawn(synthetic.frames([undated]))
    assert timeline is None
    assert chart.overview(index, result, Look(), speech("en").wording()) is None


def test_today_is_marked_where_it_is_in_sight() -> None:
    far = [event(event_id="a"), event(event_id="b", start=date(2025, 9, 1), end=date(2025, 9, 1))]
    _, _, timeline = drawn(synthetic.frames(far))
    assert timeline is not None
    assert "heute" in [note["text"] for note in timeline.figure["layout"]["annotations"]]
    _, _, timeline = drawn(synthetic.frames(far[:1]))
    assert timeline is not None
    assert not timeline.figure["layout"]["annotations"]


@settings(max_examples=40, deadline=None)
@given(st.dates(), st.dates())
def test_any_range_has_a_readable_axis(one: date, other: date) -> None:
    first, last = sorted((one, other))
    events = [event(start=first, end=last, granularity="range")]
    _, _, timeline = drawn(synthetic.frames(events), Filter(first=first, last=last))
    assert timeline is not None
    axis = timeline.figure["layout"]["xaxis"]
    assert 1 <= len(axis["tickvals"]) <= 16
    assert list(axis["tickvals"]) == sorted(set(axis["tickvals"]))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_colours_stand_out_from_the_page(dark: bool) -> None:
    look = Look(dark=dark)
    assert set(KIND_LOOKS) == set(KINDS)
    assert len({shape for _, _, shape in KIND_LOOKS.values()}) == len(KINDS)
    for kind in KINDS:
        assert contrast(look.colour(kind), look.paper) >= 3, kind
    assert contrast(look.accent, look.paper) >= 3
    for text in (look.ink, look.soft):
        assert contrast(text, look.paper) >= 4.5
    assert contrast(look.on_cluster, look.cluster) >= 4.5


@settings(max_examples=20, deadline=None)
@given(st.integers(20, 400), st.integers(0, 10_000), st.booleans())
def test_no_headline_runs_into_a_mark_on_its_line(size: int, seed: int, narrow: bool) -> None:
    look = Look(narrow=narrow, width=330 if narrow else 1000)
    _, _, timeline = drawn(synthetic.news(size, seed), look=look)
    if timeline is None or timeline.dense:
        return
    traces, axis = timeline.figure["data"], timeline.figure["layout"]["xaxis"]["range"]
    pixel = (axis[1] - axis[0]) / (look.width - (0 if narrow else 120))
    points = [
        t for t in traces if t.get("mode") in ("markers", "markers+text") and t.get("customdata") is not None
    ]
    marks = [(x, y) for trace in points for x, y in zip(trace["x"], trace["y"], strict=True)]
    for trace in traces:
        if trace.get("mode") != "text":
            continue
        for x, y, text, side in zip(
            trace["x"], trace["y"], trace["text"], trace["textposition"], strict=True
        ):
            reach = (
                (x, x + 5.8 * len(text) * pixel)
                if side == "middle right"
                else (x - 5.8 * len(text) * pixel, x)
            )
            assert not [mark for mark in marks if abs(mark[1] - y) < 0.6 and reach[0] < mark[0] < reach[1]]


def test_pinned_lanes_stand_first_even_where_they_are_empty() -> None:
    news = synthetic.news(200)
    asked = Filter(countries=Choice(frozenset({"FR"}), frozenset({"PL"})))
    _, _, timeline = drawn(news, asked, View(pinned=("US", "PL", "Nirgends")))
    assert timeline is not None
    say = speech("de")
    names = [name for name, _ in timeline.counts]
    assert names[:3] == [say.label("countries", code) for code in ("US", "PL", "FR")]
    assert dict(timeline.counts)[say.label("countries", "PL")] == 0
    labels = timeline.figure["layout"]["yaxis"]["ticktext"]
    assert [label.startswith("★") for label in labels[:3]] == [True, True, False]


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (date(2030, 3, 1), "5 Jahre ohne Ereignis"),
        (date(2025, 8, 1), "5 Monate ohne Ereignis"),
        (date(2025, 3, 6), ""),
    ],
)
def test_a_long_gap_says_how_long_it_is(later: date, words: str) -> None:
    _, _, timeline = drawn(
        synthetic.frames([event(event_id="a"), event(event_id="b", start=later, end=later)])
    )
    assert timeline is not None
    said = [note["text"] for note in timeline.figure["layout"]["annotations"]]
    assert [text for text in said if "ohne Ereignis" in text] == ([words] if words else [])


@pytest.mark.parametrize(
    ("lines", "corrected"),
    [
        (["changed date: Eva, 2025-03-05T10:00:00Z"], 1),
        (["confirmed: Eva, 2025-03-05T10:00:00Z", "merged: Eva, 2025-03-05T10:01:00Z"], 1),
        (["confirmed: Eva, 2025-03-05T10:00:00Z"], 0),
        ([], 0),
    ],
)
@pytest.mark.parametrize("days", [1, 40])
def test_what_a_person_put_right_has_a_frame(days: int, lines: list[str], corrected: int) -> None:
    long = {"end": date(2025, 3, 4 + days % 27), "granularity": "range", "edtf": ""} if days > 1 else {}
    _, _, timeline = drawn(
        synthetic.frames([event(event_id="a", corrections=lines, **long), event(event_id="b")])
    )
    assert timeline is not None
    assert timeline.corrected == corrected
    ink = Look().ink
    frames = [
        trace
        for trace in timeline.figure["data"]
        if ink in (trace.get("marker", {}).get("color"), trace.get("marker", {}).get("line", {}).get("color"))
    ]
    assert [len(trace["x"]) for trace in frames] == [1] * corrected
    hovers = [text for trace in timeline.figure["data"] for text in trace.get("hovertext", [])]
    assert sum(speech("de")("mark_corrected") in text for text in hovers) == corrected
    go.Figure(timeline.figure)


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("Merz trifft Macron", 18, "Merz trifft Macron"),
        ("Merz trifft Macron in Paris", 20, "Merz trifft Macron…"),
        ("Merz trifft Macron in Paris", 21, "Merz trifft Macron…"),
        ("Merz trifft Macron, dann Starmer", 22, "Merz trifft Macron…"),
        ("Bundesverfassungsgericht", 12, "Bundesverfa…"),
        ("Das Bundesverfassungsgericht", 20, "Das Bundesverfassun…"),
        ("A & B", 9, "A &amp; B"),
    ],
)
def test_a_label_is_cut_behind_a_word_where_there_is_one(text: str, longest: int, shown: str) -> None:
    assert short(text, longest) == shown


@given(st.text(), st.integers(2, 70))
def test_a_cut_label_has_room(text: str, longest: int) -> None:
    assert len(unescape(short(text, longest))) <= max(
        longest, len(unescape(text)) if len(text) <= longest else 0
    )
