"""Reads a saved web page: its article's text, title and publication day."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from email.message import EmailMessage
from importlib import import_module
from typing import IO, TYPE_CHECKING

from pipeline.read.decode import ReadError, decode_page
from pipeline.read.mime import message_of
from pipeline.read.records import Options, Record
from pipeline.read.web import body, day
from pipeline.read.web.blocks import Block, blocks_of, plain
from pipeline.read.web.metadata import Metadata, metadata_of, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST_PAGE = 25_000_000
"""Bytes of a page as saved: pictures may be written into it."""
_LARGEST_MARKUP = 6_000_000  # characters without scripts and pictures
_MOST_TAGS = 200_000
_MANY_TAGS = 40_000  # for trafilatura, whose time grows faster than the page
_DATA = re.compile(r"data:[a-zA-Z0-9/+.;=-]{1,100},[A-Za-z0-9+/=%._~-]{200,}")
_OPENED = re.compile(r"(?i)<(script|style|svg)\b([^>]{0,2000})>")
_CLOSED = {tag: re.compile(rf"(?i)</{tag}[^>]{{0,100}}>") for tag in ("script", "style", "svg")}
_SAVED_FROM = re.compile(
    r"<!-- saved from url=\(\d+\)(https?://\S+)|Page saved with SingleFile\s+url: (https?://\S+)"
)
_LONGEST_SCRIPT = 3_000_000  # characters
_FEWEST_BLANKS = 4
_LONGEST_TITLE = 300
_SITE = re.compile(r"\s+[|–—·•»:-]\s+")


def read_html(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
    """A saved web page: one article."""
    data = stream.read(LARGEST_PAGE + 1)
    yield page_of(data, options.path, options.charset)


def read_mhtml(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
    """A web page saved with all that it shows (MHTML): one article."""
    data = stream.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        raise ReadError(f"larger than a web page; {LARGEST_PAGE // 1_000_000} MB are allowed")
    message = message_of(data)
    address = plain(str(message.get("Snapshot-Content-Location", "")))
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                address = address or plain(str(part.get("Content-Location", "")))
                yield page_of(content, address, part.get_content_charset() or "")
                return
    raise ReadError("no web page in it; MHTML with a text/html part is allowed")


def page_of(data: bytes, address: str = "", charset: str = "") -> Record:
    """The article of a web page; `address` and `charset` are what the page came with."""
    if len(data) > LARGEST_PAGE:
        raise ReadError(f"larger than a web page; {LARGEST_PAGE // 1_000_000} MB are allowed")
    source = decode_page(data, charset)
    if not source.strip():
        raise ReadError("empty; a web page is allowed")
    saved = _SAVED_FROM.search(source[:3000])
    address = address if address.startswith("http") else (saved[1] or saved[2] if saved else "")
    source, scripts = _lightened(source)
    if len(source) > _LARGEST_MARKUP or source.count("<") > _MOST_TAGS:
        raise ReadError(f"more markup than an article has; {_MOST_TAGS} tags are allowed")
    tree = _parsed(source)
    metadata = metadata_of(tree, address)
    blocks = blocks_of(tree)
    title = title_of(tree, metadata)
    top = body.headline_of(blocks, title)
    if top >= 0 and (blocks[top].text in title or not title or _is_another(title, blocks[top])):
        title = blocks[top].text
    told = text_of(metadata.article.get("articleBody"))
    if "<" in told:
        told = plain(re.sub(r"<[^<>]{1,500}>", " ", told))
    own_address = metadata.addresses[0] if metadata.addresses else ""
    chosen = body.body_of(
        blocks,
        ""
        if source.count("<") > _MANY_TAGS or len(source) > _LARGEST_MARKUP // 2
        else body.extracted_by_trafilatura(source, own_address or None),
        told,
        title,
        metadata.meta("og:description", "description", "twitter:description"),
    )
    text = "\n\n".join(block.text for block in chosen)
    if len(told) > 3 * len(text) and len(told) > 500:
        text = _paragraphs(told)
    if text.count(" ") < _FEWEST_BLANKS:
        raise ReadError("no article text found in the web page")
    published, reason = day.day_of(tree, metadata, _head(blocks, chosen), scripts)
    return Record(text=text, title=title, published=published, reason=reason, path=own_address)


def text_of_markup(text: str) -> str:
    """The text of a piece of HTML, its paragraphs apart; what has no markup stays as it is."""
    if "<" not in text:
        return html.unescape(text)
    try:
        return "\n\n".join(block.text for block in blocks_of(_parsed(_lightened(text)[0])))
    except ReadError:
        return ""


def title_of(tree: HtmlElement, metadata: Metadata) -> str:
    """The headline: as the page shows it, where its metadata agree, else as they tell it."""
    told = [
        plain(text_of(metadata.article.get("headline"))),
        metadata.meta("og:title", "twitter:title", "title"),
    ]
    shown = [plain(element.text_content()) for element in tree.iter("h1")]
    page = [plain(element.text_content()) for element in tree.iter("title")][:1]
    site = metadata.meta("og:site_name").lower()
    shown.sort(key=lambda text: text.lower() == site or not any(text in other for other in page))
    for candidate in [*told, *(shown if len(shown) == 1 else []), *page, *shown]:
        if 2 < len(candidate) <= _LONGEST_TITLE:
            return _without_site(candidate, site, page + shown)
    return ""


def _is_another(title: str, head: Block) -> bool:
    """Whether the page shows its readers another headline than its metadata tell: theirs is the one that was read."""
    said, told = (set(re.findall(r"\w+", text.lower())) for text in (head.text, title))
    inside = any(node.tag == "h1" for node in head.node.chain()) and head.linked < 0.5
    return inside and 4 <= len(said) <= 30 and len(said & told) < 0.3 * len(told)


def _without_site(title: str, site: str, others: list[str]) -> str:
    """A title without the outlet's name behind it."""
    parts = _SITE.split(title)
    if len(parts) < 2:
        return title
    last = parts[-1]
    cut = title[: title.rindex(last)].rstrip(" |–—·•»:-")
    is_site = (site and (last.lower() in site or site in last.lower())) or any(
        other == cut or other.endswith(cut) for other in others
    )
    return cut if is_site and cut else title


def _lightened(source: str) -> tuple[str, str]:
    """A page without pictures and scripts in it, but for the JSON-LD; and its scripts."""
    source = _DATA.sub("", source)
    scripts: list[str] = []
    kept: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while opened := _OPENED.search(source, at):
        tag = opened[1].lower()
        closed = None if tag in unclosed else _CLOSED[tag].search(source, opened.end())
        if closed is None:
            unclosed.add(tag)  # looked for once: a page of nothing but beginnings takes no longer
            kept.append(source[at : opened.end()])
            at = opened.end()
            continue
        kept.append(source[at : opened.start()])
        if tag == "script" and "ld+json" in opened[2].lower():
            kept.append(source[opened.start() : closed.end()])
        elif tag == "script":
            scripts.append(source[opened.end() : min(closed.start(), opened.end() + _LONGEST_SCRIPT)])
        at = closed.end()
    return "".join([*kept, source[at:]]), "\n".join(scripts)


def _parsed(source: str) -> HtmlElement:
    lxml_html = import_module("lxml.html")
    etree = import_module("lxml.etree")
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise ReadError("no HTML; a web page is allowed") from None
    return tree


def _head(blocks: list[Block], chosen: list[Block]) -> list[Block]:
    """The blocks in which a stamp of the article may stand: around its head, and behind its end."""
    if not chosen:
        return blocks[:40]
    places = {id(block): i for i, block in enumerate(blocks)}
    at = [places[id(block)] for block in chosen]
    heads = [i for i, block in enumerate(blocks) if any(node.tag == "h1" for node in block.node.chain())]
    begin = max(0, min([*heads, at[0]]) - 6)
    early = at[min(2, len(at) - 1)]
    around = [*blocks[begin : early + 1], *blocks[at[-1] : at[-1] + 4]]
    return [block for block in around if not day.is_elsewhere(block.node)]


def _paragraphs(told: str) -> str:
    lines = [plain(line) for line in told.split("\n")]
    return "\n\n".join(line for line in lines if line)
