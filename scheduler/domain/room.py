"""Rooms: what they offer and when they are closed."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.domain.calendar import LocalSpan
from scheduler.domain.checks import MINUTES_A_DAY, Checks


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """
    A treatment room: one patient at a time.

    Parameters
    ----------
    turnover_min
        Cleaning after each session, in minutes; the room stays taken.

    Raises
    ------
    InvalidInput
        If an id or a feature is malformed or doubled, or the turnover is
        negative.
    """

    id: str
    clinic: str
    name: str = ""
    features: tuple[str, ...] = ()
    turnover_min: int = 0
    closures: tuple[LocalSpan, ...] = ()

    def __post_init__(self) -> None:
        checks = Checks(f"room {self.id!r}")
        checks.identifier("id", self.id)
        checks.identifier("clinic", self.clinic)
        checks.line("name", self.name)
        checks.words("features", self.features)
        checks.whole("turnover_min", self.turnover_min, 0, MINUTES_A_DAY)
        checks.done()
