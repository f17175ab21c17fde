"""From the parts' rosters to the plan that leaves: joined, verified, worded."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from time import monotonic

from solver.check import Report, check
from solver.plan import Forced, Plan, Status
from solver.planned_part import PlannedPart
from solver.problem import Problem
from solver.reading import fingerprint
from solver.writing import Outline, Placed, full_plan, joined_plan

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verified:
    """
    A plan that the checker accepts.

    Attributes
    ----------
    outlines
        What stands in each part.
    plan
        The same as a bare plan of the whole problem.
    report
        What the checker says of it.
    """

    outlines: tuple[Outline, ...]
    plan: Plan
    report: Report


def verified(problem: Problem, parts: Sequence[PlannedPart]) -> Verified:
    """
    The incumbents of all parts as one plan, if the checker agrees.

    A roster that the checker refuses is an error of ours: it is logged with the
    problem's fingerprint, and the front desk's plan is used.

    Raises
    ------
    RuntimeError
        If not even that one is accepted.
    """
    for rosters in (
        [part.placed for part in parts],
        [part.desk_placed for part in parts],
    ):
        outlines = tuple(
            Outline(part.bench, placed)
            for part, placed in zip(parts, rosters, strict=True)
        )
        plan = joined_plan(problem, outlines)
        report = check(problem, plan)
        if _is_right(problem, parts, rosters, report):
            return Verified(outlines, plan, report)
        refused = "; ".join(map(str, report.violations))
        logger.error("problem %s: plan refused: %s", fingerprint(problem), refused)
    raise RuntimeError(f"no plan for problem '{problem.id}' passed the check.")


def finished(
    problem: Problem,
    parts: Sequence[PlannedPart],
    *,
    was_stopped: bool,
    began: float,
    seed: int,
) -> Plan:
    """
    The verified plan with its status, its bound, its figures and its reasons.

    ``began``: when the solve did, on the monotonic clock.
    """
    found = verified(problem, parts)
    total = found.report.total
    bound = min(bound_of(parts), total)
    return full_plan(
        problem,
        found.plan,
        found.outlines,
        found.report,
        status=_status(found.report, bound, was_stopped=was_stopped),
        bound=bound,
        floor=_floor_of(parts),
        forced=_forced_in(parts),
        least_unscheduled=_lost_in(parts),
        seconds=monotonic() - began,
        seed=seed,
    )


def bound_of(parts: Sequence[PlannedPart]) -> Decimal:
    """What no plan can beat."""
    return sum((part.amount(part.bound) for part in parts), Decimal(0))


def _is_right(
    problem: Problem,
    parts: Sequence[PlannedPart],
    rosters: Sequence[Placed],
    report: Report,
) -> bool:
    """No violation but the fixed appointments' own, and the same price."""
    ours = sum(
        (
            part.amount(part.bench.resume(placed).total())
            for part, placed in zip(parts, rosters, strict=True)
        ),
        Decimal(0),
    )
    if ours != report.total:
        logger.error("plan costs %s, the checker says %s", ours, report.total)
        return False
    fixed = {a.session for a in problem.appointments if a.state == "fixed"}
    return all(violation.session in fixed for violation in report.violations)


def _status(report: Report, bound: Decimal, *, was_stopped: bool) -> Status:
    if report.violations:
        return Status.INFEASIBLE
    if report.total <= bound:
        return Status.OPTIMAL
    return Status.STOPPED if was_stopped else Status.FEASIBLE


def _floor_of(parts: Sequence[PlannedPart]) -> Decimal | None:
    """What the courses alone cost; None if that is not known of every part."""
    floor = Decimal(0)
    for part in parts:
        if part.bounds is None:
            return None
        floor += part.amount(part.bounds.floor)
    return floor


def _forced_in(parts: Sequence[PlannedPart]) -> tuple[Forced, ...]:
    return tuple(
        lost for part in parts if part.bounds is not None for lost in part.bounds.forced
    )


def _lost_in(parts: Sequence[PlannedPart]) -> int | None:
    """Sessions that every plan leaves out; None if they were not counted everywhere."""
    lost = [part.bounds.least_unscheduled if part.bounds else None for part in parts]
    return None if None in lost else sum(filter(None, lost))
