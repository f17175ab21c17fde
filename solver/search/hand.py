"""One worker behind an executor of its own, and the parts whose tables it keeps."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any, ParamSpec, TypeVar

MOST_FAILURES = 3
"""Failures in a row, without any result between, after which a hand is given up."""
P = ParamSpec("P")
R = TypeVar("R")


class Here(Executor):
    """An executor that does the work at once, in this process."""

    def submit(
        self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[R]:
        """Do it; the future is over when it is returned."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Hand:
    """
    A worker, made anew when it dies.

    Attributes
    ----------
    parts
        Keys of the parts whose tables it has made.
    failures
        Pieces of work in a row that came to nothing.
    """

    def __init__(self, make: Callable[[], Executor]) -> None:
        self.parts: set[str] = set()
        self.failures = 0
        self._make = make
        self._executor = make()
        self._loads: dict[Future[Any], int] = {}

    @property
    def is_lost(self) -> bool:
        """Whether it fails again and again."""
        return self.failures >= MOST_FAILURES

    @property
    def pending(self) -> list[Future[Any]]:
        """Work that it has in hand."""
        return [future for future in self._loads if not future.done()]

    @property
    def load(self) -> int:
        """Sessions of the parts that it has in hand."""
        return sum(self._loads[future] for future in self.pending)

    def submit(self, job: Callable[[], R], key: str, load: int) -> Future[R]:
        """Give it work on a part of so many sessions."""
        try:
            future = self._executor.submit(job)
        except BrokenProcessPool:
            self._renew()
            future = self._executor.submit(job)
        self._loads[future] = load
        self.parts.add(key)
        return future

    def has(self, future: Future[Any]) -> bool:
        """Whether it was given this work and nobody has heard yet what came of it."""
        return future in self._loads

    def hear(self, future: Future[Any], *, is_good: bool) -> None:
        """Take note that work is over."""
        del self._loads[future]
        self.failures = 0 if is_good else self.failures + 1

    def shutdown(self) -> None:
        """End it, once its work in hand is over."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _renew(self) -> None:
        self.shutdown()
        self.parts.clear()
        self._executor = self._make()
