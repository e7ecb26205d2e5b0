"""Compiles the tables into one dictionary: what each word form can be, and which names it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.actors import forms
from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.actors.forms import Number
    from pipeline.knowledge import Country, Knowledge, Organisation, Person

TOKEN = re.compile(r"[^\W_]+(?:[-‑'’][^\W_]+)*|[^\w\s]")

APOSTROPHES = str.maketrans({"‑": "-", "’": "'"})
"""Two ways to write the hyphen and the apostrophe are one."""

NameKind = Literal["country", "capital", "metonym", "organisation", "person", "blocked"]


class Phrase(NamedTuple):
    """A name of the tables: the words after its first one, and what it stands for.

    `target` is a country's code, an organisation's or a person's canonical name.
    """

    rest: tuple[str, ...]
    kind: NameKind
    target: str
    genitive: bool = False


class RoleForm(NamedTuple):
    """A form of a role noun. `lemma` is its masculine nominative in lower case, with its compound's first part."""

    lemma: str
    gender: str
    number: Number
    oblique: bool
    level: str
    office: str


class Demonym(NamedTuple):
    """A form of a demonym."""

    code: str
    gender: str
    number: Number
    oblique: bool


class Prefix(NamedTuple):
    """What stands before the hyphen of a compound: countries, an organisation or a person; its length."""

    codes: tuple[str, ...]
    organisation: str
    person: str
    length: int
    former: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """Everything that one word form can be."""

    phrases: tuple[Phrase, ...] = ()
    first_name: str = ""
    blocked_first: bool = False
    role: RoleForm | None = None
    adjective: tuple[str, ...] = ()
    region: str = ""
    demonym: Demonym | None = None
    prefix: Prefix | None = None
    head: str = ""
    surnames: tuple[Person, ...] = ()
    genitive_surname: bool = False


@dataclass(frozen=True)
class Words:
    """The small words of the language that the rules ask for, as sets."""

    honorifics: frozenset[str]
    honorifics_m: frozenset[str]
    honorifics_f: frozenset[str]
    particles: frozenset[str]
    particles_first: frozenset[str]
    hyphen_particles: frozenset[str]
    suffixes: frozenset[str]
    roman: frozenset[str]
    surname_first: frozenset[str]
    surname_first_countries: frozenset[str]
    determiners: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    possessive: frozenset[str]
    place_prepositions: frozenset[str]
    actor_prepositions: frozenset[str]
    topic_words: frozenset[str]
    town_heads: frozenset[str]
    collectives: frozenset[str]
    territories: frozenset[str]
    list_heads: frozenset[str]
    target_heads: frozenset[str]
    name_bearers: frozenset[str]
    never_names: frozenset[str]
    saying: frozenset[str]
    seats: frozenset[str]
    surname_roles: frozenset[str]
    word_surnames: frozenset[str]
    agencies_at: frozenset[str]
    agencies_ch: frozenset[str]
    towns_at: frozenset[str]
    towns_ch: frozenset[str]
    home_metonyms: frozenset[str]
    media_words: frozenset[str]
    media_kinds: frozenset[str]


@cache
def words() -> Words:
    """The small words of German."""
    given = table("actors")
    return Words(**{name: frozenset(given[name]) for name in Words.__dataclass_fields__})


class Dictionary(dict[str, Word | None]):
    """What each word form can be; compounds are taken apart when they are first met, and remembered."""

    def __init__(self, known: dict[str, Word], prefixes: dict[str, Prefix]) -> None:
        super().__init__(known)
        self._prefixes = prefixes
        given = table("actors")
        self._former = {
            "Ex": True,
            "Alt": True,
            "Vize": False,
            "Co": False,
            "Noch": False,
            "Neu": False,
            "Chef": False,
        }
        self._particles = words().hyphen_particles
        self._not_roles = frozenset(given["not_roles"])
        self._ends = tuple(sorted({ending for head in given["compound_heads"] for ending in _heads(head)}))

    def __missing__(self, form: str) -> Word | None:
        if len(self) > 400_000:
            return self._compound(form)
        found = self[form] = self._compound(form)
        return found

    def _compound(self, form: str) -> Word | None:
        if "-" in form[1:-1]:
            return self._hyphenated(form)
        if len(form) > 6 and form[0].isupper() and form.endswith(self._ends) and form not in self._not_roles:
            return self._joined(form)
        return None

    def _joined(self, form: str) -> Word | None:
        """Read "Sozialsprecherin" by its longest known end, "Sprecherin"."""
        for at in range(2, len(form) - 3):
            known = self.get(form[at].upper() + form[at + 1 :])
            if known and known.role:
                lemma = form[:at].lower() + known.role.lemma
                return Word(role=known.role._replace(lemma=lemma, office=""))
        return None

    def _hyphenated(self, form: str) -> Word | None:
        first, _, rest = form.partition("-")
        if not form[0].isupper():
            return self._adjectives(form)
        if first in self._particles and (known := self.get(rest)) and known.surnames:
            return Word(surnames=known.surnames)
        if first in self._former:
            inner = self[rest]
            if inner and inner.role:
                within = inner.prefix or Prefix((), "", "", 0)
                shifted = within._replace(
                    length=within.length and within.length + len(first) + 1, former=self._former[first]
                )
                lemma = inner.role.lemma if self._former[first] else first.lower() + "-" + inner.role.lemma
                return replace(inner, prefix=shifted, role=inner.role._replace(lemma=lemma))
            return None
        known, second = self.get(first), self.get(rest)
        if known and known.first_name and second and second.first_name:
            return Word(first_name=known.first_name)
        prefix = self._prefixes.get(first)
        if prefix is None:
            if found := self._adjectives(form):
                return found
            at = form.rfind("-")
            longer = self._prefixes.get(form[:at])
            if longer:
                return self._with(longer, form[at + 1 :])
            inner = self[form[at + 1 :]]
            if inner and inner.role and form[at + 1].isupper():
                lemma = form[: at + 1].lower() + inner.role.lemma
                return Word(role=inner.role._replace(lemma=lemma))
            return None
        return self._with(prefix, rest)

    def _with(self, prefix: Prefix, rest: str) -> Word | None:
        inner = self[rest] if rest[:1].isupper() else None
        role = inner.role if inner else None
        if inner and inner.first_name and not role:
            return None
        return Word(prefix=prefix, role=role, head=rest.rpartition("-")[2])

    def _adjectives(self, form: str) -> Word | None:
        """Read "deutsch-französischen"."""
        parts = form.split("-")
        codes: list[str] = []
        for part in parts:
            known = self.get(part) or self.get(part.lower() + "e") or self.get(part.lower())
            if known is None or not known.adjective:
                return None
            codes += known.adjective
        return Word(adjective=tuple(dict.fromkeys(codes)))


def _heads(head: str) -> list[str]:
    if head.endswith(("ter", "der")) and head in (
        "beauftragter",
        "vorsitzender",
        "abgeordneter",
        "gesandter",
    ):
        stem = head[:-2]
        return [stem + ending for ending in forms.ENDINGS]
    weak = head.endswith(
        ("präsident", "kommissar", "experte", "kandidat", "kollege", "diplomat", "ökonom", "korrespondent")
    )
    listed = forms.role(head, head.removesuffix("e") + "in", "weak" if weak else "strong")
    if head.endswith("anwalt"):
        listed += [forms.Form("anwältin", "f", "s")]
    return [form.word for form in listed]


@dataclass(frozen=True)
class Lexicon:
    """The compiled tables: the dictionary of word forms, and the records by name."""

    words: Words
    dictionary: Dictionary
    countries: dict[str, Country]
    organisations: dict[str, Organisation]
    persons: dict[str, Person]
    same_name: dict[str, tuple[Organisation, ...]] = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)
    adherents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    metonyms: dict[str, str] = field(default_factory=dict)
    knowledge: Knowledge | None = None
