"""From lists and masks to the arrays of the compiled search."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from solver.kernel.records import Ints, Words


def ints(values: Sequence[int]) -> Ints:
    """A list of numbers as an array, never empty for the compiler's sake."""
    return np.array(values if len(values) else [-1], dtype=np.int64)


def ragged(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Lists of numbers as offsets and one flat array."""
    offsets = np.zeros(len(lists) + 1, dtype=np.int64)
    np.cumsum([len(part) for part in lists], out=offsets[1:])
    return offsets, ints([value for part in lists for value in part])


def words(mask: int, count: int) -> Words:
    """A mask as so many words."""
    mask &= (1 << (64 * count)) - 1
    return np.frombuffer(mask.to_bytes(8 * count, "little"), dtype=np.uint64)
