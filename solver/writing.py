"""From placements to the plan document."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version

from solver.bound import Bounds
from solver.check import Report
from solver.figures import figures_of
from solver.placement import Placement
from solver.plan import Objective, Plan, Status, Unscheduled
from solver.reasons import reasons
from solver.translate import assignment_of
from solver.workbench import Workbench

Placed = Sequence[Placement | None]


def bare_plan(bench: Workbench, placed: Placed) -> Plan:
    """Assignments alone, in order of time: what the checker needs."""
    instance = bench.instance
    assignments = []
    for placement in placed:
        if placement is None:
            continue
        stands = instance.appointments.get(instance.tasks[placement.task].id)
        if stands is not None and stands.state == "fixed":
            # To the letter, even where it is off the grid (R13).
            assignments.append(stands.assignment())
        else:
            assignments.append(assignment_of(instance, placement))
    assignments.sort(key=lambda a: (a.start, a.clinic, a.room, a.session))
    return Plan(
        problem=bench.problem.id,
        status=Status.FEASIBLE,
        assignments=tuple(assignments),
        unscheduled=(),
    )


def full_plan(
    bench: Workbench,
    placed: Placed,
    report: Report,
    *,
    status: Status,
    bound: Decimal,
    bounds: Bounds | None,
    seconds: float,
    seed: int,
) -> Plan:
    """The plan with its price, bound and figures, and why sessions were left out."""
    total = report.total
    plan = bare_plan(bench, placed)
    return plan.model_copy(
        update={
            "status": status,
            "unscheduled": unscheduled(bench, placed),
            "objective": Objective(total=total, terms=report.terms),
            "bound": bound,
            "floor": bench.instance.amount(bounds.floor) if bounds else None,
            "forced": bounds.forced if bounds else (),
            "gap": float((total - bound) / total) if total else 0.0,
            "figures": figures_of(bench.problem, plan.assignments),
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
