"""What the tables know of one person, country or organisation: other names, home, and offices over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.knowledge.tables import countries, holders, offices, organisations, persons

if TYPE_CHECKING:
    from datetime import date

    from pipeline.knowledge.records import Holder, Office, PersonGender

FEMININE_DIFFERS = 4
HIGHEST = ("state", "government", "vice", "foreign", "defence", "finance", "interior", "economy", "justice")


@dataclass(frozen=True, slots=True)
class Term:
    """A time in an office: `title` in German, as it is called of that person; ends as in `Holder`.

    `general` is the title whoever holds it.
    """

    office: str
    title: str
    person: str
    country: str
    organisation: str
    start: date | None
    end: date | None
    acting: bool
    exact: bool
    general: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one actor; everything is empty for one that no table has.

    `homes` are the countries that it belongs to or acts for; `terms` stand by office, the highest first,
    and by time: those of a person, or those of all who held the offices of a country or an organisation.
    """

    aliases: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    party: str = ""
    terms: tuple[Term, ...] = ()


@cache
def profile(facet: str, name: str) -> Profile:
    """The profile of a person, a country (by its code) or an organisation; `facet` as in a filter."""
    if facet == "persons":
        found = next((person for person in persons() if person.name == name), None)
        terms = _terms("person", name)
        if not found:
            return Profile(terms=terms)
        homes = (found.country,) if found.country else ()
        return Profile(found.aliases, homes, found.party, terms)
    if facet == "countries":
        country = next((country for country in countries() if country.code == name), None)
        return (
            Profile((*country.aliases, *country.metonyms), terms=_terms("country", name))
            if country
            else Profile()
        )
    body = next((body for body in organisations() if body.name == name), None)
    terms = _terms("organisation", name)
    return Profile(body.aliases, body.countries, terms=terms) if body else Profile(terms=terms)


def _terms(key: str, name: str) -> tuple[Term, ...]:
    """Terms by one field of a term; a country's own offices are of the state itself, not of a part of it."""
    by_office, by_person = _held()
    if key == "person":
        return tuple(
            sorted((_term(h) for h in by_person.get(name, ())), key=lambda term: str(term.start or ""))
        )
    wanted = [
        office
        for office in offices()
        if (office.organisation == name if key == "organisation" else office.country == name)
    ]
    if key == "country":
        own = [office for office in wanted if office.office.count(".") == 1 and not office.organisation]
        wanted = [office for office in own if office.office.startswith(f"{name}.")]
    wanted.sort(key=lambda office: _rank(office.office.rpartition(".")[2]))
    return tuple(_term(holder) for office in wanted for holder in by_office.get(office.office, ()))


def _rank(suffix: str) -> int:
    return HIGHEST.index(suffix) if suffix in HIGHEST else len(HIGHEST)


def _term(holder: Holder) -> Term:
    office = _offices()[holder.office]
    gender = _genders().get(holder.person, "u")
    return Term(
        holder.office,
        title_of(office, gender),
        holder.person,
        office.country,
        office.organisation,
        holder.start,
        holder.end,
        holder.acting,
        holder.exact,
        office.titles[0],
    )


def title_of(office: Office, gender: PersonGender) -> str:
    """What an office is called when a man or a woman holds it: the table names the masculine form first."""
    first, *others = office.titles
    stem = first.split()[0][:-FEMININE_DIFFERS]
    return others[0] if gender == "f" and others and others[0].startswith(stem) else first


def ambiguous(title: str) -> int:
    """How many offices are called so."""
    return _titles()[title]


@cache
def _titles() -> Counter[str]:
    return Counter(title for office in offices() for title in set(office.titles))


@cache
def _held() -> tuple[dict[str, list[Holder]], dict[str, list[Holder]]]:
    by_office: dict[str, list[Holder]] = defaultdict(list)
    by_person: dict[str, list[Holder]] = defaultdict(list)
    for holder in holders():
        by_office[holder.office].append(holder)
        by_person[holder.person].append(holder)
    return by_office, by_person


@cache
def _offices() -> dict[str, Office]:
    return {office.office: office for office in offices()}


@cache
def _genders() -> dict[str, PersonGender]:
    return {person.name: person.gender for person in persons()}
