"""Stretches of whole minutes since 1970, and the hours of the day they fall in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from solver.problem import Span

Stretch = tuple[int, int]
"""From a minute to another, the latter not included."""

MINUTE = timedelta(minutes=1)
HOUR_MIN = 60
HOURS_A_DAY = 24


def minute_of(instant: datetime) -> int:
    """Minutes from the beginning of 1970 to an instant, seconds dropped."""
    return int(instant.timestamp()) // 60


def stretches_of(spans: Iterable[Span]) -> list[Stretch]:
    """Spans of a document in minutes."""
    return [(minute_of(span.from_), minute_of(span.to)) for span in spans]


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """What any of the stretches covers, in order, each minute once."""
    found: list[Stretch] = []
    for begin, end in sorted(stretches):
        if begin >= end:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def common(ones: list[Stretch], others: list[Stretch]) -> list[Stretch]:
    """What two lists share, each of them as `merged` gives it."""
    found: list[Stretch] = []
    i = j = 0
    while i < len(ones) and j < len(others):
        begin, end = max(ones[i][0], others[j][0]), min(ones[i][1], others[j][1])
        if begin < end:
            found.append((begin, end))
        if ones[i][1] <= others[j][1]:
            i += 1
        else:
            j += 1
    return found


def without(stretches: list[Stretch], holes: list[Stretch]) -> list[Stretch]:
    """What is left outside the holes, both lists as `merged` gives them."""
    found: list[Stretch] = []
    for begin, end in stretches:
        for hole_begin, hole_end in common([(begin, end)], holes):
            if begin < hole_begin:
                found.append((begin, hole_begin))
            begin = hole_end
        if begin < end:
            found.append((begin, end))
    return found


def length_min(stretches: Iterable[Stretch]) -> int:
    """Minutes of all stretches together."""
    return sum(end - begin for begin, end in stretches)


class WallClock:
    """The clock on the wall of the clinics of one zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._offsets: dict[int, int] = {}

    def by_hour(self, stretches: Iterable[Stretch]) -> Counter[int]:
        """Minutes of the stretches in each hour of the day, 0 to 23."""
        found: Counter[int] = Counter()
        for stretch in stretches:
            for hour, minutes in self._hours(*stretch):
                found[hour] += minutes
        return found

    def _hours(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        while begin < end:
            offset = self._offset(begin)
            shown = begin + offset
            until = min(end, begin + HOUR_MIN - shown % HOUR_MIN)
            while self._offset(until - 1) != offset:
                until -= 1  # the clock changes within the hour
            yield shown // HOUR_MIN % HOURS_A_DAY, until - begin
            begin = until

    def _offset(self, minute: int) -> int:
        """Minutes by which the clock is ahead of UTC."""
        known = self._offsets.get(minute)
        if known is None:
            ahead = datetime.fromtimestamp(60 * minute, UTC).astimezone(self.zone)
            known = (ahead.utcoffset() or timedelta(0)) // MINUTE
            self._offsets[minute] = known
        return known
