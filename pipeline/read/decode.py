"""Turns a file's bytes into text: UTF-8, UTF-16 with a mark, else Windows-1252; never a guess."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import NamedTuple


class Failure(NamedTuple):
    """An input that could not be read: which one, and what was got and what is allowed, in one line.

    `left` is set for a file that nobody named: it lay among others, and plainly holds no articles.
    """

    path: str
    what: str
    left: bool = False

    def __str__(self) -> str:
        return f"{shown(self.path)}: {LEFT if self.left else ''}{self.what}"


class ReadError(Exception):
    """What is wrong with an input, in one line, without its name."""


class NoArticlesError(ReadError):
    """An input that is whole, and is of other things than articles: settings, figures, somebody's list."""


LEFT = "left, "


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"(?i)(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w.:-]{3,20})")
_CHARSET = re.compile(
    r"utf-?8|utf-?16(?:-?[lb]e)?|iso-?8859-?\d{1,2}|latin-?\d|(?:windows|cp)-?125\d|macintosh|mac-?roman|us-ascii"
)
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "iso88591"})
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b\x1a"))


def decode(data: bytes) -> str:
    """Return the text of `data` with line ends as `\\n`; raise `ReadError` where it is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(_strict(data[len(mark) :], encoding))
    if b"\0" in data or len(data) - len(data.translate(None, _CONTROL)) > len(data) // 50:
        raise ReadError("binary data; text is allowed")
    try:
        return _lines(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        # of German in Windows-1252 hardly anything beyond ASCII is valid UTF-8, of damaged UTF-8 most
        lenient = data.decode("utf-8", errors="replace")
        broken = lenient.count("\ufffd")
        beyond_ascii = sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", lenient)) - broken
        if beyond_ascii > broken:
            raise ReadError(f"damaged UTF-8 (byte {error.start}); UTF-8 or Windows-1252 is allowed") from None
    return _lines(_strict(data, "cp1252"))


def decode_page(data: bytes, charset: str = "") -> str:
    """Return the text of a web page: by its mark, as it was declared, else UTF-8, else Windows-1252.

    `charset` is what came with it; what the page itself declares is looked for in its first bytes. Bytes that are
    none of the charset's are replaced: a page is never refused for one of them.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(encoding, "replace"))
    declared = _DECLARED.search(data[:4096])
    names = [charset, declared[1].decode("ascii") if declared else ""]
    try:
        return _lines(data.decode("utf-8"))  # hardly ever by accident, whatever is declared
    except UnicodeDecodeError:
        pass
    for name in (name.strip().lower() for name in names):
        if not _CHARSET.fullmatch(name) or (name.startswith("utf") and _is_foreign(data)):
            continue
        try:
            return _lines(data.decode("cp1252" if name in _LATIN else name, "replace"))
        except (LookupError, UnicodeDecodeError):
            continue
    return _lines(data.decode("cp1252", "replace"))


def _is_foreign(data: bytes) -> bool:
    """Whether bytes that are declared as UTF-8 are mostly none."""
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    return sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", lenient)) <= 2 * broken


def without_surrogates(text: str) -> str:
    """Replace lone surrogates, which no encoding can write, by U+FFFD; offsets stay."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if _LONE(text) else text


_LONE = re.compile(r"[\ud800-\udfff]").search


def shown(path: str | Path) -> str:
    """A path as one printable line, whatever characters it has."""
    text = str(path)
    return text if text.isprintable() else ascii(text)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"not {encoding} (byte {error.start}); UTF-8 or Windows-1252 is allowed") from None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
