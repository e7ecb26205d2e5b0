"""Reads a role noun with what belongs to it: article, adjectives, country, party, complement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.actors.lexicon import RoleForm
    from pipeline.actors.reading import Mark, Reading

FORMER = frozenset(
    stem + ending
    for stem in (
        "früher",
        "ehemalig",
        "einstig",
        "vormalig",
        "abgesetzt",
        "gestürzt",
        "verstorben",
        "abgewählt",
    )
    for ending in ("e", "en", "er", "em", "es")
)
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
_FEMININE_COMPLEMENT = frozenset({"der", "des", "von", "vom", "aus", "für", "im", "in", "am", "beim", "bei"})


@dataclass(slots=True)
class RolePhrase:
    """A role noun at word `head`; the phrase takes the words from `first` up to `last`.

    `countries` are all that it names, `before` those before the noun ("der russische Präsident", "US-Präsident").
    `part` is the part of a country whose office it is ("Bayern", "?" where the text does not say which).
    """

    first: int
    head: int
    last: int
    form: RoleForm
    determiner: str = ""
    countries: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    organisation: str = ""
    person: str = ""
    former: bool = False
    title: str = ""
    modifiers: list[Mark] = field(default_factory=list)
    adjectives: list[int] = field(default_factory=list)
    lowered: tuple[str, ...] = ()
    part: str = ""


_STATESMEN = frozenset(
    {"kanzler", "bundeskanzler", "bundespräsident", "bundesrat", "präsident", "ministerpräsident"}
)


def role_at(reading: Reading, at: int) -> RolePhrase | None:
    """Read the role phrase whose noun is word `at`."""
    what = reading.known[at]
    if what is None or what.role is None:
        return None
    phrase = RolePhrase(at, at, at + 1, what.role, title=what.role.lemma)
    if what.role.lemma.startswith("alt") and what.role.lemma[3:] in _STATESMEN:
        # "der Altkanzler" once was chancellor.
        phrase.former = True
        phrase.title = what.role.lemma[3:]
        phrase.form = what.role._replace(lemma=phrase.title)
    codes: list[str] = []
    if what.prefix:
        codes += what.prefix.codes
        phrase.organisation = what.prefix.organisation
        phrase.person = what.prefix.person
        phrase.former = what.prefix.former
        if what.prefix.length:
            text = reading.words[at][: what.prefix.length]
            phrase.title = f"{text.lower()}-{what.role.lemma}"
    codes += _before(reading, phrase)
    phrase.before = tuple(dict.fromkeys(codes))
    phrase.form = _gendered(phrase, reading.words[at])
    codes += _behind(reading, phrase)
    phrase.countries = tuple(dict.fromkeys(codes))
    if not phrase.part and what.role.lemma.startswith(tuple(reading.small.part_roles)):
        phrase.part = "?"
    return phrase


_LIKE_ADJECTIVES = (
    "ender",
    "ordneter",
    "auftragter",
    "sandter",
    "amter",
    "beamte",
    "jähriger",
    "bündeter",
    "erter",
)


def _gendered(phrase: RolePhrase, word: str) -> RoleForm:
    """Give a noun that is inflected like an adjective the gender of its article ("die Abgeordnete")."""
    form = phrase.form
    if not form.lemma.endswith(_LIKE_ADJECTIVES):
        return form
    if word.endswith("e"):
        return form._replace(gender="m" if phrase.determiner in ("der", "dieser", "jener", "jeder") else "f")
    if word.endswith("en"):
        return form._replace(gender="f" if phrase.determiner.endswith("er") else "m")
    return form._replace(gender="m")


def _before(reading: Reading, phrase: RolePhrase) -> list[str]:
    """Read adjectives, an article, or a genitive before the noun: the countries that they name."""
    words, known = reading.words, reading.known
    codes: list[str] = []
    at, lowered = phrase.head - 1, []
    if words[at] in ("und", "oder") and words[at - 1] == "-" and words[at - 2][:1].isupper():
        at -= 3  # "Staats- und Parteichef"
    while True:
        word, what = words[at], known[at]
        if what and (what.adjective or what.region) and word[-1:] in "enrsm" and reading.owner[at] is None:
            codes += what.adjective or (what.region,)
            phrase.part = phrase.part or (what.part.name if what.part else "")
            if what.adjective:
                phrase.adjectives.append(at)
            lowered.append(word)
            at -= 1
        elif what and what.demonym and word.endswith("er") and at == phrase.head - 1:
            codes.append(what.demonym.code)  # "Schweizer Politiker"
            phrase.adjectives.append(at)
            lowered.append(word)
            at -= 1
        elif word in FORMER:
            phrase.former = True
            lowered.append(word)
            at -= 1
        elif (
            len(lowered) < 3
            and len(word) > 3
            and word[0].islower()
            and word.endswith(_ADJECTIVE_ENDINGS)
            and word not in reading.small.determiners
            and _opens(reading, at - 1)
        ):
            lowered.append(word)
            at -= 1
        else:
            break
    phrase.lowered = tuple(lowered)
    if not _determined(reading, phrase, at, codes):
        if lowered and not codes:
            phrase.lowered = ()
        else:
            phrase.first = at + 1
    return codes


def _determined(reading: Reading, phrase: RolePhrase, at: int, codes: list[str]) -> bool:
    """Read the article or the genitive at word `at` that opens a role phrase; False where there is none."""
    words, what = reading.words, reading.known[at]
    word, owner = words[at], reading.owner[at]
    lower = word[:1].lower() + word[1:]
    if lower in reading.small.determiners:
        phrase.determiner = lower
        phrase.first = at
    elif owner is not None and owner.genitive and owner.last == at + 1:
        phrase.determiner = "'s"
        phrase.first = owner.first
        if owner.kind == "country":
            codes += owner.countries
            phrase.modifiers.append(owner)
        elif owner.kind == "organisation":
            codes += owner.countries
            phrase.organisation = phrase.organisation or owner.name
        elif owner.kind == "person":
            phrase.person = owner.name
            phrase.modifiers.append(owner)
    elif owner is None and what and what.part and word.endswith("s") and not what.region:
        phrase.determiner = "'s"
        phrase.first = at
        phrase.part = what.part.name
        codes.append(what.part.code)
    else:
        return False
    return True


def _opens(reading: Reading, at: int) -> bool:
    """Whether an article or a name in the genitive stands at word `at`, or one adjective before it."""
    for where in (at, at - 1, at - 2):
        word = reading.words[where]
        lower = word[:1].lower() + word[1:]
        if lower in reading.small.determiners:
            return True
        owner = reading.owner[where]
        if owner is not None and owner.genitive:
            return True
        if not word or not (word[0].islower() and word.endswith(_ADJECTIVE_ENDINGS)):
            return False
    return False


_OF = frozenset({"der", "des", "von", "vom", "in", "im"})


def part_at(reading: Reading, at: int) -> tuple[str, str, int] | None:
    """Read "Bayern", "US-Bundesstaates Ohio" at word `at`: the part of a country, its code, where it ends."""
    words, known = reading.words, reading.known
    noun = words[at].rpartition("-")[2]
    begin = at + (noun in reading.small.part_nouns)
    what = known[begin]
    if begin == at:
        named = reading.owner[at] is None and what and what.part and words[at] == what.part.name
        return (what.part.name, what.part.code, at + 1) if named and what and what.part else None
    if not words[begin][:1].isupper() or words[begin] in reading.small.never_names:
        return None
    prefix = known[at].prefix if known[at] else None  # type: ignore[union-attr]
    owner = reading.owner[begin]
    code = what.part.code if what and what.part else prefix.codes[0] if prefix and prefix.codes else ""
    if not code and owner is not None and owner.kind == "country":
        code = owner.name
    return words[begin], code, begin + 1


def _behind(reading: Reading, phrase: RolePhrase) -> list[str]:
    """Read a complement after the noun ("der Ukraine", "von Katar", "Russlands"): the countries that it names."""
    words, owner = reading.words, reading.owner
    at = phrase.last
    if words[at] == "(" and owner[at + 1] is not None and words[at + 2] == ")":
        mark = owner[at + 1]
        if mark is not None and mark.kind == "organisation" and not phrase.organisation:
            phrase.organisation = mark.name
            phrase.last = at + 3
            return list(mark.countries)
    mark = owner[at]
    if mark is not None and mark.kind == "country" and mark.genitive and mark.form == "name":
        phrase.last = mark.last
        phrase.modifiers.append(mark)
        return list(mark.countries)
    if owner[at] is None and (what := reading.known[at]) and what.part and words[at] == what.part.name + "s":
        phrase.last, phrase.part = at + 1, what.part.name
        return [what.part.code]
    if words[at] not in _FEMININE_COMPLEMENT:
        return []
    begin = at
    at += 1
    if (named := part_at(reading, at)) is not None and words[begin] in _OF:
        part, code, phrase.last = named
        phrase.part = part
        return [code] if code else []
    if words[at] in ("der", "den", "dem"):
        at += 1
    codes: list[str] = []
    while words[at] and words[at][0].islower() and words[at].endswith(_ADJECTIVE_ENDINGS) and at - begin < 4:
        what = reading.known[at]
        if what and what.adjective:
            codes += what.adjective
        at += 1
    mark = owner[at]
    if mark is None or mark.kind == "person":
        return []
    place = words[begin] in ("in", "im", "am", "bei", "beim", "aus", "für")
    if mark.kind == "country" and not place:
        phrase.last = mark.last
        phrase.modifiers.append(mark)
        return [*codes, *mark.countries]
    if mark.kind == "organisation" and words[begin] in ("der", "des", "von", "vom", "beim"):
        phrase.last = mark.last
        phrase.organisation = phrase.organisation or mark.name
        phrase.modifiers.append(mark)
        return [*codes, *mark.countries]
    return []
