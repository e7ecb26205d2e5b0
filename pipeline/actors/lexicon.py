"""Compiles the tables into one dictionary: what each word form can be, and which names it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pipeline.actors import forms
from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.actors.forms import Number
    from pipeline.knowledge import Country, FirstName, Knowledge, Organisation, Person

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


class Part(NamedTuple):
    """A part of a country: a Land, a federal state, a town that is not the seat of government."""

    code: str
    name: str


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
    part: Part | None = None
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
    court_towns: frozenset[str]
    union_bodies: frozenset[str]
    union_peoples: frozenset[str]
    house_verbs: frozenset[str]
    source_nouns: frozenset[str]
    part_nouns: frozenset[str]
    part_roles: frozenset[str]
    seat_adjectives: frozenset[str]
    town_bodies: frozenset[str]
    target_heads: frozenset[str]
    name_bearers: frozenset[str]
    never_names: frozenset[str]
    seats: frozenset[str]
    prepositions: frozenset[str]
    office_words: frozenset[str]
    becoming: frozenset[str]
    noun_endings: tuple[str, ...]
    place_endings: tuple[str, ...]
    acting_endings: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    house_offices: frozenset[str]
    generic_roles: frozenset[str]
    foreign_titles: frozenset[str]
    private_roles: frozenset[str]
    institutions_state: frozenset[str]
    institutions: frozenset[str]
    surname_roles: frozenset[str]
    word_surnames: frozenset[str]
    agencies_at: frozenset[str]
    agencies_ch: frozenset[str]
    towns_at: frozenset[str]
    towns_ch: frozenset[str]
    swiss_spellings: frozenset[str]
    pair_nouns: frozenset[str]
    home_metonyms: frozenset[str]
    media_words: frozenset[str]
    media_kinds: frozenset[str]


@cache
def words() -> Words:
    """The small words of German."""
    given = table("actors")
    kinds: dict[str, Any] = {
        name: tuple(given[name]) if name.endswith("endings") else frozenset(given[name])
        for name in Words.__dataclass_fields__
    }
    return Words(**kinds)


class Entry(NamedTuple):
    """A name of the tables as it was written there; `inflect`: it has a genitive, and its adjective endings."""

    name: str
    kind: NameKind
    target: str
    inflect: bool


@dataclass
class Sources:
    """The tables by word: what the dictionary makes each word form of when it is first met."""

    names: dict[str, list[Entry]] = field(default_factory=dict)
    adjective_names: dict[str, list[Entry]] = field(default_factory=dict)
    surnames: dict[str, list[Person]] = field(default_factory=dict)
    first_names: dict[str, FirstName] = field(default_factory=dict)
    persons_first_names: dict[str, str] = field(default_factory=dict)
    roles: dict[str, RoleForm] = field(default_factory=dict)
    adjectives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    demonyms: dict[str, Demonym] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    prefixes: dict[str, Prefix] = field(default_factory=dict)

    def name(self, name: str, kind: NameKind, target: str, inflect: bool = True) -> None:
        """Note a name under its first word, or under the stem of the adjective that it begins with."""
        first, space, _ = name.partition(" ")
        if not first.isalpha():
            first = TOKEN.findall(first.translate(APOSTROPHES))[0]
        entry = Entry(name, kind, target, inflect)
        adjective = space and inflect and kind != "person" and forms.adjective_stem(first)
        if adjective:
            self.adjective_names.setdefault(adjective, []).append(entry)
        self.names.setdefault(first, []).append(entry)

    def word(self, form: str) -> Word | None:
        """Put together what the tables say of a word form, compounds aside; None where they don't have it."""
        phrases = self._phrases(form)
        surnames = self.surnames.get(form, ())
        own = not surnames and form.endswith("s") and forms.genitive(form[:-1]) == form
        if own:
            surnames = self.surnames.get(form[:-1], ())
        first = self.first_names.get(form)
        gender = first.gender if first else self.persons_first_names.get(form, "")
        role = self.roles.get(form)
        adjective = self.adjectives.get(form, ())
        region = self.regions.get(form, "")
        part = self.parts.get(form)
        demonym = self.demonyms.get(form)
        if not (phrases or surnames or gender or role or adjective or region or part or demonym):
            return None
        return Word(
            phrases=phrases,
            first_name=gender,
            blocked_first=first is not None and first.blocked,
            role=role,
            adjective=adjective,
            region=region,
            part=part,
            demonym=demonym,
            surnames=tuple(surnames),
            genitive_surname=bool(surnames) and own,
        )

    def _phrases(self, form: str) -> tuple[Phrase, ...]:
        """Give the names that begin with a word form, the longest first."""
        found: dict[tuple[str, ...], Phrase] = {}
        for entry in self.names.get(form, ()):
            split = tuple(TOKEN.findall(entry.name.translate(APOSTROPHES)))
            for last in (
                forms.endings(split[-1], len(split) > 1 and entry.kind != "person") if entry.inflect else ()
            ):
                if len(split) > 1:
                    rest = (*split[1:-1], last)
                    found.setdefault(rest, Phrase(rest, entry.kind, entry.target, last != split[-1]))
            found.setdefault(split[1:], Phrase(split[1:], entry.kind, entry.target))
        for stem in forms.stems(form):
            for entry in self.adjective_names.get(stem, ()):
                split = tuple(TOKEN.findall(entry.name.translate(APOSTROPHES)))
                for last in forms.endings(split[-1], True):
                    rest = (*split[1:-1], last)
                    found.setdefault(rest, Phrase(rest, entry.kind, entry.target, last != split[-1]))
        bare = form[:-1]
        if form.endswith("s") and () not in found and forms.genitive(bare) == form:
            for entry in self.names.get(bare, ()):
                if entry.inflect and entry.name.translate(APOSTROPHES) == bare:
                    found[()] = Phrase((), entry.kind, entry.target, True)
                    break
        return tuple(sorted(found.values(), key=lambda phrase: -len(phrase.rest)))


LONGEST = 80
"""Characters of a compound; its parts are read one within the other, and what is longer is no word."""


class Dictionary(dict[str, Word | None]):
    """What each word form can be: put together when it is first met, and remembered."""

    def __init__(self, sources: Sources) -> None:
        super().__init__()
        self._sources = sources
        given = table("actors")
        former, still = ("Ex", "Alt"), ("Vize", "Co", "Noch", "Neu", "Chef")
        self._former = {**dict.fromkeys(former, True), **dict.fromkeys(still, False)}
        self._particles = words().hyphen_particles
        self._not_roles = frozenset(given["not_roles"])
        self._ends = tuple(sorted({ending for head in given["compound_heads"] for ending in _heads(head)}))

    def __missing__(self, form: str) -> Word | None:
        found = self._sources.word(form) or self._compound(form)
        if len(self) < REMEMBERED:
            self[form] = found
        return found

    def _compound(self, form: str) -> Word | None:
        if len(form) > LONGEST:
            return None
        if "-" in form[1:-1]:
            return self._hyphenated(form) if form[0].isupper() else self._adjectives(form)
        if len(form) > 6 and form[0].isupper() and form.endswith(self._ends) and form not in self._not_roles:
            return self._joined(form)
        return None

    def _joined(self, form: str) -> Word | None:
        """Read "Sozialsprecherin" by its longest known end, "Sprecherin"."""
        roles = self._sources.roles
        for at in range(2, len(form) - 3):
            role = roles.get(form[at].upper() + form[at + 1 :])
            if role:
                return Word(role=_compounded(role, form[:at].lower()))
        return None

    def _hyphenated(self, form: str) -> Word | None:
        first, _, rest = form.partition("-")
        known, second = self._sources.word(first), self._sources.word(rest)
        if first in self._particles and second and second.surnames:
            return Word(surnames=second.surnames)
        if first in self._former:
            return self._with_former(first, self[rest])
        if known and known.first_name and second and second.first_name:
            return Word(first_name=known.first_name)
        prefix = self._prefix(first)
        if prefix is not None:
            return self._with(prefix, rest)
        at = form.rfind("-")
        longer = self._prefix(form[:at])
        if longer is not None:
            return self._with(longer, form[at + 1 :])
        return self._adjectives(form) or self._role_after(form, at)

    def _role_after(self, form: str, at: int) -> Word | None:
        """Read "Bundesliga-Trainer": a role behind a word that no table has."""
        inner = self[form[at + 1 :]] if form[at + 1].isupper() else None
        if inner is None or inner.role is None:
            return None
        return Word(role=_compounded(inner.role, form[: at + 1].lower()))

    def _with_former(self, first: str, inner: Word | None) -> Word | None:
        """Read "Ex-Kanzlerin", "Co-Vorsitzende"."""
        if inner is None or inner.role is None:
            return None
        former = self._former[first]
        within = inner.prefix or Prefix((), "", "", 0)
        shifted = within._replace(length=within.length and within.length + len(first) + 1, former=former)
        lemma = inner.role.lemma if former else first.lower() + "-" + inner.role.lemma
        return replace(inner, prefix=shifted, role=inner.role._replace(lemma=lemma))

    def _prefix(self, first: str) -> Prefix | None:
        found = self._sources.prefixes.get(first)
        if found is None and (persons := self._sources.surnames.get(first)):
            return Prefix((), "", persons[0].name, len(first))
        return found

    def _with(self, prefix: Prefix, rest: str) -> Word | None:
        inner = self[rest] if rest[:1].isupper() else None
        role = inner.role if inner else None
        if inner and inner.first_name and not role:
            return None
        return Word(prefix=prefix, role=role, head=rest.rpartition("-")[2])

    def _adjectives(self, form: str) -> Word | None:
        """Read "deutsch-französischen"."""
        codes: list[str] = []
        known = self._sources.adjectives
        for part in form.split("-"):
            found = known.get(part) or known.get(part.lower() + "e") or known.get(part.lower())
            if not found:
                return None
            codes += found
        return Word(adjective=tuple(dict.fromkeys(codes)))


def _compounded(role: RoleForm, first: str) -> RoleForm:
    """Give the role of a compound that no table has: the boss of something unknown stands for no country."""
    level = "organisation" if role.lemma in words().generic_roles else role.level
    return role._replace(lemma=first + role.lemma, office="", level=level)


REMEMBERED = 300_000
"""How many word forms the dictionary remembers; a corpus has not many more, and memory stays below 200 MB."""


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
    same_name: dict[str, tuple[Organisation, ...]]
    adherents: dict[str, tuple[str, ...]]
    metonyms: dict[str, str]
    organisation_nouns: dict[str, tuple[str, ...]]
    knowledge: Knowledge
