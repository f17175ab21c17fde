"""From an instance to the tables of the compiled search."""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from solver.candidates import Candidates
from solver.kernel.arrays import ints, ragged
from solver.kernel.build_forms import form_tables, part_tables
from solver.kernel.build_places import place_tables
from solver.kernel.layout import Layout
from solver.kernel.records import NONE, Ints, Tables, Words
from solver.timeline import travel_grains

Family = dict[str, Ints | Words]


def build(layout: Layout, candidates: Candidates) -> Tables:
    """All tables of an instance."""
    families = (
        cell_tables(layout),
        slot_tables(layout),
        people_tables(layout, candidates),
        form_tables(layout),
        part_tables(layout),
        clinic_tables(layout),
        task_tables(layout),
        place_tables(layout, candidates),
        line_tables(layout),
    )
    merged = {name: table for family in families for name, table in family.items()}
    weights = layout.instance.weights
    longest_way = max(travel_grains(layout.instance).values(), default=0)
    return Tables(
        frame=layout.frame,
        away=layout.days_away(longest_way),
        change=weights["practitioner_change"],
        wish_cost=weights["time_preference"],
        moved_time=weights["moved_time"],
        overload=weights["overload"],
        **cast("dict[str, Any]", merged),
    )


def cell_tables(layout: Layout) -> Family:
    """Frames, clinics and days of the cells."""
    shape = (layout.num_clinics, layout.grid.num_days)
    return {
        "cell_lo": ints([first for first, _ in layout.ranges]),
        "cell_nw": ints([nw for _, nw in layout.ranges]),
        "cell_clinic": ints([c for c, _ in layout.cells]),
        "cell_day": ints([d for _, d in layout.cells]),
        "cell_of": np.arange(len(layout.cells), dtype=np.int64).reshape(shape),
    }


def slot_tables(layout: Layout) -> Family:
    """Who is where on which day, with the break windows that may be met there."""
    posts = [(p, c) for p, clinics in enumerate(layout.posts) for c in clinics]
    post_of = {post: k for k, post in enumerate(posts)}
    pauses = [layout.hours.breaks(*slot) for slot in layout.slots[: layout.num_regular]]
    at, from_ = ragged([[a for a, _ in part] for part in pauses])
    return {
        "slot_person": ints([p for p, _, _ in layout.slots]),
        # A fixed appointment may lie on no day here; nothing asks for its cell.
        "slot_cell": ints(
            [
                layout.cell(c, d) if 0 <= d < layout.grid.num_days else 0
                for _, c, d in layout.slots
            ]
        ),
        "slot_day": ints([d for _, _, d in layout.slots]),
        "slot_post": ints([post_of.get((p, c), -1) for p, c, _ in layout.slots]),
        "slot_of": layout.slot_of,
        "pause_at": at,
        "pause_from": from_,
        "pause_to": ints([b for part in pauses for _, b in part]),
    }


def people_tables(layout: Layout, candidates: Candidates) -> Family:
    """Limits of the practitioners, where they work, and the ways between."""
    people = layout.instance.problem.practitioners
    post_at, post_clinic = ragged(layout.posts)
    way = np.full((layout.num_clinics, layout.num_clinics), -1, dtype=np.int64)
    for (a, b), grains in travel_grains(layout.instance).items():
        way[a, b] = grains
    grain_min = layout.grid.grain_min
    return {
        "max_parallel": ints([p.max_parallel for p in people]),
        "max_a_day": ints([p.max_sessions_per_day for p in people]),
        "comfortable": ints(candidates.costs.comfortable),
        "pause_len": ints(
            [p.break_.minutes // grain_min if p.break_ else 0 for p in people]
        ),
        "post_at": post_at,
        "post_clinic": post_clinic,
        "way": way,
    }


def clinic_tables(layout: Layout) -> Family:
    """Rooms that fit each treatment, turnovers, equipment owned."""
    instance = layout.instance
    treatments = range(len(instance.problem.treatments))
    fit_at, fit = ragged(
        [
            instance.fitting_rooms[c][t]
            for c in range(layout.num_clinics)
            for t in treatments
        ]
    )
    kinds = layout.kinds
    stock = np.zeros((max(layout.num_clinics, 1), max(len(kinds), 1)), np.int64)
    for c, clinic in enumerate(instance.problem.clinics):
        stock[c, : len(kinds)] = [clinic.equipment.get(kind, 0) for kind in kinds]
    return {
        "fit_at": fit_at,
        "fit": fit,
        "turnover": ints(instance.turnover),
        "stock": stock,
    }


def task_tables(layout: Layout) -> Family:
    """Losses and gaps of the tasks, and where published ones stand."""
    tasks = layout.instance.tasks
    gaps = [t.gap for t in tasks]
    shown = [t.published for t in tasks]
    return {
        "task_line": ints([t.course for t in tasks]),
        "task_treatment": ints([t.treatment for t in tasks]),
        "loss": ints([t.loss for t in tasks]),
        "gap_min": ints([g.min_days if g else 0 for g in gaps]),
        "gap_max": ints([g.max_days if g else -NONE for g in gaps]),
        "gap_zero": ints([g.cost[0] if g else 0 for g in gaps]),
        "gap_slope": ints([g.beyond if g else 0 for g in gaps]),
        "shown_day": ints([p.day if p else NONE for p in shown]),
        "shown_start": ints([p.start if p else -1 for p in shown]),
    }


def line_tables(layout: Layout) -> Family:
    """Courses: their tasks, patients, last sessions and refusals."""
    lines = layout.instance.lines
    refused_at, refused = ragged([sorted(line.refused) for line in lines])
    counts = [len(line.sessions) for line in lines]
    return {
        "line_at": ints([0, *np.cumsum(counts)]),
        "line_patient": ints([line.patient for line in lines]),
        "last_day": ints([NONE if x.last_day is None else x.last_day for x in lines]),
        "last_lead": ints([-1 if x.last_lead is None else x.last_lead for x in lines]),
        "shares_day": ints([int(line.may_share_day) for line in lines]),
        "refused_at": refused_at,
        "refused": refused,
    }
