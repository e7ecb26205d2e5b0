"""What a text has told so far: the days that its next expression can be counted from.

News is anchored at its publication date; a history told in one article at the last date that it named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipeline.times.calendar import Interval, interval

if TYPE_CHECKING:
    from pipeline.times.rules import Expression
    from pipeline.times.tense import Direction

CHAIN = 500  # tokens that a year keeps framing dates without one
NEAR = 30  # tokens that it keeps framing seasons and feasts, which are rather of the year of publication
_LEVELS = {"day": 3, "week": 2, "month": 2, "season": 1, "quarter": 1, "range": 1, "year": 0}
_SENTENCE = 8  # tokens; what stands further off is no list: "im Juni und Mai 2016"
_HALF = 7  # months; a month so far before the last one is of the next year
_OLD = 330  # days: a story further back than that is not the publication date's year


@dataclass(slots=True)
class Place:
    """A date that was told: its days, how precise, and at which token."""

    first: date
    last: date
    level: int
    token: int
    value: str


class Story:
    """The state while a text is read from its beginning to its end."""

    def __init__(self, published: date | None, *, narrative: bool = False) -> None:
        self.published = published
        self.narrative = narrative or published is None
        self.unanchored = published is None
        self.places: list[Place | None] = [None, None, None, None]
        self.framed_until = -1
        self.several_days = False
        self.daily = True
        self.heading: int | None = None

    @property
    def now(self) -> date | None:
        """The publication date where the text is news; None in a history."""
        return None if self.narrative else self.published

    def last(self, level: int) -> Place | None:
        """Return the last place told that is at least as precise as `level`."""
        found = [place for place in self.places[level:] if place is not None]
        return max(found, key=lambda place: place.token, default=None)

    def latest(self) -> Place | None:
        """Return the place that a number of days is counted from: the last day, unless the story has moved on."""
        day, last = self.places[3], self.last(0)
        if day is None or last is None or last.first <= day.first <= last.last:
            return day or last
        return last

    def note(self, expression: Expression, *, aside: bool = False) -> None:
        """Remember an expression that names days of the calendar.

        A day told in an aside, or looking back, is not the one that the next sentence counts from.
        """
        if expression.type not in ("DATE", "TIME"):
            return
        found = interval(expression.value, expression.mod)
        if found is None or expression.value.startswith("X"):
            return
        if len(expression.value) < 4:
            return
        if expression.granularity == "day" and expression.first is not None:
            found = Interval(expression.first, expression.first, "day")
        level = _LEVELS[found.granularity]
        if found.granularity == "range" and len(expression.value) == 7:
            level = 2
        elif found.granularity == "range" and len(expression.value) == 4:
            level = 0
        if level == 3 and self.places[3] is not None and (aside or expression.back):
            return
        self.places[level] = Place(found.first, found.last, level, expression.token, expression.value)

    def frame(self, token: int) -> None:
        """Say that a full date stood here: dates without a year that follow belong to its story."""
        self.framed_until = token + CHAIN

    def unframe(self) -> None:
        """Say that the text has come back to the day of its publication."""
        self.framed_until = -1

    def telling(self, token: int, reach: int = CHAIN) -> Place | None:
        """Return the place that frames dates without a year at a token, or None where that is the publication.

        `reach` is how many tokens back it may stand, in news.
        """
        last = self.last(0)
        if last is None:
            return None
        if self.narrative:
            return last
        assert self.published is not None
        if (
            token > self.framed_until
            or token - last.token > reach
            or (self.published - last.last).days < _OLD
        ):
            return None
        return last

    def year_of(
        self, month: int, day: int | None, token: int, tense: Direction, reach: int = CHAIN
    ) -> int | None:
        """Return the year of a month, or of a day and month, that stand without one."""
        frame = self.telling(token, reach)
        if frame is not None and self._before(frame, month, token):
            frame = None
        if frame is not None and (self.narrative or tense in ("past", "")):
            return _year_in_story(frame, month, day)
        if self.published is None or self.narrative:
            return None
        return year_near(self.published, month, day, tense)

    def _before(self, frame: Place, month: int, token: int) -> bool:
        """Whether a month lies before the last one told, further back in the text: no story goes backward.

        "Im Juni 2016 stimmten sie ab. May war im Mai gescheitert": in the May before the publication.
        """
        if self.narrative or frame.level != 2 or token - frame.token < _SENTENCE:
            return False
        return 0 < frame.first.month - month < _HALF


def _year_in_story(frame: Place, month: int, day: int | None) -> int:
    """A story goes forward: a month long before the last one is of the next year."""
    year = frame.first.year
    if frame.level == 0:
        return year
    behind = frame.first.month - month
    if behind >= 7:
        return year + 1
    return year


def year_near(published: date, month: int, day: int | None, tense: Direction) -> int:
    """Return the year that puts a month (and day) nearest to the publication date, as the tense allows."""
    here = published.month * 31 + published.day
    there = month * 31 + (day or (published.day if month == published.month else 15))
    ahead = (there - here) % 372  # days of 31-day months until the next such day
    back = (here - there) % 372
    if ahead == 0:
        return published.year
    backward = ahead > back
    if tense in ("past", "perfect") and (day is None or back < 330 or ahead > 30):
        backward = True
    elif tense == "future" and (ahead < 300 or back > 70):
        backward = False
    if backward:
        return published.year if there <= here else published.year - 1
    return published.year if there >= here else published.year + 1
