"""Records on which only what is fixed stands."""

from __future__ import annotations

import numpy as np

from solver.kernel.layout import Layout
from solver.kernel.records import Desk, Graph, State, Tables
from solver.kernel.words import raise_level, set_span
from solver.placement import Placement

MOST = 512
"""Tasks or courses that one ruin can hold."""
LOGGED = 1 << 14
"""Changes of a round that are logged; what goes beyond is not undone but redone."""


def blank_state(layout: Layout, tables: Tables) -> State:
    """Fixed appointments stand, and what makes rooms unavailable."""
    instance = layout.instance
    problem, grid = instance.problem, instance.grid
    total = (grid.end >> 6) + tables.frame + 2
    tasks, people = len(instance.tasks), len(problem.practitioners)
    slots, cells = len(tables.slot_person), len(tables.cell_lo)
    forms = len(tables.form_total)
    parts = int(np.diff(tables.part_at).max(initial=1))
    levels = int(tables.max_parallel.max(initial=1))
    kinds = tables.stock.shape[1]
    deepest = max(int(tables.stock.max(initial=1)), 1)
    beside = 2 * tables.away
    state = State(
        slot=np.full(max(tasks, 1), -1, np.int64),
        form=np.full(max(tasks, 1), -1, np.int64),
        start=np.full(max(tasks, 1), -1, np.int64),
        room=np.full(max(tasks, 1), -1, np.int64),
        staff=np.full((max(tasks, 1), max(parts, 1)), -1, np.int64),
        room_busy=np.zeros((max(len(problem.rooms), 1), total), np.uint64),
        patient_busy=np.zeros((max(len(problem.patients), 1), total), np.uint64),
        attended=np.zeros((max(people, 1), total), np.uint64),
        attended_at=np.zeros((len(tables.post_clinic), total), np.uint64),
        visits=np.zeros((len(tables.post_clinic), grid.num_days), np.int64),
        under_way=np.zeros((max(people, 1), max(levels, 1), total), np.uint64),
        in_use=np.zeros((len(tables.stock), kinds, deepest, total), np.uint64),
        led=np.zeros((max(people, 1), grid.num_days), np.int64),
        here=np.full((cells, _most_here(layout)), -1, np.int64),
        num_here=np.zeros(cells, np.int64),
        where=np.full(max(tasks, 1), -1, np.int64),
        person_stamp=np.ones((max(people, 1), grid.num_days + beside), np.int64),
        cell_stamp=np.ones(cells + beside, np.int64),
        person_base=np.ones((max(people, 1), grid.num_days + beside), np.int64),
        cell_base=np.ones(cells + beside, np.int64),
        log=np.zeros((2, LOGGED, 2), np.int64),
        clock=np.array([0, 0, 1], np.int64),
        lead_kept=np.zeros((slots, forms, 2, tables.frame), np.uint64),
        lead_kept_at=np.zeros((slots, forms, 2), np.int64),
        cell_kept=np.zeros((cells, forms, 2, tables.frame), np.uint64),
        cell_kept_at=np.zeros((cells, forms, 2), np.int64),
        scratch=np.zeros((9, tables.frame), np.uint64),
        locked=np.zeros(max(tasks, 1), np.int64),
        slot_open=np.ones(max(slots, 1), np.int64),
    )
    for r, room in enumerate(problem.rooms):
        for closed in room.unavailable:
            from_, to = grid.around(closed.from_, closed.to)
            set_span(state.room_busy[r], from_, to)
    for placement in layout.fixed.values():
        _paint(layout, tables, state, placement)
    return state


def _paint(layout: Layout, tables: Tables, state: State, p: Placement) -> None:
    """Let a fixed appointment take what it takes, for good, right or wrong."""
    total = p.shape.total
    end = p.start + total
    slot = layout.slot_of_fixed[p.task]
    treatment = layout.instance.tasks[p.task].treatment
    state.slot[p.task], state.start[p.task], state.room[p.task] = slot, p.start, p.room
    state.form[p.task] = layout.form_of[treatment, p.shape.lengths]
    set_span(state.room_busy[p.room], p.start, end + int(tables.turnover[p.room]))
    patient = layout.instance.lines[layout.instance.tasks[p.task].course].patient
    set_span(state.patient_busy[patient], p.start, end)
    most = int(tables.max_parallel[p.lead])
    raise_level(state.under_way[p.lead], most, p.start, end)
    is_inside = 0 <= p.day < layout.grid.num_days
    if is_inside:
        state.led[p.lead, p.day] += 1
    for role, person in p.staff:
        post = int(tables.post_at[person]) + layout.posts[person].index(p.clinic)
        if is_inside:
            state.visits[post, p.day] += 1
        for offset, length in p.shape.busy_of[role]:
            from_ = p.start + offset
            set_span(state.attended[person], from_, from_ + length)
            set_span(state.attended_at[post], from_, from_ + length)
    for kind, parts in p.shape.equipment.items():
        k = layout.kinds.index(kind)
        owned = int(tables.stock[p.clinic, k])
        for offset, length in parts:
            from_ = p.start + offset
            raise_level(state.in_use[p.clinic, k], owned, from_, from_ + length)


def blank_graph(tables: Tables, num_days: int) -> Graph:
    """A graph large enough for every course of an instance."""
    places = np.diff(tables.place_at)
    most = 2
    for a, b in zip(tables.line_at[:-1], tables.line_at[1:], strict=True):
        most = max(most, int(places[a:b].sum()) + int(b - a) + 1)
    longest = int(np.diff(tables.line_at).max(initial=1)) + 2
    shapes = int(np.diff(tables.form_at).max(initial=1))
    return Graph(
        place=np.zeros(most, np.int64),
        day=np.zeros(most, np.int64),
        lead=np.zeros(most, np.int64),
        price=np.zeros(most, np.int64),
        label=np.zeros(most, np.int64),
        back=np.zeros(most, np.int64),
        layer_at=np.zeros(longest, np.int64),
        early=np.zeros(num_days, np.int64),
        early_node=np.zeros(num_days, np.int64),
        until=np.zeros(num_days, np.int64),
        until_node=np.zeros(num_days, np.int64),
        day_node=np.full(num_days, -1, np.int64),
        lead_node=np.full((len(tables.max_parallel), num_days), -1, np.int64),
        masks=np.zeros((max(shapes, 1), tables.frame), np.uint64),
        picks=np.zeros(longest, np.int64),
        least=np.zeros(max(len(tables.line_at) - 1, 1), np.int64),
    )


def _most_here(layout: Layout) -> int:
    """More sessions than a clinic-day can ever hold."""
    instance = layout.instance
    shortest = min((s.total for _, s in layout.forms), default=1)
    rooms = max((len(rooms) for rooms in instance.rooms_in), default=1)
    most = rooms * (64 * layout.frame // shortest + 1)
    return min(most, len(instance.tasks)) + 1


def blank_desk(tables: Tables, state: State, tasks: int) -> Desk:
    """A desk for a roster: every task movable that has a place and is not locked."""
    has_places = np.diff(tables.place_at)[:tasks] > 0
    movable = np.flatnonzero(has_places & (state.locked[:tasks] == 0))
    columns = 4 + state.staff.shape[1]
    return Desk(
        wanted=np.zeros(max(tasks, 1), np.int64),
        line_mark=np.zeros(len(tables.line_at), np.int64),
        tasks=np.zeros(MOST, np.int64),
        lines=np.zeros(MOST, np.int64),
        old=np.zeros((MOST, columns), np.int64),
        best=np.zeros((len(state.slot), columns), np.int64),
        figures=np.zeros(8, np.int64),
        movable=movable.astype(np.int64),
        tries=np.zeros(max(tasks, 1), np.int64),
        near=np.zeros(MOST, np.int64),
        keys=np.zeros(MOST, np.int64),
    )
