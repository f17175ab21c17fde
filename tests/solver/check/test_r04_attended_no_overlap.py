"""R04: a practitioner's attended steps never overlap."""

from __future__ import annotations

import pytest

from tests.solver.builders import (
    make_practitioner,
    make_rest,
    make_step,
    make_treatment,
)
from tests.solver.cases import lead_and_therapist, two_rooms_one_lead
from tests.solver.judging import judge
from tests.solver.planned import make_assignment


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("09:15", True),  # needled as soon as the first rests
        ("09:20", True),  # done as the first needs its removal
        ("09:10", False),  # a tick before the first rests
        ("09:25", False),  # still needling when the removal is due
        ("09:40", True),  # after all of it
        ("09:00", False),  # at once
    ],
)
def test_second_patient_is_needled_while_the_first_rests(start, feasible):
    """The lead is free in the steps that nobody attends, and in those only."""
    problem = two_rooms_one_lead()
    first = make_assignment(problem, "ada-1", "09:00")
    second = make_assignment(problem, "ben-1", start, room="north-2")
    assert judge(problem, first, second) == (set() if feasible else {"R04"})


def test_longer_rest_makes_room_for_the_second_patient():
    """Recovery lengths are decisions: stretched, two patients interleave."""
    steps = (
        make_step("needling", 25),
        make_rest("rest", 20, max_minutes=30),
        make_step("removal", 5),
    )
    problem = two_rooms_one_lead(treatments=(make_treatment(steps=steps),))
    second = make_assignment(problem, "ben-1", "09:25", room="north-2")
    short = make_assignment(problem, "ada-1", "09:00", lengths_min=(25, 20, 5))
    long = make_assignment(problem, "ada-1", "09:00", lengths_min=(25, 25, 5))
    assert judge(problem, short, second) == {"R04"}
    assert judge(problem, long, second) == set()


@pytest.mark.parametrize(
    ("start", "lead", "therapist", "feasible"),
    [
        ("09:15", "kim", "tom", False),  # Tom still massages the first at 09:30
        ("09:20", "kim", "tom", True),  # his massages touch
        ("09:05", "mei", "mei", False),  # Mei needles the second while she massages
        ("09:05", "kim", "mei", True),  # Kim needles it
    ],
)
def test_other_roles_attend_too(start, lead, therapist, feasible):
    """One person's steps in all roles and sessions are apart."""
    problem = two_rooms_one_lead(
        treatments=lead_and_therapist().treatments,
        practitioners=(
            *lead_and_therapist().practitioners,
            make_practitioner(id="kim"),
        ),
    )
    first = make_assignment(problem, "ada-1", "09:00", therapist=therapist)
    second = make_assignment(
        problem, "ben-1", start, room="north-2", lead=lead, therapist="tom"
    )
    broken = judge(problem, first, second)
    assert ("R04" in broken) is not feasible


@pytest.mark.parametrize("attended_first", [True, False])
def test_steps_of_one_name_are_told_apart(attended_first):
    """A mask put on by Mei, and a mask that works alone, are two steps."""
    put_on, works = make_step("mask", 15), make_rest("mask", 20)
    order = (put_on, works) if attended_first else (works, put_on)
    problem = two_rooms_one_lead(treatments=(make_treatment(steps=order),))
    first = make_assignment(problem, "ada-1", "09:00")
    close = make_assignment(problem, "ben-1", "09:10", room="north-2")
    apart = make_assignment(problem, "ben-1", "09:15", room="north-2")
    assert judge(problem, first, close) == {"R04"}
    assert judge(problem, first, apart) == set()
