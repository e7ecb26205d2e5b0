"""What the page of an actor knows from the tables."""

from __future__ import annotations

import pytest

from pipeline.knowledge import offices
from pipeline.knowledge.profiles import Profile, profile, title_of


def test_a_person_has_home_party_and_offices_in_the_order_of_time() -> None:
    merkel = profile("persons", "Angela Merkel")
    assert merkel.homes == ("DE",)
    assert merkel.party == "CDU"
    starts = [term.start for term in merkel.terms if term.start]
    assert starts == sorted(starts)
    titles = [term.title for term in merkel.terms]
    assert "Bundeskanzlerin" in titles
    assert "CDU-Chefin" in titles


def test_a_country_has_its_own_offices_the_highest_first_and_no_party_s() -> None:
    terms = profile("countries", "DE").terms
    assert terms[0].office == "DE.state"
    assert {"Gerhard Schröder", "Olaf Scholz"} <= {t.person for t in terms if t.office == "DE.government"}
    assert not [term for term in terms if term.organisation]


def test_an_organisation_has_its_heads_and_an_unknown_one_nothing() -> None:
    assert "Mark Rutte" in {term.person for term in profile("organisations", "NATO").terms}
    assert profile("persons", "Xaver Unbekannt") == Profile()
    assert profile("source", "artikel") == Profile()


@pytest.mark.parametrize(
    ("office", "gender", "title"),
    [
        ("DE.government", "f", "Bundeskanzlerin"),
        ("DE.government", "m", "Bundeskanzler"),
        ("EU.foreign", "f", "EU-Außenbeauftragte"),
        ("DE.prosecutor", "f", "Generalbundesanwältin"),
        ("DE.court", "f", "Präsidentin des Bundesverfassungsgerichts"),
        ("DE.state", "u", "Bundespräsident"),
    ],
)
def test_an_office_is_called_as_its_holder_is(office: str, gender: str, title: str) -> None:
    found = next(entry for entry in offices() if entry.office == office)
    assert title_of(found, gender) == title  # type: ignore[arg-type]
