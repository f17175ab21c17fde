"""Appointments and rosters: what stands, and what a run proposes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from scheduler.domain.checks import MINUTES_A_DAY, Checks
from scheduler.domain.place import check_place, end_of
from scheduler.domain.treatment import LEAD

MOST_NUMBER = 100_000
MOST_REVISION = 1_000_000
MOST_HORIZON_DAYS = 366
MOST_SEED = 2**63 - 1
MOST_REASON = 10_000


class AppointmentStatus(StrEnum):
    """
    What an appointment means to the patient.

    ``published``: the patient knows it, moving it costs; ``confirmed``: the
    patient agreed, it is fixed; ``arrived``: the patient is there; ``done`` and
    ``missed`` are history; ``cancelled`` frees the place, the session stays to be
    planned.
    """

    PUBLISHED = "published"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to come, as far as is known."""
        return self in {AppointmentStatus.PUBLISHED, AppointmentStatus.CONFIRMED}

    @property
    def is_settled(self) -> bool:
        """Whether patient and clinic agreed on it: it no longer moves by itself."""
        return self in {AppointmentStatus.CONFIRMED, AppointmentStatus.ARRIVED}

    @property
    def is_over(self) -> bool:
        """Whether it has become history."""
        return self in {AppointmentStatus.DONE, AppointmentStatus.MISSED}

    @property
    def is_taking(self) -> bool:
        """Whether room, people and equipment are taken for it."""
        return self not in {AppointmentStatus.CANCELLED, AppointmentStatus.MISSED}


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

    def __post_init__(self) -> None:
        checks = Checks(f"step {self.name!r}")
        checks.identifier("name", self.name)
        checks.whole("length_min", self.length_min, 1, MINUTES_A_DAY)
        checks.done()


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
        Aware, in UTC, in the years 1900 to 2199.

    Raises
    ------
    InvalidInput
        If the session's id does not follow from course and number, nobody
        leads it, it has no step or its start is not in UTC or out of range.
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

    def __post_init__(self) -> None:
        checks = Checks(f"session {self.session!r}")
        check_session(checks, self.session, self.course, self.number)
        checks.identifier("patient", self.patient)
        check_place(checks, self)
        checks.done()

    @property
    def lead(self) -> str:
        """The practitioner who leads the session."""
        return self.staff[LEAD]

    @property
    def end_utc(self) -> datetime:
        """When the last step ends."""
        return end_of(self.start_utc, self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A visit the network stands by, with its status and change counter."""

    visit: Visit
    status: AppointmentStatus
    revision: int = 1

    def __post_init__(self) -> None:
        checks = Checks(f"appointment {self.visit.session!r}")
        checks.whole("revision", self.revision, 1, MOST_REVISION)
        checks.done()


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

    def __post_init__(self) -> None:
        checks = Checks(f"unplaced session {self.session!r}")
        check_session(checks, self.session, self.course, self.number)
        checks.identifier("patient", self.patient)
        checks.identifier("treatment", self.treatment)
        checks.words("clinics", self.clinics)
        for reason in self.reasons:
            checks.line("reasons", reason, most=MOST_REASON)
        checks.done()


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

    Raises
    ------
    InvalidInput
        If a session comes twice, a figure is not a finite number or a time
        is not in UTC.
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
    unplaced: tuple[Unplaced, ...] = ()

    def __post_init__(self) -> None:
        checks = Checks(f"roster {self.id!r}")
        checks.identifier("id", self.id)
        checks.instant("created_utc", self.created_utc)
        checks.day("horizon_start", self.horizon_start)
        checks.whole("horizon_days", self.horizon_days, 1, MOST_HORIZON_DAYS)
        checks.identifier("plan_status", self.plan_status)
        checks.line("fingerprint", self.fingerprint)
        checks.whole("seed", self.seed, 0, MOST_SEED)
        checks.words("terms", self.terms)
        self._check_figures(checks)
        self._check_sessions(checks)
        checks.done()

    def _check_figures(self, checks: Checks) -> None:
        figures = {
            "total": self.total,
            "bound": self.bound,
            "baseline_total": self.baseline_total,
            "seconds": self.seconds,
        }
        figures |= {f"terms[{name}]": value for name, value in self.terms.items()}
        for field, value in figures.items():
            checks.must(value.is_finite(), field, "be a finite number", value)
        least = self.baseline_unscheduled
        checks.must(least >= 0, "baseline_unscheduled", "be 0 or more", least)

    def _check_sessions(self, checks: Checks) -> None:
        placed = [visit.session for visit in self.visits]
        unplaced = [each.session for each in self.unplaced]
        checks.distinct("visits", placed + unplaced)


def check_session(checks: Checks, session: str, course: str, number: int) -> None:
    """Note a problem unless the id of a session follows from course and number."""
    checks.identifier("course", course)
    checks.whole("number", number, 1, MOST_NUMBER)
    rule = f"be the course and the number, {course}-{number}"
    checks.must(session == f"{course}-{number}", "session", rule, repr(session))
