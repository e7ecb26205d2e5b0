"""Reads the tables that are shipped, and tables of a user's own.

A table is a TSV file beside this module: UTF-8, a header line, `|` between several values of a cell; lines
that start with `#` are comments. Loaders are cached and give tuples of frozen records in the file's order.
Tables are read by columns, because some thousand rows must not delay the start.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar, cast

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
    Town,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.knowledge.records import Inflection, Level, NameGender, OrganisationType, PersonGender


@dataclass(frozen=True, slots=True)
class Table:
    """A table by columns; its methods read one of them, or say in one line which cell cannot be read.

    `lines` are the numbers of the lines, for errors. A column that is absent reads as empty cells.
    """

    file: str
    lines: Sequence[int]
    columns: dict[str, Sequence[str]]

    def fail(self, row: int, problem: str) -> KnowledgeError:
        """Make the error that says where row number `row` stands."""
        return KnowledgeError(f"{self.file}, line {self.lines[row]}: {problem}")

    def text(self, column: str) -> Sequence[str]:
        """Read cells that may be empty."""
        return self.columns.get(column) or ("",) * len(self.lines)

    def needed(self, column: str) -> Sequence[str]:
        """Read cells that must be filled."""
        values = self.text(column)
        if "" in values:
            raise self.fail(values.index(""), f"empty {column!r}")
        return values

    def many(self, column: str) -> list[tuple[str, ...]]:
        """Read cells of several values."""
        return [tuple(value.split("|")) if value else () for value in self.text(column)]

    def one_of(self, column: str, allowed: tuple[str, ...], default: str = "") -> Sequence[str]:
        """Read cells whose values are given."""
        values = self.text(column)
        if default:
            values = [value or default for value in values]
        if wrong := set(values).difference(allowed):
            row = next(row for row, value in enumerate(values) if value in wrong)
            known = ", ".join(filter(None, allowed))
            raise self.fail(row, f"{column} {values[row]!r}; allowed: {known}")
        return values

    def flags(self, column: str) -> list[bool]:
        """Read yes or no; empty is no."""
        return [value == "yes" for value in self.one_of(column, ("", "yes", "no"))]

    def years(self, column: str) -> list[int | None]:
        """Read years."""
        values = self.text(column)
        for row, value in enumerate(values):
            if value and not (value.isdecimal() and len(value) == 4):
                raise self.fail(row, f"{column} {value!r}; allowed: a year of four digits")
        return [int(value) if value else None for value in values]

    def days(self, column: str, last: bool = False) -> list[date | None]:
        """Read YYYY-MM-DD, YYYY-MM or YYYY; a month or year as its first day, or its last."""
        found: list[date | None] = []
        for row, value in enumerate(self.text(column)):
            try:
                found.append(_day(value, last) if value else None)
            except ValueError:
                problem = f"{column} {value!r}; allowed: YYYY-MM-DD, YYYY-MM, YYYY"
                raise self.fail(row, problem) from None
        return found


def _day(value: str, last: bool) -> date:
    if len(value) == 10:
        return date.fromisoformat(value)
    if len(value) not in (4, 7):
        raise ValueError(value)
    year, _, month = value.partition("-")
    at = int(month) if month else 12 if last else 1
    return date(int(year), at, monthrange(int(year), at)[1] if last else 1)


def table_of(rows: Iterable[tuple[int, Sequence[str]]], file: str, columns: Iterable[str]) -> Table:
    """Turn numbered rows, the header first, into a table; `columns` must be there."""
    numbers, cells = [*zip(*rows, strict=True)] or ((), ())
    if not cells:
        raise KnowledgeError(f"{file}: empty; the first line must name the columns {', '.join(columns)}")
    header = cells[0]
    if missing := [column for column in columns if column not in header]:
        got = ", ".join(header)
        raise KnowledgeError(
            f"{file}, line {numbers[0]}: no column {', '.join(map(repr, missing))}; got: {got}"
        )
    for number, row in zip(numbers, cells, strict=True):
        if len(row) > len(header):
            raise KnowledgeError(f"{file}, line {number}: {len(row)} cells, but {len(header)} columns")
    turned = zip_longest(*cells, fillvalue="")
    return Table(file, numbers[1:], {column[0]: column[1:] for column in turned})


def read_countries(table: Table) -> list[Country]:
    """Make a country of each row."""
    return list(
        map(
            Country,
            table.needed("code"),
            table.needed("name"),
            table.many("aliases"),
            table.many("capital"),
            table.many("demonyms"),
            table.many("adjective"),
            table.many("metonyms"),
            table.many("prefixes"),
            cast("Sequence[NameGender]", table.one_of("gender", NAME_GENDERS)),
            table.days("start"),
            table.days("end", last=True),
            table.many("blocked"),
        )
    )


def read_organisations(table: Table) -> list[Organisation]:
    """Make an organisation of each row."""
    return list(
        map(
            Organisation,
            table.needed("name"),
            table.many("aliases"),
            table.many("countries"),
            cast("Sequence[OrganisationType]", table.one_of("type", ORGANISATION_TYPES)),
            cast("Sequence[NameGender]", table.one_of("gender", NAME_GENDERS)),
            table.many("blocked"),
            table.many("metonyms"),
            table.many("keys"),
        )
    )


def read_roles(table: Table) -> list[RoleNoun]:
    """Make a role noun of each row."""
    return list(
        map(
            RoleNoun,
            table.text("masculine"),
            table.text("feminine"),
            cast("Sequence[Level]", table.one_of("level", LEVELS)),
            table.text("office"),
            cast("Sequence[Inflection]", table.one_of("inflection", INFLECTIONS)),
            table.text("note"),
        )
    )


def read_first_names(table: Table) -> list[FirstName]:
    """Make a first name of each row."""
    genders = cast("Sequence[PersonGender]", table.one_of("gender", PERSON_GENDERS))
    return list(map(FirstName, table.needed("name"), genders, table.flags("blocked")))


def read_towns(table: Table) -> list[Town]:
    """Make a town of each row."""
    return list(map(Town, table.needed("name"), table.needed("country")))


def read_persons(table: Table) -> list[Person]:
    """Make a person of each row."""
    homes = table.text("country")
    return list(
        map(
            Person,
            table.needed("name"),
            table.many("aliases"),
            homes,
            cast("Sequence[PersonGender]", table.one_of("gender", PERSON_GENDERS, default="u")),
            table.flags("surname_alone"),
            table.many("blocked"),
            map(canonical, table.text("party"), homes),
            table.years("from"),
            table.years("to"),
            table.text("note"),
        )
    )


def read_offices(table: Table) -> list[Office]:
    """Make an office of each row."""
    table.needed("titles")
    homes = table.text("country")
    return list(
        map(
            Office,
            table.needed("office"),
            table.many("titles"),
            homes,
            map(canonical, table.text("organisation"), homes),
            cast("Sequence[Level]", table.one_of("level", LEVELS)),
        )
    )


def read_holders(table: Table) -> list[Holder]:
    """Make a holder of each row."""
    first, last = table.days("start"), table.days("end", last=True)
    for row, (start, end) in enumerate(zip(first, last, strict=True)):
        if start and end and start > end:
            raise table.fail(row, f"start {start} after end {end}")
    days = zip(table.text("start"), table.text("end"), strict=True)
    exact = [len(start) in (0, 10) and len(end) in (0, 10) for start, end in days]
    return list(
        map(Holder, table.needed("office"), table.needed("person"), first, last, table.flags("acting"), exact)
    )


_T = TypeVar("_T")


def _table(stem: str, columns: str, read: Callable[[Table], list[_T]]) -> tuple[_T, ...]:
    file = f"{stem}.tsv"
    text = resources.files("pipeline.knowledge").joinpath(file).read_text(encoding="utf-8")
    rows = (
        (number, line.split("\t"))
        for number, line in enumerate(text.split("\n"), start=1)
        if line and line[0] != "#"
    )
    return tuple(read(table_of(rows, f"pipeline/knowledge/{file}", columns.split())))


@cache
def countries() -> tuple[Country, ...]:
    """All states and territories, present and past."""
    columns = "code name aliases capital demonyms adjective metonyms prefixes gender start end blocked"
    return _table("countries", columns, read_countries)


@cache
def organisations() -> tuple[Organisation, ...]:
    """All organisations; of those that share an alias, the usual one in German news first."""
    return _table(
        "organisations", "name aliases countries type gender blocked metonyms keys", read_organisations
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
    return _table("roles", "masculine feminine level office inflection note", read_roles)


@cache
def first_names() -> tuple[FirstName, ...]:
    """First names that stand in German news."""
    return _table("first_names", "name gender blocked", read_first_names)


@cache
def towns() -> tuple[Town, ...]:
    """Towns that news name without their country."""
    return _table("places", "name country", read_towns)


@cache
def persons() -> tuple[Person, ...]:
    """Persons in public life from 1989 on."""
    return _table(
        "persons", "name aliases country gender surname_alone blocked party from to note", read_persons
    )


@cache
def offices() -> tuple[Office, ...]:
    """Offices that one person holds at a time."""
    return _table("offices", "office titles country organisation level", read_offices)


@cache
def holders() -> tuple[Holder, ...]:
    """Who held which office, and when."""
    return _table("holders", "office person start end acting", read_holders)


@cache
def shipped() -> Knowledge:
    """All tables as shipped."""
    return Knowledge(countries(), organisations(), roles(), first_names(), persons(), offices(), holders())
