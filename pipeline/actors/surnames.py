"""Resolves surnames that stand alone: to a person of the article, else to one that everybody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.actors import names
from pipeline.actors.figures import figure_of
from pipeline.actors.offices import PRIVATE_LEVELS, offices_on, title_names
from pipeline.actors.offices import offices as office_index
from pipeline.actors.reading import Figure, Mark
from pipeline.actors.tables import surname
from pipeline.actors.verbs import finite

if TYPE_CHECKING:
    from pipeline.actors.offices import Offices
    from pipeline.actors.reading import Reading
    from pipeline.actors.roles import RolePhrase
    from pipeline.knowledge import Person


def index(reading: Reading) -> dict[str, list[Figure]]:
    """Give the figures of an article by the word that they are called by, and by its genitive."""
    found: dict[str, list[Figure]] = {}
    for figure in reading.figures.values():
        for word in called(reading, figure):
            for form in (word, "" if word.endswith(("s", "ß", "x", "z")) else word + "s"):
                group = found.setdefault(form, []) if form else []
                if figure not in group:
                    group.append(figure)
    return found


def called(reading: Reading, figure: Figure) -> list[str]:
    """Give the words by which a person can be called alone."""
    person = reading.lexicon.persons.get(figure.name)
    if person:
        split = [alias for alias in person.aliases if " " not in alias]
        split += [alias.split()[-1] for alias in person.aliases if " " in alias and alias[-1] != "."]
        return [surname(person), *split] if surname(person) != person.name else [person.name, *split]
    split = figure.name.split()
    small = reading.small
    if len(split) > 1 and split[-1].rstrip(".") in small.roman:
        return [split[0]]
    if split[-1].rstrip(".") in small.suffixes and len(split) > 2:
        split = split[:-1]
    if split[0] in small.surname_first and len(split) > 1 and not reading.lexicon.dictionary[split[-1]]:
        return [split[0], split[-1]] if len(split[-1]) > 4 else [split[0]]
    last = split[-1]
    if not last[-1].isalpha():
        return []
    head, _, tail = last.partition("-")
    return [last, tail] if tail and head in small.hyphen_particles else [last]


def mark_surnames(reading: Reading, offices: Offices) -> None:
    """Mark surnames that stand alone."""
    by_word = index(reading)
    words, owner, small = reading.words, reading.owner, reading.small
    last: dict[str, int] = {}
    for at, word in enumerate(words):
        if (mark := owner[at]) is not None and mark.figure is not None:
            last[mark.name] = at
        if not word or owner[at] is not None:
            continue
        group = by_word.get(word)
        rule = "surname.article"
        if group is None and "-" in word and word.partition("-")[0] in small.hyphen_particles:
            group = by_word.get(word.partition("-")[2])
        what = reading.known[at]
        if group is None:
            if what is None or not what.surnames:
                continue
            person = _public(reading, offices, at, what.surnames)
            if person is None:
                continue
            figure = reading.figures.get(person.name)
            if figure is None:
                figure = Figure(person.name, "" if person.gender == "u" else person.gender, True, first=at)
                figure.source = "table.surname"
                if person.party:
                    figure.parties.append(person.party)
                reading.figures[person.name] = figure
            by_word.setdefault(word, [figure])
            rule = "surname.table"
        else:
            figure = group[0] if len(group) == 1 else _nearest(group, last, at)
        first = _extended(reading, figure, at)
        if first is None or _is_common(reading, first, at):
            continue
        if word in small.word_surnames and _opens(reading, at) and not finite(words[at + 1]).singular:
            continue
        mark = Mark(first, at + 1, "person", figure.name, "surname", rule, figure=figure)
        mark.genitive = word not in called(reading, figure) or words[at + 1] == "'"
        if words[at - 1] in small.honorifics:
            figure.gender = figure.gender or ("f" if words[at - 1] in small.honorifics_f else "m")
        last[mark.name] = at
        reading.add(mark)


def relate(reading: Reading) -> None:
    """Take a person in the genitive before another one's role as its modifier: "Trumps Berater Emre Tolan".

    An unknown person who is somebody's spokesman or son-in-law acts for the same country.
    """
    for mark in reading.marks:
        if mark.kind != "person":
            continue
        if _owns(reading, mark):
            mark.use = "modifier"
        if not mark.genitive:
            continue
        at = mark.last
        while reading.words[at][:1].islower() and at < mark.last + 3:
            at += 1
        what = reading.known[at]
        other = reading.owner[at + 1]
        if what is None or what.role is None or other is None or other.figure is None:
            continue
        mark.use = "modifier"
        person = reading.lexicon.persons.get(mark.name)
        if person and person.country and not other.figure.known and what.role.level not in PRIVATE_LEVELS:
            other.figure.countries.append(person.country)


def _owns(reading: Reading, mark: Mark) -> bool:
    """Whether a person only says whose an organisation is: "die Partei Fidesz des Ministerpräsidenten Orbán"."""
    at = mark.first - 1
    while (what := reading.known[at]) and (what.role or what.adjective or what.region):
        at -= 1
    gender = mark.figure.gender if mark.figure else ""
    organisation = reading.owner[at - 1]
    return (
        at < mark.first - 1
        and reading.words[at] == {"f": "der", "m": "des"}.get(gender, "")
        and organisation is not None
        and organisation.kind == "organisation"
        and organisation.form == "name"
    )


def _opens(reading: Reading, at: int) -> bool:
    """Whether a word opens a sentence, where other words have a capital too."""
    return reading.words[at - 1] in ("", ":", ".", "„", "“", '"', "»", "«", "-", "–", "+")


def _nearest(group: list[Figure], last: dict[str, int], at: int) -> Figure:
    """Of several persons with one surname, the one named last before, else the one named first after."""
    before = [figure for figure in group if last.get(figure.name, at) < at]
    if before:
        return max(before, key=lambda figure: last[figure.name])
    return min(group, key=lambda figure: figure.first)


def _extended(reading: Reading, figure: Figure, at: int) -> int | None:
    """Take the particles and first parts of a surname in: where it begins; None where "van" is missing."""
    words = reading.words
    parts = figure.name.split()
    lower = {part.lower() for part in parts[:-1]}
    first = at
    while words[first - 1].lower() in lower and reading.owner[first - 1] is None and words[first - 1]:
        first -= 1
    last = parts[-1]
    if words[at].removesuffix("s") != last.removesuffix("s") or len(parts) < 3:
        return first
    if parts[-2] in ("van", "Van") and first == at:
        return None
    if parts[-2:-1] == ["der"] and first == at:
        return None
    return first


def _is_common(reading: Reading, first: int, at: int) -> bool:
    """Whether the word is a noun here: after an article, or before a name that it belongs to."""
    words = reading.words
    before = words[first - 1]
    lower = before[:1].lower() + before[1:]
    if lower in reading.small.determiners and lower not in ("am", "im"):
        return True
    if lower in ("am", "im"):
        return True
    after = words[at + 1]
    what = reading.known[first - 1]
    if what and (what.adjective or what.region) and before[:1].islower():
        return True
    if after == "-" and reading.starts[at + 1] == reading.ends[at]:
        return True
    if before in ("St", "Sankt", "San", "Santa", "Saint") or (
        before == "." and words[first - 2] in ("St", "S")
    ):
        return True
    known = reading.known[at]
    # "Boris Johnson" is no "Johnson" of the article if another first name stands before it.
    if what and what.first_name and not what.blocked_first and first == at and reading.owner[at - 1] is None:
        return not (known and known.first_name)
    return after in reading.small.name_bearers


def _public(reading: Reading, offices: Offices, at: int, persons: tuple[Person, ...]) -> Person | None:
    """Of the persons known by this surname the one that is meant on the day; None where it stays open."""
    day = reading.day
    able = [person for person in persons if person.surname_alone and not blocked(reading, at, person)]
    if day is not None:
        able = [
            person
            for person in able
            if (person.active_from is None or person.active_from <= day.year)
            and (person.active_to is None or day.year <= person.active_to + 10)
        ]
    if len(able) > 1:
        holding = [person for person in able if offices_on(offices, person.name, day)]
        if len(holding) != 1:
            return None
        able = holding
    return able[0] if able else None


_VOWELS = ("o", "a", "i", "u", "y")
"""Letters in which foreign first names end, and hardly a noun before a surname does."""


def blocked(reading: Reading, at: int, person: Person) -> bool:
    """Whether a neighbouring word says that the surname is something else."""
    words = reading.words
    first = words[at - 1]
    if first[:1].isupper() and first.endswith(_VOWELS) and len(first) > 3 and reading.known[at - 1] is None:
        return bool(words[at - 2])  # "Eurico Guterres" is another one
    near = {words[at - 1], words[at + 1], f"{words[at - 1]} {words[at]}", f"{words[at]} {words[at + 1]}"}
    return not near.isdisjoint(person.blocked)


def mark_titled_surnames(reading: Reading, pending: list[RolePhrase]) -> list[RolePhrase]:
    """Mark an unknown surname behind a role without an article ("Bürgermeister Holtkamp"); give the other roles."""
    rest: list[RolePhrase] = []
    words = reading.words
    for phrase in pending:
        at, _ = names.honorific(reading, phrase.last)
        owner = reading.owner[at]
        if owner is not None and owner.kind == "person" and owner.first in (at, phrase.last) and owner.figure:
            continue
        usable = (
            phrase.last == phrase.head + 1
            and phrase.form.number != "p"
            and owner is None
            and (not phrase.determiner or bool(phrase.lowered))
            and names.name_like(reading, at)
            and not (phrase.form.oblique and words[phrase.head].endswith("s"))
            and ((what := reading.known[at]) is None or bool(what.surnames))
            and words[phrase.first - 1] not in ("„", "“", '"', "»", "«", "‚", "'")
            and not (phrase.form.oblique and phrase.form.number == "sp")
            and not words[at + 1][:1].isupper()
            and not (
                words[phrase.first - 1][:1].isupper()
                and words[phrase.first - 2]
                and "-" not in words[phrase.head]
            )
            and (not words[at].endswith("s") or words[at][:-1] in words or finite(words[at + 1]).singular)
        )
        name = words[at]
        if not usable or not _speaks(reading, phrase, at):
            rest.append(phrase)
            continue
        bare = name[:-1] if name.endswith("s") and name[:-1] in words else name
        if what is not None:
            bare = _in_role(reading, phrase, what.surnames) or bare
            if bare in reading.lexicon.persons:
                figure_of(reading, bare, at, "table")
        figure = reading.figures.get(bare)
        if figure is None:
            figure = Figure(bare, phrase.form.gender, False, first=at, source="person.role_surname")
            reading.figures[bare] = figure
        mark = Mark(at, at + 1, "person", bare, "surname", "person.role_surname", figure=figure)
        mark.genitive = name.endswith("s") and name[:-1] in bare
        reading.add(mark)
        rest.append(phrase)
    return rest


def _in_role(reading: Reading, phrase: RolePhrase, persons: tuple[Person, ...]) -> str:
    """Give the one known person of a surname who has the role before it, or whose party or country it names."""
    day = reading.day
    offices = office_index(reading.lexicon.knowledge)
    fitting = [
        person.name
        for person in persons
        if _belongs(person, phrase) or phrase.title in title_names(offices, person.name, day)
        if day is None or person.active_from is None or person.active_from <= day.year
        if day is None or person.active_to is None or day.year <= person.active_to + 10
        if person.gender in (phrase.form.gender, "u")
    ]
    return fitting[0] if len(fitting) == 1 else ""


def _speaks(reading: Reading, phrase: RolePhrase, at: int) -> bool:
    """Whether what follows a role is surely a name: no article before the role, and a verb or a mark around."""
    if not phrase.determiner:
        return True
    after = reading.words[at + 1]
    return finite(after).singular or after in (",", "(")


def _belongs(person: Person, phrase: RolePhrase) -> bool:
    """Whether a person is of the party, or else of the country, that a role names."""
    if phrase.organisation:
        return person.party == phrase.organisation
    return person.country in phrase.countries
