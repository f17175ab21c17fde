"""The deep proof: full days of practitioners by what they can hold exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp

from solver.bound.counts import Counted, Limit
from solver.bound.lead_day_model import Best, LeadDayModel
from solver.bound.master import Master
from solver.bound.network import Network
from solver.bound.pricing import Pricing, whole
from solver.bound.rows import Row, Rows, by_lead_day
from solver.kernel.records import Ints
from solver.roster import Roster

LeadDay = tuple[int, int]
FULL = 0.7
"""Share of a day's time in use from which on its order may matter."""
SOLVE_S = 3.0
"""Seconds for one day at one set of prices; its bound so far is valid too."""
DAY_S = 4.0
"""Seconds that a day wants in all: as many as there is time for, the dearest first."""
INERTIA = 0.5
"""Share of the best duals in the next: the master's alone leap about."""


def prove(roster: Roster, network: Network, counted: Counted, limit: Limit) -> int:
    """
    The best bound by practitioner-days, from the duals of the counts.

    A session on a full day pays a price of its own; in return a day's choices of
    sessions give back what they are worth, at most as much as the best of them.
    Valid whenever ended: of a choice not found to the end its bound counts.
    """
    full = full_days(counted)[: max(1, int(limit.left_s / DAY_S))]
    if not full or limit.is_over(counted.bound):
        return counted.bound
    return _Proof(roster, network, counted, full).run(limit)


def full_days(counted: Counted) -> list[LeadDay]:
    """Leads' days that are dear, or whose time is nearly used up; dearest first."""
    price: dict[LeadDay, int] = defaultdict(int)
    for row, dual, used in zip(
        counted.rows.rows, counted.duals.tolist(), counted.used.tolist(), strict=True
    ):
        is_used = used >= FULL * (row.limit + row.spare)
        if row.lead_day is not None and (dual > 0 or is_used):
            price[row.lead_day] += dual * min(row.weights)
    return sorted(price, key=lambda day: -price[day])


@dataclass(frozen=True, slots=True)
class _Block:
    """A full day: its model, its nodes with their rows, its place in the master."""

    model: LeadDayModel
    row_of: dict[int, int]
    at_most_one: pywraplp.Constraint


class _Proof:
    """Column generation over the courses' paths and the days' choices."""

    def __init__(
        self,
        roster: Roster,
        network: Network,
        counted: Counted,
        full: Collection[LeadDay],
    ) -> None:
        self.factor, self.bound = network.factor, counted.bound
        nodes = by_lead_day(network)
        kept = [k for k, r in enumerate(counted.rows.rows) if r.lead_day not in full]
        own = [node for day in full for node in nodes[day]]
        singles = [Row(None, [node], [1], 0) for node in own]
        self.rows = Rows(network, [*(counted.rows.rows[k] for k in kept), *singles])
        row_of = {node: len(kept) + k for k, node in enumerate(own)}
        self.pricing = Pricing(network, self.rows)
        self.master = Master(network, self.rows)
        self.blocks = [
            _Block(
                LeadDayModel(roster, network, *day, nodes[day]),
                {node: row_of[node] for node in nodes[day]},
                self.master.at_most_one(),
            )
            for day in full
        ]
        paid = [_paid(counted, node, full) for node in own]
        duals = np.array([*counted.duals[kept], *paid], np.int64)
        self.duals: Ints = np.minimum(duals, self.rows.most_dual)
        self._seen: set[tuple[int, tuple[int, ...]]] = set()

    def run(self, limit: Limit) -> int:
        """Rounds until nothing is new, everything proven, or time is over."""
        limits = np.array([row.limit for row in self.rows.rows], np.int64)
        self.master.allow_nothing(self._alone())
        duals, best, inertia = self.duals, -1, INERTIA
        while not limit.is_over(self.bound):
            value, new = self._evaluate(duals, limit)
            if value is not None and value > best:
                best, self.duals = value, duals
                self.bound = max(self.bound, whole(value, self.factor))
            new += self.master.add_rows(np.flatnonzero(self.pricing.used > limits))
            if not new and inertia == 0:
                break
            inertia = INERTIA if new else 0.0
            solved = self.master.solve(limit.left_s)
            if solved is None or self.bound >= solved[0] - 1e-6:
                break
            step = (1 - inertia) * (solved[1] - self.duals)
            duals = self.duals + step.astype(np.int64)
        return self.bound

    def _alone(self) -> Ints:
        self.pricing.value(np.zeros_like(self.duals))
        self.master.add_paths(self.pricing.costs, self.pricing.picks)
        return self.pricing.costs

    def _evaluate(self, duals: Ints, limit: Limit) -> tuple[int | None, int]:
        """
        What duals prove, in finer units, and how many columns were new.

        None where time was over before all days were priced.
        """
        value = self.pricing.value(duals)
        new = self.master.add_paths(self.pricing.costs, self.pricing.picks)
        for index, block in enumerate(self.blocks):
            if limit.left_s <= 0 or limit.stop():
                return None, new
            worth = {node: int(duals[row]) for node, row in block.row_of.items()}
            seconds = min(SOLVE_S, limit.left_s)
            best = block.model.best(worth, seconds, limit.stop)
            value -= best.most
            new += self._add(index, block, best)
        return value, new

    def _add(self, index: int, block: _Block, best: Best) -> bool:
        if not best.nodes or (index, best.nodes) in self._seen:
            return False
        self._seen.add((index, best.nodes))
        rows = [block.row_of[node] for node in best.nodes]
        self.master.add_column(float(best.cost), block.at_most_one, rows)
        return True


def _paid(counted: Counted, node: int, full: Collection[LeadDay]) -> int:
    """What the rows of full days charge a node at the counts' duals."""
    rows, paid = counted.rows, 0
    for k in range(int(rows.at[node]), int(rows.at[node + 1])):
        index = int(rows.row[k])
        if rows.rows[index].lead_day in full:
            paid += int(rows.weight[k]) * int(counted.duals[index])
    return paid
