"""The master: the linear program over the courses' paths that gives duals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from ortools.linear_solver import pywraplp

from solver.bound.network import Network
from solver.bound.rows import Rows
from solver.kernel.priced import MUST
from solver.kernel.records import Ints


class Master:
    """
    Paths of courses, one a course, and the rows that they share.

    A row comes in once a set of paths has used more than it has. Numbers are
    floats in cost units: duals only suggest prices, a bound never rests on them.
    """

    def __init__(self, network: Network, rows: Rows) -> None:
        self.network = network
        self.rows = rows
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.infinity = self.solver.infinity()
        self.objective = self.solver.Objective()
        self.objective.SetMinimization()
        self.one_path = [
            self.solver.Constraint(1, 1) for _ in network.courses.line_at[1:]
        ]
        self.constraints: dict[int, pywraplp.Constraint] = {}
        self._known: set[tuple[int, tuple[int, ...]]] = set()
        self._using: dict[int, list[tuple[pywraplp.Variable, float]]] = defaultdict(
            list
        )

    def allow_nothing(self, costs: Ints) -> None:
        """
        A path that uses nothing for each course, so that there always is a solution.

        At least as dear as leaving out all that may be, given the courses' cheapest
        paths, so that no dual suffers from it.
        """
        courses, factor = self.network.courses, self.network.factor
        free = np.where(courses.loss == MUST, 0, courses.loss)
        for line, one_path in enumerate(self.one_path):
            loss = free[courses.line_at[line] : courses.line_at[line + 1]].sum()
            self._variable(float(costs[line] + loss) / factor, one_path)

    def add_paths(self, costs: Ints, picks: Ints) -> int:
        """Add each course's path with its true cost, finer units; how many are new."""
        courses, added = self.network.courses, 0
        nodes = picks.tolist()
        for line, one_path in enumerate(self.one_path):
            begin, end = int(courses.line_at[line]), int(courses.line_at[line + 1])
            held = tuple(n for n in nodes[begin:end] if n >= 0)
            if (line, held) in self._known:
                continue
            self._known.add((line, held))
            cost = float(costs[line]) / self.network.factor
            self._column(self._variable(cost, one_path), self._uses(held))
            added += 1
        return added

    def add_column(
        self, cost: float, at_most_one: pywraplp.Constraint, gives: Iterable[int]
    ) -> None:
        """Add what gives a unit of some rows, at a cost in cost units."""
        variable = self._variable(cost, at_most_one)
        self._column(variable, dict.fromkeys(gives, -1))

    def at_most_one(self) -> pywraplp.Constraint:
        """A new constraint: one column of these at most."""
        return self.solver.Constraint(-self.infinity, 1)

    def add_rows(self, indices: Iterable[int]) -> int:
        """Let rows take part that have not done so yet; how many."""
        missing = [index for index in indices if index not in self.constraints]
        for index in missing:
            row = self.rows.rows[index]
            constraint = self.solver.Constraint(-self.infinity, float(row.limit))
            self.constraints[index] = constraint
            for variable, weight in self._using[index]:
                constraint.SetCoefficient(variable, weight)
            if row.spare:
                over = self.solver.NumVar(0, float(row.spare), "")
                constraint.SetCoefficient(over, -1)
                self.objective.SetCoefficient(over, float(row.over_cost))
        return len(missing)

    def solve(self, seconds: float) -> tuple[float, Ints] | None:
        """Value in cost units and duals in finer units; None: no answer in time."""
        self.solver.SetTimeLimit(max(1, int(1000 * seconds)))
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        duals = np.zeros(len(self.rows.rows), np.int64)
        for index, constraint in self.constraints.items():
            dual = int(-constraint.dual_value() * self.network.factor)
            duals[index] = min(max(dual, 0), int(self.rows.most_dual[index]))
        return self.objective.Value(), duals

    def _variable(
        self, cost: float, constraint: pywraplp.Constraint
    ) -> pywraplp.Variable:
        variable = self.solver.NumVar(0, self.infinity, "")
        self.objective.SetCoefficient(variable, cost)
        constraint.SetCoefficient(variable, 1)
        return variable

    def _column(self, variable: pywraplp.Variable, uses: Mapping[int, int]) -> None:
        for index, weight in uses.items():
            self._using[index].append((variable, float(weight)))
            if index in self.constraints:
                self.constraints[index].SetCoefficient(variable, weight)

    def _uses(self, nodes: Iterable[int]) -> dict[int, int]:
        uses: dict[int, int] = defaultdict(int)
        for node in nodes:
            for k in range(self.rows.at[node], self.rows.at[node + 1]):
                uses[int(self.rows.row[k])] += int(self.rows.weight[k])
        return uses
