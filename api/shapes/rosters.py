"""A clinic's week as the API shows it."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from scheduler.weekly_roster import By


class RosterPath(BaseModel):
    """Which roster is wanted."""

    clinic: str
    week: str = Field(
        description="ISO week such as `2026-W48`; with `.json`, `.csv`, `.xlsx` or "
        "`.ics` behind it in that form, whatever `Accept` says.",
        examples=["2026-W48"],
    )


class RosterQuery(BaseModel):
    """How the roster is laid out."""

    model_config = ConfigDict(extra="forbid")

    by: By = Field(
        default=By.PRACTITIONER, description="Order of the sessions, and the sheets."
    )


class RosterStep(BaseModel):
    """When a step of a session happens."""

    name: str
    from_: datetime = Field(alias="from")
    to: datetime


class RosterSession(BaseModel):
    """A session of the week."""

    session: str
    stage: str = Field(description="`history|frozen|published|draft|unplanned`.")
    start: datetime
    end: datetime
    room: str
    staff: dict[str, str] = Field(description="Practitioner by role.")
    treatment: str
    course: str
    steps: list[RosterStep]


class RosterUnscheduled(BaseModel):
    """A session due in the week that has no place."""

    session: str
    due: date
    reasons: list[str]


class WeeklyRoster(BaseModel):
    """A clinic's week: its sessions, and what has no place in it."""

    clinic: str
    week: str
    timezone: str = Field(description="Zone of the clinic.")
    sessions: list[RosterSession]
    unscheduled: list[RosterUnscheduled]
    figures: dict[str, float]
