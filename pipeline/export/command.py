"""From the options of `export` to the events that they ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import corrections
from pipeline.export import options as given
from pipeline.export.selection import extracted_on, selected
from pipeline.query import View, from_url, open_store
from pipeline.query.corrected import Source, corrected
from pipeline.query.url import KEYS
from pipeline.store import read_events

if TYPE_CHECKING:
    import argparse

    from pipeline.export.about import Words
    from pipeline.export.selection import Selection
    from pipeline.query import Choice, Filter, Index


class WrongOption(ValueError):  # noqa: N818 - it says what is wrong, as ValueError does
    """An option that has a value which is not allowed: one line."""


def selection(options: argparse.Namespace) -> tuple[Selection, list[str]]:
    """The events that the options ask for, and a line for each value that no event has."""
    asked, view, bad = from_url(given.parameters(options), View())
    if bad:
        wrong = [line.replace("to=", "until=", 1) if line.startswith("to=") else line for line in bad]
        raise WrongOption(f"not allowed: --{', --'.join(wrong)}; see `export --help`")
    # the words are the page's; a language is only known here
    words: Words = import_module("views.speech").speech(view.language)
    index = open_store(options.file)
    stored: Path | None = Path(options.file)
    if options.corrections:
        index = _corrected(index, options)
        # what was corrected is not in the store
        stored = None
    asked, unknown = named(asked, index)
    chosen = selected(
        index,
        asked,
        view,
        words,
        extracted=extracted_on(options.file),
        made=date.today(),
        address=given.address(options),
        stored=stored,
    )
    return chosen, unknown


def _corrected(index: Index, options: argparse.Namespace) -> Index:
    """The index with the edits of a file in it."""
    try:
        log = corrections.read(options.corrections)
    except OSError as error:
        raise WrongOption(f"{options.corrections}: {error.strerror or error}") from None
    path = Path(options.file)
    stored = corrections.kept(path)
    source = Source(index, lambda ids: read_events(path, ids), stored)
    edits = corrections.joined([log, corrections.Log(stored.edits)])
    found, _ = corrected(source, edits)
    return found


def named(asked: Filter, index: Index) -> tuple[Filter, list[str]]:
    """The filter with countries and the like by their codes, where they were given by their names.

    The second result has a line for each value that no event has.
    """
    unknown = []
    for facet, key in KEYS.items():
        choice: Choice = asked.choice(facet)
        if not choice:
            continue
        codes = _codes(facet, index)
        sides: dict[str, frozenset[str]] = {}
        for side in ("include", "exclude"):
            values = getattr(choice, side)
            sides[side] = frozenset(codes.get(value.casefold(), value) for value in values)
            unknown += [
                f"no event has {key} {value!r}"
                for value in sorted(sides[side])
                if value not in index.facets[facet].codes
            ]
        asked = asked.choose(facet, replace(choice, include=sides["include"], exclude=sides["exclude"]))
    return asked, unknown


def _codes(facet: str, index: Index) -> dict[str, str]:
    """The values of a facet by what the page calls them in either language, and by themselves in any case."""
    speech = import_module("views.speech")
    values = index.facets[facet].values
    codes = {value.casefold(): value for value in values}
    for language in speech.LANGUAGES:
        codes |= {speech.speech(language).label(facet, value).casefold(): value for value in values}
    return codes | {value.casefold(): value for value in values}
