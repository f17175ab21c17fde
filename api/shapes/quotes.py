"""Quotes and the courses that come of them, as the API shows and takes them."""

from __future__ import annotations

from datetime import date, time

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.shapes.base import Amount
from api.shapes.bookings import MOST_ID, BookedSession, OpenSlot
from scheduler.booking.course_wish import CourseWish
from scheduler.domain.calendar import Weekday, WeeklyWindow

FROM = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
TO = r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"


class Hours(BaseModel):
    """Hours on some days of the week, in clinic time."""

    model_config = ConfigDict(extra="forbid")

    days: list[Weekday] = Field(min_length=1, max_length=7)
    from_: str = Field(alias="from", pattern=FROM)
    to: str = Field(pattern=TO)

    def window(self) -> WeeklyWindow:
        """The hours in the words of the domain."""
        to = time(0) if self.to == "24:00" else time.fromisoformat(self.to)
        return WeeklyWindow(
            days=tuple(self.days),
            from_local=time.fromisoformat(self.from_),
            to_local=to,
        )


class QuoteRequest(BaseModel):
    """What a patient wishes for at the consultation."""

    model_config = ConfigDict(extra="forbid")

    patient: str = Field(max_length=MOST_ID)
    protocol: str = Field(max_length=MOST_ID)
    starts_on: date | None = Field(
        default=None, description="First date of the first session; none: today."
    )
    clinics: list[str] = Field(
        default_factory=list,
        max_length=500,
        description="Instead of those that the patient accepts otherwise.",
    )
    hours: list[Hours] = Field(
        default_factory=list,
        max_length=50,
        description="Instead of those in which the patient can come otherwise.",
    )
    practitioner: str | None = Field(
        default=None, max_length=MOST_ID, description="Who would be preferred."
    )
    sessions: int | None = Field(
        default=None,
        ge=1,
        le=100,
        description="How many are quoted; none: consultation and series.",
    )

    def wish(self) -> CourseWish:
        """The wish in the words of the domain."""
        return CourseWish(
            patient=self.patient,
            protocol=self.protocol,
            starts_on=self.starts_on,
            clinics=tuple(dict.fromkeys(self.clinics)),
            available=tuple(each.window() for each in self.hours),
            practitioner=self.practitioner,
            sessions=self.sessions,
        )


class QuotedSession(BaseModel):
    """A session of a quote: where it would be, or why nowhere."""

    number: int
    treatment: str
    due: date
    slot: OpenSlot | None
    reasons: list[str]


class QuoteChange(BaseModel):
    """A change to the wish by which more sessions find a place."""

    kind: str = Field(description="`hours|clinics|window|clearance`.")
    detail: str
    placed: int = Field(description="Sessions that would have a place then.")
    done_by: date | None
    cost: Amount


class QuoteAnswer(BaseModel):
    """A whole course as it could be held; nothing is kept free for it."""

    id: str
    expires_at: AwareDatetime
    patient: str
    protocol: str
    feasible: bool
    done_by: date | None = Field(description="Date of the last session.")
    cost: Amount
    sessions: list[QuotedSession]
    changes: list[QuoteChange] = Field(
        description="What would help if sessions have no place, the best first."
    )


class AcceptRequest(BaseModel):
    """The quote that is accepted."""

    model_config = ConfigDict(extra="forbid")

    quote: str = Field(max_length=MOST_ID)


class CourseBegun(BaseModel):
    """A course, booked whole."""

    id: str
    patient: str
    protocol: str
    starts_on: date
    appointments: list[BookedSession]
