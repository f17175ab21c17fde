"""Appointments and rosters: what stands, and what a run proposes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum


class AppointmentStatus(StrEnum):
    """
    What an appointment means to the patient.

    ``published``: the patient knows it, moving it costs; ``confirmed``: the
    patient agreed, it is fixed; ``done`` and ``missed`` are history;
    ``cancelled`` frees the place, the session stays to be planned.
    """

    PUBLISHED = "published"
    CONFIRMED = "confirmed"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """Where on the horizon a session stands."""

    HISTORY = "history"
    FROZEN = "frozen"
    PUBLISHED = "published"
    DRAFT = "draft"
    UNPLANNED = "unplanned"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTime:
    """A step's name and the length that was decided for it, in minutes."""

    name: str
    length_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """
    One session at a time, in a room, with its staff.

    Parameters
    ----------
    session
        Id of the session, ``<course>-<number>``; kept through moves.
    number
        Position among all sessions the course ever had, from 1.
    staff
        Practitioner by role; ``"lead"`` is always there.
    start_utc
        Aware, in UTC.
    """

    session: str
    course: str
    number: int
    patient: str
    treatment: str
    clinic: str
    room: str
    staff: dict[str, str]
    start_utc: datetime
    steps: tuple[StepTime, ...]

    @property
    def lead(self) -> str:
        """The practitioner who leads the session."""
        return self.staff["lead"]

    @property
    def end_utc(self) -> datetime:
        """When the last step ends."""
        return self.start_utc + timedelta(minutes=sum(s.length_min for s in self.steps))


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A visit the network stands by, with its status and change counter."""

    visit: Visit
    status: AppointmentStatus
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A session that a run found no place for, and why."""

    session: str
    course: str
    number: int
    patient: str
    treatment: str
    due: date
    clinics: tuple[str, ...]
    reasons: tuple[str, ...]


class RosterStatus(StrEnum):
    """What became of a run's proposal."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """
    A run's proposal for a horizon, kept apart from what is published.

    Parameters
    ----------
    terms, total, bound
        Objective of the plan by term, in cost units; ``bound`` is proven.
    baseline_total, baseline_unscheduled
        The same figures for the front desk, for comparison.
    fingerprint
        SHA-256 of the problem document, so that the run can be replayed.
    """

    id: str
    created_utc: datetime
    horizon_start: date
    horizon_days: int
    status: RosterStatus
    plan_status: str
    total: Decimal
    bound: Decimal
    terms: dict[str, Decimal]
    baseline_total: Decimal
    baseline_unscheduled: int
    seconds: Decimal
    seed: int
    fingerprint: str
    visits: tuple[Visit, ...] = ()
    unplaced: tuple[Unplaced, ...] = field(default=())
