"""Where a session may start, compiled: the engine's masks, kept until they change."""

from __future__ import annotations

from numba import njit

from solver.kernel.rests import keep_break
from solver.kernel.versions import kept
from solver.kernel.words import U0, U1, clear_span, runs, shifted


@njit(cache=True)
def place_mask(T, S, task, place, shape, out):
    """
    Feasible starts of a task at a place in one shape, into ``out``.

    Returns whether there are any. Bits count from the first word of the cell.
    """
    slot = T.place_slot[place]
    cell, lead = T.slot_cell[slot], T.slot_person[slot]
    nw, day = T.cell_nw[cell], T.cell_day[cell]
    if S.led[lead, day] >= T.max_a_day[lead]:
        return False
    form = T.form_at[T.task_treatment[task]] + shape
    static = T.place_static[T.place_static_at[place] + shape]
    k = keep_lead(T, S, slot, form)
    left = U0
    for w in range(nw):
        out[w] = static[w] & S.lead_kept[slot, form, k, w]
        left |= out[w]
    if left == U0:
        return False
    line = T.task_line[task]
    several = T.part_at[form + 1] > T.part_at[form]
    if several and T.refused_at[line + 1] > T.refused_at[line]:
        shared = S.scratch[6]
        cell_mask(T, S, cell, form, line, shared)
    else:
        shared = S.cell_kept[cell, form, keep_cell(T, S, cell, form)]
    left = U0
    for w in range(nw):
        out[w] &= shared[w]
        left |= out[w]
    if left == U0:
        return False
    return patient_mask(T, S, task, cell, T.form_total[form], out)


@njit(cache=True)
def patient_mask(T, S, task, cell, total, out):
    """Take away starts at which the patient is in another session (R10, R11)."""
    line = T.task_line[task]
    lo, nw = T.cell_lo[cell], T.cell_nw[cell]
    busy, taken = S.patient_busy[T.line_patient[line]], U0
    for w in range(nw):
        taken |= busy[lo + w]
    # A date of the course may lie far from here, at a clinic in another zone.
    if taken == U0 and not T.shares_day[line]:
        return True
    free = S.scratch[7]
    for w in range(nw):
        free[w] = ~busy[lo + w]
    runs(free, nw, total)
    if T.shares_day[line]:
        in_order(T, S, task, cell, total, free)
    left = U0
    for w in range(nw):
        out[w] &= free[w]
        left |= out[w]
    return left != U0


@njit(cache=True)
def in_order(T, S, task, cell, total, free):
    """Keep starts after earlier, before later sessions of the course that day (R11)."""
    line, first = T.task_line[task], T.cell_lo[cell] << 6
    from_, to = 0, T.cell_nw[cell] << 6
    end = to
    for other in range(T.line_at[line], T.line_at[line + 1]):
        slot = S.slot[other]
        if other == task or slot < 0:
            continue
        if T.slot_day[slot] != T.cell_day[cell]:
            continue
        if other < task:
            over = S.start[other] + T.form_total[S.form[other]] - first
            from_ = max(from_, min(over, end))
        else:
            to = min(to, max(S.start[other] - first - total + 1, 0))
    clear_span(free, 0, from_)
    clear_span(free, to, end)


@njit(cache=True)
def keep_lead(T, S, slot, form):
    """Which of the kept masks of a lead's slot and form is up to date; made if none."""
    lead, day = T.slot_person[slot], T.slot_day[slot] + T.away
    stamp, base = S.person_stamp[lead, day], S.person_base[lead, day]
    k = kept(S.lead_kept_at[slot, form], stamp, base)
    if k < 0:
        k = -1 - k
        S.lead_kept_at[slot, form, k] = stamp
        lead_mask(T, S, slot, form, S.lead_kept[slot, form, k])
    return k


@njit(cache=True)
def lead_mask(T, S, slot, form, out):
    """Starts at which the lead is free for a form, into ``out``."""
    lead, cell = T.slot_person[slot], T.slot_cell[slot]
    free = S.scratch[0]
    lo, nw = T.cell_lo[cell], T.cell_nw[cell]
    levels = S.under_way[lead, T.max_parallel[lead] - 1]
    for w in range(nw):
        out[w] = ~levels[lo + w]
    runs(out, nw, T.form_total[form])
    if not free_to_attend(T, S, lead, slot, free):
        out[:nw] = U0
        return
    row = S.scratch[1]
    for k in range(T.lead_at[form], T.lead_at[form + 1]):
        segment(free, nw, T.lead_off[k], T.lead_len[k], row, out)
    a, b = T.lead_at[form], T.lead_at[form + 1]
    keep_break(T, S, lead, slot, T.lead_off[a:b], T.lead_len[a:b], out)


@njit(cache=True)
def segment(free, nw, offset, length, row, out):
    """Keep starts from which ``length`` grains at ``offset`` are free."""
    row[:nw] = free[:nw]
    runs(row, nw, length)
    for w in range(nw):
        out[w] &= shifted(row, w, nw, offset)


@njit(cache=True)
def free_to_attend(T, S, person, slot, free):
    """Grains of a cell in which somebody neither attends nor travels (R04, R06)."""
    cell = T.slot_cell[slot]
    lo, nw, day = T.cell_lo[cell], T.cell_nw[cell], T.cell_day[cell]
    for w in range(nw):
        free[w] = ~S.attended[person, lo + w]
    a, b = T.post_at[person], T.post_at[person + 1]
    if b - a == 1:
        return True
    here = T.cell_clinic[cell]
    for post in range(a, b):
        other = T.post_clinic[post]
        if other == here:
            continue
        way = T.way[here, other]
        if way < 0:
            if S.visits[post, day] > 0:
                return False
        else:
            block_way(S.attended_at[post], lo, nw, way, free)
    return True


@njit(cache=True)
def block_way(there, lo, nw, way, free):
    """Take from ``free`` what lies within ``way`` grains of work elsewhere."""
    reach = (way >> 6) + 1
    for w in range(max(lo - reach, 0), min(lo + nw + reach, len(there))):
        word = there[w]
        bit = w << 6
        while word != U0:
            if word & U1 != U0:
                clear_span(
                    free,
                    max(bit - way - (lo << 6), 0),
                    min(bit + way + 1 - (lo << 6), nw << 6),
                )
            word >>= U1
            bit += 1


@njit(cache=True)
def keep_cell(T, S, cell, form):
    """Which of the kept masks of a cell and form is up to date; made if none is."""
    stamp, base = S.cell_stamp[cell + T.away], S.cell_base[cell + T.away]
    k = kept(S.cell_kept_at[cell, form], stamp, base)
    if k < 0:
        k = -1 - k
        S.cell_kept_at[cell, form, k] = stamp
        cell_mask(T, S, cell, form, -1, S.cell_kept[cell, form, k])
    return k


@njit(cache=True)
def cell_mask(T, S, cell, form, line, out):
    """Starts at which room, other staff and equipment are there, into ``out``."""
    lo, nw, total = T.cell_lo[cell], T.cell_nw[cell], T.form_total[form]
    clinic, row = T.cell_clinic[cell], S.scratch[2]
    out[:nw] = U0
    fits = clinic * num_treatments(T) + T.form_treatment[form]
    for k in range(T.fit_at[fits], T.fit_at[fits + 1]):
        room = T.fit[k]
        for w in range(nw):
            row[w] = ~S.room_busy[room, lo + w]
        runs(row, nw, total + T.turnover[room])
        for w in range(nw):
            out[w] |= row[w]
    for k in range(T.use_at[form], T.use_at[form + 1]):
        owned = T.stock[clinic, T.use_kind[k]]
        if owned == 0:
            out[:nw] = U0
            return
        free = S.scratch[3]
        level = S.in_use[clinic, T.use_kind[k], owned - 1]
        for w in range(nw):
            free[w] = ~level[lo + w]
        segment(free, nw, T.use_off[k], T.use_len[k], row, out)
    for part in range(T.part_at[form], T.part_at[form + 1]):
        anyone = S.scratch[4]
        anyone[:nw] = U0
        for k in range(T.able_at[part], T.able_at[part + 1]):
            person = T.able[k]
            if not is_refused(T, line, person) and part_mask(
                T, S, person, cell, part, row
            ):
                for w in range(nw):
                    anyone[w] |= row[w]
        for w in range(nw):
            out[w] &= anyone[w]


@njit(cache=True)
def num_treatments(T):
    """How many treatments there are."""
    return len(T.form_at) - 1


@njit(cache=True)
def is_refused(T, line, person):
    """Whether a course refuses somebody; line -1 refuses nobody."""
    if line < 0:
        return False
    for k in range(T.refused_at[line], T.refused_at[line + 1]):
        if T.refused[k] == person:
            return True
    return False


@njit(cache=True)
def part_mask(T, S, person, cell, part, out):
    """Starts at which somebody can fill a part, into ``out``; whether any."""
    slot = T.slot_of[person, cell]
    if slot < 0 or not S.slot_open[slot]:
        return False
    nw, free, row = T.cell_nw[cell], S.scratch[3], S.scratch[5]
    if not free_to_attend(T, S, person, slot, free):
        return False
    out[:nw] = T.part_static[part, slot, :nw]
    a, b = T.part_seg_at[part], T.part_seg_at[part + 1]
    for k in range(a, b):
        segment(free, nw, T.part_off[k], T.part_len[k], row, out)
    keep_break(T, S, person, slot, T.part_off[a:b], T.part_len[a:b], out)
    for w in range(nw):
        if out[w] != U0:
            return True
    return False
