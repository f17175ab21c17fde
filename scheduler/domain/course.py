"""Courses: a patient on a protocol, with what has happened so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """
    A patient's course of treatment.

    Parameters
    ----------
    starts_on
        First date on which the first session may be held.
    ends_on
        Last date of the course; None: it runs on, with maintenance.
    sessions_done, last_session_on, last_practitioner
        What was done before Meridian kept the appointments; later sessions
        are counted from the appointments themselves.
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
