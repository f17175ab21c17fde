"""What placements cost, compiled: the terms of `solver.costs` on arrays."""

from __future__ import annotations

from numba import njit

from solver.kernel.records import NONE
from solver.kernel.words import U0, has_bit


@njit(cache=True)
def cadence(T, task, days):
    """Cost of the days since the session just before."""
    return abs(T.gap_slope[task] * days - T.gap_zero[task])


@njit(cache=True)
def one_more(T, S, lead, day):
    """Cost of one session more for a lead that day."""
    return T.overload if S.led[lead, day] >= T.comfortable[lead] else 0


@njit(cache=True)
def place_of(T, S, task):
    """The place of a placed task, as an index of places; -1: none of them."""
    for place in range(T.place_at[task], T.place_at[task + 1]):
        if T.place_slot[place] == S.slot[task]:
            return place
    return -1


@njit(cache=True)
def start_cost(T, task, place, bit):
    """What the time of day costs: wishes, and a published start moved."""
    cost = 0
    wish = T.place_wish[place]
    if wish >= 0 and not has_bit(T.wish[wish], bit):
        cost += T.wish_cost
    cell = T.slot_cell[T.place_slot[place]]
    if T.shown_day[task] == T.cell_day[cell]:
        if T.shown_start[task] != bit + (T.cell_lo[cell] << 6):
            cost += T.moved_time
    return cost


@njit(cache=True)
def least_start_cost(T, task, place, mask):
    """The least cost of the time of day over the starts of a mask."""
    cell = T.slot_cell[T.place_slot[place]]
    nw, wish = T.cell_nw[cell], T.place_wish[place]
    cost = 0
    if wish >= 0:
        cost = T.wish_cost
        for w in range(nw):
            if mask[w] & T.wish[wish, w] != U0:
                cost = 0
                break
    if T.shown_day[task] == T.cell_day[cell]:
        cost += T.moved_time
        bit = T.shown_start[task] - (T.cell_lo[cell] << 6)
        if 0 <= bit < nw << 6 and has_bit(mask, bit):
            cost = min(cost, start_cost(T, task, place, bit))
    return cost


@njit(cache=True)
def line_cost(T, S, line):
    """Every term of one course but overload, which is the lead's day's."""
    cost, day, lead = 0, T.last_day[line], T.last_lead[line]
    for task in range(T.line_at[line], T.line_at[line + 1]):
        slot = S.slot[task]
        if slot < 0:
            cost += T.loss[task]
            day = NONE
            continue
        now, who = T.slot_day[slot], T.slot_person[slot]
        place = place_of(T, S, task)
        if place >= 0:
            bit = S.start[task] - (T.cell_lo[T.slot_cell[slot]] << 6)
            cost += T.place_cost[place] + start_cost(T, task, place, bit)
        if day != NONE:
            cost += cadence(T, task, now - day)
            if who != lead:
                cost += T.change
        day, lead = now, who
    return cost
