"""What a session takes: room, patient, practitioners and equipment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from scheduler.domain.occupancy import uses_of
from scheduler.domain.roster import StepTime
from tests.scheduler.builders import (
    make_hold,
    make_recovery,
    make_step,
    make_treatment,
    make_visit,
)

TEN = make_visit().start_utc


def times(*lengths: tuple[str, int]) -> tuple[StepTime, ...]:
    """Steps by name and length."""
    return tuple(StepTime(name=name, length_min=length) for name, length in lengths)


def uses(visit: Any, turnover_min: int = 0, **treatment: Any) -> set[tuple]:
    """Kind, name, and first and last minute after ten, of all that is taken."""
    return {
        (
            use.kind.value,
            use.name,
            (use.from_utc - TEN) // timedelta(minutes=1),
            (use.to_utc - TEN) // timedelta(minutes=1),
        )
        for use in uses_of(visit, make_treatment(**treatment), turnover_min)
    }


def test_room_is_taken_with_its_turnover_and_the_lead_while_needed():
    """The patient stays to the end; the lead leaves when recovery begins."""
    assert uses(make_visit(), turnover_min=10) == {
        ("room", "north-1", 0, 55),
        ("patient", "p1", 0, 45),
        ("practitioner", "mei", 0, 25),
    }


def test_patient_of_a_hold_may_be_unknown():
    """Then everything but the patient is taken."""
    kinds = {kind for kind, *_ in uses(make_hold())}
    assert kinds == {"room", "practitioner"}


@pytest.mark.parametrize(
    ("staff", "expected"),
    [
        # one after the other, each their own steps
        (
            {"lead": "mei", "assistant": "bo"},
            {("mei", 0, 10), ("bo", 10, 30), ("mei", 50, 60)},
        ),
        # one person in both roles is there without a pause
        ({"lead": "mei", "assistant": "mei"}, {("mei", 0, 30), ("mei", 50, 60)}),
        # a role that is filled by nobody, and one that no step needs
        ({"lead": "mei", "student": "bo"}, {("mei", 0, 10), ("mei", 50, 60)}),
    ],
)
def test_practitioners_are_taken_while_a_step_needs_their_role(staff, expected):
    """Steps that touch are one stretch, whatever the role in them."""
    steps = (
        make_step(name="a"),
        make_step(name="b", staff="assistant"),
        make_step(name="c", staff="assistant"),
        make_recovery(name="d"),
        make_step(name="e"),
    )
    taken = times(("a", 10), ("b", 10), ("c", 10), ("d", 20), ("e", 10))
    found = uses(make_visit(staff=staff, steps=taken), steps=steps)
    assert {use[1:] for use in found if use[0] == "practitioner"} == expected


def test_equipment_is_taken_while_steps_need_it():
    """One use for each kind and each run of steps, named after the clinic."""
    steps = (
        make_step(name="a", equipment=("lamp",)),
        make_recovery(name="b", equipment=("lamp", "mat")),
        make_recovery(name="c"),
        make_recovery(name="d", equipment=("lamp",)),
    )
    taken = times(("a", 10), ("b", 20), ("c", 5), ("d", 5))
    found = uses(make_visit(steps=taken), steps=steps)
    assert {use[1:] for use in found if use[0] == "equipment"} == {
        ("north/lamp", 0, 30),
        ("north/mat", 10, 30),
        ("north/lamp", 35, 40),
    }


def test_steps_that_are_named_alike_are_told_apart_by_position():
    """The second of two rests needs the lamp."""
    steps = (
        make_step(name="a"),
        make_recovery(name="rest"),
        make_recovery(name="rest", equipment=("lamp",)),
    )
    taken = times(("a", 10), ("rest", 10), ("rest", 15))
    found = uses(make_visit(steps=taken), steps=steps)
    assert ("equipment", "north/lamp", 20, 35) in found


def test_steps_that_the_treatment_no_longer_has_need_nobody():
    """A treatment that has changed since is matched by the names of its steps."""
    taken = times(("warm-up", 10), ("needling", 25))
    found = uses(make_visit(steps=taken))
    assert ("practitioner", "mei", 10, 35) in found
    assert ("patient", "p1", 0, 35) in found
