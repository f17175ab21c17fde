"""Ruin and recreate under simulated annealing, from a roster that stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import exp, log
from random import Random

from solver.placement import Placement
from solver.search.roster import Roster
from solver.search.ruin import Ruin

Share = Callable[[int], float]
"""Share of the search that is over after so many rounds: 0 to 1 and beyond."""


@dataclass(frozen=True, slots=True)
class Cooling:
    """
    Temperature over the course of a search, geometric, in cost.

    Attributes
    ----------
    warm, cold
        Temperature at the beginning and at the end.
    """

    warm: float = 60.0
    cold: float = 1.0

    def at(self, share: float) -> float:
        """Temperature when a share (0 to 1) of the search is over."""
        return self.warm * exp(min(share, 1.0) * log(self.cold / self.warm))


class Annealing:
    """
    Improves a roster round by round; the best is kept apart.

    Attributes
    ----------
    cost, best_cost
        Objective of the roster now and of the best, in cost units.
    best
        Placements of the best, by task.
    rounds
        Rounds done so far.
    """

    def __init__(
        self, roster: Roster, random: Random, cooling: Cooling | None = None
    ) -> None:
        self.roster = roster
        self.random = random
        self.cooling = cooling or Cooling()
        self.ruin = Ruin(roster, random)
        self.cost = self.best_cost = roster.total()
        self.best: list[Placement | None] = list(roster.placed)
        self.rounds = 0

    def round(self, share: float) -> bool:
        """
        Take some sessions out, put them back, keep or undo.

        Returns
        -------
        bool
            Whether the best roster so far was found.
        """
        self.rounds += 1
        tasks = self.ruin.choose()
        if not tasks:
            return False
        before = {task: self.roster.placed[task] for task in tasks}
        lines = list(dict.fromkeys(self.roster.instance.tasks[t].course for t in tasks))
        old = self._courses(lines)
        old_overload = self._take_out(before.values())
        self._put_back(lines, tasks)
        gained = old + old_overload - self._courses(lines)
        # Overload is the lead's day's: what was added counts from zero again.
        gained -= self._overload_added(tasks)
        if self._accepts(gained, share):
            self.cost -= gained
            return self._keep_best()
        self._undo(before)
        return False

    def _courses(self, lines: Iterable[int]) -> int:
        roster = self.roster
        instance, placed = roster.instance, roster.placed
        return sum(roster.costs.course(instance.lines[k], placed) for k in lines)

    def _take_out(self, placements: Iterable[Placement | None]) -> int:
        """Remove placements; the overload that goes with them."""
        led, overload = self.roster.engine.timeline.led, 0
        for placement in placements:
            if placement is not None:
                self.roster.engine.remove(placement.task)
                key = (placement.lead, placement.day)
                overload += self.roster.costs.one_more(placement.lead, led[key])
        return overload

    def _put_back(self, lines: list[int], tasks: list[int]) -> None:
        """The seed's course first or last, the others in a random order."""
        wanted = frozenset(tasks)
        others = lines[1:]
        self.random.shuffle(others)
        first = self.random.random() < 0.7
        order = [lines[0], *others] if first else [*others, lines[0]]
        for line in order:
            self.roster.insert(
                self.roster.instance.lines[line], wanted, self.random, self.random
            )

    def _overload_added(self, tasks: list[int]) -> int:
        led, overload = dict(self.roster.engine.timeline.led), 0
        for task in tasks:
            placement = self.roster.placed[task]
            if placement is not None:
                key = (placement.lead, placement.day)
                led[key] -= 1
                overload += self.roster.costs.one_more(placement.lead, led[key])
        return overload

    def _accepts(self, gained: int, share: float) -> bool:
        if gained >= 0:
            return True
        warmth = self.cooling.at(share) * self.roster.instance.scale
        return self.random.random() < exp(gained / warmth)

    def _keep_best(self) -> bool:
        if self.cost >= self.best_cost:
            return False
        self.best_cost, self.best = self.cost, list(self.roster.placed)
        return True

    def _undo(self, before: dict[int, Placement | None]) -> None:
        for task in before:
            if self.roster.placed[task] is not None:
                self.roster.engine.remove(task)
        for placement in before.values():
            if placement is not None:
                self.roster.engine.add(placement)
