# ruff: noqa: N818 - the names are the words that users of the API read
"""What can go wrong, as one tree.

::

    SchedulerError
    ├── InvalidInput          the caller can repair the request      (400)
    ├── NotFound              no such clinic, course or roster       (404)
    ├── RosterConflict        the roster moved on since it was read  (409)
    └── InfeasibleRoster      no roster satisfies the hard rules     (422)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One thing that is wrong with what was given.

    Parameters
    ----------
    field
        Path of the value, such as ``rooms[north-1].clinic``, a column or the
        name of a setting.
    message
        A sentence: what must hold, and what came. Ids only, never a name.
    """

    field: str
    message: str


class SchedulerError(Exception):
    """Anything a caller of the scheduler is expected to handle."""


class InvalidInput(SchedulerError):
    """
    What was given breaks one or more rules; the caller can repair it.

    Parameters
    ----------
    problems
        Everything that is wrong, at least one.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(problem.message for problem in self.problems)

    @classmethod
    def of(cls, field: str, message: str) -> Self:
        """Build the error for a single problem."""
        return cls([Problem(field, message)])


class NotFound(SchedulerError):
    """No clinic, patient, course, roster or the like has the id asked for."""


class RosterConflict(SchedulerError):
    """The roster, or what it stands on, moved on since it was read."""


class InfeasibleRoster(SchedulerError):
    """What is already fixed breaks a hard rule, so that no roster exists."""
