"""Quotes: all dates of a course as they could be had, for some minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from scheduler.domain.checks import Checks
from scheduler.domain.roster import StepTime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedVisit:
    """A session of the course that is quoted, and where it would be held."""

    number: int
    treatment: str
    clinic: str
    room: str
    staff: dict[str, str]
    start_utc: datetime
    steps: tuple[StepTime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """
    A course as it could begin; nothing is kept free for it.

    Parameters
    ----------
    missing
        Numbers of the sessions without a place; a quote with any is not accepted.
    expires_utc
        From then on it is over.

    Raises
    ------
    InvalidInput
        If an id is malformed or it expires before it begins.
    """

    id: str
    patient: str
    protocol: str
    starts_on: date
    preferred_practitioner: str | None
    visits: tuple[QuotedVisit, ...]
    missing: tuple[int, ...]
    created_utc: datetime
    expires_utc: datetime

    def __post_init__(self) -> None:
        checks = Checks(f"quote {self.id!r}")
        for field in ("id", "patient", "protocol"):
            checks.identifier(field, getattr(self, field))
        checks.instant("created_utc", self.created_utc)
        checks.instant("expires_utc", self.expires_utc)
        checks.done()

    def is_over(self, now_utc: datetime) -> bool:
        """Whether it has expired; at ``expires_utc`` itself it has."""
        return now_utc >= self.expires_utc
