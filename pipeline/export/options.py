"""The options of `export`: the page's filters, by the names that they have in its links."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from pipeline.export import FORMATS
from pipeline.schema import BASES, KINDS, ROLES, STATUSES

if TYPE_CHECKING:
    import argparse

FACETS = {
    "country": "ISO 3166-1 code or name",
    "person": "full name",
    "organisation": "canonical name",
    "kind": ", ".join(KINDS),
    "status": ", ".join(STATUSES),
    "basis": ", ".join(BASES),
    "source": "name of an article, as in the column `document`",
    "year": "year or month that an event begins in, as 2025 or 2025-12",
    "sources": "number of articles that tell it: 1, 2, 3+",
    "certainty": "confidence in percent, by bands: 90, 80, 70, 60, 50, 0",
}
"""The page's facets by their names in a link, and what their values are."""
NOT = "not-"
SINGLE = ("from", "until", "range", "undated", "text", "confidence", "role", "lanes", "order", "lang")
"""The page's other settings; `until` is `to` in a link, where no format has that name."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add everything that `export` can be told."""
    add = parser.add_argument
    add("file", metavar="FILE", help="events that `extract -o` wrote: a .parquet file, or a folder")
    add(
        "--to",
        metavar="FORMAT",
        choices=tuple(FORMATS),
        help=f"{', '.join(FORMATS)} (default: by OUTPUT's ending)",
    )
    add("-o", "--output", metavar="OUTPUT", help="written all or not at all (default: standard output)")
    add("--corrections", metavar="FILE", help="a corrections.jsonl that is replayed over the events first")
    add(
        "--view",
        metavar="LINK",
        default="",
        help="a link of the page, or what stands behind its question mark",
    )
    group = parser.add_argument_group(
        "filters", "As on the page, and instead of what LINK says. Several values of one name: any of them."
    )
    add = group.add_argument
    for key, what in FACETS.items():
        add(f"--{key}", action="append", metavar=key.upper(), help=f"{what}; may be repeated")
        add(f"--{NOT}{key}", action="append", metavar=key.upper(), help="leave these out; may be repeated")
    add(
        "--all",
        action="append",
        choices=tuple(FACETS),
        metavar="NAME",
        help="of country, person, ...: all values at once; may be repeated",
    )
    add("--from", metavar="DAY", help="first day, YYYY-MM-DD")
    add("--until", metavar="DAY", help="last day, YYYY-MM-DD")
    add("--range", metavar="HOW", help="how an event fits the days: overlaps (default), within")
    add("--undated", metavar="YES", help="events without a date, where no days are given: yes (default), no")
    add("--text", help='search in titles and sentences: Waffenruhe, "in Berlin", -Gas')
    add("--confidence", metavar="SHARE", help="at least this sure, 0 to 1")
    add(
        "--role",
        help=f"the part that persons, countries, organisations must have: any (default), {', '.join(ROLES)}",
    )
    add = parser.add_argument_group("wording and picture").add_argument
    add("--lang", metavar="LANGUAGE", help="of labels and dates: de (default), en")
    add("--lanes", help="of the picture: countries (default), persons, organisations, kind, source, none")
    add("--order", help="of the lanes: count (default), name, first")


def parameters(options: argparse.Namespace) -> dict[str, list[str]]:
    """The options as the parameters of a link: those of `--view`, and instead of them what else is given."""
    link = options.view.strip()
    query = urlsplit(link).query if "?" in link else link
    found = parse_qs(query, keep_blank_values=True)
    for key in (*FACETS, *(f"{NOT}{key}" for key in FACETS), "all"):
        if values := getattr(options, key.replace("-", "_")):
            found[key] = values
    for key in SINGLE:
        if (value := getattr(options, key)) is not None:
            found["to" if key == "until" else key] = [value]
    return found


def address(options: argparse.Namespace) -> str:
    """The page that `--view` is a link of; empty where it names none."""
    link = options.view.strip()
    return link.partition("?")[0] if link.startswith(("http://", "https://")) else ""
