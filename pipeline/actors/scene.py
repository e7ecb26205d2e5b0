"""Says where an article plays and where it was written: countries by how often it names them, and the home country."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.actors.lexicon import Word
    from pipeline.actors.reading import Reading

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
    given = reading.lexicon.words
    head, tail = reading.words[:80], reading.words[-15:]
    for code, signs in (("AT", given.agencies_at), ("CH", given.agencies_ch)):
        if not signs.isdisjoint(head) or not signs.isdisjoint(tail):
            return code
    for code, towns in (("AT", given.towns_at), ("CH", given.towns_ch)):
        for begin, _ in reading.bounds[:4]:
            if reading.words[begin] in towns and reading.words[begin + 1] in (
                "(",
                "-",
                "–",
                ".",
                "/",
                ",",
                "",
            ):
                return code
    at_home = reading.scene.get("DE", 0)
    for code in ("AT", "CH"):
        if reading.scene.get(code, 0) > 3 + 2 * at_home and reading.scene[code] == max(
            reading.scene.values()
        ):
            return code
    return "DE"
