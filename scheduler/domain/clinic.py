"""Clinics: where sessions take place, and when they are open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from itertools import combinations
from zoneinfo import ZoneInfo

from scheduler.clock import span_instants, window_instants
from scheduler.domain.calendar import LocalSpan, Weekday, WeeklyWindow
from scheduler.domain.checks import MINUTES_A_DAY, Checks
from scheduler.domain.intervals import Window, subtract
from scheduler.domain.public_holidays import public_holidays, regions_by_country
from scheduler.domain.zones import check_zone

MOST_EQUIPMENT = 10_000


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

    Raises
    ------
    InvalidInput
        If the zone, country or region is unknown, hours overlap, or a count
        is negative.
    """

    id: str
    name: str
    timezone: str
    country: str = ""
    region: str = ""
    hours: tuple[WeeklyWindow, ...] = ()
    closures: tuple[LocalSpan, ...] = ()
    equipment: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        checks = Checks(f"clinic {self.id!r}")
        checks.identifier("id", self.id)
        checks.line("name", self.name)
        check_zone(checks, "timezone", self.timezone)
        self._check_region(checks)
        self._check_hours(checks)
        checks.words("equipment", self.equipment)
        for kind, count in self.equipment.items():
            checks.whole(f"equipment[{kind}]", count, 0, MOST_EQUIPMENT)
        checks.done()

    def _check_region(self, checks: Checks) -> None:
        if not self.country:
            rule = "be empty when country is empty"
            checks.must(not self.region, "region", rule, repr(self.region))
            return
        regions = regions_by_country().get(self.country)
        if regions is None:
            rule = "be an ISO 3166 code such as 'GB', in capitals, or empty"
            checks.must(False, "country", rule, repr(self.country))
        elif self.region and self.region not in regions:
            known = ", ".join(regions) or "none"
            rule = f"be empty or a region of {self.country} ({known})"
            checks.must(False, "region", rule, repr(self.region))

    def _check_hours(self, checks: Checks) -> None:
        numbered = enumerate(self.hours)
        for (_, earlier), (position, later) in combinations(numbered, 2):
            shared = [day for day in later.days if day in earlier.days]
            fits = not shared or not _overlap(earlier, later)
            rule = "not overlap other hours of the same day"
            came = f"{later.from_local:%H:%M} to {later.to_local:%H:%M}"
            checks.must(fits, f"hours[{position}]", rule, came)

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone."""
        return ZoneInfo(self.timezone)

    def is_holiday(self, day: date) -> bool:
        """Whether the clinic keeps a public holiday on this date."""
        if not self.country:
            return False
        return day in public_holidays(self.country, self.region, day.year)

    def open_windows(self, day: date) -> tuple[Window, ...]:
        """
        Stretches of a date in which the clinic is open, in order of time.

        Closures are taken out, and the whole date if it is a public holiday;
        hours that touch stay separate.
        """
        if self.is_holiday(day):
            return ()
        weekday = Weekday.of(day)
        weekly = (
            window_instants(day, hours.from_local, hours.to_local, self.zone)
            for hours in self.hours
            if weekday in hours.days
        )
        closed = [span_instants(closure, self.zone) for closure in self.closures]
        return subtract(sorted(weekly), closed)


def _overlap(one: WeeklyWindow, other: WeeklyWindow) -> bool:
    """Whether two weekly windows share a minute of the day."""
    return one.from_local < _end(other) and other.from_local < _end(one)


def _end(window: WeeklyWindow) -> time:
    """End of a window; midnight, which ends the day, counts as its last instant."""
    return time.max if window.to_local == time(0) else window.to_local


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """
    Minutes a practitioner needs between two clinics, either way.

    Without an entry for a pair nobody works at both on one day.

    Raises
    ------
    InvalidInput
        If both clinics are the same or the time is negative.
    """

    clinic_a: str
    clinic_b: str
    travel_min: int

    def __post_init__(self) -> None:
        checks = Checks(f"travel from {self.clinic_a!r} to {self.clinic_b!r}")
        checks.identifier("clinic_a", self.clinic_a)
        checks.identifier("clinic_b", self.clinic_b)
        rule = "be another clinic than clinic_a"
        differs = self.clinic_a != self.clinic_b
        checks.must(differs, "clinic_b", rule, repr(self.clinic_b))
        checks.whole("travel_min", self.travel_min, 0, MINUTES_A_DAY)
        checks.done()

    @property
    def pair(self) -> tuple[str, str]:
        """Both clinics in order of id: travel holds both ways."""
        return min(self.clinic_a, self.clinic_b), max(self.clinic_a, self.clinic_b)
