"""A patient's weekly hours, widened to what was promised and no further.

A fixed appointment may lie outside the hours in which the patient usually can
come: it was agreed on the telephone. It is a window of its own then, closed
again on the same weekday of every other week.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from zoneinfo import ZoneInfo

from scheduler.clock import window_instants
from scheduler.domain.calendar import Weekday, WeeklyWindow
from scheduler.domain.intervals import Window, subtract
from scheduler.domain.roster import Visit

ANY_TIME = WeeklyWindow(days=tuple(Weekday), from_local=time(0), to_local=time(0))


def promised_hours(
    available: tuple[WeeklyWindow, ...],
    fixed: Iterable[tuple[Visit, ZoneInfo]],
    dates: Sequence[date],
) -> tuple[tuple[WeeklyWindow, ...], tuple[Window, ...]]:
    """
    Weekly hours that hold every fixed visit, and when they are closed again.

    Parameters
    ----------
    available
        Weekly hours of the patient; empty: any time.
    fixed
        Visits that may not move, each with the zone of its clinic. One that
        runs past midnight fits no weekly window and is left alone.
    """
    hours = available or (ANY_TIME,)
    extra: list[WeeklyWindow] = []
    closed: list[Window] = []
    for visit, zone in fixed:
        window = _own_window(visit, zone)
        if window is None or any(_holds(usual, window) for usual in hours):
            continue
        extra.append(window)
        on = visit.start_utc.astimezone(zone).date()
        for day in dates:
            if day != on and day.weekday() == on.weekday():
                usual = [_instants(day, w, zone) for w in hours if _is_on(w, day)]
                closed += subtract([_instants(day, window, zone)], usual)
    return hours + tuple(extra), tuple(closed)


def _own_window(visit: Visit, zone: ZoneInfo) -> WeeklyWindow | None:
    """The window that is the visit itself."""
    start, end = visit.start_utc.astimezone(zone), visit.end_utc.astimezone(zone)
    ends_the_day = end.time() == time(0) and (end.date() - start.date()).days == 1
    if not ends_the_day and (end.date() != start.date() or end.time() <= start.time()):
        return None
    return WeeklyWindow(
        days=(Weekday.of(start.date()),),
        from_local=start.time(),
        to_local=end.time(),
    )


def _holds(usual: WeeklyWindow, window: WeeklyWindow) -> bool:
    return (
        window.days[0] in usual.days
        and usual.from_local <= window.from_local
        and _end(window) <= _end(usual)
    )


def _end(window: WeeklyWindow) -> time:
    """End of a window; the midnight that ends the day counts as the last instant."""
    return window.to_local if window.to_local != time(0) else time.max


def _is_on(window: WeeklyWindow, day: date) -> bool:
    return Weekday.of(day) in window.days


def _instants(day: date, window: WeeklyWindow, zone: ZoneInfo) -> Window:
    return Window(*window_instants(day, window.from_local, window.to_local, zone))
