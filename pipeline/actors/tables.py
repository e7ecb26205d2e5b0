"""Compiles the tables of knowledge into the lexicon that texts are read with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.actors import forms
from pipeline.actors.lexicon import (
    APOSTROPHES,
    TOKEN,
    Demonym,
    Dictionary,
    Lexicon,
    Phrase,
    Prefix,
    RoleForm,
    Word,
    words,
)
from pipeline.knowledge import shipped
from pipeline.lang import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.actors.lexicon import NameKind
    from pipeline.knowledge import Country, Knowledge, Organisation, Person

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
            for word in (stem,) if stem[0].isupper() else forms.adjectives(stem):
                build.note(word, region=code)
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
        for adjective in forms.adjectives(stem):
            build.note(adjective, adjective=(code,))
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
