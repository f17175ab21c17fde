"""Where clinic-local time and UTC meet, and nowhere else."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.domain.calendar import LocalSpan
from scheduler.errors import InvalidInput

_MIDNIGHT = time(0)
_ONE_DAY = timedelta(days=1)

# A span may be open-ended in practice (9999-12-31); a year's distance from the
# ends of the calendar leaves room for every zone's offset.
_EARLIEST_DAY = date(2, 1, 1)
_LATEST_DAY = date(9998, 12, 31)

_ISO_WEEK = re.compile(r"([1-9]\d{3})-W(\d{2})", re.ASCII)


def to_utc(day: date, local: time, zone: ZoneInfo) -> datetime:
    """
    UTC instant of a wall-clock time at a clinic.

    A time that the spring change skips moves forward by the gap; of a time
    that the autumn change repeats, the first is meant (PEP 495, fold=0).
    """
    return datetime.combine(day, local, tzinfo=zone).astimezone(UTC)


def window_instants(
    day: date, from_local: time, to_local: time, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    """
    Start and end of a half-open window of one day, as UTC instants.

    ``to_local`` 00:00 is the midnight that ends the day. A window that the
    spring change swallows is empty: it ends when it starts, never before.
    """
    start_utc = to_utc(day, from_local, zone)
    last_day = day + _ONE_DAY if to_local == _MIDNIGHT else day
    return start_utc, max(start_utc, to_utc(last_day, to_local, zone))


def span_instants(span: LocalSpan, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """
    Start and end of a dated span on the clock of ``zone``, as UTC instants.

    Half-open: a span without times ends at the midnight after its last day.
    """
    first_day = min(max(span.first_day, _EARLIEST_DAY), _LATEST_DAY)
    last_day = min(max(span.last_day, _EARLIEST_DAY), _LATEST_DAY)
    start_utc = to_utc(first_day, span.from_local or _MIDNIGHT, zone)
    _, end_utc = window_instants(last_day, _MIDNIGHT, span.to_local or _MIDNIGHT, zone)
    return start_utc, max(start_utc, end_utc)


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """Calendar day of an aware instant on the clock of ``zone``."""
    return instant.astimezone(zone).date()


def today(zone: ZoneInfo, now_utc: datetime) -> date:
    """Calendar day that it is at ``now_utc`` on the clock of ``zone``."""
    return local_date(now_utc, zone)


def week_days(week: str) -> tuple[date, ...]:
    """
    Dates of an ISO 8601 week such as ``"2026-W48"``, Monday to Sunday.

    Raises
    ------
    InvalidInput
        If the text has another form, or the year has no such week.
    """
    match = _ISO_WEEK.fullmatch(week)
    if match is None:
        raise InvalidInput.of(
            "week", f"week must have the form 2026-W48 (ISO 8601), got {week!r}."
        )
    year, number = int(match[1]), int(match[2])
    try:
        days = [date.fromisocalendar(year, number, weekday) for weekday in range(1, 8)]
    except ValueError:
        raise InvalidInput.of(
            "week",
            f"week must be one that {year} has (W01 to W52 or W53), got {week!r}.",
        ) from None
    return tuple(days)
