"""The order in which a course's numbers come, promised or free."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from scheduler.domain.due_sessions import Promise


class SessionQueue:
    """
    Numbers to come, each free or promised, in the order of their sessions.

    Promises take the promised numbers' turns in order of date, so that two
    which stand in reverse order of number are met as they will be held.
    """

    def __init__(self, after: int, standing: Iterable[Promise]) -> None:
        in_order = sorted(standing, key=lambda p: (p.visit.start_utc, p.visit.number))
        self.promises = deque(in_order)
        self._promised = {promise.visit.number for promise in in_order}
        self._early = deque(sorted(n for n in self._promised if n <= after))
        self._next = after + 1
        self._taken_ahead = 0

    @property
    def number(self) -> int:
        """The number whose turn it is."""
        while self._taken_ahead and self._turn() in self._promised:
            self._taken_ahead -= 1
            self._advance()
        return self._turn()

    @property
    def is_free(self) -> bool:
        """Whether no appointment stands for the number whose turn it is."""
        return self.number not in self._promised

    def take_number(self) -> int:
        """Use up a free number."""
        number = self.number
        self._advance()
        return number

    def take_promise(self) -> Promise:
        """Use up the next promise, in its turn or ahead of a free number."""
        if self.is_free:
            self._taken_ahead += 1
        else:
            self._advance()
        return self.promises.popleft()

    def _turn(self) -> int:
        return self._early[0] if self._early else self._next

    def _advance(self) -> None:
        if self._early:
            self._early.popleft()
        else:
            self._next += 1
