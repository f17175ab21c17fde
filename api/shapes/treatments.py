"""Treatments and protocols as the read-only resources show them."""

from __future__ import annotations

from pydantic import Field

from api.shapes.base import Amount, Shape


class Step(Shape):
    """A part of a session; without `staff` the patient rests alone."""

    name: str
    minutes: int = Field(validation_alias="least_min")
    max_minutes: int = Field(validation_alias="most_min")
    staff: str = Field(description="Role that attends it; empty: nobody does.")
    skill: str
    equipment: list[str]


class Treatment(Shape):
    """What is done in one session, and what its room must have."""

    id: str
    name: str
    room_features: list[str]
    steps: list[Step]


class Phase(Shape):
    """Sessions of a course that share a cadence."""

    kind: str
    sessions: int | None = Field(
        description="How many; null: as long as the course runs."
    )
    treatments: list[str] = Field(description="Taken in turn.")
    min_days: int = Field(description="Least days to the session before.")
    ideal_days: Amount
    max_days: int
    slack_days: int = Field(description="Days after its due date that still do.")
    gap_penalty_per_day: Amount
    late_penalty_per_day: Amount
    priority: int


class Protocol(Shape):
    """The phases of a course, in their order."""

    id: str
    name: str
    phases: list[Phase]
