"""Which sessions to take out together, compiled."""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.kernel.blank import MOST
from solver.kernel.dice import below, chance
from solver.kernel.figures import NUM_LINES, NUM_TASKS, STAMP

UNPLACED = 800
"""Thousandths of the seeds that are to be without a place."""
PATIENCE = 100
"""Rounds after which a session in vain has half a chance to be a seed."""
DRAWS = 100
"""How many draws may look for one: where hardly any is left, others get their turn."""


@njit(cache=True)
def choose(T, S, D, rng):
    """
    Choose related tasks: those that could make room for each other.

    A seed (mostly one without a place), one of its places, and what is led there
    that day or held in that clinic then, near in time, some with whole courses.
    """
    D.figures[STAMP] += 1
    D.figures[NUM_TASKS] = D.figures[NUM_LINES] = 0
    seed = choose_seed(S, D, rng)
    add_line(T, S, D, T.task_line[seed])
    a, b = T.place_at[seed], T.place_at[seed + 1]
    slot = T.place_slot[a + below(rng, b - a)]
    most = 3 + below(rng, 12)
    whole = 300 + below(rng, 500)
    near = neighbours(T, S, D, slot, rng)
    for k in range(near):
        if D.figures[NUM_TASKS] >= most:
            break
        task = D.near[k]
        if chance(rng, whole):
            add_line(T, S, D, T.task_line[task])
        else:
            add_task(T, D, task)
    order_lines(D, rng)


@njit(cache=True)
def choose_seed(S, D, rng):
    """
    A movable task: mostly one without a place, if one comes up.

    One that has been sought room for in vain again and again is passed over the more.
    """
    if chance(rng, UNPLACED):
        for _ in range(DRAWS):
            task = D.movable[below(rng, len(D.movable))]
            if S.slot[task] >= 0:
                D.tries[task] = 0
            elif below(rng, PATIENCE + D.tries[task]) < PATIENCE:
                D.tries[task] += 1
                return task
    return D.movable[below(rng, len(D.movable))]


@njit(cache=True)
def add_line(T, S, D, line):
    """Add the movable tasks of a course."""
    for task in range(T.line_at[line], T.line_at[line + 1]):
        if not S.locked[task] and T.place_at[task + 1] > T.place_at[task]:
            add_task(T, D, task)


@njit(cache=True)
def add_task(T, D, task):
    """Add a task and its course to the round, once."""
    stamp, line = D.figures[STAMP], T.task_line[task]
    if D.wanted[task] == stamp or D.figures[NUM_TASKS] >= MOST:
        return
    D.wanted[task] = stamp
    D.tasks[D.figures[NUM_TASKS]] = task
    D.figures[NUM_TASKS] += 1
    if D.line_mark[line] != stamp:
        D.line_mark[line] = stamp
        D.lines[D.figures[NUM_LINES]] = line
        D.figures[NUM_LINES] += 1


@njit(cache=True)
def neighbours(T, S, D, slot, rng):
    """Movable tasks of the lead's day, or of the clinic's, near in time."""
    cell, lead = T.slot_cell[slot], T.slot_person[slot]
    of_lead = chance(rng, 600)
    count = 0
    for k in range(S.num_here[cell]):
        task = S.here[cell, k]
        if S.locked[task] or count >= MOST:
            continue
        if of_lead and T.slot_person[S.slot[task]] != lead:
            continue
        D.near[count] = task
        count += 1
    if count == 0:
        return 0
    centre = S.start[D.near[below(rng, count)]]
    for k in range(count):
        D.keys[k] = abs(S.start[D.near[k]] - centre)
    order = np.argsort(D.keys[:count], kind="mergesort")
    sorted_tasks = D.near[:count][order]
    D.near[:count] = sorted_tasks
    return count


@njit(cache=True)
def order_lines(D, rng):
    """The seed's course first, sometimes last; the others shuffled."""
    count = D.figures[NUM_LINES]
    for k in range(count - 1, 1, -1):
        j = 1 + below(rng, k)
        D.lines[k], D.lines[j] = D.lines[j], D.lines[k]
    if count > 1 and chance(rng, 300):
        D.lines[0], D.lines[count - 1] = D.lines[count - 1], D.lines[0]
