"""Answers who held an office on a day, and for which country a person acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.actors.lexicon import words as small_words

if TYPE_CHECKING:
    from datetime import date

    from pipeline.actors.reading import Figure, Reading
    from pipeline.knowledge import Holder, Knowledge, Office

ACTING_LEVELS = frozenset({"state", "government", "minister", "party", "parliament", "military", "court"})
"""Whoever has a role of these levels acts for a country."""
PRIVATE_LEVELS = frozenset({"business", "media", "expert", "sport", "church"})
"""Whoever has a role of these levels acts for none, wherever they come from."""
_PRIVATE_FIELDS = ("business", "union", "media", "church", "activist", "science", "culture", "sport")


@dataclass(frozen=True)
class Offices:
    """The tables of offices and holders, by title, by office, by organisation, by person."""

    by_title: dict[str, tuple[Office, ...]]
    by_key: dict[str, Office]
    inside: dict[str, tuple[Office, ...]]
    held: dict[str, tuple[Holder, ...]]
    of: dict[str, tuple[Holder, ...]]


_indexed: list[tuple[Knowledge, Offices]] = []


def offices(knowledge: Knowledge) -> Offices:
    """Index the offices of some tables; the last two are remembered."""
    for known, index in _indexed:
        if known is knowledge:
            return index
    by_title: dict[str, list[Office]] = {}
    for office in knowledge.offices:
        for title in office.titles:
            by_title.setdefault(title.lower(), []).append(office)
    inside: dict[str, list[Office]] = {}
    for office in knowledge.offices:
        inside.setdefault(office.organisation, []).append(office)
    held: dict[str, list[Holder]] = {}
    of: dict[str, list[Holder]] = {}
    for holder in knowledge.holders:
        held.setdefault(holder.office, []).append(holder)
        of.setdefault(holder.person, []).append(holder)
    index = Offices(
        {title: tuple(group) for title, group in by_title.items()},
        {office.office: office for office in knowledge.offices},
        {name: tuple(group) for name, group in inside.items() if name},
        {key: tuple(group) for key, group in held.items()},
        {person: tuple(group) for person, group in of.items()},
    )
    _indexed.insert(0, (knowledge, index))
    del _indexed[2:]
    return index


def covers(holder: Holder, day: date) -> bool:
    """Whether a term surely includes a day; a term whose beginning is not known includes none."""
    return holder.start is not None and holder.start <= day and (holder.end is None or day <= holder.end)


def holder_on(index: Offices, key: str, day: date | None) -> str:
    """Give the holder of an office on a day; on the day of a change the new one; empty where it is not known."""
    if day is None:
        return ""
    terms = [holder for holder in index.held.get(key, ()) if covers(holder, day)]
    if not terms:
        return ""
    return max(terms, key=lambda holder: (holder.start, not holder.acting)).person


def offices_on(index: Offices, person: str, day: date | None) -> list[Office]:
    """Give the offices that a person held on a day."""
    if day is None:
        return []
    found = [index.by_key.get(holder.office) for holder in index.of.get(person, ()) if covers(holder, day)]
    return [office for office in found if office is not None]


def titled(index: Offices, title: str, countries: tuple[str, ...], home: str) -> list[str]:
    """Give the keys of the offices that a title can name.

    `title` is in lower case, with its prefix ("us-präsident"). Where the text names a country, the office is
    one of it; where it names none, a title that is no other country's, else the home country's.
    """
    found = index.by_title.get(title, ())
    bare = title.partition("-")[2]
    if not found and bare and countries:
        found = index.by_title.get(bare, ())
    if countries:
        return [office.office for office in found if office.country in countries]
    if len({office.country for office in found}) > 1:
        found = tuple(office for office in found if office.country == home)
    return [office.office for office in found]


def title_names(index: Offices, person: str, day: date | None) -> set[str]:
    """Give all titles, in lower case, of the offices that a person held on a day."""
    return {title.lower() for office in offices_on(index, person, day) for title in office.titles}


def former_titles(index: Offices, person: str, day: date | None) -> set[str]:
    """Give all titles, in lower case, of the offices that a person had given up by a day."""
    if day is None:
        return set()
    ended = [holder for holder in index.of.get(person, ()) if holder.end is not None and holder.end < day]
    offices = (index.by_key.get(holder.office) for holder in ended)
    return {title.lower() for office in offices if office is not None for title in office.titles}


def _national(office: Office) -> bool:
    """Whether who holds an office acts for a country; a union's chairman has one and does not."""
    return bool(office.country) and office.level in ACTING_LEVELS


def acts_for(
    reading: Reading, index: Offices, figure: Figure, day: date | None, scene: dict[str, int]
) -> tuple[str, ...]:
    """Give the countries that a person acts for on a day: by the article's words, else by the tables.

    Holders of an office of the EU, of NATO or of the UN act for none, nor do entrepreneurs, journalists,
    experts, athletes, clerics and unionists.
    """
    levels = set(figure.levels)
    person = reading.lexicon.persons.get(figure.name)
    if figure.stated:
        return tuple(dict.fromkeys(figure.stated))
    if "international" in levels or (
        person is None and levels and levels <= PRIVATE_LEVELS | {"organisation", "other"}
    ):
        return ()
    now = offices_on(index, figure.name, day)
    national = [office.country for office in now if _national(office)]
    if national:
        return tuple(dict.fromkeys(national[:1]))
    if any(not office.country for office in now):
        return ()
    if person is not None:
        held = (index.by_key.get(holder.office) for holder in index.of.get(person.name, ()))
        official = any(office is not None and _national(office) for office in held)
        # "der Trainer Peter Müller" is not the politician of that name, or not as a politician.
        private = (person.note.startswith(_PRIVATE_FIELDS) and not official) or (
            levels and levels <= PRIVATE_LEVELS
        )
        if not person.country or (private and not levels & ACTING_LEVELS):
            return ()
        state = reading.lexicon.countries.get(person.country)
        # Whoever served a state that has ended acts for none after it.
        gone = state is not None and state.end is not None and day is not None and day > state.end
        return () if gone else (person.country,)
    if figure.countries:
        return tuple(dict.fromkeys(figure.countries))
    return (
        default_country(figure, scene, reading.home)
        if levels & (ACTING_LEVELS - {"court", "military"})
        else ()
    )


def default_country(figure: Figure, scene: dict[str, int], home: str) -> tuple[str, ...]:
    """Give the country of an office holder where the text names none: the home country, or the one it is all about."""
    if any(role.startswith(("bundes", "landes", "landrat")) for role in (*figure.roles, *figure.past)):
        return (home,)
    ranked = sorted(scene.items(), key=lambda item: -item[1])
    if any(role in small_words().foreign_titles for role in (*figure.roles, *figure.past)):
        ranked = [(code, count) for code, count in ranked if code != home]
        return (ranked[0][0],) if ranked and ranked[0][1] >= 2 else ()
    if not ranked or scene.get(home, 0) >= ranked[0][1]:
        return (home,)
    second = ranked[1][1] if len(ranked) > 1 else 0
    return (ranked[0][0],) if ranked[0][1] >= 3 and ranked[0][1] >= 3 * second else ()
