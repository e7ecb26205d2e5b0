"""Marks institutions that are called after their town or state: courts, prosecutors, universities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.actors.reading import Mark

if TYPE_CHECKING:
    from pipeline.actors.reading import Reading

_COURT = "gericht"


def mark_institutions(reading: Reading) -> None:
    """Mark "Staatsanwaltschaft Koblenz", "das Hessische Landesarbeitsgericht" where no table has them."""
    small = reading.small
    for at, word in enumerate(reading.words):
        if word in small.institutions_state or word in small.institutions:
            bare = word
        elif word.endswith("s") and word[:-1] in small.institutions_state:
            bare = word[:-1]
        else:
            continue
        if reading.owner[at] is not None:
            continue
        mark = _with_town(reading, at, bare) or _with_state(reading, at, bare)
        if mark is not None:
            mark.countries = (reading.home,) if bare in small.institutions_state else ()
            reading.add(mark)


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
