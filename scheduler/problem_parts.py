"""Each part of the domain as the part of the planning problem that it becomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, time, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

from scheduler.domain.calendar import WeeklyWindow
from scheduler.domain.clinic import Clinic, Travel
from scheduler.domain.course import Course
from scheduler.domain.due_sessions import DueSession, LastHeld
from scheduler.domain.intervals import Window
from scheduler.domain.network import Policy
from scheduler.domain.patient import AcceptedClinic, Patient
from scheduler.domain.place import Place, timed_steps
from scheduler.domain.practitioner import Break, Practitioner, Shift
from scheduler.domain.room import Room
from scheduler.domain.roster import Visit
from scheduler.domain.treatment import Step, Treatment
from solver import problem as document

State = Literal["fixed", "published", "draft"]


def clinic_part(clinic: Clinic, opening: Iterable[Window]) -> document.Clinic:
    """A clinic with its opening hours as instants."""
    return document.Clinic(
        id=clinic.id,
        timezone=clinic.timezone,
        opening=_spans(opening, clinic.zone),
        equipment=dict(sorted(clinic.equipment.items())),
    )


def travel_part(travel: Travel, tick_min: int) -> document.Travel:
    """Minutes between two clinics, rounded up to the grid of the problem."""
    from_, to = travel.pair
    ticks = -(-travel.travel_min // tick_min)
    return document.Travel(from_=from_, to=to, minutes=ticks * tick_min)


def room_part(room: Room, closures: Iterable[Window], zone: ZoneInfo) -> document.Room:
    """A room with the stretches in which it is closed."""
    return document.Room(
        id=room.id,
        clinic=room.clinic,
        features=tuple(sorted(room.features)),
        turnover_minutes=room.turnover_min,
        unavailable=_spans(closures, zone),
    )


def practitioner_part(
    practitioner: Practitioner, shifts: Iterable[Shift], zones: dict[str, ZoneInfo]
) -> document.Practitioner:
    """A practitioner with the shifts at the clinics of the problem."""
    return document.Practitioner(
        id=practitioner.id,
        skills=tuple(sorted(practitioner.skills)),
        licensed_until=practitioner.licensed_until,
        shifts=tuple(
            document.Shift(
                clinic=shift.clinic,
                from_=_local(shift.start_utc, zones[shift.clinic]),
                to=_local(shift.end_utc, zones[shift.clinic]),
            )
            for shift in shifts
            if shift.clinic in zones
        ),
        break_=break_part(practitioner.break_),
        max_parallel=practitioner.max_parallel,
        max_sessions_per_day=practitioner.max_sessions_per_day,
        comfortable_sessions_per_day=practitioner.comfortable_sessions_per_day,
    )


def break_part(pause: Break | None) -> document.Break | None:
    """A break, if there is one."""
    if pause is None:
        return None
    return document.Break(
        minutes=pause.break_min, from_=_from(pause.from_local), to=_to(pause.to_local)
    )


def treatment_part(treatment: Treatment) -> document.Treatment:
    """A treatment with its steps."""
    return document.Treatment(
        id=treatment.id,
        room_features=tuple(sorted(treatment.room_features)),
        steps=tuple(_step(step) for step in treatment.steps),
    )


def _step(step: Step) -> document.Step:
    return document.Step(
        name=step.name,
        minutes=step.least_min,
        max_minutes=step.most_min,
        attended=bool(step.staff),
        staff=step.staff or None,
        skill=step.skill or None,
        equipment=tuple(sorted(step.equipment)),
    )


def patient_part(
    patient: Patient,
    *,
    clinics: Iterable[AcceptedClinic],
    available: Iterable[WeeklyWindow],
    away: Iterable[Window],
    zone: ZoneInfo,
) -> document.Patient:
    """A patient with clinics, weekly hours and absences, as far as they matter."""
    return document.Patient(
        id=patient.id,
        clinics=tuple(
            document.AcceptedClinic(clinic=each.clinic, penalty=each.penalty)
            for each in clinics
        ),
        available=tuple(_weekly(window) for window in available),
        preferred=tuple(_weekly(window) for window in patient.preferred),
        unavailable=_spans(away, zone),
    )


def course_part(
    course: Course,
    sessions: Iterable[DueSession],
    *,
    last_held: LastHeld | None,
    cleared_until: date | None,
    people: frozenset[str],
) -> document.Course:
    """
    A course with its sessions.

    Parameters
    ----------
    people
        Practitioners of the problem; whoever else is refused does not matter.
    """
    last = None
    if last_held is not None and last_held.lead is not None:
        last = document.LastSession(date=last_held.on, practitioner=last_held.lead)
    refused = people.intersection(course.refused_practitioners)
    return document.Course(
        id=course.id,
        patient=course.patient,
        preferred_practitioner=course.preferred_practitioner,
        refused_practitioners=tuple(sorted(refused)),
        cleared_until=cleared_until,
        last_session=last,
        sessions=tuple(session_part(session) for session in sessions),
    )


def session_part(session: DueSession) -> document.Session:
    """A session with its window of dates and its gap."""
    gap = session.gap
    return document.Session(
        id=session.id,
        treatment=session.treatment,
        earliest=session.earliest,
        due=session.due,
        latest=session.latest,
        priority=session.priority,
        late_penalty_per_day=session.late_penalty_per_day,
        gap=gap
        and document.Gap(
            min_days=gap.min_days,
            ideal_days=gap.ideal_days,
            max_days=gap.max_days,
            penalty_per_day=gap.penalty_per_day,
        ),
    )


def appointment_part(
    visit: Visit, state: State, zone: ZoneInfo
) -> document.Appointment:
    """A visit as it stands, on the clock of its clinic."""
    stands = assignment_part(visit.session, visit, zone)
    fields = {name: getattr(stands, name) for name in document.Assignment.model_fields}
    return document.Appointment(**fields, state=state)


def assignment_part(name: str, placed: Place, zone: ZoneInfo) -> document.Assignment:
    """What takes a room and people, under a name, on the clock of its clinic."""
    steps = [
        document.StepTimes(
            name=step.name, from_=_local(from_utc, zone), to=_local(to_utc, zone)
        )
        for step, from_utc, to_utc in timed_steps(placed.start_utc, placed.steps)
    ]
    return document.Assignment(
        session=name,
        clinic=placed.clinic,
        room=placed.room,
        staff=dict(sorted(placed.staff.items())),
        start=_local(placed.start_utc, zone),
        steps=tuple(steps),
    )


def weights_part(policy: Policy) -> document.Weights:
    """The weights of a network's policy."""
    return document.Weights(**asdict(policy.weights))


def _spans(windows: Iterable[Window], zone: ZoneInfo) -> tuple[document.Span, ...]:
    return tuple(
        document.Span(from_=_local(a, zone), to=_local(b, zone)) for a, b in windows
    )


def _local(instant: datetime, zone: ZoneInfo) -> datetime:
    """Clinic time with a plain offset, as Python compares times of one zone by wall."""
    local = instant.astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)))


def _weekly(window: WeeklyWindow) -> document.WeeklyWindow:
    return document.WeeklyWindow(
        days=tuple(day.value for day in window.days),
        from_=_from(window.from_local),
        to=_to(window.to_local),
    )


def _from(local: time) -> str:
    return f"{local:%H:%M}"


def _to(local: time) -> str:
    """Midnight as the end of a day is 24:00 in the document."""
    return f"{local:%H:%M}" if local != time(0) else "24:00"
