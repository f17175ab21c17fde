"""What a patient wishes for before a course begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scheduler.domain.calendar import WeeklyWindow
from scheduler.domain.treatment import PhaseKind, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseWish:
    """
    What a patient wishes for at the consultation.

    Parameters
    ----------
    starts_on
        First date of the first session; None: today.
    clinics, available
        Instead of those that the patient accepts otherwise; empty: as usual.
    sessions
        How many are to be quoted; None: consultation and series.
    """

    patient: str
    protocol: str
    starts_on: date | None = None
    clinics: tuple[str, ...] = ()
    available: tuple[WeeklyWindow, ...] = ()
    practitioner: str | None = None
    sessions: int | None = None


def num_sessions(protocol: Protocol) -> int:
    """Sessions of consultation and series."""
    return sum(
        phase.sessions or 0
        for phase in protocol.phases
        if phase.kind is not PhaseKind.MAINTENANCE
    )
