"""What stands: the appointments of each course, told apart from its history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from scheduler.clock import local_date
from scheduler.domain.due_sessions import Promise, Record
from scheduler.domain.network import Network
from scheduler.domain.roster import Appointment, AppointmentStatus, Visit
from scheduler.horizon import PlanningHorizon

FixedTest = Callable[[Appointment, date], bool]
"""Whether an appointment on a clinic-local date may not move."""


@dataclass(slots=True)
class CourseLife:
    """History and standing appointments of one course."""

    records: list[Record] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)


def zones_of(network: Network) -> Mapping[str, ZoneInfo]:
    """Time zone by clinic."""
    return {clinic.id: clinic.zone for clinic in network.clinics}


def is_history(
    appointment: Appointment, horizon: PlanningHorizon, zone: ZoneInfo
) -> bool:
    """
    Whether an appointment is over for planning.

    Done and missed ones are, and so is whatever began before now or stands
    before the horizon.
    """
    if appointment.status in (AppointmentStatus.DONE, AppointmentStatus.MISSED):
        return True
    visit = appointment.visit
    has_begun = visit.start_utc < horizon.now_utc
    return has_begun or local_date(visit.start_utc, zone) < horizon.start


def promised(horizon: PlanningHorizon) -> FixedTest:
    """Confirmed appointments are fixed, and published ones inside the freeze."""

    def is_fixed(appointment: Appointment, on: date) -> bool:
        return appointment.status.is_settled or horizon.is_frozen(on)

    return is_fixed


def course_lives(
    network: Network, horizon: PlanningHorizon, is_fixed: FixedTest
) -> dict[str, CourseLife]:
    """History and promises of every course, in order of start."""
    courses = [course.id for course in network.courses]
    zones = zones_of(network)
    return lives_of(courses, network.appointments, zones, horizon, is_fixed)


def lives_of(
    courses: Iterable[str],
    appointments: Iterable[Appointment],
    zones: Mapping[str, ZoneInfo],
    horizon: PlanningHorizon,
    is_fixed: FixedTest,
) -> dict[str, CourseLife]:
    """
    History and promises by course, in the order of the appointments.

    An appointment that is over but that nobody recorded counts as held: to
    plan its session again would be worse than to wait for the record.
    """
    lives: dict[str, CourseLife] = {course: CourseLife() for course in courses}
    for appointment in appointments:
        if appointment.status is AppointmentStatus.CANCELLED:
            continue
        visit = appointment.visit
        zone = zones[visit.clinic]
        on = local_date(visit.start_utc, zone)
        life = lives[visit.course]
        if is_history(appointment, horizon, zone):
            life.records.append(_record(visit, on, appointment.status))
        else:
            fixed = is_fixed(appointment, on)
            life.promises.append(Promise(visit=visit, on=on, is_fixed=fixed))
    return lives


def _record(visit: Visit, on: date, status: AppointmentStatus) -> Record:
    is_done = status is not AppointmentStatus.MISSED
    return Record(number=visit.number, on=on, is_done=is_done, lead=visit.lead)
