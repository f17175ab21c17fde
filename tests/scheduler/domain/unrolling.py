"""Pasts and promises of a course, as days of a horizon, for tests of unrolling.

The protocol is a consultation, six sessions every 3.5 days (2 to 7), then
maintenance every 28 days (21 to 42); a session may be three days late.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.clock import to_utc
from scheduler.domain.course import Course
from scheduler.domain.due_sessions import DueSession, Promise, Record
from scheduler.domain.treatment import Protocol
from scheduler.domain.unroll import unroll
from tests.scheduler.builders import make_course, make_protocol, make_visit

START = date(2026, 11, 23)
LONDON = ZoneInfo("Europe/London")
FRESH = make_course(starts_on=START)


def day(offset: int) -> date:
    """A date, counted from the start of the horizon."""
    return START + timedelta(days=offset)


def held(number: int, offset: int, *, is_done: bool = True) -> Record:
    """A session of the past, done or missed."""
    return Record(number=number, on=day(offset), is_done=is_done, lead="mei")


def promise(
    number: int, offset: int, *, is_fixed: bool = True, treatment: str = "facial"
) -> Promise:
    """A standing appointment at ten o'clock."""
    start_utc: datetime = to_utc(day(offset), time(10), LONDON)
    visit = make_visit(number=number, start_utc=start_utc, treatment=treatment)
    return Promise(visit=visit, on=day(offset), is_fixed=is_fixed)


def plan(
    course: Course = FRESH,
    protocol: Protocol | None = None,
    *,
    records: Iterable[Record] = (),
    standing: Iterable[Promise] = (),
    days: int = 28,
) -> tuple[DueSession, ...]:
    """The sessions that a course has to plan."""
    return unroll(
        course,
        protocol or make_protocol(),
        records=records,
        standing=standing,
        horizon_start=START,
        horizon_days=days,
    ).sessions


def windows(sessions: Iterable[DueSession]) -> list[tuple[int, int, int, int]]:
    """Number, earliest, due and latest of each session, as days of the horizon."""
    return [
        (s.number, *((each - START).days for each in (s.earliest, s.due, s.latest)))
        for s in sessions
    ]


def gaps(sessions: Iterable[DueSession]) -> list[tuple[int, int] | None]:
    """Least and most days of each session's gap."""
    return [(s.gap.min_days, s.gap.max_days) if s.gap else None for s in sessions]
