"""Turns time expressions into the calendar intervals that events can have.

Ranges and lists become one span, "seit" and "bis" are bounded by the day of publication, durations that are
counted from a day ("vor drei Jahren", "in den vergangenen beiden Monaten") become the days they mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from pipeline.schema import Article, Basis, Granularity, Sentence, TimeSpan
from pipeline.times import calendar
from pipeline.times.anchors import Anchors, noun_behind
from pipeline.times.rules import Expression, rule_set
from pipeline.times.tagger import expressions

if TYPE_CHECKING:
    from pipeline.times.tense import Clauses
    from pipeline.times.words import Tokens

Relation = Literal["at", "since", "until", "before", "after"]

_CLOCK = (
    "clock-times",
    "clock-time",
    "clock-time-colon",
    "around-clock-time",
    "spoken-clock-time",
    "midnight",
)
_JOINTS = frozenset(
    ("and", "until", "hyphen", "slash", "comma", "article", "to_the", "from_the", "at", "onto")
)
_APPOSED = frozenset(
    ("comma", "at", "in_the", "in", "article", "to_the", "onto", "from_the", "day_part", "daytime", "mark")
)
_LONGEST = 12 * 2000  # months that an event can lie back
_DIRECTIONS = {"previous": -1, "preceding": -1, "upcoming": 1, "following": 1}
_RELATIONS: dict[str, Relation] = {"since": "since", "until": "until", "ago": "before", "behind": "after"}
_COUNTED = ("D", "W", "M", "Y")
_FEW = 7  # days of a feast that is counted from its first
_LITTLE = frozenset(("article", "from_the", "to_the", "in_the", "at", "in", "bound", "about"))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A span before it is joined with its neighbours; `measure` where it is counted from another day."""

    expression: Expression
    start: int
    first: date | None
    last: date | None
    granularity: Granularity
    relation: Relation
    certain: bool = True
    measure: bool = False
    onset_last: date | None = None


def spans(article: Article, sentences: Sequence[Sentence]) -> list[TimeSpan]:
    """Find the calendar intervals in an article's sentences, in their order.

    Without sentences the whole text counts. `first` and `last` are None where the expression needs a day
    of publication that is not known. Clock times give no span: the day is the unit.
    """
    found, tokens, clauses = expressions(article.text, article.published, article.language)
    names = rule_set(article.language).vocabulary.by_code
    drafts = [
        draft
        for expression in _inside(found, sentences)
        for draft in _drafts(expression, tokens, names, article.published)
    ]
    drafts = list(_measured(drafts, tokens, names, clauses, article))
    return [_span(article, group) for group in _joined(drafts, tokens, names)]


def _inside(found: Sequence[Expression], sentences: Sequence[Sentence]) -> Iterator[Expression]:
    """Yield the expressions that lie in a sentence; both are in the order of the text."""
    if not sentences:
        yield from found
        return
    index = 0
    for expression in found:
        while index < len(sentences) and sentences[index].end <= expression.start:
            index += 1
        if index == len(sentences):
            return
        if sentences[index].start <= expression.start and expression.end <= sentences[index].end:
            yield expression


def _drafts(e: Expression, tokens: Tokens, names: dict[str, str], published: date | None) -> Iterator[_Draft]:
    if e.type == "DURATION":
        yield from _counted(e, tokens, names, published)
        return
    if e.type == "SET" or e.rule in _CLOCK or e.value.endswith("_REF"):
        return
    relation, start = _relation(e, tokens, names)
    found = calendar.interval(e.value, e.mod)
    if e.rule == "counted-minutes" and e.first is None:
        return
    if e.first is not None and e.last is not None and not e.mod:
        found = calendar.Interval(e.first, e.last, e.granularity)
    if found is None:
        if "XX" in e.value:
            yield _Draft(e, start, None, None, "unknown", relation, e.certain)
        return
    first, last, granularity = found
    onset_last = last if relation == "since" else None
    about = e.token > 0 and names[tokens.classes[e.token - 1]] == "about"
    if relation == "since" and published is not None and first <= published:
        last, granularity = published, "range" if first < published else granularity
    elif relation == "until" and published is not None and published <= last:
        first, granularity = published, "range" if published < last else granularity
    certain = e.certain and not about
    yield _Draft(e, start, first, last, granularity, relation, certain, onset_last=onset_last)


def _relation(e: Expression, tokens: Tokens, names: dict[str, str]) -> tuple[Relation, int]:
    """Return the sense of the preposition before an expression."""
    index = e.token - 1
    while index >= 0 and names[tokens.classes[index]] in _LITTLE and e.token - index < 3:
        index -= 1
    name = names[tokens.classes[index]] if index >= 0 else ""
    return _RELATIONS.get(name, "at"), e.start


def _leads(e: Expression, tokens: Tokens, names: dict[str, str]) -> bool:
    """Whether a duration behind "nach" opens its sentence before the verb: "Nach einer Woche war ..."."""
    before = names[tokens.classes[e.token - 2]] if e.token > 1 else "break"
    after = names[tokens.classes[e.after]] if e.after < len(tokens.classes) else "break"
    return before in ("dot", "break", "mark", "colon") and after == "word"


def _counted(
    e: Expression, tokens: Tokens, names: dict[str, str], published: date | None
) -> Iterator[_Draft]:
    """Yield the days that a duration means behind vor, seit, in, nach, or with vergangen and kommend."""
    told = e.told
    if e.amount is None:
        return
    number, unit = e.amount
    inner = [names[tokens.classes[i]] for i in range(e.token, e.after)]
    before = names[tokens.classes[e.token - 1]] if e.token else ""
    certain = e.certain
    start = tokens.starts[e.token - 1] if e.token else e.start
    after = names[tokens.classes[e.after]] if e.after < len(tokens.classes) else ""
    if after in ("ago", "behind") and unit in _COUNTED:
        yield _Draft(e, e.start, None, None, "unknown", "at", certain, measure=True)  # see _measured
        return
    if not _DIRECTIONS.keys().isdisjoint(inner):
        sign = next(_DIRECTIONS[name] for name in inner if name in _DIRECTIONS)
        there = _away(published, sign * number, unit)
        if published is None or there is None:
            yield _Draft(e, e.start, None, None, "unknown", "at", certain)
        else:
            yield _Draft(e, e.start, min(there, published), max(there, published), "range", "at", certain)
        return
    if before == "ago" or (before == "in" and unit in ("D", "W", "M", "Y")):
        if number * calendar.MONTHS.get(unit, 0) > _LONGEST:
            return  # geology
        there = _away(published, -(number + e.bias) if before == "ago" else number + e.bias, unit)
        if there is None:
            yield _Draft(e, start, None, None, "unknown", "at", certain)
            return
        value = calendar.unit_value(there, unit if unit in ("D", "W", "M", "Y") else "Y", 0)
        found = calendar.interval(value) if value else None
        if found:
            yield _Draft(e, start, found.first, found.last, found.granularity, "at", certain)
    elif before == "behind" and told is not None and unit in ("D", "W", "M") and _leads(e, tokens, names):
        there = _away(told, number, unit)
        if there is not None:
            yield _Draft(e, start, there, there, "day", "at", certain)
    elif before == "since":
        there = _away(published, -number, unit)
        if there is None or published is None:
            yield _Draft(e, start, None, None, "unknown", "since", certain)
        else:
            value = calendar.unit_value(there, unit if unit in ("D", "W", "M", "Y") else "Y", 0)
            found = calendar.interval(value) if value else None
            onset_last = found.last if found and unit != "W" else there  # a week ago is a day
            onset_last = min(onset_last, published)
            yield _Draft(e, start, there, published, "range", "since", certain, onset_last=onset_last)


def _away(published: date | None, number: float, unit: str) -> date | None:
    """Return the day that lies so many units from the day of publication."""
    if published is None:
        return None
    if unit in ("D", "W", "NI", "WE"):
        return calendar.shift_days(published, number * (1 if unit in ("D", "NI") else 7))
    if abs(number) > 9999:
        return None
    return calendar.shift_months(published, round(number * calendar.MONTHS.get(unit, 12)))


def _measured(
    drafts: list[_Draft], tokens: Tokens, names: dict[str, str], clauses: Clauses, article: Article
) -> Iterator[_Draft]:
    """Put lengths where they lead: "drei Tage vor Weihnachten", "zwei Tage nach der Wahl", or leave them out."""
    anchors: Anchors | None = None
    taken = False
    for draft, following in zip_longest(drafts, drafts[1:]):
        if taken:
            taken = False
            continue
        if not draft.measure:
            yield draft
            continue
        e = draft.expression
        noun = noun_behind(e.after, tokens.words)
        if following is not None and following.first is not None and not following.measure:
            gap = [names[tokens.classes[i]] for i in range(e.after, following.expression.token)]
            if len(gap) <= 3 and set(gap) <= _LITTLE | {"ago", "behind"}:
                taken = True
            elif noun is not None and noun < following.expression.token:
                taken = {
                    names[tokens.classes[i]] for i in range(noun + 1, following.expression.token)
                } <= _LITTLE
        if taken and following is not None:
            found: calendar.Interval | None = _interval(following)
            start, end = draft, following
        else:
            if anchors is None:
                dated = (
                    (d.expression.token, d.expression.after, _interval(d))
                    for d in drafts
                    if d.first is not None and d.relation == "at"
                )
                anchors = Anchors(dated, tokens, clauses, article.language)
            found = anchors.days_of(tokens.words[noun], e.token) if noun is not None else None
            start, end = draft, draft
        sign = 1 if names[tokens.classes[e.after]] == "behind" else -1
        there = _counted_from(found, e, sign) if found is not None else None
        if there is not None and not taken and _is_news(there, e, article.published):
            there = None
        if there is not None:
            first, last, granularity = there
            yield replace(
                end, start=start.start, first=first, last=last, granularity=granularity, relation="at",
                certain=draft.certain and end.certain, measure=True, onset_last=None,
            )  # fmt: skip
        elif taken and following is not None:
            yield following


def _is_news(days: calendar.Interval, e: Expression, published: date | None) -> bool:
    """Whether so many months or years reach to the publication: what came about then has a day of its own."""
    assert e.amount is not None
    if published is None or e.amount[1] in ("D", "W"):
        return False
    end = _away(days.last, 1, e.amount[1])
    return end is None or end >= published


def _interval(draft: _Draft) -> calendar.Interval:
    assert draft.first is not None and draft.last is not None
    return calendar.Interval(draft.first, draft.last, draft.granularity)


def _counted_from(anchor: calendar.Interval, e: Expression, sign: int) -> calendar.Interval | None:
    """Return the days that lie a length from others; None where those are not told as exactly as the length."""
    assert e.amount is not None
    number, unit = e.amount
    exact = anchor.granularity == "day" or (anchor.last - anchor.first).days < _FEW
    near = _away(anchor.first, sign * (e.least or number), unit)
    far = _away(anchor.first, sign * number, unit)
    if near is None or far is None:
        return None
    first, last = min(near, far), max(near, far)
    if unit in ("D", "W"):
        return calendar.Interval(first, last, "day" if first == last else "range") if exact else None
    if unit == "M" and not exact and anchor.granularity != "month":
        return None
    values = [calendar.unit_value(day, unit if unit == "M" else "Y", 0) for day in (first, last)]
    found = [calendar.interval(value) for value in values if value]
    if len(found) < 2 or found[0] is None or found[1] is None:
        return None
    return calendar.Interval(
        found[0].first, found[1].last, found[0].granularity if found[0] == found[1] else "range"
    )


def _joined(drafts: list[_Draft], tokens: Tokens, names: dict[str, str]) -> Iterator[list[_Draft]]:
    """Yield the drafts in groups that are one span: ranges and lists of days."""
    group: list[_Draft] = []
    for draft in drafts:
        if group and _says_again(group[-1], draft, tokens, names):
            group[-1] = draft
        elif group and _belong(group[-1], draft, tokens, names):
            group.append(draft)
        else:
            if group:
                yield group
            group = [draft]
    if group:
        yield group


def _says_again(left: _Draft, right: _Draft, tokens: Tokens, names: dict[str, str]) -> bool:
    """Whether the second of two neighbours says exactly what the first counted: "zwei Tage später, am 3. Mai"."""
    between = [names[tokens.classes[i]] for i in range(left.expression.after, right.expression.token)]
    counted = left.expression.rule in ("counted-day", "duration", "part-of-day", "part-of-other-day")
    return (
        counted
        and len(between) <= 6
        and set(between) <= _APPOSED
        and bool({"comma", "to_the", "onto"} & set(between))
    )


def _belong(left: _Draft, right: _Draft, tokens: Tokens, names: dict[str, str]) -> bool:
    """Whether two neighbours are parts of one list or range, or one says the other again."""
    between = [names[tokens.classes[i]] for i in range(left.expression.after, right.expression.token)]
    if len(between) > 4 or not set(between) <= _JOINTS or left.first is None or right.first is None:
        return False
    if left.granularity != right.granularity and "until" not in between and right.relation != "until":
        return False
    if between and not {"and", "until", "hyphen", "onto", "slash", "comma", "to_the"} & set(between):
        return False
    assert right.last is not None
    return left.first <= right.last


def _span(article: Article, group: list[_Draft]) -> TimeSpan:
    head, tail = group[0], group[-1]
    start, end = min(head.start, head.expression.start), tail.expression.end
    first, last, granularity = head.first, tail.last, head.granularity
    relation = head.relation
    if len(group) > 1:
        days = [d for d in group if d.first is not None and d.last is not None]
        if tail.relation == "until" and head.relation in ("at", "until"):
            found = calendar.interval(tail.expression.value, tail.expression.mod)
            last = found.last if found else last
        else:
            last = max((d.last for d in days if d.last), default=last)
        first = min((_stated_first(d) for d in days), default=first)
        relation = "at"
        granularity = "day" if first == last else "range"
    certain = all(d.certain for d in group)
    basis: Basis = (
        "explicit" if any(d.expression.basis == "explicit" and not d.measure for d in group) else "relative"
    )
    written = calendar.edtf(first, last, granularity, certain=certain) if first and last else ""
    return TimeSpan(
        start,
        end,
        article.text[start:end],
        first,
        last,
        granularity if first else "unknown",
        written,
        basis,
        head.expression.rule,
        certain,
        relation,
        head.onset_last if relation == "since" else None,
    )


def _stated_first(draft: _Draft) -> date:
    """Return the first day that the words name, not the bound that "bis" was given."""
    found = calendar.interval(draft.expression.value, draft.expression.mod)
    assert draft.first is not None
    return found.first if found and draft.relation == "until" else draft.first
