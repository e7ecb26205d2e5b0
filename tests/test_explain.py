"""What an event says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from merging_events import event

from pipeline.explain import UnknownEvent, explain, explained, rules
from pipeline.merge import merge
from pipeline.schema import Article, Evidence
from pipeline.store import save

TEXT = "Merz forderte Putin am Montag zu einer Waffenruhe auf."
COPY = "Der Kanzler rief Putin am Montag zu einer Feuerpause auf."
ARTICLES = [
    Article("a", TEXT, "Appell", date(2025, 12, 15), "given", "file name", "a.txt"),
    Article("b", COPY, "Ruf", date(2025, 12, 16), "inferred", "inferred from a", "b.txt"),
]


def told(document: str, text: str, rule: str, day: str = "2025-12-15", **fields):
    one = event(document, text, day, title=f"Titel {document}", time_text="Montag", **fields)
    return replace(one, evidence=(Evidence(document, 0, len(text), text, rule),))


EVENTS = [
    told("a", TEXT, "time=weekday; act=auffordern->demand; status=auffordern->proposed"),
    told("b", COPY, "time=weekday; act=aufrufen->demand; status=aufrufen->proposed", kind="proposal"),
]


@pytest.fixture
def stored(tmp_path):
    [merged] = merge(EVENTS, ARTICLES)
    path = tmp_path / "events.parquet"
    save([merged], ARTICLES, path)
    return merged, path


def test_a_merged_event_shows_every_telling_with_words_and_rules(stored):
    merged, path = stored
    text = explain(merged.event_id, path)
    for part in (
        merged.title,
        "merged from 2 tellings in a, b",
        "kind: demand (a) against proposal (b)",
        f"proof   {TEXT}",
        f"proof   {COPY}",
        "“Montag” -> 2025-12-15  [weekday]",
        "auffordern -> demand",
        "aufrufen -> proposed",
        "Wladimir Putin (person, addressed)",
        "a: published 2025-12-15 (given, file name)",
        "b: published 2025-12-16 (inferred, inferred from a)",
    ):
        assert part in text


def test_the_beginning_of_an_id_is_enough(stored):
    merged, path = stored
    assert explain(merged.event_id[:5], path) == explain(merged.event_id, path)


@pytest.mark.parametrize("event_id", ["", "nowhere"])
def test_an_unknown_id_is_named_with_the_file(stored, event_id):
    with pytest.raises(UnknownEvent, match=r"events\.parquet: no event has the id"):
        explain(event_id, stored[1])


def test_an_event_of_one_article_has_no_word_of_merging():
    text = explained(EVENTS[0], {})
    assert "merged" not in text
    assert text.count("proof") == 1


def test_an_event_without_a_date_says_so():
    text = explained(told("a", TEXT, "time=weekday; act=auffordern->demand", day=""), {})
    assert "“Montag” -> no date" in text


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("time=weekday; act=auffordern->demand", {"time": "weekday", "act": "auffordern->demand"}),
        ("further report", {"rule": "further report"}),
        ("", {}),
        ("time=a=b", {"time": "a=b"}),
    ],
)
def test_rules_are_read_in_pairs(rule, found):
    assert rules(rule) == found
