"""Makes the persons of an article, and gathers what it says of each: roles, parties, countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.actors.offices import ACTING_LEVELS, PRIVATE_LEVELS, offices
from pipeline.actors.reading import Figure, Mark

if TYPE_CHECKING:
    from pipeline.actors.names import Name
    from pipeline.actors.reading import Reading
    from pipeline.actors.roles import RolePhrase


def figure_of(reading: Reading, name: str, first: int, source: str) -> Figure:
    """Give the figure of a person of the tables, making it if the article has not named the person yet."""
    figure = reading.figures.get(name)
    if figure is None:
        person = reading.lexicon.persons[name]
        gender = "" if person.gender == "u" else person.gender
        figure = Figure(person.name, gender, True, first=first, source=source)
        if person.party:
            figure.parties.append(person.party)
        reading.figures[name] = figure
    return figure


def new_person(reading: Reading, name: Name, rule: str, gender: str) -> Mark:
    """Mark a person who is not in the tables."""
    for mark in {id(mark): mark for mark in reading.owner[name.first : name.last] if mark}.values():
        reading.drop(mark)
    last, known = _public(reading, name)
    name = name._replace(last=last)
    text = known or spelled(reading, name.first, name.last)
    if known:
        figure_of(reading, known, name.first, "table")
    mark = Mark(name.first, name.last, "person", text, "name", rule)
    if name.surname == name.first and name.last == name.first + 1:
        mark.form = "surname"
    mark.genitive = reading.words[name.last] == "'"
    figure = reading.figures.get(text)
    if figure is None:
        figure = reading.figures[text] = Figure(
            text, name.gender or gender, False, first=name.first, source=rule
        )
    figure.gender = figure.gender or name.gender or gender
    mark.figure = figure
    return reading.add(mark)


def _public(reading: Reading, name: Name) -> tuple[int, str]:
    """Find the known person of this first name and surname, whatever stands between: "Angela Dorothea Merkel".

    Gives where the name ends, and who it is; empty where nobody is known.
    """
    for last in (name.last, name.last - 1):
        what = reading.known[last]
        if last == name.first or what is None or (last == name.last and reading.owner[last] is not None):
            continue
        for person in what.surnames:
            first, _, rest = person.name.partition(" ")
            if rest and first == reading.words[name.first]:
                return last + 1, person.name
    return name.last, ""


def spelled(reading: Reading, first: int, last: int) -> str:
    """Give the words as the article spells them, white space made one blank."""
    return " ".join(reading.text[reading.starts[first] : reading.ends[last - 1]].split())


def tell(reading: Reading, figure: Figure, phrase: RolePhrase) -> None:
    """Note what a role says of a person: the role, the country, the party."""
    lexicon = reading.lexicon
    lemma = phrase.title
    past = phrase.former or any(
        word.startswith(("damalig", "seinerzeitig", "bisherig")) for word in phrase.lowered
    )
    roles = figure.past if past else figure.roles
    if lemma not in roles:
        roles.append(lemma)
    figure.part = figure.part or phrase.part
    if phrase.organisation:
        figure.organisations.append(phrase.organisation)
    level = _level(reading, figure, phrase)
    if not (past and level == "international") and level not in figure.levels:
        figure.levels.append(level)
    if phrase.before and phrase.form.lemma in _COLLEAGUES and phrase.determiner in reading.small.possessive:
        level = "minister"  # "seinen jordanischen Kollegen": who is met as an equal acts for that country
    codes = phrase.countries if level in ACTING_LEVELS or level == "international" else phrase.before
    if level not in PRIVATE_LEVELS and level != "other":
        figure.stated += [code for code in codes if code not in figure.stated]
    if not figure.gender:
        figure.gender = phrase.form.gender if phrase.form.number != "p" else ""
    if not figure.known and phrase.person and not phrase.countries:
        person = lexicon.persons.get(phrase.person)
        if person and person.country and level not in ("business", "media", "expert", "sport"):
            figure.countries.append(person.country)


_COLLEAGUES = frozenset({"amtskollege", "kollege", "amtskollegin", "kollegin"})
_ABROAD = frozenset({"gouverneur", "präsident", "emir", "sultan", "fürst", "könig", "vizegouverneur"})


def _level(reading: Reading, figure: Figure, phrase: RolePhrase) -> str:
    """Say in what a role is held: a party's chairwoman acts for a country, a firm's or a club's does not."""
    lexicon, small = reading.lexicon, reading.small
    level, lemma = phrase.form.level, phrase.form.lemma
    organisation = lexicon.organisations.get(phrase.organisation)
    if lemma in small.private_roles:
        return "expert"
    if organisation is not None:
        if organisation.type == "party":
            if organisation.name not in figure.parties:
                figure.parties.append(organisation.name)
            return "party"
        if not organisation.countries:
            union = organisation.type in ("union", "alliance", "agency")
            return "international" if union else "organisation"
        return level if level in ACTING_LEVELS else "government"
    named = offices(lexicon.knowledge).by_title.get(phrase.title, ())
    if named and not any(office.country for office in named):
        return "international"
    if lemma in _ABROAD and reading.words[phrase.last] == "von" and not phrase.countries:
        return "organisation"  # "der Gouverneur von Tabasco": of a country that nobody says
    complement = reading.words[phrase.last] in ("der", "des", "von", "vom", "beim", "für")
    if lemma in small.generic_roles and (complement or level == "party") and not phrase.countries:
        return "organisation"
    return level


def use_up(phrase: RolePhrase) -> None:
    """Make the countries of a role modifiers of the person who has it."""
    for mark in phrase.modifiers:
        mark.use = "modifier"
