"""What asks the book: a course with its sessions, or just a treatment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from scheduler.booking.house import House
from scheduler.domain.course import Course
from scheduler.domain.due_sessions import Unrolled
from scheduler.domain.patient import Patient
from scheduler.domain.roster import Appointment
from scheduler.domain.treatment import Protocol
from scheduler.domain.unroll import unroll
from scheduler.errors import NotFound
from scheduler.horizon import PlanningHorizon
from scheduler.problem_parts import course_part, patient_part
from scheduler.promised_hours import ANY_TIME
from scheduler.standing import lives_of
from solver import problem as document
from solver.book.guests import ANY_TIME as ALL_DAY

ANYBODY = "anybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """
    A session in need of a place, in the words of the planning problem.

    Attributes
    ----------
    session
        Which of the course's sessions asks.
    moving
        Sessions of the course whose appointments are not in the way.
    without
        Holds that are not in the way.
    """

    patient: document.Patient
    course: document.Course
    session: str
    moving: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def is_for_anybody(self) -> bool:
        """Whether nothing is known of who asks."""
        return self.patient.id == ANYBODY

    @property
    def treatment(self) -> str:
        """The treatment of the session."""
        return next(s.treatment for s in self.course.sessions if s.id == self.session)


def ask_for_treatment(house: House, treatment: str, patient: Patient | None) -> Ask:
    """
    One session of a treatment, on any day of the book; for anybody, if nobody is named.

    Raises
    ------
    NotFound
        If there is no such treatment.
    """
    if all(treatment != each.id for each in house.problem.treatments):
        raise NotFound(f"There is no treatment {treatment!r}.")
    horizon = house.horizon
    session = document.Session(
        id=ANYBODY,
        treatment=treatment,
        earliest=horizon.start,
        due=horizon.last_day,
        latest=horizon.last_day,
        priority=1,
        late_penalty_per_day=Decimal(0),
    )
    who = _anybody(house) if patient is None else patient_document(house, patient)
    course = document.Course(
        id=ANYBODY,
        patient=who.id,
        refused_practitioners=(),
        cleared_until=cleared_until(horizon, patient) if patient else None,
        sessions=(session,),
    )
    return Ask(patient=who, course=course, session=ANYBODY)


def ask_for_session(
    house: House,
    course: Course,
    protocol: Protocol,
    patient: Patient,
    appointments: Iterable[Appointment],
    *,
    on: date,
    session: str | None = None,
) -> Ask:
    """
    A session of a course, or the next one without an appointment.

    All other appointments of the course count as they stand: gaps, windows and what
    was done lately follow from them. The session's own is not in its way.

    Parameters
    ----------
    on
        Today, on the network's calendar: nothing is due before.
    session
        Its id; None: the first without an appointment.

    Raises
    ------
    NotFound
        If the course has no such session to place.
    """
    appointments = tuple(appointments)
    for each in appointments:
        if each.visit.session == session and each.status.is_over:
            raise NotFound(f"Session {session!r} is {each.status} and needs no place.")
    unrolled = unrolled_course(
        house, course, protocol, appointments, on=on, moving=session
    )
    due = {s.id: s for s in unrolled.sessions if session or s.promise is None}
    wanted = session or next(iter(due), None)
    if wanted is None or wanted not in due:
        which = f"session {session!r}" if session else "session without an appointment"
        raise NotFound(
            f"Course {course.id!r} has no {which} that is to be placed until "
            f"{house.horizon.last_day}."
        )
    people = frozenset(p.id for p in house.problem.practitioners)
    return Ask(
        patient=patient_document(house, patient),
        course=course_part(
            course,
            unrolled.sessions,
            last_held=unrolled.last_held,
            cleared_until=cleared_until(house.horizon, patient),
            people=people,
        ),
        session=wanted,
        moving=(wanted,),
    )


def unrolled_course(
    house: House,
    course: Course,
    protocol: Protocol,
    appointments: Iterable[Appointment],
    *,
    on: date,
    moving: str | None = None,
) -> Unrolled:
    """The sessions of a course from today on, what stands being fixed."""
    horizon = PlanningHorizon(
        now_utc=house.horizon.now_utc,
        start=on,
        days=(house.horizon.last_day - on).days + 1,
        frozen_until=house.horizon.frozen_until,
    )
    life = lives_of(
        [course.id],
        [a for a in appointments if a.visit.session != moving],
        house.zones,
        horizon,
        lambda appointment, day: True,
    )[course.id]
    return unroll(
        course,
        protocol,
        records=life.records,
        standing=life.promises,
        horizon_start=horizon.start,
        horizon_days=horizon.days,
    )


def patient_document(house: House, patient: Patient) -> document.Patient:
    """A patient with hours, wishes and absences."""
    zone = house.zones[patient.clinics[0].clinic]
    return patient_part(
        patient,
        clinics=patient.clinics,
        available=patient.available or (ANY_TIME,),
        away=house.times.away(patient),
        zone=zone,
    )


def cleared_until(horizon: PlanningHorizon, patient: Patient) -> date | None:
    """Until when a patient may be treated (R12); the day before the book: never."""
    until = patient.cleared_until()
    return None if until is None else max(until, horizon.start - timedelta(days=1))


def _anybody(house: House) -> document.Patient:
    return document.Patient(
        id=ANYBODY,
        clinics=tuple(
            document.AcceptedClinic(clinic=clinic.id, penalty=Decimal(0))
            for clinic in house.problem.clinics
        ),
        available=(ALL_DAY,),
        preferred=(),
        unavailable=(),
    )
