"""Tables of places: where each task could ever go."""

from __future__ import annotations

import numpy as np

from solver.candidates import Candidates, Starts
from solver.kernel.arrays import ints
from solver.kernel.layout import Layout
from solver.kernel.records import Ints, Words


def place_tables(layout: Layout, candidates: Candidates) -> dict[str, Ints | Words]:
    """The candidates of every task, with their starts by shape and their wishes."""
    wishes, static = _Wishes(layout), _Static(layout)
    at, slots, costs, wish, static_at = [0], [], [], [], []
    for task in layout.instance.tasks:
        patient = layout.instance.lines[task.course].patient
        for candidate in candidates.of(task):
            lead, clinic, day = candidate.place
            slots.append(int(layout.slot_of[lead, layout.cell(clinic, day)]))
            costs.append(candidate.cost)
            wish.append(wishes.row(patient, clinic, day))
            static_at.append(static.rows_of(candidate.starts, clinic, day))
        at.append(len(slots))
    nothing = np.zeros((1, layout.frame), np.uint64)
    return {
        "place_at": ints(at),
        "place_slot": ints(slots),
        "place_cost": ints(costs),
        "place_wish": ints(wish),
        "place_static_at": ints(static_at),
        "place_static": np.array(static.rows) if static.rows else nothing,
        "wish": np.array(wishes.rows) if wishes.rows else nothing,
    }


class _Static:
    """Starts by shape, each set of them once: many candidates share theirs."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.rows: list[Words] = []
        self._known: dict[tuple[int, int, Starts], int] = {}

    def rows_of(self, starts: Starts, clinic: int, day: int) -> int:
        """Number of the first of their rows, which follow one another."""
        key = clinic, day, starts
        if key not in self._known:
            self._known[key] = len(self.rows)
            self.rows += [self.layout.framed(mask, clinic, day) for mask in starts]
        return self._known[key]


class _Wishes:
    """Wished starts, one row for a patient's clinic-day."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.rows: list[Words] = []
        self._known: dict[tuple[int, int, int], int] = {}

    def row(self, patient: int, clinic: int, day: int) -> int:
        """Number of the row; -1: the patient has no wish."""
        if not self.layout.instance.problem.patients[patient].preferred:
            return -1
        key = (patient, clinic, day)
        if key not in self._known:
            mask = self.layout.hours.wished(patient, clinic, day)
            self._known[key] = len(self.rows)
            self.rows.append(self.layout.framed(mask, clinic, day))
        return self._known[key]
