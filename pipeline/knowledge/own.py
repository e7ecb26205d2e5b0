"""Adds a user's own actors to the shipped tables, or overrides them.

A CSV or TSV with a header line: `kind` and `name` in each row, any other column of the shipped tables where
it is wanted. `kind` is person, country (`name` is the German name, `country` the code), organisation
(`country` the codes that it acts for), office (`name` is the key, `aliases` the titles) or holder (`name` is
the person).
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.knowledge.records import Knowledge, KnowledgeError, Office, Organisation, Person
from pipeline.knowledge.tables import (
    Table,
    read_countries,
    read_holders,
    read_offices,
    read_organisations,
    read_persons,
    shipped,
    table_of,
)

if TYPE_CHECKING:
    from pipeline.knowledge.records import Country, Holder

KINDS = ("person", "country", "organisation", "office", "holder")


def extended(path: str | Path) -> Knowledge:
    """Give the shipped tables with the rows of a user's CSV or TSV added.

    A row whose name (a country: whose code, an office: whose key) is known overrides it: cells that hold one
    value replace it, lists are added to. A new holder ends the open term of the one before. Raises
    KnowledgeError with the line of a bad row.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise KnowledgeError(f"{path}: not UTF-8; save the table as UTF-8") from None
    return extended_by(text, str(path))


def extended_by(text: str, source: str) -> Knowledge:
    """Give the shipped tables with the rows of `text` added; `source` names it in errors."""
    base = shipped()
    countries = {country.code: country for country in base.countries}
    organisations = {organisation.name: organisation for organisation in base.organisations}
    persons = {person.name: person for person in base.persons}
    offices = {office.office: office for office in base.offices}
    own: list[Holder] = []
    rows = _rows(text, source)
    # Countries first, holders last: the order of rows in a user's table means nothing.
    for row in sorted(rows, key=lambda row: _cell(row, "kind") != "country"):
        name, kind = _cell(row, "name"), _cell(row, "kind")
        if kind == "country":
            country = _own_country(row, countries)
            countries[country.code] = country
        elif kind == "organisation":
            organisations[name] = _own_organisation(row, organisations.get(name))
            _check_codes(row, countries)
        elif kind == "person":
            persons[name] = _own_person(row, persons.get(name))
            _check_codes(row, countries)
        elif kind == "office":
            offices[name] = _own_office(row, offices.get(name))
            _check_codes(row, countries)
    for row in rows:
        if _cell(row, "kind") == "holder":
            own += read_holders(_with(row, person=_cell(row, "name")))
            if own[-1].office not in offices:
                raise row.fail(0, f"office {own[-1].office!r} is unknown; add a row of kind office for it")
            if own[-1].person not in persons:
                raise row.fail(0, f"person {own[-1].person!r} is unknown; add a row of kind person")
    return Knowledge(
        tuple(countries.values()),
        tuple(organisations.values()),
        base.roles,
        base.first_names,
        tuple(persons.values()),
        tuple(offices.values()),
        (*own, *(_ended(holder, own) for holder in base.holders)),
    )


def _rows(text: str, source: str) -> list[Table]:
    """Split a user's table into tables of one row."""
    lines = text.splitlines()
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    separator = max("\t;,", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    cleaned = (["|".join(map(str.strip, cell.split("|"))) for cell in line] for line in reader)
    rows = ((reader.line_num, cells) for cells in cleaned if any(cells) and not cells[0].startswith("#"))
    table = table_of(rows, source, ("kind", "name"))
    table.one_of("kind", KINDS)
    table.needed("name")
    return [
        Table(source, [number], {column: [values[row]] for column, values in table.columns.items()})
        for row, number in enumerate(table.lines)
    ]


def _cell(row: Table, column: str) -> str:
    return row.text(column)[0]


def _with(row: Table, **cells: str) -> Table:
    """Give the row with cells added or replaced."""
    return replace(row, columns={**row.columns, **{column: [cell] for column, cell in cells.items()}})


def _check_codes(row: Table, countries: dict[str, Country]) -> None:
    for code in row.many("country")[0]:
        if code not in countries:
            raise row.fail(0, f"country {code!r}; allowed: a code of ISO 3166-1 alpha-2, as DE")


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _own_country(row: Table, known: dict[str, Country]) -> Country:
    new = read_countries(_with(row, code=row.needed("country")[0]))[0]
    old = known.get(new.code)
    if old is None:
        if not (len(new.code) == 2 and new.code.isascii() and new.code.isupper()):
            raise row.fail(0, f"country {new.code!r}; allowed: two capital letters, as DE")
        return new
    return replace(
        old,
        name=new.name,
        aliases=_both(old.aliases, (*new.aliases, old.name))
        if new.name != old.name
        else _both(old.aliases, new.aliases),
        capital=_both(old.capital, new.capital),
        demonyms=_both(old.demonyms, new.demonyms),
        adjectives=_both(old.adjectives, new.adjectives),
        metonyms=_both(old.metonyms, new.metonyms),
        prefixes=_both(old.prefixes, new.prefixes),
        gender=new.gender or old.gender,
        start=new.start or old.start,
        end=new.end or old.end,
        blocked=_both(old.blocked, new.blocked),
    )


def _own_organisation(row: Table, old: Organisation | None) -> Organisation:
    default = old.type if old else "association"
    row = _with(row, countries=_cell(row, "country"), type=_cell(row, "type") or default)
    new = read_organisations(row)[0]
    if old is None:
        return new
    return replace(
        new,
        aliases=_both(old.aliases, new.aliases),
        countries=new.countries or old.countries,
        gender=new.gender or old.gender,
        blocked=_both(old.blocked, new.blocked),
        metonyms=_both(old.metonyms, new.metonyms),
    )


def _own_person(row: Table, old: Person | None) -> Person:
    new = read_persons(row)[0]
    if old is None:
        return new
    return replace(
        new,
        aliases=_both(old.aliases, new.aliases),
        country=new.country or old.country,
        gender=new.gender if _cell(row, "gender") else old.gender,
        surname_alone=new.surname_alone if _cell(row, "surname_alone") else old.surname_alone,
        blocked=_both(old.blocked, new.blocked),
        party=new.party or old.party,
        active_from=new.active_from or old.active_from,
        active_to=new.active_to or old.active_to,
        note=new.note or old.note,
    )


def _own_office(row: Table, old: Office | None) -> Office:
    default = old.level if old else "other"
    titles = "|".join(_both(old.titles if old else (), row.many("aliases")[0]))
    new = read_offices(
        _with(row, office=_cell(row, "name"), titles=titles, level=_cell(row, "level") or default)
    )[0]
    if old is None:
        return new
    return replace(new, country=new.country or old.country, organisation=new.organisation or old.organisation)


def _ended(holder: Holder, own: list[Holder]) -> Holder:
    later = [
        new.start
        for new in own
        if new.office == holder.office and new.start and new.person != holder.person
        if holder.start is None or holder.start < new.start
    ]
    return replace(holder, end=min(later)) if later and holder.end is None else holder
