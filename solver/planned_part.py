"""One independent part of a problem while it is being planned."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from solver.bound import Bounds
from solver.exact.small import is_small, settle_small
from solver.kernel.rows import SLOT, placements_of, rows_of
from solver.kernel.search import layout_of
from solver.options import Stop
from solver.placement import Placement
from solver.problem import Problem
from solver.search.entrant import Entrant, Lane
from solver.search.part import Part
from solver.search.piece import Constructed
from solver.workbench import Workbench


class PlannedPart:
    """
    A part with its incumbent; feasible from the front desk's roster on.

    Attributes
    ----------
    desk_rows, desk_cost
        The front desk's roster, and its objective in cost units.
    rows, cost
        The incumbent, the same way.
    bound
        Proven for the part, in cost units.
    bounds
        What no plan can beat; None as long as nothing is proven.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.part = Part.of(problem)
        self.bench = Workbench(problem)
        self.layout = layout_of(self.bench)
        self.desk_rows = self.rows = rows_of(self.layout, self.bench.begin().placed)
        self.desk_cost = self.cost = 0
        self.bound = 0
        self.bounds: Bounds | None = None

    @property
    def is_perfect(self) -> bool:
        """Whether nothing is left to gain."""
        return self.cost <= self.bound

    @property
    def is_small(self) -> bool:
        """Whether the exact model is worth building."""
        return is_small(self.bench)

    @property
    def num_unscheduled(self) -> int:
        """Sessions without a place."""
        return int((self.rows[:, SLOT] < 0).sum())

    def amount(self, units: int) -> Decimal:
        """Cost units of this part as an amount."""
        return self.bench.instance.amount(units)

    def begin(self, constructed: Constructed) -> None:
        """Take the rosters over that were constructed for the part."""
        self.desk_rows, self.desk_cost = constructed.desk_rows, constructed.desk_cost
        self.rows, self.cost = constructed.rows, constructed.cost

    def offer(self, rows: np.ndarray, cost: int) -> None:
        """Take a roster as the incumbent if it is better."""
        if cost < self.cost:
            self.rows, self.cost = rows, cost

    def take_bounds(self, bounds: Bounds) -> None:
        """Keep what was proven, if it is better than what was known."""
        if self.bounds is None or bounds.bound >= self.bounds.bound:
            self.bounds = bounds
        self.bound = max(self.bound, bounds.bound)

    def entrant(self, rounds: int | None) -> Entrant:
        """The part as it enters a contest for search time."""
        clinics = np.zeros(len(self.problem.clinics), np.int64)
        for line in self.bench.instance.lines:
            for clinic in self.bench.instance.penalty[line.patient]:
                clinics[clinic] += len(line.sessions)
        return Entrant(
            part=self.part,
            sizes=tuple(clinics.tolist()),
            can_divide=self.layout.days_are_apart,
            scale=self.bench.instance.scale,
            target=self.bound,
            lanes=[Lane(self.rows, self.cost)],
            best_rows=self.rows,
            best_cost=self.cost,
            rounds_left=rounds,
        )

    def settle(self, *, seconds: float, seed: int, workers: int, stop: Stop) -> None:
        """Solve the exact model, hinted with the incumbent."""
        settled = settle_small(
            self.bench,
            self.placed,
            seconds=seconds,
            seed=seed,
            workers=workers,
            stop=stop,
        )
        if settled is not None:
            self.bound = max(self.bound, settled.bound)
            self.offer(rows_of(self.layout, settled.placed), settled.cost)

    @property
    def placed(self) -> list[Placement | None]:
        """The incumbent's placements, by task."""
        return placements_of(self.layout, self.rows)

    @property
    def desk_placed(self) -> list[Placement | None]:
        """The front desk's placements, by task."""
        return placements_of(self.layout, self.desk_rows)
