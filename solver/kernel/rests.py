"""Breaks, compiled: which starts leave somebody theirs (R08)."""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.kernel.words import U1, clear_span, has_bit


@njit(cache=True)
def keep_break(T, S, person, slot, offsets, lengths, out):
    """Keep starts that leave the break a place in its window (R08)."""
    whole = T.pause_len[person]
    if whole == 0:
        return
    cell = T.slot_cell[slot]
    base, nw = T.cell_lo[cell] << 6, T.cell_nw[cell]
    reach = offsets[-1] + lengths[-1]
    for k in range(T.pause_at[slot], T.pause_at[slot + 1]):
        from_, to = T.pause_from[k], T.pause_to[k]
        # A clock change may shorten the window; then all of it is the break.
        need = min(whole, to - from_)
        first, last = rests(S.attended[person], from_, to, need)
        if first < 0:
            # A fixed appointment took it; elsewhere nothing more is lost.
            for i in range(len(offsets)):
                begin = from_ - base - offsets[i] - lengths[i] + 1
                end = min(to - base - offsets[i], nw << 6)
                clear_span(out, max(begin, 0), max(end, 0))
            continue
        low = max(first, last) - reach + 1 - base
        high = min(first, last) + need - base
        for bit in range(max(low, 0), min(high, nw << 6)):
            if has_bit(out, bit) and not leaves_rest(
                S.attended[person], from_, to, need, bit + base, offsets, lengths
            ):
                out[bit >> 6] &= ~(U1 << np.uint64(bit & 63))


@njit(cache=True)
def rests(attended, from_, to, need):
    """First and last beginning of a free stretch in a window; -1 without one."""
    first, last, free = -1, -1, 0
    for grain in range(from_, to):
        free = 0 if has_bit(attended, grain) else free + 1
        if free >= need:
            last = grain - need + 1
            if first < 0:
                first = last
    return first, last


@njit(cache=True)
def leaves_rest(attended, from_, to, need, start, offsets, lengths):
    """Whether a window keeps a free stretch with a session from ``start`` on."""
    free = 0
    for grain in range(from_, to):
        busy = has_bit(attended, grain)
        for k in range(len(offsets)):
            if start + offsets[k] <= grain < start + offsets[k] + lengths[k]:
                busy = True
        free = 0 if busy else free + 1
        if free >= need:
            return True
    return False
