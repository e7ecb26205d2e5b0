"""Resolves what stands for a person named elsewhere: roles, demonyms, ages, adherents, pronouns."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.actors.offices import holder_on, offices_on, title_names, titled
from pipeline.actors.people import tell, use_up
from pipeline.actors.reading import Figure, Mark
from pipeline.actors.verbs import finite

if TYPE_CHECKING:
    from datetime import date

    from pipeline.actors.offices import Offices
    from pipeline.actors.reading import Reading
    from pipeline.actors.roles import RolePhrase

_AGE = re.compile(r"(\d\d)-Jährige[rn]?\Z")
_COLLEAGUES = ("amtskollege", "kollege", "amtskollegin")
_SINGULAR_AFTER_SIE = re.compile(r".*(?:t|e|st)\Z")
_NOMINATIVE = {"m": ("der", "ein", "dieser"), "f": ("die", "eine", "diese")}


class Context:
    """What the article has said so far: who was named last, who was the subject of the sentence before."""

    def __init__(self, reading: Reading, offices: Offices) -> None:
        self.reading = reading
        self.offices = offices
        self.recent: list[Figure] = []
        self.subject: Figure | None = None
        self.carried: Figure | None = None
        self.here: Figure | None = None
        self.here_at = 0
        self.named: Counter[str] = Counter()
        self.titles: dict[tuple[str, date | None], set[str]] = {}

    def name(self, figure: Figure) -> None:
        """Note that a person has been named."""
        self.named[figure.name] += 1
        if self.recent and self.recent[-1] is figure:
            return
        if figure in self.recent:
            self.recent.remove(figure)
        self.recent.append(figure)

    def titles_of(self, figure: Figure, day: date | None) -> set[str]:
        """Give the titles of the offices that a person held on a day."""
        key = (figure.name, day)
        if key not in self.titles:
            self.titles[key] = title_names(self.offices, figure.name, day)
        return self.titles[key]


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
            context.subject = None
        subject: Figure | None = None
        speaker: Figure | None = None
        first: Figure | None = None
        context.here = None
        at = begin
        while at < end:
            mark = marks.get(at)
            if mark is None and reading.owner[at] is None:
                mark = _resolve_at(context, phrases, at, number, headings[number])
            elif mark is None and at in phrases:
                mark = _resolve_at(context, phrases, at, number, headings[number])
            if mark is not None and mark.figure is not None:
                context.name(mark.figure)
                if not reading.quoted[mark.first] and _may_be_subject(reading, mark):
                    subject = subject or mark.figure
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
        subject = speaker or subject
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
        if what and (what.role or what.adjective or what.region) or words[at] in reading.small.honorifics:
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
    if before in reading.small.determiners:
        if before in ("der", "die", "ein", "eine", "sein", "ihr", "seine", "ihre"):
            if before == "der" and mark.figure and mark.figure.gender == "f":
                return False
            return not _preposition(reading, at - 1)
        return False
    return not _preposition(reading, at)


def _speaks(reading: Reading, mark: Mark) -> bool:
    """Whether a verb of saying stands right behind a person or before the person's role."""
    if finite(reading.words[mark.last]).speech:
        return True
    at = mark.first - 1
    for _ in range(6):
        word = reading.words[at]
        if finite(word).speech:
            return True
        if not word or word in (",", ".", ":", "und"):
            return False
        at -= 1
    return False


_PREPOSITIONS = frozenset(
    [
        "von", "mit", "gegen", "für", "an", "bei", "zu", "nach", "über", "um", "auf", "durch", "ohne", "unter", "vor", "hinter",
        "zwischen", "neben", "wegen", "trotz", "seit", "laut", "gegenüber", "beim", "vom", "zum", "zur", "im", "am", "als", "in",
        "samt", "außer", "wie",
    ]
)  # fmt: skip


def _preposition(reading: Reading, at: int) -> bool:
    return reading.words[at].lower() in _PREPOSITIONS


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
        return _role(context, phrase, sentence, heading)
    if word in ("er", "Er", "sie", "Sie"):
        return _pronoun(context, at)
    if word in ("ihn", "ihm"):
        return _object_pronoun(context, at)
    what = reading.known[at]
    if what and what.demonym:
        return _demonym(context, at)
    if word[0].isdigit() and (match := _AGE.match(word)):
        return _age(context, at, match[1])
    return None


def _add(context: Context, first: int, last: int, figure: Figure, form: str, rule: str) -> Mark:
    mark = Mark(first, last, "person", figure.name, "role", rule, figure=figure)
    mark.form = form  # type: ignore[assignment]
    return context.reading.add(mark)


def _role(context: Context, phrase: RolePhrase, sentence: int, heading: bool) -> Mark | None:
    """Resolve "der SPD-Chef", "die Ministerin", "sein britischer Amtskollege"."""
    reading = context.reading
    small = reading.small
    owner = reading.owner[phrase.head]
    if owner is not None:
        return None
    if phrase.form.number == "p" or phrase.determiner in small.indefinite:
        return None
    after = reading.owner[phrase.last]
    if after is not None and after.kind == "person" and phrase.last == phrase.head + 1 and after.figure:
        tell(reading, after.figure, phrase)
        use_up(phrase)
        return None
    bare = not phrase.determiner
    if bare and not (heading or phrase.organisation or phrase.countries):
        return None
    if bare and reading.words[phrase.first - 1].lower() in (
        "als",
        "zum",
        "zur",
        "wird",
        "werden",
        "wurde",
        "einen",
    ):
        return None
    if phrase.determiner in ("zum", "zur") or reading.words[phrase.first - 1] == "als":
        return None
    if not _singular(reading, phrase):
        return None
    day = reading.days[sentence] or reading.day
    if phrase.form.lemma in _COLLEAGUES:
        figure = _colleague(context, phrase, day)
    elif phrase.determiner in small.possessive or phrase.determiner == "'s" and phrase.person:
        figure = _by_article(context, phrase, day)
    else:
        figure = _by_article(context, phrase, day) or _by_office(context, phrase, day)
    if figure is None:
        return None
    use_up(phrase)
    return _add(
        context,
        phrase.head,
        phrase.head + 1,
        figure,
        "role",
        "role.article" if figure in context.recent else "role.office",
    )


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
    if determiner == "der":
        return not phrase.form.oblique
    if determiner == "den":
        return phrase.form.oblique and phrase.form.gender == "m"
    if determiner in ("'s", ""):
        return True
    return determiner in reading.small.possessive and determiner.endswith(("em", "er", "es", "en"))


def _by_article(context: Context, phrase: RolePhrase, day: date | None) -> Figure | None:
    """Find the person of the article who has this role: the one named last, else the first one to come."""
    reading = context.reading
    before = list(reversed(context.recent))
    later = sorted(
        (figure for figure in reading.figures.values() if figure not in context.recent),
        key=lambda figure: figure.first,
    )
    past = phrase.former or any(word.startswith("damalig") for word in phrase.lowered)
    ways = [
        (before, lambda figure: set(figure.past) | set(figure.roles))
        if past
        else (before, lambda figure: context.titles_of(figure, day)),
        (before, lambda figure: set(figure.roles)),
        (later, lambda figure: set(figure.roles)),
        (before, lambda figure: set(figure.past)),
    ]
    for group, titles in ways:
        for figure in group:
            if figure.gender and figure.gender != phrase.form.gender and not _neutral(phrase):
                continue
            if _fits(context, figure, phrase, titles(figure)):
                return figure
    return None


def _neutral(phrase: RolePhrase) -> bool:
    """Whether a form is masculine and feminine alike ("der Abgeordneten", "Vorsitzende")."""
    return phrase.form.lemma.endswith(("ende", "ender", "ete", "eter", "te", "ter")) and phrase.form.oblique


def _fits(context: Context, figure: Figure, phrase: RolePhrase, titles: set[str]) -> bool:
    lemma, title = phrase.form.lemma, phrase.title
    reading = context.reading
    countries = set(figure.stated) | set(figure.countries)
    person = reading.lexicon.persons.get(figure.name)
    if person and person.country:
        countries.add(person.country)
    if phrase.countries and not phrase.organisation and countries and countries.isdisjoint(phrase.countries):
        return False
    organisation = reading.lexicon.organisations.get(phrase.organisation)
    if organisation and organisation.type == "party":
        if organisation.name not in figure.parties:
            return False
        if lemma in ("politiker", "abgeordnete", "abgeordneter", "mann", "frau"):
            return True
    if title in titles:
        return True
    if organisation and organisation.type == "party":
        return any(known.endswith(lemma) for known in titles) and lemma not in ("chef",)
    if phrase.organisation:
        return any(known == title or known == lemma for known in titles)
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


def _by_office(context: Context, phrase: RolePhrase, day: date | None) -> Figure | None:
    """Find the holder of the office on the day."""
    if phrase.former or "designiert" in " ".join(phrase.lowered) or phrase.person:
        return None
    reading = context.reading
    keys: list[str] = []
    if phrase.form.office and phrase.countries:
        keys = [f"{code}.{phrase.form.office}" for code in phrase.countries[:1]]
    keys += titled(context.offices, phrase.title, phrase.countries, reading.home)
    if phrase.countries and phrase.title != phrase.form.lemma:
        keys += titled(context.offices, phrase.form.lemma, phrase.countries, reading.home)
    if phrase.organisation:
        keys += [
            office.office
            for office in context.offices.by_title.get(phrase.form.lemma, ())
            if office.organisation == phrase.organisation
        ]
    elif not phrase.countries and _foreign_scene(context, phrase):
        return None
    found = list(dict.fromkeys(filter(None, (holder_on(context.offices, key, day) for key in keys))))
    if len(found) != 1:
        return None
    person = reading.lexicon.persons.get(found[0])
    if person is None or (
        person.gender in ("m", "f") and person.gender != phrase.form.gender and not _neutral(phrase)
    ):
        return None
    figure = reading.figures.get(person.name)
    if figure is None:
        figure = Figure(person.name, "" if person.gender == "u" else person.gender, True, first=phrase.head)
        figure.source = "office"
        if person.party:
            figure.parties.append(person.party)
        reading.figures[person.name] = figure
    return figure


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
    for figure in reversed(context.recent[-4:]):
        for office in offices_on(context.offices, figure.name, day):
            key = f"{phrase.countries[0]}.{office.office.partition('.')[2]}"
            if (
                office.country
                and office.country != phrase.countries[0]
                and (name := holder_on(context.offices, key, day))
            ):
                person = context.reading.lexicon.persons.get(name)
                if person and (person.gender == phrase.form.gender or person.gender == "u"):
                    known = context.reading.figures.get(name)
                    if known is None:
                        known = Figure(
                            name, person.gender, True, first=phrase.head, source="office.colleague"
                        )
                        context.reading.figures[name] = known
                    return known
    return None


def _demonym(context: Context, at: int) -> Mark | None:
    """Resolve "der Ukrainer" to the Ukrainian named last; plurals stay a people."""
    reading = context.reading
    what = reading.known[at]
    if what is None or what.demonym is None:
        return None
    code, gender, number, oblique = what.demonym
    determiner = reading.words[at - 1].lower()
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
        and reading.words[at - 1] == "der"
        and reading.words[at - 2][:1].isupper()
    ):
        return None  # "das Vorgehen der Schweizer": the genitive plural
    follower = reading.owner[at + 1]
    if follower is not None and follower.kind == "person" and follower.figure:
        follower.figure.stated += [] if code in follower.figure.stated else [code]
        return None
    able: list[Figure] = []
    for figure in reversed(context.recent):
        person = reading.lexicon.persons.get(figure.name)
        countries = {*figure.stated, *figure.countries, person.country if person else ""}
        if figure.gender == gender and code in countries:
            able.append(figure)
    if not able:
        return None
    # The one of whom the article speaks most; of equals, the one named last.
    most = max(able, key=lambda figure: context.named[figure.name])
    return _add(context, at, at + 1, most, "demonym", "demonym.article")


def _age(context: Context, at: int, age: str) -> Mark | None:
    """Resolve "der 47-Jährige": who has that age in the text, else the one named last."""
    reading = context.reading
    determiner = reading.words[at - 1].lower()
    gender = "f" if determiner == "die" else "m"
    if determiner not in ("der", "die", "den", "dem", "des"):
        return None
    for figure in reversed(context.recent):
        if figure.age == age:
            return _add(context, at, at + 1, figure, "role", "age.article")
    for figure in [context.subject, *reversed(context.recent[-2:])]:
        if figure is not None and figure.gender == gender and not figure.age:
            figure.age = age
            return _add(context, at, at + 1, figure, "role", "age.last")
    return None


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
            return _add(context, at, at + 1, figure, "role", "party.article")
    return None


def _pronoun(context: Context, at: int) -> Mark | None:
    """Resolve "er" and "sie" as the subject to the salient person of the paragraph."""
    reading = context.reading
    word = reading.words[at].lower()
    gender = "m" if word == "er" else "f"
    if word == "sie" and not _sie_is_she(reading, at):
        return None
    subject = context.subject or context.carried
    if context.here is not None and context.here.gender == gender:
        subject = context.here
    if subject is None:
        return None
    if reading.quoted[at]:
        # In somebody's own words "er" is somebody else: the one named last before.
        for figure in reversed(context.recent[-3:]):
            if figure.gender == gender and figure is not context.subject:
                return _add(context, at, at + 1, figure, "pronoun", "pronoun.quoted")
        return None
    if subject.gender == gender:
        return _add(context, at, at + 1, subject, "pronoun", "pronoun.subject")
    if context.subject is None:
        return None
    for figure in reversed(context.recent[-3:]):
        if figure.gender == gender:
            return _add(context, at, at + 1, figure, "pronoun", "pronoun.last")
    return None


def _object_pronoun(context: Context, at: int) -> Mark | None:
    """Resolve "ihn" and "ihm" beside a named subject: to the man named last before that."""
    if context.here is None or context.reading.quoted[at]:
        return None
    words = context.reading.words
    if "," in words[context.here_at : at]:
        # "Er sagte, man habe ihm geholfen": another clause with another subject.
        return (
            _add(context, at, at + 1, context.here, "pronoun", "pronoun.object")
            if context.here.gender == "m"
            else None
        )
    others = [figure for figure in context.recent[-3:] if figure is not context.here]
    if not others or others[-1].gender != "m" or others[-1] not in (context.subject, context.carried):
        return None
    return _add(context, at, at + 1, others[-1], "pronoun", "pronoun.object")


def _sie_is_she(reading: Reading, at: int) -> bool:
    """Whether "sie" is the singular: its verb tells; the polite form and the plural have "-en"."""
    words = reading.words
    if words[at] == "Sie" and words[at - 1]:
        return False
    before, after = words[at - 1], words[at + 1]
    owner = reading.owner[at - 2]
    if finite(before).singular and (
        words[at - 2].lower() in ("man", "er", "es", "ich", "wer") or (owner and owner.figure)
    ):
        return False  # "man werde sie nicht vergessen": the object
    if _preposition(reading, at - 1):
        return False
    for verb in (before, after):
        number = finite(verb)
        if number.singular or number.plural:
            return number.singular
    return finite(_clause_end(reading, at)).singular


def _clause_end(reading: Reading, at: int) -> str:
    """Give the last word of the clause, where a subordinate clause has its verb ("weil sie ihr Amt niederlegt")."""
    words = reading.words
    while words[at + 1] and words[at + 1] not in (",", ".", ";", ":", "?", "!", "“", "”", "«", "»", "–"):
        at += 1
    return words[at]
