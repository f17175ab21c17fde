"""A roster on the placement engine: what is placed, what it costs, what is open."""

from __future__ import annotations

from solver.candidates import Candidate, Candidates
from solver.engine import Engine
from solver.placement import Place, Placement
from solver.tasks import Task


class Roster:
    """
    Placements with their cost, and the places that a session could have.

    Attributes
    ----------
    locked
        Tasks that never move (R13).
    """

    def __init__(self, engine: Engine, candidates: Candidates) -> None:
        self.instance = engine.instance
        self.engine = engine
        self.candidates = candidates
        self.costs = candidates.costs
        self.locked: set[int] = set()

    @property
    def placed(self) -> list[Placement | None]:
        """Placement of each task, None without one."""
        return self.engine.timeline.placed

    def total(self) -> int:
        """The objective from scratch, in cost units."""
        return self.costs.total(self.placed, self.engine.timeline.led)

    def nodes(self, task: Task) -> list[tuple[int, Place]]:
        """Feasible places of a session now, with their costs (overload included)."""
        led, found = self.engine.timeline.led, []
        for candidate in self.candidates.of(task):
            cheapest = self._cheapest(task, candidate)
            if cheapest is not None:
                lead, _, day = candidate.place
                cost = cheapest + candidate.cost
                cost += self.costs.one_more(lead, led[lead, day])
                found.append((cost, candidate.place))
        return found

    def _cheapest(self, task: Task, candidate: Candidate) -> int | None:
        """Least cost of the time of day over the feasible starts; None: no start."""
        cheapest, tiers = None, candidate.tiers
        for shape, hours in enumerate(candidate.starts):
            starts = self.engine.open_starts(task, candidate.place, shape, hours)
            if starts:
                cost = next(cost for cost, mask in tiers if mask & starts)
                cheapest = cost if cheapest is None else min(cheapest, cost)
                if cheapest == tiers[0][0]:
                    break
        return cheapest
