"""Versions of what stands: which kept masks are still true.

Every change gives a person's day or a cell a version that it never had. Most rounds
are undone; then the versions before the round come back, and with them all masks
that were kept about them.
"""

from __future__ import annotations

from numba import njit

PERSONS, CELLS, LAST = range(3)
"""Places in ``clock``: how many entries of each are logged, and the last version."""


@njit(cache=True)
def touch_person(T, S, person, day):
    """A person's day, and the days beside it, have changed."""
    for d in range(day, day + 2 * T.away + 1):
        S.clock[LAST] += 1
        S.person_stamp[person, d] = S.clock[LAST]
        n = S.clock[PERSONS]
        if n < S.log.shape[1]:
            S.log[PERSONS, n, 0], S.log[PERSONS, n, 1] = person, d
            S.clock[PERSONS] = n + 1
        else:
            S.person_base[person, d] = S.clock[LAST]


@njit(cache=True)
def touch_posts(T, S, person, day):
    """The clinics where somebody works that day have changed."""
    for k in range(T.post_at[person], T.post_at[person + 1]):
        touch_cell(T, S, T.cell_of[T.post_clinic[k], day])


@njit(cache=True)
def touch_cell(T, S, cell):
    """A clinic-day, and the days beside it, have changed."""
    for x in range(cell, cell + 2 * T.away + 1):
        S.clock[LAST] += 1
        S.cell_stamp[x] = S.clock[LAST]
        n = S.clock[CELLS]
        if n < S.log.shape[1]:
            S.log[CELLS, n, 0] = x
            S.clock[CELLS] = n + 1
        else:
            S.cell_base[x] = S.clock[LAST]


@njit(cache=True)
def confirm(S):
    """What stands is what later rounds may come back to."""
    for n in range(S.clock[PERSONS]):
        person, d = S.log[PERSONS, n, 0], S.log[PERSONS, n, 1]
        S.person_base[person, d] = S.person_stamp[person, d]
    for n in range(S.clock[CELLS]):
        S.cell_base[S.log[CELLS, n, 0]] = S.cell_stamp[S.log[CELLS, n, 0]]
    S.clock[PERSONS] = S.clock[CELLS] = 0


@njit(cache=True)
def revert(S):
    """All stands again as it did when it was confirmed."""
    for n in range(S.clock[PERSONS]):
        person, d = S.log[PERSONS, n, 0], S.log[PERSONS, n, 1]
        S.person_stamp[person, d] = S.person_base[person, d]
    for n in range(S.clock[CELLS]):
        S.cell_stamp[S.log[CELLS, n, 0]] = S.cell_base[S.log[CELLS, n, 0]]
    S.clock[PERSONS] = S.clock[CELLS] = 0


@njit(cache=True, inline="always")
def kept(at, stamp, base):
    """
    Which of two kept masks has a version; -1 - k: none, k is to be made anew.

    The mask of the version before the round is spared.
    """
    if at[0] == stamp:
        return 0
    if at[1] == stamp:
        return 1
    return -2 if at[0] == base else -1
