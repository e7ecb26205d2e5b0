"""Marks the names that stand in the tables: countries, organisations, persons with their full name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.actors.names import bears_name
from pipeline.actors.reading import Mark
from pipeline.actors.roles import part_at

if TYPE_CHECKING:
    from pipeline.actors.lexicon import Phrase
    from pipeline.actors.reading import Reading
    from pipeline.knowledge import Organisation

_FORMS = {
    "country": "name",
    "capital": "metonym",
    "metonym": "metonym",
    "organisation": "name",
    "person": "name",
}


def longest(reading: Reading, at: int) -> Phrase | None:
    """Give the longest name of the tables that begins at word `at`."""
    what = reading.known[at]
    if what is None:
        return None
    words = reading.words
    following = words[at + 1]
    for phrase in what.phrases:
        rest = phrase.rest
        if not rest or (rest[0] == following and tuple(words[at + 1 : at + 1 + len(rest)]) == rest):
            return phrase
    return None


def mark_names(reading: Reading) -> None:
    """Mark every name of the tables, the longest first, from left to right."""
    known, words = reading.known, reading.words
    taken = 0
    for at, what in enumerate(known):
        if what is None or not what.phrases or at < taken:
            continue
        phrase = longest(reading, at)
        if phrase is None:
            continue
        last = at + 1 + len(phrase.rest)
        if _is_part_of_longer(reading, at, last, phrase):
            continue
        taken = last
        if phrase.kind == "blocked" and what.first_name and not what.blocked_first:
            continue  # "Frank Henkel": not the firm, but a person
        if phrase.kind == "blocked" or (phrase.kind == "person" and bears_name(reading, last)):
            _block(reading, at, last)
        elif phrase.kind == "person":
            # Figures are made where roles are read; here only the words are taken.
            mark = Mark(at, last, "person", phrase.target, "name", "person.table", genitive=phrase.genitive)
            mark.genitive = phrase.genitive or words[last] in ("'", "’")
            reading.add(mark)
        elif phrase.kind == "organisation":
            organisation = _organisation(reading, phrase, words[at:last])
            target = reading.lexicon.organisations[organisation]
            mark = Mark(at, last, "organisation", organisation, "name", "organisation.table")
            mark.countries = target.countries
            mark.genitive = phrase.genitive or words[at - 1] in ("der", "des")
            if last == at + 1 and target.type in _BODIES and (part := _part_of(reading, at)):
                mark.name, mark.countries = f"{words[at].removesuffix('s')} ({part[0]})", part[1]
                mark.rule = "organisation.part"
            reading.add(mark)
        else:
            form = "metonym" if _FORMS[phrase.kind] == "metonym" else "name"
            mark = Mark(at, last, "country", phrase.target, "name", f"country.{phrase.kind}")
            mark.form = "metonym" if form == "metonym" else "name"
            mark.countries = (phrase.target,)
            country = reading.lexicon.countries[phrase.target]
            mark.genitive = phrase.genitive or (
                country.gender in ("f", "m", "p")
                and words[at - 1] in ("der", "des")
                and phrase.kind == "country"
            )
            reading.add(mark)


def _is_part_of_longer(reading: Reading, first: int, last: int, phrase: Phrase) -> bool:
    """Whether a name of one word is something else here: "einen Blick", "Costa Rica"."""
    words = reading.words
    if phrase.kind != "organisation" or last - first > 1:
        return False
    target = reading.lexicon.organisations.get(phrase.target)
    if target is None:
        return False
    if any(word == words[first - 1] or word == words[last] for word in target.blocked if " " not in word):
        return True
    if words[first] in reading.small.media_words:
        # A newspaper whose name is a common noun stands in quotation marks or beside its kind.
        before, after = words[first - 1], words[last]
        return not (
            (before in _QUOTATION and after in _QUOTATION)
            or before in reading.small.media_kinds
            or words[first - 2] in reading.small.media_kinds
        )
    return False


_BODIES = frozenset({"parliament", "government", "ministry", "court", "agency", "intelligence", "police"})


def _part_of(reading: Reading, at: int) -> tuple[str, tuple[str, ...]] | None:
    """Give the part of a country whose body word `at` is, and the country's code: "der Senat von Ohio"."""
    words, before = reading.words, reading.known[at - 1]
    if words[at].startswith("Bundes"):
        return None
    if before and before.part and (before.region or words[at - 1] != before.part.name):
        return before.part.name, (before.part.code,)
    if before and before.region and words[at].removesuffix("s") in reading.small.town_bodies:
        return words[at - 1].removesuffix("er"), (before.region,)
    begin = at + 1
    if words[begin] in ("von", "des", "der", "im", "in", "vom"):
        begin += 1
    named = part_at(reading, begin)
    if named is None or (begin == at + 1 and words[begin] in reading.small.part_nouns):
        return None
    return named[0], (named[1],) if named[1] else ()


_QUOTATION = frozenset("„“”\"»«‚‘'")


def _block(reading: Reading, first: int, last: int) -> None:
    blocked = Mark(first, last, "organisation", "", "name", "blocked")
    for at in range(first, last):
        reading.owner[at] = blocked


def _organisation(reading: Reading, phrase: Phrase, words: list[str]) -> str:
    """Choose among organisations of one name by the countries that the article speaks of."""
    same_name = reading.lexicon.same_name
    group = same_name.get(" ".join(words)) or same_name.get(" ".join(words).removesuffix("s"))
    if not group:
        return phrase.target

    def rank(organisation: Organisation) -> int:
        named = max((reading.scene.get(code, 0) for code in organisation.countries), default=0)
        return 3 * named + 2 * (reading.home in organisation.countries) + (not organisation.countries)

    return max(group, key=rank).name
