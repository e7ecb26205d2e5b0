"""Says where an article plays and where it was written: countries by how often it names them, and the home country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.actors.lexicon import TOKEN

if TYPE_CHECKING:
    from pipeline.actors.lexicon import Word
    from pipeline.actors.reading import Reading

HEAD = 450
"""How many characters at the beginning tell where an article was written; a third of them at the end."""
HOMES = ("DE", "AT", "CH")
"""The countries whose news say "der Bundeskanzler" of their own."""


def set_scene(reading: Reading) -> None:
    """Count how often the article names each country, and choose the home country: mostly Germany."""
    scene = reading.scene
    for what in reading.known:
        if what is not None:
            for code in _codes(reading, what):
                scene[code] = scene.get(code, 0) + 1
    reading.home = _home(reading)


def _codes(reading: Reading, what: Word) -> tuple[str, ...]:
    if what.phrases and not what.phrases[-1].rest:
        single = what.phrases[-1]
        if single.kind in ("country", "capital"):
            return (single.target,)
        if single.kind == "organisation":
            organisation = reading.lexicon.organisations[single.target]
            unique = organisation.name not in reading.lexicon.same_name
            return (
                organisation.countries[:1] if unique and organisation.type in ("party", "parliament") else ()
            )
    if what.adjective:
        return what.adjective
    if what.demonym:
        return (what.demonym.code,)
    if what.region and what.region in HOMES:
        return (what.region,)
    if what.prefix and not what.prefix.organisation:
        return what.prefix.codes
    return ()


def _home(reading: Reading) -> str:
    """Choose the home country: by agency, by the town that opens the text, by spelling, by what it speaks of."""
    small, text = reading.small, reading.text
    words = {*TOKEN.findall(text[:HEAD]), *TOKEN.findall(text[-HEAD // 3 :])}
    for code, signs in (("AT", small.agencies_at), ("CH", small.agencies_ch)):
        if not signs.isdisjoint(words):
            return code
    for line in text[:HEAD].splitlines():
        opening = TOKEN.findall(line[:40])[:2]
        ends = len(opening) == 1 or (len(opening) == 2 and not opening[1].isalpha())
        for code, towns in (("AT", small.towns_at), ("CH", small.towns_ch)):
            if ends and opening[0] in towns:
                return code
    if "ß" not in text and any(spelling in text for spelling in small.swiss_spellings):
        return "CH"
    at_home = reading.scene.get("DE", 0)
    for code in ("AT", "CH"):
        named = reading.scene.get(code, 0)
        if named > 3 + 2 * at_home and named == max(reading.scene.values()):
            return code
    return "DE"
