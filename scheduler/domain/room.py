"""Rooms: what they offer and when they are closed."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.domain.calendar import LocalSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """
    A treatment room: one patient at a time.

    Parameters
    ----------
    turnover_min
        Cleaning after each session, in minutes; the room stays taken.
    """

    id: str
    clinic: str
    name: str = ""
    features: tuple[str, ...] = ()
    turnover_min: int = 0
    closures: tuple[LocalSpan, ...] = ()
