"""How a solve is asked for, and what it tells while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

MOST_WORKERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """
    What a solve may use.

    Parameters
    ----------
    time_limit_s
        Seconds of wall clock; 0 answers with the front desk's plan.
    seed
        Same seed, one worker and an iteration limit: the same plan.
    workers
        Processes that search at once.
    iterations
        Rounds of search per worker; None: the time limit decides.
    prove
        Spend part of the time on a deeper proof of how good the plan is.

    Raises
    ------
    ValueError
        If a number is out of range.
    """

    time_limit_s: float = 60.0
    seed: int = 1
    workers: int = 1
    iterations: int | None = None
    prove: bool = False

    def __post_init__(self) -> None:
        if not (isfinite(self.time_limit_s) and self.time_limit_s >= 0):
            raise ValueError(f"time_limit_s must be >= 0, got {self.time_limit_s}.")
        if not 1 <= self.workers <= MOST_WORKERS:
            rule = f"workers must be 1 to {MOST_WORKERS}"
            raise ValueError(f"{rule}, got {self.workers}.")
        if self.iterations is not None and self.iterations < 0:
            raise ValueError(f"iterations must be >= 0, got {self.iterations}.")
        if not 0 <= self.seed < 2**31:
            raise ValueError(f"seed must be 0 to {2**31 - 1}, got {self.seed}.")


@dataclass(frozen=True, slots=True)
class Progress:
    """
    Where a solve stands.

    Attributes
    ----------
    moves
        Rounds of search so far, over all workers.
    phase
        ``"front desk"``, ``"search"``, ``"exact"``, ``"proof"`` or ``"done"``.
    """

    seconds: float
    total: Decimal
    unscheduled: int
    bound: Decimal
    moves: int
    phase: str


OnProgress = Callable[[Progress], None]
Stop = Callable[[], bool]


def never() -> bool:
    """Never stop."""
    return False


def silent(progress: Progress) -> None:
    """Tell nobody."""
