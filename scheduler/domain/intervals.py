"""Stretches of time and their difference."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
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
