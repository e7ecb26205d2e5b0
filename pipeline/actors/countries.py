"""Marks countries by adjective, demonym and prefix: "die russische Armee", "Ukrainer", "US-Regierung"."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from pipeline.actors.reading import Mark
from pipeline.actors.scene import HOMES
from pipeline.lang import table

if TYPE_CHECKING:
    from datetime import date

    from pipeline.actors.lexicon import Word
    from pipeline.actors.reading import Reading, Use

FAR = 100
"""How many words back in its own sentence "das Land" can refer."""
_ADJECTIVAL_PREFIXES = frozenset({"US", "USA", "UK", "DDR", "BRD", "UdSSR", "Sowjet", "EU", "VAE", "Kreml"})


def mark_words(reading: Reading) -> None:
    """Mark the adjectives, demonyms and prefixes that name a country."""
    for at, word in enumerate(reading.words):
        if word in ("Bund", "Bundes") and reading.owner[at] is None and _federation(reading, at):
            mark = Mark(at, at + 1, "country", reading.home, "metonym", "country.federation")
            mark.countries = (reading.home,)
            reading.add(mark)
    for at, word in enumerate(reading.words):
        if word in reading.small.union_peoples and reading.words[at - 1].lower() in ("die", "den"):
            union = reading.lexicon.organisations["Europäische Union"]
            reading.add(Mark(at, at + 1, "organisation", union.name, "demonym", "organisation.people"))
    for at, what in enumerate(reading.known):
        if what is None or reading.owner[at] is not None:
            continue
        if what.adjective or what.demonym or what.region:
            _mark_word(reading, at, what)
        elif what.prefix and what.prefix.organisation and what.prefix.length:
            _organisation_prefix(reading, at, what)
        elif what.prefix and what.prefix.codes and what.prefix.length:
            _prefix(reading, at, what)
        elif what.prefix and what.prefix.person and what.head in _GOVERNMENTS:
            _persons_government(reading, at, what.prefix.person)


def mark_pairs(reading: Reading) -> None:
    """Mark "beide Länder", "beider Seiten" as the two countries that the nearest sentence before names.

    A sentence with one or with three countries says nothing; "beide deutsche Staaten" are always two.
    """
    for number, (begin, end) in enumerate(reading.bounds):
        for at in range(begin, end - 1):
            if reading.words[at].lower() not in ("beide", "beiden", "beider"):
                continue
            noun = at + 1
            german = reading.words[noun].startswith("deutsche")
            noun += german
            if reading.words[noun] not in reading.small.pair_nouns:
                continue
            if german and (adjective := reading.owner[at + 1]) is not None:
                reading.drop(adjective)
            codes = ("DE", "DD") if german else _pair_before(reading, number)
            if codes and reading.free(at, noun + 1):
                mark = Mark(at, noun + 1, "country", codes[0], "list", "country.pair")
                mark.countries = codes
                reading.add(mark)


def mark_lands(reading: Reading) -> None:
    """Mark "das Land" as the one country that this sentence or the nearest one before names, if it is alone there.

    Not "das Land Berlin", not what somebody leaves ("verließ das Land"), not "auf dem Land".
    """
    words = reading.words
    for number, (begin, end) in enumerate(reading.bounds):
        for at in range(begin + 1, end):
            article = words[at - 1].lower()
            if words[at] != "Land" or article not in ("das", "dem") or reading.owner[at] is not None:
                continue
            if words[at + 1][:1].isupper() or words[at + 1] in ("der", "des", "von", "mit", ",", "in"):
                continue
            before = words[at - 2].lower()
            if before in reading.small.prepositions or before in ("aus", "ins", "und"):
                continue
            around = words[max(begin, at - 8) : min(end, at + 8)]
            if not reading.small.house_verbs.isdisjoint(around):
                continue
            code = _only_country(reading, number, at)
            if code:
                mark = Mark(at, at + 1, "country", code, "name", "country.land", countries=(code,))
                reading.add(mark)


def _only_country(reading: Reading, number: int, at: int) -> str:
    spans = [
        (max(reading.bounds[number][0], at - FAR), at),
        *reversed(reading.bounds[max(0, number - 2) : number]),
    ]
    for begin, end in spans:
        codes = {
            owner.name
            for owner in reading.owner[begin:end]
            if owner is not None and owner.kind == "country" and owner.rule != "country.capital"
        }
        if codes:
            return codes.pop() if len(codes) == 1 else ""
    return ""


def _pair_before(reading: Reading, number: int) -> tuple[str, ...]:
    for begin, end in reversed(reading.bounds[max(0, number - 4) : number]):
        codes = dict.fromkeys(
            code
            for at in range(begin, end)
            if (owner := reading.owner[at]) is not None and owner.use in ("actor", "modifier")
            if owner.kind in ("person", "country")
            for code in owner.countries
        )
        if len(codes) == 2:
            return tuple(codes)
    return ()


def date_countries(reading: Reading) -> None:
    """Give words for East Germany and the like the country of the day that their sentence tells of."""
    given = table("actors")["by_date"]
    for mark in reading.marks:
        word = reading.words[mark.first].lower()
        stem = next((stem for stem in given if word.startswith(stem)), "") if mark.kind == "country" else ""
        if stem and ((day := _day(reading, mark)) is None or day > given[stem]["until"]):
            mark.name, mark.countries = given[stem]["after"], (given[stem]["after"],)


def _day(reading: Reading, mark: Mark) -> date | None:
    number = bisect_right(reading.bounds, (mark.first, len(reading.words))) - 1
    return (reading.days[number] if 0 <= number < len(reading.days) else None) or reading.day


def _federation(reading: Reading, at: int) -> bool:
    """Whether "der Bund" is the federal government: "Bund und Länder", not "der Bund der Steuerzahler"."""
    before, after, second = reading.words[at - 1].lower(), reading.words[at + 1], reading.words[at + 2]
    if after == "und" and second in (
        "Länder",
        "Ländern",
        "Land",
        "Kantone",
        "Kantonen",
        "Kommunen",
        "Länder",
    ):
        return True
    return before in ("der", "dem", "den", "des", "vom", "beim") and after not in (
        "der",
        "des",
        "für",
        "deutscher",
        "fürs",
        "mit",
    )


def _mark_word(reading: Reading, at: int, what: Word) -> None:
    word = reading.words[at]
    following = reading.words[at + 1]
    if what.demonym and not what.adjective and word.endswith("er") and _noun_follows(reading, at + 1):
        _mark_adjective(reading, at, (what.demonym.code,))  # "Schweizer Behörden"
        return
    adjectival = bool(what.adjective) and following[:1].isupper() and word[-1] in "enrsm"
    if what.demonym and not adjectival and word[0].isupper():
        mark = Mark(at, at + 1, "country", what.demonym.code, "demonym", "country.demonym")
        mark.countries = (what.demonym.code,)
        person = reading.owner[at + 1]
        if person is not None and person.kind == "person":
            mark.use = "modifier"
        elif following[:1].isupper() and word[-1] not in "nsr" and person is None:
            mark.use = "topic"  # "Saudi National Bank"
        elif reading.words[at - 1].lower() in ("über",):
            mark.use = "topic"
        reading.add(mark)
        return
    article = reading.words[at - 1].lower() in reading.small.determiners
    if what.adjective and word[0].isupper() and article and not following[:1].isupper():
        # "die Ostdeutschen": an adjective that has become a people.
        mark = Mark(at, at + 1, "country", what.adjective[0], "demonym", "country.adjective")
        mark.countries = what.adjective
        reading.add(mark)
    elif what.adjective:
        _mark_adjective(reading, at, what.adjective)
    elif (
        what.region
        and what.part is None
        and following in reading.small.seats
        and reading.free(at + 1, at + 2)
    ):
        if following in ("Justiz", "Parlament") and what.region in HOMES:
            return  # "die Berliner Justiz": the town's own
        mark = Mark(at, at + 2, "country", what.region, "adjective", "country.seat")
        mark.countries = (what.region,)
        reading.add(mark)


def _noun_follows(reading: Reading, at: int) -> bool:
    """Whether a common noun stands at a word: capital letter, and no person's name."""
    owner = reading.owner[at]
    capital = reading.words[at][:1].isupper() and reading.words[at] not in reading.small.never_names
    return capital and (owner is None or owner.kind != "person")


def _mark_adjective(reading: Reading, at: int, codes: tuple[str, ...]) -> None:
    mark = Mark(at, at + 1, "country", codes[0], "adjective", "country.adjective")
    mark.countries = codes
    mark.use, last = _adjective_use(reading, at)
    if last and reading.free(at + 1, last):
        mark.last = last
    reading.add(mark)


def _adjective_use(reading: Reading, at: int) -> tuple[Use, int]:
    """Decide by the noun behind an adjective: who acts, whom it describes, or what it is about."""
    words, known = reading.words, reading.known
    noun = at + 1
    while noun < at + 4 and words[noun] and (words[noun][0].islower() or words[noun] in (",",)):
        if words[noun] in ("und", "oder", ",") and not (known[noun + 1] and known[noun + 1].adjective):  # type: ignore[union-attr]
            break
        noun += 1
    word = words[noun]
    if not word or not word[0].isupper():
        what = known[noun]
        if what is None or not what.adjective:
            return "topic", 0
    owner = reading.owner[noun]
    what = known[noun]
    if owner is not None and owner.kind in ("person", "organisation"):
        return "modifier", 0
    if what and what.role is not None:
        if owner is not None and owner.kind == "person":
            return "modifier", 0
        follower = reading.owner[noun + 1]
        if follower is not None and follower.kind == "person":
            return "modifier", 0
        return "actor", noun + 1 if noun == at + 1 else 0
    tail = word.rpartition("-")[2]
    if acts(reading, tail):
        return "actor", noun + 1 if noun == at + 1 else 0
    if tail in reading.small.territories:
        return "place", 0
    return "topic", 0


def _prefix(reading: Reading, at: int, what: Word) -> None:
    """Mark "US-" in "US-Regierung", "Ukraine-" in "Ukraine-Gespräche"."""
    prefix = what.prefix
    if prefix is None:
        return
    begin = reading.starts[at]
    text = reading.words[at]
    offset = text.find(text[: prefix.length])
    mark = Mark(at, at + 1, "country", prefix.codes[0], "prefix", "country.prefix")
    mark.countries = prefix.codes
    follower = reading.owner[at + 1]
    head = what.head or text.rpartition("-")[2]
    if head == "Dollar":
        return
    if what.role is not None:
        mark.use = "modifier" if follower is not None and follower.kind == "person" else "actor"
    elif acts(reading, head):
        mark.use = "actor" if text[: prefix.length] in _ADJECTIVAL_PREFIXES or not _act(head) else "topic"
    else:
        mark.use = "topic"
    if mark.use in {"modifier", "topic"}:
        mark.start, mark.end = begin + offset, begin + offset + prefix.length
    reading.add(mark)


_GOVERNMENTS = frozenset({"Regierung", "Administration", "Kabinett", "Regime"})


def _persons_government(reading: Reading, at: int, person: str) -> None:
    """Mark "Trump-Regierung" as the country that it governs."""
    country = reading.lexicon.persons[person].country
    if country:
        mark = Mark(at, at + 1, "country", country, "metonym", "country.persons_government")
        mark.countries = (country,)
        reading.add(mark)


def _act(head: str) -> bool:
    return head.lower().endswith(
        ("angriff", "angriffe", "angriffen", "vorschlag", "vorstoß", "krieg", "offensive", "invasion")
    )


def _organisation_prefix(reading: Reading, at: int, what: Word) -> None:
    """Mark "EU" in "EU-Gipfel", "SPD" in "SPD-Fraktion"."""
    prefix = what.prefix
    if prefix is None:
        return
    target = reading.lexicon.organisations[prefix.organisation]
    mark = Mark(at, at + 1, "organisation", target.name, "prefix", "organisation.prefix")
    mark.countries = target.countries
    follower = reading.owner[at + 1]
    if what.role is not None and follower is not None and follower.kind == "person":
        mark.use = "modifier"
    elif what.role is None and not acts(reading, what.head) and what.head not in reading.small.union_bodies:
        mark.use = "topic"
    mark.start = reading.starts[at]
    mark.end = mark.start + prefix.length
    reading.add(mark)


def acts(reading: Reading, noun: str) -> bool:
    """Whether a noun after a country's adjective, prefix or genitive acts for it ("Armee", "Regierung")."""
    listed = reading.small.collectives
    return (
        noun in listed
        or (noun[-1:] == "s" and noun[:-1] in listed)
        or noun.lower().endswith(reading.small.acting_endings)
    )
