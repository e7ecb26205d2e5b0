"""Reads the tables that are shipped, and rows of any table.

A table is a TSV file beside this module: UTF-8, a header line, `|` between several values of a cell; lines
that start with `#` are comments. Loaders are cached and give tuples of frozen records in the file's order.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from pipeline.knowledge.records import (
    INFLECTIONS,
    LEVELS,
    NAME_GENDERS,
    ORGANISATION_TYPES,
    PERSON_GENDERS,
    Country,
    FirstName,
    Holder,
    Knowledge,
    KnowledgeError,
    Office,
    Organisation,
    Person,
    RoleNoun,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline.knowledge.records import Inflection, Level, NameGender, OrganisationType, PersonGender


class Row(NamedTuple):
    """One line of a table; its methods read a cell, or say in one line why they cannot."""

    file: str
    line: int
    at: dict[str, int]
    cells: list[str]

    def fail(self, problem: str) -> KnowledgeError:
        """Make the error that says where the row stands."""
        return KnowledgeError(f"{self.file}, line {self.line}: {problem}")

    def text(self, column: str) -> str:
        """Read a cell that may be empty or absent."""
        try:
            return self.cells[self.at[column]]
        except (IndexError, KeyError):
            return ""

    def needed(self, column: str) -> str:
        """Read a cell that must be filled."""
        value = self.text(column)
        if not value:
            raise self.fail(f"empty {column!r}")
        return value

    def many(self, column: str) -> tuple[str, ...]:
        """Read a cell of several values."""
        value = self.text(column)
        return tuple(value.split("|")) if value else ()

    def one_of(self, column: str, allowed: tuple[str, ...], default: str = "") -> str:
        """Read a cell whose values are given."""
        value = self.text(column) or default
        if value not in allowed:
            known = ", ".join(filter(None, allowed))
            raise self.fail(f"{column} {value!r}; allowed: {known}")
        return value

    def flag(self, column: str, default: bool = False) -> bool:
        """Read yes or no."""
        value = self.text(column)
        if value not in ("", "yes", "no"):
            raise self.fail(f"{column} {value!r}; allowed: yes, no")
        return value == "yes" if value else default

    def year(self, column: str) -> int | None:
        """Read a year."""
        value = self.text(column)
        if not value:
            return None
        if not (value.isdecimal() and len(value) == 4):
            raise self.fail(f"{column} {value!r}; allowed: a year of four digits")
        return int(value)

    def day(self, column: str, last: bool = False) -> date | None:
        """Read YYYY-MM-DD, YYYY-MM or YYYY; a month or year as its first day, or its last."""
        value = self.text(column)
        if not value:
            return None
        try:
            if len(value) == 10:
                return date.fromisoformat(value)
            if len(value) not in (4, 7):
                raise ValueError(value)
            year, _, month = value.partition("-")
            at = int(month) if month else 12 if last else 1
            return date(int(year), at, monthrange(int(year), at)[1] if last else 1)
        except ValueError:
            raise self.fail(f"{column} {value!r}; allowed: YYYY-MM-DD, YYYY-MM, YYYY") from None


def rows(text: str, file: str, columns: Iterable[str]) -> Iterator[Row]:
    """Split a shipped table into its rows; `columns` must be there."""
    at: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if not at:
            at = {column: place for place, column in enumerate(cells)}
            if missing := [column for column in columns if column not in at]:
                got = ", ".join(cells)
                raise KnowledgeError(f"{file}, line {number}: no column {', '.join(missing)}; got: {got}")
            continue
        if len(cells) > len(at):
            raise KnowledgeError(f"{file}, line {number}: {len(cells)} cells, but {len(at)} columns")
        yield Row(file, number, at, cells)


def read_country(row: Row) -> Country:
    """Make a country of a row."""
    return Country(
        code=row.needed("code"),
        name=row.needed("name"),
        aliases=row.many("aliases"),
        capital=row.many("capital"),
        demonyms=row.many("demonyms"),
        adjectives=row.many("adjective"),
        metonyms=row.many("metonyms"),
        prefixes=row.many("prefixes"),
        gender=cast("NameGender", row.one_of("gender", NAME_GENDERS)),
        start=row.day("start"),
        end=row.day("end", last=True),
        blocked=row.many("blocked"),
    )


def read_organisation(row: Row) -> Organisation:
    """Make an organisation of a row."""
    return Organisation(
        name=row.needed("name"),
        aliases=row.many("aliases"),
        countries=row.many("countries"),
        type=cast("OrganisationType", row.one_of("type", ORGANISATION_TYPES)),
        gender=cast("NameGender", row.one_of("gender", NAME_GENDERS)),
        blocked=row.many("blocked"),
        metonyms=row.many("metonyms"),
        keys=row.many("keys"),
    )


def read_role(row: Row) -> RoleNoun:
    """Make a role noun of a row."""
    return RoleNoun(
        masculine=row.text("masculine"),
        feminine=row.text("feminine"),
        level=cast("Level", row.one_of("level", LEVELS)),
        office=row.text("office"),
        inflection=cast("Inflection", row.one_of("inflection", INFLECTIONS)),
        note=row.text("note"),
    )


def read_first_name(row: Row) -> FirstName:
    """Make a first name of a row."""
    gender = cast("PersonGender", row.one_of("gender", PERSON_GENDERS))
    return FirstName(row.needed("name"), gender, row.flag("blocked"))


def read_person(row: Row) -> Person:
    """Make a person of a row."""
    return Person(
        name=row.needed("name"),
        aliases=row.many("aliases"),
        country=row.text("country"),
        gender=cast("PersonGender", row.one_of("gender", PERSON_GENDERS, default="u")),
        surname_alone=row.flag("surname_alone"),
        blocked=row.many("blocked"),
        party=canonical(row.text("party"), row.text("country")),
        active_from=row.year("from"),
        active_to=row.year("to"),
        note=row.text("note"),
    )


def read_office(row: Row) -> Office:
    """Make an office of a row."""
    level = cast("Level", row.one_of("level", LEVELS))
    titles = row.many("titles")
    if not titles:
        raise row.fail("empty 'titles'")
    country = row.text("country")
    return Office(row.needed("office"), titles, country, canonical(row.text("organisation"), country), level)


def read_holder(row: Row) -> Holder:
    """Make a holder of a row."""
    exact = all(len(row.text(column)) in (0, 10) for column in ("start", "end"))
    start, end = row.day("start"), row.day("end", last=True)
    if start and end and start > end:
        raise row.fail(f"start {start} after end {end}")
    return Holder(row.needed("office"), row.needed("person"), start, end, row.flag("acting"), exact)


_T = TypeVar("_T")


def _table(stem: str, columns: str, read: Callable[[Row], _T]) -> tuple[_T, ...]:
    file = f"{stem}.tsv"
    text = resources.files("pipeline.knowledge").joinpath(file).read_text(encoding="utf-8")
    return tuple(map(read, rows(text, f"pipeline/knowledge/{file}", columns.split())))


@cache
def countries() -> tuple[Country, ...]:
    """All states and territories, present and past."""
    columns = "code name aliases capital demonyms adjective metonyms prefixes gender start end blocked"
    return _table("countries", columns, read_country)


@cache
def organisations() -> tuple[Organisation, ...]:
    """All organisations; of those that share an alias, the usual one in German news first."""
    return _table(
        "organisations", "name aliases countries type gender blocked metonyms keys", read_organisation
    )


@cache
def _named() -> dict[tuple[str, str], str]:
    """Give the canonical name of each organisation by any name and country; "" is any country."""
    found: dict[tuple[str, str], str] = {}
    for organisation in organisations():
        for code in (*organisation.countries, ""):
            found.setdefault((organisation.name, code), organisation.name)
    for organisation in organisations():
        for word in (*organisation.keys, *organisation.aliases):
            for code in (*organisation.countries, ""):
                found.setdefault((word, code), organisation.name)
    return found


def canonical(name: str, country: str) -> str:
    """Give the canonical name of an organisation, that of `country` first; an unknown name as it is."""
    if not name:
        return ""
    known = _named()
    return known.get((name, country)) or known.get((name, "")) or name


@cache
def roles() -> tuple[RoleNoun, ...]:
    """All nouns that name a person by office, profession or task."""
    return _table("roles", "masculine feminine level office inflection note", read_role)


@cache
def first_names() -> tuple[FirstName, ...]:
    """First names that stand in German news."""
    return _table("first_names", "name gender blocked", read_first_name)


@cache
def persons() -> tuple[Person, ...]:
    """Persons in public life from 1989 on."""
    return _table(
        "persons", "name aliases country gender surname_alone blocked party from to note", read_person
    )


@cache
def offices() -> tuple[Office, ...]:
    """Offices that one person holds at a time."""
    return _table("offices", "office titles country organisation level", read_office)


@cache
def holders() -> tuple[Holder, ...]:
    """Who held which office, and when."""
    return _table("holders", "office person start end acting", read_holder)


@cache
def shipped() -> Knowledge:
    """All tables as shipped."""
    return Knowledge(countries(), organisations(), roles(), first_names(), persons(), offices(), holders())
