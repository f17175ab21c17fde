"""The exact model prices a plan as the checker does, and finds none cheaper."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from solver.check import check
from solver.exact.model import HARD_RULES, OBJECTIVE
from solver.exact.variables import Variables
from solver.problem import Assignment, Problem
from solver.solve import front_desk
from solver.translate import placement_of
from solver.workbench import Workbench
from tests.solver.builders import make_problem
from tests.solver.judging import one_worker, settle
from tests.solver.planned import bare_plan, make_assignment, make_plan
from tests.solver.search.test_anneal import annealing_of
from tests.solver.strategies import examples, problems


def terms_in_model(
    problem: Problem, assignments: Iterable[Assignment]
) -> dict[str, Decimal]:
    """Every term of a plan as the exact model prices it, its decisions fixed."""
    bench = Workbench(problem)
    instance = bench.instance
    model = cp_model.CpModel()
    variables = Variables(model, instance, bench.hours)
    for rule in HARD_RULES:
        rule.state(model, variables)
    parts = {term.name: list(term.parts(model, variables)) for term in OBJECTIVE}
    placements = (placement_of(instance, a) for a in assignments)
    settle(model, variables, {p.task: p for p in placements})
    model.minimize(sum(part for some in parts.values() for part in some))
    solver = one_worker()
    assert solver.solve(model) == cp_model.OPTIMAL
    units = {name: solver.value(sum(some)) for name, some in parts.items()}
    return {name: instance.amount(value) for name, value in units.items()}


@examples(60)
@given(problems())
def test_every_term_is_what_the_checker_says(problem):
    """Term by term, to the last decimal, over plans of the front desk."""
    plan = front_desk(problem)
    assert terms_in_model(problem, plan.assignments) == check(problem, plan).terms


@examples(60)
@given(problems(), st.integers(0, 2**31 - 1))
def test_every_term_of_any_plan_is_what_the_checker_says(problem, seed):
    """Over the rosters of a search too hot to care: moved, dropped, overloaded."""
    bench = Workbench(problem)
    search = annealing_of(bench, seed).search
    search.run(20, 10_000.0 * bench.instance.scale)
    plan = bare_plan(bench, search.now())
    assert terms_in_model(problem, plan.assignments) == check(problem, plan).terms


@examples(30)
@given(problems())
def test_every_term_of_an_empty_plan_is_what_the_checker_says(problem):
    """With nothing placed but what is fixed."""
    fixed = [a.assignment() for a in problem.appointments if a.state == "fixed"]
    plan = make_plan(problem, *fixed)
    assert terms_in_model(problem, fixed) == check(problem, plan).terms


def test_weights_of_zero_make_no_objective():
    """A problem in which nothing costs anything still has a model."""
    nothing = make_problem().weights.model_copy(
        update={name: Decimal(0) for name in type(make_problem().weights).model_fields}
    )
    problem = make_problem(weights=nothing)
    assert set(terms_in_model(problem, [make_assignment(problem)]).values()) == {0}
