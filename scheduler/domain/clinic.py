"""Clinics: where sessions take place, and when they are open."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from scheduler.domain.calendar import LocalSpan, WeeklyWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """
    A place with rooms, opening hours on its own clock, and equipment.

    Parameters
    ----------
    timezone
        IANA name; every local time of the clinic is meant in it.
    country, region
        ISO 3166 country and subdivision that decide the public holidays on
        which the clinic is closed; empty country: none are kept.
    hours
        Weekly opening hours; empty: open on no day.
    closures
        Days or hours on which the clinic is closed although ``hours`` say open.
    equipment
        How many of each kind the clinic owns.
    """

    id: str
    name: str
    timezone: str
    country: str = ""
    region: str = ""
    hours: tuple[WeeklyWindow, ...] = ()
    closures: tuple[LocalSpan, ...] = ()
    equipment: dict[str, int] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """
    Minutes a practitioner needs between two clinics, either way.

    Without an entry for a pair nobody works at both on one day.
    """

    clinic_a: str
    clinic_b: str
    travel_min: int
