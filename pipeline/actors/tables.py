"""Compiles the tables of knowledge into the lexicon that texts are read with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from pipeline.actors import forms
from pipeline.actors.lexicon import (
    Demonym,
    Dictionary,
    Lexicon,
    Part,
    Prefix,
    RoleForm,
    Sources,
    words,
)
from pipeline.knowledge import shipped
from pipeline.lang import table

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def _compile(knowledge: Knowledge) -> Lexicon:
    sources = Sources()
    for phrase in _blocked(knowledge):
        sources.name(phrase, "blocked", "", inflect=False)
    for country in knowledge.countries:
        _country(sources, country)
    same: dict[str, list[Organisation]] = {}
    for organisation in knowledge.organisations:
        _organisation(sources, organisation, same)
    for person in knowledge.persons:
        _person(sources, person)
    sources.first_names = {first.name: first for first in knowledge.first_names}
    for noun in knowledge.roles:
        lemma = (noun.masculine or noun.feminine).lower()
        for form in forms.role(noun.masculine, noun.feminine, noun.inflection):
            role = RoleForm(lemma, form.gender, form.number, form.oblique, noun.level, noun.office)
            sources.roles.setdefault(form.word, role)
    for code, stems in table("actors")["country_adjectives"].items():
        for stem in stems:
            for word in forms.adjectives(stem):
                sources.adjectives.setdefault(word, (code,))
    for stem, given in table("actors")["by_date"].items():
        for word in forms.adjectives(stem):
            sources.adjectives.setdefault(word, (given["code"],))
    masculine, feminine = table("actors")["house_roles"]
    for form in forms.role(masculine, feminine, "weak"):
        sources.roles.setdefault(
            form.word, RoleForm("hausherr", form.gender, form.number, form.oblique, "other", "")
        )
    _parts(sources, knowledge)
    return Lexicon(
        words(),
        Dictionary(sources),
        {country.code: country for country in knowledge.countries},
        {organisation.name: organisation for organisation in knowledge.organisations},
        {person.name: person for person in knowledge.persons},
        {name: tuple(group) for name, group in same.items() if len(group) > 1},
        {word: tuple(names) for word, names in table("actors")["adherents"].items()},
        {
            word: organisation.name
            for organisation in knowledge.organisations
            for word in organisation.metonyms
        },
        _organisation_nouns(),
        knowledge,
    )


def _parts(sources: Sources, knowledge: Knowledge) -> None:
    """Note the parts of countries, by name and by adjective; a town's adjective is a part unless it is a seat."""
    given, seats = table("actors"), words().seat_adjectives
    seated = {word for organisation in knowledge.organisations for word in organisation.metonyms}
    listed = [
        (code, stem, "" if stem in seats else stem)
        for code, stems in given["regions"].items()
        for stem in stems
    ]
    for code, names in given["parts"].items():
        for name, stems in names.items():
            listed += [(code, stem, name) for stem in stems]
            for form in (name, forms.genitive(name) or name):
                sources.parts.setdefault(form, Part(code, name))
    for country in knowledge.countries:
        for capital in country.capital:
            if capital.isalpha() and capital[-1] not in "aeiouy" and capital not in seated:
                sources.regions.setdefault(capital + "er", country.code)
    for code, stem, name in listed:
        for word in (stem,) if stem[0].isupper() else forms.adjectives(stem):
            sources.regions.setdefault(word, code)
            if name:
                sources.parts.setdefault(word, Part(code, name))


def _organisation_nouns() -> dict[str, tuple[str, ...]]:
    """Map nouns for a kind of organisation to the types of the table that they can mean."""
    return {
        form: tuple(types)
        for noun, types in table("actors")["organisation_nouns"].items()
        for form in (noun, forms.genitive(noun) or noun)
    }


def _blocked(knowledge: Knowledge) -> Iterable[str]:
    blocked = (
        *(country.blocked for country in knowledge.countries),
        *(organisation.blocked for organisation in knowledge.organisations),
        *(person.blocked for person in knowledge.persons),
    )
    return (phrase for phrases in blocked for phrase in phrases if " " in phrase or "-" in phrase)


def _country(sources: Sources, country: Country) -> None:
    code = country.code
    for name in (country.name, *country.aliases):
        sources.name(name, "country", code, inflect=country.gender != "f" or " " in name)
        if country.gender == "p" and name.endswith(("e", "en")) and " " not in name:
            sources.name(name.removesuffix("n") + "n", "country", code, inflect=False)
    for name in country.capital:
        sources.name(name, "capital", code)
    for name in country.metonyms:
        sources.name(name, "metonym", code)
    for stem in country.adjectives:
        for adjective in forms.adjectives(stem):
            sources.adjectives.setdefault(adjective, (code,))
    for at, word in enumerate(country.demonyms):
        feminine = word.endswith("in") or at % 2 == 1
        for form in forms.demonym(word, "f" if feminine else "m"):
            sources.demonyms.setdefault(form.word, Demonym(code, form.gender, form.number, form.oblique))
    for prefix in (*country.prefixes, country.name, *country.aliases, *country.capital, *country.metonyms):
        sources.prefixes.setdefault(prefix, Prefix((code,), "", "", len(prefix)))


def _organisation(sources: Sources, organisation: Organisation, same: dict[str, list[Organisation]]) -> None:
    for name in (organisation.name, *organisation.aliases):
        # "Grüne", "Linke": adjectives as names.
        adjective = organisation.type == "party" and name.endswith("e")
        for form in (name, name + "n") if adjective else (name,):
            sources.name(form, "organisation", organisation.name)
            same.setdefault(form, []).append(organisation)
            prefix = Prefix(organisation.countries, organisation.name, "", len(form))
            sources.prefixes.setdefault(form, prefix)


def _person(sources: Sources, person: Person) -> None:
    called = surname(person)
    singles = [called]
    if (bare := without_accents(called)) != called:
        singles.append(bare)
    for name in (person.name, *person.aliases):
        if " " in name or "." in name:
            sources.name(name, "person", person.name)
        elif name != called:
            singles.append(name)
    for word in singles:
        sources.surnames.setdefault(word, []).append(person)
    first, space, _ = person.name.partition(" ")
    if space and len(first) > 2 and first != called and _is_first_name(first):
        sources.persons_first_names.setdefault(first, person.gender)


def _is_first_name(word: str) -> bool:
    """Whether the first word of a known person's name can be trusted as a first name of others."""
    small = words()
    return word.isalpha() and not (
        word in small.particles or word in small.honorifics or word in small.surname_first
    )


_STROKES = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O"})


def without_accents(word: str) -> str:
    """Spell a name as newspapers without the signs do: "Erdoğan" is "Erdogan"; German umlauts stay.

    >>> without_accents("Vučić"), without_accents("Müller")
    ('Vucic', 'Müller')
    """
    if word.isascii():
        return word
    parts = (
        letter if letter in "äöüÄÖÜß" else "".join(c for c in normalize("NFKD", letter) if not combining(c))
        for letter in word.translate(_STROKES)
    )
    return "".join(parts)


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
