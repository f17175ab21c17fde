"""References between the parts of a network: every id known, none twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from scheduler.domain.checks import Checks

if TYPE_CHECKING:
    from scheduler.domain.course import Course
    from scheduler.domain.network import Network
    from scheduler.domain.practitioner import Practitioner
    from scheduler.domain.roster import Visit


class Reference(NamedTuple):
    """
    A field that names something elsewhere in the network.

    Parameters
    ----------
    path
        The field, such as ``rooms[north-1].clinic``.
    kind
        What it names: ``"clinic"``, ``"practitioner"`` and so on.
    id
        The id that it gives.
    """

    path: str
    kind: str
    id: str


def check_ids(checks: Checks, network: Network) -> None:
    """Note a problem for each id that comes twice in its part."""
    for part, ids in _ids(network).items():
        for id_, times in Counter(ids).items():
            if times > 1:
                checks.add(
                    f"{part}[{id_}]",
                    f"{part} must have ids of their own, got {id_!r} {times} times.",
                )


def check_references(checks: Checks, network: Network) -> None:
    """Note a problem for each reference to something unknown or contradictory."""
    parts = _ids(network)
    known = {kind: frozenset(parts[part]) for kind, part in _PART_OF.items()}
    for path, kind, id_ in _references(network):
        if id_ not in known[kind]:
            rule = f"must name a {kind} of the network"
            checks.add(path, f"{path} {rule}, got {id_!r}.")
    _check_appointments(checks, network)


_PART_OF = {
    "clinic": "clinics",
    "room": "rooms",
    "practitioner": "practitioners",
    "treatment": "treatments",
    "protocol": "protocols",
    "patient": "patients",
    "course": "courses",
}


def _ids(network: Network) -> dict[str, list[str]]:
    """Ids by part, in order; a pair of clinics counts as the id of a trip."""
    return {
        "clinics": [clinic.id for clinic in network.clinics],
        "travel": [" to ".join(trip.pair) for trip in network.travel],
        "rooms": [room.id for room in network.rooms],
        "practitioners": [each.id for each in network.practitioners],
        "treatments": [treatment.id for treatment in network.treatments],
        "protocols": [protocol.id for protocol in network.protocols],
        "patients": [patient.id for patient in network.patients],
        "courses": [course.id for course in network.courses],
        "appointments": [each.visit.session for each in network.appointments],
        "rosters": [roster.id for roster in network.rosters],
    }


def _references(network: Network) -> Iterator[Reference]:
    for trip in network.travel:
        path = f"travel[{' to '.join(trip.pair)}]"
        yield Reference(f"{path}.clinic_a", "clinic", trip.clinic_a)
        yield Reference(f"{path}.clinic_b", "clinic", trip.clinic_b)
    for room in network.rooms:
        yield Reference(f"rooms[{room.id}].clinic", "clinic", room.clinic)
    for practitioner in network.practitioners:
        yield from _of_practitioner(practitioner)
    for protocol in network.protocols:
        for position, phase in enumerate(protocol.phases):
            path = f"protocols[{protocol.id}].phases[{position}].treatments"
            yield from _all_of(path, "treatment", phase.treatments)
    for patient in network.patients:
        accepted = [each.clinic for each in patient.clinics]
        yield from _all_of(f"patients[{patient.id}].clinics", "clinic", accepted)
    for course in network.courses:
        yield from _of_course(course)
    for appointment in network.appointments:
        yield from _of_visit(appointment.visit)


def _all_of(path: str, kind: str, ids: Iterable[str]) -> Iterator[Reference]:
    for position, id_ in enumerate(ids):
        yield Reference(f"{path}[{position}]", kind, id_)


def _of_practitioner(practitioner: Practitioner) -> Iterator[Reference]:
    path = f"practitioners[{practitioner.id}]"
    for position, shift in enumerate(practitioner.shifts):
        yield Reference(f"{path}.shifts[{position}].clinic", "clinic", shift.clinic)
    for position, exception in enumerate(practitioner.exceptions):
        if exception.clinic is not None:
            field = f"{path}.exceptions[{position}].clinic"
            yield Reference(field, "clinic", exception.clinic)


def _of_course(course: Course) -> Iterator[Reference]:
    path = f"courses[{course.id}]"
    yield Reference(f"{path}.patient", "patient", course.patient)
    yield Reference(f"{path}.protocol", "protocol", course.protocol)
    for field in ("preferred_practitioner", "last_practitioner"):
        practitioner = getattr(course, field)
        if practitioner is not None:
            yield Reference(f"{path}.{field}", "practitioner", practitioner)
    refused = course.refused_practitioners
    yield from _all_of(f"{path}.refused_practitioners", "practitioner", refused)


def _of_visit(visit: Visit) -> Iterator[Reference]:
    path = f"appointments[{visit.session}]"
    yield Reference(f"{path}.course", "course", visit.course)
    yield Reference(f"{path}.patient", "patient", visit.patient)
    yield Reference(f"{path}.treatment", "treatment", visit.treatment)
    yield Reference(f"{path}.clinic", "clinic", visit.clinic)
    yield Reference(f"{path}.room", "room", visit.room)
    for role, practitioner in visit.staff.items():
        yield Reference(f"{path}.staff[{role}]", "practitioner", practitioner)


def _check_appointments(checks: Checks, network: Network) -> None:
    """Note where an appointment contradicts its own course or room."""
    courses = {course.id: course for course in network.courses}
    clinic_of_room = {room.id: room.clinic for room in network.rooms}
    for visit in (appointment.visit for appointment in network.appointments):
        path = f"appointments[{visit.session}]"
        clinic = clinic_of_room.get(visit.room, visit.clinic)
        if clinic != visit.clinic:
            rule = f"must be a room of clinic {visit.clinic!r}"
            checks.add(f"{path}.room", f"{path}.room {rule}, got {visit.room!r}.")
        course = courses.get(visit.course)
        if course is None:
            continue
        if course.patient != visit.patient:
            rule = f"must be {course.patient!r}, the patient of its course"
            came = repr(visit.patient)
            checks.add(f"{path}.patient", f"{path}.patient {rule}, got {came}.")
        if visit.number <= course.sessions_done:
            rule = f"must be above the {course.sessions_done} sessions done before"
            checks.add(f"{path}.number", f"{path}.number {rule}, got {visit.number}.")
