"""Goes through an article and resolves what stands for a person named elsewhere: roles, demonyms, ages, pronouns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.actors.context import Context, add, is_preposition
from pipeline.actors.pronouns import resolve_latter, resolve_object, resolve_pronoun, thing_of
from pipeline.actors.titles import resolve_title
from pipeline.actors.verbs import finite, speaks

if TYPE_CHECKING:
    from pipeline.actors.offices import Offices
    from pipeline.actors.reading import Figure, Mark, Reading
    from pipeline.actors.roles import RolePhrase

_ARTICLES = frozenset({"der", "die", "den", "dem", "des", "eine", "einen", "keine", "diese", "viele"})
_AGE = re.compile(r"(\d\d)-Jährige[rn]?\Z")


def resolve(
    reading: Reading, offices: Offices, pending: list[RolePhrase], paragraphs: list[int], headings: list[bool]
) -> None:
    """Go through the article once and resolve each role, demonym and pronoun to a person where it is clear."""
    context = Context(reading, offices)
    phrases = {phrase.head: phrase for phrase in pending}
    paragraph = -1
    marks = {mark.first: mark for mark in reading.marks if mark.figure}
    for number, (begin, end) in enumerate(reading.bounds):
        if paragraphs[number] != paragraph:
            paragraph = paragraphs[number]
            context.carried = context.subject or context.carried
            context.subject = context.inner = None
        context.number = number
        subject: Figure | None = None
        speaker: Figure | None = None
        first: Figure | None = None
        inner: Figure | None = None
        context.here = None
        at = begin
        while at < end:
            mark = marks.get(at)
            if (mark is None and reading.owner[at] is None) or (
                mark is None and (at in phrases or _party_word(reading, at))
            ):
                mark = _resolve_at(context, phrases, at, number, headings[number])
            if mark is not None and mark.figure is not None:
                context.name(mark.figure)
                mark.free = _may_be_subject(reading, mark)
                if not reading.quoted[mark.first] and mark.free:
                    subject = subject or mark.figure
                    if "," in reading.words[begin : mark.first] and mark.form != "pronoun":
                        inner = mark.figure
                    context.subjects[mark.figure.gender] = mark.figure
                    if mark.form != "pronoun":
                        if context.here is None:
                            context.here_at = mark.last
                        context.here = subject
                    if speaker is None and _speaks(reading, mark):
                        speaker = mark.figure
                first = first or mark.figure
                at = mark.last
            else:
                at += 1
        context.thing = "" if subject is not None else thing_of(reading, begin, end)
        subject = speaker or subject
        context.inner = inner if speaker is not None and inner is not speaker else None
        if subject is not None:
            context.subject = subject
        elif first is not None and context.subject is None:
            context.subject = first


def _may_be_subject(reading: Reading, mark: Mark) -> bool:
    """Whether a person can be the subject where it stands: no preposition, no other case before it."""
    if mark.genitive:
        return False
    if mark.form == "pronoun":
        return True
    at = mark.first - 1
    words = reading.words
    for _ in range(6):
        what = reading.known[at]
        if (what and (what.role or what.adjective or what.region)) or words[at] in reading.small.honorifics:
            at -= 1
        elif (
            words[at][:1].islower()
            and words[at].endswith(("e", "en", "er"))
            and words[at] not in reading.small.determiners
        ):
            if finite(words[at]).singular:
                break
            at -= 1
        else:
            break
    before = words[at].lower()
    if before in ("und", "sowie", "oder", ",") and (joined := reading.owner[at - 1]) is not None:
        # "nach einem Treffen mit Merz und dem Minister Udo Brandner": what holds of one holds of both.
        return joined.figure is None or joined.free
    if before in reading.small.determiners:
        if before in ("der", "die", "ein", "eine", "sein", "ihr", "seine", "ihre"):
            if before == "der" and mark.figure and mark.figure.gender == "f":
                return False
            return not is_preposition(reading, at - 1)
        return False
    return not is_preposition(reading, at)


def _speaks(reading: Reading, mark: Mark) -> bool:
    """Whether a verb of saying stands right behind a person or before the person's role."""
    if speaks(reading.words, mark.last):
        return True
    at = mark.first - 1
    for _ in range(6):
        word = reading.words[at]
        if speaks(reading.words, at):
            return True
        if not word or word in (",", ".", ":", "und"):
            return False
        at -= 1
    return False


def _resolve_at(
    context: Context, phrases: dict[int, RolePhrase], at: int, sentence: int, heading: bool
) -> Mark | None:
    reading = context.reading
    word = reading.words[at]
    phrase = phrases.get(at)
    parties = _parties(reading, word)
    if parties and (found := _adherent(context, at, parties)):
        return found
    if phrase is not None:
        return resolve_title(context, phrase, sentence, heading)
    if word in ("Gast", "Gastes", "Gasts"):
        return _guest(context, at)
    if word in ("er", "Er", "sie", "Sie"):
        return resolve_pronoun(context, at) or (resolve_object(context, at) if word == "sie" else None)
    if word in ("dieser", "Dieser", "diese", "Diese"):
        return resolve_latter(context, at)
    if word in ("ihn", "ihm", "ihr"):
        return resolve_object(context, at)
    what = reading.known[at]
    if what and what.demonym:
        return _demonym(context, at)
    if word[0].isdigit() and (match := _AGE.match(word)):
        return _age(context, at, match[1])
    return None


def _guest(context: Context, at: int) -> Mark | None:
    """Resolve "dem Gast" beside a host to the one official of another country named of late."""
    reading, host = context.reading, context.here
    if host is None or reading.words[at - 1].lower() not in ("der", "dem", "den", "des"):
        return None
    home = _country(reading, host)
    guests = [
        figure for figure in context.recent[-4:] if (code := _country(reading, figure)) and code != home
    ]
    if not home or len(guests) != 1 or guests[0].gender != "m":
        return None
    return add(context, at, guests[0], "role", "guest.article")


def _country(reading: Reading, figure: Figure) -> str:
    """Give the country of a person by the article or by the tables; empty where neither tells."""
    person = reading.lexicon.persons.get(figure.name)
    return figure.stated[0] if figure.stated else person.country if person else ""


def _demonym(context: Context, at: int) -> Mark | None:
    """Resolve "der Ukrainer" to the Ukrainian named last; plurals stay a people."""
    reading = context.reading
    what = reading.known[at]
    if what is None or what.demonym is None:
        return None
    code, gender, number, oblique = what.demonym
    before = at - 1
    while (
        before > at - 3
        and reading.words[before].endswith(("e", "en"))
        and reading.words[before] not in _ARTICLES
    ):
        before -= 1
    determiner = reading.words[before].lower()
    if number == "p" or determiner not in ("der", "die", "den", "dem", "des"):
        return None
    if gender == "m" and (
        determiner == "die" or (determiner == "den" and not oblique) or (determiner == "der" and oblique)
    ):
        return None
    if gender == "f" and determiner not in ("die", "der"):
        return None
    if (
        determiner == "der"
        and number == "sp"
        and (
            reading.words[before - 1][:1].isupper()
            or (before < at - 1 and reading.words[at - 1].endswith("en"))
        )
        and reading.words[before] == "der"
    ):
        return None  # "das Vorgehen der Schweizer", "der jungen Schweizer": the genitive plural
    follower = reading.owner[at + 1]
    if follower is not None and follower.kind == "person" and follower.figure:
        follower.figure.origin += [] if code in follower.figure.origin else [code]
        return None
    if reading.words[at + 1][:1].isupper():
        return None  # "der Schweizer Politiker": an adjective; "die Dänin Marie": a name of its own
    able: list[Figure] = []
    for figure in reversed(context.recent):
        person = reading.lexicon.persons.get(figure.name)
        countries = {*figure.stated, *figure.countries, *figure.origin, person.country if person else ""}
        if figure.gender == gender and code in countries:
            able.append(figure)
    if not able:
        return None
    # The one of whom the article speaks most; of equals, the one named last.
    most = max(able, key=lambda figure: context.named[figure.name])
    return add(context, at, most, "demonym", "demonym.article")


def _age(context: Context, at: int, age: str) -> Mark | None:
    """Resolve "der 47-Jährige": who has that age in the text, else the one named last."""
    reading = context.reading
    determiner = reading.words[at - 1].lower()
    gender = "f" if determiner == "die" else "m"
    if determiner not in ("der", "die", "den", "dem", "des"):
        return None
    for figure in reversed(context.recent):
        if figure.age == age:
            return add(context, at, figure, "role", "age.article")
    last = context.subjects.get(gender)
    for figure in (*([last] if last else []), *reversed(context.recent[-2:])):
        if figure.gender == gender and not figure.age:
            figure.age = age
            return add(context, at, figure, "role", "age.last")
    return None


def _party_word(reading: Reading, at: int) -> bool:
    """Whether a word is both a party and its member, and can be one member here: "der Freiheitliche sagte"."""
    word = reading.words[at]
    return reading.words[at - 1].lower() == "der" and word.endswith("e") and word in reading.lexicon.adherents


def _parties(reading: Reading, word: str) -> tuple[str, ...]:
    """Give the parties whose adherent a word names, in any case ("Christdemokraten")."""
    known = reading.lexicon.adherents
    return known.get(word) or (known.get(word[:-1]) or known.get(word[:-2]) or () if word[-1] in "ns" else ())


def _adherent(context: Context, at: int, parties: tuple[str, ...]) -> Mark | None:
    """Resolve "der Christdemokrat" to the member of the party named last."""
    reading = context.reading
    word = reading.words[at]
    if reading.words[at - 1].lower() not in ("der", "die", "den", "dem", "des"):
        return None
    follower = reading.owner[at + 1]
    if follower is not None and follower.kind == "person":
        return None
    gender = (
        "f" if word.endswith("in") or (word.endswith("e") and reading.words[at - 1].lower() == "die") else "m"
    )
    for figure in reversed(context.recent):
        if figure.gender == gender and not set(figure.parties).isdisjoint(parties):
            if (taken := reading.owner[at]) is not None:
                reading.drop(taken)
            return add(context, at, figure, "role", "party.article")
    return None
