"""Where marks stand: which lanes there are, which row of its lane a mark takes, which marks become one."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from pipeline.chart.scene import LONGEST_LABEL
from pipeline.query.postings import largest
from pipeline.query.subjects import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.chart.scene import Axis, Scene
    from pipeline.query import Answer, Filter, Index, View
    from pipeline.query.postings import Ints

MOST_LANES = 13
OTHERS = ""
DOT = 15
CLUSTER = 27
LETTER = 6.1
FEWEST_LETTERS = 24
HEADROOM = 16
MOST_LABELS = 120
ROWS_WITH_LABELS = 10
MOST_ROWS = 44


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: a value of the facet (`OTHERS` for the rest), and its events as rows of the index.

    `facet` is empty where it is that of all lanes.
    """

    value: str
    rows: Ints
    facet: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One event in one lane: `y` in rows from the top; `begin` and `end` (exclusive) in days since 1970.

    What lies outside the axis is cut off. `label` is where the headline stands, `letters` how many of it there
    is room for.
    """

    row: int
    y: float
    begin: float
    end: float
    label: Literal["right", "left", "inside"] = "right"
    letters: int = 0

    @property
    def middle(self) -> float:
        """Where a dot stands."""
        return (self.begin + self.end) / 2

    def is_dot(self, axis: Axis) -> bool:
        """Whether it is a day, or too short to be drawn as long as it is."""
        return self.end - self.begin <= 1 or (self.end - self.begin) / axis.days_per_pixel < DOT


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several events in one lane that there is no room to draw one by one, at `x` in days since 1970."""

    rows: tuple[int, ...]
    y: float
    x: float


@dataclass(slots=True)
class Placed:
    """Everything to draw: marks, clusters, and where each lane begins and ends (in rows from the top)."""

    marks: list[Mark] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)
    edges: list[float] = field(default_factory=lambda: [0.0])


def lanes(index: Index, result: Answer, asked: Filter, view: View, label: Callable[[str], str]) -> list[Lane]:
    """The lanes of a result, in the order asked for: pinned and chosen values first, the rest of the events last.

    Of several subjects, each has a lane; on the page of one, it has none of its own: all events are its.
    """
    if not len(result.rows):
        return []
    if len(view.about) > 1:
        here = np.zeros(len(index), bool)
        here[result.rows] = True
        each = [(subject, rows_of(index, asked, subject)) for subject in view.about]
        return [Lane(subject.value, rows[here[rows]], subject.facet) for subject, rows in each]
    if view.lanes == "none":
        return [Lane(OTHERS, result.rows)]
    facet = index.facet(view.lanes, asked.role)
    left = np.zeros(len(index), bool)
    left[result.rows] = True
    known = result.total == len(result.rows) and not asked.choice(view.lanes)
    counts = result.counts[view.lanes] if known else facet.tally(result.rows)
    held = [value for value in view.pinned if value in facet.codes]
    pinned = asked.choice(view.lanes).include
    frequent = [facet.values[code] for code in largest(counts, MOST_LANES).tolist()]
    subjects = {subject.value for subject in view.about if subject.facet == view.lanes}
    values = [value for value in dict.fromkeys([*held, *sorted(pinned), *frequent]) if value not in subjects]
    values = values[:MOST_LANES]
    shown = [Lane(value, rows[left[rows]]) for value in values for rows in [facet.rows(value)]]
    shown = [lane for lane in shown if len(lane.rows) or lane.value in held]
    keys: dict[str, Callable[[Lane], int | str]] = {
        "count": lambda lane: -len(lane.rows),
        "name": lambda lane: label(lane.value).casefold(),
        "first": lambda lane: int(lane.rows[0]) if len(lane.rows) else len(index),
    }
    shown.sort(key=lambda lane: label(lane.value).casefold())
    shown.sort(key=keys[view.order])
    shown.sort(key=lambda lane: lane.value not in pinned)
    shown.sort(key=lambda lane: held.index(lane.value) if lane.value in held else len(held))
    for lane in shown:
        left[lane.rows] = False
    return [*shown, Lane(OTHERS, np.flatnonzero(left))] if left.any() else shown


def lane_values(
    index: Index, result: Answer, asked: Filter, view: View, label: Callable[[str], str]
) -> list[str]:
    """The values that have a lane, from the top."""
    return [lane.value for lane in lanes(index, result, asked, view, label) if lane.value != OTHERS]


def place(scene: Scene, shown: list[Lane], head: float) -> Placed:
    """Give every event a row in its lanes, with headlines beside the marks where there is room.

    `head` are the rows at the top of each lane that its name takes.
    """
    if sum(len(lane.rows) for lane in shown) <= MOST_LABELS and not scene.look.narrow:
        titles = {row: event.title for row, event in scene.events.items()}
        widths = {row: LETTER * min(len(title), LONGEST_LABEL) + 12 for row, title in titles.items()}
        placed = _packed(scene, shown, widths, head)
        if not placed.clusters and placed.edges[-1] <= MOST_ROWS:
            placed.marks = [replace(mark, letters=LONGEST_LABEL) for mark in placed.marks]
            return placed
    return _packed(scene, shown, {}, head)


def _packed(scene: Scene, shown: list[Lane], widths: dict[int, float], head: float) -> Placed:
    placed, axis = Placed(), scene.axis
    most = ROWS_WITH_LABELS if widths else min(max(MOST_ROWS // len(shown), 4), 12)
    for lane in shown:
        top = placed.edges[-1] + 0.25 + head
        fits, crowded = _rows(scene, lane, widths, most)
        clusters = _clusters(fits, crowded, axis)
        gone = {row for cluster in clusters for row in cluster.rows}
        fits = [mark for mark in fits if mark.row not in gone]
        bars = max([mark.y + 1 for mark in fits if not mark.is_dot(axis)], default=0)
        height = max([mark.y + 1 for mark in fits], default=0)
        height = max(height, bars + 1.3 if clusters else 1)
        middle = top + (bars + height - 1) / 2
        alone = {cluster.rows[0] for cluster in clusters if len(cluster.rows) == 1}
        here = [replace(mark, y=top + mark.y) for mark in fits]
        here += [replace(mark, y=middle) for mark in crowded if mark.row in alone]
        several = [replace(cluster, y=middle) for cluster in clusters if len(cluster.rows) > 1]
        placed.marks += here if widths else _with_headlines(scene, here, several)
        placed.clusters += several
        placed.edges.append(top + height + 0.25)
    return placed


def _with_headlines(scene: Scene, marks: list[Mark], clusters: list[Cluster]) -> list[Mark]:
    """The marks of a lane, each with as much of its headline as fits before the next mark on its line."""
    axis, half = scene.axis, DOT / 2
    lines: dict[float, list[Mark]] = {}
    for mark in marks:
        lines.setdefault(mark.y, []).append(mark)
    found = []
    for y, line in lines.items():
        line.sort(key=lambda mark: mark.begin)
        near = [mark.begin for at, others in lines.items() if 0 < abs(at - y) < 1 for mark in others]
        reach = CLUSTER / 2 * axis.days_per_pixel
        near = sorted(near + [cluster.x - reach for cluster in clusters if abs(cluster.y - y) < 1.2])
        for mark, following in zip(line, [*(mark.begin for mark in line[1:]), axis.end], strict=True):
            end = mark.middle + half * axis.days_per_pixel if mark.is_dot(axis) else mark.end
            after = bisect_left(near, mark.middle)
            until = min(following, near[after] if after < len(near) else axis.end)
            letters = int(((until - end) / axis.days_per_pixel - HEADROOM) / LETTER)
            whole = len(scene.events[mark.row].title)
            found.append(replace(mark, letters=letters if letters >= min(FEWEST_LETTERS, whole) else 0))
    return found


def _rows(scene: Scene, lane: Lane, widths: dict[int, float], most: int) -> tuple[list[Mark], list[Mark]]:
    """The marks that find a row in a lane, bars first and in half of it, and those that do not."""
    axis, index = scene.axis, scene.index
    begins = np.maximum(index.first[lane.rows], axis.begin).tolist()
    ends = np.minimum(index.last[lane.rows].astype(np.int64) + 1, axis.end).tolist()
    marks = [Mark(row, 0, *ends) for row, *ends in zip(lane.rows.tolist(), begins, ends, strict=True)]
    marks.sort(key=lambda mark: (mark.is_dot(axis), mark.begin))
    taken: list[list[tuple[float, float]]] = []
    fits, crowded = [], []
    for mark in marks:
        labelled, begin, end = _extent(mark, widths.get(mark.row, 0), axis)
        at = _free_row(taken, begin, end, most if mark.is_dot(axis) else most // 2)
        if at is None:
            crowded.append(mark)
        else:
            fits.append(replace(labelled, y=at))
    return fits, crowded


def _extent(mark: Mark, pixels: float, axis: Axis) -> tuple[Mark, float, float]:
    """A mark with its headline on the side where there is room, and from where to where both reach."""
    half, text = DOT / 2 * axis.days_per_pixel, pixels * axis.days_per_pixel
    begin, end = mark.begin, mark.end
    if mark.is_dot(axis):
        begin, end = mark.middle - half, mark.middle + half
    if end + text <= axis.end or (mark.is_dot(axis) and begin - text < axis.begin):
        return mark, begin, end + text
    if begin - text >= axis.begin:
        return replace(mark, label="left"), begin - text, end
    return replace(mark, label="inside"), begin, max(end, begin + text)


def _free_row(taken: list[list[tuple[float, float]]], begin: float, end: float, most: int) -> int | None:
    for at, row in enumerate(taken):
        if all(end <= other_begin or begin >= other_end for other_begin, other_end in row):
            row.append((begin, end))
            return at
    if len(taken) < most:
        taken.append([(begin, end)])
        return len(taken) - 1
    return None


@dataclass(slots=True)
class _Group:
    """Marks that become one, and the sum of their middles."""

    marks: list[Mark]
    total: float

    @property
    def middle(self) -> float:
        return self.total / len(self.marks)

    def take(self, marks: list[Mark], total: float) -> None:
        self.marks += marks
        self.total += total


def _clusters(fits: list[Mark], crowded: list[Mark], axis: Axis) -> list[Cluster]:
    """Marks without a row, together with the dots close to them; no two clusters touch."""
    reach = CLUSTER * axis.days_per_pixel
    groups: list[_Group] = []
    for mark in sorted(crowded, key=lambda mark: mark.middle):
        if groups and mark.middle - groups[-1].middle < reach:
            groups[-1].take([mark], mark.middle)
        else:
            groups.append(_Group([mark], mark.middle))
    if not groups:
        return []
    for mark in fits:
        if mark.is_dot(axis):
            near = min(groups, key=lambda group, at=mark.middle: abs(group.middle - at))  # type: ignore[misc]
            if abs(near.middle - mark.middle) < reach * 0.85:
                near.take([mark], mark.middle)
    merged: list[_Group] = []
    for group in sorted(groups, key=lambda group: group.middle):
        if merged and group.middle - merged[-1].middle < reach:
            merged[-1].take(group.marks, group.total)
        else:
            merged.append(group)
    return [Cluster(tuple(mark.row for mark in group.marks), 0, group.middle) for group in merged]
