"""Marks institutions called after their town, and nouns that stand for an organisation named before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.actors.reading import Mark

if TYPE_CHECKING:
    from pipeline.actors.reading import Reading

_COURT = "gericht"
_DEFINITE = frozenset({"der", "die", "das", "dem", "des", "den", "beim", "vom"})


def mark_institutions(reading: Reading) -> None:
    """Mark "Staatsanwaltschaft Koblenz", "das Hessische Landesarbeitsgericht" where no table has them."""
    small, called = reading.small, _called(reading)
    for at, word in enumerate(reading.words):
        if word in small.institutions_state or word in small.institutions:
            bare = word
        elif word.endswith("s") and word[:-1] in small.institutions_state:
            bare = word[:-1]
        else:
            continue
        if reading.owner[at] is not None:
            continue
        person = reading.words[at + 1] in called and reading.words[at + 1] not in small.court_towns
        mark = (None if person else _with_town(reading, at, bare)) or _with_state(reading, at, bare)
        if mark is not None:
            mark.countries = (reading.home,) if bare in small.institutions_state else ()
            reading.add(mark)


def _called(reading: Reading) -> set[str]:
    """Give the words that are somebody's surname: known as one, or behind a first name in this article."""
    found = set()
    for at, what in enumerate(reading.known):
        if what is None:
            continue
        if what.surnames and not what.part:
            found.add(reading.words[at])
        if what.first_name and not what.blocked_first:
            found.add(reading.words[at + 1])
    return found


def _with_town(reading: Reading, at: int, head: str) -> Mark | None:
    words = reading.words
    town = words[at + 1]
    owner = reading.owner[at + 1]
    if not town[:1].isupper() or town.isupper() or town in reading.small.never_names or not town.isalpha():
        return None
    if owner is not None and owner.rule != "country.capital":
        return None
    if owner is not None:
        reading.drop(owner)
    name = f"{head} {town}"
    return Mark(at, at + 2, "organisation", name, "name", "organisation.town")


def _with_state(reading: Reading, at: int, head: str) -> Mark | None:
    what = reading.known[at - 1]
    if what is None or not what.region or not head.endswith(_COURT):
        return None
    stem = reading.words[at - 1]
    for ending in ("en", "es", "em", "er", "e"):
        if stem.endswith(ending) and stem[0].isupper() and "isch" in stem:
            name = f"{stem.removesuffix(ending)}es {head}"
            return Mark(at - 1, at + 1, "organisation", name, "name", "organisation.state")
    return None


def mark_kinds(reading: Reading) -> None:
    """Mark "der Konzern", "das Bündnis", "die Partei" as the organisation of that kind that was named last."""
    kinds = reading.lexicon.organisation_nouns
    last: dict[str, str] = {}
    for at, word in enumerate(reading.words):
        owner = reading.owner[at]
        if owner is not None:
            organisation = (
                reading.lexicon.organisations.get(owner.name) if owner.kind == "organisation" else None
            )
            if organisation is not None:
                last[organisation.type] = organisation.name
            continue
        types = kinds.get(word)
        if types is None or reading.words[at - 1].lower() not in _DEFINITE or _explained(reading, at + 1):
            continue
        named = [last[kind] for kind in types if kind in last]
        if len(set(named)) == 1:
            mark = Mark(at, at + 1, "organisation", named[0], "role", "organisation.kind")
            mark.countries = reading.lexicon.organisations[named[0]].countries
            reading.add(mark)


def _explained(reading: Reading, at: int) -> bool:
    """Whether words behind a noun say which one it is: "die Partei der Arbeit", "die Bank Sparda"."""
    word = reading.words[at]
    return word in ("der", "des", "von", "für", "in") or word[:1].isupper() or word == "-"
