"""The waitlist: sessions whose patients would rather come earlier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.checks import Checks


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """
    A booked session that waits for an earlier place.

    Parameters
    ----------
    hold
        The last place that was offered to it, kept until the hold expires; None:
        nothing was offered yet.

    Raises
    ------
    InvalidInput
        If an id is malformed.
    """

    id: str
    session: str
    course: str
    created_utc: datetime
    hold: str | None = None

    def __post_init__(self) -> None:
        checks = Checks(f"waiting {self.id!r}")
        for field in ("id", "session", "course"):
            checks.identifier(field, getattr(self, field))
        checks.instant("created_utc", self.created_utc)
        checks.done()
