"""Sessions that a course has to plan, and what they follow from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scheduler.domain.roster import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A session that is history: held on a clinic-local date, or missed."""

    number: int
    on: date
    is_done: bool
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """
    A standing appointment of the course.

    Parameters
    ----------
    on
        Clinic-local date of the visit.
    is_fixed
        Whether it may not move; a movable one keeps its normal window.
    """

    visit: Visit
    on: date
    is_fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionGap:
    """Days to the session before, and the cost of each day off the ideal."""

    min_days: int
    ideal_days: Decimal
    max_days: int
    penalty_per_day: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSession:
    """
    A session to plan.

    Parameters
    ----------
    earliest, due, latest
        Clinic-local dates; ``due`` may lie in the past.
    gap
        None for the first session a course ever has, and for one that stays
        where it stands beyond the end of the course.
    promise
        Its standing appointment; None: it has none.
    is_kept
        It lies beyond the end of the course: it stays as it stands until
        somebody cancels it.
    """

    id: str
    number: int
    treatment: str
    earliest: date
    due: date
    latest: date
    priority: int
    late_penalty_per_day: Decimal
    gap: SessionGap | None
    promise: Promise | None = None
    is_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LastHeld:
    """The last session that was held; ``lead`` None: nobody noted who led it."""

    on: date
    lead: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrolled:
    """What a course has to plan, in order, and the session it follows on."""

    sessions: tuple[DueSession, ...]
    last_held: LastHeld | None
