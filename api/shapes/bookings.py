"""Slots, holds and appointments as the API shows and takes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)

from api.shapes.base import Amount, Query
from scheduler.booking.open_slots import MOST_DAYS
from scheduler.booking.slot import Grade, Slot
from scheduler.domain.checks import FIRST_DAY, LAST_DAY
from scheduler.domain.roster import StepTime

MOST_ID = 100
KEY = r"^[\x21-\x7e]{1,200}$"
IDEMPOTENCY = (
    "Made up by the client; the same key with the same request gets the same answer "
    "again, with another request 422."
)


def _in_the_calendar(instant: datetime) -> datetime:
    # Beyond it there are instants that no other zone can say.
    if not FIRST_DAY.year <= instant.year <= LAST_DAY.year:
        years = f"{FIRST_DAY.year} to {LAST_DAY.year}"
        raise ValueError(f"must lie in the years {years}, got {instant.isoformat()}.")
    return instant


Instant = Annotated[AwareDatetime, AfterValidator(_in_the_calendar)]


def must_be_one(**given: object) -> None:
    """
    Make sure that just one of some fields is given.

    Raises
    ------
    ValueError
        Naming those that came.
    """
    came = [name for name, value in given.items() if value]
    if len(came) != 1:
        names, were = ", ".join(given), ", ".join(came) or "none"
        raise ValueError(f"must name one of {names}, got {were}.")


class SlotsQuery(Query):
    """Where and when somebody looks for a slot, and for what."""

    treatment: str | None = Field(default=None, max_length=MOST_ID)
    session: str | None = Field(default=None, max_length=2 * MOST_ID)
    course: str | None = Field(
        default=None,
        max_length=MOST_ID,
        description="Its next session without an appointment is asked for.",
    )
    clinic: list[str] = Field(
        default_factory=list,
        max_length=500,
        description="Repeat it for several; none: all that the patient accepts.",
    )
    from_: date = Field(alias="from", description="First date, clinic-local.")
    to: date = Field(
        description=f"Last date, clinic-local; at most {MOST_DAYS} days in all."
    )
    practitioner: str | None = Field(
        default=None, max_length=MOST_ID, description="Who is to lead."
    )
    limit: int | None = Field(default=None, ge=1, le=10_000, description="Most slots.")

    @model_validator(mode="after")
    def _one_of(self) -> SlotsQuery:
        must_be_one(treatment=self.treatment, session=self.session, course=self.course)
        return self


class SlotStep(BaseModel):
    """When a step happens."""

    name: str = Field(max_length=MOST_ID)
    from_: Instant = Field(alias="from")
    to: Instant


class SlotReason(BaseModel):
    """A term of the objective to which a slot adds."""

    term: str
    cost: Amount


class SlotBody(BaseModel):
    """Where, when and by whom; as `GET /v1/slots` answered."""

    start: Instant
    end: Instant
    clinic: str = Field(max_length=MOST_ID)
    room: str = Field(max_length=MOST_ID)
    staff: dict[str, str] = Field(
        min_length=1, max_length=20, description="Practitioner by role."
    )
    steps: list[SlotStep] = Field(min_length=1, max_length=100)

    @model_validator(mode="after")
    def _one_after_another(self) -> SlotBody:
        edges = [self.start, *(step.to for step in self.steps)]
        begins = [step.from_ for step in self.steps]
        if begins != edges[:-1] or edges[-1] != self.end:
            raise ValueError(
                "must have steps that follow one another from start to end, got others."
            )
        for a, b in pairwise(edges):
            if b <= a or (b - a).total_seconds() % 60:
                raise ValueError("must have steps of whole minutes, 1 or more.")
        return self

    def slot(self, treatment: str) -> Slot:
        """The slot in the words of the domain."""
        return Slot(
            treatment=treatment,
            clinic=self.clinic,
            room=self.room,
            staff=dict(self.staff),
            start_utc=self.start.astimezone(UTC),
            steps=tuple(
                StepTime(
                    name=step.name,
                    length_min=int((step.to - step.from_).total_seconds()) // 60,
                )
                for step in self.steps
            ),
        )


class OpenSlot(SlotBody):
    """A slot that is open, and what it would add to the roster's objective."""

    grade: Grade
    cost: Amount
    reasons: list[SlotReason]


class DayOfSlots(BaseModel):
    """Slots of one clinic on one of its dates."""

    clinic: str
    timezone: str
    date: date
    slots: list[OpenSlot]


class Slots(BaseModel):
    """Open slots by clinic and date; days without any are left out."""

    days: list[DayOfSlots]


class ChangeQuery(Query):
    """How a change is made."""

    dry_run: bool = Field(
        default=False, description="The full answer, and nothing is changed."
    )


class CreateHeader(BaseModel):
    """What a request that creates something may carry in its header."""

    idempotency_key: str | None = Field(
        default=None, alias="Idempotency-Key", pattern=KEY, description=IDEMPOTENCY
    )


class ChangeHeader(CreateHeader):
    """What a request that changes something may carry in its header."""

    if_match: str | None = Field(
        default=None,
        alias="If-Match",
        max_length=300,
        description="`ETag` of the appointment as it is known; 412 if it has changed.",
    )


class DeleteHeader(BaseModel):
    """What a request that removes something carries in its header."""

    if_match: str | None = Field(
        default=None,
        alias="If-Match",
        max_length=300,
        description="`ETag` of what is to be removed, or `*`; 428 without.",
    )


class _Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    treatment: str | None = Field(default=None, max_length=MOST_ID)
    session: str | None = Field(default=None, max_length=2 * MOST_ID)
    patient: str | None = Field(default=None, max_length=MOST_ID)


class HoldRequest(_Wanted):
    """A slot to be kept, and what for."""

    slot: SlotBody
    minutes: int = Field(default=10, strict=True, description="From 1 to 60.")

    @model_validator(mode="after")
    def _one_of(self) -> HoldRequest:
        must_be_one(treatment=self.treatment, session=self.session)
        return self


class HoldAnswer(BaseModel):
    """A slot that is kept."""

    id: str
    expires_at: AwareDatetime
    treatment: str
    session: str | None
    patient: str | None
    slot: SlotBody


class BookRequest(_Wanted):
    """A hold, or a slot and what for."""

    hold: str | None = Field(default=None, max_length=MOST_ID)
    slot: SlotBody | None = None

    @model_validator(mode="after")
    def _one_of(self) -> BookRequest:
        must_be_one(hold=self.hold, slot=self.slot)
        if self.slot is not None:
            must_be_one(treatment=self.treatment, session=self.session)
        if self.hold is not None and (self.treatment or self.session):
            raise ValueError("must name no treatment or session beside hold.")
        return self


class Scope(StrEnum):
    """Which appointments of a course are meant."""

    THIS = "this"
    THIS_AND_FOLLOWING = "this_and_following"


class CancelRequest(BaseModel):
    """What is cancelled."""

    model_config = ConfigDict(extra="forbid")

    scope: Scope = Scope.THIS


class MoveRequest(BaseModel):
    """Where an appointment goes."""

    model_config = ConfigDict(extra="forbid")

    slot: SlotBody | None = None
    hold: str | None = Field(
        default=None, max_length=MOST_ID, description="One for this session."
    )
    scope: Scope = Scope.THIS

    @model_validator(mode="after")
    def _one_of(self) -> MoveRequest:
        must_be_one(hold=self.hold, slot=self.slot)
        return self


class BookedSession(SlotBody):
    """A session that is booked."""

    id: str
    session: str
    course: str
    patient: str
    treatment: str
    state: str = Field(
        description="`published|confirmed|arrived|done|missed|cancelled`."
    )
    revision: int
    timezone: str


class AppointmentAnswer(BookedSession):
    """An appointment, and those that were changed along with it."""

    following: list[BookedSession]
