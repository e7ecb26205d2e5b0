"""Lists of numbers for many keys in two arrays (CSR): key `k` has `members[offsets[k]:offsets[k + 1]]`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer[Any]]
Mask = npt.NDArray[np.bool_]


def gather(offsets: Ints, members: Ints, keys: Ints) -> Ints:
    """The members of several keys, one key after the other."""
    begins = offsets[keys]
    lengths = offsets[keys + 1] - begins
    ends = np.cumsum(lengths)
    if not len(keys) or not ends[-1]:
        return members[:0]
    if ends[-1] == len(keys) and lengths.min() == 1:
        places = begins
    else:
        places = np.repeat(begins - ends + lengths, lengths)
        places += np.arange(ends[-1])
    found: Ints = members[places]
    return found


def largest(counts: Ints, most: int) -> Ints:
    """The places of the largest counts, the largest first and equal ones in their order."""
    if len(counts) > most > 0:
        least = np.partition(counts, -most)[-most]
        some = np.flatnonzero(counts >= least)
    else:
        some = np.arange(len(counts))
    found: Ints = some[np.argsort(-counts[some], kind="stable")][: max(most, 0)]
    return found


def inverted(offsets: Ints, members: Ints, size: int) -> tuple[Ints, Ints]:
    """From keys to members, the members (below `size`) to their keys, ascending."""
    keys = np.repeat(np.arange(len(offsets) - 1, dtype=np.int32), np.diff(offsets))
    back = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(members, minlength=size), out=back[1:])
    return back, keys[np.argsort(members, kind="stable")]
