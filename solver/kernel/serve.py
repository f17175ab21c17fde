"""The front desk, compiled: each session in due order at its cheapest free place."""

from __future__ import annotations

from numba import njit

from solver.kernel.figures import STAMP
from solver.kernel.path import insert
from solver.kernel.put import FIRST
from solver.kernel.versions import confirm


@njit(cache=True)
def serve(T, S, G, D, order, rng):
    """
    Place tasks without a place in the order given; nothing ever moves.

    Each goes to the first of the cheapest starts of its cheapest place.
    """
    for task in order:
        if S.slot[task] >= 0:
            continue
        D.figures[STAMP] += 1
        D.wanted[task] = D.figures[STAMP]
        line = T.task_line[task]
        insert(T, S, G, line, D.wanted, D.figures[STAMP], rng, 0, FIRST)
        confirm(S)
