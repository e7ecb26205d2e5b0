"""Finds what of an article's text is content: its headline, paragraphs and list items, as spans."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pipeline.lang import table
from pipeline.read import published as stamps
from pipeline.read.lines import Line, paragraphs_of
from pipeline.schema import Span

_SPACES = "\t\xa0\u2009\u202f"  # as wide as the blank that patterns ask for: offsets stay
_LONGEST_NOISE = 200  # characters; what is longer is prose
_LONGEST_TITLE = 200
_KICKER = 4  # words; a first heading that is longer is the title
_PROSE = re.compile(r"[.!?…][\"“”«»‘’')\]]*(?:\s*\([^()]{2,60}\))?$")
_DASH = re.compile(r"\s[–—-]\s")
_SENTENCE = re.compile(r"[.!?][ \n]")


class Content(NamedTuple):
    """What of a text is content, which line is its headline, and the stamp of its publication."""

    body: tuple[Span, ...]
    title: str
    stamp: stamps.Stamp | None


def content_of(text: str, start: int = 0) -> Content:
    """Find the content of `text` from `start` on (behind front matter)."""
    for space in _SPACES:
        text = text.replace(space, " ")
    parts = paragraphs_of(text, start, lambda line: bool(stamps.stamps_of(line) or sort_of_noise(line)))
    sorts = [sort_of_noise(part.text) for part in parts]
    prose = [i for i, part in enumerate(parts) if is_prose(part.text)]
    head = prose[0] if prose else len(parts)
    close = _close(sorts, prose)
    tail = max((i for i in prose if i < close), default=len(parts))
    early = prose[1] if len(prose) > 1 else head  # a lead may stand above the stamp
    stamp, chronicle = _published(parts, early, tail)
    body: list[Span] = []
    in_box = False
    for i, (part, sort) in enumerate(zip(parts[:close], sorts[:close], strict=True)):
        in_box = sort == "box" or (in_box and not is_prose(part.text))
        # a day alone in a line between paragraphs heads what happened on it: it is content
        bare = chronicle or early < i < tail
        if sort or in_box or any(s.sort != "dated" or not bare for s in stamps.stamps_of(part.text)):
            continue
        begin = stamps.leading_stamp(part.text)[1] if i <= early else 0
        if not part.marked:
            begin += dateline_end(part.text[begin:], early=i <= early)
        end = sign_start(part.text) if i >= tail else len(part.text)
        inner = part.text[begin:end]
        if inner.strip():
            left = begin + len(inner) - len(inner.lstrip())
            body.append(Span(part.start + left, part.start + begin + len(inner.rstrip())))
    return Content(tuple(body), _title(text, body), stamp)


def _close(sorts: list[str], prose: list[int]) -> int:
    """Where the article ends: at a closing heading behind its text; above it, it is a link to what comes."""
    for i, sort in enumerate(sorts):
        if sort != "closing":
            continue
        before = bisect_left(prose, i)
        if before > 1 or before == len(prose) == 1:
            return i
    return len(sorts)


def _published(parts: list[Line], early: int, tail: int) -> tuple[stamps.Stamp | None, bool]:
    """The stamp of the publication day, and whether bare days are headings of a chronicle."""
    found: list[stamps.Stamp] = []
    bare: list[stamps.Stamp] = []
    for i, part in enumerate(parts):
        for stamp in _stamps(part.text, first=i <= early, last=i >= tail):
            if i < tail and stamp.sort == "dated":
                bare.append(stamp)
            if not early < i < tail or stamp.sort != "dated":
                found.append(stamp)
    # nothing that happened after the first day can stand in an article that was published on it
    days = [stamp.day for stamp in bare if stamp.day]
    chronicle = any(day > days[0] for day in days)
    return stamps.choose([stamp for stamp in found if not (chronicle and stamp in bare)]), chronicle


@lru_cache(4096)  # each line is asked about twice, and many stand in every article of a source
def sort_of_noise(line: str) -> str:
    """`line` for what is dropped alone, `box` with what follows, `closing` with all the rest, else empty."""
    if len(line) > _LONGEST_NOISE:
        return ""
    noise = _noise()
    if noise.closing(line):
        return "closing"
    if noise.line(line):
        return "line"
    return "box" if noise.box(line) else ""


def is_prose(text: str) -> bool:
    """Whether a paragraph is running text: it ends like a sentence, and is no question that heads others."""
    if len(text) > 250:
        return True
    end = _PROSE.search(text)
    if end is None or len(text) < 30 or len(text.split(None, 5)) < 5:
        return False
    return text[end.start()] in ".…" or _SENTENCE.search(text) is not None


def dateline_end(paragraph: str, early: bool) -> int:
    """Where a paragraph goes on behind its dateline ("Kiew (dpa) - "); 0 where it has none.

    A place alone is only taken for one in the first paragraphs (`early`), and only before running text.
    """
    noise = _noise()
    if match := noise.signed(paragraph):
        return match.end()
    match = noise.dateline(paragraph) if early and _PROSE.search(paragraph) else None
    if not match:
        return 0
    words = match["place"].replace("/", " ").split()
    if words[0].lower() in noise.not_places or re.fullmatch("[IVX]+", words[-1]):
        return 0
    if match["day"] or match["mark"]:
        return match.end()
    # "Merz - Kanzler seit Mai - schweigt": dashes in pairs set off a part of the sentence
    sentence = _SENTENCE.split(paragraph[:1000], maxsplit=1)[0]
    return match.end() if len(_DASH.findall(sentence)) % 2 else 0


def sign_start(paragraph: str) -> int:
    """Where the last paragraph's sign of an agency or author begins ("... sagte er. (APA, 3.3.2025)")."""
    match = _noise().sign(paragraph, max(0, len(paragraph) - 80))
    return match.start() if match else len(paragraph)


def _stamps(part: str, first: bool, last: bool) -> list[stamps.Stamp]:
    found = stamps.stamps_of(part)
    if not found and first:
        leading, cut = stamps.leading_stamp(part)
        lead_in = stamps.dateline_stamp(part[cut:])
        ticker = stamps.ticker_stamp(part)
        found = [stamp for stamp in (leading, lead_in, ticker) if stamp]
    if not found and last:
        found = stamps.stamps_of(part[sign_start(part) :].strip())
    return found


def _title(text: str, body: list[Span]) -> str:
    """The headline: the first heading before the text, or the longer one below a kicker."""
    title = ""
    for span in body[:2] if len(body) > 1 else ():
        line = text[span.start : span.end]
        if len(line) > _LONGEST_TITLE or "\n" in line or line.endswith((".", ":", ",", ";")):
            break
        if any(map(str.isalpha, line)) and len(line) > len(title):
            title = line
        if len(line.split()) > _KICKER:
            break
    return title


class _Noise(NamedTuple):
    line: Callable[[str], Any]
    closing: Callable[[str], Any]
    box: Callable[[str], Any]
    signed: Callable[[str], re.Match[str] | None]
    dateline: Callable[[str], re.Match[str] | None]
    sign: Callable[[str, int], re.Match[str] | None]
    not_places: frozenset[str]


@cache
def _noise() -> _Noise:
    data = table("noise")

    def matcher(rules: list[dict[str, Any]]) -> Callable[[str], Any]:
        return re.compile("|".join(f"(?:{rule['pattern']})" for rule in rules)).fullmatch

    agency = "(?i:" + "|".join(map(re.escape, data["dateline"]["agencies"])) + ")"
    sign = rf"\((?:{agency})(?:[ /,+-]{{1,2}}[\w.-]{{1,20}}){{0,5}}\)"
    dated = r"\([^()]{2,40}, \d{1,2}\.[ ]?\d{1,2}\.[ ]?\d{4}\)"
    name = r"[A-ZÄÖÜÉ][\w'’]+(?:-[\w'’]+){0,3}"
    place = rf"{name}(?:(?:[ ](?:am|an|der|im|ob|bei|in|el|de|la|al)){{0,2}}[ /-]{name}){{0,4}}"
    day = r",[ ](?:den[ ])?\d{1,2}\.[ ]?(?:\d{1,2}\.|[A-ZÄÖÜ][a-zäöü]{2,8}\.?)[ ]?(?:\d{2,4})?"
    region = r"(?:[ ]{1,2}\((?:[A-ZÄÖÜ][\w/ -]{1,25}|[a-zäöü]{2,4}(?:/[a-zäöü]{2,4}){0,2})\))?"
    starts = r"(?=[„»«›‹\"“‚'(]?[A-ZÄÖÜ\d])"
    return _Noise(
        line=matcher(data["line"]),
        closing=matcher(data["closing"]),
        box=matcher(data["box"]),
        signed=re.compile(
            rf"(?:{place}{region}(?:{day})?[.,:]?[ /])?(?:{sign}|(?:dpa|afp|apa|DPA|AFP|APA)\b)"
            rf"[ ]?[.:,|–—-]{{0,2}}[ ]+{starts}"
        ).match,
        dateline=re.compile(
            rf"(?P<place>{place}){region}(?P<day>{day})?"
            rf"(?:[ ]?(?P<mark>\.)|[ ][–—-]{{1,2}}|[ ]?\|)[ ]+{starts}"
        ).match,
        sign=re.compile(
            rf"(?<=[.!?…“”«»\"])[ ]{{0,2}}(?:{sign}|{dated}|{agency}(?:/[\w.-]{{1,12}}){{0,4}})$"
        ).search,
        not_places=frozenset(data["dateline"]["not_places"]),
    )
