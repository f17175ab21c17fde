"""The compiled search from Python: take a roster over, run rounds, read the best."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from solver.kernel.blank import blank_desk, blank_graph, blank_state
from solver.kernel.boxes import Box
from solver.kernel.build import build
from solver.kernel.dice import seeded
from solver.kernel.figures import BEST, COST, ROUNDS
from solver.kernel.layout import Layout
from solver.kernel.path import fill_least
from solver.kernel.records import Ints
from solver.kernel.rounds import keep_best, run_rounds
from solver.kernel.rows import FORM, OTHERS, ROOM, SLOT, START, placements_of
from solver.kernel.serve import serve
from solver.kernel.state import put, take
from solver.kernel.versions import confirm
from solver.placement import Placement
from solver.workbench import Workbench

BLINK = 20
"""Thousandths of the places that an insertion does not look at."""


class CompiledSearch:
    """
    Rosters of one problem under compiled ruin and recreate.

    Only the fixed appointments stand at first; `put_down` lets a roster stand.

    Attributes
    ----------
    tables, state, desk
        What never changes, what stands, and what rounds of search write on.
    """

    def __init__(self, bench: Workbench, layout: Layout | None = None) -> None:
        self.instance = bench.instance
        self.layout = layout or layout_of(bench)
        self.tables = build(self.layout, bench.candidates)
        self.state = blank_state(self.layout, self.tables)
        self.locked = sorted(self.layout.fixed)
        self._table_box = Box(self.tables)
        self._state_box = Box(self.state)
        self._graph_box = Box(blank_graph(self.tables, self.instance.grid.num_days))
        self.release()
        self.begin(cost=0, seed=1)
        fill_least(*self.boxes, self._dice)

    @property
    def boxes(self) -> tuple[Box, Box, Box, Box]:
        """Tables, state, graph and desk for compiled functions."""
        return self._table_box, self._state_box, self._graph_box, self._desk_box

    @property
    def cost(self) -> int:
        """Objective of the roster now, in cost units."""
        return int(self.desk.figures[COST])

    @property
    def best_cost(self) -> int:
        """Objective of the best roster so far, in cost units."""
        return int(self.desk.figures[BEST])

    @property
    def rounds(self) -> int:
        """Rounds done since the search began."""
        return int(self.desk.figures[ROUNDS])

    @cached_property
    def due_order(self) -> Ints:
        """Tasks in the order in which the front desk serves them."""
        due = [task.due_day for task in self.instance.tasks]
        return np.argsort(np.array(due, np.int64), kind="stable")

    def restrict(self, is_open: Ints, is_movable: Ints) -> None:
        """Let only some slots be used and some tasks be moved, until `release`."""
        self.state.slot_open[:] = is_open
        self.state.locked[: len(is_movable)] = 1 - is_movable
        self.state.locked[self.locked] = 1
        # Whoever may not be used any more is still in the kept masks.
        self.state.cell_kept_at[:] = -1

    def release(self) -> None:
        """Let every slot be used and every task that is not fixed be moved."""
        everything = np.ones(len(self.instance.tasks), np.int64)
        self.restrict(np.ones(len(self.state.slot_open), np.int64), everything)

    def put_down(self, rows: Ints) -> None:
        """Let a roster stand, the fixed appointments in it, and no other."""
        differs = np.flatnonzero((self.rows() != rows).any(axis=1)).tolist()
        for task in differs:
            if self.state.slot[task] >= 0:
                take(self._table_box, self._state_box, task)
        for task in differs:
            row = rows[task]
            self.state.staff[task] = row[OTHERS:]
            if row[SLOT] >= 0:
                where = (row[SLOT], row[FORM], row[START], row[ROOM])
                put(self._table_box, self._state_box, task, *map(int, where))

    def begin(self, cost: int, seed: int) -> None:
        """Begin to search from what stands; ``cost`` is its objective, in units."""
        confirm(self._state_box)
        tasks = len(self.instance.tasks)
        self.desk = blank_desk(self.tables, self.state, tasks)
        self._desk_box = Box(self.desk)
        self._dice = seeded(seed)
        self.desk.figures[[COST, BEST]] = cost
        keep_best(self._state_box, self._desk_box)

    def serve(self) -> None:
        """Place what has no place as the front desk would."""
        serve(*self.boxes, self.due_order, self._dice)

    def run(self, rounds: int, warmth: float) -> None:
        """Do so many rounds at a temperature, in cost units."""
        if len(self.desk.movable):
            run_rounds(*self.boxes, self._dice, rounds, warmth, BLINK)

    def rows(self) -> Ints:
        """The roster now, one row a task."""
        state, tasks = self.state, len(self.instance.tasks)
        columns = (state.slot, state.form, state.start, state.room)
        rows = np.column_stack((*columns, state.staff))[:tasks]
        rows[rows[:, SLOT] < 0] = -1
        return rows

    def best_rows(self) -> Ints:
        """The best roster so far, one row a task."""
        rows = self.desk.best[: len(self.instance.tasks)].copy()
        rows[rows[:, SLOT] < 0] = -1
        return rows

    def now(self) -> list[Placement | None]:
        """Placements of the roster now, by task."""
        return placements_of(self.layout, self.rows())

    def best(self) -> list[Placement | None]:
        """Placements of the best roster so far, by task."""
        return placements_of(self.layout, self.best_rows())


def layout_of(bench: Workbench) -> Layout:
    """How a problem is numbered; its fixed appointments decide with it."""
    return Layout(bench.instance, bench.hours, bench.begin().placed)
