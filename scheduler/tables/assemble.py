"""From the rows of all files to one network."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any, Final

from scheduler.domain.calendar import LocalSpan, WeeklyWindow
from scheduler.domain.clinic import Travel
from scheduler.domain.course import Course
from scheduler.domain.network import Network, Policy
from scheduler.domain.patient import AcceptedClinic, Clearance
from scheduler.domain.practitioner import ShiftException, ShiftPattern
from scheduler.domain.room import Room
from scheduler.domain.roster import Unplaced
from scheduler.domain.treatment import Phase, Protocol, Step, Treatment
from scheduler.errors import InvalidInput
from scheduler.tables import make
from scheduler.tables.build import Aliases, Builder, Built, Parts
from scheduler.tables.files import care, courses, patients, places, rosters, staff
from scheduler.tables.problems import FolderProblems
from scheduler.tables.rows import Rows

_Values = dict[str, list[Built[Any]]]
_Parts = dict[str, Parts[Any]]

# The fields of a step's length are two sides of one cell.
_VISIT_ALIASES: Final[Aliases] = {"name": "steps", "length_min": "steps"}

# How the network names a value of each part in the path of a problem.
_BY_ID = attrgetter("id")
_NAMES: Final[Mapping[str, Callable[[Any], str]]] = {
    "clinics": _BY_ID,
    "travel": lambda travel: " to ".join(travel.pair),
    "rooms": _BY_ID,
    "practitioners": _BY_ID,
    "treatments": _BY_ID,
    "protocols": _BY_ID,
    "patients": _BY_ID,
    "courses": _BY_ID,
    "appointments": attrgetter("visit.session"),
    "rosters": _BY_ID,
}


def assemble(rows: Mapping[str, Rows], problems: FolderProblems) -> Network:
    """
    The network of all rows.

    Parameters
    ----------
    problems
        What was noted so far; takes what the domain refuses.

    Raises
    ------
    InvalidInput
        With everything that is wrong, if something is.
    """
    build = Builder(rows, problems)
    policy = _policy(build)
    values = _places(build)
    values |= _staff(build) | _care(build) | _patients(build)
    values |= _courses(build, values["clinics"]) | _rosters(build)
    problems.raise_any()
    parts: Any = {
        name: tuple(built.value for built in each) for name, each in values.items()
    }
    try:
        return Network(policy=policy[0].value, **parts)
    except InvalidInput as refused:
        _note(refused, values, build, problems)
        problems.raise_any()
        raise


def _policy(build: Builder) -> list[Built[Policy]]:
    aliases = {
        column.removeprefix(places.WEIGHT_PREFIX): column
        for column in places.NETWORK.names
        if column.startswith(places.WEIGHT_PREFIX)
    }
    return build.wholes(places.NETWORK, make.policy, {}, aliases)


def _places(build: Builder) -> _Values:
    clinic_parts: _Parts = {
        "hours": build.parts(places.OPENING_HOURS, make.part(WeeklyWindow)),
        "closures": build.parts(places.CLINIC_CLOSURES, make.part(LocalSpan)),
        "equipment": build.parts(places.EQUIPMENT, make.equipment),
    }
    room_parts = {"closures": build.parts(places.ROOM_CLOSURES, make.part(LocalSpan))}
    return {
        "clinics": build.wholes(places.CLINICS, make.clinic, clinic_parts),
        "travel": build.wholes(places.TRAVEL, make.whole(Travel), {}),
        "rooms": build.wholes(places.ROOMS, make.whole(Room), room_parts),
    }


def _staff(build: Builder) -> _Values:
    parts: _Parts = {
        "shifts": build.parts(staff.SHIFTS, make.part(ShiftPattern)),
        "exceptions": build.parts(staff.SHIFT_EXCEPTIONS, make.part(ShiftException)),
        "absences": build.parts(staff.ABSENCES, make.part(LocalSpan)),
    }
    aliases = {field: column for column, field in make.BREAK.items()}
    table = staff.PRACTITIONERS
    return {"practitioners": build.wholes(table, make.practitioner, parts, aliases)}


def _care(build: Builder) -> _Values:
    steps = build.parts(care.TREATMENT_STEPS, make.part(Step))
    phases = build.parts(care.PROTOCOL_PHASES, make.part(Phase))
    whole_treatment, whole_protocol = make.whole(Treatment), make.whole(Protocol)
    return {
        "treatments": build.wholes(care.TREATMENTS, whole_treatment, {"steps": steps}),
        "protocols": build.wholes(care.PROTOCOLS, whole_protocol, {"phases": phases}),
    }


def _patients(build: Builder) -> _Values:
    parts: _Parts = {
        "clinics": build.parts(patients.PATIENT_CLINICS, make.part(AcceptedClinic)),
        "windows": build.parts(patients.PATIENT_AVAILABILITY, make.patient_window),
        "unavailable": build.parts(
            patients.PATIENT_UNAVAILABILITY, make.part(LocalSpan)
        ),
        "contraindications": build.parts(
            patients.CONTRAINDICATIONS, make.contraindication
        ),
        "clearances": build.parts(patients.CLEARANCES, make.part(Clearance)),
    }
    return {"patients": build.wholes(patients.PATIENTS, make.patient, parts)}


def _courses(build: Builder, clinics: list[Built[Any]]) -> _Values:
    zones = {built.value.id: built.value.zone for built in clinics}
    whole_course, appointment = make.whole(Course), make.appointment(zones)
    table = courses.APPOINTMENTS
    return {
        "courses": build.wholes(courses.COURSES, whole_course, {}),
        "appointments": build.wholes(table, appointment, {}, _VISIT_ALIASES),
    }


def _rosters(build: Builder) -> _Values:
    parts: _Parts = {
        "visits": build.parts(rosters.ROSTER_VISITS, make.roster_visit, _VISIT_ALIASES),
        "unplaced": build.parts(rosters.ROSTER_UNPLACED, make.part(Unplaced)),
    }
    return {"rosters": build.wholes(rosters.ROSTERS, make.roster, parts)}


def _note(
    refused: InvalidInput, values: _Values, build: Builder, problems: FolderProblems
) -> None:
    """Note what the network refused at the rows that its paths name."""
    origins = {
        f"{part}[{_NAMES[part](built.value)}]": built.origin
        for part, each in values.items()
        for built in each
    }
    for problem in refused.problems:
        # an id may hold a bracket itself
        ends = [end.end() for end in re.finditer(r"\]", problem.field)]
        heads = [problem.field[:end] for end in ends if problem.field[:end] in origins]
        if heads:
            rest = problem.field.removeprefix(heads[0])
            build.note([replace(problem, field=rest)], origins[heads[0]])
        else:
            problems.add(problem.field, problem.message)
