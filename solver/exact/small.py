"""Small problems settled exactly, from the best roster known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from ortools.sat.python import cp_model

from solver.exact.model import ExactModel, build
from solver.exact.running import least_whole, run
from solver.options import Stop
from solver.patterns import LEAD, shape_of
from solver.placement import Placement
from solver.tasks import Task
from solver.workbench import Workbench

MOST_SESSIONS = 24
"""Above this neither a proof nor a better plan comes in reasonable time."""
MOST_LITERALS = 6_000
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Settled:
    """
    What the exact model found.

    Attributes
    ----------
    cost, bound
        In cost units; equal when the plan is proven optimal.
    """

    placed: tuple[Placement | None, ...]
    cost: int
    bound: int


def is_small(bench: Workbench) -> bool:
    """Whether the exact model of a problem is worth building."""
    instance = bench.instance
    if not 0 < len(instance.tasks) <= MOST_SESSIONS:
        return False
    people = len(instance.problem.practitioners)
    days = sum(max(0, t.last_day - t.first_day + 1) for t in instance.tasks)
    literals = days * people + len(instance.tasks) * len(instance.problem.rooms)
    return literals <= MOST_LITERALS


def settle_small(
    bench: Workbench,
    placed: Sequence[Placement | None],
    *,
    seconds: float,
    seed: int,
    workers: int,
    stop: Stop,
) -> Settled | None:
    """
    Solve a problem with the exact model, hinted with a roster.

    Returns
    -------
    Settled | None
        None if time ran out before any plan, or the fixed appointments break a
        rule by themselves.
    """
    model = build(bench.instance, bench.hours)
    _hint(model, placed)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = workers
    status = run(solver, model.cp, stop)
    if status == cp_model.MODEL_INVALID:
        raise RuntimeError(f"the exact model is invalid: {model.cp.validate()}")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    found = tuple(_read(model, solver, task) for task in bench.instance.tasks)
    cost = bench.resume(found).total()
    proven = status == cp_model.OPTIMAL
    bound = cost if proven else min(cost, least_whole(solver.best_objective_bound))
    return Settled(placed=found, cost=cost, bound=bound)


def _hint(model: ExactModel, placed: Sequence[Placement | None]) -> None:
    cp, variables = model.cp, model.variables
    for task, placement in zip(variables.instance.tasks, placed, strict=True):
        s = task.index
        cp.add_hint(variables.placed[s], placement is not None)
        if placement is None:
            continue
        cp.add_hint(variables.on[s][placement.clinic, placement.day], 1)
        cp.add_hint(variables.room[s][placement.room], 1)
        for role, person in placement.staff:
            cp.add_hint(variables.staff[s][role, person], 1)
        at = placement.start
        for edge, length in zip(
            variables.edges[s], (*placement.shape.lengths, 0), strict=True
        ):
            cp.add_hint(edge, at)
            at += length


def _read(model: ExactModel, solver: cp_model.CpSolver, task: Task) -> Placement | None:
    variables, s = model.variables, task.index
    if not solver.boolean_value(variables.placed[s]):
        return None
    edges = [solver.value(edge) for edge in variables.edges[s]]
    lengths = [b - a for a, b in pairwise(edges)]
    treatment = variables.instance.problem.treatments[task.treatment]
    shape = shape_of(treatment, lengths)
    (clinic, day), *_ = _true(solver, variables.on[s])
    staff = dict(_true(solver, variables.staff[s]))
    return Placement(
        task=s,
        clinic=clinic,
        day=day,
        lead=staff[LEAD],
        shape=shape,
        start=edges[0],
        room=_true(solver, variables.room[s])[0],
        staff=tuple((role, staff[role]) for role in shape.busy_of),
    )


def _true(
    solver: cp_model.CpSolver, literals: Mapping[Key, cp_model.IntVar]
) -> list[Key]:
    return [key for key, literal in literals.items() if solver.boolean_value(literal)]
