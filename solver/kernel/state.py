"""What stands: putting sessions down and taking them up, compiled."""

from __future__ import annotations

from numba import njit

from solver.kernel.versions import touch_cell, touch_person, touch_posts
from solver.kernel.words import clear_span, lower_level, raise_level, set_span


@njit(cache=True)
def put(T, S, task, slot, form, start, room):
    """Put a task down; ``S.staff[task]`` already tells who fills its parts."""
    S.slot[task], S.form[task] = slot, form
    S.start[task], S.room[task] = start, room
    lead, cell, total = T.slot_person[slot], T.slot_cell[slot], T.form_total[form]
    day = T.cell_day[cell]
    set_span(S.room_busy[room], start, start + total + T.turnover[room])
    set_span(S.patient_busy[T.line_patient[T.task_line[task]]], start, start + total)
    raise_level(S.under_way[lead], T.max_parallel[lead], start, start + total)
    S.led[lead, day] += 1
    post = T.slot_post[slot]
    S.visits[post, day] += 1
    for k in range(T.lead_at[form], T.lead_at[form + 1]):
        from_ = start + T.lead_off[k]
        set_span(S.attended[lead], from_, from_ + T.lead_len[k])
        set_span(S.attended_at[post], from_, from_ + T.lead_len[k])
    touch_person(T, S, lead, day)
    touch_posts(T, S, lead, day)
    for i in range(T.part_at[form + 1] - T.part_at[form]):
        attend(T, S, task, form, i, cell, start, True)
    use(T, S, form, cell, start, True)
    S.here[cell, S.num_here[cell]] = task
    S.where[task] = S.num_here[cell]
    S.num_here[cell] += 1
    touch_cell(T, S, cell)


@njit(cache=True)
def take(T, S, task):
    """Take a task up; who filled its parts stays in ``S.staff[task]``."""
    slot, form, start, room = S.slot[task], S.form[task], S.start[task], S.room[task]
    lead, cell, total = T.slot_person[slot], T.slot_cell[slot], T.form_total[form]
    day = T.cell_day[cell]
    S.slot[task] = -1
    clear_span(S.room_busy[room], start, start + total + T.turnover[room])
    clear_span(S.patient_busy[T.line_patient[T.task_line[task]]], start, start + total)
    lower_level(S.under_way[lead], T.max_parallel[lead], start, start + total)
    S.led[lead, day] -= 1
    post = T.slot_post[slot]
    S.visits[post, day] -= 1
    for k in range(T.lead_at[form], T.lead_at[form + 1]):
        from_ = start + T.lead_off[k]
        clear_span(S.attended[lead], from_, from_ + T.lead_len[k])
        clear_span(S.attended_at[post], from_, from_ + T.lead_len[k])
    touch_person(T, S, lead, day)
    touch_posts(T, S, lead, day)
    for i in range(T.part_at[form + 1] - T.part_at[form]):
        attend(T, S, task, form, i, cell, start, False)
    use(T, S, form, cell, start, False)
    last = S.num_here[cell] - 1
    moved = S.here[cell, last]
    S.here[cell, S.where[task]] = moved
    S.where[moved] = S.where[task]
    S.num_here[cell] = last
    touch_cell(T, S, cell)


@njit(cache=True)
def attend(T, S, task, form, i, cell, start, begins):
    """Note or forget that somebody fills part i of a form."""
    person, part = S.staff[task, i], T.part_at[form] + i
    post = post_of(T, person, T.cell_clinic[cell])
    day = T.cell_day[cell]
    if post >= 0:
        S.visits[post, day] += 1 if begins else -1
    for k in range(T.part_seg_at[part], T.part_seg_at[part + 1]):
        from_ = start + T.part_off[k]
        to = from_ + T.part_len[k]
        if begins:
            set_span(S.attended[person], from_, to)
            if post >= 0:
                set_span(S.attended_at[post], from_, to)
        else:
            clear_span(S.attended[person], from_, to)
            if post >= 0:
                clear_span(S.attended_at[post], from_, to)
    touch_person(T, S, person, day)
    touch_posts(T, S, person, day)


@njit(cache=True)
def post_of(T, person, clinic):
    """Where somebody works at a clinic, as an index of posts; -1: nowhere."""
    for k in range(T.post_at[person], T.post_at[person + 1]):
        if T.post_clinic[k] == clinic:
            return k
    return -1


@njit(cache=True)
def use(T, S, form, cell, start, begins):
    """Note or forget the equipment in use."""
    clinic = T.cell_clinic[cell]
    for k in range(T.use_at[form], T.use_at[form + 1]):
        kind = T.use_kind[k]
        from_ = start + T.use_off[k]
        owned = T.stock[clinic, kind]
        if begins:
            raise_level(S.in_use[clinic, kind], owned, from_, from_ + T.use_len[k])
        else:
            lower_level(S.in_use[clinic, kind], owned, from_, from_ + T.use_len[k])
