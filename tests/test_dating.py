"""Undated articles: dated from their own words, or from others that tell the same; else left undated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merging_reference import events_of, groups

from pipeline import lang
from pipeline.dating import date_from_content, infer_dates
from pipeline.dating.content import lengths, near_days
from pipeline.read import article_of
from pipeline.read.formats import Record
from pipeline.schema import Span

if TYPE_CHECKING:
    from pipeline.schema import Article


def undated(text: str, name: str = "u") -> Article:
    return article_of(Record(text, name))


def dated(text: str, day: str, name: str) -> Article:
    return article_of(Record(text, name, published=day))


FROM_CONTENT = [
    ("Am heutigen Montag, dem 3. März 2025, trat der Rat in Graz zusammen.", "2025-03-03"),
    ("Der Rat trat gestern (2. März 2025) in Graz zusammen.", "2025-03-03"),
    ("Heute vor zwanzig Jahren, am 26. Dezember 2004, traf eine Flutwelle die Küsten.", "2024-12-26"),
    ("Die Stadt begeht heute den 50. Jahrestag der Sturmflut vom 16. Februar 1962.", "2012-02-16"),
    (
        "Am morgigen Samstag jährt sich der Brand zum fünften Mal. Am 11. Mai 2019 stand das Dach in Flammen.",
        "2024-05-10",
    ),
    ("Genau fünf Jahre ist das an diesem Freitag her. Am 31. Januar 2020 schloss die Grenze.", "2025-01-31"),
    (
        "Ein Jahr und vier Tage nach dem Beben öffnete an diesem Dienstag die Schule. Das Beben hatte am "
        "6. Februar 2023 die Stadt zerstört, die Schule brannte aus.",
        None,
    ),
    (
        "Ein Jahr und sieben Tage nach dem Beben öffnete an diesem Dienstag die Schule. Das Beben hatte am "
        "6. Februar 2023 die Stadt zerstört.",
        "2024-02-13",
    ),
]
NOT_FROM_CONTENT = [
    "Am Mittwoch trat der Rat in Graz zusammen.",
    "Er sagte heute, am 3. März 2024 sei alles noch gut gewesen.",
    "Schon vor zwanzig Jahren, am 26. Dezember 2004, traf eine Flutwelle die Küsten.",
    # the weekday does not fit
    "Am heutigen Dienstag, dem 3. März 2025, trat der Rat zusammen.",
    # an anniversary that may lie some days ahead
    "An diesem Samstag jährt sich der Brand zum fünften Mal. Am 11. Mai 2019 stand das Dach in Flammen.",
    # whose day it was is not said
    "Heute vor 75 Jahren wurde das Gerät vorgestellt, benannt nach einem anderen Tag, nämlich dem 30. Januar 1933.",
    # two days fit
    "Am morgigen Samstag jährt sich das Unglück zum dritten Mal, nach dem 13. März 2021 und dem 20. März 2021.",
]


@pytest.mark.parametrize(("text", "day"), FROM_CONTENT)
def test_own_words_that_fix_the_day(text, day):
    found = date_from_content(undated(text))
    assert found.published == (date.fromisoformat(day) if day else None)
    assert (found.published_basis, bool(found.published_reason)) == (
        ("inferred", True) if day else ("unknown", False)
    )


@pytest.mark.parametrize("text", NOT_FROM_CONTENT)
def test_own_words_that_fix_no_day(text):
    article = undated(text)
    assert date_from_content(article) == article


def test_a_given_date_is_never_replaced():
    article = dated(FROM_CONTENT[0][0], "2020-01-01", "a")
    assert date_from_content(article) == article


@pytest.mark.parametrize("row", lang.table("dating")["lengths"], ids=lambda row: row["name"])
def test_lengths_are_found_in_their_examples_only(row):
    assert [length.rule for length in lengths(row["example"])] == [row["name"]]
    assert row["name"] not in [length.rule for length in lengths(row["counter"])]
    assert near_days(row["example"])


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_survived(text):
    date_from_content(replace(undated("x"), text=text, body=(Span(0, len(text)),)))


TALKS = dated(
    "Genf - Der türkische Außenminister Hakan Fidan und sein griechischer Kollege Giorgos Gerapetritis haben am "
    "Montag und Dienstag in Genf über die Seegrenze in der Ägäis verhandelt. Am Dienstagabend unterzeichneten Fidan "
    "und Gerapetritis in Genf eine Erklärung über Fischereizonen in der Ägäis.",
    "2024-11-13",
    "genf",
)
AFTER = (
    "Athen billigt Erklärung zur Ägäis\n\n"
    "Das griechische Kabinett hat am Donnerstag in Athen getagt. Zuvor hatten Fidan und "
    "Gerapetritis in Genf eine Erklärung über Fischereizonen in der Ägäis unterzeichnet. Verhandelt hatten der "
    "türkische Außenminister Hakan Fidan und der griechische Außenminister Giorgos Gerapetritis in Genf über die "
    "Seegrenze in der Ägäis."
)


def inferred(text: str, *others: Article) -> Article:
    [found] = infer_dates([undated(text)], [event for other in others for event in events_of(other)], others)
    return found


def test_the_next_weekday_after_what_others_date():
    found = inferred(AFTER, TALKS)
    assert (found.published, found.published_basis) == (date(2024, 11, 14), "inferred")
    assert "genf" in found.published_reason


def test_read_alone_it_stays_undated():
    assert inferred(AFTER) == undated(AFTER)


@pytest.mark.parametrize(
    "text",
    [
        # no weekday of the news
        AFTER.replace("am Donnerstag ", ""),
        # the day of the news would lie too far off
        AFTER.replace("am Donnerstag", "am Montag"),
        # it looks back on a day that it names itself
        AFTER.replace("Zuvor hatten", "Am 12. November 2023 hatten").replace(
            "Verhandelt hatten", "Im Mai hatten"
        ),
        # nothing is told again
        "Das griechische Kabinett hat am Donnerstag in Athen über Steuern beraten. Gerapetritis und Fidan fehlten.",
        # it knows of a later day
        AFTER + " Am 3. Februar 2025 hatte das Parlament zugestimmt.",
    ],
)
def test_thin_evidence_gives_no_date(text):
    assert inferred(text, TALKS) == undated(text)


def test_two_weeks_that_fit_give_no_date():
    again = dated(TALKS.text.replace("Genf - ", "Genf. "), "2024-10-02", "genf-oktober")
    assert inferred(AFTER, TALKS, again).published is None


def test_articles_of_the_reference_set_are_dated_from_their_neighbours():
    """Each in turn without its date gets the day of its last news: that of publication, or the day before."""
    articles = [article for group in groups() for article in group.articles if article.published]
    events = {article.document: events_of(article) for article in articles}
    off = []
    for article in articles:
        others = [other for other in articles if other is not article]
        hidden = replace(article, published=None, published_basis="unknown")
        [found] = infer_dates(
            [hidden], [event for other in others for event in events[other.document]], others
        )
        if found.published:
            off.append((article.published - found.published).days)
    assert len(off) >= 24
    assert sum(days in (0, 1) for days in off) >= 0.96 * len(off)
