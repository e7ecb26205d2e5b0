"""What an office is called, and when it was held, in the reader's language."""

from __future__ import annotations

import csv
from calendar import monthrange
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.knowledge.profiles import ambiguous

if TYPE_CHECKING:
    from datetime import date

    from pipeline.knowledge.profiles import Term
    from views.speech import Speech

TABLE = Path(__file__).parent / "offices_en.tsv"


def office_name(term: Term, say: Speech, home: str = "") -> str:
    """The office of a term, with its organisation or country where the name does not say it.

    `home` is the country or organisation that the reader looks at: it goes without saying.
    """
    english = _english().get(_suffix(term.office)) if say.language == "en" else None
    owner = term.organisation or (say.label("countries", term.country) if term.country else "")
    clear = not english and ambiguous(term.title) < 2
    if not owner or clear or home in (term.organisation, term.country):
        return english or term.title
    return f"{english or term.title} ({owner})"


def _suffix(office: str) -> str:
    return office.rpartition(".")[2].rstrip("0123456789")


@cache
def _english() -> dict[str, str]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["office"]: row["name"] for row in csv.DictReader(lines, delimiter="\t")}


def term_span(term: Term, say: Speech) -> str:
    """From when to when, no more precise than the table is."""
    first = _day(term.start, term.exact, False, say) if term.start else ""
    last = _day(term.end, term.exact, True, say) if term.end else ""
    if first and last:
        text = say("span", first=first, last=last)
    elif first or last:
        text = say("since", day=first) if first else say("until", day=last)
    else:
        text = say("time_unknown")
    return say("acting", time=text) if term.acting else text


def _day(day: date, exact: bool, last: bool, say: Speech) -> str:
    """A day; of a term that is known to the month or the year only, where it may be such an end: just that."""
    at_edge = day.day == (monthrange(day.year, day.month)[1] if last else 1)
    if exact or not at_edge:
        return say.day(day)
    if day.month == (12 if last else 1):
        return str(day.year)
    return say("month_year", month=say.table["months"][day.month - 1], year=day.year)
