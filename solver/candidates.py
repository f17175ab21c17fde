"""Where each session could ever go: what never changes about its places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from solver.costs import Costs, Tier
from solver.hours import Hours
from solver.instance import Instance
from solver.patterns import LEAD
from solver.placement import Place
from solver.tasks import Task


class Candidate(NamedTuple):
    """
    A place that hours alone leave open to a session.

    Attributes
    ----------
    cost
        What the place costs whatever the time of day, in cost units.
    tiers
        Starts by what the time of day costs, cheapest first.
    starts
        Starts that opening, shift and patient's hours allow, one mask a shape.
    """

    place: Place
    cost: int
    tiers: list[Tier]
    starts: tuple[int, ...]


def places(instance: Instance, hours: Hours, task: Task) -> Iterator[Place]:
    """Places that qualification, calendar and licence leave open (R03, R11, R12)."""
    line = instance.lines[task.course]
    for clinic in instance.penalty[line.patient]:
        for lead in instance.skilled[task.treatment][LEAD]:
            if lead in line.refused or clinic not in hours.shifts[lead]:
                continue
            last = min(task.last_day, instance.last_licensed_day[lead])
            for day in range(task.first_day, last + 1):
                yield Place(lead, clinic, day)


class Candidates:
    """The candidates of every task, made when first asked for and then shared."""

    def __init__(self, instance: Instance, hours: Hours, costs: Costs) -> None:
        self.instance = instance
        self.hours = hours
        self.costs = costs
        self._of: dict[int, tuple[Candidate, ...]] = {}

    def of(self, task: Task) -> tuple[Candidate, ...]:
        """The candidates of a task."""
        known = self._of.get(task.index)
        if known is None:
            known = self._of[task.index] = tuple(self._make(task))
        return known

    def _make(self, task: Task) -> Iterator[Candidate]:
        for place in places(self.instance, self.hours, task):
            starts = self._starts(task, place)
            if any(starts):
                tiers = self.costs.tiers(task, place.clinic, place.day)
                yield Candidate(place, self.costs.place(task, place), tiers, starts)

    def _starts(self, task: Task, place: Place) -> tuple[int, ...]:
        lead, clinic, day = place
        hours = self.hours
        patient = self.instance.lines[task.course].patient
        found = []
        for shape in self.instance.shapes[task.treatment]:
            mask = hours.open_starts(clinic, day, shape.total)
            mask &= hours.shift_runs(lead, clinic, day, shape.total)
            if mask:
                mask &= hours.patient_starts(patient, clinic, day, shape.total)
            found.append(mask)
        return tuple(found)
