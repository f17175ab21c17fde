"""Ruin and recreate, compiled: rounds of taking out, putting back, judging."""

from __future__ import annotations

from math import log

from numba import njit

from solver.kernel.dice import uniform
from solver.kernel.figures import BEST, COST, NUM_LINES, NUM_TASKS, ROUNDS, STAMP
from solver.kernel.path import follow, shortest
from solver.kernel.prices import line_cost, one_more
from solver.kernel.put import DRAWN
from solver.kernel.records import FAR
from solver.kernel.ruin import choose
from solver.kernel.state import put, take
from solver.kernel.versions import confirm, revert


@njit(cache=True)
def run_rounds(T, S, G, D, rng, rounds, warmth, blink):
    """Do so many rounds at a temperature (in cost units)."""
    for _ in range(rounds):
        D.figures[ROUNDS] += 1
        choose(T, S, D, rng)
        one_round(T, S, G, D, rng, warmth, blink)


@njit(cache=True)
def one_round(T, S, G, D, rng, warmth, blink):
    """Take the ruin out, put it back, keep or undo."""
    before = 0
    for k in range(D.figures[NUM_LINES]):
        before += line_cost(T, S, D.lines[k])
    for k in range(D.figures[NUM_TASKS]):
        before += lift(T, S, D, k)
    # Drawn beforehand, so that a round ends as soon as it costs too much.
    most = before - warmth * log(1.0 - uniform(rng))
    after = recreate(T, S, G, D, rng, most, blink)
    if after <= most:
        D.figures[COST] += after - before
        confirm(S)
        if D.figures[COST] < D.figures[BEST]:
            D.figures[BEST] = D.figures[COST]
            keep_best(S, D)
    else:
        undo(T, S, D)
        revert(S)


@njit(cache=True)
def recreate(T, S, G, D, rng, most, blink):
    """
    Put the ruin back, course by course; what it costs then.

    Ends early, with `FAR`, once the cost is sure to be above ``most``.
    """
    lines, stamp = D.figures[NUM_LINES], D.figures[STAMP]
    rest = 0
    for k in range(lines):
        rest += G.least[D.lines[k]]
    after = 0
    for k in range(lines):
        line = D.lines[k]
        rest -= G.least[line]
        cost, node = shortest(T, S, G, line, D.wanted, stamp, rng, blink)
        if cost < FAR and after + cost + rest > most:
            return FAR
        follow(T, S, G, line, node, rng, DRAWN)
        after += line_cost(T, S, line)
    return after + overload_of(T, S, D)


@njit(cache=True)
def lift(T, S, D, k):
    """Take up the ruin's k-th task; the overload that goes with it."""
    task = D.tasks[k]
    D.old[k, 0] = S.slot[task]
    if S.slot[task] < 0:
        return 0
    D.old[k, 1], D.old[k, 2], D.old[k, 3] = S.form[task], S.start[task], S.room[task]
    for i in range(S.staff.shape[1]):
        D.old[k, 4 + i] = S.staff[task, i]
    slot = S.slot[task]
    take(T, S, task)
    return one_more(T, S, T.slot_person[slot], T.cell_day[T.slot_cell[slot]])


@njit(cache=True)
def overload_of(T, S, D):
    """The overload that the ruin's placed tasks add."""
    total = 0
    for k in range(D.figures[NUM_TASKS]):
        slot = S.slot[D.tasks[k]]
        if slot >= 0:
            lead, day = T.slot_person[slot], T.cell_day[T.slot_cell[slot]]
            S.led[lead, day] -= 1
            total += one_more(T, S, lead, day)
    for k in range(D.figures[NUM_TASKS]):
        slot = S.slot[D.tasks[k]]
        if slot >= 0:
            S.led[T.slot_person[slot], T.cell_day[T.slot_cell[slot]]] += 1
    return total


@njit(cache=True)
def undo(T, S, D):
    """Put the ruin back as it was."""
    for k in range(D.figures[NUM_TASKS]):
        if S.slot[D.tasks[k]] >= 0:
            take(T, S, D.tasks[k])
    for k in range(D.figures[NUM_TASKS]):
        if D.old[k, 0] >= 0:
            task = D.tasks[k]
            for i in range(S.staff.shape[1]):
                S.staff[task, i] = D.old[k, 4 + i]
            put(T, S, task, D.old[k, 0], D.old[k, 1], D.old[k, 2], D.old[k, 3])


@njit(cache=True)
def keep_best(S, D):
    """Copy what stands as the best."""
    D.best[:, 0] = S.slot
    D.best[:, 1] = S.form
    D.best[:, 2] = S.start
    D.best[:, 3] = S.room
    D.best[:, 4:] = S.staff
