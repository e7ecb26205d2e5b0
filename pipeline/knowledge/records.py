"""What the tables of knowledge hold: one frozen record for each kind of row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

NameGender = Literal["m", "f", "n", "p", ""]
PersonGender = Literal["m", "f", "u"]
Inflection = Literal["strong", "weak", "adjective"]
Level = Literal[
    "state",
    "government",
    "minister",
    "party",
    "parliament",
    "organisation",
    "military",
    "court",
    "church",
    "business",
    "media",
    "expert",
    "sport",
    "other",
]
OrganisationType = Literal[
    "party",
    "government",
    "ministry",
    "parliament",
    "court",
    "bank",
    "army",
    "armed-group",
    "police",
    "intelligence",
    "ngo",
    "company",
    "media",
    "agency",
    "alliance",
    "trade-union",
    "association",
    "church",
    "university",
    "club",
]

NAME_GENDERS: tuple[str, ...] = get_args(NameGender)
PERSON_GENDERS: tuple[str, ...] = get_args(PersonGender)
INFLECTIONS: tuple[str, ...] = get_args(Inflection)
LEVELS: tuple[str, ...] = get_args(Level)
ORGANISATION_TYPES: tuple[str, ...] = get_args(OrganisationType)


class KnowledgeError(ValueError):
    """A table that cannot be read; the message is one line with file, line, what was got, what is allowed."""


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory, present or past, with every way in which German news name it.

    `code` is ISO 3166-1 alpha-2, or a withdrawn code (SU, DD, YU, CS). `capital` are the seats of government
    in all spellings: a place or the government, the text decides. `metonyms` always mean the government.
    `demonyms` are nominative singular ("Ukrainer", "Ukrainerin"), `adjectives` without ending
    ("ukrainisch"), `prefixes` the heads of compounds ("US" in "US-Präsident"). `gender` is that of the
    article where the name has one: f "die Ukraine", m "der Iran", p "die USA"; empty for none. `start` and
    `end` bound a state that no longer exists. `blocked` are phrases in which one of the names is something
    else ("Washington Post").
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    capital: tuple[str, ...]
    demonyms: tuple[str, ...]
    adjectives: tuple[str, ...]
    metonyms: tuple[str, ...]
    prefixes: tuple[str, ...]
    gender: NameGender
    start: date | None
    end: date | None
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation with its other names; `countries` are those that it acts for, empty for most.

    An alias may belong to organisations of several countries ("Grüne", "Bundesrat", "Nationalrat"): the
    article's country decides, and where it does not, the first in the table. `blocked` are phrases in which
    a name is something else, or words beside which it is; `metonyms` places that may stand for it
    ("Brüssel"); `keys` short names by which only other tables call it ("PS"), too ambiguous for a text.
    """

    name: str
    aliases: tuple[str, ...]
    countries: tuple[str, ...]
    type: OrganisationType
    gender: NameGender
    blocked: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun that names a person by what they do; `office` is the suffix of the office key, if it names one.

    `inflection`: strong ("des Ministers"), weak ("des Präsidenten"), adjective ("der Vorsitzende, ein
    Vorsitzender"; `masculine` is then "Vorsitzender", `feminine` "Vorsitzende"). One of the two is empty
    where there is no such form, or where it is also something else ("Bundesrat", the body). `note` says what
    else a reader of the table should know.
    """

    masculine: str
    feminine: str
    level: Level
    office: str
    inflection: Inflection
    note: str = ""


@dataclass(frozen=True, slots=True)
class FirstName:
    """A first name; `blocked` where the word is more often something else ("Mai")."""

    name: str
    gender: PersonGender
    blocked: bool


@dataclass(frozen=True, slots=True)
class Town:
    """A town that is no capital, and the code of the country that it lies in."""

    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person in public life; `active_from` and `active_to` are years, None where open or unknown.

    `surname_alone`: may the bare surname stand for the person where the article never gives the full name.
    `blocked` are words or phrases beside which the surname is something else ("Costa Rica").
    """

    name: str
    aliases: tuple[str, ...]
    country: str
    gender: PersonGender
    surname_alone: bool
    blocked: tuple[str, ...]
    party: str
    active_from: int | None
    active_to: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """An office that one person holds at a time, by its key ("DE.government") and its German titles."""

    office: str
    titles: tuple[str, ...]
    country: str
    organisation: str
    level: Level


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held an office, from `start` to `end` inclusive; None is unknown or, for an end, still in office.

    A month or a year alone stands in the table for a day that is not known: it is read as the widest span
    (from its first, to its last day), and `exact` is False.
    """

    office: str
    person: str
    start: date | None
    end: date | None
    acting: bool
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All tables together, as shipped or extended by a user's own."""

    countries: tuple[Country, ...]
    organisations: tuple[Organisation, ...]
    roles: tuple[RoleNoun, ...]
    first_names: tuple[FirstName, ...]
    persons: tuple[Person, ...]
    offices: tuple[Office, ...]
    holders: tuple[Holder, ...]
