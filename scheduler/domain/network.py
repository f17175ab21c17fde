"""The network: everything planning needs to know, as one value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter
from zoneinfo import ZoneInfo

from scheduler.domain.checks import Checks
from scheduler.domain.clinic import Clinic, Travel
from scheduler.domain.course import Course
from scheduler.domain.grid import check_grid
from scheduler.domain.patient import Patient
from scheduler.domain.practitioner import Practitioner
from scheduler.domain.references import check_ids, check_references
from scheduler.domain.room import Room
from scheduler.domain.roster import MOST_HORIZON_DAYS, Appointment, Roster
from scheduler.domain.treatment import Protocol, Treatment
from scheduler.domain.zones import check_zone

MINUTES_AN_HOUR = 60

# What each part of a network is ordered by.
_BY_ID = attrgetter("id")
_ORDER = {
    "clinics": _BY_ID,
    "travel": attrgetter("pair", "clinic_a"),
    "rooms": _BY_ID,
    "practitioners": _BY_ID,
    "treatments": _BY_ID,
    "protocols": _BY_ID,
    "patients": _BY_ID,
    "courses": _BY_ID,
    "appointments": attrgetter("visit.start_utc", "visit.session"),
    "rosters": attrgetter("created_utc", "id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """
    Cost weights, one a term part; see the planning problem.

    Raises
    ------
    InvalidInput
        If a weight is negative or not finite.
    """

    unscheduled: Decimal = Decimal(1000)
    time_preference: Decimal = Decimal(15)
    practitioner_preference: Decimal = Decimal(20)
    practitioner_change: Decimal = Decimal(10)
    overload: Decimal = Decimal(10)
    moved_day: Decimal = Decimal(60)
    moved_time: Decimal = Decimal(30)
    moved_practitioner: Decimal = Decimal(15)
    moved_clinic: Decimal = Decimal(80)
    dropped: Decimal = Decimal(200)

    def __post_init__(self) -> None:
        checks = Checks("the weights")
        for weight in fields(self):
            checks.amount(weight.name, getattr(self, weight.name))
        checks.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """
    How a network plans.

    Parameters
    ----------
    timezone
        Zone of the nightly clock and of "today".
    tick_min
        Grid of starts and lengths, in minutes; a divisor of 60.
    horizon_days
        Days planned ahead.
    freeze_days
        Days from today in which what is published no longer moves.

    Raises
    ------
    InvalidInput
        If the zone is unknown or a number is out of range.
    """

    id: str
    name: str = ""
    timezone: str = "Europe/London"
    tick_min: int = 5
    horizon_days: int = 28
    freeze_days: int = 2
    weights: Weights = Weights()

    def __post_init__(self) -> None:
        checks = Checks(f"policy {self.id!r}")
        checks.identifier("id", self.id)
        checks.line("name", self.name)
        check_zone(checks, "timezone", self.timezone)
        divides = self.tick_min >= 1 and MINUTES_AN_HOUR % self.tick_min == 0
        checks.must(divides, "tick_min", "be a divisor of 60", self.tick_min)
        checks.whole("horizon_days", self.horizon_days, 1, MOST_HORIZON_DAYS)
        checks.whole("freeze_days", self.freeze_days, 0, MOST_HORIZON_DAYS)
        checks.done()

    @property
    def zone(self) -> ZoneInfo:
        """Zone of the nightly clock and of "today"."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """
    A network of clinics with its people, patients, courses and appointments.

    Every reference between the parts is checked at birth, and each part is put
    in order: by id, travel by its pair, appointments by start, rosters by
    creation. Equal data are equal values, in whatever order they came. What
    rosters name is not checked: they may tell of what no longer exists.

    Raises
    ------
    InvalidInput
        Naming every unknown or doubled id and every length off the grid at
        once, with its path (``rooms[north-1].clinic``).
    """

    policy: Policy
    clinics: tuple[Clinic, ...] = ()
    travel: tuple[Travel, ...] = ()
    rooms: tuple[Room, ...] = ()
    practitioners: tuple[Practitioner, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    protocols: tuple[Protocol, ...] = ()
    patients: tuple[Patient, ...] = ()
    courses: tuple[Course, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    rosters: tuple[Roster, ...] = ()

    def __post_init__(self) -> None:
        for part, key in _ORDER.items():
            in_order = tuple(sorted(getattr(self, part), key=key))
            object.__setattr__(self, part, in_order)
        checks = Checks("the network")
        check_ids(checks, self)
        check_references(checks, self)
        check_grid(checks, self)
        checks.done()
