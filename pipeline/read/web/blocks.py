"""Divides a web page into blocks: the paragraphs, headings and list items that a reader sees, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.read.web.names import names

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ALWAYS_SEEN = frozenset({"html", "body", "main", "article"})  # shown by a script that is not run here
_SPACE = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_NO_WIDTH = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_GLUED = re.compile(r"[a-zäöüß\d.!?:)“\"][A-ZÄÖÜ][A-ZÄÖÜa-zäöüß]")
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_NAMING = ("class", "id", "data-testid", "data-component", "data-manual", "data-area", "data-type")
_SAYING = ("itemprop", "role")
_LONGEST_NAME = 400  # characters of one attribute
_DEEPEST = 250  # as deep as the parser goes


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An element around a block; `names` are its classes, ids and roles, whole and in parts."""

    tag: str
    names: frozenset[str]
    shape: str
    parent: Node | None

    def chain(self) -> Iterator[Node]:
        """Give the element and those around it, innermost first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


class Block(NamedTuple):
    """A paragraph, heading or item of a page; `linked` is the share of its characters that are links."""

    text: str
    node: Node
    linked: float


def blocks_of(tree: HtmlElement) -> list[Block]:
    """The blocks of a page's tree."""
    walk = _Walk()
    walk.enter(tree, None, False, 0)
    return walk.blocks


def plain(text: str) -> str:
    """Text with single blanks, without soft hyphens and what else has no width."""
    return _SPACE.sub(" ", text.translate(_NO_WIDTH)).strip()


def is_hidden(element: HtmlElement) -> bool:
    """Whether a page hides an element from its readers until a script shows it."""
    return element.tag not in _ALWAYS_SEEN and (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
    )


def names_of(element: HtmlElement) -> frozenset[str]:
    """The names of an element's class, id and role, lower case: each whole, and the words that it consists of."""
    found: set[str] = set()
    for attribute in _NAMING:
        for name in element.get(attribute, "")[:_LONGEST_NAME].split():
            found.add(name.lower())
            found.update(part.lower() for part in _PARTS.findall(name))
    for attribute in _SAYING:
        for value in element.get(attribute, "")[:_LONGEST_NAME].lower().split():
            found.add(f"{attribute}={value}")
    return frozenset(found)


class _Walk:
    """The state of a walk through a page: a run of inline text goes on across elements."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.run: list[str] = []
        self.linked = 0
        self.border = False
        self.inline, self.unseen = names()["inline"], names()["unseen"]

    def enter(self, element: HtmlElement, parent: Node | None, link: bool, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in self.unseen or depth > _DEEPEST or is_hidden(element):
            return
        if inline := tag in self.inline and parent is not None:
            node = parent
            link = link or (tag == "a" and element.get("href") is not None)
        else:
            self.flush(parent)
            node = Node(tag, names_of(element), f"{tag} {element.get('class', '')}", parent)
        self.border = inline
        self.add(element.text, link)
        for child in element:
            if child.tag == "br":
                self.run.append("\0")
            else:
                self.enter(child, node, link, depth + 1)
                self.border = True
            self.add(child.tail, link)
        if not inline:
            self.flush(node)

    def add(self, text: str | None, link: bool) -> None:
        if text:
            # what a style sheet puts below each other is glued here: "Streit im Rat" + "Bahn fährt"
            if self.border and self.run and _GLUED.search(self.run[-1][-1:] + text[:2]):
                self.run.append(" ")
            self.border = False
            self.run.append(text)
            if link:
                self.linked += len(text.strip())

    def flush(self, node: Node | None) -> None:
        text, linked = "".join(self.run), self.linked
        self.run, self.linked = [], 0
        if node is None or not text.strip("\0 \n\t\r\xa0"):
            return
        length = len(plain(text.replace("\0", " ")))
        # two line breaks end a paragraph, one does not
        for part in re.split(r"\0\s*\0[\0\s]*", text):
            if line := plain(part.replace("\0", " ")):
                self.blocks.append(Block(line, node, min(1.0, linked / max(1, length))))
