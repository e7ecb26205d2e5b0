"""How the tables are compiled, how words are inflected, and what a user's own table changes."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest

from pipeline import actors, split
from pipeline.actors import forms
from pipeline.actors.cast import close
from pipeline.actors.offices import holder_on, offices, offices_on
from pipeline.actors.tables import compiled
from pipeline.knowledge import extended_by, shipped
from pipeline.lang import table
from pipeline.schema import ActorMention, Article, Span


def found(text: str, own: str = "") -> list[ActorMention]:
    body = tuple(Span(*match.span()) for match in re.finditer(r"[^\n]+", text))
    article = Article("own", text, published=date(2025, 11, 3), body=body)
    return actors.find(article, split.sentences(article), [], extended_by(own, "own.csv") if own else None)


# A noun in the table, and forms that it has and has not.
INFLECTED = [
    (forms.role("Minister", "Ministerin", "strong"), {"Minister", "Ministers", "Ministerinnen"}, {"Ministeren"}),
    (forms.role("Präsident", "Präsidentin", "weak"), {"Präsidenten", "Präsidentinnen"}, {"Präsidents"}),
    (forms.role("Abgeordneter", "Abgeordnete", "adjective"), {"Abgeordneter", "Abgeordneten"}, {"Abgeordneters"}),
    (forms.demonym("Russe", "m"), {"Russe", "Russen"}, {"Russes"}),
    (forms.demonym("Ukrainer", "m"), {"Ukrainer", "Ukrainern", "Ukrainers"}, {"Ukraineren"}),
    (forms.demonym("Britin", "f"), {"Britin", "Britinnen"}, {"Britins"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("listed", "there", "missing"), INFLECTED, ids=[listed[0].word for listed, *_ in INFLECTED]
)
def test_inflection(listed: list[forms.Form], there: set[str], missing: set[str]) -> None:
    words = {form.word for form in listed}
    assert there <= words
    assert not missing & words


def test_a_genitive_has_no_s_after_a_sibilant() -> None:
    assert (forms.genitive("Merz"), forms.genitive("Strauß"), forms.genitive("Putin")) == ("", "", "Putins")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Holtkamp", "Holtkampp", True),
        ("Holtkamp", "Hotlkamp", True),
        ("Holtkamp", "Holtkanp", True),
        ("Mayer", "Maurer", False),
        ("Kohl", "Kohn", False),
        ("Meier", "Beier", False),
    ],
)
def test_close_spellings(one: str, other: str, same: bool) -> None:
    assert close(one, other) is same


def test_nobody_holds_an_office_on_an_unknown_day() -> None:
    index = offices(shipped())
    assert holder_on(index, "DE.government", None) == ""
    assert offices_on(index, "Angela Merkel", None) == []


def test_the_new_holder_has_the_day_of_the_change() -> None:
    assert holder_on(offices(shipped()), "DE.government", date(2025, 5, 6)) == "Friedrich Merz"


OWN = "kind,name,aliases,country,type\nperson,Wiebke Holtkamp,W. Holtkamp,DE,\norganisation,Werft Nord,WN AG,,company\n"


def test_a_users_own_table_adds_actors() -> None:
    text = "Die Werft Nord teilte mit, W. Holtkamp gehe. Holtkamps Nachfolge ist offen."
    named = {mention.text: mention.name for mention in found(text, OWN)}
    assert named["Werft Nord"] == "Werft Nord"
    assert named["W. Holtkamp"] == "Wiebke Holtkamp"
    assert named["Holtkamps"] == "Wiebke Holtkamp"
    assert "Werft Nord" not in {mention.name for mention in found(text)}


def test_parts_of_countries_belong_to_known_countries() -> None:
    given = table("actors")
    codes = {country.code for country in shipped().countries}
    assert {*given["parts"], *given["regions"]} <= codes
    assert set(given["seat_adjectives"]) <= {w for stems in given["regions"].values() for w in stems}
    part = compiled().dictionary["hessischen"]
    assert part is not None and part.part == ("DE", "Hessen")


def test_the_tables_are_compiled_once() -> None:
    assert compiled() is compiled()


def test_listing_counts_persons_over_articles() -> None:
    texts = [
        "Angela Merkel kam. Merkel sprach.",
        "Die Kanzlerin Angela Merkel ging. Tjark Lüdersen sagte nichts.",
    ]
    articles = [
        Article(str(number), text, published=date(2015, 3, 2), body=(Span(0, len(text)),))
        for number, text in enumerate(texts)
    ]
    rows = {row.person: row for row in actors.listing(articles)}
    merkel = rows["Angela Merkel"]
    assert (merkel.mentions, merkel.articles, merkel.country, merkel.office) == (3, 2, "DE", "DE.government")
    assert merkel.source == "person.table"
    assert actors.listing(articles)[0].person == "Angela Merkel"


def test_time_grows_with_the_length_of_the_text() -> None:
    piece = (
        "Der frühere ukrainische Außenminister Dmytro Kuleba und die SPD-Chefin sagten in Kiew, er komme. "
    )

    def seconds(times: int) -> float:
        text = piece * times
        begin = time.process_time()
        found(text)
        return time.process_time() - begin

    found(piece)
    assert seconds(400) < 12 * max(seconds(100), 0.01)
