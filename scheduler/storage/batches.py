"""Long lists in pieces: a statement takes only so many parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

MOST_AT_ONCE = 1_000


def batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Pieces of a list, none longer than a statement bears."""
    for start in range(0, len(values), MOST_AT_ONCE):
        yield values[start : start + MOST_AT_ONCE]
