"""What was worked out of a day, until the day changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
MOST_DAYS_KEPT = 2_000
"""Some 50 kB each."""


class Remembered(Generic[T]):
    """Values by key, each of one version of its day; those used last are kept."""

    def __init__(self, most: int = MOST_DAYS_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[object, T]] = OrderedDict()

    def get(self, key: Hashable, version: object, make: Callable[[], T]) -> T:
        """The value of a version, made if it is not at hand."""
        known = self._kept.get(key)
        if known is not None and known[0] == version:
            self._kept.move_to_end(key)
            return known[1]
        value = make()
        self._kept[key] = version, value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return value
