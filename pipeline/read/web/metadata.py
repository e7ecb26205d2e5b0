"""Collects what a web page says of itself: JSON-LD, meta tags, its address."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from pipeline.read.web.blocks import plain
from pipeline.read.web.names import names

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:\w*Article|LiveBlogPosting|BlogPosting|Report|Review|CreativeWork)$")
_PAGE = re.compile(r"(?:\w*WebPage|VideoObject|AudioObject|PodcastEpisode|\w*Recipe|ImageGallery)$")
_QUERY = re.compile("[?#]")
_SAVED = re.compile(r'"(@type|datePublished|headline)"\s{0,9}:\s{0,9}"([^"\n]{1,300})"')
_CONTROL = re.compile(r"[\x00-\x1f]+")
_LONGEST = 2_000_000  # characters of one script
_DEEPEST = 12


class Metadata(NamedTuple):
    """What a page says of itself: the JSON-LD of its article, its meta tags in order, its own addresses."""

    article: dict[str, Any]
    page: dict[str, Any]
    metas: list[tuple[str, str]]
    addresses: list[str]

    def meta(self, *names: str) -> str:
        """The content of the first of these tags that the page has."""
        for name in names:
            for found, content in self.metas:
                if found == name and content:
                    return content
        return ""


def metadata_of(tree: HtmlElement, address: str = "") -> Metadata:
    """Read the metadata of a page; `address` is where it was found, if that is known."""
    metas = []
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = plain(html.unescape(element.get("content") or ""))
        if name and content:
            metas.append((name.lower().strip(), content[:5000]))
    addresses = [address]
    canonical = (e for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower().split())
    addresses += [element.get("href") or "" for element in canonical]
    addresses += [content for name, content in metas if name in ("og:url", "twitter:url", "al:web:url")]
    addresses = [found.strip() for found in addresses if found.strip().startswith(("http://", "https://"))]
    headline = plain(dict(reversed(metas)).get("og:title", ""))
    article, page = _main(list(_things(tree)), addresses, headline)
    return Metadata(article, page, metas, addresses)


def text_of(value: Any) -> str:
    """The text of a JSON-LD value that may be a list or have its text in `@value`."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value", value.get("name", ""))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return html.unescape(value) if isinstance(value, str) else ""


def _main(
    things: list[dict[str, Any]], addresses: list[str], headline: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The page's own article, and the page, among all things that its JSON-LD tells of."""

    def rank(thing: dict[str, Any]) -> tuple[bool, bool, bool]:
        named = {text_of(thing.get(key)) for key in ("url", "@id")}
        entity = thing.get("mainEntityOfPage")
        named.add(
            entity
            if isinstance(entity, str)
            else text_of(entity.get("@id"))
            if isinstance(entity, dict)
            else ""
        )
        own = any(_same(name, address) for name in named if name for address in addresses)
        title = plain(text_of(thing.get("headline")))
        titled = bool(title) and bool(headline) and (title in headline or headline in title)
        return own, titled, "datePublished" in thing

    articles = [thing for thing in things if any(_ARTICLE.match(kind) for kind in _kinds(thing))]
    pages = [thing for thing in things if any(_PAGE.match(kind) for kind in _kinds(thing))]
    return max(articles, key=rank, default={}), max(pages, key=rank, default={})


def _same(one: str, other: str) -> bool:
    return _QUERY.split(one, maxsplit=1)[0].rstrip("/") == _QUERY.split(other, maxsplit=1)[0].rstrip("/")


def _kinds(thing: dict[str, Any]) -> list[str]:
    kinds = thing.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rsplit("/", 1)[-1] for kind in listed if isinstance(kind, str)]


def _things(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for element in tree.iter("script"):
        if "ld+json" in (element.get("type") or "").lower():
            text = (element.text or "")[:_LONGEST].strip()
            yield from _flat(_loaded(text), 0)


def _loaded(text: str) -> Any:
    """JSON as pages have it: in a comment or CDATA, with raw line breaks, with a comma too many."""
    text = text.removeprefix("<!--").removesuffix("-->").strip()
    text = (
        text.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("//]]>").removesuffix("]]>")
    )
    for attempt in (
        text,
        text.rstrip("; \n"),
        html.unescape(text),
        re.sub(r",\s{0,50}([}\]])", r"\1", _CONTROL.sub(" ", text)),
    ):
        try:
            return orjson.loads(attempt)
        except orjson.JSONDecodeError:
            continue
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return _salvaged(text)


def _salvaged(text: str) -> Any:
    """What broken JSON-LD still says of the days: a quotation mark too many must not hide them."""
    found: dict[str, str] = {}
    for key, value in _SAVED.findall(text):
        found.setdefault(key, value)
    return found


def _flat(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for part in value:
            yield from _flat(part, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value or "datePublished" in value:
            yield value
        for key, part in value.items():
            if key not in names()["beside"] and isinstance(part, dict | list):
                yield from _flat(part, depth + 1)
