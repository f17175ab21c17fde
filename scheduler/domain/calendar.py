"""Local dates and times: weekly windows and dated spans, without a zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Weekday(StrEnum):
    """Days of the week, in ISO order."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyWindow:
    """
    Hours that repeat on the same days each week, on the clinic's clock.

    Parameters
    ----------
    from_local, to_local
        Half-open; ``to_local`` 00:00 is the midnight that ends the day.
    """

    days: tuple[Weekday, ...]
    from_local: time
    to_local: time


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
        ``last_day``; None: the day's own beginning and end.
    reason
        For people; never sent to the solver.
    """

    first_day: date
    last_day: date
    from_local: time | None = None
    to_local: time | None = None
    reason: str = ""
