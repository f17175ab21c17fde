"""The compiled search from Python: take a roster over, run rounds, read the best."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from solver.kernel.blank import blank_desk, blank_graph, blank_state
from solver.kernel.boxes import Box
from solver.kernel.build import build
from solver.kernel.dice import seeded
from solver.kernel.figures import BEST, COST, ROUNDS
from solver.kernel.layout import Layout
from solver.kernel.rounds import keep_best, run_rounds
from solver.kernel.state import put
from solver.patterns import LEAD
from solver.placement import Placement
from solver.workbench import Workbench

BLINK = 20
"""Thousandths of the places that an insertion does not look at."""


class CompiledSearch:
    """
    A roster under compiled ruin and recreate.

    Parameters
    ----------
    placed, locked
        The roster to begin with, and the tasks that never move (R13).
    cost
        Its objective, in cost units.
    """

    def __init__(
        self,
        bench: Workbench,
        placed: Sequence[Placement | None],
        locked: Collection[int],
        cost: int,
        seed: int,
    ) -> None:
        self.instance = bench.instance
        self.layout = Layout(bench.instance, bench.hours, placed)
        tables = build(self.layout, bench.candidates)
        self.state = blank_state(self.layout, tables)
        self.state.locked[list(locked)] = 1
        self.desk = blank_desk(tables, self.state, len(self.instance.tasks))
        graph = blank_graph(tables, self.instance.grid.num_days)
        self.tables = tables
        self.boxes = (Box(tables), Box(self.state), Box(graph), Box(self.desk))
        self._dice = seeded(seed)
        for placement in placed:
            if placement is not None:
                self._put(placement)
        self.desk.figures[[COST, BEST]] = cost
        keep_best(self.boxes[1], self.boxes[3])

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
        """Rounds done so far."""
        return int(self.desk.figures[ROUNDS])

    @property
    def was_compiled(self) -> bool:
        """Whether this process had to compile, for want of a cache."""
        return bool(run_rounds.stats.cache_misses)

    def run(self, rounds: int, warmth: float) -> None:
        """Do so many rounds at a temperature, in cost units."""
        if len(self.desk.movable):
            run_rounds(*self.boxes, self._dice, rounds, warmth, BLINK)

    def now(self) -> list[Placement | None]:
        """Placements of the roster now, by task."""
        state = self.state
        columns = zip(state.slot, state.form, state.start, state.room, strict=True)
        return [
            self._placement(task, [*map(int, row), *map(int, state.staff[task])])
            for task, row in enumerate(columns)
            if task < len(self.instance.tasks)
        ]

    def best(self) -> list[Placement | None]:
        """Placements of the best roster so far, by task."""
        rows = self.desk.best[: len(self.instance.tasks)].tolist()
        return [self._placement(task, row) for task, row in enumerate(rows)]

    def _put(self, p: Placement) -> None:
        treatment = self.instance.tasks[p.task].treatment
        form = self.layout.form_of[treatment, p.shape.lengths]
        staff = dict(p.staff)
        for i, role in enumerate(self.layout.other_roles(form)):
            self.state.staff[p.task, i] = staff[role]
        slot = int(self.layout.slot_of[p.lead, self.layout.cell(p.clinic, p.day)])
        put(self.boxes[0], self.boxes[1], p.task, slot, form, p.start, p.room)

    def _placement(self, task: int, row: list[int]) -> Placement | None:
        slot, form, start, room, *others = row
        if slot < 0:
            return None
        lead, clinic, day = self.layout.slots[slot]
        shape = self.layout.forms[form][1]
        who = dict(zip(self.layout.other_roles(form), others, strict=False))
        who[LEAD] = lead
        staff = tuple((role, who[role]) for role in shape.busy_of)
        return Placement(task, clinic, day, lead, shape, start, room, staff)
