"""Weekly rosters for tests of their forms."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine

from scheduler.clock import week_days
from scheduler.domain.intervals import Window
from scheduler.domain.roster import Stage
from scheduler.roster_view import weekly_roster
from scheduler.storage import unit_of_work
from scheduler.weekly_roster import (
    By,
    RosterLine,
    RosterSession,
    RosterUnscheduled,
    WeeklyRoster,
)
from tests.scheduler.builders import make_visit
from tests.scheduler.cases import MONDAY, at

NOON = at(0, 12)


def make_session(
    stage: Stage = Stage.PUBLISHED, *, revision: int = 1, **visit: Any
) -> RosterSession:
    """A published session on Monday at ten."""
    return RosterSession(
        visit=make_visit(**visit),
        stage=stage,
        revision=revision,
        treatment_name="Facial acupuncture",
    )


def make_week(*sessions: RosterSession, **overrides: Any) -> WeeklyRoster:
    """Week 48 of clinic north, all sessions in mei's line."""
    hours = {MONDAY: (Window(at(0, 9), at(0, 17)),)}
    line = RosterLine(id="mei", name="Mei Lin", hours=hours, sessions=sessions)
    values = {
        "network": "sample",
        "clinic": "north",
        "clinic_name": "North",
        "week": "2026-W48",
        "timezone": "Europe/London",
        "generated_utc": at(-1, 3, 30),
        "days": week_days("2026-W48"),
        "by": By.PRACTITIONER,
        "lines": (line,),
        "sessions": sessions,
        "unscheduled": (),
        "cancelled": (),
        "figures": {"sessions": len(sessions), "room_use_percent": 12.5},
    }
    return WeeklyRoster(**(values | overrides))


LOST = RosterUnscheduled(
    session="c1-9",
    course="c1",
    patient="p1",
    treatment="facial",
    treatment_name="Facial acupuncture",
    due=date(2026, 11, 27),
    reasons=("R10: patient unavailable at 5 of 9 starts.", "R02: rooms taken."),
)


def read_week(
    engine: Engine, *, now_utc: datetime = NOON, clinic: str = "north", **options: Any
) -> WeeklyRoster:
    """Week 48 of 2026, seen on its Monday at noon; the freeze is two days."""
    name = options.pop("week", "2026-W48")
    with unit_of_work(engine, write=False) as uow:
        return weekly_roster(uow, clinic, name, now_utc=now_utc, **options)
