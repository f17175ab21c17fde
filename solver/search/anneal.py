"""Simulated annealing over the compiled rounds, from a roster that stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import exp, log
from time import monotonic

from solver.kernel.search import CompiledSearch
from solver.placement import Placement
from solver.workbench import Workbench

SLICE_S = 0.05
"""Seconds of compiled search between two looks at the clock."""
FIRST_ROUNDS, MOST_ROUNDS = 8, 4096


@dataclass(frozen=True, slots=True)
class Cooling:
    """
    Temperature over the course of a search, geometric, in cost.

    Attributes
    ----------
    warm, cold
        Temperature at the beginning and at the end.
    """

    warm: float = 25.0
    cold: float = 1.0

    def at(self, share: float) -> float:
        """Temperature when a share (0 to 1) of the search is over."""
        return self.warm * exp(min(max(share, 0.0), 1.0) * log(self.cold / self.warm))


class Annealing:
    """
    Improves a roster slice by slice; the best is kept apart.

    A slice has as many rounds as fit about `SLICE_S`, or ``slice_rounds`` where
    the rounds and not the clock decide.
    """

    def __init__(
        self,
        bench: Workbench,
        placed: Sequence[Placement | None],
        locked: Collection[int],
        *,
        cost: int,
        seed: int,
        cooling: Cooling | None = None,
        slice_rounds: int | None = None,
    ) -> None:
        self.search = CompiledSearch(bench, placed, locked, cost, seed)
        self.cooling = cooling or Cooling()
        self.slice_rounds = slice_rounds
        self._rounds = FIRST_ROUNDS if slice_rounds is None else slice_rounds
        self._scale = bench.instance.scale

    def slice(self, share: float, most_rounds: int | None = None) -> None:
        """Run one slice at the temperature of a share (0 to 1) of the search."""
        rounds = self._rounds if most_rounds is None else min(self._rounds, most_rounds)
        began = monotonic()
        self.search.run(rounds, self.cooling.at(share) * self._scale)
        if self.slice_rounds is None:
            took_s = max(monotonic() - began, 1e-6)
            wanted = rounds * min(max(SLICE_S / took_s, 0.25), 4.0)
            self._rounds = int(min(max(wanted, 1), MOST_ROUNDS))
