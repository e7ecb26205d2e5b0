"""The page without a browser: what it draws for a link, a filter, a language, and bad input."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from pipeline.query import FACETS
from views import source, why
from views.speech import LANGUAGES, speech

if TYPE_CHECKING:
    from pipeline import query

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = """Merz reist nach Warschau

Stand: 14.11.2025, 18:30 Uhr

Bundeskanzler Friedrich Merz hat am Freitag in Warschau Ministerpräsident Donald Tusk getroffen. Am Montag \
will Tusk nach Kiew reisen. Im Oktober hatte Frankreichs Präsident Emmanuel Macron eine Konferenz \
vorgeschlagen.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "warschau.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.setenv("ZEITSTRAHL_INPUT", str(tmp_path))
    return tmp_path


def page(**parameters: Any) -> AppTest:
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in parameters.items():
        at.query_params[key.replace("_", "-")] = value
    return run(at)


def run(at: AppTest) -> AppTest:
    at.run()
    assert not at.exception
    return at


def part(at: AppTest, name: str) -> dict[str, Any]:
    """What a component was given to draw."""
    found = next(e for e in at.get("bidi_component") if e.proto.component_name == f"zeitstrahl_{name}")
    data: dict[str, Any] = json.loads(json.loads(found.proto.json)[0])
    return data


def titles(at: AppTest) -> list[str]:
    return [item["title"] for group in part(at, "reading")["groups"] for item in group["items"]]


def count(at: AppTest) -> tuple[int, int]:
    words = part(at, "summary")["count"].split()
    numbers = [int(word) for word in words if word.isdigit()]
    return numbers[0], numbers[1]


def words_of(at: AppTest) -> str:
    return " ".join([*(text.value for text in at.text), *(html.value for html in at.html)])


def index_of(folder: Path) -> query.Index:
    return source.shared(folder).index


def test_the_page_shows_every_event_and_no_address_is_written_for_it(folder: Path) -> None:
    at = page()
    events = index_of(folder).events
    assert count(at) == (len(events), len(events))
    assert len(at.get("plotly_chart")) == 2
    assert sorted(titles(at)) == sorted(events.loc[events["start"].notna(), "title"])
    assert not at.query_params


def test_a_link_narrows_list_chart_and_counts(folder: Path) -> None:
    at = page(country="FR")
    events = index_of(folder).events
    expected = events.loc[["FR" in codes for codes in events["countries"]], "title"]
    assert 0 < len(expected) < len(events)
    assert sorted(titles(at)) == sorted(expected)
    assert count(at) == (len(expected), len(events))
    spec = json.loads(at.get("plotly_chart")[1].proto.spec)
    marks = [mark for trace in spec["data"] for mark in trace.get("customdata", [])]
    assert {mark.removeprefix("event:") for mark in marks} == set(events.loc[expected.index, "event_id"])
    chosen = {value["value"]: value for facet in part(at, "facets")["facets"] for value in facet["values"]}
    assert chosen["FR"]["state"] == 1
    assert chosen["DE"]["count"] > 0
    assert [chip["label"] for chip in part(at, "summary")["chips"]] == ["Frankreich"]


def test_searching_narrows_and_is_written_into_the_address(folder: Path) -> None:
    at = page()
    at.text_input(key="text").set_value("KONFERENZ")
    run(at)
    assert at.query_params["text"] in ("KONFERENZ", ["KONFERENZ"])
    assert 0 < count(at)[0] < count(at)[1]
    again = page(**{key: at.query_params[key] for key in at.query_params})
    assert titles(again) == titles(at)


def test_a_range_by_hand_and_back_to_all(folder: Path) -> None:
    at = page()
    whole = count(at)
    at.date_input(key="first").set_value("2025-11-15")
    run(at)
    assert count(at)[0] < whole[0]
    assert at.query_params["from"] in ("2025-11-15", ["2025-11-15"])
    at.segmented_control(key="zoom").set_value("all")
    run(at)
    assert count(at) == whole


@pytest.mark.parametrize(
    ("settings", "fewer"),
    [
        ({"role": "signs", "person": "Friedrich Merz"}, True),
        ({"confidence": "1.0"}, True),
        ({"undated": "no"}, False),
        ({"kind": "talks", "all": "kind"}, True),
        ({"not_country": "DE"}, True),
    ],
)
def test_other_filters(folder: Path, settings: dict[str, str], fewer: bool) -> None:
    shown, of = count(page(**settings))
    assert (shown < of) is fewer


def test_an_event_in_the_link_is_read_with_its_sentence_as_it_stands_in_the_article(folder: Path) -> None:
    index = index_of(folder)
    for row, event in enumerate(index.events["event_id"].iloc[index.place]):
        data = part(page(event=event), "reading")["event"]
        proof = index.evidence.iloc[index.proof(row)[0]]
        segments = data["proofs"][0]["segments"]
        assert "".join(text for text, sort, _ in segments if sort) == proof["text"]
        assert "".join(text for text, _, _ in segments) in ARTICLE
        assert data["title"] == index.events["title"].iloc[index.place[row]]
        assert data["when"] and data["table"]


def test_the_rules_of_an_event_are_told_in_words(folder: Path) -> None:
    index = index_of(folder)
    for event in index.events["event_id"]:
        [rules] = [
            text for name, text in part(page(event=event), "reading")["event"]["table"] if name == "Regeln"
        ]
        date, act, status = rules.split("\n")
        assert date.startswith("Datum: ")
        assert act.startswith("Art: ")
        assert status.startswith("Stand: ")
        assert "=" not in rules and "->" not in rules


@pytest.mark.parametrize(
    ("rule", "german", "english"),
    [
        (
            "time=weekday; act=fordern->demand; status=fordern->proposed",
            "Datum: Wochentag\nArt: „fordern“ → Forderung\nStand: „fordern“ → vorgeschlagen",
            "Date: weekday\nKind: “fordern” → Demand\nStatus: “fordern” → proposed",
        ),
        (
            "time=month, of the sentence before; status=past->occurred",
            "Datum: Monat, aus dem Satz davor\nStand: Präteritum → geschehen",
            "Date: month, from the sentence before\nStatus: past tense → occurred",
        ),
        (
            "further report",
            "ein weiterer Bericht desselben Ereignisses",
            "a further report of the same event",
        ),
        ("time=a new rule", "Datum: a new rule", "Date: a new rule"),
        ("", "", ""),
    ],
)
def test_rules_in_words(rule: str, german: str, english: str) -> None:
    assert why.fired(rule, speech("de")) == german
    assert why.fired(rule, speech("en")) == english


def test_an_inferred_day_names_the_article_that_gave_it() -> None:
    say = speech("de")
    assert "Artikel b_2," in why.inferred("inferred from b_2: tells again what that dates", say)
    assert why.inferred("inferred from the text: 'heute' is the feast", say) == "aus dem Text selbst"


@pytest.mark.parametrize(
    ("edtf", "granularity", "words"),
    [
        ("1987/1989", "range", "1987 bis 1989"),
        ("2025-10/2025-12", "range", "Oktober bis Dezember 2025"),
        ("2025-12/2026-02", "range", "Dezember 2025 bis Februar 2026"),
        ("1987-01-01/1989-12-31", "range", "1. Januar 1987 bis 31. Dezember 1989"),
        ("1987~/1989~", "range", "um 1987 bis 1989"),
    ],
)
def test_a_range_is_told_as_precisely_as_it_is_known(edtf: str, granularity: str, words: str) -> None:
    first, last = date(1987, 1, 1), date(1989, 12, 31)
    assert speech("de").when(first, last, granularity, edtf) == words


def test_an_event_can_be_cited(folder: Path) -> None:
    event = index_of(folder).events.iloc[0]
    data = part(page(event=event["event_id"]), "reading")
    assert event["title"] in data["event"]["cite"]
    assert "Merz reist nach Warschau, 14. November 2025" in data["event"]["cite"]
    assert f"event={event['event_id']}" in data["query"]


def test_the_whole_article_marks_every_event(folder: Path) -> None:
    index = index_of(folder)
    event = index.events["event_id"].iloc[0]
    segments = part(page(event=event, article="yes"), "reading")["event"]["proofs"][0]["segments"]
    assert "".join(text for text, _, _ in segments) == ARTICLE
    assert {e for _, sort, ids in segments if sort for e in ids} == set(index.events["event_id"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_page_is_in_the_chosen_language(folder: Path, language: Any) -> None:
    at = page(lang=language)
    say = speech(language)
    assert say("tagline") in words_of(at).replace("&#x27;", "'")
    assert next(facet["title"] for facet in part(at, "facets")["facets"]) == say.table["facet"]["countries"]
    assert at.text_input(key="text").label == say("search")


def test_the_language_changes_by_choice(folder: Path) -> None:
    at = page()
    at.segmented_control(key="language").set_value("en")
    run(at)
    assert part(at, "summary")["texts"]["copy"] == speech("en")("copy")


def test_both_languages_have_the_same_texts() -> None:
    german, english = (speech(language).table for language in LANGUAGES)
    assert german.keys() == english.keys()
    for key, value in german.items():
        assert type(value) is type(english[key]), key
        if isinstance(value, dict):
            assert value.keys() == english[key].keys(), key
        if isinstance(value, str):
            assert fields(value) == fields(english[key]), key


def fields(text: str) -> set[str]:
    return {part.split("}")[0] for part in text.split("{")[1:]}


def test_nothing_found_names_the_filters_in_the_way(folder: Path) -> None:
    at = page(country="FR", text="Papagei")
    assert count(at)[0] == 0
    assert speech("de")("empty_title") in words_of(at)
    labels = [button.label for button in at.button]
    assert any("Suche" in label for label in labels)
    at.button(key="without_text").click()
    run(at)
    assert count(at)[0] > 0
    at = page(country="XX", text="Papagei")
    at.button(key="clear_all").click()
    run(at)
    assert count(at)[0] == count(at)[1]


@pytest.mark.parametrize(
    "parameters",
    [
        {"from": "2025-02-31"},
        {"to": "99999-01-01"},
        {"lanes": "<script>alert(1)</script>"},
        {"event": "no such event"},
        {"confidence": "NaN"},
    ],
)
def test_a_bad_link_shows_everything_and_says_what_was_left_out(
    folder: Path, parameters: dict[str, str]
) -> None:
    at = page(**parameters)
    assert count(at)[0] == count(at)[1]
    assert "zs-notice" in words_of(at)
    assert "<script>" not in words_of(at)


@pytest.mark.parametrize("name", ["missing", "a <b>folder</b>\n'\""])
def test_a_missing_input_is_a_sentence(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEITSTRAHL_INPUT", str(tmp_path / name))
    at = page()
    assert speech("de")("broken_title") in words_of(at)
    assert "<b>" not in words_of(at)


def test_a_folder_without_articles_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEITSTRAHL_INPUT", str(tmp_path))
    shown = words_of(page())
    assert speech("de")("nothing_title") in shown
    assert f"{tmp_path.parent}/" not in shown


def test_a_broken_file_is_named_and_the_others_are_shown(folder: Path) -> None:
    (folder / "leer.txt").write_bytes(b"")
    (folder / "bild.txt").write_bytes(bytes(range(256)) * 20)
    at = page()
    assert count(at)[0] > 0
    assert "leer.txt: leer; ein Artikel braucht Text" in words_of(at)
    assert "leer.txt: empty; an article needs text" in words_of(page(lang="en"))
    assert "bild.txt" in words_of(at)


def test_a_broken_parquet_file_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "events.parquet"
    broken.write_bytes(b"PAR1 but not really")
    monkeypatch.setenv("ZEITSTRAHL_INPUT", str(broken))
    shown = words_of(page())
    assert speech("de")("broken_title") in shown
    assert str(tmp_path) not in shown


def test_markdown_in_an_article_stays_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    canary = ":red[rot] **fett** [Link](javascript:alert(1)) $x^2$ <b>b</b>"
    text = f"Warschau, 14.11.2025\n\nAm Freitag forderte Friedrich Merz {canary} von Donald Tusk.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ZEITSTRAHL_INPUT", str(tmp_path))
    at = page()
    shown = [*at.markdown, *at.caption, *at.html]
    assert not [element for element in shown if "rot]" in element.value]
    assert count(at)[0] > 0


def sent(at: AppTest, name: str) -> dict[str, Any]:
    return next(facet for facet in part(at, "facets")["facets"] if facet["key"] == name)


def labels(at: AppTest, name: str) -> list[str]:
    return [value.get("label", value["value"]) for value in sent(at, name)["values"]]


def test_months_stand_below_the_year_that_a_reader_opens_or_chose_one_of(folder: Path) -> None:
    del folder
    assert labels(page(), "year") == ["2025"]
    at = page(year="2025-11")
    assert labels(at, "year") == ["2025", "Oktober 2025", "November 2025"]
    assert [chip["label"] for chip in part(at, "summary")["chips"]] == ["November 2025"]
    assert 0 < count(at)[0] < count(at)[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_facet_explains_itself(folder: Path, language: Any) -> None:
    del folder
    facets = part(page(lang=language), "facets")["facets"]
    assert all(len(facet["help"]) > 60 for facet in facets)
    assert speech(language).table["explained"].keys() == set(FACETS)


def test_how_an_event_fits_the_range_is_asked_where_there_is_one(folder: Path) -> None:
    del folder
    assert not [control for control in page().segmented_control if control.key == "within"]
    at = page(**{"from": "2025-11-14", "to": "2025-11-14"})
    at.segmented_control(key="within").set_value(True)
    run(at)
    assert at.query_params["range"] in ("within", ["within"])
