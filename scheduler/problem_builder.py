"""Building the planning problem of a run.

Only what matters goes in: courses with sessions to plan, their patients, the
clinics these accept, whoever works there, and what stands in the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from scheduler.clock import local_date
from scheduler.domain.due_sessions import DueSession
from scheduler.domain.network import Network
from scheduler.domain.patient import AcceptedClinic, Patient
from scheduler.domain.roster import Visit
from scheduler.horizon import PlanningHorizon
from scheduler.planned import Planned
from scheduler.problem_parts import (
    State,
    appointment_part,
    clinic_part,
    course_part,
    patient_part,
    practitioner_part,
    room_part,
    travel_part,
    treatment_part,
    weights_part,
)
from scheduler.promised_hours import ANY_TIME, promised_hours
from scheduler.scope import Scope
from scheduler.standing import zones_of
from scheduler.working_times import WorkingTimes, merge
from solver import problem as document

MOST_PROBLEM_ID = 200


@dataclass(frozen=True, slots=True)
class Standing:
    """A visit in the problem, and how firmly it stands there."""

    visit: Visit
    state: State


class ProblemBuilder:
    """
    One problem in the making.

    Parameters
    ----------
    loose
        Sessions whose appointment cannot stay as it stands: moving it costs,
        but it may be moved.
    blocks
        Visits outside the scope that take up rooms and practitioners.
    hints
        Places that the last run proposed, by session.
    """

    def __init__(
        self,
        network: Network,
        horizon: PlanningHorizon,
        scope: Scope,
        times: WorkingTimes,
        planned: Iterable[Planned],
        *,
        loose: frozenset[str],
        blocks: Iterable[Visit],
        hints: Mapping[str, Visit],
    ) -> None:
        self._network = network
        self._horizon = horizon
        self._scope = scope
        self._times = times
        self._planned = tuple(planned)
        self._blocks = tuple(blocks)
        self._zones = zones_of(network)
        self._standing = tuple(self._stand(loose))
        self._clinics = self._accepted_and_used()
        self._people = self._workers_and_named()
        self._hints = tuple(self._usable(hints))

    def build(self) -> document.Problem:
        """Everything that matters, each part in order of id."""
        courses = tuple(self._course_parts())
        treatments = {s.treatment for course in courses for s in course.sessions}
        network = self._network
        return document.Problem(
            id=self._id(),
            horizon=document.Horizon(
                start=self._horizon.start, days=self._horizon.days
            ),
            tick_minutes=network.policy.tick_min,
            clinics=tuple(
                clinic_part(clinic, self._times.opening(clinic))
                for clinic in network.clinics
                if clinic.id in self._clinics
            ),
            travel=tuple(
                travel_part(travel, network.policy.tick_min)
                for travel in network.travel
                if self._clinics.issuperset(travel.pair)
            ),
            rooms=tuple(self._room_parts()),
            practitioners=tuple(self._practitioner_parts()),
            treatments=tuple(
                treatment_part(treatment)
                for treatment in network.treatments
                if treatment.id in treatments
            ),
            patients=tuple(self._patient_parts()),
            courses=courses,
            appointments=tuple(self._appointment_parts()),
            weights=weights_part(network.policy),
        )

    def _id(self) -> str:
        name = f"{self._network.policy.id}-{self._horizon.start}"
        if self._scope.clinics is not None:
            name += "-" + "+".join(sorted(self._scope.clinics))
        return name[:MOST_PROBLEM_ID]

    def _stand(self, loose: frozenset[str]) -> Iterator[Standing]:
        for planned in self._planned:
            for session in planned.sessions:
                if session.promise is not None:
                    is_fixed = session.promise.is_fixed or session.is_kept
                    stays = is_fixed and session.id not in loose
                    state: State = "fixed" if stays else "published"
                    yield Standing(session.promise.visit, state)
        for visit in self._blocks:
            yield Standing(visit, "fixed")

    def _accepted_and_used(self) -> frozenset[str]:
        """Clinics that planned patients accept, or where something stands."""
        clinics = {standing.visit.clinic for standing in self._standing}
        for planned in self._planned:
            accepted = (each.clinic for each in planned.patient.clinics)
            clinics.update(filter(self._scope.covers, accepted))
        return frozenset(clinics)

    def _workers_and_named(self) -> frozenset[str]:
        """Whoever works at the clinics, or is named by a course or a visit."""
        people = {
            practitioner.id
            for practitioner in self._network.practitioners
            for shift in self._times.shifts(practitioner)
            if shift.clinic in self._clinics
        }
        for standing in self._standing:
            people.update(standing.visit.staff.values())
        for planned in self._planned:
            last = planned.unrolled.last_held
            named = (planned.course.preferred_practitioner, last and last.lead)
            people.update(who for who in named if who)
        return frozenset(people)

    def _usable(self, hints: Mapping[str, Visit]) -> Iterator[Standing]:
        """Proposals for sessions without an appointment that still make sense."""
        rooms = {
            room.id for room in self._network.rooms if room.clinic in self._clinics
        }
        for planned in self._planned:
            for session in planned.sessions:
                visit = hints.get(session.id)
                if (
                    visit is not None
                    and session.promise is None
                    and visit.treatment == session.treatment
                    and visit.room in rooms
                    and self._people.issuperset(visit.staff.values())
                    and visit.start_utc >= self._horizon.now_utc
                    and self._horizon.holds(self._date(visit))
                ):
                    yield Standing(visit, "draft")

    def _date(self, visit: Visit) -> date:
        return local_date(visit.start_utc, self._zones[visit.clinic])

    def _practitioner_parts(self) -> Iterator[document.Practitioner]:
        zones = {clinic: self._zones[clinic] for clinic in self._clinics}
        for practitioner in self._network.practitioners:
            if practitioner.id in self._people:
                shifts = self._times.shifts(practitioner)
                yield practitioner_part(practitioner, shifts, zones)

    def _room_parts(self) -> Iterator[document.Room]:
        taken: dict[str, list[Visit]] = {}
        for standing in self._standing:
            taken.setdefault(standing.visit.room, []).append(standing.visit)
        for room in self._network.rooms:
            closures = self._times.closures(room)
            if room.clinic not in self._clinics:
                continue
            if not self._scope.covers(room.clinic):
                if room.id not in taken:
                    continue
                # Outside the scope a room serves what stands there, no more.
                cleaning = timedelta(minutes=room.turnover_min)
                uses = [(v.start_utc, v.end_utc + cleaning) for v in taken[room.id]]
                closures = merge([*closures, *self._times.complement(uses)])
            yield room_part(room, closures, self._zones[room.clinic])

    def _patient_parts(self) -> Iterator[document.Patient]:
        fixed: dict[str, list[Visit]] = {}
        for standing in self._standing:
            if standing.state == "fixed":
                fixed.setdefault(standing.visit.patient, []).append(standing.visit)
        planned = {each.patient.id for each in self._planned}
        blocking = {visit.patient for visit in self._blocks}
        for patient in self._network.patients:
            if patient.id in planned:
                yield self._patient_part(patient, fixed.get(patient.id, []))
            elif patient.id in blocking:
                yield self._blocking_part(patient, fixed[patient.id])

    def _patient_part(self, patient: Patient, fixed: list[Visit]) -> document.Patient:
        available, closed = promised_hours(
            patient.available,
            [(visit, self._zones[visit.clinic]) for visit in fixed],
            self._horizon.dates,
        )
        # What was promised outside the scope is legal there.
        promised = {visit.clinic for visit in fixed}
        return patient_part(
            patient,
            clinics=[
                each
                for each in patient.clinics
                if self._scope.covers(each.clinic) or each.clinic in promised
            ],
            available=available,
            away=merge([*self._times.away(patient), *closed]),
            zone=self._zones[patient.clinics[0].clinic],
        )

    def _blocking_part(self, patient: Patient, fixed: list[Visit]) -> document.Patient:
        """A patient outside the scope, who comes as it stands."""
        clinics = sorted({visit.clinic for visit in fixed})
        return patient_part(
            replace(patient, preferred=()),
            clinics=[AcceptedClinic(clinic=clinic) for clinic in clinics],
            available=(ANY_TIME,),
            away=(),
            zone=self._zones[clinics[0]],
        )

    def _course_parts(self) -> Iterator[document.Course]:
        planned = {each.course.id: each for each in self._planned}
        blocks = sorted(self._blocks, key=lambda v: (v.course, v.start_utc, v.number))
        blocking = {
            course: tuple(visits)
            for course, visits in groupby(blocks, key=lambda visit: visit.course)
        }
        for course in self._network.courses:
            if course.id in planned:
                yield self._planned_part(planned[course.id])
            elif course.id in blocking:
                sessions = [self._as_it_stands(v) for v in blocking[course.id]]
                yield course_part(
                    replace(course, preferred_practitioner=None),
                    sessions,
                    last_held=None,
                    cleared_until=None,
                    people=frozenset(),
                )

    def _planned_part(self, planned: Planned) -> document.Course:
        cleared_until = planned.patient.cleared_until()
        if cleared_until is not None:
            # The day before the horizon says "never" as well as year 1 does.
            cleared_until = max(cleared_until, self._horizon.start - timedelta(days=1))
        return course_part(
            planned.course,
            planned.sessions,
            last_held=planned.unrolled.last_held,
            cleared_until=cleared_until,
            people=self._people,
        )

    def _as_it_stands(self, visit: Visit) -> DueSession:
        on = self._date(visit)
        return DueSession(
            id=visit.session,
            number=visit.number,
            treatment=visit.treatment,
            earliest=on,
            due=on,
            latest=on,
            priority=1,
            late_penalty_per_day=Decimal(0),
            gap=None,
        )

    def _appointment_parts(self) -> Iterator[document.Appointment]:
        everything = [*self._standing, *self._hints]
        everything.sort(key=lambda each: (each.visit.start_utc, each.visit.session))
        for each in everything:
            zone = self._zones[each.visit.clinic]
            yield appointment_part(each.visit, each.state, zone)
