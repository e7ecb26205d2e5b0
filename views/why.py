"""Puts into a reader's words why an event is read as it is: the rules that fired, the inferred day."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.explain import rules

if TYPE_CHECKING:
    from views.speech import Speech

BEFORE = ", of the sentence before"
INFERRED = "inferred from "
OWN_TEXT = "the text"
ADDED = "added by "


def fired(rule: str, say: Speech) -> str:
    """The rules of one piece of evidence, one line each: "Datum: Wochentag", "Art: „fordern“ → Forderung"."""
    lines = []
    for part, reason in rules(rule).items():
        if part == "rule":
            added = say("rule_added", name=reason.removeprefix(ADDED)) if reason.startswith(ADDED) else ""
            lines.append(added or _word("other", reason, say) or reason)
            continue
        words, arrow, value = reason.partition("->")
        if part == "time":
            text = _date_rule(words.strip(), say)
        else:
            text = _word("why", words.strip(), say) or say("quoted", text=words.strip())
        if arrow:
            text += f" → {say.label('kind' if part == 'act' else part, value.strip())}"
        lines.append(f"{_word('parts', part, say) or part}: {text}")
    return "\n".join(lines)


def inferred(reason: str, say: Speech) -> str:
    """What an article's day was inferred from."""
    source = reason.removeprefix(INFERRED).partition(":")[0]
    if source == OWN_TEXT:
        return _word("other", "inferred_text", say)
    return _word("other", "inferred", say).format(document=source) if source != reason else reason


def failure(line: str, say: Speech) -> str:
    """Why an input was not read, as far as the reason is one that is known here."""
    for english in words()["failure"]:
        line = line.replace(english, _word("failure", english, say))
    return line


def _date_rule(name: str, say: Speech) -> str:
    bare = name.removesuffix(BEFORE)
    text = _word("time", bare, say) or bare
    return text if bare == name else _word("other", "before", say).format(rule=text)


def _word(table: str, name: str, say: Speech) -> str:
    """A rule's words in the reader's language; empty where it has none."""
    german, english = words()[table].get(name, ("", ""))
    return german if say.language == "de" else english


@cache
def words() -> dict[str, dict[str, tuple[str, str]]]:
    """The tables of `rules.toml`."""
    with (Path(__file__).parent / "rules.toml").open("rb") as file:
        found: dict[str, dict[str, tuple[str, str]]] = tomllib.load(file)
    return found


def disagreement(line: str, say: Speech) -> str:
    """A conflict of an event in the reader's words: "kind: talks (a) against statement (b)"."""
    field, colon, rest = line.partition(": ")
    fields = say.table["conflict"]
    if not colon or field not in fields:
        return line
    sides = []
    for side in rest.split(" against "):
        value, bracket, names = side.partition(" (")
        known = say.table.get(field, {}).get(value) or _day(value, say)
        sides.append(f"{known}{bracket}{names}")
    return f"{fields[field]}: {say('against').join(sides)}"


def _day(value: str, say: Speech) -> str:
    try:
        return say.day(date.fromisoformat(value))
    except ValueError:
        return value
