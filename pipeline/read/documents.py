"""Reads documents: the text layer of a PDF, a Word document, an e-mail with what is attached to it."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from importlib import import_module
from statistics import quantiles
from typing import IO

from pipeline.read.archives import check_office
from pipeline.read.decode import ReadError, decode_page, shown
from pipeline.read.formats import is_known, reader_of, stem_of
from pipeline.read.mime import message_of
from pipeline.read.published import parse_field
from pipeline.read.records import LARGEST, TOO_LARGE, Options, Record

LARGEST_FILE = 100_000_000
_MOST_PAGES = 500
_EDGE = 3  # lines at the top and bottom of a page that may be the same on all pages
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?i)[-–—|\s]*(?:seite\s+|s\.\s*)?\d{1,4}(?:\s*(?:/|von|of)\s*\d{1,4})?[-–—|\s]*")
_HYPHENATED = re.compile(r"(?<=[a-zäöüß])[-\u00ad\u2010]$")
_COMPOUND = re.compile(r"\w[-\u2010]$")
_ELLIPSIS_WORDS = (
    "und",
    "oder",
    "bzw.",
    "sowie",
    "bis",
)  # "Wirtschafts-\nund Finanzminister" keeps its hyphen
_END = re.compile(r"[.!?:…][\"“”«»‘’')\]]*$")
_BULLET = re.compile(r"[•‣▪●–-]\s|\d{1,2}[.)]\s")


def read_pdf(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
    """The text layer of a PDF as one article: without page headers, words at line ends put together again."""
    pypdf = import_module("pypdf")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports each of a file's small faults
    _check_size(stream)
    try:
        file = pypdf.PdfReader(stream, strict=False)
        if file.is_encrypted and not file.decrypt(""):
            raise ReadError("encrypted; a PDF without a password is allowed")
        if len(file.pages) > _MOST_PAGES:
            raise ReadError(f"{len(file.pages)} pages; {_MOST_PAGES} are allowed")
        pages = []
        size = 0
        for page in file.pages:
            lines = [line.strip() for line in page.extract_text().split("\n")]
            size += sum(map(len, lines))
            if size > LARGEST:
                raise ReadError(TOO_LARGE)
            pages.append(lines)
        title = str(file.metadata.title or "") if file.metadata else ""
    except pypdf.errors.DependencyError:
        raise ReadError("encrypted; a PDF without a password is allowed") from None
    except pypdf.errors.PyPdfError as error:
        raise ReadError(f"damaged PDF ({str(error)[:80]})") from None
    text = flowing(without_edges(pages))
    if not text.strip():
        raise ReadError("no text layer; a PDF with text is allowed, not a scanned one")
    usual = re.match(r"(?i)microsoft|untitled|unbenannt|\S+\.\w{2,5}$|\W*$", title)
    yield Record(text=text, title="" if usual else title)


def read_docx(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
    """A Word document (.docx) as one article: paragraphs, headings, lists and tables in their order."""
    check_office(stream)
    docx = import_module("docx")
    document = docx.Document(stream)
    blocks, title = [], ""
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            blocks += ["\t".join(cell.text.strip() for cell in row.cells) for row in part.rows]
            continue
        text = part.text.strip()
        style = (part.style.name or "") if part.style is not None else ""
        if text and not title and style in ("Title", "Heading 1", "Titel", "Überschrift 1"):
            title = text
        blocks.append(f"• {text}" if text and style.startswith(("List", "Liste")) else text)
    text = "\n\n".join(block for block in blocks if block.strip())
    if len(text) > LARGEST:
        raise ReadError(TOO_LARGE)
    if not text:
        raise ReadError("empty; a document with text is allowed")
    yield Record(text=text, title=title or document.core_properties.title or "")


def read_eml(stream: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
    """An e-mail: its text as one article, and each attachment that can be read."""
    _check_size(stream)
    message = message_of(stream.read())
    if not isinstance(message, EmailMessage) or not message.keys():
        raise ReadError("no e-mail; a message with headers is allowed")
    subject, sent = str(message.get("Subject", "")), str(message.get("Date", ""))
    body = message.get_body(preferencelist=("plain", "html"))
    found = False
    if body is not None:
        content = body.get_payload(decode=True)
        text = decode_page(content, body.get_content_charset() or "") if isinstance(content, bytes) else ""
        if body.get_content_subtype() == "html":
            text = import_module("pipeline.read.web.page").text_of_markup(text)
        if text.strip() and len(text) <= LARGEST:
            found = True
            yield Record(
                text=text, title=subject, published=sent if parse_field(sent) else None, reason="e-mail: Date"
            )
    for part in message.iter_attachments():
        name = part.get_filename() or ""
        content = part.get_payload(decode=True)
        if not is_known(name) or not isinstance(content, bytes) or options.depth > 2:
            continue
        inner = options._replace(path=f"{options.path}/{name}", depth=options.depth + 1)
        try:
            for record in reader_of(name)(_stream(content), inner):
                found = True
                yield (
                    record
                    if isinstance(record, ReadError)
                    else record._replace(path=record.path or inner.path, stem=record.stem or stem_of(name))
                )
        except ReadError as error:
            found = True
            yield ReadError(f"{shown(name)}: {error}")
    if not found:
        raise ReadError("no text in the e-mail")


def without_edges(pages: list[list[str]]) -> list[str]:
    """The lines of all pages without page numbers and what stands at the edge of most of them."""
    counts: Counter[str] = Counter()
    for lines in pages:
        filled = [line for line in lines if line]
        counts.update({_NUMBER.sub("0", line) for line in (*filled[:_EDGE], *filled[-_EDGE:])})
    often = {line for line, count in counts.items() if count > 1 and 2 * count > len(pages)}
    found: list[str] = []
    for lines in pages:
        places = [i for i, line in enumerate(lines) if line]
        edges, outer = {*places[:_EDGE], *places[-_EDGE:]}, {*places[:1], *places[-1:]}
        for i, line in enumerate(lines):
            repeated = i in edges and len(pages) > 1 and _NUMBER.sub("0", line) in often
            if not repeated and not (i in outer and _PAGE_NUMBER.fullmatch(line)):
                found.append(line)
    return found


def flowing(lines: list[str]) -> str:
    """The lines of a page put together to paragraphs: short lines end one, hyphens at line ends go."""
    lengths = [len(line) for line in lines if line]
    usual = quantiles(lengths, n=10)[7] if len(lengths) > 1 else max(lengths, default=0)
    paragraphs: list[list[str]] = []
    new = True
    for line in lines:
        if not line:
            new = True
            continue
        last = "" if new or _BULLET.match(line) else paragraphs[-1][-1]
        if not last:
            paragraphs.append([line])
        elif _HYPHENATED.search(last[-2:]) and line[0].islower() and not line.startswith(_ELLIPSIS_WORDS):
            paragraphs[-1][-1] = last[:-1]
            paragraphs[-1].append(line)
        elif _COMPOUND.search(last[-2:]) and line[0].isupper():
            paragraphs[-1].append(line)
        else:
            paragraphs[-1] += [" ", line]
        short, ends = len(line) < 0.6 * usual, _END.search(line[-4:]) is not None
        new = (ends and len(line) < 0.9 * usual) or (short and not line.endswith((",", "-")))
    return "\n\n".join("".join(pieces) for pieces in paragraphs)


def _check_size(stream: IO[bytes]) -> None:
    size = stream.seek(0, 2) if stream.seekable() else 0
    if size > LARGEST_FILE:
        raise ReadError(f"larger than {LARGEST_FILE // 1_000_000} MB; smaller documents are allowed")
    stream.seek(0)


def _stream(content: bytes) -> IO[bytes]:
    return io.BytesIO(content)
