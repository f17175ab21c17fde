"""Amounts as whole cost units: how many in 1, and how many in all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from solver.fields import decimals
from solver.problem import Course, Problem, Session

MOST_UNITS = 2**60
"""Whole numbers of 64 bits, with room for a few sums of sums."""


def scale(problem: Problem) -> int:
    """The least power of ten that makes every cost whole."""
    amounts = list(_weights(problem))
    amounts += [a.penalty for p in problem.patients for a in p.clinics]
    for course in problem.courses:
        for session in course.sessions:
            amounts.append(session.late_penalty_per_day)
            if gap := session.gap:
                amounts += [gap.penalty_per_day, gap.penalty_per_day * gap.ideal_days]
    return int(10 ** max(map(decimals, amounts), default=0))


def most_units(problem: Problem) -> int:
    """Cost units that no plan exceeds."""
    last = problem.horizon.start + timedelta(days=problem.horizon.days)
    most_penalty = max(
        (a.penalty for p in problem.patients for a in p.clinics), default=Decimal(0)
    )
    # Everything that can befall a session but what its own amounts say.
    usual = sum(_weights(problem), Decimal(0)) + most_penalty
    total = sum(
        usual + _own(problem, course, session, last)
        for course in problem.courses
        for session in course.sessions
    )
    return int(total * scale(problem)) + 1


def _own(problem: Problem, course: Course, session: Session, last: date) -> Decimal:
    late_days = max(0, (last - session.due).days)
    cost = session.late_penalty_per_day * late_days
    cost += problem.weights.unscheduled * session.priority
    if gap := session.gap:
        known = course.last_session
        first = min(known.date, problem.horizon.start) if known else last
        most_days = max((last - first).days, problem.horizon.days)
        cost += gap.penalty_per_day * (most_days + gap.ideal_days)
    return cost


def _weights(problem: Problem) -> Iterator[Decimal]:
    weights = problem.weights
    return (getattr(weights, name) for name in type(weights).model_fields)
