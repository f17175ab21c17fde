"""R01: placed once; steps follow one another, in order, on the grid, in range."""

from __future__ import annotations

from datetime import timedelta

import pytest

from solver.check import check
from tests.solver.builders import make_problem, make_rest, make_step, make_treatment
from tests.solver.judging import judge
from tests.solver.planned import later, make_assignment, make_plan, moved

STRETCHABLE = (
    make_step("needling", 15, max_minutes=20),
    make_rest("rest", 20, max_minutes=30),
    make_step("removal", 5),
)


@pytest.mark.parametrize(
    ("lengths_min", "feasible"),
    [
        ((15, 20, 5), True),  # every step as short as allowed
        ((20, 30, 5), True),  # every step as long as allowed
        ((15, 25, 5), True),  # recovery stretched by a tick
        ((15, 35, 5), False),  # recovery a tick too long: needles out too late
        ((15, 15, 5), False),  # recovery a tick too short
        ((25, 20, 5), False),  # an attended step a tick too long
        ((15, 20, 10), False),  # a step of one length only, stretched
    ],
)
def test_steps_are_as_long_as_allowed(lengths_min, feasible):
    """Each step takes between ``minutes`` and ``max_minutes``."""
    problem = make_problem(treatments=(make_treatment(steps=STRETCHABLE),))
    assignment = make_assignment(problem, lengths_min=lengths_min)
    assert judge(problem, assignment) == (set() if feasible else {"R01"})


@pytest.mark.parametrize(
    ("lengths_min", "feasible"),
    [
        ((15, 25, 5), True),  # whole ticks
        ((15, 22, 5), False),  # between the limits, but off the grid
    ],
)
def test_lengths_are_whole_ticks(lengths_min, feasible):
    """A step ends where the next one may begin: on the grid."""
    problem = make_problem(treatments=(make_treatment(steps=STRETCHABLE),))
    assignment = make_assignment(problem, lengths_min=lengths_min)
    assert judge(problem, assignment) == (set() if feasible else {"R01"})


@pytest.mark.parametrize(
    ("start", "tick_min", "feasible"),
    [
        ("09:00", 5, True),
        ("09:05", 5, True),  # the next tick
        ("09:03", 5, False),  # between two ticks
        ("09:15", 15, True),
        ("09:10", 15, False),  # on a finer grid than the problem's
    ],
)
def test_sessions_begin_on_the_grid(start, tick_min, feasible):
    """The grid is counted from the clinic's midnight."""
    steps = (make_step("needling", 15), make_rest("rest", 30))
    problem = make_problem(
        tick_minutes=tick_min, treatments=(make_treatment(steps=steps),)
    )
    assignment = make_assignment(problem, start=start)
    assert judge(problem, assignment) == (set() if feasible else {"R01"})


def test_a_session_is_placed_at_most_once():
    """A second place, however legal by itself, is a breach."""
    problem = make_problem()
    first, second = (make_assignment(problem, start=s) for s in ("09:00", "10:00"))
    assert judge(problem, first) == set()
    assert judge(problem, first, second) == {"R01"}


@pytest.mark.parametrize("gap_min", [5, -5])
def test_steps_follow_without_a_pause(gap_min):
    """The removal may not wait for the practitioner, nor begin before its time."""
    problem = make_problem()
    assignment = make_assignment(problem)
    *before, removal = assignment.steps
    shifted = removal.model_copy(
        update={
            "from_": later(removal.from_, gap_min),
            "to": later(removal.to, gap_min),
        }
    )
    torn = assignment.model_copy(update={"steps": (*before, shifted)})
    assert judge(problem, torn) == {"R01"}


def test_the_first_step_begins_with_the_session():
    """A start of its own is a pause too."""
    problem = make_problem()
    late = moved(make_assignment(problem), 5)
    early = late.model_copy(update={"start": late.start - timedelta(minutes=5)})
    assert judge(problem, early) == {"R01"}


@pytest.mark.parametrize(
    "order",
    [
        (0, 1),  # the last step left out
        (0, 1, 2, 2),  # a step twice
        (1, 0, 2),  # two steps changed over
        (),  # no step at all
    ],
)
def test_steps_are_those_of_the_treatment(order):
    """All of them, each once, in their order."""
    problem = make_problem()
    assignment = make_assignment(problem)
    steps = tuple(assignment.steps[k] for k in order)
    changed = assignment.model_copy(update={"steps": steps})
    assert "R01" in judge(problem, changed)


def test_two_steps_may_have_one_name():
    """What counts is the position: a mask, a rest, and a mask again."""
    steps = (make_step("mask", 10), make_rest("rest", 10), make_step("mask", 5))
    problem = make_problem(treatments=(make_treatment(steps=steps),))
    assert judge(problem, make_assignment(problem)) == set()
    longer = make_assignment(problem, lengths_min=(10, 10, 10))
    assert judge(problem, longer) == {"R01"}


def test_violations_name_the_session_and_the_step():
    """A message says what came and what must hold."""
    problem = make_problem()
    plan = make_plan(problem, make_assignment(problem, lengths_min=(15, 30, 5)))
    (violation,) = check(problem, plan).violations
    assert str(violation) == (
        "R01 session 'ada-1' step 'rest' takes 30 min, "
        "20 to 20 on the grid are allowed."
    )
