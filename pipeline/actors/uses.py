"""Decides what a country's name stands for: who acts, a place, or what the talk is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.actors.countries import acts
from pipeline.actors.verbs import finite, speaks

if TYPE_CHECKING:
    from pipeline.actors.reading import Mark, Reading, Use


def decide_uses(reading: Reading) -> None:
    """Decide for each country's name whether it acts, is a place, or is talked about."""
    previous: Mark | None = None
    named = {mark.name for mark in reading.marks if mark.kind == "country" and mark.rule != "country.capital"}
    for mark in sorted(reading.marks, key=lambda mark: mark.first):
        if mark.kind == "organisation" and mark.use == "actor" and _is_source(reading, mark):
            mark.use = "topic"
        if mark.kind == "country" and mark.form in ("name", "metonym") and mark.use == "actor":
            if mark.rule == "country.metonym":
                if reading.words[mark.first] in reading.small.home_metonyms:
                    mark.name, mark.countries = reading.home, (reading.home,)
                mark.use = "place" if _place_before(reading, mark) or _entered(reading, mark) else "actor"
            elif _coordinated(reading, previous, mark) and previous is not None:
                mark.use = previous.use
                mark.form = "list" if previous.form == "list" else mark.form
                if mark.rule == "country.capital":
                    _organisation_seat(reading, mark, named)
            elif mark.rule == "country.capital":
                mark.use = _capital_use(reading, mark)
                _organisation_seat(reading, mark, named)
            else:
                _country_use(reading, mark)
        previous = mark


def _entered(reading: Reading, mark: Mark) -> bool:
    """Whether somebody enters or leaves a house of power: "die Delegation verließ das Weiße Haus"."""
    words, verbs = reading.words, reading.small.house_verbs
    if words[mark.first - 1] not in ("das", "den", "die"):
        return False
    if words[mark.last] in verbs or words[mark.first - 2] in verbs:
        return bool(words[mark.first - 2])
    return any(word in verbs for word in words[max(mark.first - 6, 0) : mark.first - 1] if word)


def _is_source(reading: Reading, mark: Mark) -> bool:
    """Whether a medium is only where the news comes from: "wie X berichtet", "laut X", "nach Angaben von X"."""
    organisation = reading.lexicon.organisations.get(mark.name)
    if organisation is None or organisation.type != "media":
        return False
    words = reading.words
    at = mark.first - 1
    while at > mark.first - 7 and words[at]:
        if words[at].lower() in ("wie", "laut"):
            return words[at].lower() == "laut" or _reported(reading, mark.last)
        if words[at] in (",", ":") or finite(words[at]).singular:
            return False
        if words[at] in reading.small.source_nouns:
            return True
        at -= 1
    return False


def _reported(reading: Reading, at: int) -> bool:
    """Whether the clause that goes on at word `at` ends with a verb of saying, as "wie X ... berichtet" does."""
    end = at
    while reading.words[end] and reading.words[end] not in (",", ".", ":", ";") and end < at + 20:
        end += 1
    return any(speaks(reading.words, verb) for verb in range(at, end))


def _organisation_seat(reading: Reading, mark: Mark, named: set[str]) -> None:
    """Let a town that acts stand for the organisation that sits there ("Brüssel" for the EU), if the tables say so."""
    organisation = reading.lexicon.metonyms.get(reading.words[mark.first].removesuffix("s"))
    if organisation and mark.use != "place" and mark.name not in named:
        mark.kind, mark.name, mark.countries = "organisation", organisation, ()


def _coordinated(reading: Reading, previous: Mark | None, mark: Mark) -> bool:
    """Whether a country goes on a list of countries: "Frankreich, Polen und den Niederlanden"."""
    if previous is None or previous.kind != "country" or previous.form not in ("name", "metonym", "list"):
        return False
    between = reading.words[previous.last : mark.first]
    if (
        not between
        or len(between) > 3
        or between[0] not in (",", "und", "sowie", "oder", "wie", "/", "bis", "noch", "nach")
    ):
        return False
    if between[0] == "," and len(between) > 1 and between[1] not in ("der", "den", "dem", "die", "das"):
        return False
    return all(word in ("der", "den", "dem", "die", "das", "auch", "sowie", "mit") for word in between[1:])


def _before(reading: Reading, mark: Mark) -> int:
    """Give the word before a country, its article and adjectives left out."""
    at = mark.first - 1
    words = reading.words
    while words[at] in ("der", "die", "das", "den", "dem", "des", "ganz", "weiten", "Teilen") or (
        words[at][:1].islower()
        and words[at].endswith(("igen", "ige", "ene", "enen", "tete", "teten", "schen", "sche"))
    ):
        at -= 1
    return at


def _place_before(reading: Reading, mark: Mark) -> bool:
    before = reading.words[_before(reading, mark)]
    return before in (
        "in",
        "In",
        "im",
        "Im",
        "vor",
        "Vor",
        "aus",
        "nahe",
        "bei",
        "am",
        "Am",
        "ins",
        "an",
        "zum",
    )


def _list_head(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    if not word[:1].isupper():
        return False
    tail = word.rpartition("-")[2]
    what = reading.known[at]
    if tail in reading.small.list_heads or (
        what is not None and what.role is not None and what.role.number != "s"
    ):
        return True
    return tail.lower().endswith(
        ("delegation", "delegationen", "vertreter", "vertretern", "chefs", "angriff", "angriffe")
    )


def _country_use(reading: Reading, mark: Mark) -> None:
    at = _before(reading, mark)
    before = reading.words[at]
    article = reading.words[mark.first - 1]
    if (
        mark.genitive
        and (at == mark.first - 1 or article in ("der", "des"))
        and before not in ("in", "aus", "mit", "von")
    ):
        if _list_head(reading, at):
            mark.use, mark.form = "actor", "list"
            return
        owner = reading.owner[at]
        if owner is not None and owner.kind in ("person", "organisation") and article == "der":
            return
        if before[:1].isupper() and not _clause_start(reading, at):
            mark.use = "topic"
            return
        if reading.words[mark.last][:1].isupper() and mark.last - 1 == mark.first:
            mark.use = "actor" if _noun_acts(reading, mark.last) else "topic"
            return
    if before in ("aus", "Aus") and _list_head(reading, at - 1):
        mark.use, mark.form = "actor", "list"
    elif before == "von" and reading.words[at - 1][:1].isupper():
        noun = reading.words[at - 1]
        if noun in reading.small.territories or noun in reading.small.town_heads:
            mark.use = "place"
        elif not _list_head(reading, at - 1) and not acts(reading, noun):
            mark.use = "topic"
    elif before == "von" and reading.words[at - 1] in reading.small.place_prepositions:
        mark.use = "place"
    elif (before == "" and reading.words[mark.last] == ":") or (
        before in ("für", "Für") and (what := reading.known[at - 1]) is not None and what.role is not None
    ):
        mark.use = "topic"  # "Georgien: Proteste dauern an", "der Gesandte für Georgien"
    elif before == "(" and reading.words[mark.last] in (")", ","):
        mark.use = "place"
    elif before in ("auf", "Auf"):
        mark.use = "actor" if _target(reading, at) else "topic"
    elif before in ("über", "Über", "um", "zur", "zum") or before in reading.small.topic_words:
        mark.use = "topic"
    elif before in reading.small.place_prepositions:
        mark.use = "place"


def _noun_acts(reading: Reading, at: int) -> bool:
    return acts(reading, reading.words[at])


def _clause_start(reading: Reading, at: int) -> bool:
    return reading.words[at - 1] in ("", ":", ".", "„", "+")


def _target(reading: Reading, at: int) -> bool:
    for where in range(at - 1, max(at - 9, 0), -1):
        word = reading.words[where]
        if word in ("", ".", ";"):
            return False
        if word in reading.small.target_heads or word.lower().endswith(
            ("angriff", "angriffe", "angriffen", "angriffs")
        ):
            return True
    return False


def _capital_use(reading: Reading, mark: Mark) -> Use:
    """Decide whether a capital is the town or the government."""
    words, small = reading.words, reading.small
    at = mark.first - 1
    before, after = words[at], words[mark.last]
    lower = before.lower()
    if _town(reading, mark, at):
        return "place"
    if lower == "aus" and _list_head(reading, at - 1):
        mark.form = "list"
        return "actor"
    if lower == "in" and words[at - 1] in small.seats:
        return "actor"
    if mark.genitive:
        return _genitive_use(reading, mark, at)
    if lower == "von":
        away = "nach" in words[mark.last : mark.last + 3] or words[at - 1][:1].isupper()
        return "place" if away or words[at - 1] in small.place_prepositions else "actor"
    if before in small.actor_prepositions and lower != "durch":
        return "actor"
    if lower in small.place_prepositions:
        return "place"
    noun = before[:1].isupper() and before.isalpha() and before not in small.never_names
    return "place" if noun or (after in (",", "(") and before in (",", "(")) else "actor"


def _town(reading: Reading, mark: Mark, at: int) -> bool:
    """Whether a capital is surely the town: a dateline, "die Stadt X", "im nahen X", "X Express"."""
    words = reading.words
    before, after = words[at], words[mark.last]
    quoted = before in ("„", "»", "«", '"') and after[:1].isupper()
    if before in reading.small.town_heads or _dateline(reading, mark) or quoted:
        return not mark.genitive
    if before in ("der", "die", "das", "den", "dem", "des", "im", "am", "ganz", "ins", "vom", "zum"):
        return True
    adjective = before[:1].islower() and before.endswith(("e", "er", "en")) and not finite(before).singular
    return adjective and words[at - 1] in ("im", "am", "das", "dem", "des", "vom", "zum", "ins", "in", "aus")


def _genitive_use(reading: Reading, mark: Mark, at: int) -> Use:
    before, after = reading.words[at], reading.words[mark.last]
    if after[:1].isupper() and not _noun_acts(reading, mark.last):
        return "topic"
    noun = before[:1].isupper() and before not in reading.small.never_names
    return "topic" if noun and not _list_head(reading, at) else "actor"


def _dateline(reading: Reading, mark: Mark) -> bool:
    """Whether a town opens an article or a paragraph: "Kiew (dpa) -", "Berlin.", "Washington/London."."""
    words = reading.words
    at = mark.first
    while words[at - 1] in ("/", ",") or (words[at - 1] and words[at - 2] == "/"):
        at -= 1
    if words[at - 1]:
        return False
    after = words[mark.last]
    if after in ("-", "–", "—", ".", ":", "/", ""):
        return True
    if after == "(":
        return words[mark.last + 2] in (")", "/")
    return after == "," and words[mark.last + 1][:1].isdigit()
