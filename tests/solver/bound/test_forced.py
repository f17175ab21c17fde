"""Forced losses: never placed by an optimum, nor by anybody."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from solver.bound import prove_bound
from solver.exact.small import is_small
from solver.options import never
from solver.workbench import Workbench
from tests.solver.bound.stages import SECONDS, settled_exactly
from tests.solver.builders import (
    make_course,
    make_last,
    make_patient,
    make_problem,
    make_session,
    make_window,
)
from tests.solver.cases import course_of_two
from tests.solver.planned import make_appointment, make_assignment, moved
from tests.solver.strategies import examples, problems


def forced_by(problem) -> list[tuple[str, str]]:
    """Session and rule of each forced loss."""
    bounds = prove_bound(Workbench(problem), seconds=0, stop=never)
    for loss in bounds.forced:
        assert loss.reason.startswith(f"{loss.rule}: ")
        assert loss.reason.endswith(".")
    return [(loss.session, loss.rule) for loss in bounds.forced]


@examples(40)
@given(problems())
def test_forced_sessions_are_in_no_optimum(problem):
    """And none of them is fixed."""
    bench = Workbench(problem)
    assume(is_small(bench))
    bounds = prove_bound(bench, seconds=SECONDS, stop=never)
    placed = settled_exactly(bench).placed
    for loss in bounds.forced:
        assert placed[bench.instance.task_of[loss.session]] is None


def test_all_of_a_feasible_course_can_be_held():
    """Nothing is forced where everything fits."""
    assert not forced_by(course_of_two())


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"cleared_until": "2026-11-20"}, "R12"),  # cleared until before the horizon
        ({"refused_practitioners": ("mei",)}, "R03"),  # the only one
        ({"last_session": make_last(-1)}, "R11"),  # a day before, six due
    ],
)
def test_a_course_that_cannot_begin(changes, rule):
    """The rule is named by its id, and the reason says it in words."""
    session = make_session(min_days=6, ideal_days=7, max_days=9)
    course = make_course(sessions=(session,), **changes)
    assert forced_by(make_problem(courses=(course,))) == [("ada-1", rule)]


def test_a_patient_who_never_comes():
    """Not available while the clinic is open."""
    patient = make_patient(available=(make_window("18:00", "20:00"),))
    assert forced_by(make_problem(patients=(patient,))) == [("ada-1", "R10")]


def test_what_is_fixed_may_leave_no_day():
    """The second is fixed on the first day: no day before it keeps the gap."""
    problem = course_of_two(days=2, min_days=1, ideal_days=2, max_days=3)
    second = make_appointment(make_assignment(problem, "ada-2"))
    problem = problem.model_copy(update={"appointments": (second,)})
    assert forced_by(problem) == [("ada-1", "R11")]


def test_one_of_two_is_not_forced():
    """On one day only one of two sessions a day apart can be held: either."""
    problem = course_of_two(days=1, min_days=1, ideal_days=2, max_days=3)
    bounds = prove_bound(Workbench(problem), seconds=SECONDS, stop=never, deep=True)
    assert not bounds.forced
    assert bounds.least_unscheduled == 1


def test_what_stands_later_is_no_loss():
    """The second is fixed a day later: the first fits before it."""
    problem = course_of_two(days=2, min_days=1, ideal_days=2, max_days=3)
    second = make_appointment(moved(make_assignment(problem, "ada-2"), 1440))
    assert not forced_by(problem.model_copy(update={"appointments": (second,)}))
