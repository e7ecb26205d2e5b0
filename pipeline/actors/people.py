"""Finds the persons that an article introduces by name, and gathers what it says of each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.actors import names
from pipeline.actors.figures import figure_of, new_person, tell, use_up
from pipeline.actors.roles import role_at
from pipeline.actors.verbs import finite, speaks

if TYPE_CHECKING:
    from pipeline.actors.names import Name
    from pipeline.actors.reading import Figure, Mark, Reading
    from pipeline.actors.roles import RolePhrase

_LINKS = frozenset({",", "und", "sowie", "/"})
_PERSON_NUMERALS = ("I", "V", "X")


def introduce(reading: Reading) -> list[RolePhrase]:
    """Mark persons by table, by role and name, and by first name; give the roles that stand without a name."""
    pending: list[RolePhrase] = []
    for mark in reading.marks:
        if mark.kind == "person":
            mark.figure = figure_of(reading, mark.name, mark.first, "table")
    done: set[int] = set()
    for at, what in enumerate(reading.known):
        if what is None or at in done:
            continue
        owner = reading.owner[at]
        if what.role is not None and owner is not None and _member(reading, at):
            reading.drop(owner)
            owner = None
        first_name = (
            what.first_name
            and reading.words[at - 1].lower() not in reading.small.determiners
            and names.name_like(reading, at + 1)
        )
        if what.role is not None and not first_name and (owner is None or owner.kind == "country"):
            chain = _chain(reading, at)
            if chain is None:
                continue
            done.update(range(at, chain[-1].last))
            named = _named(reading, chain) or _named_before(reading, chain[0])
            if named is None:
                pending += chain
            elif named.figure:
                for phrase in chain:
                    tell(reading, named.figure, phrase)
                    use_up(phrase)
                done.update(range(named.first, named.last))
        elif what.first_name and owner is None:
            _by_first_name(reading, at)
    for at in [at for at, word in enumerate(reading.words) if word in _TITLES]:
        _by_honorific(reading, at)
    by_speech(reading)
    explained = {_apposition(reading, mark) for mark in reading.marks if mark.figure}
    return [phrase for phrase in pending if phrase.head not in explained]


_TITLES = frozenset(
    {"Herr", "Herrn", "Frau", "Dr", "Prof", "Professor", "Sir", "Lord", "Lady", "Mister", "Mr", "Mrs"}
)


def _member(reading: Reading, at: int) -> bool:
    """Whether the name of a party is one of its members here: "der Republikaner Matt Gaetz"."""
    owner = reading.owner[at]
    if owner is None or owner.kind != "organisation" or owner.last != at + 1 or owner.first != at:
        return False
    if reading.words[at - 1].lower() not in ("der", "die", "des", "dem", "den"):
        return False
    following = reading.owner[at + 1]
    if following is not None:
        return following.kind == "person"
    return names.name_at(reading, at + 1, True) is not None


def _chain(reading: Reading, at: int) -> list[RolePhrase] | None:
    """Read roles that belong together: "SPD-Chef, Vizekanzler und Finanzminister"."""
    phrase = role_at(reading, at)
    if phrase is None:
        return None
    chain = [phrase]
    while len(chain) < 5:
        at = chain[-1].last
        if reading.words[at] in ("und", "sowie", ",", "/"):
            at += 1
        else:
            break
        while (what := reading.known[at]) and (what.adjective or what.region) and what.role is None:
            at += 1
        word = reading.words[at]
        what = reading.known[at]
        if not (what and what.role and word and reading.owner[at] is None):
            break
        following = role_at(reading, at)
        if (
            following is None
            or following.form.gender != chain[-1].form.gender
            or following.form.number == "p"
        ):
            break
        if following.determiner and following.first > chain[-1].last:
            break
        chain.append(following)
    return chain


def _named(reading: Reading, chain: list[RolePhrase]) -> Mark | None:
    """Find the name that a role introduces: directly behind it, or after its complement and a comma."""
    phrase = chain[-1]
    at, gender = names.honorific(reading, phrase.last)
    found = _person_at(reading, at, gender or phrase.form.gender, phrase)
    if found:
        return found
    # "der Vorsitzende des Ausschusses für Inneres, Anna Berg,"
    limit = at + 11
    while (
        at < limit
        and reading.words[at]
        and reading.words[at] not in _STOPS
        and not finite(reading.words[at]).singular
    ):
        at += 1
    if reading.words[at] == "," and (phrase.determiner or at > phrase.last):
        begin, gender = names.honorific(reading, at + 1)
        found = _person_at(reading, begin, gender or phrase.form.gender, phrase, apposed=True)
        if found:
            return found
    return None


def _named_before(reading: Reading, phrase: RolePhrase) -> Mark | None:
    """Find an unknown name that a role explains: "Emre Tolan, der Leiter der Werft", "Emre Tolan, Leiter der Werft"."""
    words = reading.words
    comma = phrase.first - 1
    plural = phrase.form.number == "p" or (phrase.form.oblique and not phrase.determiner)
    if words[comma] != "," or plural or phrase.determiner not in _APPOSED:
        return None
    at = comma - 1
    first = at
    while first > at - 4 and (
        names.name_like(reading, first, True) or words[first] in reading.small.particles
    ):
        first -= 1
    first += 1
    while words[first] in reading.small.particles:
        first += 1
    if (
        not at - 2 <= first < at
        or not reading.free(first, at + 1)
        or not names.no_nouns(reading, first, at + 1, genitive=False)
    ):
        return None
    return new_person(
        reading,
        names.Name(first, at, at + 1, phrase.form.gender, False),
        "person.apposition",
        phrase.form.gender,
    )


_APPOSED = frozenset({"", "der", "die", "dem", "des", "ein", "eine", "einem", "einer", "eines", "'s"})


def by_speech(reading: Reading) -> None:
    """Mark an unknown name of two words beside a verb of saying.

    "sagte Emre Tolan", "laut Emre Tolan", "Emre Tolan gab an", "Emre Tolan von der Werft sagte".
    """
    words = reading.words
    for at, word in enumerate(words):
        if not word or not word[0].islower():
            continue
        if word in ("laut", "so"):
            _speaker(reading, at + 1)
        elif speaks(words, at):
            _ = (
                _speaker(reading, at + 1)
                or _speaker(reading, at - 2, opening=True)
                or _speaker_from(reading, at)
            )


def _speaker(reading: Reading, first: int, opening: bool = False) -> bool:
    """Mark two words as a speaker's name if they surely are one; `opening`: they must open their clause."""
    words = reading.words
    fits = (
        names.name_like(reading, first)
        and names.name_like(reading, first + 1)
        and not words[first + 2][:1].isupper()
        and (not opening or words[first - 1] in ("", ",", ":", "Auch", "auch", "“", "»"))
        and reading.free(first, first + 2)
        and names.no_nouns(reading, first, first + 2)
        and not _called(reading, first)
    )
    if fits:
        new_person(reading, names.Name(first, first + 1, first + 2, "", False), "person.speech", "")
    return fits


def _called(reading: Reading, at: int) -> bool:
    """Whether a word is a person's surname already, so that another person follows: "forderte Merz Putin auf"."""
    word, what = reading.words[at], reading.known[at]
    if (what is not None and what.first_name) or word in reading.small.surname_first:
        return False
    known = what is not None and bool(what.surnames)
    return known or any(word == figure.name.split()[-1] for figure in reading.figures.values())


def _speaker_from(reading: Reading, verb: int) -> bool:
    """Mark the name in "Emre Tolan von der Werft sagte": it opens the sentence before a short complement."""
    words = reading.words
    at = verb
    while words[at - 1] and words[at - 1] != "," and verb - at < 8:
        at -= 1
    return (
        words[at - 1] == ""
        and words[at + 2] in ("von", "vom", "aus", "bei", "beim")
        and _speaker(reading, at, True)
    )


_STOPS = frozenset({",", ".", ";", ":", "„", "“", '"', "(", ")", "»", "«"})


def _person_at(
    reading: Reading, at: int, gender: str, phrase: RolePhrase, *, apposed: bool = False
) -> Mark | None:
    """Give the person whose name begins at word `at`, marking it if it is unknown.

    `apposed`: the name stands between commas, and has to end there.
    """
    owner = reading.owner[at]
    if owner is not None and owner.kind == "person":
        ends = not apposed or reading.words[owner.last] in (",", ".", "(", "")
        fits = not apposed or not owner.figure or owner.figure.gender in ("", phrase.form.gender)
        return owner if owner.first == at and ends and fits else None
    if owner is not None and not (owner.kind == "country" and owner.rule == "country.capital"):
        return None
    if phrase.form.number == "s" and phrase.form.oblique and reading.words[phrase.head].endswith("s"):
        return None
    monarch = _monarch(reading, at)
    name = monarch or names.name_at(reading, at, True)
    if name is None or any(mark.kind != "country" for mark in reading.owner[name.first : name.last] if mark):
        return None
    if (
        name.surname == name.first
        and monarch is None
        and reading.words[at] not in reading.small.surname_first
    ):
        return None
    name = _longer(reading, names.apposed(reading, name), phrase)
    if apposed and reading.words[name.last] not in (",", ".", "(", ""):
        return None
    return new_person(
        reading,
        name,
        "person.apposition" if apposed else "person.role",
        gender,
    )


def _longer(reading: Reading, name: Name, phrase: RolePhrase) -> Name:
    """Take a third name in where a role of another country makes it likely: "der guatemaltekische Minister A B C"."""
    if not phrase.countries or reading.home in phrase.countries or name.last - name.first != 2:
        return name
    what = reading.known[name.last]
    plain = what is None or names.begins_persons(what)
    if plain and names.name_like(reading, name.last) and not reading.words[name.last + 1][:1].isupper():
        return name._replace(last=name.last + 1, surname=name.last)
    return name


def _monarch(reading: Reading, at: int) -> names.Name | None:
    """Read "Charles III.", "Benedikt XVI." after a role."""
    words = reading.words
    if names.name_like(reading, at) and words[at + 1] in reading.small.roman and words[at + 2] == ".":
        return names.Name(at, at, at + 3, "", True)
    return None


def _by_first_name(reading: Reading, at: int) -> None:
    name = names.name_at(reading, at, False)
    if name is None or not reading.free(name.first, name.last):
        owners = [mark for mark in reading.owner[name.first : name.last] if mark] if name else []
        if not name or any(mark.rule != "country.capital" or mark.first == name.first for mark in owners):
            return
    new_person(reading, names.apposed(reading, name), "person.first_name", name.gender)


def _by_honorific(reading: Reading, at: int) -> None:
    begin, gender = names.honorific(reading, at)
    if begin == at or reading.owner[begin] is not None:
        return
    name = names.name_at(reading, begin, True)
    if (
        name is None
        and names.name_like(reading, begin, True)
        and (not _role(reading, begin) or reading.words[begin] in reading.small.surname_roles)
        and reading.words[at] not in ("Professor", "Don")
    ) and (reading.words[at + 1] == "." or reading.words[at] in ("Herr", "Herrn", "Frau", "Lord", "Mister")):
        name = names.Name(begin, begin, begin + 1, gender, False)
    if name and reading.free(name.first, name.last):
        new_person(reading, name, "person.honorific", gender or name.gender)


def _role(reading: Reading, at: int) -> bool:
    what = reading.known[at]
    return what is not None and what.role is not None


def _apposition(reading: Reading, mark: Mark) -> int | None:
    """Read what stands behind a name: "(SPD)", "(45)", ", Präsident der Notenbank", ", der polnische Minister".

    Gives the word of a role that is told there: it names nobody else.
    """
    figure, words, owner = mark.figure, reading.words, reading.owner
    if figure is None:
        return None
    at = mark.last
    if words[at] == "(":
        _in_brackets(reading, figure, at + 1)
    if words[at] == "als":
        phrase = role_at(reading, at + 1) if owner[at + 1] is None else None
        if phrase and phrase.form.number != "p" and not phrase.former:
            tell(reading, figure, phrase)
        return None
    if words[at] != ",":
        return None
    begin = at + 1
    while begin < at + 5 and words[begin] and not (owner[begin] is None and _role(reading, begin)):
        if words[begin][:1].isupper() or words[begin] in (",", "."):
            return None
        begin += 1
    phrase = role_at(reading, begin) if owner[begin] is None else None
    if (
        phrase is None
        or phrase.form.number == "p"
        or phrase.first != at + 1
        or _is_subject(reading, phrase)
        or (figure.gender and phrase.form.gender != figure.gender)
    ):
        return None
    tell(reading, figure, phrase)
    use_up(phrase)
    return phrase.head


def _in_brackets(reading: Reading, figure: Figure, at: int) -> None:
    """Read the party or the age behind a name: "(SPD)", "(45)"."""
    words = reading.words
    inner = reading.owner[at]
    if inner is not None and inner.kind == "organisation" and words[inner.last] in (")", ",", ";", "/"):
        organisation = reading.lexicon.organisations.get(inner.name)
        if organisation and organisation.type == "party" and inner.name not in figure.parties:
            figure.parties.append(inner.name)
            figure.levels.append("party")
            figure.countries += organisation.countries
        inner.use = "modifier"
    elif words[at].isdecimal() and len(words[at]) == 2 and words[at + 1] in (")", ","):
        figure.age = words[at]


def _is_subject(reading: Reading, phrase: RolePhrase) -> bool:
    """Whether ", der Präsident" has a name of its own behind it: then it belongs to that."""
    owner = reading.owner[phrase.last]
    return owner is not None and owner.kind == "person"
