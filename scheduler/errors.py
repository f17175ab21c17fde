# ruff: noqa: N818 - the names are the words that users of the API read
"""What can go wrong, as one tree.

::

    SchedulerError
    ├── InvalidInput          the caller can repair the request      (400)
    ├── NotFound              no such clinic, course or roster       (404)
    ├── RosterConflict        the roster moved on since it was read  (409)
    ├── Occupied              somebody else has the room or a person (409)
    ├── Refused               a rule of planning forbids the place   (409)
    ├── HoldExpired           the hold is over                       (409)
    ├── QuoteExpired          the quote is over                      (409)
    ├── StateConflict         an appointment is not in such a state  (409)
    └── InfeasibleRoster      no roster satisfies the hard rules     (422)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

MOST_NAMED = 5


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """
    Something that is wanted and taken already.

    Parameters
    ----------
    kind, name
        What is taken: ``"room"``, ``"practitioner"``, ``"patient"`` or
        ``"equipment"``, and its id; of equipment ``<clinic>/<kind>``.
    from_utc, to_utc
        For which time.
    holder
        By which session or, if ``is_hold``, by which hold; empty: by nobody,
        the clinic owns none of it.
    """

    kind: str
    name: str
    from_utc: datetime
    to_utc: datetime
    holder: str
    is_hold: bool

    def __str__(self) -> str:
        span = f"from {_minute(self.from_utc)} to {_minute(self.to_utc)}"
        if not self.holder:
            return f"{self.kind} '{self.name}' is wanted {span}, but there is none"
        holder = f"{'hold' if self.is_hold else 'session'} {self.holder!r}"
        return f"{self.kind} '{self.name}' is taken by {holder} {span}"


class Occupied(SchedulerError):
    """
    Somebody else has the room, a person or all of the equipment at the time.

    Parameters
    ----------
    clashes
        Everything that stands in the way; empty if it came and went meanwhile.
    """

    def __init__(self, clashes: Iterable[Clash]) -> None:
        self.clashes = tuple(clashes)
        super().__init__(self.clashes)

    def __str__(self) -> str:
        named = "; ".join(map(str, self.clashes[:MOST_NAMED]))
        more = len(self.clashes) - MOST_NAMED
        rest = f"; and {more} more" if more > 0 else ""
        return f"The place must be free, but {named or 'another was quicker'}{rest}."


class Refused(SchedulerError):
    """
    A rule of planning forbids a place, though nobody else may have it.

    Parameters
    ----------
    rule
        Id of the first rule that does, such as ``R05``.
    resource
        Id of what the rule speaks of: a room, practitioner, patient or course.
    """

    def __init__(self, rule: str, resource: str) -> None:
        self.rule = rule
        self.resource = resource
        super().__init__(rule, resource)

    def __str__(self) -> str:
        what = RULES[self.rule].format(f"'{self.resource}'")
        return f"The place must obey rule {self.rule}: {what}."


class HoldExpired(SchedulerError):
    """A hold is over, and its place may be somebody else's by now."""


class QuoteExpired(SchedulerError):
    """A quote is over; its places may be somebody else's by now."""


class StateConflict(SchedulerError):
    """An appointment is not in a state in which it can be changed so."""


RULES = {
    "R01": "{} begins on the grid and each step has a length that it may have",
    "R02": "room {} fits, is open and is free until its turnover is over",
    "R03": "{} has the skills and the licence, and the course refuses nobody of them",
    "R04": "{} and all other staff are free and on shift",
    "R05": "{} is on shift while the clinic is open",
    "R07": "{} has few enough sessions at once and that day",
    "R08": "{} keeps the break",
    "R09": "{} has equipment to spare",
    "R10": "{} can come to the clinic then and is in no other session",
    "R11": "{} keeps its window and the gaps to its other sessions",
    "R12": "{} is cleared for treatment on that date",
}
"""What a rule of the planning problem asks for, by its id."""


class InfeasibleRoster(SchedulerError):
    """What is already fixed breaks a hard rule, so that no roster exists."""


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%MZ}"
