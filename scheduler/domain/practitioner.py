"""Practitioners: skills, licence, shifts, absences, break and limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from scheduler.domain.calendar import LocalSpan, Weekday


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A stretch of ``break_min`` minutes to be taken inside a window."""

    break_min: int
    from_local: time
    to_local: time


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
