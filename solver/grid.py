"""Time as integers: grains after an origin, and each clinic's days on them.

A *grain* is the longest length that divides the tick and every zone's midnight,
so that all starts of all clinics fall on one global grid. A *day* is an index
from the clinic's own calendar; where clocks change it is not 1,440 minutes long.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from math import gcd
from zoneinfo import ZoneInfo

from solver.fields import minutes_of
from solver.problem import Problem

MINUTE = timedelta(minutes=1)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """UTC instant at which a date begins in a zone."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def wall_clock(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """
    UTC instant of a clinic time, in minutes after midnight (0 to 1,440).

    A time that the spring change skips moves forward by the gap; of a time that
    the autumn change repeats, the first is meant (PEP 495, fold=0).
    """
    if minutes >= 1440:
        return midnight(day + timedelta(days=1), zone)
    local = datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=zone)
    return local.astimezone(UTC)


class Grid:
    """
    The grid of a problem.

    Attributes
    ----------
    grain_min, step
        Length of a grain in minutes; grains in a tick.
    num_days
        Days of the horizon.
    starts
        ``starts[c][d]``: grain at which day d begins at clinic c, for d from 0
        to ``num_days`` inclusive.
    """

    def __init__(self, problem: Problem) -> None:
        self.first = problem.horizon.start
        self.num_days = problem.horizon.days
        self.zones = [ZoneInfo(clinic.timezone) for clinic in problem.clinics]
        days = [self.first + timedelta(days=d) for d in range(self.num_days + 1)]
        nights = [[midnight(day, zone) for day in days] for zone in self.zones]
        # Days around the horizon, so that what reaches into it or out has a place.
        margin = timedelta(days=max(2, 1 + -(-_reach_min(problem) // 1440)))
        earliest = min((n[0] for n in nights), default=midnight(self.first, _UTC))
        self.origin_utc = earliest - margin
        self.grain_min = self._grain_min(problem, nights)
        self.step = problem.tick_minutes // self.grain_min
        self.starts = [[self.floor(night) for night in row] for row in nights]
        latest = max((row[-1] for row in nights), default=earliest)
        self.end = self.floor(latest + margin)

    def _grain_min(self, problem: Problem, nights: list[list[datetime]]) -> int:
        grain_min = problem.tick_minutes
        for row in nights:
            for night in row:
                grain_min = gcd(grain_min, (night - self.origin_utc) // MINUTE)
        for person in problem.practitioners:
            if person.break_ is not None:
                grain_min = gcd(grain_min, minutes_of(person.break_.from_))
                grain_min = gcd(grain_min, minutes_of(person.break_.to))
        return grain_min

    def floor(self, instant: datetime) -> int:
        """The grain that an instant lies in or begins."""
        return ((instant - self.origin_utc) // MINUTE) // self.grain_min

    def ceil(self, instant: datetime) -> int:
        """The first grain that begins at an instant or after it."""
        return -(-((instant - self.origin_utc) // MINUTE) // self.grain_min)

    def instant(self, grain: int) -> datetime:
        """UTC instant at which a grain begins."""
        return self.origin_utc + grain * self.grain_min * MINUTE

    def day_index(self, day: date) -> int:
        """Days after the first of the horizon; negative before it."""
        return (day - self.first).days

    def date(self, index: int) -> date:
        """Date of a day index."""
        return self.first + timedelta(days=index)

    def inside(self, from_: datetime, to: datetime) -> tuple[int, int]:
        """Largest stretch of whole grains inside two instants."""
        begin, end = self.clip(self.ceil(from_), self.floor(to))
        return begin, end

    def around(self, from_: datetime, to: datetime) -> tuple[int, int]:
        """Smallest stretch of whole grains that covers two instants."""
        begin, end = self.clip(self.floor(from_), self.ceil(to))
        return begin, end

    def clip(self, *grains: int) -> tuple[int, ...]:
        """Grains, none before the first nor after the last of the grid."""
        return tuple(min(max(grain, 0), self.end) for grain in grains)


def _reach_min(problem: Problem) -> int:
    """Minutes from the beginning of a session to the last that it can affect."""
    session = max(
        (sum(step.max_minutes for step in t.steps) for t in problem.treatments),
        default=0,
    )
    turnover = max((room.turnover_minutes for room in problem.rooms), default=0)
    way = max((travel.minutes for travel in problem.travel), default=0)
    return session + turnover + way


_UTC = ZoneInfo("UTC")
