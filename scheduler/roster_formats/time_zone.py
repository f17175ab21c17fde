"""The definition of a time zone for a calendar file (RFC 5545, VTIMEZONE)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_ONE_DAY = timedelta(days=1)
_ONE_MINUTE = timedelta(minutes=1)


def time_zone(zone: ZoneInfo, first_day: date, last_day: date) -> Timezone:
    """
    The zone between two dates: what holds at first, and every change after.

    A change begins at the wall-clock time that it ends, as the standard asks:
    02:00 where clocks go from 02:00 to 03:00.
    """
    definition = Timezone()
    definition.add("tzid", zone.key)
    instant = datetime.combine(first_day, time(0), tzinfo=UTC)
    end = datetime.combine(last_day, time(0), tzinfo=UTC)
    before = _offset(instant, zone)
    definition.add_component(_rule(instant, before, zone))
    while instant < end:
        if _offset(instant + _ONE_DAY, zone) != before:
            change = _change(instant, zone)
            definition.add_component(_rule(change, before, zone))
            before = _offset(instant + _ONE_DAY, zone)
        instant += _ONE_DAY
    return definition


def _change(instant: datetime, zone: ZoneInfo) -> datetime:
    """The minute, within a day of an instant, in which the offset changes."""
    before, early, late = _offset(instant, zone), instant, instant + _ONE_DAY
    while late - early > _ONE_MINUTE:
        middle = early + (late - early) // _ONE_MINUTE // 2 * _ONE_MINUTE
        if _offset(middle, zone) == before:
            early = middle
        else:
            late = middle
    return late


def _rule(
    instant: datetime, before: timedelta, zone: ZoneInfo
) -> TimezoneStandard | TimezoneDaylight:
    """What holds from an instant on."""
    local = instant.astimezone(zone)
    rule = TimezoneDaylight() if local.dst() else TimezoneStandard()
    rule.add("dtstart", (instant + before).replace(tzinfo=None))
    rule.add("tzoffsetfrom", before)
    rule.add("tzoffsetto", _offset(instant, zone))
    rule.add("tzname", local.tzname() or zone.key)
    return rule


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta(0)
