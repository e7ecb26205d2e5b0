"""Finds the day on which a web page was published: what its metadata, its address and its stamps say together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from pipeline.read import published as stamps
from pipeline.read.web.blocks import Block, Node, names_of, plain
from pipeline.read.web.metadata import Metadata, text_of
from pipeline.read.web.names import names

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_METAS = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished"),
    *(
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "vr:published_time",
        "rnews:datepublished",
    ),
    *(
        "date",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "dcterms.created",
        "dc.date.created",
    ),
    *("pubdate", "publishdate", "publish-date", "publish_date", "publication_date"),
    *("publication-date", "article.published"),
    *("article:created", "created", "date.created", "iso-8601-publish-date", "uploaddate", "og:pubdate"),
)
_MARKED = "//*[@itemprop='datePublished' or @property='datePublished' or @property='schema:datePublished']"
_SCRIPTED = re.compile(
    r"(?i)(?<!re)(?<!un)(?<!last)(?<!last_)(?:publish(?:ed)?_?(?:at|date|on)|publication_?date|date_?publish(?:ed)?|"
    r"date_?publication|pub_?date|first_?published(?:_?(?:at|date))?)[\"']?\s{0,3}[:=]\s{0,3}"
    r"[\"'](\d{4}-\d\d-\d\d[^\"']{0,30}|\d{8}(?=[\"'])|\d{1,2}\.\d{1,2}\.\d{4}[^\"']{0,20})"
)
_MOMENT = re.compile(r"1\d{9}(?:\d{3})?")
_TOLD = re.compile(
    r"(?i)\W{0,3}dies(?:er|e|es) (?:artikel|text|beitrag|meldung|nachricht) (?:ist|wurde) am (\S.{5,20}?\d{4})\b"
    r".{0,60}\b(?:veröffentlicht|publiziert|gesendet)\b"
)
_ADDRESSED = re.compile(r"(?<!\d)((?:19|20)\d\d)([/._-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
_UTC = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d)?(?:\.\d{1,9})?\s?(?:Z|UTC|GMT|[+-]00:?00)$")
_CHANGED = re.compile(r"(?i)aktualisier|update|geändert|änderung|modified|überarbeitet")
_GROUPING = ("div", "section", "ul")
_FIRST = date(1900, 1, 1)


class Said(NamedTuple):
    """A day that the page names for its publication: where, in what words; `labelled` where these say so."""

    day: date
    source: str
    words: str
    labelled: bool = False


def day_of(tree: HtmlElement, metadata: Metadata, head: list[Block], scripts: str) -> tuple[date | None, str]:
    """The day of publication and where it stands; `head` are the blocks that stamps may stand in.

    It is the day in the place of the outlet: the one that a stamp with its time zone names.
    """
    said = [one for one in _said(tree, metadata, head, scripts) if _FIRST <= one.day <= _tomorrow()]
    if not said:
        return _searched(tree, metadata)
    told = text_of(metadata.article.get("datePublished"))
    best = _agreed(said, bool(told) and told == text_of(metadata.article.get("dateModified")))
    return best.day, plain(f"{best.source}: {best.words}")


def _said(tree: HtmlElement, metadata: Metadata, head: list[Block], scripts: str) -> Iterator[Said]:
    """What the page says, the most trusted first; of each source one day."""
    yield from _first("JSON-LD", [text_of(metadata.article.get("datePublished"))])
    yield from _first("meta", [metadata.meta(name) for name in _METAS])
    marked = tree.xpath(_MARKED)
    yield from _first("itemprop", [_value(element) for element in marked])
    yield from _first("time", _times(tree))
    yield from _first(
        "JSON-LD of the page", [text_of(metadata.page.get(k)) for k in ("datePublished", "uploadDate")]
    )
    visible = _visible(head)
    if visible and visible.day:
        yield Said(visible.day, "text", visible.words, visible.sort == "published")
    yield from _of_address(metadata.addresses)
    yield from _first("script", [match[1] for match in _SCRIPTED.finditer(scripts)][:1])
    yield from _first("JSON-LD", [text_of(metadata.article.get("dateCreated"))])


def _first(source: str, values: list[str]) -> Iterator[Said]:
    for value in values:
        if value and (day := _parsed(value)):
            yield Said(day, source, value[:60])
            return


def _parsed(value: str) -> date | None:
    """The day of a stamp, which may be a moment in seconds or milliseconds since 1970."""
    if _MOMENT.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), stamps.HOME).date()
    return stamps.parse_field(value)


def _agreed(said: list[Said], changed: bool) -> Said:
    """The first, unless two others agree on another day and nothing supports the first.

    Where it is the moment of the last change (`changed`), an earlier day that the page calls that of publication is it.
    """
    first = said[0]
    if changed:
        for one in said[1:]:
            if one.labelled and one.day < first.day:
                return one
    later = _local(first)
    sure = Counter(one.day for one in said[1:] if _local(one) == one.day)
    if later != first.day and sure[later] > sure[first.day]:
        return first._replace(day=later)
    votes = Counter(one.day for one in said[1:])
    day, count = max(votes.items(), key=lambda vote: (vote[1], -vote[0].toordinal()), default=(first.day, 0))
    if day != first.day and count > 1 and not votes[first.day] and day < first.day:
        return next(one for one in said[1:] if one.day == day)
    return first


def _local(said: Said) -> date:
    """The day at home where a stamp is given in universal time: half past ten at night is the next day there."""
    match = _UTC.match(said.words.strip())
    if not match:
        return said.day
    try:
        moment = datetime.fromisoformat(f"{match[1]}T{match[2]}").replace(tzinfo=UTC)
    except ValueError:
        return said.day
    return moment.astimezone(stamps.HOME).date()


def _value(element: HtmlElement) -> str:
    return str(element.get("content") or element.get("datetime") or plain(element.text_content())[:100])


def _times(tree: HtmlElement) -> list[str]:
    """The times of publication that `<time>` tells, best first: those that say so, then those of the article."""
    found: list[tuple[int, str]] = []
    elsewhere = names()["elsewhere"]
    for element in tree.iter("time"):
        around = [element, *element.iterancestors()]
        near = frozenset().union(*(names_of(one) for one in around[:3]))
        if near & names()["changed"] or _CHANGED.search(_around(element)):
            continue
        if any(one.tag in ("nav", "aside", "footer") or names_of(one) & elsewhere for one in around[:6]):
            continue
        shown = plain(element.text_content())[:100]
        value = element.get("datetime") or (
            shown if stamps.parse_field(shown) else element.get("title") or shown
        )
        published = element.get("pubdate") is not None or bool(near & names()["published"])
        inside = any(one.tag in ("article", "main", "header") for one in around)
        found.append((2 * (not published) + (not inside), value))
    return [value for _, value in sorted(found, key=lambda time: time[0])]


def _around(element: HtmlElement) -> str:
    before = element.getprevious()
    parent = element.getparent()
    lead_in = before.tail if before is not None else parent.text if parent is not None else ""
    label = plain(before.text_content())[-40:] if before is not None and not plain(lead_in or "") else ""
    return f"{label} {(lead_in or '')[-40:]} {element.text_content()[:100]}"


def _visible(head: list[Block]) -> stamps.Stamp | None:
    found = []
    for block in head:
        found += stamps.stamps_of(block.text)
        if told := _TOLD.match(block.text[:300]):
            found.append(stamps.Stamp(stamps.parse_field(told[1]), "published", told[0]))
        if stamp := stamps.leading_stamp(block.text)[0] or stamps.dateline_stamp(block.text):
            found.append(stamp)
    return stamps.choose(found)


def _of_address(addresses: list[str]) -> Iterator[Said]:
    for address in addresses:
        path = "/" + address.split("//", 1)[-1].partition("/")[2]
        for match in _ADDRESSED.finditer(path):
            if not match[2] and len(match[3] + match[4]) < 4:
                continue
            try:
                day = date(int(match[1]), int(match[3]), int(match[4]))
            except ValueError:
                continue
            yield Said(day, "address", path[:60])
            return


def _searched(tree: HtmlElement, metadata: Metadata) -> tuple[date | None, str]:
    """What htmldate finds in the markup, not in the running text: a day that is told there is not the page's own."""
    htmldate = import_module("htmldate")  # takes a tenth of a second, and few pages need it
    for element in list(tree.iter("nav", "aside", "footer", *_GROUPING)):
        if element.tag not in _GROUPING or names_of(element) & names()["elsewhere"]:
            element.drop_tree()
    address = metadata.addresses[0] if metadata.addresses else None
    try:
        found = htmldate.find_date(tree, extensive_search=False, original_date=True, url=address)
    except Exception:  # whatever a broken page does to it, the page has no day then
        return None, ""
    day = stamps.parse_field(found) if found else None
    return (day, "markup") if day and day <= _tomorrow() else (None, "")


def _tomorrow() -> date:
    return date.today() + timedelta(days=1)


def is_elsewhere(node: Node) -> bool:
    """Whether an element holds what surrounds an article: navigation, other articles, comments."""
    return any(
        one.tag in ("nav", "aside", "footer") or one.names & names()["elsewhere"] for one in node.chain()
    )
