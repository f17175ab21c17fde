"""Practitioners: skills, licence, shifts, absences, break and limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from scheduler.clock import span_instants, window_instants
from scheduler.domain.calendar import LocalSpan, Weekday
from scheduler.domain.checks import MINUTES_A_DAY, Checks
from scheduler.domain.clinic import Clinic
from scheduler.domain.intervals import subtract

MOST_PARALLEL = 100
MOST_SESSIONS_PER_DAY = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPattern:
    """
    Hours worked at one clinic every week.

    Parameters
    ----------
    valid_from, valid_until
        First and last date of the pattern; None: open.
    """

    clinic: str
    days: tuple[Weekday, ...]
    from_local: time
    to_local: time
    valid_from: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        checks = Checks(f"shift at clinic {self.clinic!r}")
        checks.identifier("clinic", self.clinic)
        checks.must(bool(self.days), "days", "name at least one weekday", "none")
        checks.distinct("days", self.days)
        checks.clock_window(self.from_local, self.to_local)
        if self.valid_from is not None and self.valid_until is not None:
            rule = f"be no earlier than valid_from {self.valid_from}"
            fits = self.valid_from <= self.valid_until
            checks.must(fits, "valid_until", rule, self.valid_until)
        checks.done()

    def holds_on(self, day: date) -> bool:
        """Whether the pattern is valid on a date and names its weekday."""
        begins = self.valid_from or date.min
        ends = self.valid_until or date.max
        return begins <= day <= ends and Weekday.of(day) in self.days


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftException:
    """
    Hours of one date that replace all patterns of that date.

    A date may have several; an exception without a clinic is a day off.
    """

    day: date
    clinic: str | None = None
    from_local: time | None = None
    to_local: time | None = None

    def __post_init__(self) -> None:
        checks = Checks(f"shift exception of {self.day}")
        times = (self.from_local, self.to_local)
        if self.clinic is None:
            rule = "be empty when clinic is empty (a day off)"
            checks.must(times[0] is None, "from_local", rule, times[0])
            checks.must(times[1] is None, "to_local", rule, times[1])
        else:
            checks.identifier("clinic", self.clinic)
            self._check_hours(checks)
        checks.done()

    def _check_hours(self, checks: Checks) -> None:
        if self.from_local is not None and self.to_local is not None:
            checks.clock_window(self.from_local, self.to_local)
            return
        rule = "be a time when clinic is given"
        checks.must(self.from_local is not None, "from_local", rule, "none")
        checks.must(self.to_local is not None, "to_local", rule, "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A stretch of ``break_min`` minutes to be taken inside a window."""

    break_min: int
    from_local: time
    to_local: time

    def __post_init__(self) -> None:
        checks = Checks("break")
        checks.whole("break_min", self.break_min, 1, MINUTES_A_DAY)
        checks.clock_window(self.from_local, self.to_local)
        room_min = (_minute(self.to_local) or MINUTES_A_DAY) - _minute(self.from_local)
        rule = f"be at most the {room_min} minutes of its window"
        # a window that ends before it begins has been noted already
        fits = room_min <= 0 or self.break_min <= room_min
        checks.must(fits, "break_min", rule, self.break_min)
        checks.done()


class Shift(NamedTuple):
    """A stretch of time in which somebody is on duty at a clinic."""

    clinic: str
    start_utc: datetime
    end_utc: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner:
    """
    Somebody who treats patients.

    Parameters
    ----------
    licensed_until
        Last date of the licence; None: no end known.
    max_parallel
        Sessions led at one instant, resting patients included.
    comfortable_sessions_per_day
        Above this, up to ``max_sessions_per_day``, a session costs overload.
    absences
        Each on the clock of the clinic whose shift it cuts.

    Raises
    ------
    InvalidInput
        If a limit is out of range, a skill comes twice, or a date has both a
        day off and hours.
    """

    id: str
    name: str = ""
    skills: tuple[str, ...] = ()
    licensed_until: date | None = None
    max_parallel: int = 2
    max_sessions_per_day: int = 14
    comfortable_sessions_per_day: int = 10
    break_: Break | None = None
    shifts: tuple[ShiftPattern, ...] = ()
    exceptions: tuple[ShiftException, ...] = ()
    absences: tuple[LocalSpan, ...] = ()

    def __post_init__(self) -> None:
        checks = Checks(f"practitioner {self.id!r}")
        checks.identifier("id", self.id)
        checks.line("name", self.name)
        checks.words("skills", self.skills)
        self._check_limits(checks)
        self._check_exceptions(checks)
        checks.done()

    def _check_limits(self, checks: Checks) -> None:
        most = self.max_sessions_per_day
        checks.whole("max_parallel", self.max_parallel, 1, MOST_PARALLEL)
        checks.whole("max_sessions_per_day", most, 1, MOST_SESSIONS_PER_DAY)
        comfortable = self.comfortable_sessions_per_day
        rule = f"be 0 to max_sessions_per_day {most}"
        fits = 0 <= comfortable <= most
        checks.must(fits, "comfortable_sessions_per_day", rule, comfortable)

    def _check_exceptions(self, checks: Checks) -> None:
        times = Counter(exception.day for exception in self.exceptions)
        for exception in self.exceptions:
            fits = exception.clinic is not None or times[exception.day] == 1
            rule = "give a date either one day off or hours"
            checks.must(fits, "exceptions", rule, f"both on {exception.day}")

    def shift_windows(
        self, day: date, clinics: Mapping[str, Clinic]
    ) -> tuple[Shift, ...]:
        """
        Shifts of a date in order of time, absences taken out.

        Exceptions of the date replace all its patterns. Shifts that touch
        stay separate; a clinic's opening hours do not cut them.

        Parameters
        ----------
        clinics
            By id; each shift's clinic must be among them.
        """
        shifts = []
        for clinic, from_local, to_local in self._hours_of(day):
            zone = clinics[clinic].zone
            window = window_instants(day, from_local, to_local, zone)
            absent = [span_instants(absence, zone) for absence in self.absences]
            shifts += [Shift(clinic, *left) for left in subtract([window], absent)]
        return tuple(sorted(shifts, key=lambda shift: shift[1:]))

    def _hours_of(self, day: date) -> Iterator[tuple[str, time, time]]:
        """Clinic and hours of each shift of a date, before absences."""
        exceptions = [each for each in self.exceptions if each.day == day]
        if not exceptions:
            for pattern in self.shifts:
                if pattern.holds_on(day):
                    yield pattern.clinic, pattern.from_local, pattern.to_local
        for each in exceptions:
            hours = (each.clinic, each.from_local, each.to_local)
            match hours:
                case (str() as clinic, time() as from_local, time() as to_local):
                    yield clinic, from_local, to_local


def _minute(local: time) -> int:
    """Minutes since midnight."""
    return 60 * local.hour + local.minute
