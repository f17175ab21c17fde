"""What a place costs now, compiled: the price of a node of the course graph."""

from __future__ import annotations

from numba import njit

from solver.kernel.masks import keep_cell, keep_lead, place_mask
from solver.kernel.prices import least_start_cost, start_cost
from solver.kernel.records import FAR
from solver.kernel.words import U0, has_bit


@njit(cache=True)
def place_price(T, S, task, place):
    """The least cost of the time of day at a place; `FAR` if no start is free."""
    slot = T.place_slot[place]
    cell, lead = T.slot_cell[slot], T.slot_person[slot]
    if S.led[lead, T.cell_day[cell]] >= T.max_a_day[lead]:
        return FAR
    first = T.form_at[T.task_treatment[task]]
    last = T.form_at[T.task_treatment[task] + 1]
    if needs_care(T, S, task, cell, first):
        return careful_price(T, S, task, place, last - first)
    price = FAR
    for form in range(first, last):
        row = T.place_static_at[place] + form - first
        k = keep_lead(T, S, slot, form)
        if meets(T, S, row, slot, cell, form, k):
            m = keep_cell(T, S, cell, form)
            cost = form_price(T, S, task, place, slot, cell, form, row, k, m)
            price = min(price, cost)
            if price == 0:
                break
    return price


@njit(cache=True)
def meets(T, S, row, slot, cell, form, k):
    """Whether the lead is free at any start that hours allow."""
    for w in range(T.cell_nw[cell]):
        if T.place_static[row, w] & S.lead_kept[slot, form, k, w] != U0:
            return True
    return False


@njit(cache=True)
def needs_care(T, S, task, cell, form):
    """Whether masks shared between courses do not tell the whole truth."""
    line = T.task_line[task]
    if T.shares_day[line]:
        return True
    if T.part_at[form + 1] > T.part_at[form]:
        if T.refused_at[line + 1] > T.refused_at[line]:
            return True
    patient, lo = T.line_patient[line], T.cell_lo[cell]
    for w in range(lo, lo + T.cell_nw[cell]):
        if S.patient_busy[patient, w] != U0:
            return True
    return False


@njit(cache=True)
def form_price(T, S, task, place, slot, cell, form, row, k, m):
    """The least cost of the time of day with one shape, from the kept masks."""
    wish = T.place_wish[place]
    is_open = is_wished = False
    for w in range(T.cell_nw[cell]):
        word = T.place_static[row, w] & S.lead_kept[slot, form, k, w]
        word &= S.cell_kept[cell, form, m, w]
        if word != U0:
            is_open = True
            is_wished = is_wished or wish < 0 or word & T.wish[wish, w] != U0
            if is_wished:
                break
    if not is_open:
        return FAR
    cost = 0 if is_wished else T.wish_cost
    if T.shown_day[task] != T.cell_day[cell]:
        return cost
    bit = T.shown_start[task] - (T.cell_lo[cell] << 6)
    if 0 <= bit < T.cell_nw[cell] << 6:
        if (
            has_bit(T.place_static[row], bit)
            and has_bit(S.lead_kept[slot, form, k], bit)
            and has_bit(S.cell_kept[cell, form, m], bit)
        ):
            return min(cost + T.moved_time, start_cost(T, task, place, bit))
    return cost + T.moved_time


@njit(cache=True)
def careful_price(T, S, task, place, shapes):
    """The same where the patient is busy that day or refuses somebody."""
    price, mask = FAR, S.scratch[8]
    for shape in range(shapes):
        if place_mask(T, S, task, place, shape, mask):
            price = min(price, least_start_cost(T, task, place, mask))
            if price == 0:
                break
    return price
