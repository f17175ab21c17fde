"""R13: a fixed appointment stays exactly as it is."""

from __future__ import annotations

from datetime import UTC

import pytest

from tests.solver.builders import (
    make_practitioner,
    make_problem,
    make_rest,
    make_room,
    make_step,
    make_treatment,
)
from tests.solver.judging import judge
from tests.solver.planned import make_appointment, make_assignment, moved

STEPS = (make_step("needling", 15), make_rest("rest", 20, max_minutes=25))


def with_appointment(state: str = "fixed"):
    """Ada's session stands at 10:00 in the first of two rooms, led by Mei."""
    problem = make_problem(
        days=2,
        rooms=(make_room(), make_room(id="north-2")),
        practitioners=tuple(
            person
            for mei in make_problem(days=2).practitioners
            for person in (mei, make_practitioner(id="kim", shifts=mei.shifts))
        ),
        treatments=(make_treatment(steps=STEPS),),
    )
    stands = make_assignment(problem, start="10:00")
    appointment = make_appointment(stands, state)
    return problem.model_copy(update={"appointments": (appointment,)}), stands


def changes():
    """An appointment with one thing changed, each legal by itself."""
    problem, stands = with_appointment()
    return {
        "a tick later": moved(stands, 5),
        "the next day": moved(stands, 1440),
        "another room": make_assignment(problem, start="10:00", room="north-2"),
        "another lead": make_assignment(problem, start="10:00", lead="kim"),
        "a longer rest": make_assignment(problem, start="10:00", lengths_min=(15, 25)),
    }


@pytest.mark.parametrize("change", sorted(changes()))
def test_fixed_appointment_does_not_change(change):
    """Not in time, room, staff or the length of a step."""
    problem, _ = with_appointment()
    assert judge(problem, changes()[change]) == {"R13"}


def test_fixed_appointment_stays():
    """As it is, it is legal; left out, it is not."""
    problem, stands = with_appointment()
    assert judge(problem, stands) == set()
    assert judge(problem) == {"R13"}


@pytest.mark.parametrize("state", ["published", "draft"])
@pytest.mark.parametrize("change", sorted(changes()))
def test_other_appointments_may_change(change, state):
    """Published or draft, moving is a matter of cost."""
    problem, _ = with_appointment(state)
    assert judge(problem, changes()[change]) == set()
    assert judge(problem) == set()


def test_another_offset_is_no_change():
    """The same instants in UTC are the same appointment."""
    problem, stands = with_appointment()
    in_utc = stands.model_copy(
        update={
            "start": stands.start.astimezone(UTC),
            "steps": tuple(
                step.model_copy(
                    update={
                        "from_": step.from_.astimezone(UTC),
                        "to": step.to.astimezone(UTC),
                    }
                )
                for step in stands.steps
            ),
        }
    )
    assert judge(problem, in_utc) == set()
