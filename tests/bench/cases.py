"""The problems that are timed, by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fixtures.generator.problems import generate_problem
from solver.problem import Problem

START = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Size:
    """
    A size of problem.

    Parameters
    ----------
    seconds
        Time limit of one solve, unless the caller sets another.
    num_seeds
        Problems of this size in a run, unless the caller names seeds.
    """

    name: str
    clinics: int
    days: int
    load: float
    seconds: float
    num_seeds: int

    def problem(self, seed: int) -> Problem:
        """Problem of this size for a seed."""
        return generate_problem(self.clinics, self.days, self.load, seed, START)


SIZES = {
    size.name: size
    for size in (
        Size("tiny", clinics=1, days=2, load=0.3, seconds=5, num_seeds=2),
        Size("week", clinics=1, days=7, load=0.5, seconds=15, num_seeds=3),
        Size("month", clinics=1, days=28, load=0.5, seconds=30, num_seeds=2),
        Size("town", clinics=5, days=28, load=0.5, seconds=45, num_seeds=1),
        Size("network", clinics=20, days=28, load=0.5, seconds=120, num_seeds=0),
    )
}
