"""A part of the problem in the contest for search time."""

from __future__ import annotations

from dataclasses import dataclass

from solver.kernel.records import Ints
from solver.search.part import Part


@dataclass(slots=True)
class Lane:
    """One roster of a part that is being annealed."""

    rows: Ints
    cost: int


@dataclass(slots=True)
class Entrant:
    """
    A part in the contest for search time.

    Attributes
    ----------
    sizes
        Sessions by clinic, for drawing regions.
    can_divide
        Whether its clinics can be searched region by region.
    scale
        Cost units in 1.
    target
        Cost units at which nothing is left to gain.
    lanes
        Rosters being annealed at the same time: several where one clinic alone
        keeps several workers busy.
    best_rows, best_cost
        The best seen.
    share
        How far its annealing is, from 0 to 1.
    gain_rate
        Cost units gained a second and session, lately.
    """

    part: Part
    sizes: tuple[int, ...]
    can_divide: bool
    scale: int
    target: int
    lanes: list[Lane]
    best_rows: Ints
    best_cost: int
    share: float = 0.0
    gain_rate: float | None = None
    rounds: int = 0
    rounds_left: int | None = None
    is_busy: bool = False
    was_reunited: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to gain or to do."""
        return (
            self.best_cost <= self.target or self.rounds_left == 0 or self.share >= 1.0
        )

    @property
    def weight(self) -> float:
        """How much of the search is still to come."""
        return self.part.sessions * (1.0 - self.share)
