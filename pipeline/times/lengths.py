"""Durations and sets: drei Jahre lang, zweitägig, seit Wochen, jeden Montag, täglich."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.times.relative import amount_of

if TYPE_CHECKING:
    from pipeline.schema import TimexType
    from pipeline.times.rules import Expression, Hit
    from pipeline.times.story import Story


_MEANT = (0.0, 0.0, 0.2, -0.2)
"""What the words before a number add to it, in units: "fast vier Jahre" are some months less than four."""


def _written(number: float | None, unit: str, *, clock: bool) -> str:
    """Return the TIMEX3 value of a duration."""
    digits = "X" if number is None else f"{number:g}"
    if unit == "DE" and number is not None:
        digits, unit = f"{number * 10:g}", "Y"
    if unit[:2].isdigit():  # quarters of an hour
        digits, unit = f"{(number or 1) * int(unit[:2]):g}", "M"
    if not clock and number is not None and number % 1 == 0.5 and unit == "Y":
        digits, unit = f"{number * 12:g}", "M"
    return f"PT{digits}{unit}" if clock else f"P{digits}{unit}"


def _about(hit: Hit) -> int:
    """Return how exactly a number is meant: 0 exactly, 1 about, 2 a little more, 3 a little less."""
    values = [
        int(hit.vocabulary.value(hit.at(index)))
        for index in range(hit.first, hit.token_range("u")[0])
        if hit.name(index) in ("about", "above")
    ]
    return max(values, default=0)


def duration(hit: Hit, story: Story) -> Iterator[Expression]:
    """Drei Jahre, rund 200 Stunden, eineinhalb Wochen, sechs bis acht Monate."""
    if "old" in (hit.name(hit.first - 1), hit.name(hit.first - 2), hit.name(hit.first - 3)):
        return  # "im Alter von 30 Jahren"
    unit = str(hit.value("u"))
    clock = hit.kind("u") in ("clock_unit", "clock_units")
    number = amount_of(hit)
    if hit.has("n0"):
        first = hit.value("n0")
        if isinstance(first, (int, float)):
            yield hit.expression("DURATION", _written(float(first), unit, clock=clock), group="n0")
        yield hit.expression(
            "DURATION",
            _written(number, unit, clock=clock),
            tokens=(hit.token_range("n")[0], hit.token_range()[1]),
            amount=(number, unit) if number and not clock else None,
            least=float(first) if isinstance(first, (int, float)) else None,
        )
        return
    about = _about(hit)
    yield hit.expression(
        "DURATION",
        _written(number, unit, clock=clock),
        amount=(number, unit) if number is not None and not clock else None,
        bias=_MEANT[about],
        certain=about == 0,
    )


def some_units(hit: Hit, story: Story) -> Iterator[Expression]:
    """Den vergangenen Jahren, diesen Tagen: a duration of unknown length."""
    unit = str(hit.value("u"))
    clock = hit.kind("u") in ("clock_unit", "clock_units")
    yield hit.expression("DURATION", _written(None, unit, clock=clock))


def next_units(hit: Hit, story: Story) -> Iterator[Expression]:
    """Kommenden Jahren: the future, without an end."""
    yield hit.expression("DATE", "FUTURE_REF")


def fixed(hit: Hit, story: Story) -> Iterator[Expression]:
    """Jahrelang, zweitägig, täglich: the word itself has the value."""
    kind: TimexType = "SET" if hit.rule.arguments.get("type") == "SET" else "DURATION"
    if kind == "SET":
        story.several_days = True
    yield hit.expression(kind, str(hit.value("v")))


def span_adjective(hit: Hit, story: Story) -> Iterator[Expression]:
    """3-tägig, 14-tägig."""
    unit = str(hit.value("u"))
    if unit == "Y":
        return
    yield hit.expression("DURATION", "P" + ("T" if unit[0] == "T" else "") + f"{hit.number('n')}{unit[-1]}")


def every(hit: Hit, story: Story) -> Iterator[Expression]:
    """Jeden Tag, alle zwei Jahre, je zwei Wochen."""
    number = amount_of(hit) if hit.has("n") else 1
    clock = hit.kind("u") in ("clock_unit", "clock_units")
    yield hit.expression("SET", _written(number, str(hit.value("u")), clock=clock))


def every_season(hit: Hit, story: Story) -> Iterator[Expression]:
    """Jeden Sommer, jeden Mai, jedes Wochenende."""
    value = hit.value("s")
    written = f"{value:02}" if isinstance(value, int) else "WXX-WE" if value == "WE" else str(value)
    yield hit.expression("SET", f"XXXX-{written}")


def every_weekday(hit: Hit, story: Story) -> Iterator[Expression]:
    """Jeden Montag, montags, jedem Montagabend."""
    number, _, part = str(hit.value("w")).partition(" ")
    story.several_days = True
    yield hit.expression("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
