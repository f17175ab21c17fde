"""The public document ``planning-problem/1``: everything a plan depends on."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from solver.fields import (
    Amount,
    Count,
    Day,
    Document,
    Identifier,
    Instant,
    Minutes,
    PositiveCount,
    PositiveMinutes,
    TimeOfDay,
    Weekday,
)

EARLIEST_START, LATEST_START = date(1980, 1, 1), date(2999, 12, 31)


def _of_our_time(day: date) -> date:
    """Offsets are whole minutes since 1980, and every date has its neighbours."""
    if not EARLIEST_START <= day <= LATEST_START:
        rule = f"must lie between {EARLIEST_START} and {LATEST_START}"
        raise ValueError(f"{rule}, got {day}")
    return day


class Horizon(Document):
    """The dates to plan: ``days`` of them, from ``start``."""

    start: Annotated[Day, AfterValidator(_of_our_time)]
    days: int = Field(ge=1, le=732, strict=True)


class Span(Document):
    """A half-open stretch between two instants."""

    from_: Instant = Field(alias="from")
    to: Instant


class Clinic(Document):
    """A clinic: its zone, when it is open, and how much equipment it owns."""

    id: Identifier
    timezone: str
    opening: tuple[Span, ...]
    equipment: dict[Identifier, Count]


class Travel(Document):
    """Minutes between two clinics, either way."""

    from_: Identifier = Field(alias="from")
    to: Identifier
    minutes: Minutes


class Room(Document):
    """A room of a clinic; ``turnover_minutes`` of cleaning follow a session."""

    id: Identifier
    clinic: Identifier
    features: tuple[Identifier, ...]
    turnover_minutes: Minutes
    unavailable: tuple[Span, ...]


class Shift(Span):
    """One stretch of work of a practitioner at a clinic."""

    clinic: Identifier


class Break(Document):
    """``minutes`` without patients, somewhere between two clinic times."""

    minutes: PositiveMinutes
    from_: TimeOfDay = Field(alias="from")
    to: TimeOfDay


class Practitioner(Document):
    """Somebody who treats: skills, licence, shifts, break and limits."""

    id: Identifier
    skills: tuple[Identifier, ...]
    licensed_until: Day | None = None
    shifts: tuple[Shift, ...]
    break_: Break | None = Field(default=None, alias="break")
    max_parallel: PositiveCount
    max_sessions_per_day: Count
    comfortable_sessions_per_day: Count


class Step(Document):
    """A part of a session, ``minutes`` to ``max_minutes`` long."""

    name: Identifier
    minutes: PositiveMinutes
    max_minutes: PositiveMinutes
    attended: bool = Field(strict=True)
    staff: Identifier | None = None
    skill: Identifier | None = None
    equipment: tuple[Identifier, ...] = ()

    @model_serializer(mode="wrap")
    def _without_absent(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {k: v for k, v in handler(self).items() if v is not None and v != ()}


class Treatment(Document):
    """The steps of a session and the features its room must have."""

    id: Identifier
    room_features: tuple[Identifier, ...]
    steps: tuple[Step, ...] = Field(min_length=1)

    def roles(self) -> tuple[str, ...]:
        """Roles of the attended steps, each once, in order of appearance."""
        return tuple(dict.fromkeys(s.staff for s in self.steps if s.staff))


class AcceptedClinic(Document):
    """A clinic a patient comes to, and its cost."""

    clinic: Identifier
    penalty: Amount


class WeeklyWindow(Document):
    """Hours on some days of the week, in clinic time."""

    days: tuple[Weekday, ...]
    from_: TimeOfDay = Field(alias="from")
    to: TimeOfDay


class Patient(Document):
    """A patient's clinics, hours and wishes."""

    id: Identifier
    clinics: tuple[AcceptedClinic, ...]
    available: tuple[WeeklyWindow, ...]
    preferred: tuple[WeeklyWindow, ...]
    unavailable: tuple[Span, ...]


class LastSession(Document):
    """The last session before this problem: its date and its lead."""

    date: Day
    practitioner: Identifier


class Gap(Document):
    """Days to the session before; half days are allowed for the ideal."""

    min_days: Count
    ideal_days: Annotated[Amount, Field(le=10_000)]
    max_days: Count
    penalty_per_day: Amount


class Session(Document):
    """One session to place, with its window of dates."""

    id: Identifier
    treatment: Identifier
    earliest: Day
    due: Day
    latest: Day
    priority: PositiveCount
    late_penalty_per_day: Amount
    gap: Gap | None = None


class Course(Document):
    """A patient's sessions in their order."""

    id: Identifier
    patient: Identifier
    preferred_practitioner: Identifier | None = None
    refused_practitioners: tuple[Identifier, ...]
    cleared_until: Day | None = None
    last_session: LastSession | None = None
    sessions: tuple[Session, ...]


class StepTimes(Span):
    """When a named step happens."""

    name: Identifier


class Assignment(Document):
    """Where, when and by whom a session is held."""

    session: Identifier
    clinic: Identifier
    room: Identifier
    staff: dict[Identifier, Identifier]
    start: Instant
    steps: tuple[StepTimes, ...]


class Appointment(Assignment):
    """An assignment that stands today, and how firmly."""

    state: Literal["fixed", "published", "draft"]

    def assignment(self) -> Assignment:
        """The appointment without its state."""
        fields = Assignment.model_fields
        return Assignment.model_construct(**{f: getattr(self, f) for f in fields})


class Weights(Document):
    """Cost of one unit of each term."""

    unscheduled: Amount
    time_preference: Amount
    practitioner_preference: Amount
    practitioner_change: Amount
    overload: Amount
    moved_day: Amount
    moved_time: Amount
    moved_practitioner: Amount
    moved_clinic: Amount
    dropped: Amount


class Problem(Document):
    """
    A planning problem, in the words of the document.

    Built by hand it has been checked field by field only;
    `solver.reading.read_problem` also checks what spans fields.
    """

    schema_: Literal["planning-problem/1"] = Field(
        default="planning-problem/1", alias="schema"
    )
    id: Identifier
    horizon: Horizon
    tick_minutes: PositiveMinutes
    clinics: tuple[Clinic, ...]
    travel: tuple[Travel, ...]
    rooms: tuple[Room, ...]
    practitioners: tuple[Practitioner, ...]
    treatments: tuple[Treatment, ...]
    patients: tuple[Patient, ...]
    courses: tuple[Course, ...]
    appointments: tuple[Appointment, ...]
    weights: Weights
