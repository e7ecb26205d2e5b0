"""Parses messages of parts (e-mail, MHTML), but none that only costs time and memory."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING

from pipeline.read.decode import ReadError

if TYPE_CHECKING:
    from email.message import Message

PARTS, NESTED, HEADERS = 5_000, 100, 5_000
"""So many parts, parts in each other, and lines of headers a message may have; real ones have some dozens."""


def message_of(data: bytes) -> Message:
    """Parse a message. Raises ReadError where it has more parts or headers than one that somebody wrote."""
    if data.count(b"\n--") > 2 * PARTS:
        raise ReadError(f"more parts than a message has; {PARTS} are allowed")
    if data.lower().count(b"boundary=") > NESTED:
        raise ReadError(f"parts in each other; {NESTED} are allowed")
    ends = [place for mark in (b"\r\n\r\n", b"\n\n") if (place := data.find(mark)) >= 0]
    if data.count(b"\n", 0, min(ends, default=len(data))) > HEADERS:
        raise ReadError(f"more headers than a message has; {HEADERS} lines are allowed")
    return email.message_from_bytes(data, policy=email.policy.default)
