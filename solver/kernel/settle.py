"""Settling, compiled: room and staff for a session whose start is feasible."""

from __future__ import annotations

from numba import njit

from solver.kernel.masks import is_refused, num_treatments, part_mask
from solver.kernel.rests import rests
from solver.kernel.words import clear_span, has_bit, ones, set_span


@njit(cache=True)
def settle(T, S, task, slot, form, bit):
    """
    Choose staff and room for a start (bit of the cell's frame).

    Fills ``S.staff[task]``. Returns the room, or -1 if breaks forbid every choice.
    """
    cell, lead = T.slot_cell[slot], T.slot_person[slot]
    start = bit + (T.cell_lo[cell] << 6)
    room = free_room(T, S, cell, form, start)
    if room < 0:
        return -1
    doubled = False
    for i in range(T.part_at[form + 1] - T.part_at[form]):
        person = least_busy(T, S, task, cell, T.part_at[form] + i, bit)
        if person < 0:
            return -1
        S.staff[task, i] = person
        doubled = doubled or person == lead
        for j in range(i):
            doubled = doubled or S.staff[task, j] == person
    if doubled and not keeps_breaks(T, S, task, slot, form, start):
        return -1
    return room


@njit(cache=True)
def free_room(T, S, cell, form, start):
    """The plainest fitting room that is free, turnover included (R02); or -1."""
    fits = T.cell_clinic[cell] * num_treatments(T) + T.form_treatment[form]
    for k in range(T.fit_at[fits], T.fit_at[fits + 1]):
        room = T.fit[k]
        if is_free(
            S.room_busy[room], start, start + T.form_total[form] + T.turnover[room]
        ):
            return room
    return -1


@njit(cache=True)
def is_free(row, from_, to):
    """Whether no bit of a stretch is set."""
    for grain in range(from_, to):
        if has_bit(row, grain):
            return False
    return True


@njit(cache=True)
def least_busy(T, S, task, cell, part, bit):
    """Who can fill a part from a start on and attends least that day; or -1."""
    best, best_load = -1, 1 << 60
    row, lo, nw = S.scratch[2], T.cell_lo[cell], T.cell_nw[cell]
    for k in range(T.able_at[part], T.able_at[part + 1]):
        person = T.able[k]
        if is_refused(T, T.task_line[task], person):
            continue
        if part_mask(T, S, person, cell, part, row) and has_bit(row, bit):
            load = ones(S.attended[person, lo : lo + nw], nw)
            if load < best_load:
                best, best_load = person, load
    return best


@njit(cache=True)
def keeps_breaks(T, S, task, slot, form, start):
    """Whether those who fill several roles still have their break (R08)."""
    lead, cell = T.slot_person[slot], T.slot_cell[slot]
    parts = T.part_at[form + 1] - T.part_at[form]
    mark(T, S, task, lead, form, start, True)
    fine = has_rests(T, S, lead, cell)
    for i in range(parts):
        fine = fine and has_rests(T, S, S.staff[task, i], cell)
    mark(T, S, task, lead, form, start, False)
    return fine


@njit(cache=True)
def mark(T, S, task, lead, form, start, begins):
    """Write a session's attended steps down for a moment, or wipe them."""
    for k in range(T.lead_at[form], T.lead_at[form + 1]):
        from_ = start + T.lead_off[k]
        if begins:
            set_span(S.attended[lead], from_, from_ + T.lead_len[k])
        else:
            clear_span(S.attended[lead], from_, from_ + T.lead_len[k])
    for i in range(T.part_at[form + 1] - T.part_at[form]):
        part, person = T.part_at[form] + i, S.staff[task, i]
        for k in range(T.part_seg_at[part], T.part_seg_at[part + 1]):
            from_ = start + T.part_off[k]
            if begins:
                set_span(S.attended[person], from_, from_ + T.part_len[k])
            else:
                clear_span(S.attended[person], from_, from_ + T.part_len[k])


@njit(cache=True)
def has_rests(T, S, person, cell):
    """Whether somebody's break windows of a day keep a stretch."""
    slot, whole = T.slot_of[person, cell], T.pause_len[person]
    if whole == 0 or slot < 0:
        return True
    for k in range(T.pause_at[slot], T.pause_at[slot + 1]):
        from_, to = T.pause_from[k], T.pause_to[k]
        need = min(whole, to - from_)
        if rests(S.attended[person], from_, to, need)[0] < 0:
            return False
    return True
