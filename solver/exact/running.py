"""Running CP-SAT so that a wish to stop is heard, and reading its bound."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from math import ceil

from ortools.sat.python import cp_model

from solver.options import Stop

POLL_S = 0.1
FLOAT_ERROR = 2.0**-52


def run(
    solver: cp_model.CpSolver, model: cp_model.CpModel, stop: Stop
) -> cp_model.CpSolverStatus:
    """Solve in a thread, so that a wish to stop is heard at any time."""
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(solver.solve, model)
        while True:
            try:
                return running.result(timeout=POLL_S)
            except TimeoutError:
                if stop():
                    solver.stop_search()


def least_whole(bound: float) -> int:
    """The least whole cost that a bound, rounded to a float, leaves possible."""
    return ceil(bound - 1e-6 - abs(bound) * FLOAT_ERROR)
