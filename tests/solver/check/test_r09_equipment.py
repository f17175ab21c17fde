"""R09: no more steps use a kind of equipment than the clinic owns."""

from __future__ import annotations

import pytest

from tests.solver.builders import (
    make_clinic,
    make_courses,
    make_patients,
    make_practitioner,
    make_rest,
    make_room,
    make_shifts,
    make_step,
    make_treatment,
)
from tests.solver.cases import one_room_two_patients, two_clinics
from tests.solver.judging import judge
from tests.solver.planned import make_assignment

LED = make_treatment(
    steps=(
        make_step("needling", 5),
        make_rest("light", 20, equipment=("led",)),
        make_step("removal", 5),
    )
)
"""Five minutes of needling, twenty under a lamp alone, five of removal."""


def two_patients(owned, **overrides):
    """Two rooms, two practitioners, so many lamps."""
    values = {
        "clinics": (make_clinic(equipment=owned),),
        "rooms": (make_room(), make_room(id="north-2")),
        "practitioners": (make_practitioner(), make_practitioner(id="kim")),
        "treatments": (LED,),
    }
    return one_room_two_patients(**(values | overrides))


@pytest.mark.parametrize(
    ("owned", "start", "feasible"),
    [
        ({"led": 1}, "09:20", True),  # the lamp is free just in time
        ({"led": 1}, "09:15", False),  # a tick before
        ({"led": 1}, "09:00", False),
        ({"led": 2}, "09:00", True),  # a lamp each
        ({"led": 0}, "11:00", False),  # none at all
        ({}, "11:00", False),  # not in the list: none
        ({"couch": 9}, "11:00", False),
    ],
)
def test_equipment_in_use_at_once(owned, start, feasible):
    """A step has its equipment from beginning to end, attended or not."""
    problem = two_patients(owned)
    first = make_assignment(problem, "ada-1", "09:00")
    second = make_assignment(problem, "ben-1", start, room="north-2", lead="kim")
    assert judge(problem, first, second) == (set() if feasible else {"R09"})


def test_one_session_without_any_equipment_owned():
    """Even alone, a step cannot have what the clinic lacks."""
    problem = two_patients({"led": 0})
    assert judge(problem, make_assignment(problem)) == {"R09"}


def test_steps_of_one_session_use_one_after_the_other():
    """Two steps that follow each other need one lamp, not two."""
    steps = (
        make_step("check", 5, equipment=("led",)),
        make_rest("light", 20, equipment=("led", "led")),
    )
    problem = two_patients({"led": 1}, treatments=(make_treatment(steps=steps),))
    assert judge(problem, make_assignment(problem)) == set()


def test_kinds_are_counted_apart():
    """A lamp and a steamer are two things."""
    steps = (
        make_step("check", 5),
        make_rest("light", 20, equipment=("led", "steamer")),
    )
    kinds = make_treatment(steps=steps)
    enough = two_patients({"led": 1, "steamer": 1}, treatments=(kinds,))
    lacking = two_patients({"led": 2}, treatments=(kinds,))
    assert judge(enough, make_assignment(enough)) == set()
    assert judge(lacking, make_assignment(lacking)) == {"R09"}


def test_each_clinic_has_its_own():
    """A lamp at north does not serve at south."""
    problem = two_clinics(
        clinics=(
            make_clinic(equipment={"led": 1}),
            make_clinic(id="south", equipment={"led": 1}),
        ),
        practitioners=(
            make_practitioner(),
            make_practitioner(id="kim", shifts=make_shifts(clinic="south")),
        ),
        treatments=(LED,),
    )
    first = make_assignment(problem, "ada-1")
    second = make_assignment(
        problem, "ben-1", clinic="south", room="south-1", lead="kim"
    )
    assert judge(problem, first, second) == set()


def test_three_uses_of_two_lamps():
    """The third is refused only while two are in use."""
    names = ("ada", "ben", "cyd")
    problem = two_patients(
        {"led": 2},
        rooms=tuple(make_room(id=f"north-{k}") for k in (1, 2, 3)),
        practitioners=tuple(make_practitioner(id=n) for n in ("mei", "kim", "lea")),
        patients=make_patients(*names),
        courses=make_courses(*names),
    )
    first = make_assignment(problem, "ada-1", "09:00")
    second = make_assignment(problem, "ben-1", "09:10", room="north-2", lead="kim")
    early = make_assignment(problem, "cyd-1", "09:15", room="north-3", lead="lea")
    in_time = make_assignment(problem, "cyd-1", "09:20", room="north-3", lead="lea")
    assert judge(problem, first, second, early) == {"R09"}
    assert judge(problem, first, second, in_time) == set()


@pytest.mark.parametrize("lamp_first", [True, False])
def test_steps_of_one_name_have_each_their_equipment(lamp_first):
    """Of two masks one may need the lamp."""
    lamp = make_rest("mask", 20, equipment=("led",))
    other = make_step("mask", 20)
    order = (lamp, other) if lamp_first else (other, lamp)
    problem = two_patients({"led": 1}, treatments=(make_treatment(steps=order),))
    first = make_assignment(problem, "ada-1", "09:00")
    close = make_assignment(problem, "ben-1", "09:15", room="north-2", lead="kim")
    apart = make_assignment(problem, "ben-1", "09:20", room="north-2", lead="kim")
    assert judge(problem, first, close) == {"R09"}
    assert judge(problem, first, apart) == set()
