"""Picks the blocks of a web page that are its article: lead, paragraphs, subheadings, lists.

trafilatura's choice is the ground. What the page's names and its JSON-LD say, what looks the same as the text around
it, and the words of noise then add what it misses and take out what it lets through.
"""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from typing import TYPE_CHECKING

from pipeline.read.clean import is_prose, sort_of_noise
from pipeline.read.published import stamps_of
from pipeline.read.web.names import names

if TYPE_CHECKING:
    from pipeline.read.web.blocks import Block, Node

_WORD = re.compile(r"\w+")
_LONGEST_HEADLINE = 200  # characters
_SHINGLE = 4  # words that stand together in both texts
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FRAME = frozenset({"nav", "aside", "footer", "figure", "figcaption", "address"})
_TEXT_TAGS = frozenset({"p", "h2", "h3", "h4", "li", "blockquote"})


class Page:
    """A page's blocks and what is asked of them again and again; a class, because all answers need the same sums."""

    def __init__(self, blocks: list[Block], extracted: str, told: str) -> None:
        self.blocks = blocks
        self.words = [_WORD.findall(block.text.lower()) for block in blocks]
        lines = {" ".join(_WORD.findall(line.lower())) for line in extracted.split("\n")}
        self.matched = _standing_in(self.words, _WORD.findall(extracted.lower()), lines)
        self.told = _standing_in(self.words, _WORD.findall(told.lower()), set()) if told else set()
        self.within: Counter[Node] = Counter()
        self.alike: Counter[str] = Counter()
        for i in self.matched | self.told:
            for node in blocks[i].node.chain():
                self.within[node] += len(blocks[i].text)
                self.alike[node.shape] += len(blocks[i].text)
        self.prose = sorted(i for i in self.matched | self.told if is_prose(blocks[i].text))
        self.all = sum(len(blocks[i].text) for i in self.matched | self.told)

    def holds(self, node: Node, share: float) -> bool:
        """Whether an element, or all that are called like it, hold so much of the text that it is no part beside it."""
        return max(self.within[node], self.alike[node.shape]) > share * self.all

    def is_surrounding(self, i: int) -> bool:
        """Whether a block stands in a part of the page that is none of the article."""
        elsewhere, inserted = names()["elsewhere"], names()["inserted"]
        if self.prose and i > self.prose[0]:
            inserted |= names()["teaser"]
        return any(
            ((node.tag in _FRAME or node.names & elsewhere) and not self.holds(node, 0.5))
            or (node.names & inserted and not self.holds(node, 0.25))
            for node in self.blocks[i].node.chain()
        )

    def is_inside(self, i: int) -> bool:
        """Whether running text stands before and behind a block: a day there heads a part of a chronicle."""
        return self.prose[:2][-1:] < [i] < self.prose[-1:]

    def is_noise(self, i: int) -> bool:
        """Whether a block is no text by its place, its words or its links."""
        block = self.blocks[i]
        if self.is_surrounding(i) or block.linked > 0.8 or sort_of_noise(block.text):
            return True
        if stamps_of(block.text) and not self.is_inside(i):
            return True
        return block.linked > 0.5 and not is_prose(block.text)


def body_of(blocks: list[Block], extracted: str, told: str, title: str, description: str) -> list[Block]:
    """The blocks that are the article.

    `extracted` is trafilatura's text, `told` that of the JSON-LD; either may be empty. `title` and
    `description` are the page's own.
    """
    page = Page(blocks, extracted, told)
    top = headline_of(blocks, title)
    chosen = {i for i in page.matched | page.told if not page.is_noise(i) or i in page.told}
    chosen = {i for i in chosen if not sort_of_noise(blocks[i].text) and blocks[i].linked <= 0.8}
    if _length(page, chosen) < 0.5 * _length(page, page.matched):
        # names that say nothing: rather a box too much than half of an article
        chosen = {i for i in page.matched if blocks[i].linked <= 0.8 and not sort_of_noise(blocks[i].text)}
    named = _by_names(page)
    if _length(page, chosen) < 0.4 * _length(page, named):
        chosen = named
    chosen |= _alike(page, chosen)
    chosen = _without_untold(page, chosen)
    chosen -= _above(page, chosen, top)
    chosen = _closed(page, chosen)
    chosen |= _lead(page, chosen, top, description)
    chosen -= _repeated(page, chosen)
    chosen -= _loose_headings(page, chosen)
    return [blocks[i] for i in sorted(chosen)]


def extracted_by_trafilatura(source: str, address: str | None) -> str:
    """The text that trafilatura takes for the article's; empty where it finds none."""
    trafilatura = import_module("trafilatura")
    try:
        found = trafilatura.bare_extraction(
            source, url=address, include_comments=False, include_formatting=False, with_metadata=False
        )
    except Exception:  # of a library that walks broken trees; what else is known of the page may do
        return ""
    return (found.text or "") if found else ""


def _standing_in(blocks: list[list[str]], words: list[str], lines: set[str]) -> set[int]:
    """The blocks that stand in a text: nearly all their runs of four words do, or they are a line of it."""
    shingles = {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
    found = set()
    for i, block in enumerate(blocks):
        runs = len(block) - _SHINGLE + 1
        if runs >= 3:
            inside = sum(tuple(block[k : k + _SHINGLE]) in shingles for k in range(runs))
            if inside >= 0.75 * runs:
                found.add(i)
        elif block and " ".join(block) in lines:
            found.add(i)
    return found


def headline_of(blocks: list[Block], title: str) -> int:
    """The block of the headline: the title itself, with a kicker, or in the title; -1 where the page shows none."""
    wanted = _WORD.findall(title.lower())
    said = [_WORD.findall(block.text.lower()[: 2 * _LONGEST_HEADLINE]) for block in blocks]
    marked = [i for i, block in enumerate(blocks) if any(node.tag == "h1" for node in block.node.chain())]
    heads = [i for i in range(len(blocks)) if i in marked or blocks[i].node.tag in _HEADINGS]
    for among in (marked, heads, range(len(blocks))):
        for i in among:
            if wanted and said[i] == wanted:
                return i
    free = [i for i in range(len(blocks)) if blocks[i].linked < 0.5]  # others are headlines of other articles
    for among, kicker in (([i for i in heads if blocks[i].linked < 0.5], 8), (free, 0)):
        for i in among:
            longer, shorter = sorted((said[i], wanted), key=len, reverse=True)
            extra = len(longer) - len(shorter)
            in_it = longer[extra:] == shorter or longer[: len(shorter)] == shorter
            if in_it and len(shorter) > 3 and extra <= (kicker or 4) and (kicker or longer is wanted):
                return i
    # other words than the metadata have: the first that is no link home, best in the article itself
    plain = [i for i in marked if blocks[i].linked < 0.5 and len(said[i]) > 1]
    inside = [i for i in plain if any(node.tag in ("article", "main") for node in blocks[i].node.chain())]
    return (inside or plain or [-1])[0]


def _by_names(page: Page) -> set[int]:
    """Prose in the element with most of it, among those that the page calls its text or its `<article>`."""
    inside: dict[Node, set[int]] = {}
    for i, block in enumerate(page.blocks):
        if is_prose(block.text) and not page.is_noise(i):
            for node in block.node.chain():
                if node.tag in ("article", "main") or node.names & names()["body"]:
                    inside.setdefault(node, set()).add(i)
    return max(inside.values(), key=lambda found: _length(page, found), default=set())


def _length(page: Page, chosen: set[int]) -> int:
    return sum(len(page.blocks[i].text) for i in chosen)


def _alike(page: Page, chosen: set[int]) -> set[int]:
    """Blocks that look like the chosen ones and stand among them: what trafilatura leaves out on the way."""
    if not chosen:
        return set()
    total = sum(len(page.blocks[i].text) for i in chosen)
    weights: Counter[tuple[str, str]] = Counter()
    for i in chosen:
        weights[_shape(page.blocks[i])] += len(page.blocks[i].text)
    usual = {shape for shape, weight in weights.items() if weight > 0.15 * total}
    holders = {page.blocks[i].node.parent for i in chosen if _shape(page.blocks[i]) in usual}
    nodes = {page.blocks[i].node for i in chosen}
    first, last = min(chosen), max(chosen)
    found = set()
    for i in range(first, len(page.blocks)):
        block = page.blocks[i]
        if i in chosen or page.is_noise(i) or block.node.tag not in _TEXT_TAGS | {"div", "td"}:
            continue
        in_line = block.node.parent in holders
        if i > last:
            # behind the last one only what goes on at once, in the same element
            if not (in_line and _shape(block) in usual and is_prose(block.text) and i == last + 1):
                continue
            last = i
            found.add(i)
        elif (_shape(block) in usual and (is_prose(block.text) or block.node in nodes)) or (
            in_line and block.node.tag in ("h2", "h3", "h4", "p", "blockquote")
        ):
            found.add(i)
    return found


def _shape(block: Block) -> tuple[str, str]:
    return block.node.shape, block.node.parent.shape if block.node.parent else ""


def _without_untold(page: Page, chosen: set[int]) -> set[int]:
    """Without short blocks that the JSON-LD's text leaves out, where it has nearly all others."""
    told = sum(len(page.blocks[i].text) for i in chosen & page.told)
    if not page.told or told < 0.85 * sum(len(page.blocks[i].text) for i in chosen):
        return chosen
    return {
        i
        for i in chosen
        if i in page.told
        or page.blocks[i].node.tag in _HEADINGS | {"li"}
        or i < min(page.told)
        or len(page.words[i]) > 40
    }


def _above(page: Page, chosen: set[int], top: int) -> set[int]:
    """The headline itself, what repeats it, and what stands above it: kickers, sections, other articles."""
    if top < 0:
        return set()
    title = page.words[top]
    found = {i for i in chosen if any(node.tag == "h1" for node in page.blocks[i].node.chain())}
    found |= {i for i in chosen if page.words[i] == title}
    before = {i for i in chosen if i < top}
    # a headline that stands below much of the text is no headline of it
    return found | before if 5 * len(before) < len(chosen) + 5 else found


def _closed(page: Page, chosen: set[int]) -> set[int]:
    """What stands before a closing heading ("Mehr zum Thema", "Kommentare"), where little stands behind it."""
    listed = sorted(chosen)
    for i, block in enumerate(page.blocks):
        if listed and listed[0] < i <= listed[-1] and sort_of_noise(block.text) == "closing":
            after = {k for k in chosen if k > i}
            if 3 * len(after) < len(chosen) and not any(
                page.blocks[k].node.parent == block.node.parent for k in after
            ):
                return chosen - after
    return chosen


def _lead(page: Page, chosen: set[int], top: int, description: str) -> set[int]:
    """The lead above the text: what is named so, or what the page describes itself with."""
    if not chosen:
        return set()
    first = min(chosen)
    wanted = _WORD.findall(description.lower())[:40]
    text = {tuple(page.words[i][:8]) for i in chosen}
    found: set[int] = set()
    for i in range(top + 1 if top < first else 0, first):
        block, said = page.blocks[i], page.words[i]
        if len(said) < 4 or page.is_noise(i) or tuple(said[:8]) in text or i == top:
            continue
        if any(node.tag in _HEADINGS for node in block.node.chain()) and block.text[-1] not in ".!?…":
            named = bool(block.node.names & names()["lead"])
        else:
            near = [node for node, _ in zip(block.node.chain(), range(3), strict=False)]
            named = any(node.names & names()["lead"] and not page.holds(node, 0.25) for node in near)
        common = len(set(wanted) & set(said))
        described = (
            len(wanted) > 4 and common >= 0.8 * min(len(set(wanted)), len(set(said))) and len(said) > 6
        )
        beside = len(said) > 8 and is_prose(block.text) and block.linked < 0.3 and _is_beside(page, i, top)
        if described or beside or (named and (top >= 0 or is_prose(block.text))):
            found.add(i)
    return found


def _is_beside(page: Page, i: int, top: int) -> bool:
    """Whether a block stands in the same small part of the page as the headline."""
    if top < 0:
        return False
    near, head = (
        [node for node, _ in zip(page.blocks[k].node.chain(), range(3), strict=False)] for k in (i, top)
    )
    return any(node in head and node.tag not in ("body", "html", "main", "form") for node in near)


def _repeated(page: Page, chosen: set[int]) -> set[int]:
    """Blocks that stand there already: quotations drawn out of the text, the same page in two forms."""
    seen: dict[tuple[str, ...], int] = {}
    found = set()
    for i in sorted(chosen):
        if len(page.words[i]) < 6:
            continue
        key = tuple(page.words[i])
        if key in seen:
            found.add(i)
        seen.setdefault(key, i)
    return found


def _loose_headings(page: Page, chosen: set[int]) -> set[int]:
    """Headings that head nothing of the article: at its end, or over a box that is not taken."""
    listed = sorted(chosen)
    found = set()
    following = len(page.blocks)
    for i in reversed(listed):
        heading = any(node.tag in _HEADINGS for node in page.blocks[i].node.chain())
        if heading and following == len(page.blocks):
            found.add(i)
        else:
            following = i
    return found
