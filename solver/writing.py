"""From placements to the plan document."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from solver.check import Report
from solver.figures import figures_of
from solver.placement import Placement
from solver.plan import Forced, Objective, Plan, Status, Unscheduled
from solver.problem import Assignment, Problem
from solver.reasons import reasons
from solver.translate import assignment_of
from solver.workbench import Workbench

Placed = Sequence[Placement | None]


class Outline(NamedTuple):
    """A part of a problem, by its workbench, and what stands in it."""

    bench: Workbench
    placed: Placed


def joined_plan(problem: Problem, outlines: Iterable[Outline]) -> Plan:
    """The bare plan of a problem from those of its parts."""
    return _bare(problem, (a for outline in outlines for a in assignments(*outline)))


def fixed_plan(problem: Problem) -> Plan:
    """The bare plan in which only the fixed appointments stand."""
    fixed = (a for a in problem.appointments if a.state == "fixed")
    return _bare(problem, (a.assignment() for a in fixed))


def _bare(problem: Problem, found: Iterable[Assignment]) -> Plan:
    in_order = sorted(found, key=lambda a: (a.start, a.clinic, a.room, a.session))
    return Plan(
        problem=problem.id,
        status=Status.FEASIBLE,
        assignments=tuple(in_order),
        unscheduled=(),
    )


def assignments(bench: Workbench, placed: Placed) -> Iterator[Assignment]:
    """What stands, in the words of the document."""
    instance = bench.instance
    for placement in placed:
        if placement is None:
            continue
        stands = instance.appointments.get(instance.tasks[placement.task].id)
        if stands is not None and stands.state == "fixed":
            # To the letter, even where it is off the grid (R13).
            yield stands.assignment()
        else:
            yield assignment_of(instance, placement)


def full_plan(
    problem: Problem,
    plan: Plan,
    outlines: Iterable[Outline],
    report: Report,
    *,
    status: Status,
    bound: Decimal,
    floor: Decimal | None,
    forced: tuple[Forced, ...],
    least_unscheduled: int | None,
    seconds: float,
    seed: int,
) -> Plan:
    """A bare plan with price, bound and figures, and why sessions were left out."""
    total = report.total
    return plan.model_copy(
        update={
            "status": status,
            "unscheduled": tuple(
                u for outline in outlines for u in unscheduled(*outline)
            ),
            "objective": Objective(total=total, terms=report.terms),
            "bound": bound,
            "floor": floor,
            "forced": forced,
            "least_unscheduled": least_unscheduled,
            "gap": float((total - bound) / total) if total else 0.0,
            "figures": figures_of(problem, plan.assignments),
            "seconds": round(seconds, 3),
            "seed": seed,
            "versions": versions(),
        }
    )


def unscheduled(bench: Workbench, placed: Placed) -> tuple[Unscheduled, ...]:
    """Every session without a place, each with its reasons."""
    engine = bench.resume(placed).engine
    return tuple(
        Unscheduled(session=task.id, reasons=reasons(engine, task))
        for task in bench.instance.tasks
        if placed[task.index] is None
    )


def versions() -> dict[str, str]:
    """What a plan depends on beside its problem, for replaying it."""
    found = {"python": platform.python_version()}
    for name in ("meridian", "ortools"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found
