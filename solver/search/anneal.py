"""Simulated annealing over the compiled rounds, from a roster that stands."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from time import monotonic

from solver.kernel.search import CompiledSearch

SLICE_S = 0.05
"""Seconds of compiled search between two looks at the clock."""
SLICE_ROUNDS = 64
"""Rounds between two temperatures where rounds and not the clock decide."""
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

    warm: float = 100.0
    cold: float = 1.0

    def at(self, share: float) -> float:
        """Temperature when a share (0 to 1) of the search is over."""
        return self.warm * exp(min(max(share, 0.0), 1.0) * log(self.cold / self.warm))


class Annealing:
    """
    Runs a search slice by slice at falling temperatures.

    A slice by the clock has as many rounds as fit about `SLICE_S`.
    """

    def __init__(self, search: CompiledSearch, *, warm: float, cold: float) -> None:
        self.search = search
        self.cooling = Cooling(warm, cold)
        self._rounds = FIRST_ROUNDS
        self._scale = search.instance.scale

    def slice(self, share: float) -> None:
        """Run one slice at the temperature of a share (0 to 1) of the way."""
        began = monotonic()
        self.search.run(self._rounds, self.cooling.at(share) * self._scale)
        took_s = max(monotonic() - began, 1e-6)
        wanted = self._rounds * min(max(SLICE_S / took_s, 0.25), 4.0)
        self._rounds = int(min(max(wanted, 1), MOST_ROUNDS))

    def slice_of(self, share: float, most_rounds: int) -> None:
        """Run one slice that the rounds and not the clock decide."""
        rounds = min(SLICE_ROUNDS, most_rounds)
        self.search.run(rounds, self.cooling.at(share) * self._scale)
