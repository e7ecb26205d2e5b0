"""Conjugate German verbs: principal parts from the table of strong verbs, everything else by rule.

`strong.tsv` holds the parts of irregular verbs without prefix. A verb with an inseparable prefix inherits them
("verschreiben": verschreibt, verschrieb, verschrieben), every other verb is regular.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

Tense = Literal["present", "past", "subj1", "subj2", "participle", "infinitive", "zu-infinitive"]

TABLES = Path(__file__).with_name("de")
INSEPARABLE = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer")
DOUBTFUL = ("durch", "hinter", "über", "um", "unter", "voll", "wider", "wieder")
PARTICLES = (
    "zusammen", "entgegen", "hinunter", "herunter", "auseinander", "zurecht", "zurück", "weiter", "wieder",
    "voraus", "vorbei", "vorüber", "hinaus", "hinein", "hinweg", "hinauf", "hinzu", "heraus", "herein",
    "herbei", "heran", "herab", "herum", "hervor", "herauf", "nieder", "empor", "durch", "davon", "dahin",
    "voran", "umher", "fort", "fest", "heim", "hoch", "nach", "frei", "fern", "bei", "mit", "aus", "auf",
    "ein", "vor", "los", "weg", "hin", "her", "ab", "an", "um", "zu",
)  # fmt: skip
"""Separable prefixes that make verbs freely, the longer before their beginnings."""
_VOWELS = frozenset("aeiouäöüy")
_UMLAUT = {"au": "äu", "a": "ä", "o": "ö", "u": "ü"}


class Parts(NamedTuple):
    """Principal parts: third person singular of present and past, participles, and forms of subjunctive 2."""

    present: tuple[str, ...]
    past: tuple[str, ...]
    participle: tuple[str, ...]
    subjunctive: tuple[str, ...]
    perfect: str


def rows(name: str) -> list[dict[str, str]]:
    """Read a table of the German lexicon: one dict a row, by the column names of its header."""
    lines = [
        line
        for line in (TABLES / name).read_text(encoding="utf-8").split("\n")
        if line and not line.startswith("#")
    ]
    header = lines[0].split("\t")
    table = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise ValueError(f"{len(cells)} cells in {line!r}, {len(header)} expected ({TABLES / name})")
        table.append(dict(zip(header, cells, strict=True)))
    return table


def stem(infinitive: str) -> str:
    """Give the stem of an infinitive: "fordern" -> "forder", "sagen" -> "sag", "tun" -> "tu"."""
    if infinitive.endswith("en"):
        return infinitive[:-2]
    return infinitive.removesuffix("n")


def weak(infinitive: str) -> Parts:
    """Inflect a regular verb: "arbeiten" -> arbeitet, arbeitete, gearbeitet."""
    root = stem(infinitive)
    third = root + ("et" if _needs_e(root) else "t")
    augment = "" if infinitive.endswith("ieren") or inseparable(infinitive) else "ge"
    return Parts((third,), (third + "e",), (augment + third,), (), "haben")


def _needs_e(root: str) -> bool:
    if root[-1] in "td":
        return True
    if root.endswith(("chn", "ckn")):
        return True
    return root[-1] in "mn" and len(root) > 1 and root[-2] not in _VOWELS and root[-2] not in "rlhmn"


def inseparable(infinitive: str) -> bool:
    """Say whether a verb has a prefix that takes the place of "ge-" in its participle."""
    return any(
        infinitive.startswith(prefix)
        and len(infinitive) - len(prefix) >= 5
        and any(letter in _VOWELS for letter in stem(infinitive)[len(prefix) :])
        for prefix in (*INSEPARABLE, *DOUBTFUL)
    )


def subjunctive(past: str) -> str:
    """Give the subjunctive 2 of a strong past: "gab" -> "gäbe", "ließ" -> "ließe"."""
    end = len(past)
    while end and past[end - 1] not in _VOWELS:
        end -= 1
    begin = end
    while begin and past[begin - 1] in _VOWELS:
        begin -= 1
    vowels = past[begin:end]
    return past[:begin] + _UMLAUT.get(vowels, vowels) + past[end:] + "e"


@cache
def strong() -> dict[str, Parts]:
    """Give the principal parts of the irregular verbs without prefix, by infinitive."""
    table = {}
    for row in rows("strong.tsv"):
        past = tuple(row["past"].split("|"))
        given = tuple(row["subjunctive"].split("|")) if row["subjunctive"] else ()
        table[row["lemma"]] = Parts(
            tuple(row["present"].split("|")),
            past,
            tuple(row["participle"].split("|")),
            given or tuple(subjunctive(form) for form in past if not form.endswith("te")),
            row["aux"] or "haben",
        )
    return table


def principal_parts(infinitive: str) -> Parts:
    """Give the parts of a verb without separable prefix: of its own, of its base, or by the weak rules."""
    table = strong()
    if infinitive in table:
        return table[infinitive]
    for prefix in (*INSEPARABLE, *DOUBTFUL):
        base = infinitive.removeprefix(prefix)
        if base != infinitive and base in table:
            parts = table[base]
            return Parts(
                tuple(prefix + form for form in parts.present),
                tuple(prefix + form for form in parts.past),
                tuple(prefix + form.removeprefix("ge") for form in parts.participle),
                tuple(prefix + form for form in parts.subjunctive),
                "haben",
            )
    return weak(infinitive)


def inflect(infinitive: str, parts: Parts) -> list[tuple[str, Tense, str, int]]:
    """List the forms of a verb without separable prefix as (form, tense, number, person)."""
    root = stem(infinitive)
    found: list[tuple[str, Tense, str, int]] = [(infinitive, "infinitive", "", 0)]
    found += [(form, "present", "sg", 3) for form in parts.present]
    found.append((infinitive, "present", "pl", 3))
    first = root + "e"
    found.append((first, "present", "sg", 1))
    found.append((first, "subj1", "sg", 3))
    if root.endswith("el"):
        found.append((root[:-2] + "le", "present", "sg", 1))
        found.append((root[:-2] + "le", "subj1", "sg", 3))
    for form in parts.past:
        found.append((form, "past", "sg", 3))
        found.append((form + ("n" if form.endswith("e") else "en"), "past", "pl", 3))
    for form in parts.subjunctive:
        found.append((form, "subj2", "sg", 3))
        found.append((form + "n", "subj2", "pl", 3))
    found += [(form, "participle", "", 0) for form in parts.participle]
    return found
