"""Resolves "der SPD-Chef", "die Ministerin", "ihr polnischer Amtskollege" to persons."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from pipeline.actors.context import REMEMBERED, add
from pipeline.actors.figures import figure_of, tell, use_up
from pipeline.actors.names import name_like
from pipeline.actors.offices import ACTING_LEVELS, former_titles, holder_on, offices_on, titled

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pipeline.actors.context import Context
    from pipeline.actors.reading import Figure, Mark, Reading
    from pipeline.actors.roles import RolePhrase

_CHAIRS = ("chef", "vorsitzender", "obmann", "parteichef")
_COLLEAGUES = ("amtskollege", "kollege", "amtskollegin")


def resolve_title(context: Context, phrase: RolePhrase, sentence: int, heading: bool) -> Mark | None:
    """Resolve "der SPD-Chef", "die Ministerin", "sein britischer Amtskollege"."""
    reading = context.reading
    small = reading.small
    owner = reading.owner[phrase.head]
    if owner is not None:
        return None
    if phrase.form.number == "p" or phrase.determiner in small.indefinite:
        return None
    if phrase.determiner not in small.definite | small.possessive | {"'s", ""}:
        return None  # "einige Abgeordnete"
    after = reading.owner[phrase.last]
    if after is not None and after.kind == "person" and phrase.last == phrase.head + 1 and after.figure:
        tell(reading, after.figure, phrase)
        use_up(phrase)
        return None
    if _names_another(reading, phrase) or _only_the_office(reading, phrase):
        return None
    bare = not phrase.determiner
    if bare and (not heading or (phrase.form.number == "sp" and phrase.lowered)):
        return None
    if _another_place(reading, phrase):
        return None
    if (house := _house(context, phrase, sentence)) is not None:
        return house
    if not _singular(reading, phrase):
        return None
    day = reading.days[sentence] or reading.day
    if phrase.part:
        figure = _of_part(context, phrase, day)
    elif phrase.form.lemma in _COLLEAGUES:
        figure = _colleague(context, phrase, day)
    elif phrase.determiner in small.possessive or (phrase.determiner == "'s" and phrase.person):
        figure = _by_article(context, phrase, day) if phrase.form.level in ACTING_LEVELS else None
    else:
        figure = _by_article(context, phrase, day) or _by_office(context, phrase, day)
    if figure is None:
        return None
    use_up(phrase)
    return add(
        context,
        phrase.head,
        figure,
        "role",
        "role.article" if figure in context.recent else "role.office",
    )


def _another_place(reading: Reading, phrase: RolePhrase) -> bool:
    """Whether a complement that no table knows says whose office it is: "der Gouverneur von Tabasco"."""
    at = phrase.last
    words = reading.words
    if words[at] == "von" and words[at + 1][:1].isupper() and reading.owner[at + 1] is None:
        return True
    behind = [words[at + 2], words[at + 3]]
    named = all(word[:1].isupper() for word in behind) and name_like(reading, at + 2)
    return words[at] in ("der", "des") and words[at + 1][:1].isupper() and named


def _house(context: Context, phrase: RolePhrase, sentence: int) -> Mark | None:
    """Resolve "der Chef des Weißen Hauses", "der Hausherr im Élysée" to who governs from there."""
    reading = context.reading
    if (
        phrase.form.lemma not in ("chef", "hausherr", "herr")
        or phrase.determiner not in reading.small.definite
    ):
        return None
    at = phrase.head + 1
    while reading.words[at] in ("des", "im", "der", "in", "vom", "von"):
        at += 1
    house = reading.owner[at]
    if house is None or house.rule != "country.metonym" or at == phrase.head + 1:
        return None
    day = reading.days[sentence] or reading.day
    for office in reading.small.house_offices:
        country, _, _kind = office.partition(".")
        if country == house.name and (name := holder_on(context.offices, office, day)):
            house.use = "modifier"
            return add(
                context,
                phrase.head,
                figure_of(reading, name, phrase.head, "office"),
                "role",
                "role.house",
            )
    return None


def _names_another(reading: Reading, phrase: RolePhrase) -> bool:
    """Whether a name stands right behind the role: "der frühere Minister Carstensen" is nobody else."""
    at = phrase.last
    what = reading.known[at]
    if what and what.first_name and not what.blocked_first and name_like(reading, at + 1, True):
        return True
    told = bool(phrase.lowered) or phrase.determiner in reading.small.possessive
    return told and phrase.last == phrase.head + 1 and name_like(reading, at) and reading.owner[at] is None


def _only_the_office(reading: Reading, phrase: RolePhrase) -> bool:
    """Whether the office is meant, not who holds it: "das Amt des Kanzlers", "zum Kanzler", "als erster Minister"."""
    words = reading.words
    before = words[phrase.first - 1]
    if (
        before in reading.small.office_words
        or before.lower() in reading.small.becoming
        or phrase.determiner in ("zum", "zur")
    ):
        return True
    between = words[phrase.head - 3 : phrase.head]
    return not reading.small.becoming.isdisjoint(between)


def _singular(reading: Reading, phrase: RolePhrase) -> bool:
    """Whether a form that can be singular or plural is singular here."""
    if phrase.form.number == "s":
        return not (
            phrase.form.gender == "m"
            and phrase.determiner == "die"
            and not phrase.form.lemma.endswith(("e", "er"))
        )
    determiner = phrase.determiner
    if determiner in ("dem", "des", "dieser", "diesem", "sein", "ihr", "beim", "vom"):
        return True
    if determiner == "der" and phrase.form.gender == "m" and not phrase.form.oblique:
        # "die Namen der beteiligten Künstler", "ein Treffen der Minister": the genitive plural.
        before = reading.words[phrase.first - 1]
        noun = before[:1].isupper() and before not in reading.small.never_names
        weak = any(word.endswith("en") for word in phrase.lowered)
        return not weak and not (
            noun and reading.owner[phrase.first - 1] is None and reading.words[phrase.first - 2]
        )
    if determiner == "der":
        # "half der Abgeordneten" is one woman, "die Mehrheit der Abgeordneten" are many.
        noun_before = reading.words[phrase.first - 1][:1].isupper()
        return not phrase.form.oblique or (phrase.form.gender == "f" and not noun_before)
    if determiner == "den":
        return phrase.form.oblique and phrase.form.gender == "m"
    if determiner in ("'s", ""):
        return True
    return determiner in reading.small.possessive and determiner.endswith(("em", "er", "es", "en"))


def _of_part(context: Context, phrase: RolePhrase, day: date | None) -> Figure | None:
    """Resolve "Bayerns Innenminister", "der Landesminister": who holds this office in that part of a country."""
    reading, figure = context.reading, None
    begin = phrase.first + (phrase.determiner not in ("", "'s"))
    named = [f"{phrase.part}s {reading.words[phrase.head]}"]
    named += [" ".join(reading.words[begin : phrase.head + 1])] if begin < phrase.head else []
    offices = [office for title in named for office in context.offices.by_title.get(title.lower(), ())]
    keys = [office.office for office in offices]
    holders = {name for key in keys if (name := holder_on(context.offices, key, day))}
    if len(holders) == 1 and not phrase.former:
        figure = figure_of(reading, holders.pop(), phrase.head, "office")
    for other in () if figure else reversed(context.recent):
        same = phrase.part in ("?", other.part) or (other.part == "?" and phrase.part)
        if same and phrase.form.lemma in (other.past if phrase.former else other.roles):
            figure = other
            break
    return figure if figure and figure.gender in ("", phrase.form.gender) else None


def _by_article(context: Context, phrase: RolePhrase, day: date | None) -> Figure | None:
    """Find the person of the article who has this role: the one named last, else the first one to come."""
    before = list(reversed(context.recent))
    begin = bisect_right(context.first_named, phrase.head, key=lambda figure: figure.first)
    later = [figure for figure in context.first_named[begin : begin + REMEMBERED] if figure not in before]
    ways: list[tuple[list[Figure], Callable[[Figure], set[str]]]]
    if phrase.former:
        ways = [(group, lambda figure: _past(context, figure, day)) for group in (before, later)]
    elif any(word.startswith("damalig") for word in phrase.lowered):
        ways = [(before, lambda figure: set(figure.past) | set(figure.roles))]
    else:
        ways = [
            (before, lambda figure: context.titles_of(figure, day)),
            (before, lambda figure: set(figure.roles)),
            (later, lambda figure: set(figure.roles)),
        ]
    for group, titles in ways:
        for figure in group:
            if figure.gender and figure.gender != phrase.form.gender:
                continue
            if _fits(context, figure, phrase, titles(figure)):
                return figure
    return None


def _past(context: Context, figure: Figure, day: date | None) -> set[str]:
    """Give the titles that a person once had: by the article, and by the tables."""
    return set(figure.past) | former_titles(context.offices, figure.name, day)


def _fits(context: Context, figure: Figure, phrase: RolePhrase, titles: set[str]) -> bool:
    lemma, title = phrase.form.lemma, phrase.title
    reading = context.reading
    countries = set(figure.stated) | set(figure.countries)
    person = reading.lexicon.persons.get(figure.name)
    if person and person.country:
        countries.add(person.country)
    if phrase.countries and not phrase.organisation and countries.isdisjoint(phrase.countries):
        return False
    organisation = reading.lexicon.organisations.get(phrase.organisation)
    if organisation and organisation.type == "party":
        if organisation.name not in figure.parties:
            return False
        if lemma in ("politiker", "abgeordnete", "abgeordneter", "mann", "frau"):
            return True
    if _explained(reading, phrase):
        return title in figure.roles or title in figure.past
    if phrase.organisation and not (organisation and organisation.type == "party"):
        return _heads(context, figure, phrase, titles)
    if title in titles:
        return True
    if organisation and organisation.type == "party":
        return any(known.endswith(lemma) for known in titles) and lemma not in ("chef",)
    if lemma in ("politiker",):
        return bool(set(figure.levels) & {"party", "parliament", "minister", "government", "state"}) and bool(
            phrase.countries
        )
    if lemma in ("chef", "sprecher") and not phrase.lowered:
        return any(known.endswith(lemma) for known in figure.roles)
    return any(
        known == lemma
        or (known.endswith(lemma) and known[-len(lemma) - 1 :][:1] in ("-", *"abcdefghijklmnopqrstuvwxyzß"))
        for known in titles
    )


def _explained(reading: Reading, phrase: RolePhrase) -> bool:
    """Whether a complement that no table knows says of what: "der frühere Chef der Gewerkschaft"."""
    named = phrase.organisation or phrase.countries or phrase.form.lemma not in reading.small.generic_roles
    return not named and reading.words[phrase.last] in ("der", "des", "von", "vom", "beim", "für")


def _heads(context: Context, figure: Figure, phrase: RolePhrase, titles: set[str]) -> bool:
    """Whether a person has this role in an organisation, not somewhere else: "der Präsident des Landgerichts"."""
    title, lemma = phrase.title, phrase.form.lemma
    told = title in figure.roles and phrase.organisation in figure.organisations
    if told or (title != lemma and title in titles):
        return True
    held = (context.offices.by_key.get(holder.office) for holder in context.offices.of.get(figure.name, ()))
    inside = any(office is not None and office.organisation == phrase.organisation for office in held)
    return inside and not titles.isdisjoint((title, lemma))


def _by_office(context: Context, phrase: RolePhrase, day: date | None) -> Figure | None:
    """Find the holder of the office on the day."""
    if (
        phrase.former
        or _explained(context.reading, phrase)
        or "designiert" in " ".join(phrase.lowered)
        or phrase.person
    ):
        return None
    reading = context.reading
    keys: list[str] = []
    if phrase.form.office and phrase.countries and not phrase.organisation:
        keys = [f"{code}.{phrase.form.office}" for code in phrase.countries[:1]]
    if not phrase.organisation or phrase.title != phrase.form.lemma:
        keys += titled(context.offices, phrase.title, phrase.countries, reading.home)
    if phrase.countries and not phrase.organisation and phrase.title != phrase.form.lemma:
        keys += titled(context.offices, phrase.form.lemma, phrase.countries, reading.home)
    if phrase.organisation:
        keys += _inside(context, phrase)
    elif not phrase.countries and _foreign_scene(context, phrase):
        return None
    keys = [key for key in keys if _in_the_scene(context, phrase, key)]
    found = list(dict.fromkeys(filter(None, (holder_on(context.offices, key, day) for key in keys))))
    if len(found) != 1:
        return None
    person = reading.lexicon.persons.get(found[0])
    if person is None or (person.gender in ("m", "f") and person.gender != phrase.form.gender):
        return None
    organisation = reading.lexicon.organisations.get(phrase.organisation)
    if organisation and organisation.type == "party" and person.party != organisation.name:
        return None  # "der CDU-Innenminister" is of a Land where the country's is of another party
    return figure_of(reading, person.name, phrase.head, "office")


def _inside(context: Context, phrase: RolePhrase) -> list[str]:
    """Give the offices of an organisation that a role and its complement name: "die Präsidentin der EZB"."""
    lemma = phrase.form.lemma
    organisation = context.reading.lexicon.organisations.get(phrase.organisation)
    if organisation is None or phrase.title != lemma:
        return []
    called = [name.lower() for name in (organisation.name, *organisation.aliases)]
    same = _CHAIRS if organisation.type == "party" and lemma in _CHAIRS else (lemma,)
    written = {lemma, *(name + joint + head for name in called for joint in ("-", "", "s") for head in same)}
    return [
        office.office
        for office in context.offices.inside.get(organisation.name, ())
        if any(title in written or title.startswith(lemma + " ") for title in map(str.lower, office.titles))
    ]


def _in_the_scene(context: Context, phrase: RolePhrase, key: str) -> bool:
    """Whether an office of no country (of the EU, of NATO) can be meant: its organisation must be named."""
    office = context.offices.by_key.get(key)
    if office is None or office.country or phrase.organisation or phrase.title != phrase.form.lemma:
        return True
    union = office.office.partition(".")[0]
    named = context.organisations
    known = context.reading.lexicon.organisations
    return any(name == office.organisation or union in known[name].aliases for name in named if name in known)


def _foreign_scene(context: Context, phrase: RolePhrase) -> bool:
    """Whether a title without a country is too common to mean the home country's office."""
    return (
        not phrase.form.lemma.startswith(("bundes", "kanzler", "vizekanzler"))
        and "kanzler" not in phrase.form.lemma
        and (
            phrase.title == phrase.form.lemma and len(context.offices.by_title.get(phrase.form.lemma, ())) > 1
        )
    )


def _colleague(context: Context, phrase: RolePhrase, day: date | None) -> Figure | None:
    """Resolve "ihr polnischer Amtskollege": who holds the same office there as the one named last."""
    if not phrase.countries:
        return None
    possessor = (
        context.subject
        if phrase.determiner in ("sein", "seine", "seinen", "seinem", "ihr", "ihre", "ihren", "ihrem")
        else None
    )
    for figure in filter(None, (context.here, possessor, *reversed(context.recent[-4:]))):
        national = [office for office in offices_on(context.offices, figure.name, day) if office.country]
        if not national:
            continue
        for office in national:
            key = f"{phrase.countries[0]}.{office.office.partition('.')[2]}"
            name = holder_on(context.offices, key, day) if office.country != phrase.countries[0] else ""
            person = context.reading.lexicon.persons.get(name)
            if person and person.gender in (phrase.form.gender, "u"):
                return figure_of(context.reading, name, phrase.head, "office.colleague")
        return None
    return None
