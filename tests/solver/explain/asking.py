"""Asking for the changes that would let a session in."""

from __future__ import annotations

from solver.explain import Fix, explain
from solver.problem import Assignment, Problem
from tests.solver.planned import make_plan


def fixes(problem: Problem, session: str, *standing: Assignment) -> dict[str, Fix]:
    """Fixes for a session, by kind, beside what stands."""
    answer = explain(problem, make_plan(problem, *standing), session)
    return {fix.kind: fix for fix in answer.fixes}
