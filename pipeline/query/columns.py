"""Arrays and lists of strings by name, in one block of bytes that is used where it lies: in a file or in memory.

The block is a mark, the arrays one after the other, a directory of them, and its length; what was not
written to its end has no directory and is refused.
"""

from __future__ import annotations

import json
import mmap
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, SupportsIndex, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.query.postings import Ints

MARK = b"zeitstrahl index\n"
ALIGNED = 64


class BrokenColumnsError(Exception):
    """A block that was not written to its end, or is none."""


class Writer:
    """Writes a block to a stream, array by array; `finish` makes it whole."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.at = 0
        self.directory: dict[str, tuple[str, int, int]] = {}
        self._put(MARK)

    def array(self, name: str, values: Any, small: bool = False) -> None:
        """Add an array; integers take 32 bits where they can, and fewer where they may be `small`."""
        values = np.ascontiguousarray(_fitted(np.asarray(values), small))
        begin = self._aligned()
        self._put(values.data.cast("B") if values.size else b"")
        self.directory[name] = (values.dtype.str, begin, values.size)

    def strings(self, name: str, parts: Iterable[Any]) -> None:
        """Add a list of strings, given as Arrow arrays; what is null becomes empty."""
        begin, lengths = self._aligned(), [np.zeros(1, np.int64)]
        for part in parts:
            texts = pc.fill_null(part, "").cast(pa.large_string())
            lengths.append(pc.binary_length(texts).to_numpy(zero_copy_only=False))
            if len(texts):
                ends = np.frombuffer(texts.buffers()[1], np.int64)[texts.offset :]
                self._put(memoryview(texts.buffers()[2] or b"")[ends[0] : ends[len(texts)]])
        self.directory[f"{name}.bytes"] = ("|u1", begin, self.at - begin)
        self._fixed(f"{name}.ends", np.cumsum(np.concatenate(lengths)))

    def finish(self, about: Mapping[str, Any]) -> None:
        """Write the directory, with what is to be known about the block."""
        begin = self._aligned()
        self._put(json.dumps({"about": dict(about), "arrays": self.directory}).encode())
        self._put(np.array([begin, self.at - begin], np.int64).tobytes() + MARK)

    def _fixed(self, name: str, values: Ints) -> None:
        begin = self._aligned()
        self._put(values.data.cast("B"))
        self.directory[name] = (values.dtype.str, begin, values.size)

    def _aligned(self) -> int:
        self._put(bytes(-self.at % ALIGNED))
        return self.at

    def _put(self, data: bytes | memoryview) -> None:
        self.stream.write(data)
        self.at += len(data)


def _fitted(values: Any, small: bool) -> Any:
    if values.dtype.kind not in "iu":
        return values
    least, most = (int(values.min()), int(values.max())) if values.size else (0, 0)
    types = (np.uint8, np.uint16, np.int32, np.int64) if small else (np.int32, np.int64)
    fitting = (t for t in types if np.iinfo(t).min <= least and most <= np.iinfo(t).max)
    return values.astype(next(fitting), copy=False)


class Columns:
    """The arrays of a block, read-only and without copying; `about` is what was said of it."""

    def __init__(self, block: bytes | mmap.mmap) -> None:
        self._block = block
        tail = 16 + len(MARK)
        if len(block) < tail or block[: len(MARK)] != MARK or block[-len(MARK) :] != MARK:
            raise BrokenColumnsError
        begin, length = np.frombuffer(block[-tail : -len(MARK)], np.int64).tolist()
        if begin < 0 or length < 0 or begin + length + tail != len(block):
            raise BrokenColumnsError
        try:
            found = json.loads(block[begin : begin + length])
            self.about: dict[str, Any] = found["about"]
            self._arrays: dict[str, tuple[str, int, int]] = found["arrays"]
        except (ValueError, KeyError, TypeError):
            raise BrokenColumnsError from None

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def array(self, name: str) -> Any:
        """An array by its name."""
        dtype, begin, size = self._arrays[name]
        return np.frombuffer(self._block, dtype, size, begin)

    def strings(self, name: str) -> Strings:
        """A list of strings by its name."""
        ends = self.array(f"{name}.ends")
        buffers = pa.py_buffer(ends), pa.py_buffer(self.array(f"{name}.bytes"))
        return Strings(pa.LargeStringArray.from_buffers(len(ends) - 1, *buffers))


def mapped(file: IO[bytes]) -> Columns:
    """The columns of an open file; it may be closed, moved or replaced afterwards."""
    try:
        return Columns(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except ValueError:  # an empty file
        raise BrokenColumnsError from None


class Strings(Sequence[str]):
    """A list of strings that become Python's only where one asks for them; `arrow` is the list itself."""

    def __init__(self, arrow: Any) -> None:
        self.arrow = arrow

    def __len__(self) -> int:
        return len(self.arrow)

    @overload
    def __getitem__(self, at: SupportsIndex) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> str | list[str]:
        if isinstance(at, slice):
            found: list[str] = self.arrow[at].to_pylist()
            return found
        text: str = self.arrow[int(at)].as_py()
        return text

    def __iter__(self) -> Iterator[str]:
        for begin in range(0, len(self), 10_000):
            yield from self[begin : begin + 10_000]

    def take(self, places: Ints | Sequence[int]) -> list[str]:
        """Several of them."""
        found: list[str] = self.arrow.take(pa.array(np.asarray(places, np.int64))).to_pylist()
        return found


class Places(Mapping[str, int]):
    """Where a name is in a list of different names, or the number that `numbers` has in that place.

    `order` are the places of the names in ascending order.
    """

    def __init__(self, names: Sequence[str], order: Ints, numbers: Ints | None = None) -> None:
        self._names, self._order, self._numbers = names, order, numbers

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[str]:
        if len(self._order) == len(self._names):
            return iter(self._names)
        return (self._names[place] for place in sorted(self._order.tolist()))

    def __getitem__(self, name: str) -> int:
        at = bisect_left(self._order, name, key=lambda place: self._names[place])
        if at == len(self._order) or self._names[self._order[at]] != name:
            raise KeyError(name)
        place = int(self._order[at])
        return place if self._numbers is None else int(self._numbers[place])
