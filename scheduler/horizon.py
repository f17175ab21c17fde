"""The horizon of a planning run: its dates, and where history ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scheduler.clock import to_utc
from scheduler.domain.network import Policy
from scheduler.domain.roster import MOST_HORIZON_DAYS
from scheduler.errors import InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningHorizon:
    """
    The dates to plan, on each clinic's own calendar.

    Parameters
    ----------
    now_utc
        What started before is history; nothing is planned before it.
    frozen_until
        First date on which what is published may move again.
    """

    now_utc: datetime
    start: date
    days: int
    frozen_until: date

    @property
    def last_day(self) -> date:
        """Last date of the horizon."""
        return self.start + timedelta(days=self.days - 1)

    @property
    def dates(self) -> tuple[date, ...]:
        """Every date of the horizon, in order."""
        return tuple(self.start + timedelta(days=i) for i in range(self.days))

    def holds(self, on: date) -> bool:
        """Whether a date lies in the horizon."""
        return self.start <= on <= self.last_day

    def is_frozen(self, on: date) -> bool:
        """Whether what is published on a date no longer moves."""
        return on < self.frozen_until


def planning_horizon(
    policy: Policy,
    *,
    today: date,
    now_utc: datetime | None = None,
    start: date | None = None,
    days: int | None = None,
) -> PlanningHorizon:
    """
    The horizon of a run on a day of the network's calendar.

    Parameters
    ----------
    now_utc
        None: the midnight with which ``today`` begins for the network.
    start
        First date to plan; None: today.
    days
        None: as the policy says.

    Raises
    ------
    InvalidInput
        If ``days`` is out of range or ``start`` lies in the past.
    """
    days = policy.horizon_days if days is None else days
    if not 1 <= days <= MOST_HORIZON_DAYS:
        raise InvalidInput.of(
            "horizon_days",
            f"horizon_days must be 1 to {MOST_HORIZON_DAYS}, got {days}.",
        )
    start = start or today
    if start < today:
        raise InvalidInput.of(
            "horizon_start",
            f"horizon_start must be today ({today}) or later, got {start}.",
        )
    return PlanningHorizon(
        now_utc=now_utc or to_utc(today, time(0), policy.zone),
        start=start,
        days=days,
        frozen_until=today + timedelta(days=policy.freeze_days),
    )
