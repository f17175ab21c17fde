"""The courses that a run plans, and the visits that stand in its way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scheduler.clock import local_date
from scheduler.domain.course import Course
from scheduler.domain.due_sessions import DueSession, Unrolled
from scheduler.domain.network import Network
from scheduler.domain.patient import Patient
from scheduler.domain.roster import Roster, Visit
from scheduler.domain.unroll import unroll
from scheduler.horizon import PlanningHorizon
from scheduler.scope import Scope
from scheduler.standing import CourseLife, zones_of
from scheduler.working_times import WorkingTimes


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A course with what it has to plan; there is at least one session."""

    course: Course
    patient: Patient
    unrolled: Unrolled

    @property
    def sessions(self) -> tuple[DueSession, ...]:
        """The sessions, in their order."""
        return self.unrolled.sessions


def planned_courses(
    network: Network,
    horizon: PlanningHorizon,
    scope: Scope,
    lives: Mapping[str, CourseLife],
) -> tuple[Planned, ...]:
    """Every course of the scope that has something to plan, in order of id."""
    patients = {patient.id: patient for patient in network.patients}
    protocols = {protocol.id: protocol for protocol in network.protocols}
    planned = []
    for course in network.courses:
        patient = patients[course.patient]
        if not scope.plans(patient):
            continue
        unrolled = unroll(
            course,
            protocols[course.protocol],
            records=lives[course.id].records,
            standing=lives[course.id].promises,
            horizon_start=horizon.start,
            horizon_days=horizon.days,
        )
        if unrolled.sessions:
            planned.append(Planned(course=course, patient=patient, unrolled=unrolled))
    return tuple(planned)


class Surroundings:
    """
    What lies outside the scope of a run, as far as it touches what is planned.

    Appointments there stand. What the last run proposed there for sessions
    without an appointment stays proposed; what it proposed to move does not.

    Attributes
    ----------
    standing
        Appointments that take up a planned clinic or one of its staff.
    proposed
        Every proposal that stays, touching or not.
    """

    def __init__(
        self,
        network: Network,
        horizon: PlanningHorizon,
        scope: Scope,
        lives: Mapping[str, CourseLife],
        times: WorkingTimes,
        draft: Roster | None,
    ) -> None:
        self._horizon = horizon
        self._lives = lives
        self._zones = zones_of(network)
        patients = {patient.id: patient for patient in network.patients}
        self.courses = frozenset(
            course.id
            for course in network.courses
            if not scope.plans(patients[course.patient])
        )
        staff = frozenset(
            practitioner.id
            for practitioner in network.practitioners
            if any(scope.covers(each.clinic) for each in times.shifts(practitioner))
        )
        self.standing = tuple(
            visit for visit in self._standing() if scope.touches(visit, staff)
        )
        self.proposed = tuple(self._proposed(draft)) if draft else ()
        self.in_the_way = tuple(v for v in self.proposed if scope.touches(v, staff))

    def is_open(self, course: str, number: int) -> bool:
        """Whether a session of a course outside has neither past nor appointment."""
        life = self._lives[course]
        taken = {record.number for record in life.records}
        taken.update(promise.visit.number for promise in life.promises)
        return number not in taken

    def _standing(self) -> Iterator[Visit]:
        for course in sorted(self.courses):
            for promise in self._lives[course].promises:
                if self._horizon.holds(promise.on):
                    yield promise.visit

    def _proposed(self, draft: Roster) -> Iterator[Visit]:
        for visit in draft.visits:
            if (
                visit.course in self.courses
                and visit.clinic in self._zones
                and visit.start_utc >= self._horizon.now_utc
                and self._horizon.holds(
                    local_date(visit.start_utc, self._zones[visit.clinic])
                )
                and self.is_open(visit.course, visit.number)
            ):
                yield visit
