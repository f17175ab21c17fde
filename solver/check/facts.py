"""A plan laid beside its problem, looked up by id, for the checker alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from solver.fields import DAYS, minutes_of
from solver.held import timed_steps
from solver.plan import Plan
from solver.problem import (
    Assignment,
    Clinic,
    Course,
    Patient,
    Practitioner,
    Problem,
    Room,
    Session,
    Step,
    StepTimes,
    Treatment,
    WeeklyWindow,
)

Finding = tuple[str, str]
"""What a rule finds: the id of a session and a sentence about it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An assignment with everything it refers to."""

    assignment: Assignment
    session: Session
    course: Course
    patient: Patient
    treatment: Treatment
    clinic: Clinic
    room: Room
    zone: ZoneInfo

    @property
    def id(self) -> str:
        """Id of the session."""
        return self.assignment.session

    @property
    def lead(self) -> str:
        """Id of the practitioner who leads."""
        return self.assignment.staff.get("lead", "")

    @property
    def start(self) -> datetime:
        """First instant of the session."""
        return self.assignment.start.astimezone(UTC)

    @property
    def end(self) -> datetime:
        """End of the last step."""
        steps = self.assignment.steps
        return steps[-1].to.astimezone(UTC) if steps else self.start

    @property
    def date(self) -> date:
        """Clinic-local date of the start."""
        return self.assignment.start.astimezone(self.zone).date()

    def steps(self) -> Iterator[tuple[Step, StepTimes]]:
        """Steps of the treatment with their times; R01 reports what is amiss."""
        return timed_steps(self.treatment, self.assignment.steps)

    def attended(self) -> Iterator[tuple[str, Step, StepTimes]]:
        """Role, step and times of each attended step, in order."""
        for step, times in self.steps():
            if step.staff is not None:
                yield step.staff, step, times


@dataclass(frozen=True, slots=True)
class Attendance:
    """One attended step: who is busy with it, when and where."""

    practitioner: str
    from_: datetime
    to: datetime
    placed: Placed


def clock(instant: datetime, placed: Placed) -> str:
    """An instant on the clinic's clock, for a sentence."""
    return instant.astimezone(placed.zone).strftime("%Y-%m-%d %H:%M")


def local_instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """UTC instant of a clinic time, given in minutes after midnight (0 to 1,440)."""
    day, minutes = day + timedelta(days=minutes // 1440), minutes % 1440
    wall = datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=zone)
    return wall.astimezone(UTC)


def windows_on(
    windows: Iterable[WeeklyWindow], day: date, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """Instants between which weekly windows are open on a date."""
    for window in windows:
        if DAYS[day.weekday()] in window.days:
            yield (
                local_instant(day, minutes_of(window.from_), zone),
                local_instant(day, minutes_of(window.to), zone),
            )


def overlapping(
    spans: Iterable[tuple[datetime, datetime, Placed]],
) -> Iterator[tuple[Placed, Placed]]:
    """Pairs of neighbours in time that overlap."""
    ordered = sorted(spans, key=lambda span: (span[0], span[1], span[2].id))
    for (_, end, before), (begin, _, after) in pairwise(ordered):
        if begin < end:
            yield before, after


class Facts:
    """
    Everything the rules ask of a plan, looked up once.

    A session placed twice is looked at where it is placed first; R01 reports
    the rest.
    """

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.plan = plan
        self.clinics = {c.id: c for c in problem.clinics}
        self.rooms = {r.id: r for r in problem.rooms}
        self.practitioners: dict[str, Practitioner] = {
            p.id: p for p in problem.practitioners
        }
        self.zones = {c.id: ZoneInfo(c.timezone) for c in problem.clinics}
        self.horizon = (
            problem.horizon.start,
            problem.horizon.start + timedelta(days=problem.horizon.days - 1),
        )
        self.travel = {
            frozenset((t.from_, t.to)): timedelta(minutes=t.minutes)
            for t in problem.travel
        }
        self.placed = self._placed()

    def _placed(self) -> dict[str, Placed]:
        treatments = {t.id: t for t in self.problem.treatments}
        patients = {p.id: p for p in self.problem.patients}
        where = {s.id: (s, c) for c in self.problem.courses for s in c.sessions}
        placed: dict[str, Placed] = {}
        for assignment in self.plan.assignments:
            session, course = where[assignment.session]
            placed.setdefault(
                session.id,
                Placed(
                    assignment=assignment,
                    session=session,
                    course=course,
                    patient=patients[course.patient],
                    treatment=treatments[session.treatment],
                    clinic=self.clinics[assignment.clinic],
                    room=self.rooms[assignment.room],
                    zone=self.zones[assignment.clinic],
                ),
            )
        return placed

    @cached_property
    def attendances(self) -> dict[str, list[Attendance]]:
        """Attended steps by practitioner, in order of time."""
        found: dict[str, list[Attendance]] = defaultdict(list)
        for placed in self.placed.values():
            for role, _, times in placed.attended():
                if who := placed.assignment.staff.get(role):
                    from_, to = times.from_.astimezone(UTC), times.to.astimezone(UTC)
                    found[who].append(Attendance(who, from_, to, placed))
        for attendances in found.values():
            attendances.sort(key=lambda a: (a.from_, a.to))
        return found

    @cached_property
    def led(self) -> dict[tuple[str, date], list[Placed]]:
        """Sessions by lead and clinic-local date."""
        found: dict[tuple[str, date], list[Placed]] = defaultdict(list)
        for placed in self.placed.values():
            found[placed.lead, placed.date].append(placed)
        return found

    @cached_property
    def by_patient(self) -> dict[str, list[Placed]]:
        """Sessions by patient."""
        found: dict[str, list[Placed]] = defaultdict(list)
        for placed in self.placed.values():
            found[placed.patient.id].append(placed)
        return found
