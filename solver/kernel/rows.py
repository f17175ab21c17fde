"""Rosters as rows of whole numbers, small enough to be sent between processes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from solver.kernel.layout import Layout
from solver.kernel.records import Ints
from solver.patterns import LEAD
from solver.placement import Placement

SLOT, FORM, START, ROOM, OTHERS = range(5)
"""Columns of a row; who fills the parts of a form begins at the last."""


def num_columns(layout: Layout) -> int:
    """Columns of a row: as many as the form with the most parts needs."""
    parts = (len(layout.other_roles(form)) for form in range(len(layout.forms)))
    return OTHERS + max(1, max(parts, default=1))


def rows_of(layout: Layout, placed: Sequence[Placement | None]) -> Ints:
    """One row a task; slot -1: it has no place."""
    rows = np.full((len(placed), num_columns(layout)), -1, np.int64)
    for p in placed:
        if p is None:
            continue
        treatment = layout.instance.tasks[p.task].treatment
        form = layout.form_of[treatment, p.shape.lengths]
        if p.task in layout.fixed:
            slot = layout.slot_of_fixed[p.task]
            rows[p.task, :OTHERS] = (slot, form, p.start, p.room)
            continue
        slot = int(layout.slot_of[p.lead, layout.cell(p.clinic, p.day)])
        rows[p.task, :OTHERS] = (slot, form, p.start, p.room)
        staff = dict(p.staff)
        for i, role in enumerate(layout.other_roles(form)):
            rows[p.task, OTHERS + i] = staff[role]
    return rows


def placements_of(layout: Layout, rows: Ints) -> list[Placement | None]:
    """The placements that rows stand for, by task; fixed ones to the letter."""
    return [
        layout.fixed.get(task) or _placement(layout, task, row)
        for task, row in enumerate(rows.tolist())
    ]


def _placement(layout: Layout, task: int, row: list[int]) -> Placement | None:
    slot, form, start, room, *others = row
    if slot < 0:
        return None
    lead, clinic, day = layout.slots[slot]
    shape = layout.forms[form][1]
    who = dict(zip(layout.other_roles(form), others, strict=False))
    who[LEAD] = lead
    staff = tuple((role, who[role]) for role in shape.busy_of)
    return Placement(task, clinic, day, lead, shape, start, room, staff)
