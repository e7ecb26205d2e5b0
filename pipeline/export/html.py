"""One HTML file that works alone, without a network: the events with their evidence, and filters for them.

Its policy forbids everything but its own style and script. What articles say stands in it as data, which the
script (`page/page.js`) makes into text nodes, never into HTML.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from html import escape
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import orjson

from pipeline.chart.look import KIND_LOOKS
from pipeline.export.about import citation
from pipeline.schema import KINDS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.export.about import Words
    from pipeline.export.selection import Selection
    from pipeline.schema import Event

PAGE = Path(__file__).parent / "page"
FACETS = ("countries", "persons", "kind", "organisations", "status", "source")
MANY = 50_000
"""Events with which a browser takes long to open the file."""
HEAD = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{program}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#list">{list}</a>
<header><h1>{heading}</h1><p class="soft">{asked}</p></header>
<main>
<section class="filters" aria-label="{filters}">
<details><summary>{filters}</summary><div class="fields"></div></details></section>
<section aria-label="{list}" id="list">
<div class="found"><strong class="count" role="status"></strong>
<button type="button" class="clear">{clear}</button>
<label><input type="checkbox" class="proofs" checked> {proofs}</label></div>
<svg class="over" preserveAspectRatio="none" role="img" aria-label="{overview}"></svg>
<div class="ends"></div>
<div class="list"><noscript><p>{noscript}</p></noscript></div>
</section>
</main>
<footer><dl class="about">{about}</dl></footer>
"""


def html(selection: Selection, stream: IO[bytes]) -> list[str]:
    """The file; a browser opens some ten thousand events at once, and more with patience."""
    words, about = selection.words, selection.about
    style, script = _style(), _part("page.js")
    heading = words("title")
    stream.write(
        HEAD.format(
            language=words.language,
            policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
            "base-uri 'none'; form-action 'none'",
            program=escape(about.program),
            title=escape(" – ".join([*about.filters[:3], heading])),
            heading=escape(heading),
            asked=escape("; ".join(about.filters)),
            style=style,
            about="".join(
                f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in about.lines(words)
            ),
            filters=escape(words("about_filters")),
            list=escape(words("list")),
            clear=escape(words("clear_all")),
            proofs=escape(words("html_proofs")),
            overview=escape(words("overview_table")),
            noscript=escape(words("html_noscript")),
        ).encode("utf-8", "replace")
    )
    numbers: dict[str, int] = {}
    countries: dict[str, None] = {}
    stream.write(b'<script type="application/json" id="events">[')
    for place, event in enumerate(selection.events()):
        countries |= dict.fromkeys(event.countries)
        stream.write((b",\n" if place else b"\n") + _data(_row(event, words, numbers)))
    stream.write(b"]</script>\n")
    sources = (selection.source(document) for document in numbers)
    listed = [
        [source.title or source.document, citation(source, words), source.address] for source in sources
    ]
    for name, value in (("sources", listed), ("words", _words(words, countries))):
        stream.write(f'<script type="application/json" id="{name}">'.encode() + _data(value) + b"</script>\n")
    stream.write(f"<script>{script}</script>\n</body>\n</html>\n".encode())
    return [f"{about.events} events: a browser takes long to open that many"] if about.events > MANY else []


def _row(event: Event, words: Words, numbers: dict[str, int]) -> list[Any]:
    return [
        event.event_id,
        event.title,
        event.start or "",
        event.end or "",
        words.when(event.start, event.end, event.granularity, event.edtf),
        event.kind,
        event.status,
        event.persons,
        event.countries,
        event.organisations,
        event.place or "",
        round(event.confidence, 3),
        [(piece.text, numbers.setdefault(piece.document, len(numbers))) for piece in event.evidence],
        event.conflicts,
    ]


def _words(words: Words, countries: Iterable[str]) -> dict[str, Any]:
    texts = {
        "search": "search",
        "from": "range_from",
        "to": "range_to",
        "count": "result",
        "more": "facet_more",
        "quoted": "quoted",
        "conflicts": "reading_conflicts",
        "sure": "html_sure",
        "search_facet": "facet_search",
    }
    return {
        "texts": {name: words.table[key] for name, key in texts.items()},
        "facets": FACETS,
        "labels": {
            "facet": {facet: words.table["facet"][facet] for facet in FACETS},
            "kind": {kind: words.label("kind", kind) for kind in KINDS},
            "status": {status: words.label("status", status) for status in STATUSES},
            "countries": {code: words.label("countries", code) for code in countries},
        },
    }


def _data(value: Any) -> bytes:
    """JSON that cannot end the element that it stands in."""
    return orjson.dumps(value).replace(b"<", b"\\u003c")


@cache
def _part(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


def _style() -> str:
    light = "".join(f".k-{kind} {{ --kind: {look[0]}; }}\n" for kind, look in KIND_LOOKS.items())
    dark = "".join(f".k-{kind} {{ --kind: {look[1]}; }}\n" for kind, look in KIND_LOOKS.items())
    return f"{_part('page.css')}{light}@media (prefers-color-scheme: dark) {{ {dark} }}\n"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


WRITERS: dict[str, Callable[[Selection, IO[bytes]], list[str]]] = {"html": html}
