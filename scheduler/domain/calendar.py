"""Local dates and times: weekly windows and dated spans, without a zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from scheduler.domain.checks import Checks


class Weekday(StrEnum):
    """Days of the week, in ISO order."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @classmethod
    def of(cls, day: date) -> Weekday:
        """The weekday of a date."""
        return tuple(cls)[day.weekday()]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyWindow:
    """
    Hours that repeat on the same days each week, on the clinic's clock.

    Parameters
    ----------
    from_local, to_local
        Half-open; ``to_local`` 00:00 is the midnight that ends the day.

    Raises
    ------
    InvalidInput
        If no day is named, a day comes twice or the window does not end
        after it begins.
    """

    days: tuple[Weekday, ...]
    from_local: time
    to_local: time

    def __post_init__(self) -> None:
        checks = Checks("weekly window")
        checks.must(bool(self.days), "days", "name at least one weekday", "none")
        checks.distinct("days", self.days)
        checks.clock_window(self.from_local, self.to_local)
        checks.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalSpan:
    """
    A dated stretch of time on a clinic's clock: leave, a closure, a trip.

    Parameters
    ----------
    first_day, last_day
        Both belong to the span.
    from_local, to_local
        Time of day at which it begins on ``first_day`` and ends on
        ``last_day``; None: the day's own beginning and end. ``to_local``
        00:00 is the midnight that ends ``last_day``.
    reason
        For people; never sent to the solver.

    Raises
    ------
    InvalidInput
        If the span does not end after it begins.
    """

    first_day: date
    last_day: date
    from_local: time | None = None
    to_local: time | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        checks = Checks("dated span")
        fits = self.first_day <= self.last_day
        rule = f"be no earlier than first_day {self.first_day}"
        checks.must(fits, "last_day", rule, self.last_day)
        if self.first_day == self.last_day:
            checks.clock_window(self.from_local or time(0), self.to_local or time(0))
        else:
            checks.clock_time("from_local", self.from_local or time(0))
            checks.clock_time("to_local", self.to_local or time(0))
        checks.line("reason", self.reason)
        checks.done()
