"""Pages for one actor or source, and comparisons, without a browser: they show what the frames hold."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import synthetic
from test_dashboard_app import count, page, part, run, titles, words_of

from pipeline import chart, query
from pipeline.chart import Look
from pipeline.knowledge.profiles import Term, profile
from views.entity import office_bars
from views.offices import office_name, term_span
from views.speech import LANGUAGES, speech
from views.why import disagreement

if TYPE_CHECKING:
    from pathlib import Path

MERZ, PUTIN = "Friedrich Merz", "Wladimir Putin"
SIZE = 150


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    """Made-up news in which one event is told by two articles that disagree."""
    found = synthetic.news(SIZE, seed=3)
    with_both = next(
        row for row, names in enumerate(found["events"]["persons"]) if {MERZ, PUTIN} <= set(names)
    )
    found["events"].at[with_both, "conflicts"] = ["kind: talks (artikel_000) against demand (artikel_001)"]
    event = found["events"]["event_id"].iloc[with_both]
    other = found["evidence"].loc[found["evidence"]["event_id"] != event, "document"].iloc[0]
    proof = found["evidence"][found["evidence"]["event_id"] == event].assign(document=other)
    found["evidence"] = pd.concat([found["evidence"], proof], ignore_index=True)
    return found


@pytest.fixture(autouse=True)
def input_(
    tables: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory, monkeypatch: Any
) -> Path:
    path = tmp_path_factory.getbasetemp() / "entities" / "news.parquet"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        synthetic.saved(tables, path)
    monkeypatch.setenv("ZEITSTRAHL_INPUT", str(path))
    return path


def with_all(events: pd.DataFrame, *names: str) -> pd.DataFrame:
    return events[[set(names) <= set(persons) for persons in events["persons"]]]


def test_a_page_shows_the_events_of_its_subject_and_what_is_known(tables: dict[str, pd.DataFrame]) -> None:
    at = page(about=f"person:{MERZ}", lang="de")
    own = with_all(tables["events"], MERZ)
    assert count(at) == (len(own), SIZE)
    head = part(at, "subject")
    assert head["name"] == MERZ
    assert "Deutschland · CDU" in head["lines"]
    dated = own[own["start"].notna()].sort_values("start", kind="stable")
    facts = {fact["name"]: fact for fact in head["facts"]}
    assert facts["Erstes Ereignis"]["id"] in set(own.loc[own["start"] == dated["start"].iloc[0], "event_id"])
    assert facts["Letztes Ereignis"]["id"] in set(
        own.loc[own["start"] == dated["start"].iloc[-1], "event_id"]
    )
    documents = tables["evidence"].merge(own, on="event_id")["document"].nunique()
    assert facts["Artikel"]["value"] == str(documents)
    roles = tables["participants"].merge(own[["event_id"]], on="event_id")
    acting = roles[(roles["name"] == MERZ) & (roles["role"] == "acts")]["event_id"].nunique()
    assert facts["handelt"]["value"] == str(acting)
    assert "Bundeskanzler" in [row[0] for row in part(at, "table")["rows"]]
    assert len(at.get("plotly_chart")) == 5


def test_the_matrix_counts_who_did_what_with_whom(tables: dict[str, pd.DataFrame]) -> None:
    at = page(about=f"person:{MERZ}", **{"with": "person"})
    own = with_all(tables["events"], MERZ)
    matrix = part(at, "ties")["matrix"]
    row = next(row for row in matrix["rows"] if row["value"] == PUTIN)
    both = with_all(own, PUTIN)
    assert row["n"] == str(len(both))
    roles = tables["participants"].groupby(["event_id", "name"])["role"].agg(set)
    for kind, cell in zip(matrix["kinds"], row["cells"], strict=True):
        to = back = together = 0
        for event in both.loc[both["kind"] == kind["key"], "event_id"]:
            mine, yours = roles[event, MERZ], roles[event, PUTIN]
            forth = bool(mine & {"acts", "signs"}) and "addressed" in yours
            other = bool(yours & {"acts", "signs"}) and "addressed" in mine
            to, back, together = to + forth, back + other, together + (not (forth or other))
        assert cell["ways"] == [to, back, together], kind["key"]
    assert len(part(at, "ties")["network"]["nodes"]) == len(matrix["rows"]) + 1


def test_filters_of_the_timeline_stay_and_are_visible(tables: dict[str, pd.DataFrame]) -> None:
    at = page(about=f"person:{MERZ}", kind="talks", role="acts")
    own = with_all(tables["events"], MERZ)
    roles = tables["participants"]
    acting = set(roles.loc[(roles["name"] == MERZ) & (roles["role"] == "acts"), "event_id"])
    expected = own[(own["kind"] == "talks") & own["event_id"].isin(acting)]
    assert count(at)[0] == len(expected)
    assert [chip["label"] for chip in part(at, "summary")["chips"]] == ["Gespräche", "handelt"]
    assert at.query_params["about"] in (f"person:{MERZ}", [f"person:{MERZ}"])


@pytest.mark.parametrize(
    ("share", "has"),
    [
        ("all", lambda a, b: a or b),
        ("common", lambda a, b: a and b),
        ("only-1", lambda a, b: a and not b),
        ("only-2", lambda a, b: b and not a),
    ],
)
def test_a_comparison_shows_what_is_common_and_what_each_has_alone(
    tables: dict[str, pd.DataFrame], share: str, has: Any
) -> None:
    at = page(about=[f"person:{MERZ}", f"person:{PUTIN}"], share=share)
    persons = tables["events"]["persons"]
    expected = tables["events"][[has(MERZ in names, PUTIN in names) for names in persons]]
    assert count(at) == (len(expected), SIZE)
    numbers = {row["name"]: [cell["text"] for cell in row["cells"]] for row in part(at, "abreast")["rows"]}
    each = [with_all(tables["events"], name) for name in (MERZ, PUTIN)]
    assert numbers["Ereignisse"] == [str(len(own)) for own in each]
    both = len(with_all(tables["events"], MERZ, PUTIN))
    assert numbers["davon ohne die anderen"] == [str(len(own) - both) for own in each]
    assert numbers["Gespräche"] == [str(int((own["kind"] == "talks").sum())) for own in each]
    labels = at.segmented_control(key="share").options
    assert f"Gemeinsam {both}" in [getattr(label, "content", label) for label in labels]


def test_what_only_one_source_reports_and_where_sources_disagree(tables: dict[str, pd.DataFrame]) -> None:
    about = [f"person:{MERZ}", f"person:{PUTIN}"]
    told = tables["evidence"].groupby("event_id")["document"].nunique()
    own = tables["events"][[bool({MERZ, PUTIN} & set(names)) for names in tables["events"]["persons"]]]
    assert count(page(about=about, share="sole"))[0] == int((told[own["event_id"]] == 1).sum())
    at = page(about=about, share="disputed")
    assert count(at)[0] == 1
    [item] = part(at, "disputed")["items"]
    assert item["lines"] == ["Art: Gespräche (artikel_000) gegen Forderung (artikel_001)"]


def test_a_share_of_a_subject_that_is_not_there_is_all_of_them() -> None:
    about = [f"person:{MERZ}", f"person:{PUTIN}"]
    at = page(about=about, share="only-5")
    assert count(at) == count(page(about=about))
    assert at.segmented_control(key="share").value == "all"


def test_two_sources_side_by_side(tables: dict[str, pd.DataFrame]) -> None:
    at = page(about=["source:artikel_000", "source:artikel_001"], share="only-1")
    told = tables["evidence"].groupby("event_id")["document"].agg(set)
    assert count(at)[0] == sum("artikel_000" in names and "artikel_001" not in names for names in told)
    assert set(titles(at)) <= set(tables["events"]["title"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "about",
    ["country:DE", "organisation:NATO", "source:artikel_003", "person:Karin Keller-Sutter"],
)
def test_every_sort_of_subject_has_a_page_in_both_languages(about: str, language: str) -> None:
    at = page(about=about, lang=language)
    assert 0 < count(at)[0] < SIZE
    sections = [re.sub("<[^>]+>", "", html.value) for html in at.html if "class='zs-section'" in html.value]
    assert sections[-1] == ("Artikel" if language == "de" else "Articles")
    assert [name for _, name in part(at, "subject")["sections"]][1:] == sections


def test_a_subject_that_the_data_do_not_have_is_named_and_left_out() -> None:
    at = page(about=["person:Niemand <b>", f"person:{MERZ}"])
    assert "Niemand &lt;b&gt;" in words_of(at)
    assert part(at, "subject")["name"] == MERZ
    at = page(about="person:Niemand")
    assert count(at) == (SIZE, SIZE)
    assert not [e for e in at.get("bidi_component") if e.proto.component_name == "zeitstrahl_subject"]


def test_a_page_without_events_offers_the_filters_in_the_way() -> None:
    at = page(about=f"person:{MERZ}", text="Papagei")
    [button] = [button for button in at.button if button.key == "without_text"]
    assert re.search(r"\d+ Ereignisse", button.label)
    button.click()
    run(at)
    assert count(at)[0] > 0
    assert part(at, "subject")["name"] == MERZ


def test_lanes_of_one_subject_leave_out_its_own_and_several_have_one_each() -> None:
    index = query.build(**synthetic.news(80))
    merz, putin = query.Subject("persons", MERZ), query.Subject("persons", PUTIN)
    one = query.View(lanes="persons", about=(merz,))
    result = query.answer(index, query.Filter(), index.facets["persons"].rows(MERZ))
    assert MERZ not in chart.lane_values(index, result, query.Filter(), one, str)
    both = query.View(lanes="kind", about=(merz, putin))
    assert chart.lane_values(index, query.answer(index, query.Filter()), query.Filter(), both, str) == [
        MERZ,
        PUTIN,
    ]


@pytest.mark.parametrize("narrow", [False, True])
def test_the_course_of_a_band_counts_its_events(narrow: bool) -> None:
    index = query.build(**synthetic.news(200))
    rows = np.arange(index.dated)
    bands = [chart.Band("a", rows, "#000000", "circle"), chart.Band("none", rows[:0], "#000000", "square")]
    begin, end = int(index.first[0]), int(index.last[: index.dated].max()) + 1
    look, words = Look(narrow=narrow, width=330 if narrow else 1000), speech("de").wording()
    figure = chart.course(index, bands, begin, end, look, words)
    assert figure
    bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
    assert len(bars) == 1
    shown = [re.search(r": ([\d.]+) Ereignis|: (1) Ereignis", text) for text in bars[0]["hovertext"]]
    assert sum(int((found[1] or found[2]).replace(".", "")) for found in shown if found) == len(rows)
    assert chart.course(index, bands[1:], begin, end, look, words) is None


def test_offices_stand_in_lanes_and_lead_to_their_holders_or_their_time() -> None:
    index = query.build(**synthetic.news(120))
    for subject, name in (("countries", "DE"), ("persons", MERZ)):
        rows = index.facets[subject].rows(name)
        result = query.answer(index, query.Filter(), rows)
        terms = profile(subject, name).terms
        lanes, bars = office_bars(index, result, query.Subject(subject, name), terms, speech("de"))
        assert 1 < len(lanes) <= 8
        assert {bar.lane for bar in bars} == set(range(len(lanes)))
        assert all(bar.first <= bar.last for bar in bars)
        merz = [bar for bar in bars if "Merz" in bar.hover and lanes[bar.lane].startswith("Bundeskanzler")]
        assert [bar.until for bar in merz] == [False]
        assert merz[0].click.startswith(
            "about:persons:Friedrich Merz" if subject == "countries" else "range:2025-05-06/"
        )
        figure = chart.offices(index, lanes, bars, None, Look(), speech("de").wording())
        assert figure
        assert len(figure["data"][0]["customdata"]) == len(bars)
        assert len(figure["layout"]["yaxis"]["ticktext"]) == len(lanes)


TERM = Term(
    "DE.foreign",
    "Außenministerin",
    "Annalena Baerbock",
    "DE",
    "",
    date(2021, 12, 8),
    date(2025, 5, 6),
    False,
    True,
    "Außenminister",
)


@pytest.mark.parametrize(
    ("changes", "language", "home", "name", "span"),
    [
        ({}, "de", "FR", "Außenministerin (Deutschland)", "8. Dezember 2021 bis 6. Mai 2025"),
        ({}, "de", "DE", "Außenministerin", "8. Dezember 2021 bis 6. Mai 2025"),
        ({}, "en", "FR", "foreign minister (Germany)", "8 December 2021 to 6 May 2025"),
        ({"end": None}, "de", "DE", "Außenministerin", "seit 8. Dezember 2021"),
        ({"start": None}, "en", "DE", "foreign minister", "until 6 May 2025"),
        ({"start": None, "end": None}, "de", "DE", "Außenministerin", "Zeit unbekannt"),
        ({"acting": True, "end": None}, "de", "DE", "Außenministerin", "seit 8. Dezember 2021, kommissarisch"),
        (
            {"exact": False, "start": date(2021, 1, 1), "end": date(2025, 5, 31)},
            "de",
            "DE",
            "Außenministerin",
            "2021 bis Mai 2025",
        ),
    ],
)  # fmt: skip
def test_terms_are_told_no_more_precisely_than_they_are_known(
    changes: dict[str, Any], language: Any, home: str, name: str, span: str
) -> None:
    term = replace(TERM, **changes)
    assert office_name(term, speech(language), home) == name
    assert term_span(term, speech(language)) == span


def test_every_office_has_a_name_in_both_languages() -> None:
    for code in ("DE", "FR", "RU", "US"):
        for term in profile("countries", code).terms:
            assert office_name(term, speech("de")) and office_name(term, speech("en"))


@pytest.mark.parametrize(
    ("line", "german"),
    [
        ("kind: talks (a) against statement (b, c)", "Art: Gespräche (a) gegen Äußerung (b, c)"),
        (
            "end: 2025-12-15 (a) against 2025-12-16 (b)",
            "Ende: 15. Dezember 2025 (a) gegen 16. Dezember 2025 (b)",
        ),
        ("status: occurred (a) against denied (b)", "Stand: geschehen (a) gegen verneint (b)"),
        ("something else", "something else"),
    ],
)
def test_a_conflict_is_told_in_the_reader_s_words(line: str, german: str) -> None:
    assert disagreement(line, speech("de")) == german
