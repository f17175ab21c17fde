"""Nightly runs: which night was planned, by which attempt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class NightlyStatus(StrEnum):
    """What became of a night's run."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NightlyRun:
    """
    One night's entry in the ledger.

    Parameters
    ----------
    local_date
        The night, on the network's own calendar.
    attempt
        Counts from 1; a run that crashed or failed is taken up again.
    lease_until_utc
        Until then a running attempt belongs to whoever claimed it.
    finished_utc
        When it finished or failed; None while it runs.
    roster
        The draft that came out; None until it finished.
    message
        For operators: what was done, or what went wrong.
    """

    local_date: date
    status: NightlyStatus
    attempt: int
    lease_until_utc: datetime
    started_utc: datetime
    finished_utc: datetime | None = None
    roster: str | None = None
    message: str = ""
