"""A session at a place: the value that search moves about."""

from __future__ import annotations

from typing import NamedTuple

from solver.patterns import Shape


class Placement(NamedTuple):
    """
    A session in a room at a time, with its staff.

    Attributes
    ----------
    start
        Grain of the first step.
    staff
        Practitioner by role, the lead among them.
    """

    task: int
    clinic: int
    day: int
    lead: int
    shape: Shape
    start: int
    room: int
    staff: tuple[tuple[str, int], ...]

    @property
    def end(self) -> int:
        """Grain after the last step."""
        return self.start + self.shape.total


class Place(NamedTuple):
    """A lead, a clinic and a day at which a session may be held."""

    lead: int
    clinic: int
    day: int
