"""Stretches of time as plain sets of minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.domain.calendar import LocalSpan, Weekday, WeeklyWindow

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
Minutes = frozenset[int]


def minute(instant: datetime) -> int:
    """Minutes since the epoch."""
    return (instant - EPOCH) // MINUTE


def span(from_: int, to: int) -> Minutes:
    """The minutes of a half-open stretch."""
    return frozenset(range(from_, to))


def union(parts: Iterable[Minutes]) -> Minutes:
    """All minutes of several sets."""
    return frozenset().union(*parts)


def wall(day: date, local: time, zone: ZoneInfo) -> int:
    """The minute at which a clock on a wall first shows a time."""
    return minute(datetime.combine(day, local, tzinfo=zone).astimezone(UTC))


def wall_span(day: date, from_: time, to: time, zone: ZoneInfo) -> Minutes:
    """The minutes of a wall-clock window; to 00:00 is the next midnight."""
    last = day + DAY if to == time(0) else day
    return span(wall(day, from_, zone), wall(last, to, zone))


def dated(holes: Iterable[LocalSpan], zone: ZoneInfo) -> Minutes:
    """The minutes of leave, closures and the like."""
    return union(
        span(
            wall(hole.first_day, hole.from_local or time(0), zone),
            max(wall_span(hole.last_day, time(0), hole.to_local or time(0), zone)) + 1,
        )
        for hole in holes
    )


def weekly(windows: Iterable[WeeklyWindow], day: date, zone: ZoneInfo) -> list[Minutes]:
    """The minutes of each weekly window on a date."""
    return [
        wall_span(day, window.from_local, window.to_local, zone)
        for window in windows
        if Weekday.of(day) in window.days
    ]
