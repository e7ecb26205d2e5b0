"""Gives each article of a corpus a name of its own, as reading it in one go does: "name", "name-2", ..."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from pipeline.corpus.found import APART

Names = Mapping[str, str]


def distinct(batches: Sequence[str], names_of: Callable[[str], Sequence[str]]) -> dict[str, Names]:
    """The new names by the old ones, for each batch that has any; `names_of` gives a batch's, in reading order.

    Memory holds eight bytes a name, and the names that several articles have.
    """
    counts: list[int] = []
    digests: list[np.ndarray[tuple[int], np.dtype[np.uint64]]] = []
    for batch in batches:
        found = np.array([digest_of_name(name.partition(APART)[0]) for name in names_of(batch)], np.uint64)
        digests.append(found)
        counts.append(len(found))
    if not digests:
        return {}
    together = np.concatenate(digests)
    values, firsts, number = np.unique(together, return_index=True, return_counts=True)
    if (number < 2).all():
        return {}
    several = set(values[number > 1].tolist())
    taken: dict[str, int] = {}
    given: set[int] = set()
    changed: dict[str, Names] = {}

    def is_taken(name: str, position: int) -> bool:
        digest = digest_of_name(name)
        place = int(np.searchsorted(values, np.uint64(digest)))
        known = place < len(values) and values[place] == digest
        return digest in given or bool(known and firsts[place] < position)

    position = 0
    for batch, own, count in zip(batches, digests, counts, strict=True):
        if not several.isdisjoint(own.tolist()) or not given.isdisjoint(own.tolist()):
            mine: dict[str, str] = {}
            for offset, temporary in enumerate(names_of(batch)):
                digest = int(own[offset])
                if digest not in several and digest not in given:
                    continue
                document = temporary.partition(APART)[0]
                name, count_of = document, taken.get(document, 0)
                while is_taken(name, position + offset):
                    count_of += 1
                    name = f"{document}-{count_of}"
                taken[document] = max(count_of, 1)
                taken.setdefault(name, 1)
                if name != temporary:
                    mine[temporary] = name
                given.add(digest_of_name(name))
            if mine:
                changed[batch] = mine
        position += count
    return changed


def digest_of_name(name: str) -> int:
    """A name as a number of 64 bits."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest())
