"""Finds where a person's name begins and ends by its form alone: first names, particles, surname."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.actors.lexicon import words as small_words
from pipeline.lang.acts import nouns

if TYPE_CHECKING:
    from pipeline.actors.lexicon import Word
    from pipeline.actors.reading import Reading

_FOREIGN = frozenset("áéíóúàèìòùâêîôûñãõçøåæčšžćđłńśęąğışŞřůýŠČŽĆŁØÅÉÁ")


class Name(NamedTuple):
    """A name by its form: words `first` up to `last`; the surname begins at `surname`."""

    first: int
    surname: int
    last: int
    gender: str
    sure: bool


def noun_like(word: str) -> bool:
    """Whether a word ends as only common nouns do ("Verhandlungen", "Freiheit")."""
    return len(word) > 6 and word.endswith(small_words().noun_endings)


def name_like(reading: Reading, at: int, after_first: bool = False) -> bool:
    """Whether a word can be part of an unknown name: a capital, then small letters, and no other known word."""
    word = reading.words[at]
    if len(word) < 2 or word in reading.small.never_names or word in reading.small.honorifics:
        return False
    if not word[0].isupper():
        head, _, tail = word.partition("-")
        return bool(tail) and head in reading.small.hyphen_particles and tail[0].isupper()
    if word.isupper() or not word.replace("-", "").replace("'", "").isalpha():
        return False
    last = word.rpartition("-")[2]
    if (
        last in reading.small.name_bearers
        or word.endswith(reading.small.place_endings)
        or (last is not word and not last[:1].isupper() and len(last) > 4)
    ):
        return False
    known = reading.known[at]
    if not after_first and word.lower() in nouns():
        return False
    if known is None:
        return not noun_like(word)
    if after_first:
        if known.role and word not in reading.small.surname_roles and name_like(reading, at + 1):
            return False
        return not any(not p.rest and p.kind in ("country", "blocked", "metonym") for p in known.phrases)
    if known.role or known.demonym or known.adjective or known.region or known.part or known.prefix:
        return False
    return not any(not phrase.rest and phrase.kind != "person" for phrase in known.phrases)


def honorific(reading: Reading, at: int) -> tuple[int, str]:
    """Skip "Dr.", "Prof.", "Frau" from `at`: where the name begins, and the gender that they tell."""
    gender = ""
    while reading.words[at] in reading.small.honorifics:
        word = reading.words[at]
        gender = (
            "m"
            if word in reading.small.honorifics_m
            else "f"
            if word in reading.small.honorifics_f
            else gender
        )
        at += 2 if reading.words[at + 1] == "." else 1
        if (
            reading.words[at] in ("h", "med", "rer", "jur", "phil", "nat", "c")
            and reading.words[at + 1] == "."
        ):
            while (
                reading.words[at].isalpha() and reading.words[at].islower() and reading.words[at + 1] == "."
            ):
                at += 2
    return at, gender


def name_at(reading: Reading, at: int, titled: bool) -> Name | None:
    """Read a name of unknown person that begins at word `at`; `titled` where a role or "Frau" stands before it.

    Without a title the first word must be a known first name. With one, two words that look like a name are
    enough. Gives None where no surname follows.
    """
    words, known, small = reading.words, reading.known, reading.small
    begin = at
    if words[at - 1] in ("Santa", "San", "Sankt", "Saint", "Sainte", "São") or words[at - 2 : at] == [
        "St",
        ".",
    ]:
        return None
    if titled and words[at] in small.surname_first and name_like(reading, at + 1, True):
        last = at + 2
        if len(words[last]) < 5 and name_like(reading, last) and not words[last].startswith("Ju"):
            last += 1
        return Name(begin, begin, last, "", True)
    gender, given, sure = "", 0, False
    while True:
        word, what = words[at], known[at]
        common = word in small.never_names or (what is not None and what.blocked_first)
        if what and what.first_name and (titled or given or not common):
            gender = gender or ("" if what.first_name == "u" else what.first_name)
            sure = True
            at += 1
            given += 1
            if words[at] in small.roman and words[at + 1] == "." and not name_like(reading, at + 2):
                return Name(begin, begin, at + 2, gender, True)
        elif (
            len(word) == 1
            and word.isupper()
            and words[at + 1] == "."
            and (given or titled or _initials(reading, at))
        ):
            at += 2
            given += 1
        else:
            break
    if not given:
        if not titled or not name_like(reading, at):
            return None
        if not (name_like(reading, at + 1, True) or words[at + 1] in small.particles_first):
            return None
        at += 1
    last = _surname(reading, at)
    if last:
        return _suffixed(reading, Name(begin, at, last, gender, sure))
    if given >= 2 and words[at - 1] != ".":
        return _suffixed(reading, Name(begin, at - 1, at, gender, sure))
    if given == 2 and sure and len(words[at - 2]) == 1:
        return Name(begin, at - 2, at, gender, True)  # "Nico G.", as courts call people
    return None


def _initials(reading: Reading, at: int) -> bool:
    """Whether "J. K. Rowling" begins here: two initials, then a name."""
    words = reading.words
    return (
        len(words[at + 2]) == 1
        and words[at + 2].isupper()
        and words[at + 3] == "."
        and name_like(reading, at + 4)
    )


def _surname(reading: Reading, at: int) -> int:
    """Read particles and a surname from `at`: where it ends, 0 where there is none."""
    words, small = reading.words, reading.small
    begin = at
    if words[at] in ("St", "Saint") and words[at + 1] == ".":
        at += 2
    if words[at] in small.particles_first:
        at += 1
        while words[at] in small.particles and words[begin] != "zu":
            at += 1
    if at > begin and words[begin] in ("von", "zu", "zum", "zur", "vom", "da", "des", "den", "dem"):
        # "von" is a preposition before what has a place or a meaning of its own.
        if not name_like(reading, at) or words[at + 1].isdecimal():
            return 0
    elif not name_like(reading, at, True):
        return 0
    tail = words[at].rpartition("-")[2]
    if tail in small.name_bearers or noun_like(words[at]) or ("-" in words[at] and tail.lower() in nouns()):
        return 0
    at += 1
    if at - begin == 1 and words[at] in _MIDDLE and not reading.owner[at]:
        # "Omar Tarik bin Nasr", "Otto Maria Graf Hohenfels": the word before was a middle name.
        longer = _surname(reading, at)
        if longer:
            return longer
    head, _, tail = words[at].partition("-")
    if tail and tail[0].isupper() and head.islower() and head in small.hyphen_particles:
        at += 1
    foreign = not _FOREIGN.isdisjoint(words[at - 1]) or (
        at - begin > 1 and not _FOREIGN.isdisjoint(words[at])
    )
    if name_like(reading, at) and not reading.known[at] and (foreign or not _FOREIGN.isdisjoint(words[at])):
        at += 1
    return at


_MIDDLE = frozenset({"van", "de", "da", "dos", "bin", "ibn", "al", "Freiherr", "Graf", "Gräfin"})


def _suffixed(reading: Reading, name: Name) -> Name | None:
    """Add "jr." or "III."; give None for what is named after a person ("Willy Brandt Haus")."""
    words, small = reading.words, reading.small
    last = name.last
    if words[last] in small.suffixes:
        last += 2 if words[last + 1] == "." and len(words[last]) == 2 else 1
    if words[name.first - 1] in small.name_bearers or bears_name(reading, last):
        return None
    return name._replace(last=last)


def apposed(reading: Reading, name: Name) -> Name:
    """Take a third name in where commas hold the name together: "Tjark Lüder Brandis, ein Sprecher der Werft"."""
    at = name.last
    between = reading.words[name.first - 1] in ("", ",", ":") and reading.words[at + 1] in (",", "(")
    what = reading.known[at]
    plain = what is None or begins_persons(what)
    if between and plain and at - name.first == 2 and reading.owner[at] is None and name_like(reading, at):
        return name._replace(last=at + 1, surname=at)
    return name


def bears_name(reading: Reading, at: int) -> bool:
    """Whether the words behind a name make it that of a place, a firm or a prize ("Straße", "Medical Center")."""
    words = reading.words
    for ahead in range(at, at + 3):
        if words[ahead] in reading.small.name_bearers:
            return True
        if not words[ahead][:1].isupper():
            return False
    return False


def no_nouns(reading: Reading, first: int, last: int, genitive: bool = True) -> bool:
    """Whether words that look like a name are surely no nouns: none is known, none looks like an adjective.

    `genitive`: the first word can be somebody's name in the genitive ("Luskins Rede"), where it ends in -s.
    """
    words = reading.words
    for at in range(first, last):
        what = reading.known[at]
        if what is not None and not (what.first_name or what.surnames or begins_persons(what)):
            return False
        if noun_like(words[at]):
            return False
    what = reading.known[first]
    if what is not None and what.first_name:
        return True
    if genitive and words[first].endswith("s"):
        return False
    opens = words[first - 1] in ("", ":", "„", "“", '"', "»", "«")
    return not (opens and _adjective_like(words[first]))


def _adjective_like(word: str) -> bool:
    """Whether a word that opens a sentence is formed like an inflected adjective ("Örtliche", "Internationale")."""
    for ending in ("e", "en", "er", "es"):
        if word.endswith(ending) and word[: -len(ending)].lower().endswith(small_words().adjective_endings):
            return True
    return False


def begins_persons(what: Word) -> bool:
    """Whether a word is in the tables only as the beginning of persons' names."""
    return all(phrase.kind == "person" for phrase in what.phrases) and not (
        what.role or what.adjective or what.region or what.part or what.demonym or what.prefix
    )
