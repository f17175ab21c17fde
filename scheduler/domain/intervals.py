"""Stretches of time: their difference, and what they share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple


class Window(NamedTuple):
    """A half-open stretch of time between two UTC instants."""

    start_utc: datetime
    end_utc: datetime


def subtract(
    windows: Iterable[tuple[datetime, datetime]],
    holes: Iterable[tuple[datetime, datetime]],
) -> tuple[Window, ...]:
    """
    What is left of the windows outside every hole, in the windows' order.

    Windows that touch stay separate; a window without length is dropped.
    """
    left = [Window(*window) for window in windows]
    for hole_start_utc, hole_end_utc in holes:
        if hole_start_utc >= hole_end_utc:
            continue  # would cut a window in two without taking anything out
        left = [
            Window(*rest)
            for start_utc, end_utc in left
            for rest in (
                (start_utc, min(end_utc, max(start_utc, hole_start_utc))),
                (max(start_utc, min(end_utc, hole_end_utc)), end_utc),
            )
            if rest[0] < rest[1]  # or every hole would double what is left
        ]
    return tuple(window for window in left if window.start_utc < window.end_utc)


def intersect(
    windows: Iterable[tuple[datetime, datetime]],
    others: Iterable[tuple[datetime, datetime]],
) -> tuple[Window, ...]:
    """
    What each window shares with each of the others, in the windows' order.

    Where the others overlap, what they share comes once for each of them.
    """
    others = tuple(others)
    return tuple(
        Window(max(start_utc, other_start_utc), min(end_utc, other_end_utc))
        for start_utc, end_utc in windows
        for other_start_utc, other_end_utc in others
        if max(start_utc, other_start_utc) < min(end_utc, other_end_utc)
    )


def minutes_of(windows: Iterable[tuple[datetime, datetime]]) -> float:
    """Minutes of all windows together, whatever their offsets."""
    lengths = (end.astimezone(UTC) - start.astimezone(UTC) for start, end in windows)
    return sum(length / timedelta(minutes=1) for length in lengths)
