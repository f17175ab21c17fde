"""Tables of treatments: forms, the parts of other staff, equipment."""

from __future__ import annotations

import numpy as np

from solver.kernel.arrays import ints, ragged
from solver.kernel.layout import Layout
from solver.kernel.records import Ints, Words
from solver.patterns import LEAD


def form_tables(layout: Layout) -> dict[str, Ints | Words]:
    """Lengths of the forms, what the lead attends, what equipment is in use."""
    counts = [len(shapes) for shapes in layout.instance.shapes]
    shapes = [shape for _, shape in layout.forms]
    lead_at, lead_off = ragged([[o for o, _ in s.busy_of[LEAD]] for s in shapes])
    uses = [
        [
            (layout.kinds.index(kind), o, n)
            for kind, part in s.equipment.items()
            for o, n in part
        ]
        for s in shapes
    ]
    use_at, use_kind = ragged([[kind for kind, _, _ in part] for part in uses])
    return {
        "form_at": ints([0, *np.cumsum(counts)]),
        "form_treatment": ints([t for t, _ in layout.forms]),
        "form_total": ints([s.total for s in shapes]),
        "lead_at": lead_at,
        "lead_off": lead_off,
        "lead_len": ints([n for s in shapes for _, n in s.busy_of[LEAD]]),
        "use_at": use_at,
        "use_kind": use_kind,
        "use_off": ints([o for part in uses for _, o, _ in part]),
        "use_len": ints([n for part in uses for _, _, n in part]),
    }


def part_tables(layout: Layout) -> dict[str, Ints | Words]:
    """Parts of the forms: who is able, which segments, which starts shifts allow."""
    counts = [len(layout.other_roles(form)) for form in range(len(layout.forms))]
    parts = [
        (form, role)
        for form in range(len(layout.forms))
        for role in layout.other_roles(form)
    ]
    segments = [layout.forms[form][1].busy_of[role] for form, role in parts]
    seg_at, off = ragged([[o for o, _ in part] for part in segments])
    skilled = layout.instance.skilled
    able_at, able = ragged([skilled[layout.forms[f][0]][role] for f, role in parts])
    return {
        "part_at": ints([0, *np.cumsum(counts)]),
        "part_seg_at": seg_at,
        "part_off": off,
        "part_len": ints([n for part in segments for _, n in part]),
        "part_static": _static(layout, parts),
        "able_at": able_at,
        "able": able,
    }


def _static(layout: Layout, parts: list[tuple[int, str]]) -> Words:
    """``static[part, slot]``: starts at which each step lies inside a shift (R05)."""
    shape = (max(len(parts), 1), max(len(layout.slots), 1), layout.frame)
    static = np.zeros(shape, np.uint64)
    for k, (form, role) in enumerate(parts):
        treatment, chosen = layout.forms[form]
        if chosen not in layout.instance.shapes[treatment]:
            continue
        index = layout.instance.shapes[treatment].index(chosen)
        able = frozenset(layout.instance.skilled[treatment][role])
        for slot, (p, c, d) in enumerate(layout.slots[: layout.num_regular]):
            if p in able and d <= layout.instance.last_licensed_day[p]:
                mask = layout.hours.role_starts(p, c, d, treatment, index, role)
                static[k, slot] = layout.framed(mask, c, d)
    return static
