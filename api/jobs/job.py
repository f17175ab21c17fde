"""One job: what was asked, and what is known about it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class JobStatus(StrEnum):
    """Where a job stands; the last three are final."""

    QUEUED = "queued"
    SOLVING = "solving"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def is_final(self) -> bool:
        """Whether nothing changes any more."""
        return self in {JobStatus.DONE, JobStatus.FAILED, JobStatus.STOPPED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """
    What to solve.

    Parameters
    ----------
    problem, start
        Documents as JSON; ``start`` is a plan to begin with, or None.
    """

    problem_id: str
    problem: bytes
    start: bytes | None
    time_limit_s: float
    seed: int
    workers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How good the best plan so far is."""

    total: Decimal
    bound: Decimal | None
    unscheduled: int

    @property
    def gap(self) -> float | None:
        """``(total - bound) / total``; 0 when both are 0, None without a bound."""
        if self.bound is None:
            return None
        return float((self.total - self.bound) / self.total) if self.total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How far a search has come."""

    seconds: float
    moves: int
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """
    A job as it stood at one moment.

    Parameters
    ----------
    version
        Counts the changes, so that a reader can wait for the next one.
    plan
        The plan as JSON, once there is one.
    detail
        Why the job failed or holds no plan; empty otherwise.
    """

    id: str
    task: Task
    status: JobStatus
    created_utc: datetime
    version: int = 0
    started_utc: datetime | None = None
    finished_utc: datetime | None = None
    figures: Figures | None = None
    effort: Effort | None = None
    plan: bytes | None = None
    detail: str = ""
