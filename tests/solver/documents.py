"""Planning problems as JSON data, to be spoilt by tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from solver.problem import Problem
from solver.reading import parse_json, to_json
from tests.solver.builders import (
    make_accepted,
    make_break,
    make_clinic,
    make_course,
    make_last,
    make_patient,
    make_practitioner,
    make_problem,
    make_rest,
    make_room,
    make_session,
    make_shifts,
    make_span,
    make_step,
    make_travel,
    make_treatment,
    make_window,
)
from tests.solver.planned import make_appointment, make_assignment


def full_problem() -> Problem:
    """A problem in which every field of every part says something."""
    steps = (
        make_step("needling", 15),
        make_rest("rest", 20, max_minutes=30, equipment=("led",)),
        make_step("removal", 5),
    )
    people = (
        make_practitioner(
            licensed_until="2027-03-31",
            break_=make_break(),
            shifts=make_shifts() + make_shifts(clinic="south"),
        ),
        make_practitioner(id="kim"),
    )
    sessions = (
        make_session("ada-1"),
        make_session("ada-2", ideal_days=3.5, penalty_per_day=0.1),
    )
    problem = make_problem(
        id="full",
        clinics=(make_clinic(equipment={"led": 1}), make_clinic(id="south")),
        travel=(make_travel(),),
        rooms=(
            make_room(features=("couch",), unavailable=(make_span("08:00", "08:30"),)),
            make_room(id="south-1", clinic="south", turnover_minutes=10),
        ),
        practitioners=people,
        treatments=(make_treatment(steps=steps, room_features=("couch",)),),
        patients=(
            make_patient(
                clinics=(make_accepted(), make_accepted("south", 2.5)),
                preferred=(make_window("09:00", "10:00", ("mon", "tue")),),
                unavailable=(make_span("08:00", "08:30"),),
            ),
        ),
        courses=(
            make_course(
                preferred_practitioner="mei",
                refused_practitioners=("kim",),
                cleared_until="2027-03-31",
                last_session=make_last(-7),
                sessions=sessions,
            ),
        ),
    )
    stands = make_appointment(make_assignment(problem), "published")
    return problem.model_copy(update={"appointments": (stands,)})


def data_of(problem: Problem) -> Any:
    """What a problem's JSON says, exact decimals included."""
    return parse_json(to_json(problem))


def full_data() -> Any:
    """The full problem as JSON data."""
    return data_of(full_problem())


def spoilt(change: Callable[[Any], object]) -> Any:
    """The full problem's data after a change to it."""
    data = full_data()
    change(data)
    return data


def set_at(data: Any, path: str, value: Any) -> None:
    """Set a field by its path, such as ``courses[0].sessions[1].gap.min_days``."""
    *way, last = _parts(path)
    for part in way:
        data = data[part]
    if value is REMOVED:
        del data[last]
    else:
        data[last] = value


REMOVED = object()


def _parts(path: str) -> list[str | int]:
    parts: list[str | int] = []
    for name in path.replace("]", "").split("."):
        field, *indices = name.split("[")
        parts += [field, *map(int, indices)]
    return [part for part in parts if part != ""]


def text_of(data: Any) -> str:
    """JSON text of data."""
    return json.dumps(data, default=float)
