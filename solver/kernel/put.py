"""Putting a session down at a place, compiled: which start, which room, who."""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.kernel.dice import below
from solver.kernel.masks import place_mask
from solver.kernel.prices import least_start_cost, start_cost
from solver.kernel.records import FAR
from solver.kernel.settle import settle
from solver.kernel.state import put
from solver.kernel.words import U0, U1, has_bit, ones

EARLIEST, LATEST, DOVETAILED, FIRST, DRAWN = range(5)
"""How a start is picked; `FIRST` is the earliest in the shortest shape."""
WAYS = 4
"""Of so many draws one is earliest, one latest, and the others dovetail."""


@njit(cache=True)
def put_at(T, S, G, task, place, rng, way):
    """Settle a task at a place, at one of its cheapest starts; whether it did."""
    treatment, slot = T.task_treatment[task], T.place_slot[place]
    first = T.form_at[treatment]
    shapes = T.form_at[treatment + 1] - first
    cell = T.slot_cell[slot]
    nw = T.cell_nw[cell]
    for shape in range(shapes):
        if not place_mask(T, S, task, place, shape, G.masks[shape]):
            G.masks[shape, :nw] = U0
    if way == DRAWN:
        way = min(below(rng, WAYS), DOVETAILED)
    while True:
        least = FAR
        for shape in range(shapes):
            if ones(G.masks[shape], nw) > 0:
                cost = least_start_cost(T, task, place, G.masks[shape])
                least = min(least, cost)
        if least == FAR:
            return False
        shape, bit = pick(T, S, G, task, place, shapes, least, rng, way)
        room = settle(T, S, task, slot, first + shape, bit)
        if room >= 0:
            start = bit + (T.cell_lo[cell] << 6)
            put(T, S, task, slot, first + shape, start, room)
            return True
        G.masks[shape, bit >> 6] &= ~(U1 << np.uint64(bit & 63))


@njit(cache=True)
def pick(T, S, G, task, place, shapes, least, rng, way):
    """
    One of the starts that cost ``least``: the earliest, the latest, or one that
    dovetails best with the lead's other work.

    Earliest and latest pack a day from its ends, dovetailing fills it in between.
    """
    slot = T.place_slot[place]
    cell, lead = T.slot_cell[slot], T.slot_person[slot]
    lo = T.cell_lo[cell] << 6
    found, found_rank, chosen_shape, chosen = 0, -FAR, -1, -1
    for shape in range(shapes):
        form = T.form_at[T.task_treatment[task]] + shape
        for w in range(T.cell_nw[cell]):
            word = G.masks[shape, w]
            bit = w << 6
            while word != U0:
                if word & U1 != U0 and start_cost(T, task, place, bit) <= least:
                    if way == EARLIEST:
                        rank = -bit
                    elif way == LATEST:
                        rank = bit
                    elif way == FIRST:
                        rank = -(bit * shapes + shape)
                    else:
                        rank = touches(T, S, lead, form, bit + lo)
                    if rank > found_rank:
                        found, found_rank = 0, rank
                    if rank == found_rank:
                        found += 1
                        if below(rng, found) == 0:
                            chosen_shape, chosen = shape, bit
                word >>= U1
                bit += 1
    return chosen_shape, chosen


@njit(cache=True)
def touches(T, S, lead, form, start):
    """At how many edges of its attended steps a session meets the lead's work."""
    rank = 0
    for k in range(T.lead_at[form], T.lead_at[form + 1]):
        from_ = start + T.lead_off[k]
        if from_ > 0 and has_bit(S.attended[lead], from_ - 1):
            rank += 1
        if has_bit(S.attended[lead], from_ + T.lead_len[k]):
            rank += 1
    return rank
