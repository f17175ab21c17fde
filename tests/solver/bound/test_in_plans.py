"""What plans say about bounds, and what solving does with them."""

from __future__ import annotations

import pytest

from solver.plan import Status
from solver.problem import Problem
from solver.reading import parse_json, plan_from, to_json
from solver.solve import Options, front_desk, solve
from tests.solver.bound.stages import squeezed
from tests.solver.builders import (
    make_course,
    make_patient,
    make_problem,
    make_session,
    make_window,
)
from tests.solver.cases import one_room_two_patients
from tests.solver.planned import make_appointment, make_assignment


def never_there() -> Problem:
    """Ada can only come at night."""
    night = (make_window("22:00", "24:00"),)
    return make_problem(patients=(make_patient(available=night),))


@pytest.mark.parametrize("time_limit_s", [0, 5])
def test_plan_tells_floor_bound_and_forced_losses(time_limit_s):
    """With any time limit, none included."""
    plan = solve(never_there(), Options(time_limit_s=time_limit_s))
    assert (plan.floor, plan.bound) == (1000, 1000)
    assert [(loss.session, loss.rule) for loss in plan.forced] == [("ada-1", "R10")]
    assert plan.status is Status.OPTIMAL


def test_a_plan_is_never_below_its_bound():
    """Nor the bound below the floor."""
    plan = solve(squeezed(4, 6, "10:30"), Options(time_limit_s=2, iterations=300))
    assert plan.objective is not None
    assert plan.bound is not None
    assert plan.floor is not None
    assert plan.floor < plan.bound <= plan.objective.total


def test_plans_of_old_are_still_read():
    """Floor and forced losses came later."""
    fields = parse_json(to_json(front_desk(make_problem())))
    del fields["floor"], fields["forced"]
    plan = plan_from(fields)
    assert plan.floor is None
    assert plan.forced == ()


def test_fixed_appointments_that_break_a_rule_leave_nothing_to_prove():
    """Bounds hold for plans that keep the rules."""
    problem = one_room_two_patients()
    who = make_course(patient="ada", sessions=(make_session(latest="2026-11-22"),))
    fixed = make_appointment(make_assignment(problem, "ada-1"))
    broken = make_problem(courses=(who,), appointments=(fixed,))
    plan = solve(broken, Options(time_limit_s=1))
    assert plan.status is Status.INFEASIBLE
    assert plan.floor is None
    assert not plan.forced


def test_a_proof_on_request_proves_more():
    """Too large for the exact model, and scarce; the time limit holds."""
    problem = squeezed(2, 13, "10:30")
    plain = solve(problem, Options(time_limit_s=5, iterations=500))
    proven = solve(problem, Options(time_limit_s=5, iterations=500, prove=True))
    assert plain.bound is not None
    assert proven.bound is not None
    assert proven.objective is not None
    assert plain.bound < proven.bound <= proven.objective.total
    assert proven.seconds is not None
    assert proven.seconds < 6
