"""A network's parts as the read-only resources show them."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from api.shapes.base import Amount, ClosingTime, OpeningTime, Shape


class WeeklyWindow(Shape):
    """Hours on some days of every week, on the clinic's clock."""

    days: list[str] = Field(description="`mon` to `sun`.")
    from_: OpeningTime = Field(
        validation_alias="from_local", serialization_alias="from"
    )
    to: ClosingTime = Field(validation_alias="to_local")


class DatedSpan(Shape):
    """A stretch of dates, both ends included, on the clinic's clock."""

    first_day: dt.date
    last_day: dt.date
    from_: OpeningTime | None = Field(
        validation_alias="from_local",
        serialization_alias="from",
        description="When it begins on the first day; null: with the day.",
    )
    to: ClosingTime | None = Field(
        validation_alias="to_local",
        description="When it ends on the last day; null: with the day.",
    )
    reason: str


class Clinic(Shape):
    """A clinic: its zone, its hours, its closures and its equipment."""

    id: str
    name: str
    timezone: str = Field(description="IANA name; local times are meant in it.")
    country: str = Field(description="ISO 3166 code whose public holidays it keeps.")
    region: str
    hours: list[WeeklyWindow]
    closures: list[DatedSpan]
    equipment: dict[str, int] = Field(description="How many of each kind it owns.")


class Room(Shape):
    """A room: one patient at a time."""

    id: str
    clinic: str
    name: str
    features: list[str]
    turnover_minutes: int = Field(validation_alias="turnover_min")
    closures: list[DatedSpan]


class Break(Shape):
    """Minutes without patients, somewhere between two local times."""

    minutes: int = Field(validation_alias="break_min")
    from_: OpeningTime = Field(
        validation_alias="from_local", serialization_alias="from"
    )
    to: ClosingTime = Field(validation_alias="to_local")


class Practitioner(Shape):
    """Somebody who treats patients; `/shifts` says when and where."""

    id: str
    name: str
    skills: list[str]
    licensed_until: dt.date | None
    max_parallel: int = Field(description="Sessions led at one instant.")
    max_sessions_per_day: int
    comfortable_sessions_per_day: int
    break_: Break | None = Field(validation_alias="break_", serialization_alias="break")
    absences: list[DatedSpan]


class ShiftPattern(Shape):
    """Hours worked at one clinic every week."""

    clinic: str
    days: list[str]
    from_: OpeningTime = Field(
        validation_alias="from_local", serialization_alias="from"
    )
    to: ClosingTime = Field(validation_alias="to_local")
    valid_from: dt.date | None
    valid_until: dt.date | None


class ShiftException(Shape):
    """Hours of one date, instead of its patterns; without a clinic: a day off."""

    date: dt.date = Field(validation_alias="day")
    clinic: str | None
    from_: OpeningTime | None = Field(
        validation_alias="from_local", serialization_alias="from"
    )
    to: ClosingTime | None = Field(validation_alias="to_local")


class Shifts(Shape):
    """When and where a practitioner works."""

    practitioner: str = Field(validation_alias="id")
    items: list[ShiftPattern] = Field(validation_alias="shifts")
    exceptions: list[ShiftException]
    next_cursor: None = Field(default=None, description="All are in one answer.")


class AcceptedClinic(Shape):
    """A clinic the patient comes to, and what using it costs a plan."""

    clinic: str
    penalty: Amount


class Clearance(Shape):
    """A doctor's clearance of one condition."""

    contraindication: str
    valid_until: dt.date


class Patient(Shape):
    """A patient: accepted clinics, hours, wishes, contraindications."""

    id: str
    name: str
    clinics: list[AcceptedClinic]
    available: list[WeeklyWindow]
    preferred: list[WeeklyWindow]
    unavailable: list[DatedSpan]
    contraindications: list[str]
    clearances: list[Clearance]


class Course(Shape):
    """A patient's course of treatment on a protocol."""

    id: str
    patient: str
    protocol: str
    starts_on: dt.date
    ends_on: dt.date | None
    preferred_practitioner: str | None
    refused_practitioners: list[str]
    sessions_done: int = Field(description="Done before Meridian kept appointments.")
    last_session_on: dt.date | None
    last_practitioner: str | None
