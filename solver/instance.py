"""A problem with numbers for names: what search, models and bounds work on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from solver.amounts import scale
from solver.grid import Grid
from solver.patterns import LEAD, Shape, shapes
from solver.problem import Appointment, Course, Problem, Session
from solver.tasks import Gap, Line, Published, Task

NEVER = 10**6
"""More days than any horizon has."""
NO_GRAIN = -1


class Instance:
    """
    A planning problem, index-based; costs are whole cost units.

    Attributes
    ----------
    scale
        Cost units in 1: large enough that every cost is a whole number.
    patients
        Those of the problem, then guests.
    courses
        Those of the problem and of guests, by the index of their line.
    shapes
        ``shapes[t]``: the shapes of treatment t, shortest first.
    """

    def __init__(self, problem: Problem, *, least_scale: int = 1) -> None:
        self.problem = problem
        self.patients = list(problem.patients)
        self.grid = Grid(problem)
        self.clinic_of = _index(problem.clinics)
        self.room_of = _index(problem.rooms)
        self.person_of = _index(problem.practitioners)
        self.treatment_of = _index(problem.treatments)
        self.patient_of = _index(problem.patients)
        self.scale = max(scale(problem), least_scale)
        self.weights = {
            name: self.units(getattr(problem.weights, name))
            for name in type(problem.weights).model_fields
        }
        self.shapes: list[tuple[Shape, ...]] = [
            shapes(t, problem.tick_minutes, self.grid.grain_min)
            for t in problem.treatments
        ]
        self.appointments = {a.session: a for a in problem.appointments}
        self.tasks: list[Task] = []
        self.lines: list[Line] = []
        self.courses: dict[int, Course] = {}
        for course in problem.courses:
            self.add_course(course)
        self.task_of = {task.id: task.index for task in self.tasks}

    def units(self, amount: Decimal) -> int:
        """An amount in cost units; exact."""
        return int(amount * self.scale)

    def amount(self, units: int) -> Decimal:
        """Cost units as an amount; exact."""
        return Decimal(units) / self.scale

    def add_course(self, course: Course) -> None:
        """Number the sessions of one more course, of a patient who is known."""
        index = len(self.lines)
        first = len(self.tasks)
        self.courses[index] = course
        last = course.last_session
        for position, session in enumerate(course.sessions):
            self.tasks.append(self._task(course, index, position, session))
        added = self.tasks[first:]
        self.lines.append(
            Line(
                index=index,
                patient=self.patient_of[course.patient],
                sessions=tuple(task.index for task in added),
                preferred=self._person(course.preferred_practitioner),
                refused=frozenset(
                    self.person_of[p] for p in course.refused_practitioners
                ),
                last_day=self.grid.day_index(last.date) if last else None,
                last_lead=self.person_of[last.practitioner] if last else None,
                may_share_day=any(
                    task.gap is None or task.gap.min_days == 0 for task in added[1:]
                ),
            )
        )

    def _person(self, name: str | None) -> int | None:
        return None if name is None else self.person_of[name]

    def _task(self, course: Course, line: int, position: int, session: Session) -> Task:
        first_day, last_day = self._window(session, course.cleared_until)
        published = self._published(session.id)
        loss = self.weights["unscheduled"] * session.priority
        if published is not None:
            loss += self.weights["dropped"]
        return Task(
            index=len(self.tasks),
            id=session.id,
            course=line,
            position=position,
            treatment=self.treatment_of[session.treatment],
            first_day=first_day,
            last_day=last_day,
            due_day=self.grid.day_index(session.due),
            loss=loss,
            late_cost=self.units(session.late_penalty_per_day),
            gap=self._gap(session),
            published=published,
        )

    def _window(self, session: Session, cleared_until: date | None) -> tuple[int, int]:
        first_day = max(0, self.grid.day_index(session.earliest))
        last_day = min(self.grid.num_days - 1, self.grid.day_index(session.latest))
        if cleared_until is not None:
            last_day = min(last_day, self.grid.day_index(cleared_until))
        return first_day, last_day

    def _gap(self, session: Session) -> Gap | None:
        gap = session.gap
        if gap is None:
            return None
        days = max(int(gap.ideal_days) + 2, 2)
        cost = (
            self.units(gap.penalty_per_day * abs(n - gap.ideal_days))
            for n in range(days)
        )
        beyond = self.units(gap.penalty_per_day)
        return Gap(gap.min_days, gap.max_days, tuple(cost), beyond)

    def _published(self, session: str) -> Published | None:
        stands = self.appointments.get(session)
        if stands is None or stands.state != "published":
            return None
        clinic = self.clinic_of[stands.clinic]
        start = self.grid.floor(stands.start)
        if self.grid.instant(start) != stands.start:
            start = NO_GRAIN
        return Published(
            day=self.day_of(stands, clinic),
            lead=self.person_of[stands.staff[LEAD]],
            clinic=clinic,
            start=start,
        )

    def day_of(self, appointment: Appointment, clinic: int) -> int:
        """Day index of an appointment, on its clinic's calendar."""
        zone = self.grid.zones[clinic]
        return self.grid.day_index(appointment.start.astimezone(zone).date())

    @cached_property
    def rooms_in(self) -> list[list[int]]:
        """Rooms of each clinic, those with the fewest features first."""
        found: list[list[int]] = [[] for _ in self.problem.clinics]
        for r, room in enumerate(self.problem.rooms):
            found[self.clinic_of[room.clinic]].append(r)
        for rooms in found:
            rooms.sort(key=lambda r: (len(self.problem.rooms[r].features), r))
        return found

    @cached_property
    def fitting_rooms(self) -> list[list[list[int]]]:
        """``fitting_rooms[c][t]``: rooms of clinic c with the features t needs."""
        needs = [frozenset(t.room_features) for t in self.problem.treatments]
        return [
            [
                [r for r in rooms if need <= frozenset(self.problem.rooms[r].features)]
                for need in needs
            ]
            for rooms in self.rooms_in
        ]

    @cached_property
    def turnover(self) -> list[int]:
        """Turnover of each room, in grains."""
        grain_min = self.grid.grain_min
        return [r.turnover_minutes // grain_min for r in self.problem.rooms]

    @cached_property
    def skilled(self) -> list[dict[str, list[int]]]:
        """``skilled[t][role]``: practitioners with all the skills of the role."""
        return [self._skilled(t) for t in range(len(self.problem.treatments))]

    def _skilled(self, treatment: int) -> dict[str, list[int]]:
        skills: dict[str, set[str]] = defaultdict(set)
        for step in self.problem.treatments[treatment].steps:
            if step.staff is not None and step.skill is not None:
                skills[step.staff].add(step.skill)
        people = list(enumerate(self.problem.practitioners))
        return {
            role: [p for p, person in people if needs <= set(person.skills)]
            for role, needs in skills.items()
        }

    @cached_property
    def penalty(self) -> list[dict[int, int]]:
        """``penalty[patient][clinic]``: cost of each accepted clinic."""
        return [
            {self.clinic_of[a.clinic]: self.units(a.penalty) for a in p.clinics}
            for p in self.patients
        ]

    @cached_property
    def last_licensed_day(self) -> list[int]:
        """Last day index of each practitioner's licence (R03)."""
        return [
            NEVER
            if person.licensed_until is None
            else self.grid.day_index(person.licensed_until)
            for person in self.problem.practitioners
        ]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


def _index(items: Iterable[_Named]) -> dict[str, int]:
    return {item.id: i for i, item in enumerate(items)}
