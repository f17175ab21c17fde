"""What would help: legal, priced exactly, the nearest, and without rebuilding."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given

import solver.explain.swap as swap_module
from solver.check import check
from solver.explain import Edit, Fix, explain, explain_all
from solver.plan import Plan
from solver.problem import Problem
from solver.solve import front_desk
from tests.solver.explain.rebuilding import (
    help_any,
    longer_shifts,
    nearest,
    rebuilt,
    ways_of,
)
from tests.solver.strategies import examples, problems


def applied(problem: Problem, plan: Plan, fix: Fix) -> tuple[Problem, Plan]:
    """The problem and the plan as a fix proposes them."""
    new = (fix.assignment, *fix.moves)
    sessions = {a.session for a in new}
    others = (a for a in plan.assignments if a.session not in sessions)
    after = plan.model_copy(update={"assignments": (*others, *new)})
    return (fix.edit.apply(problem) if fix.edit else problem), after


@examples(60)
@given(problems())
def test_fixes_are_legal_and_cost_what_is_said(problem):
    """The independent checker takes them, and the total changes by exactly that."""
    plan = front_desk(problem)
    before = check(problem, plan).total
    for explanation in explain_all(problem, plan):
        for fix in explanation.fixes:
            report = check(*applied(problem, plan, fix))
            assert not report.violations, fix
            assert report.total - before == fix.change
            assert fix.assignment.session == explanation.session


@examples(60)
@given(problems())
def test_fixes_are_those_of_a_problem_built_anew(problem):
    """Nothing is found that a rebuilt problem refuses, and nothing is missed."""
    plan = front_desk(problem)
    for explanation in explain_all(problem, plan):
        session, fixes = explanation.session, explanation.fixes
        if explanation.alternatives:
            continue
        found = {fix.kind: fix.change for fix in fixes if fix.edit}
        found.pop("shift", None)
        ways = ways_of(problem, plan, session)
        slow = {k: nearest(problem, plan, session, way) for k, way in ways.items()}
        assert found == {k: change for k, change in slow.items() if change is not None}


@examples(40)
@given(problems())
def test_a_shift_is_no_longer_than_it_must(problem):
    """Five minutes less help nobody, and who could help is asked."""
    plan = front_desk(problem)
    for explanation in explain_all(problem, plan):
        session = explanation.session
        fix = next((f for f in explanation.fixes if f.kind == "shift"), None)
        if explanation.alternatives:
            continue
        if fix is None:
            assert not help_any(problem, plan, session, longer_shifts(problem))
            continue
        assert fix.edit is not None
        assert rebuilt(fix.edit.apply(problem), plan, session) == fix.change
        shorter = longer_by_min(problem, fix.edit) - 1
        assert not help_any(problem, plan, session, longer_shifts(problem, shorter))


def longer_by_min(problem: Problem, edit: Edit) -> int:
    """How much longer an edit makes a shift."""
    person = next(p for p in problem.practitioners if p.id == edit.id)
    lengths = [
        [s.to - s.from_ for s in shifts] for shifts in (person.shifts, edit.value)
    ]
    longer = sum(lengths[1], timedelta()) - sum(lengths[0], timedelta())
    return longer // timedelta(minutes=1)


def everything(case):
    """Every session that is not fixed, and every place."""
    for was in case.ground.engine.timeline.placed:
        if was is not None and was.task not in case.ground.fixed:
            yield was, list(case.view.places())


@examples(60)
@given(problems())
def test_no_swap_is_missed(problem):
    """Whoever is not even tried could not have made room."""
    plan = front_desk(problem)
    for explanation in explain_all(problem, plan):
        swaps = [fix for fix in explanation.fixes if fix.kind == "swap"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(swap_module, "in_the_way", everything)
            patient = explain(problem, plan, explanation.session)
        assert [fix for fix in patient.fixes if fix.kind == "swap"] == swaps
