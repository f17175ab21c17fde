"""Everything a solve works on, made from a problem in one place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from solver.bound.alone import floor
from solver.bound.network import Network, network
from solver.candidates import Candidates
from solver.costs import Costs
from solver.engine import Engine
from solver.hours import Hours
from solver.instance import Instance
from solver.placement import Placement
from solver.problem import Problem
from solver.roster import Roster
from solver.standing import put_fixed


class Workbench:
    """An instance with its hours and costs, from which rosters are begun."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.instance = Instance(problem)
        self.hours = Hours(self.instance)
        self.costs = Costs(self.instance, self.hours)
        self.candidates = Candidates(self.instance, self.hours, self.costs)

    @cached_property
    def floor(self) -> int:
        """Bound from each course alone, in cost units."""
        return floor(self.begin(), self.network)

    @cached_property
    def network(self) -> Network:
        """The courses' graphs where only the fixed appointments stand."""
        return network(self.begin())

    def forget(self) -> None:
        """Let go of what takes much memory and can be made again."""
        self.candidates = Candidates(self.instance, self.hours, self.costs)
        self.__dict__.pop("network", None)

    def begin(self) -> Roster:
        """A roster on which only the fixed appointments stand."""
        engine = Engine(self.instance, self.hours)
        roster = Roster(engine, self.candidates)
        put_fixed(roster)
        return roster

    def resume(self, placed: Sequence[Placement | None]) -> Roster:
        """A roster on which these placements stand."""
        roster = self.begin()
        for placement in placed:
            if placement is not None and placement.task not in roster.locked:
                roster.engine.add(placement)
        return roster
