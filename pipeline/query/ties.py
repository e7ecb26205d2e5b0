"""Who did what to whom: how often some actors take part in the same events, by kind of act and direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.query.filter import Subject
from pipeline.schema import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.query.index import Index
    from pipeline.query.postings import Ints

ACTS = sum(1 << ROLES.index(role) for role in ("acts", "signs"))
ADDRESSED = 1 << ROLES.index("addressed")


@dataclass(frozen=True, slots=True)
class Ties:
    """Counts of events by kind of act among `nodes`, each an array of kinds by nodes by nodes.

    `to[k, i, j]`: node i acts or signs, and j is addressed. `together[k, i, j]`: both are in the event, and
    neither is addressed by the other; the same for (j, i). An event counts once for each pair and direction.
    """

    nodes: tuple[Subject, ...]
    kinds: tuple[str, ...]
    to: Ints
    together: Ints

    def total(self, first: int, second: int) -> int:
        """In how many ways two nodes meet in events, of all kinds."""
        ways = self.to[:, first, second] + self.to[:, second, first] + self.together[:, first, second]
        return int(ways.sum())


def partners(index: Index, rows: Ints, facet: str, but: Subject, most: int) -> list[tuple[Subject, int]]:
    """The actors of a facet who are most often in some rows, each with the number of its events there."""
    found, mask = index.facets[facet], np.zeros(len(index), bool)
    mask[rows] = True
    counts = found.count(mask, rows)
    ranked = np.argsort(-counts, kind="stable")[: most + 1].tolist()
    pairs = [(Subject(facet, found.values[code]), int(counts[code])) for code in ranked if counts[code]]
    return [pair for pair in pairs if pair[0] != but][:most]


def ties(index: Index, rows: Ints, nodes: Sequence[Subject]) -> Ties:
    """Count the ties of some actors (of `ACTORS`) among each other in some rows of the index."""
    times = np.zeros(len(index), np.uint8)
    for node in nodes:
        times[index.facets[node.facet].rows(node.value)] += 1
    several = rows[times[rows] > 1]
    kinds = index.facets["kind"]
    size = len(kinds.values)
    kind_of = kinds.members[several] if len(several) else kinds.members[:0]
    order = np.argsort(kind_of, kind="stable")
    bounds = np.searchsorted(kind_of[order], np.arange(size + 1))
    at = np.full(len(index), -1, np.int32)
    at[several[order]] = np.arange(len(several), dtype=np.int32)
    present, acting, addressed = (np.zeros((len(nodes), len(several)), np.float32) for _ in range(3))
    for line, node in enumerate(nodes):
        places, roles = at[index.facets[node.facet].rows(node.value)], parts_of(index, node)
        here = places >= 0
        places, roles = places[here], roles[here]
        present[line, places] = 1
        acting[line, places] = (roles & ACTS) > 0
        addressed[line, places] = (roles & ADDRESSED) > 0
    to = np.zeros((size, len(nodes), len(nodes)), np.int64)
    together = np.zeros_like(to)
    for kind in range(size):
        mine = slice(bounds[kind], bounds[kind + 1])
        to[kind], together[kind] = _counted(present[:, mine], acting[:, mine], addressed[:, mine])
    return Ties(tuple(nodes), tuple(kinds.values), to, together)


def _counted(present: Any, acting: Any, addressed: Any) -> tuple[Ints, Ints]:
    """The two counts of events given as columns of a table with one line a node."""
    to = acting @ addressed.T
    both = acting * addressed
    together = present @ present.T - (to + to.T - both @ both.T)
    for counts in (to, together):
        np.fill_diagonal(counts, 0)
    return np.rint(to).astype(np.int64), np.rint(together).astype(np.int64)


def parts_of(index: Index, node: Subject) -> Ints:
    """The parts that an actor has in each of its events: bits of `ROLES`, beside `facet.rows(value)`."""
    facet = index.facets[node.facet]
    code = facet.codes.get(node.value)
    found = index.roles[node.facet]
    return found[:0] if code is None else found[facet.begins[code] : facet.begins[code + 1]]
