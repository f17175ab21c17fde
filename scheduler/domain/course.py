"""Courses: a patient on a protocol, with what has happened so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scheduler.domain.checks import Checks

MOST_SESSIONS_DONE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """
    A patient's course of treatment.

    Parameters
    ----------
    starts_on
        First date on which the first session may be held; in the years 1900
        to 2199, as is ``last_session_on``.
    ends_on
        Last date of the course; None: it runs on, with maintenance.
    sessions_done, last_session_on, last_practitioner
        What was done before Meridian kept the appointments; later sessions
        are counted from the appointments themselves.

    Raises
    ------
    InvalidInput
        If a date is out of range, it ends before it starts, its opening balance
        is incomplete, or a practitioner is both preferred and refused.
    """

    id: str
    patient: str
    protocol: str
    starts_on: date
    ends_on: date | None = None
    preferred_practitioner: str | None = None
    refused_practitioners: tuple[str, ...] = ()
    sessions_done: int = 0
    last_session_on: date | None = None
    last_practitioner: str | None = None

    def __post_init__(self) -> None:
        checks = Checks(f"course {self.id!r}")
        checks.identifier("id", self.id)
        checks.identifier("patient", self.patient)
        checks.identifier("protocol", self.protocol)
        checks.words("refused_practitioners", self.refused_practitioners)
        self._check_dates(checks)
        self._check_wishes(checks)
        self._check_opening_balance(checks)
        checks.done()

    def _check_dates(self, checks: Checks) -> None:
        fits = self.ends_on is None or self.starts_on <= self.ends_on
        rule = f"be no earlier than starts_on {self.starts_on}"
        checks.must(fits, "ends_on", rule, self.ends_on)
        checks.day("starts_on", self.starts_on)
        if self.last_session_on is not None:
            checks.day("last_session_on", self.last_session_on)

    def _check_wishes(self, checks: Checks) -> None:
        preferred = self.preferred_practitioner
        if preferred is not None:
            checks.identifier("preferred_practitioner", preferred)
        fits = preferred not in self.refused_practitioners
        rule = "not be a practitioner whom the course refuses"
        checks.must(fits, "preferred_practitioner", rule, repr(preferred))

    def _check_opening_balance(self, checks: Checks) -> None:
        checks.whole("sessions_done", self.sessions_done, 0, MOST_SESSIONS_DONE)
        if self.last_practitioner is not None:
            checks.identifier("last_practitioner", self.last_practitioner)
        if self.sessions_done > 0:
            rule = f"be a date when sessions_done is {self.sessions_done}"
            fits = self.last_session_on is not None
            checks.must(fits, "last_session_on", rule, "none")
            return
        rule = "be empty when sessions_done is 0"
        for field in ("last_session_on", "last_practitioner"):
            value = getattr(self, field)
            checks.must(value is None, field, rule, value)
