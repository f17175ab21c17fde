"""The bound is below every plan, the exact model's plan is the best there is."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from solver.check import check
from solver.exact.small import Settled, is_small, settle_small
from solver.options import never
from solver.placement import Placement
from solver.plan import Status
from solver.problem import Problem
from solver.roster import Roster
from solver.solve import Options, solve
from solver.standing import is_legal, put_standing
from solver.workbench import Workbench
from tests.solver.builders import (
    make_course,
    make_last,
    make_practitioner,
    make_problem,
    make_session,
)
from tests.solver.cases import (
    course_of_two,
    five_places_six_patients,
    one_room_two_patients,
)
from tests.solver.planned import bare_plan, make_appointment, make_assignment
from tests.solver.reference.front_desk import serve
from tests.solver.strategies import TINY, examples, problems
from tests.solver.test_agreement import every_placement


def settled_exactly(bench: Workbench) -> Settled:
    """The optimum, from the front desk's roster, on one worker."""
    roster = bench.begin()
    put_standing(roster)
    serve(roster)
    settled = settle_small(
        bench, tuple(roster.placed), seconds=60, seed=1, workers=1, stop=never
    )
    assert settled is not None
    assert settled.bound == settled.cost
    return settled


@examples(30)
@given(problems())
def test_floor_is_below_the_optimum_and_the_optimum_below_search(problem):
    """And the exact plan is legal and costs what the model says."""
    bench = Workbench(problem)
    assume(is_small(bench))
    settled = settled_exactly(bench)
    report = check(problem, bare_plan(bench, settled.placed))
    assert not report.violations
    assert bench.instance.amount(settled.cost) == report.total
    assert bench.floor <= settled.cost
    found = solve(problem, Options(time_limit_s=60, iterations=100))
    assert found.status is Status.OPTIMAL
    assert found.objective is not None
    assert found.objective.total == report.total


@examples(12)
@given(problems(TINY))
def test_exact_model_finds_what_trying_everything_finds(problem):
    """
    Every legal combination of all placements, priced by the checker: none is
    cheaper than the model's plan, and one is as cheap.
    """
    bench = Workbench(problem)
    assume(is_small(bench))
    roster = bench.begin()
    free = [t for t in bench.instance.tasks if t.index not in roster.locked]
    choices = [
        [None, *(p for p in every_placement(roster.engine, t) if legal(roster, p))]
        for t in free
    ]
    combinations = 1
    for some in choices:
        combinations *= len(some)
    assume(1 < combinations <= 1_500)
    best = min(
        cost
        for chosen in product(*choices)
        if (cost := price(problem, bench, roster, chosen)) is not None
    )
    assert bench.instance.amount(settled_exactly(bench).cost) == best


def legal(roster: Roster, placement: Placement) -> bool:
    """Whether a session could be there, beside what is fixed."""
    return is_legal(roster.engine, placement)


def price(
    problem: Problem,
    bench: Workbench,
    roster: Roster,
    chosen: tuple[Placement | None, ...],
) -> Decimal | None:
    """Total of a plan by the checker; None if it breaks a rule."""
    placed = list(roster.placed)
    for placement in chosen:
        if placement is not None:
            placed[placement.task] = placement
    report = check(problem, bare_plan(bench, placed))
    return None if report.violations else report.total


@pytest.mark.parametrize(
    ("ideal_days", "penalty", "total"),
    [
        (2.5, 1, Decimal("0.5")),  # half a day off, either way
        (2.5, 3, Decimal("1.5")),
        (2.5, 0.1, Decimal("0.05")),
        (2.25, 0.1, Decimal("0.025")),  # a quarter, three decimals
        (2, 0.1, Decimal(0)),  # met
        (0.5, 0.3, Decimal("0.15")),  # the least gap is a day
        (9.5, 0.7, Decimal("3.15")),  # out of reach: 5 days is the most
    ],
)
def test_half_days_are_exact_in_bound_and_optimum(ideal_days, penalty, total):
    """What a rounded cadence would miss."""
    problem = course_of_two(
        min_days=1, max_days=9, ideal_days=ideal_days, penalty_per_day=penalty
    )
    plan = solve(problem, Options(time_limit_s=30, iterations=30))
    bench = Workbench(problem)
    assert plan.status is Status.OPTIMAL
    assert plan.objective is not None
    assert plan.objective.total == plan.bound == total
    assert bench.instance.amount(bench.floor) == total
    assert bench.instance.amount(settled_exactly(bench).cost) == total


def test_tenths_add_up():
    """Ten sessions a tenth late each are one, in floor, model and checker."""
    sessions = tuple(
        make_session(f"ada-{k}", due="2026-11-22", late_penalty_per_day=0.1)
        for k in range(4)
    )
    problem = make_problem(courses=(make_course(sessions=sessions),))
    bench = Workbench(problem)
    assert bench.instance.amount(bench.floor) == Decimal("0.4")
    assert bench.instance.amount(settled_exactly(bench).cost) == Decimal("0.4")


def test_floor_counts_what_is_forced():
    """Long overdue and led by somebody new: no plan can do without."""
    gap = {"min_days": 1, "ideal_days": 7, "max_days": 9, "penalty_per_day": 2}
    course = make_course(
        sessions=(make_session("ada-1", **gap),), last_session=make_last(-10, "kim")
    )
    people = (make_practitioner(), make_practitioner(id="kim", shifts=()))
    problem = make_problem(courses=(course,), practitioners=people)
    bench = Workbench(problem)
    assert bench.instance.amount(bench.floor) == 3 * 2 + 11


@pytest.mark.parametrize(
    ("comfortable", "forced"),
    [
        (2, 0),  # room for Ben beside Ada, who is fixed
        (1, 7),  # he is one too many
        (0, 7),  # as is Ada, but she is nobody's choice any more
    ],
)
def test_floor_counts_overload_beside_what_is_fixed(comfortable, forced):
    """One session more of a lead who has enough costs that at least."""
    mei = make_practitioner(comfortable_sessions_per_day=comfortable)
    problem = one_room_two_patients(practitioners=(mei,))
    fixed = make_appointment(make_assignment(problem, "ada-1"))
    problem = problem.model_copy(update={"appointments": (fixed,)})
    bench = Workbench(problem)
    assert bench.instance.amount(bench.floor) == forced


def test_floor_does_not_see_what_courses_cost_each_other():
    """The exact model does."""
    problem = five_places_six_patients()
    bench = Workbench(problem)
    assert bench.floor == 0
    assert bench.instance.amount(settled_exactly(bench).cost) == 1000


@examples(30)
@given(problems(), st.integers(0, 9))
def test_floor_is_below_any_plan(problem, seed):
    """However bad the plan."""
    bench = Workbench(problem)
    roster = bench.begin()
    assert bench.floor <= roster.total()
    serve(roster)
    assert bench.floor <= roster.total()


def test_large_problems_are_left_to_search():
    """The exact model is not even built where it would not help."""
    names = [f"ada-{k}" for k in range(40)]
    sessions = tuple(make_session(name) for name in names)
    problem = make_problem(courses=(make_course(sessions=sessions),))
    assert not is_small(Workbench(problem))
    assert is_small(Workbench(make_problem()))
    assert not is_small(Workbench(make_problem(courses=())))
