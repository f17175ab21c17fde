"""The problems that are timed, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from fixtures.generator.problems import generate_problem
from fixtures.generator.replan import generate_replan
from solver.problem import Problem
from solver.reading import read_problem

START = date(2026, 11, 23)
FILE_SECONDS = 60.0


class Case(Protocol):
    """A problem to time."""

    @property
    def name(self) -> str:
        """Name in tables and among the baselines."""

    @property
    def seconds(self) -> float:
        """Time limit of one solve, unless the caller sets another."""

    def problem(self) -> Problem:
        """Make or read the problem."""


@dataclass(frozen=True, slots=True)
class Size:
    """
    A size of generated problem.

    Parameters
    ----------
    seconds
        Time limit of one solve, unless the caller sets another.
    is_usual
        Whether it is timed when no size is asked for.
    generate
        Maker of the problem, from the generator.
    """

    name: str
    clinics: int
    days: int
    load: float
    seconds: float
    is_usual: bool = True
    generate: Callable[[int, int, float, int, date], Problem] = generate_problem


@dataclass(frozen=True, slots=True)
class Generated:
    """A problem of a size, drawn by a seed."""

    size: Size
    seed: int

    @property
    def name(self) -> str:
        """Size and seed."""
        return f"{self.size.name}-{self.seed}"

    @property
    def seconds(self) -> float:
        """As the size says."""
        return self.size.seconds

    def problem(self) -> Problem:
        """Draw it."""
        size = self.size
        return size.generate(size.clinics, size.days, size.load, self.seed, START)


@dataclass(frozen=True, slots=True)
class Stored:
    """A problem in a file."""

    path: Path
    seconds: float = FILE_SECONDS

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.path.stem

    def problem(self) -> Problem:
        """Read it."""
        return read_problem(self.path)


SIZES = {
    size.name: size
    for size in (
        Size("tiny", clinics=1, days=2, load=0.3, seconds=5, is_usual=False),
        Size("week", clinics=1, days=7, load=0.6, seconds=20),
        Size("month", clinics=1, days=28, load=0.6, seconds=60),
        Size("town", clinics=5, days=28, load=0.6, seconds=120),
        Size(
            "replan",
            clinics=5,
            days=28,
            load=0.55,
            seconds=60,
            generate=generate_replan,
        ),
        Size("network", clinics=20, days=28, load=0.6, seconds=300),
        Size("region", clinics=200, days=28, load=0.6, seconds=900, is_usual=False),
    )
}
