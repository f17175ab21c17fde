"""What stands in a book, though some of it may overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from solver.bits import lower_level, raise_level
from solver.hours import Hours
from solver.instance import Instance
from solver.patterns import mask_of
from solver.placement import Placement
from solver.timeline import Timeline

_Resource = tuple[str, int, int]
"""A kind, an index, and of a practitioner the clinic."""


class Crowd(Timeline):
    """
    A timeline in which a grain is free once the last one who has it has left.

    A book may have to show what no plan would: sessions that clash since before they
    were imported, one in a room that is closed by now, a hold beside the appointment
    that it is to replace.
    """

    def __init__(self, instance: Instance, hours: Hours) -> None:
        super().__init__(instance, hours)
        self._levels: dict[_Resource, list[int]] = defaultdict(list)
        for room, closed in enumerate(self.room_busy):
            self._levels["room", room, 0] = [closed]

    def add(self, placement: Placement) -> None:
        """Put a placement down, whatever is there."""
        super().add(placement)
        for resource, mask in self._taken(placement):
            raise_level(self._levels[resource], mask)

    def remove(self, task: int) -> Placement:
        """Take a task's placement away and return it; what others have stays taken."""
        placement = super().remove(task)
        for resource, mask in self._taken(placement):
            lower_level(self._levels[resource], mask)
            self._show(resource)
        return placement

    def _taken(self, p: Placement) -> Iterator[tuple[_Resource, int]]:
        """What a placement takes, and when."""
        length = p.shape.total
        taken = (1 << (length + self.instance.turnover[p.room])) - 1
        yield ("room", p.room, 0), taken << p.start
        yield ("patient", self._patient(p.task), 0), ((1 << length) - 1) << p.start
        for role, person in p.staff:
            busy = mask_of(p.shape.busy_of[role]) << p.start
            yield ("person", person, p.clinic), busy

    def _show(self, resource: _Resource) -> None:
        """Let the masks say what is still taken of a resource."""
        kind, index, clinic = resource
        busy = self._levels[resource][0]
        if kind == "room":
            self.room_busy[index] = busy
        elif kind == "patient":
            self.patient_busy[index] = busy
        else:
            here = self.attended_at[index]
            here[clinic] = busy
            self.attended[index] = 0
            for mask in here.values():
                self.attended[index] |= mask
