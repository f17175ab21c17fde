"""Where each session could ever go: what never changes about its places."""

from __future__ import annotations

from collections.abc import Iterator
from operator import and_
from typing import NamedTuple

from solver.costs import Costs, Tier
from solver.hours import Hours
from solver.instance import Instance
from solver.patterns import LEAD
from solver.placement import Place
from solver.tasks import Task

Starts = tuple[int, ...]
"""Masks of starts, one a shape of the treatment."""


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
    starts: Starts


def places(instance: Instance, hours: Hours, task: Task) -> Iterator[Place]:
    """Places that qualification, calendar and licence leave open (R03, R11, R12)."""
    for clinic, lead, last in posts(instance, hours, task):
        for day in range(task.first_day, last + 1):
            yield Place(lead, clinic, day)


def posts(
    instance: Instance, hours: Hours, task: Task
) -> Iterator[tuple[int, int, int]]:
    """Clinics and leads for a task, each with the last day it may be led there."""
    line = instance.lines[task.course]
    for clinic in instance.penalty[line.patient]:
        for lead in instance.skilled[task.treatment][LEAD]:
            if lead not in line.refused and clinic in hours.shifts[lead]:
                yield clinic, lead, min(task.last_day, instance.last_licensed_day[lead])


class Candidates:
    """The candidates of every task, made when first asked for and then shared."""

    def __init__(self, instance: Instance, hours: Hours, costs: Costs) -> None:
        self.instance = instance
        self.hours = hours
        self.costs = costs
        self._of: dict[int, tuple[Candidate, ...]] = {}
        # Sessions of a course, and courses alike, ask the same again and again.
        self._opened: dict[tuple[int, int, int], list[tuple[int, Starts]]] = {}
        self._wanted: dict[tuple[int, int, int, int], Starts] = {}

    def of(self, task: Task) -> tuple[Candidate, ...]:
        """The candidates of a task."""
        known = self._of.get(task.index)
        if known is None:
            known = self._of[task.index] = tuple(self._make(task))
        return known

    def _make(self, task: Task) -> Iterator[Candidate]:
        patient = self.instance.lines[task.course].patient
        for clinic, lead, last in posts(self.instance, self.hours, task):
            for day, opened in self._days(task.treatment, lead, clinic):
                if not task.first_day <= day <= last:
                    continue
                wanted = self._patient(patient, task.treatment, clinic, day)
                starts = tuple(map(and_, opened, wanted))
                if any(starts):
                    place = Place(lead, clinic, day)
                    tiers = self.costs.tiers(task, clinic, day)
                    yield Candidate(place, self.costs.place(task, place), tiers, starts)

    def _days(self, treatment: int, lead: int, clinic: int) -> list[tuple[int, Starts]]:
        """Days with the starts that opening and shift allow, where there are any."""
        key = treatment, lead, clinic
        if key not in self._opened:
            days = range(self.instance.grid.num_days)
            by_day = ((day, self._led(*key, day)) for day in days)
            self._opened[key] = [(day, starts) for day, starts in by_day if any(starts)]
        return self._opened[key]

    def _led(self, treatment: int, lead: int, clinic: int, day: int) -> Starts:
        hours = self.hours
        return tuple(
            hours.open_starts(clinic, day, shape.total)
            & hours.shift_runs(lead, clinic, day, shape.total)
            for shape in self.instance.shapes[treatment]
        )

    def _patient(self, patient: int, treatment: int, clinic: int, day: int) -> Starts:
        """Starts that the patient's hours allow."""
        key = patient, treatment, clinic, day
        if key not in self._wanted:
            self._wanted[key] = tuple(
                self.hours.patient_starts(patient, clinic, day, shape.total)
                for shape in self.instance.shapes[treatment]
            )
        return self._wanted[key]
