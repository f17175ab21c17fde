"""The book itself: visits that come and go, and a course that asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from solver.book.crowd import Crowd
from solver.book.guests import Guests
from solver.costs import Costs
from solver.engine import Engine
from solver.explain.view import View
from solver.hours import Hours
from solver.instance import Instance
from solver.placement import Placement
from solver.problem import Assignment, Course, Patient, Problem
from solver.tasks import Line, Task
from solver.translate import placement_of

LEAST_SCALE = 10_000
"""Cost units in 1: amounts of courses that ask have four decimals at most."""


class Book:
    """
    What stands over some weeks of a network, changed visit by visit.

    Parameters
    ----------
    problem
        Clinics, rooms, people, treatments and the dates; without patients, courses
        and appointments, which come later.
    """

    def __init__(self, problem: Problem) -> None:
        self.instance = Instance(problem, least_scale=LEAST_SCALE)
        self.hours = Hours(self.instance)
        self.engine = Engine(self.instance, self.hours)
        self.engine.timeline = Crowd(self.instance, self.hours)
        self.costs = Costs(self.instance, self.hours)
        self._guests = Guests(self.instance, self.hours)
        self._spare: list[int] = []
        self._versions: Counter[tuple[int, int]] = Counter()

    def version(self, clinic: int, day: int) -> int:
        """A number that changes with whatever may change what is open there."""
        return self._versions[clinic, day]

    def stands(self, visit: str) -> bool:
        """Whether a visit of that name stands."""
        return visit in self.instance.task_of

    def put(self, assignment: Assignment, treatment: str, patient: str) -> None:
        """
        Let a visit stand, or stand elsewhere; its name is the assignment's session.

        Whether it fits is the caller's to know.
        """
        self.take(assignment.session)
        self._seat(
            assignment.session,
            self.instance.treatment_of[treatment],
            self._guests.stranger(patient),
        )
        placement = placement_of(self.instance, assignment)
        self.engine.add(placement)
        self._versions.update(self.engine.reached(placement))

    def take(self, visit: str) -> None:
        """Take a visit out; one that does not stand is no error."""
        index = self.instance.task_of.pop(visit, None)
        if index is not None:
            placement = self.engine.remove(index)
            self._spare.append(index)
            self._versions.update(self.engine.reached(placement))

    @contextmanager
    def asking(
        self,
        patient: Patient,
        course: Course,
        *,
        moving: Collection[str] = (),
        without: Collection[str] = (),
    ) -> Iterator[dict[str, View]]:
        """
        A course before what stands, a view for each of its sessions.

        When it has asked, everything is as before.

        Parameters
        ----------
        moving
            Sessions of the course that do not stand where they stand.
        without
            Other visits that are not in the way.
        """
        self._guests.patient(patient)
        self._grow_patients()
        lifted = self._lift([*(session.id for session in course.sessions), *without])
        line = self._guests.course(course)
        self.engine.timeline.placed += [None] * len(line.sessions)
        try:
            self._settle_own(line, lifted, moving)
            yield {
                self.instance.tasks[task].id: View(
                    self.engine, self.costs, self.instance.tasks[task]
                )
                for task in line.sessions
            }
        finally:
            for task in line.sessions:
                if self.engine.timeline.placed[task] is not None:
                    self.engine.remove(task)
            del self.engine.timeline.placed[line.sessions[0] :]
            self._guests.dismiss(line)
            for visit, placement in lifted.items():
                self.instance.task_of[visit] = placement.task
                self.engine.add(placement)

    def _lift(self, visits: Iterable[str]) -> dict[str, Placement]:
        """Take out what stands of some visits, for the time that a course asks."""
        task_of = self.instance.task_of
        return {
            visit: self.engine.remove(task_of[visit])
            for visit in visits
            if visit in task_of
        }

    def _settle_own(
        self, line: Line, lifted: dict[str, Placement], moving: Collection[str]
    ) -> None:
        for task in line.sessions:
            visit = self.instance.tasks[task].id
            if visit in lifted and visit not in moving:
                self.engine.add(lifted[visit]._replace(task=task))

    def _seat(self, visit: str, treatment: int, patient: int) -> None:
        """A task of its own for a visit, of which only time and place matter."""
        self._grow_patients()
        instance = self.instance
        index = self._spare.pop() if self._spare else len(instance.tasks)
        task = Task(
            index=index,
            id=visit,
            course=index,
            position=0,
            treatment=treatment,
            first_day=0,
            last_day=instance.grid.num_days - 1,
            due_day=0,
            loss=0,
            late_cost=0,
            gap=None,
            published=None,
        )
        line = Line(
            index=index,
            patient=patient,
            sessions=(index,),
            preferred=None,
            refused=frozenset(),
            last_day=None,
            last_lead=None,
            may_share_day=False,
        )
        if index == len(instance.tasks):
            instance.tasks.append(task)
            instance.lines.append(line)
            self.engine.timeline.placed.append(None)
        else:
            instance.tasks[index], instance.lines[index] = task, line
        instance.task_of[visit] = index

    def _grow_patients(self) -> None:
        busy = self.engine.timeline.patient_busy
        busy += [0] * (len(self.instance.patients) - len(busy))
