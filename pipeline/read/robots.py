"""Asks a site's `robots.txt` what programs may fetch there, and how long they should pause (RFC 9309)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

NAME = "Zeitstrahl"
"""The name that a site knows this program by."""
LARGEST = 500_000
"""Bytes of a `robots.txt` that are looked at."""
LONGEST_PAUSE = 30.0
"""Seconds between two requests that a site may ask for."""
KEPT = 3600.0
"""Seconds for which an answer holds: a page that runs for weeks asks again."""
_MOST_KEPT = 1000
_known: dict[str, tuple[float, Rules]] = {}


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site says: `parser` where it said something, `closed` why nothing of it may be fetched now."""

    parser: Any = None
    closed: str = ""

    def refusal(self, address: str) -> str:
        """Why an address may not be fetched; empty where it may."""
        if self.closed:
            return self.closed
        if self.parser is None or self.parser.can_fetch(NAME, address):
            return ""
        return "robots.txt of the site does not allow it"

    @property
    def pause(self) -> float:
        """Seconds between two requests that the site asks for; 0 where it says nothing."""
        if self.parser is None:
            return 0.0
        rate = self.parser.request_rate(NAME)
        each = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return min(LONGEST_PAUSE, max(float(self.parser.crawl_delay(NAME) or 0), each))


def rules_of(address: str, get: Callable[[str], tuple[int, bytes]]) -> Rules:
    """The rules of the site of an address; `get` gives the status and content of another address there.

    A site without the file (4xx) allows everything; one that fails (5xx) nothing until it answers again.
    """
    parts = urlsplit(address)
    site = f"{parts.scheme}://{parts.netloc}".lower()
    now = time.monotonic()
    found = _known.get(site)
    if found is None or found[0] < now:
        if len(_known) >= _MOST_KEPT:
            _known.clear()
        found = _known[site] = now + KEPT, _rules(*get(f"{site}/robots.txt"))
    return found[1]


def _rules(status: int, content: bytes) -> Rules:
    if status >= 500:
        return Rules(closed=f"robots.txt of the site gives HTTP {status}")
    if status != 200:
        return Rules()
    parser = import_module("urllib.robotparser").RobotFileParser()
    parser.parse(content[:LARGEST].decode("utf-8-sig", "replace").splitlines())
    return Rules(parser)


def forget() -> None:
    """Ask every site anew."""
    _known.clear()
