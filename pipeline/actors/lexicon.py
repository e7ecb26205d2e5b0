"""Compiles the tables into one dictionary: what each word form can be, and which names it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.actors import forms
from pipeline.knowledge import shipped
from pipeline.lang import table

if TYPE_CHECKING:
    from collections.abc import Iterable

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
                prefix = inner.prefix or Prefix((), "", "", 0)
                shifted = prefix._replace(
                    length=prefix.length and prefix.length + len(first) + 1, former=self._former[first]
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


_compiled: list[tuple[Knowledge, Lexicon]] = []


def compiled(knowledge: Knowledge | None = None) -> Lexicon:
    """Give the lexicon of the tables (the shipped ones by default); the last two are remembered."""
    knowledge = knowledge or shipped()
    for known, lexicon in _compiled:
        if known is knowledge:
            return lexicon
    lexicon = _compile(knowledge)
    _compiled.insert(0, (knowledge, lexicon))
    del _compiled[2:]
    return lexicon


class _Builder:
    """Collects the readings of each word while the tables are read."""

    def __init__(self) -> None:
        self.fields: dict[str, dict[str, object]] = {}
        self.phrases: dict[str, dict[tuple[str, ...], Phrase]] = {}
        self.prefixes: dict[str, Prefix] = {}

    def phrase(self, name: str, kind: NameKind, target: str, inflect: bool = True) -> None:
        """Note a name; `inflect` also its other cases (of a person only the genitive)."""
        if name.isalpha():
            split: tuple[str, ...] = (name,)
        else:
            split = tuple(TOKEN.findall(name.translate(APOSTROPHES)))
        if not split:
            return
        bare = name if len(split) == 1 else ""
        for variant in forms.variants(split, kind != "person") if inflect else [split]:
            rest = variant[1:]
            own = variant[-1] != split[-1] if not bare else variant[0] != bare
            self.phrases.setdefault(variant[0], {}).setdefault(rest, Phrase(rest, kind, target, own))

    def note(self, word: str, **values: object) -> None:
        known = self.fields.setdefault(word, {})
        for key, value in values.items():
            known.setdefault(key, value)

    def dictionary(self) -> Dictionary:
        for word, phrases in self.phrases.items():
            longest = sorted(phrases.values(), key=lambda phrase: -len(phrase.rest))
            self.fields.setdefault(word, {})["phrases"] = tuple(longest)
        return Dictionary({word: Word(**values) for word, values in self.fields.items()}, self.prefixes)  # type: ignore[arg-type]


def _compile(knowledge: Knowledge) -> Lexicon:
    build = _Builder()
    for phrase in _blocked(knowledge):
        build.phrase(phrase, "blocked", "", inflect=False)
    for country in knowledge.countries:
        _country(build, country)
    same: dict[str, list[Organisation]] = {}
    for organisation in knowledge.organisations:
        _organisation(build, organisation, same)
    for person in knowledge.persons:
        _person(build, person)
    for first in knowledge.first_names:
        build.note(first.name, first_name=first.gender, blocked_first=first.blocked)
    for person in knowledge.persons:
        first_word, _, rest = person.name.partition(" ")
        asian = person.country in words().surname_first_countries or first_word in words().surname_first
        if rest and not asian and first_word.replace("-", "").isalpha() and len(first_word) > 2:
            if first_word not in words().particles and first_word not in words().honorifics:
                build.note(first_word, first_name=person.gender, blocked_first=False)
    for noun in knowledge.roles:
        for form in forms.role(noun.masculine, noun.feminine, noun.inflection):
            lemma = (noun.masculine or noun.feminine).lower()
            build.note(
                form.word,
                role=RoleForm(lemma, form.gender, form.number, form.oblique, noun.level, noun.office),
            )
    for code, stems in table("actors")["regions"].items():
        for stem in stems:
            for form in (stem,) if stem[0].isupper() else forms.adjectives(stem):
                build.note(form, region=code)
    parties = {
        organisation.name: organisation.countries[0]
        for organisation in knowledge.organisations
        if organisation.type == "party" and organisation.countries
    }
    return Lexicon(
        words(),
        build.dictionary(),
        {country.code: country for country in knowledge.countries},
        {organisation.name: organisation for organisation in knowledge.organisations},
        {person.name: person for person in knowledge.persons},
        {name: tuple(group) for name, group in same.items() if len(group) > 1},
        parties,
        {word: tuple(names) for word, names in table("actors")["adherents"].items()},
        {
            word: organisation.name
            for organisation in knowledge.organisations
            for word in organisation.metonyms
        },
        knowledge,
    )


def _blocked(knowledge: Knowledge) -> Iterable[str]:
    for country in knowledge.countries:
        yield from (phrase for phrase in country.blocked if " " in phrase or "-" in phrase)
    for organisation in knowledge.organisations:
        yield from (phrase for phrase in organisation.blocked if " " in phrase or "-" in phrase)
    for person in knowledge.persons:
        yield from (phrase for phrase in person.blocked if " " in phrase or "-" in phrase)


def _country(build: _Builder, country: Country) -> None:
    code = country.code
    for name in (country.name, *country.aliases):
        build.phrase(name, "country", code, inflect=country.gender != "f" or " " in name)
        if country.gender == "p" and name.endswith(("e", "en")) and " " not in name:
            build.phrase(name.removesuffix("n") + "n", "country", code, inflect=False)
    for name in country.capital:
        build.phrase(name, "capital", code)
    for name in country.metonyms:
        build.phrase(name, "metonym", code)
    for stem in country.adjectives:
        for form in forms.adjectives(stem):
            build.note(form, adjective=(code,))
    for at, word in enumerate(country.demonyms):
        feminine = word.endswith("in") or at % 2 == 1
        for form in forms.demonym(word, "f" if feminine else "m"):
            build.note(form.word, demonym=Demonym(code, form.gender, form.number, form.oblique))
    for prefix in (*country.prefixes, country.name, *country.aliases, *country.capital, *country.metonyms):
        build.prefixes.setdefault(prefix, Prefix((code,), "", "", len(prefix)))


def _organisation(build: _Builder, organisation: Organisation, same: dict[str, list[Organisation]]) -> None:
    for name in (organisation.name, *organisation.aliases):
        build.phrase(name, "organisation", organisation.name)
        same.setdefault(name, []).append(organisation)
        build.prefixes.setdefault(name, Prefix(organisation.countries, organisation.name, "", len(name)))
        if organisation.type == "party" and name.endswith("e"):
            # "Grüne", "Linke": adjectives as names.
            build.phrase(name + "n", "organisation", organisation.name)
            same.setdefault(name + "n", []).append(organisation)
            build.prefixes.setdefault(
                name + "n", Prefix(organisation.countries, organisation.name, "", len(name) + 1)
            )


def _person(build: _Builder, person: Person) -> None:
    for name in (person.name, *person.aliases):
        if " " in name or "." in name:
            build.phrase(name, "person", person.name)
        else:
            _surname(build, name, person)
    _surname(build, surname(person), person)


def _surname(build: _Builder, word: str, person: Person) -> None:
    for form, own in ((word, False), (forms.genitive(word), True)):
        if form:
            known = build.fields.setdefault(form, {})
            listed = known.get("surnames", ())
            if person not in listed:  # type: ignore[operator]
                known["surnames"] = (*listed, person)  # type: ignore[misc]
            known.setdefault("genitive_surname", own)
    build.prefixes.setdefault(word, Prefix((), "", person.name, len(word)))


def surname(person: Person) -> str:
    """The word by which a person is called alone: the last one, or the first one of a Chinese or Korean name."""
    split = person.name.split()
    if person.country in words().surname_first_countries and split[0] in words().surname_first:
        return split[0]
    last = split[-1]
    if last.rstrip(".") in words().roman:
        return split[0]
    head, _, tail = last.partition("-")
    return tail if tail and head in words().hyphen_particles else last
