"""One case: planned by the front desk and by the optimiser, and measured."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from time import perf_counter

from solver.check import check
from solver.options import Options, Progress
from solver.solve import front_desk, solve
from tests.bench.cases import Case
from tests.bench.memory import PeakMemory


@dataclass(frozen=True, slots=True)
class Reached:
    """Best total after so many seconds."""

    seconds: float
    total: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """
    What a case came to; totals are the independent checker's.

    Parameters
    ----------
    seconds, limit_s
        What the solve took, and what it was allowed.
    floor
        As the plan tells it; None: it does not.
    rounds_a_second
        Rounds of search over all workers.
    memory_mib
        Peaks of the solving processes together; None where nobody tells.
    path
        How the total fell, as reported while searching, and where it ended.
    violations
        Breaches of rules in either plan; there should be none.
    """

    name: str
    sessions: int
    workers: int
    limit_s: float
    seconds: float
    desk_total: Decimal
    desk_unscheduled: int
    total: Decimal
    unscheduled: int
    bound: Decimal | None
    gap: float | None
    floor: Decimal | None
    rounds_a_second: float
    memory_mib: float | None
    path: tuple[Reached, ...]
    violations: int


def measure_apart(case: Case, options: Options) -> Measured:
    """Measure a case in a new process, so that its memory is its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as pool:
        return pool.submit(measure, case, options).result()


def measure(case: Case, options: Options) -> Measured:
    """Plan a case's problem twice, and check both plans."""
    problem = case.problem()
    desk = front_desk(problem)
    told: list[Progress] = []
    began = perf_counter()
    with PeakMemory() as memory:
        plan = solve(problem, options, on_progress=told.append)
    seconds = perf_counter() - began
    before, after = check(problem, desk), check(problem, plan)
    path = [Reached(each.seconds, each.total) for each in told]
    path.append(Reached(seconds, after.total))
    return Measured(
        name=case.name,
        sessions=sum(len(course.sessions) for course in problem.courses),
        workers=options.workers,
        limit_s=options.time_limit_s,
        seconds=seconds,
        desk_total=before.total,
        desk_unscheduled=len(desk.unscheduled),
        total=after.total,
        unscheduled=len(plan.unscheduled),
        bound=plan.bound,
        gap=plan.gap,
        floor=plan.floor,
        rounds_a_second=max((each.moves for each in told), default=0) / seconds,
        memory_mib=memory.mib,
        path=tuple(path),
        violations=len(before.violations) + len(after.violations),
    )
