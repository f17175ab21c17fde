"""What is to be placed, with numbers for names: tasks, their gaps, their courses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """Days to the session before (R11) and the cost of each count of days."""

    min_days: int
    max_days: int
    cost: tuple[int, ...]
    beyond: int

    def cost_of(self, days: int) -> int:
        """Cadence cost of a distance in days, in cost units."""
        if days < 0:
            # Only fixed appointments can be in the wrong order.
            return self.cost[0] - days * self.beyond
        if days < len(self.cost):
            return self.cost[days]
        return self.cost[-1] + (days - len(self.cost) + 1) * self.beyond


@dataclass(frozen=True, slots=True)
class Task:
    """
    A session to place.

    Attributes
    ----------
    course, position
        Index of its course and its place in it.
    first_day, last_day
        Day indices allowed by window, horizon (R11) and clearance (R12);
        ``first_day > last_day``: none.
    due_day
        May lie outside the horizon.
    loss
        Cost of leaving it out: unscheduled, and dropped if it is published.
    """

    index: int
    id: str
    course: int
    position: int
    treatment: int
    first_day: int
    last_day: int
    due_day: int
    loss: int
    late_cost: int
    gap: Gap | None
    published: Published | None


@dataclass(frozen=True, slots=True)
class Published:
    """
    Where a published appointment stands.

    Attributes
    ----------
    start
        Grain of its first step; `NO_GRAIN` if it begins between two, so that
        every start on the grid is another.
    """

    day: int
    lead: int
    clinic: int
    start: int


@dataclass(frozen=True, slots=True)
class Line:
    """
    A course: its sessions in order and who may treat.

    Attributes
    ----------
    last_day, last_lead
        Day index (negative: before the horizon) and lead of the last session
        before the problem; None without one.
    may_share_day
        Whether two of its sessions may fall on one day.
    """

    index: int
    patient: int
    sessions: tuple[int, ...]
    preferred: int | None
    refused: frozenset[int]
    last_day: int | None
    last_lead: int | None
    may_share_day: bool
