"""The one way in: a problem becomes a checked plan."""

from __future__ import annotations

from solver.options import OnProgress, Options, Progress, Stop, never, silent
from solver.plan import Plan
from solver.problem import Problem
from solver.reading import fingerprint
from solver.solving import Solving

__all__ = ["Options", "Progress", "fingerprint", "front_desk", "solve"]


def solve(
    problem: Problem,
    options: Options | None = None,
    *,
    start: Plan | None = None,
    on_progress: OnProgress = silent,
    stop: Stop = never,
) -> Plan:
    """
    Plan a problem as well as the options allow.

    Parameters
    ----------
    start
        A plan for the same problem to improve on; what no longer fits is left.
    on_progress
        Called with the state of the search, about twice a second.
    stop
        Asked often; once it answers True the best plan so far is returned.

    Returns
    -------
    Plan
        Verified by the independent checker; without a violation unless fixed
        appointments break a rule by themselves (status ``infeasible``).
    """
    return Solving(problem, options or Options(), on_progress, stop).run(start)


def front_desk(problem: Problem) -> Plan:
    """
    Plan by construction alone: what stands, then each session in due order.

    The baseline of every figure.
    """
    return solve(problem, Options(time_limit_s=0))
