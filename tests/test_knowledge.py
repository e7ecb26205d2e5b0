"""The tables of knowledge hold together, and a user's own table extends them."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline import knowledge
from pipeline.knowledge import Holder, KnowledgeError, extended, extended_by

ISO, OTHER = (
    set(part.split())
    for part in (Path(__file__).parent / "iso3166.txt").read_text().partition("\n")[2].split("# other")
)

COUNTRIES = {country.code: country for country in knowledge.countries()}
ORGANISATIONS = {organisation.name: organisation for organisation in knowledge.organisations()}
PERSONS = {person.name: person for person in knowledge.persons()}
OFFICES = {office.office: office for office in knowledge.offices()}
FOLDER = Path(knowledge.__file__).parent


def shared(pairs: list[tuple[str, str]]) -> dict[str, set[str]]:
    """Words that stand for more than one thing."""
    owners: dict[str, set[str]] = defaultdict(set)
    for word, owner in pairs:
        owners[word].add(owner)
    return {word: found for word, found in owners.items() if len(found) > 1}


def test_the_tables_are_as_large_as_they_must_be() -> None:
    assert len(COUNTRIES) >= 200
    assert len(ORGANISATIONS) >= 300
    assert len(PERSONS) >= 700
    assert len(OFFICES) >= 60
    assert len(knowledge.roles()) >= 250
    assert len(knowledge.first_names()) >= 2500


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.tsv")), ids=lambda file: file.name)
def test_cells_are_clean(file: Path) -> None:
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        spaced = [cell for cell in cells for part in cell.split("|") if part != part.strip()]
        empty = [cell for cell in cells if re.search(r"^\||\|\||\|$", cell)]
        assert not spaced and not empty, f"{file.name}, line {number}"
        assert not re.search(r"[\xa0\r]|  ", line), f"{file.name}, line {number}"


def test_country_codes_are_legal_and_every_state_is_there() -> None:
    assert set(COUNTRIES) <= ISO | OTHER
    assert len(COUNTRIES) == len(knowledge.countries())
    assert {code for code, country in COUNTRIES.items() if country.end} == {"SU", "DD", "YU", "CS"}
    missing = " ".join(sorted(ISO - set(COUNTRIES)))
    assert missing == "AI AQ BL BQ BV CC CX GS HM IO MF MS NF PM PN SH TF TK UM WF"


def test_a_countrys_words_stand_for_it_alone() -> None:
    words = [
        (word, country.code)
        for country in COUNTRIES.values()
        for word in (
            country.name,
            *country.aliases,
            *country.capital,
            *country.metonyms,
            *country.demonyms,
            *country.adjectives,
        )
    ]
    assert shared(words) == {}
    assert shared([(word, c.code) for c in COUNTRIES.values() for word in c.prefixes]) == {}


def test_adjectives_have_no_ending_and_demonyms_are_capitalised() -> None:
    for country in COUNTRIES.values():
        for adjective in country.adjectives:
            assert adjective.endswith("sch") or adjective[0].isupper(), adjective
        assert all(word[0].isupper() for word in country.demonyms), country.code


def test_states_of_the_past_have_bounds() -> None:
    for code in ("SU", "DD", "YU", "CS"):
        country = COUNTRIES[code]
        assert country.start and country.end and country.start < country.end


def test_organisations_are_unique_and_act_for_known_countries() -> None:
    assert len(ORGANISATIONS) == len(knowledge.organisations())
    for organisation in ORGANISATIONS.values():
        assert set(organisation.countries) <= set(COUNTRIES), organisation.name
        assert len(set(organisation.aliases)) == len(organisation.aliases), organisation.name
        assert organisation.name not in organisation.aliases


def test_each_organisation_can_be_met() -> None:
    for organisation in ORGANISATIONS.values():
        assert set(organisation.blocked).isdisjoint(organisation.aliases), organisation.name
        assert {organisation.name, *organisation.aliases} - set(organisation.blocked), organisation.name


def test_names_are_not_blocked_by_other_names() -> None:
    # The longest name wins, so a name that a table knows need not be blocked, and would be lost if it were.
    known = {word for o in ORGANISATIONS.values() for word in (o.name, *o.aliases)}
    known |= {word for c in COUNTRIES.values() for word in (c.name, *c.aliases)}
    for country in COUNTRIES.values():
        assert known.isdisjoint(country.blocked), country.code
    for organisation in ORGANISATIONS.values():
        assert (known - {organisation.name}).isdisjoint(organisation.blocked), organisation.name


def test_an_alias_belongs_to_one_organisation_of_a_country() -> None:
    pairs = [
        (f"{alias} ({code})", organisation.name)
        for organisation in ORGANISATIONS.values()
        for alias in {organisation.name, *organisation.aliases, *organisation.metonyms}
        - set(organisation.blocked)
        for code in organisation.countries or ("-",)
    ]
    assert shared(pairs) == {}


@pytest.mark.parametrize(
    ("alias", "usual"),
    [
        ("Grüne", "Bündnis 90/Die Grünen"),
        ("FDP", "FDP"),
        ("Bundesrat", "Bundesrat"),
        ("Nationalrat", "Nationalrat"),
        ("Supreme Court", "Supreme Court"),
        ("Sozialdemokraten", "SPD"),
        ("EVP", "Europäische Volkspartei"),
        ("RAF", "RAF"),
    ],
)
def test_of_those_that_share_an_alias_the_usual_one_comes_first(alias: str, usual: str) -> None:
    owners = [o.name for o in ORGANISATIONS.values() if alias in (o.name, *o.aliases)]
    assert owners[0] == usual and len(owners) > 1


def test_organisations_are_no_countries() -> None:
    names = {word for country in COUNTRIES.values() for word in (country.name, *country.aliases)}
    for organisation in ORGANISATIONS.values():
        assert names.isdisjoint({organisation.name, *organisation.aliases}), organisation.name


@pytest.mark.parametrize(
    ("alias", "name", "countries"),
    [
        ("EU-Kommission", "Europäische Kommission", ()),
        ("Uno", "Vereinte Nationen", ()),
        ("Bundestag", "Deutscher Bundestag", ("DE",)),
        ("Ramstein-Gruppe", "Ukraine Defence Contact Group", ()),
        ("Tories", "Conservative Party", ("GB",)),
        ("SNB", "Schweizerische Nationalbank", ("CH",)),
        ("SED", "SED", ("DD",)),
        ("Bahn", "Deutsche Bahn", ()),
        ("IKRK", "Rotes Kreuz", ()),
    ],
)
def test_common_aliases(alias: str, name: str, countries: tuple[str, ...]) -> None:
    found = [o for o in ORGANISATIONS.values() if alias in (o.name, *o.aliases)]
    assert [(o.name, o.countries) for o in found] == [(name, countries)]


def test_roles_are_well_formed() -> None:
    feminine: set[str] = set()
    masculine: set[str] = set()
    for role in knowledge.roles():
        assert role.masculine or role.feminine
        assert role.masculine not in masculine, role
        assert not role.feminine or role.feminine not in feminine, role
        masculine |= {role.masculine} - {""}
        feminine |= {role.feminine} - {""}
        assert all(" " not in word and word[:1].isupper() for word in (role.masculine, role.feminine) if word)
        if role.inflection == "adjective":
            assert role.masculine.endswith("er") and role.feminine in ("", role.masculine[:-1]), role


@pytest.mark.parametrize(
    ("masculine", "feminine", "office", "inflection"),
    [
        ("Außenminister", "Außenministerin", "foreign", "strong"),
        ("Präsident", "Präsidentin", "state", "weak"),
        ("Vorsitzender", "Vorsitzende", "chair", "adjective"),
        ("Kremlsprecher", "Kremlsprecherin", "spokesman", "strong"),
    ],
)
def test_some_roles(masculine: str, feminine: str, office: str, inflection: str) -> None:
    role = next(role for role in knowledge.roles() if role.masculine == masculine)
    assert (role.feminine, role.office, role.inflection) == (feminine, office, inflection)


def test_bodies_are_no_roles() -> None:
    assert {"Bundesrat", "Nationalrat", "Aufsichtsrat", "Vorstand"}.isdisjoint(
        r.masculine for r in knowledge.roles()
    )


def test_first_names_are_unique_and_words_blocked() -> None:
    names = {first.name: first for first in knowledge.first_names()}
    assert len(names) == len(knowledge.first_names())
    taken = {
        word
        for c in COUNTRIES.values()
        for word in (c.name, *c.aliases, *c.capital, *c.demonyms, *c.prefixes)
    }
    taken |= {word for o in ORGANISATIONS.values() for word in (o.name, *o.aliases)}
    taken |= {word for role in knowledge.roles() for word in (role.masculine, role.feminine)}
    assert [name for name in sorted(names.keys() & taken) if not names[name].blocked] == []
    for word in ("Mai", "August", "Nur", "Solange", "Art", "Per", "Tage", "Tore", "Meta"):
        assert names[word].blocked, word
    for name, gender in (("Angela", "f"), ("Olaf", "m"), ("Wolodymyr", "m"), ("Ernst", "m"), ("Andrea", "u")):
        assert names[name].gender == gender and not names[name].blocked, name


def test_persons_are_unique_and_their_country_and_party_known() -> None:
    assert len(PERSONS) == len(knowledge.persons())
    for person in PERSONS.values():
        assert person.country in COUNTRIES, person.name
        assert not person.party or person.party in ORGANISATIONS, f"{person.name}: {person.party}"
        if person.active_from and person.active_to:
            assert person.active_from <= person.active_to, person.name


def test_a_persons_full_names_stand_for_them_alone() -> None:
    # A bare surname as an alias may be shared: then the article must give the full name.
    full = [(name, p.name) for p in PERSONS.values() for name in (p.name, *p.aliases) if " " in name]
    assert shared(full) == {}


def test_offices_are_unique_and_their_country_and_organisation_known() -> None:
    assert len(OFFICES) == len(knowledge.offices())
    for office in OFFICES.values():
        assert not office.country or office.country in COUNTRIES, office.office
        assert not office.organisation or office.organisation in ORGANISATIONS, office.office
        assert not office.country or re.split(r"[.-]", office.office)[0] == office.country, office.office


def overlap(first: Holder, second: Holder) -> bool:
    """Whether two terms share a day; a day of handing over, or a month that is not exact, may be shared."""
    start, end = second.start or date.min, first.end or date.max
    if first.exact and second.exact:
        return start < end
    return start + timedelta(31) < end if start < date.max - timedelta(31) else False


def test_holders_are_known_persons_in_known_offices() -> None:
    for holder in knowledge.holders():
        assert holder.person in PERSONS, f"{holder.office}: {holder.person}"
        assert holder.office in OFFICES, holder.office


def test_one_office_has_one_holder_a_day() -> None:
    terms: dict[str, list[Holder]] = defaultdict(list)
    for holder in knowledge.holders():
        if not holder.acting and holder.start:
            terms[holder.office].append(holder)
    for office, held in terms.items():
        held.sort(key=lambda holder: holder.start or date.min)
        for first, second in itertools.pairwise(held):
            assert not overlap(first, second), f"{office}: {first.person}, {second.person}"


def test_a_holder_lives_in_the_years_of_their_public_life() -> None:
    for holder in knowledge.holders():
        person = PERSONS[holder.person]
        if holder.start and person.active_to:
            assert holder.start.year <= person.active_to, holder
        if holder.end and person.active_from:
            assert holder.end.year >= person.active_from, holder


OWN = """kind,name,aliases,country,gender,party
person,Erika Beispiel,Erika von Beispiel,DE,f,SPD
person,Angela Merkel,Mutti,,,
organisation,Bürgerliste Musterstadt,BLM|Bürgerliste,DE,f,
country,Atlantis,Republik Atlantis,ZZ,,
"""


def test_extended_adds_and_overrides() -> None:
    own = extended_by(OWN, "own.csv")
    persons = {person.name: person for person in own.persons}
    assert persons["Erika Beispiel"].country == "DE" and persons["Erika Beispiel"].gender == "f"
    assert "Mutti" in persons["Angela Merkel"].aliases
    assert persons["Angela Merkel"].country == "DE" and persons["Angela Merkel"].party == "CDU"
    organisation = next(o for o in own.organisations if o.name == "Bürgerliste Musterstadt")
    assert organisation.aliases == ("BLM", "Bürgerliste") and organisation.countries == ("DE",)
    assert next(c.name for c in own.countries if c.code == "ZZ") == "Atlantis"
    assert len(own.persons) == len(PERSONS) + 1
    assert knowledge.shipped().persons == knowledge.persons()


@pytest.mark.parametrize(("separator", "ending"), [(",", ".csv"), (";", ".csv"), ("\t", ".tsv")])
def test_extended_reads_commas_semicolons_and_tabs(tmp_path: Path, separator: str, ending: str) -> None:
    path = tmp_path / f"own{ending}"
    path.write_text("﻿" + OWN.replace(",", separator), encoding="utf-8")
    assert extended(path) == extended_by(OWN, "own.csv")


def test_extended_reads_quoted_cells_and_comments() -> None:
    text = '# mine\nkind,name,aliases\norganisation,"Müller, Meier & Co",MMC\n\n'
    assert next(
        o.aliases for o in extended_by(text, "own.csv").organisations if o.name == "Müller, Meier & Co"
    ) == ("MMC",)


def test_a_new_holder_ends_the_open_term() -> None:
    before = max(
        (h for h in knowledge.holders() if h.office == "DE.government" and h.start),
        key=lambda h: h.start or date.min,
    )
    text = (
        "kind\tname\tcountry\toffice\tstart\n"
        "person\tErika Beispiel\tDE\t\t\n"
        "holder\tErika Beispiel\t\tDE.government\t2031-03-01\n"
    )
    held = [h for h in extended_by(text, "own.tsv").holders if h.office == "DE.government"]
    assert held[0].person == "Erika Beispiel" and held[0].start == date(2031, 3, 1)
    assert before.end is None and next(
        h.end for h in held if h.person == before.person and h.start == before.start
    ) == (date(2031, 3, 1))


def test_an_own_office() -> None:
    text = (
        "kind;name;aliases;country;level;office;start\n"
        "person;Erika Beispiel;;DE;;;\n"
        "holder;Erika Beispiel;;;;DE.Musterstadt.mayor;2024-05\n"
        "office;DE.Musterstadt.mayor;Oberbürgermeister|Oberbürgermeisterin;DE;government;;\n"
    )
    own = extended_by(text, "own.csv")
    office = own.offices[-1]
    assert office.titles == ("Oberbürgermeister", "Oberbürgermeisterin") and office.level == "government"
    assert own.holders[0].start == date(2024, 5, 1) and not own.holders[0].exact


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "own.csv: empty"),
        ("name,country\nA,DE", "own.csv, line 1: no column 'kind'; got: name, country"),
        ("kind,name\nperson,", "own.csv, line 2: empty 'name'"),
        ("kind,name\nperson,A\nship,B", "own.csv, line 3: kind 'ship'; allowed: person, country"),
        ("kind,name,country\nperson,A,Germany", "own.csv, line 2: country 'Germany'; allowed: a code"),
        ("kind,name,country\ncountry,A,", "own.csv, line 2: empty 'country'"),
        ("kind,name,country\ncountry,A,xx", "own.csv, line 2: country 'xx'; allowed: two capital letters"),
        ("kind,name,gender\nperson,A,w", "own.csv, line 2: gender 'w'; allowed: m, f, u"),
        ("kind,name,type\norganisation,A,firm", "own.csv, line 2: type 'firm'; allowed: party"),
        ("kind,name,from\nperson,A,soon", "own.csv, line 2: from 'soon'; allowed: a year"),
        ("kind,name,surname_alone\nperson,A,ja", "own.csv, line 2: surname_alone 'ja'; allowed: yes, no"),
        ("kind,name\nperson,A,B", "own.csv, line 2: 3 cells, but 2 columns"),
        ("kind,name,office\nholder,Angela Merkel,DE.king", "own.csv, line 2: office 'DE.king' is unknown"),
        ("kind,name,office\nholder,A,DE.state", "own.csv, line 2: person 'A' is unknown"),
        (
            "kind,name,office,start\nholder,Angela Merkel,DE.state,1.2.2020",
            "line 2: start '1.2.2020'; allowed: YYYY",
        ),
        (
            "kind,name,office,start,end\nholder,Angela Merkel,DE.state,2020,2019",
            "line 2: start 2020-01-01 after end 2019-12-31",
        ),
    ],
)
def test_a_bad_row_is_named_in_one_line(text: str, message: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        extended_by(text, "own.csv")
    assert message in str(caught.value) and "\n" not in str(caught.value)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes("kind,name\nperson,Jörg".encode("latin-1"))
    with pytest.raises(KnowledgeError, match="not UTF-8"):
        extended(path)
