"""A slot: a place in full that is offered, held or booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from scheduler.domain.network import Weights
from scheduler.domain.place import Place, end_of
from scheduler.domain.roster import StepTime


class Grade(StrEnum):
    """
    How good a slot is for the roster.

    ``good``: at most what a wish for a practitioner is worth; ``fair``: less than
    moving somebody to another day would cost; ``costly``: dearer than that.
    """

    GOOD = "good"
    FAIR = "fair"
    COSTLY = "costly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A term of the objective to which a slot adds, and how much."""

    term: str
    cost: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """
    Where, when and by whom a session could be held.

    Attributes
    ----------
    start_utc
        Aware, in UTC.
    cost, reasons
        What it would add to the objective of the roster, by term.
    patient
        Whose visit it would be, where that is known.
    """

    treatment: str
    clinic: str
    room: str
    staff: dict[str, str]
    start_utc: datetime
    steps: tuple[StepTime, ...]
    cost: Decimal = Decimal(0)
    reasons: tuple[Reason, ...] = ()
    grade: Grade = Grade.GOOD
    patient: str | None = None

    @property
    def end_utc(self) -> datetime:
        """When the last step ends."""
        return end_of(self.start_utc, self.steps)


def graded(cost: Decimal, weights: Weights) -> Grade:
    """The grade of what a slot costs."""
    if cost <= weights.practitioner_preference:
        return Grade.GOOD
    return Grade.FAIR if cost < weights.moved_day else Grade.COSTLY


def slot_at(place: Place) -> Slot:
    """Where a visit or a hold is, as a slot."""
    return Slot(
        treatment=place.treatment,
        clinic=place.clinic,
        room=place.room,
        staff=dict(place.staff),
        start_utc=place.start_utc,
        steps=place.steps,
    )
