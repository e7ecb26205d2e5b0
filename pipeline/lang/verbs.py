"""Conjugate the German verbs of the lexicon, and find the verb that a word is a form of.

The tables hold what must be known: `verbs.tsv` the lemmas and what they mean as acts, `strong.tsv` the principal
parts of irregular verbs without prefix, `auxiliaries.tsv` the forms that no rule gives. Everything else is
inflected here: "zurück|weisen" has the parts of "weisen", its participle is "zurückgewiesen", and its finite forms
stand both apart ("wies ... zurück") and joined ("dass er zurückwies").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple, cast

from pipeline.lang.conjugation import (
    PARTICLES,
    Parts,
    Tense,
    inflect,
    inseparable,
    principal_parts,
    rows,
    strong,
    subjunctive,
    weak,
)

AUXILIARIES = frozenset({"sein", "haben", "werden"})
MODALS = frozenset({"können", "müssen", "sollen", "wollen", "dürfen", "mögen"})
FINITE = frozenset({"present", "past", "subj1", "subj2"})

_IEREN: dict[str, tuple[tuple[Tense, str, int], ...]] = {
    "iert": (("present", "sg", 3), ("participle", "", 0)),
    "ierte": (("past", "sg", 3),),
    "ierten": (("past", "pl", 3),),
    "ieren": (("infinitive", "", 0), ("present", "pl", 3)),
    "iere": (("present", "sg", 1), ("subj1", "sg", 3)),
}
_ADJECTIVES = frozenset(
    [
        "gesamt",
        "gerecht",
        "gewohnt",
        "geraumt",
        "bereit",
        "berühmt",
        "beliebt",
        "bewusst",
        "erneut",
        "verrückt",
    ]
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb as an act: its lemma without the mark of its prefix, and what the lexicon knows of it.

    `kind` is one of `schema.KINDS`, or empty for states, auxiliaries and light verbs. `speech` verbs can
    introduce what is said. `status` is empty for occurred. `addressed` are the cases ("acc", "dat") and
    prepositions that mark the addressee. `object` is "event" where a noun of the clause names the event and
    decides its kind ("stattfinden"). `perfect` is the auxiliary of its perfect, "haben" or "sein".
    """

    lemma: str
    prefix: str
    base: str
    kind: str
    speech: bool
    status: str
    addressed: tuple[str, ...]
    object: str
    perfect: str


class Form(NamedTuple):
    """One reading of a word: a form of `lemma`; `number` is sg, pl or empty, `person` 1, 2, 3 or 0.

    `lemma` of a finite form that stands apart from its prefix is the base verb ("wies" is of "weisen").
    """

    lemma: str
    tense: Tense
    number: str
    person: int


class Lexicon(NamedTuple):
    """All verbs by lemma, all readings by form, and the separable prefixes of every base verb."""

    verbs: dict[str, Verb]
    forms: dict[str, tuple[Form, ...]]
    prefixes: dict[str, frozenset[str]]


def _parts(row: dict[str, str], base: str) -> Parts:
    given = row["parts"]
    if not given:
        return principal_parts(base)
    if given == "weak":
        return weak(base)
    cells = given.split(" ")
    if len(cells) != 3:
        raise ValueError(f"parts {given!r} of {row['lemma']!r}; three forms or 'weak' expected (verbs.tsv)")
    present, past, participle = (tuple(cell.split("|")) for cell in cells)
    forms = tuple(subjunctive(form) for form in past if not form.endswith("te"))
    return Parts(present, past, participle, forms, "haben")


@cache
def lexicon() -> Lexicon:
    """Build the lexicon of verbs from its tables; once in a process, in some 50 ms."""
    verbs: dict[str, Verb] = {}
    forms: dict[str, list[Form]] = {}
    prefixes: dict[str, set[str]] = {}
    bases: dict[str, Parts] = {}

    def add(word: str, form: Form) -> None:
        readings = forms.setdefault(word, [])
        if form not in readings:
            readings.append(form)

    table = rows("verbs.tsv")
    for row in table:
        prefix, _, base = row["lemma"].rpartition("|")
        lemma = prefix + base
        parts = _parts(row, base)
        verbs[lemma] = Verb(
            lemma,
            prefix,
            base,
            row["kind"],
            row["speech"] == "yes",
            row["status"],
            tuple(filter(None, row["addressed"].split("|"))),
            row["object"],
            row["aux"] or parts.perfect,
        )
        if prefix:
            prefixes.setdefault(base, set()).add(prefix)
            add(prefix + "zu" + base, Form(lemma, "zu-infinitive", "", 0))
            for word, tense, number, person in inflect(base, parts):
                add(prefix + word, Form(lemma, tense, number, person))
            bases.setdefault(base, parts)
        else:
            bases[base] = parts
    bases = {base: parts for base, parts in bases.items() if base in verbs} | strong() | bases
    for base, parts in bases.items():
        if base in AUXILIARIES or base in MODALS:
            continue
        if base not in verbs:
            verbs[base] = Verb(base, "", base, "", False, "", (), "", parts.perfect)
        for word, tense, number, person in inflect(base, parts):
            add(word, Form(base, tense, number, person))
    for row in rows("auxiliaries.tsv"):
        add(
            row["form"],
            Form(row["lemma"], cast("Tense", row["tense"]), row["number"], int(row["person"] or 0)),
        )
    for word in [word for word in forms if "ß" in word or "ss" in word]:
        for other in (word.replace("ß", "ss"), _old_spelling(word)):
            if other != word:
                for form in forms[word]:
                    add(other, form)
    return Lexicon(
        verbs,
        {word: tuple(readings) for word, readings in forms.items()},
        {base: frozenset(found) for base, found in prefixes.items()},
    )


def _old_spelling(word: str) -> str:
    """Spell as before 1998: "muss" -> "muß", "beschlossen" stays."""
    place = word.find("ss")
    if place < 0 or (place + 2 < len(word) and word[place + 2] != "t"):
        return word
    return word[:place] + "ß" + word[place + 2 :]


def lookup(word: str) -> tuple[Form, ...]:
    """List the readings of a word as a verb form, as it is written; empty where there is none.

    >>> [form.tense for form in lookup("gefordert")]
    ['participle']
    """
    found = lexicon().forms.get(word)
    return found if found is not None else _guess(word)


@lru_cache(maxsize=65536)
def _guess(word: str) -> tuple[Form, ...]:
    """Read a word that is not in the lexicon: a known base with a particle, or a verb in "-ieren"."""
    if len(word) < 7 or not word.islower():
        return ()
    known = lexicon()
    for particle in PARTICLES:
        if word.startswith(particle):
            rest = word[len(particle) :]
            readings = known.forms.get(rest, ())
            if readings and _takes_particle(known.verbs[readings[0].lemma]):
                return tuple(
                    Form(particle + one.lemma, one.tense, one.number, one.person)
                    for one in readings
                    if one.tense != "zu-infinitive"
                )
            if rest.startswith("zu"):
                for form in known.forms.get(rest[2:], ()):
                    if form.tense == "infinitive":
                        return (Form(particle + form.lemma, "zu-infinitive", "", 0),)
    for ending, made in _IEREN.items():
        if word.endswith(ending) and len(word) > len(ending) + 3:
            lemma = word[: -len(ending)] + "ieren"
            return tuple(Form(lemma, tense, number, person) for tense, number, person in made)
    if word.endswith("t") and word not in _ADJECTIVES and not word.endswith(("wert", "haft", "heit")):
        lemma = _weak_participle(word)
        if lemma:
            return (Form(lemma, "participle", "", 0),)
    return ()


def _weak_participle(word: str) -> str:
    """Guess the infinitive of a regular participle: "gegönnt" -> "gönnen", "vermarktet" -> "vermarkten"."""
    if word.endswith("st") and not word.endswith("sst"):
        return ""
    bare = word.removesuffix("t").removesuffix("e")
    ending = "n" if bare.endswith(("el", "er")) else "en"
    if word.startswith(("ver", "ent", "zer", "er", "be")) and len(word) > 7:
        return bare + ending
    for particle in ("", *PARTICLES):
        if bare.startswith(particle + "ge") and len(bare) > len(particle) + 4:
            base = bare[len(particle) + 2 :] + ending
            return "" if inseparable(base) else particle + base
    return ""


def _takes_particle(base: Verb) -> bool:
    return (
        not base.prefix and base.lemma not in MODALS and base.lemma not in AUXILIARIES and base.lemma != "tun"
    )


def verb(lemma: str) -> Verb:
    """Give the verb of a lemma; one that is not in the lexicon has no kind."""
    known = lexicon().verbs.get(lemma)
    return known if known is not None else _unknown(lemma)


@lru_cache(maxsize=4096)
def _unknown(lemma: str) -> Verb:
    for particle in PARTICLES:
        base = lexicon().verbs.get(lemma.removeprefix(particle))
        if base is not None and base.lemma != lemma:
            return Verb(lemma, particle, base.lemma, "", False, "", (), "", base.perfect)
    return Verb(lemma, "", lemma, "", False, "", (), "", "haben")


@lru_cache(maxsize=65536)
def attributive(word: str) -> tuple[str, str]:
    """Give (lemma, participle) of a participle that is inflected as an adjective, or empty strings.

    >>> attributive("verabschiedeten"), attributive("regierende")
    (('verabschieden', 'verabschiedet'), ('regieren', 'regierend'))
    """
    for ending in ("en", "em", "er", "es", "e"):
        if not word.endswith(ending):
            continue
        bare = word[: -len(ending)]
        for form in lookup(bare):
            if form.tense == "participle":
                return form.lemma, bare
        if bare.endswith("nd"):
            for form in lookup(bare[:-1]):
                if form.tense == "infinitive":
                    return form.lemma, bare
    return "", ""
