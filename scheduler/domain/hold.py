"""Holds: a place that is kept for somebody for some minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.checks import Checks
from scheduler.domain.place import check_place, end_of
from scheduler.domain.roster import StepTime, check_session


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """
    A concrete place that nobody else can have until the hold expires.

    Parameters
    ----------
    session, course, number
        The session it is meant for, as in a visit: all three or none. If it
        has an appointment already, the hold is for its next place.
    patient
        Known if the session is; None: not known yet.
    staff
        Practitioner by role; ``"lead"`` is always there.
    start_utc
        Aware, in UTC, in the years 1900 to 2199.
    created_utc, expires_utc
        Aware, in UTC; from ``expires_utc`` on the hold is over.

    Raises
    ------
    InvalidInput
        If an id is malformed, session, course and number do not belong
        together, nobody leads it, it has no step, a time is not in UTC or it
        expires before it begins.
    """

    id: str
    treatment: str
    session: str | None = None
    course: str | None = None
    number: int | None = None
    patient: str | None = None
    clinic: str
    room: str
    staff: dict[str, str]
    start_utc: datetime
    steps: tuple[StepTime, ...]
    created_utc: datetime
    expires_utc: datetime

    def __post_init__(self) -> None:
        checks = Checks(f"hold {self.id!r}")
        checks.identifier("id", self.id)
        check_place(checks, self)
        if self.patient is not None:
            checks.identifier("patient", self.patient)
        self._check_session(checks)
        for field in ("created_utc", "expires_utc"):
            checks.instant(field, getattr(self, field))
        checks.done()
        rule = f"be after created_utc {self.created_utc}"
        lasts = self.created_utc < self.expires_utc
        checks.must(lasts, "expires_utc", rule, self.expires_utc)
        checks.done()

    def _check_session(self, checks: Checks) -> None:
        match self.session, self.course, self.number:
            case None, None, None:
                pass
            case str(session), str(course), int(number):
                check_session(checks, session, course, number)
                is_known = self.patient is not None
                checks.must(is_known, "patient", "be named with a session", "none")
            case came:
                rule = "come with course and number, or none of them"
                checks.must(False, "session", rule, came)

    @property
    def end_utc(self) -> datetime:
        """When the last step ends."""
        return end_of(self.start_utc, self.steps)

    def is_over(self, now_utc: datetime) -> bool:
        """Whether it has expired; at ``expires_utc`` itself it has."""
        return now_utc >= self.expires_utc
