"""From a network to the rows of all files: the way back from ``assemble``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from scheduler.domain.clinic import Clinic
from scheduler.domain.network import Network, Policy, Weights
from scheduler.domain.patient import Patient
from scheduler.domain.practitioner import Practitioner
from scheduler.domain.roster import Appointment, Roster, Visit
from scheduler.tables.files import care, courses, patients, places, rosters, staff
from scheduler.tables.files.patients import Availability
from scheduler.tables.layout import POSITION, Table
from scheduler.tables.make import BREAK

Values = Mapping[str, Any]


def rows_of(network: Network) -> dict[str, Iterable[Values]]:
    """Values by column, for each row of each file."""
    return {
        places.NETWORK.file: [_policy(network.policy)],
        **_places(network),
        **_staff(network),
        **_care(network),
        **_patients(network),
        **_courses(network),
        **_rosters(network),
    }


def _wholes(table: Table, values: Iterable[Any]) -> Iterator[Values]:
    """Rows whose columns are the fields of a value."""
    return (_fields(table.names, value) for value in values)


def _parts(table: Table, owners: Iterable[Any], field: str) -> Iterator[Values]:
    """Rows whose columns are owner, position if any, and the fields of a part."""
    owner_name, *names = table.names
    own = [name for name in names if name != POSITION]
    for owner in owners:
        for position, part in enumerate(getattr(owner, field), start=1):
            yield {
                owner_name: owner.id,
                POSITION: position,
                **_fields(own, part),
            }


def _fields(names: Iterable[str], value: Any) -> Values:
    return {name: getattr(value, name) for name in names}


def _policy(policy: Policy) -> Values:
    weights = {
        places.WEIGHT_PREFIX + weight.name: getattr(policy.weights, weight.name)
        for weight in fields(Weights)
    }
    own = [name for name in places.NETWORK.names if name not in weights]
    return {**_fields(own, policy), **weights}


def _places(network: Network) -> dict[str, Iterable[Values]]:
    clinics, rooms = network.clinics, network.rooms
    return {
        places.CLINICS.file: _wholes(places.CLINICS, clinics),
        places.OPENING_HOURS.file: _parts(places.OPENING_HOURS, clinics, "hours"),
        places.CLINIC_CLOSURES.file: _parts(
            places.CLINIC_CLOSURES, clinics, "closures"
        ),
        places.EQUIPMENT.file: _equipment(clinics),
        places.TRAVEL.file: _wholes(places.TRAVEL, network.travel),
        places.ROOMS.file: _wholes(places.ROOMS, rooms),
        places.ROOM_CLOSURES.file: _parts(places.ROOM_CLOSURES, rooms, "closures"),
    }


def _equipment(clinics: Iterable[Clinic]) -> Iterator[Values]:
    for clinic in clinics:
        for kind, count in clinic.equipment.items():
            yield {"clinic": clinic.id, "kind": kind, "count": count}


def _staff(network: Network) -> dict[str, Iterable[Values]]:
    people = network.practitioners
    return {
        staff.PRACTITIONERS.file: (_practitioner(each) for each in people),
        staff.SHIFTS.file: _parts(staff.SHIFTS, people, "shifts"),
        staff.SHIFT_EXCEPTIONS.file: _parts(
            staff.SHIFT_EXCEPTIONS, people, "exceptions"
        ),
        staff.ABSENCES.file: _parts(staff.ABSENCES, people, "absences"),
    }


def _practitioner(practitioner: Practitioner) -> Values:
    own = [name for name in staff.PRACTITIONERS.names if name not in BREAK]
    pause = practitioner.break_
    return {
        **_fields(own, practitioner),
        **{
            column: None if pause is None else getattr(pause, field)
            for column, field in BREAK.items()
        },
    }


def _care(network: Network) -> dict[str, Iterable[Values]]:
    treatments, protocols = network.treatments, network.protocols
    return {
        care.TREATMENTS.file: _wholes(care.TREATMENTS, treatments),
        care.TREATMENT_STEPS.file: _parts(care.TREATMENT_STEPS, treatments, "steps"),
        care.PROTOCOLS.file: _wholes(care.PROTOCOLS, protocols),
        care.PROTOCOL_PHASES.file: _parts(care.PROTOCOL_PHASES, protocols, "phases"),
    }


def _patients(network: Network) -> dict[str, Iterable[Values]]:
    people = network.patients
    return {
        patients.PATIENTS.file: _wholes(patients.PATIENTS, people),
        patients.PATIENT_CLINICS.file: _parts(
            patients.PATIENT_CLINICS, people, "clinics"
        ),
        patients.PATIENT_AVAILABILITY.file: _patient_windows(people),
        patients.PATIENT_UNAVAILABILITY.file: _parts(
            patients.PATIENT_UNAVAILABILITY, people, "unavailable"
        ),
        patients.CONTRAINDICATIONS.file: (
            {"patient": patient.id, "contraindication": condition}
            for patient in people
            for condition in patient.contraindications
        ),
        patients.CLEARANCES.file: _parts(patients.CLEARANCES, people, "clearances"),
    }


def _patient_windows(people: Iterable[Patient]) -> Iterator[Values]:
    for patient in people:
        for kind in Availability:
            for window in getattr(patient, kind):
                hours = _fields(("days", "from_local", "to_local"), window)
                yield {"patient": patient.id, "kind": kind, **hours}


def _courses(network: Network) -> dict[str, Iterable[Values]]:
    clinics = {clinic.id: clinic for clinic in network.clinics}
    return {
        courses.COURSES.file: _wholes(courses.COURSES, network.courses),
        courses.APPOINTMENTS.file: (
            _appointment(each, clinics[each.visit.clinic])
            for each in network.appointments
        ),
    }


def _appointment(appointment: Appointment, clinic: Clinic) -> Values:
    visit = appointment.visit
    return {
        **_visit(visit),
        "start": visit.start_utc.astimezone(clinic.zone),
        "status": appointment.status,
        "revision": appointment.revision,
    }


def _rosters(network: Network) -> dict[str, Iterable[Values]]:
    return {
        rosters.ROSTERS.file: (_roster(each) for each in network.rosters),
        rosters.ROSTER_VISITS.file: (
            {"roster": roster.id, **_visit(visit)}
            for roster in network.rosters
            for visit in roster.visits
        ),
        rosters.ROSTER_UNPLACED.file: _parts(
            rosters.ROSTER_UNPLACED, network.rosters, "unplaced"
        ),
    }


def _roster(roster: Roster) -> Values:
    own = [name for name in rosters.ROSTERS.names if name != "terms"]
    return {**_fields(own, roster), "terms": tuple(roster.terms.items())}


def _visit(visit: Visit) -> Values:
    plain = ("session", "course", "number", "patient", "treatment", "clinic", "room")
    return {
        **_fields(plain, visit),
        "staff": tuple(visit.staff.items()),
        "start_utc": visit.start_utc,
        "steps": tuple((step.name, step.length_min) for step in visit.steps),
    }
