"""What visits and holds have in common: a time, a room and its staff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from scheduler.domain.checks import Checks
from scheduler.domain.treatment import LEAD

if TYPE_CHECKING:
    from scheduler.domain.roster import StepTime


class Place(Protocol):
    """A session's time and room, with all who are there."""

    @property
    def treatment(self) -> str:
        """Id of the treatment."""

    @property
    def clinic(self) -> str:
        """Id of the clinic."""

    @property
    def room(self) -> str:
        """Id of the room."""

    @property
    def patient(self) -> str | None:
        """Id of the patient; None: not known yet."""

    @property
    def staff(self) -> Mapping[str, str]:
        """Practitioner by role."""

    @property
    def start_utc(self) -> datetime:
        """When the first step begins."""

    @property
    def end_utc(self) -> datetime:
        """When the last step ends."""

    @property
    def steps(self) -> tuple[StepTime, ...]:
        """Length of each step, in order."""


def check_place(checks: Checks, place: Place) -> None:
    """Note a problem with ids, staff, start or steps; the patient apart."""
    for field in ("treatment", "clinic", "room"):
        checks.identifier(field, getattr(place, field))
    roles = ", ".join(place.staff) or "nobody"
    checks.must(LEAD in place.staff, "staff", f"name a {LEAD!r}", roles)
    checks.words("staff", place.staff)
    for practitioner in place.staff.values():
        checks.identifier("staff", practitioner)
    checks.instant("start_utc", place.start_utc)
    checks.day("start_utc", place.start_utc.date())
    checks.must(bool(place.steps), "steps", "have at least one step", "none")


def timed_steps(
    start_utc: datetime, steps: Iterable[StepTime]
) -> Iterator[tuple[StepTime, datetime, datetime]]:
    """
    Each step with when it begins and ends, one after another from a start.

    In UTC: a session may reach across the hour that clocks skip.
    """
    from_utc = start_utc
    for step in steps:
        to_utc = from_utc + timedelta(minutes=step.length_min)
        yield step, from_utc, to_utc
        from_utc = to_utc


def end_of(start_utc: datetime, steps: Iterable[StepTime]) -> datetime:
    """When the last of some steps ends."""
    return start_utc + timedelta(minutes=sum(step.length_min for step in steps))
