"""The network: everything planning needs to know, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scheduler.domain.clinic import Clinic, Travel
from scheduler.domain.course import Course
from scheduler.domain.patient import Patient
from scheduler.domain.practitioner import Practitioner
from scheduler.domain.room import Room
from scheduler.domain.roster import Appointment, Roster
from scheduler.domain.treatment import Protocol, Treatment


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Cost weights, one a term part; see the planning problem."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """
    How a network plans.

    Parameters
    ----------
    timezone
        Zone of the nightly clock and of "today".
    tick_min
        Grid of starts and lengths, in minutes.
    horizon_days
        Days planned ahead.
    freeze_days
        Days from today in which what is published no longer moves.
    """

    id: str
    name: str = ""
    timezone: str = "Europe/London"
    tick_min: int = 5
    horizon_days: int = 28
    freeze_days: int = 2
    weights: Weights = Weights()


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """
    A network of clinics with its people, patients, courses and appointments.

    Every reference between the parts is checked at birth.

    Raises
    ------
    InvalidInput
        Naming every unknown or doubled id at once.
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
