"""Builders of small planning problems; every field may be overridden by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from solver.problem import (
    AcceptedClinic,
    Break,
    Clinic,
    Course,
    Gap,
    Horizon,
    LastSession,
    Patient,
    Practitioner,
    Problem,
    Room,
    Session,
    Shift,
    Span,
    Step,
    Travel,
    Treatment,
    WeeklyWindow,
    Weights,
)

MONDAY = date(2026, 11, 23)
LONDON = "Europe/London"
EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def at(clock: str, day: int | date = 0, zone: str = LONDON) -> datetime:
    """A wall-clock time such as 09:00; ``day`` counts from `MONDAY`."""
    on = MONDAY + timedelta(days=day) if isinstance(day, int) else day
    hours, minutes = map(int, clock.split(":"))
    # Midnight at the end of a day is written 24:00.
    on, hours = on + timedelta(days=hours // 24), hours % 24
    return datetime.combine(on, time(hours, minutes), tzinfo=ZoneInfo(zone))


def make_span(
    from_: str, to: str, day: int | date = 0, zone: str = LONDON, **overrides: Any
) -> Span:
    """A stretch of one day, in clinic time."""
    values = {"from_": at(from_, day, zone), "to": at(to, day, zone)}
    return Span(**(values | overrides))


def make_hours(
    from_: str = "09:00",
    to: str = "12:00",
    days: Iterable[int | date] = (0,),
    zone: str = LONDON,
) -> tuple[Span, ...]:
    """The same stretch on each of some days."""
    return tuple(make_span(from_, to, day, zone) for day in days)


def make_shifts(
    from_: str = "09:00",
    to: str = "12:00",
    days: Iterable[int | date] = (0,),
    clinic: str = "north",
    zone: str = LONDON,
) -> tuple[Shift, ...]:
    """A shift at a clinic on each of some days."""
    return tuple(
        Shift(clinic=clinic, from_=span.from_, to=span.to)
        for span in make_hours(from_, to, days, zone)
    )


def make_clinic(**overrides: Any) -> Clinic:
    """Clinic north in London, open on Monday from 09:00 to 12:00."""
    values = {
        "id": "north",
        "timezone": LONDON,
        "opening": make_hours(),
        "equipment": {},
    }
    return Clinic(**(values | overrides))


def make_travel(**overrides: Any) -> Travel:
    """Twenty minutes between north and south."""
    return Travel(**({"from_": "north", "to": "south", "minutes": 20} | overrides))


def make_room(**overrides: Any) -> Room:
    """A plain room at north without turnover."""
    values = {
        "id": "north-1",
        "clinic": "north",
        "features": (),
        "turnover_minutes": 0,
        "unavailable": (),
    }
    return Room(**(values | overrides))


def make_practitioner(**overrides: Any) -> Practitioner:
    """Mei, on shift while north is open; one session at a time, no break."""
    values = {
        "id": "mei",
        "skills": ("acupuncture",),
        "shifts": make_shifts(),
        "max_parallel": 1,
        "max_sessions_per_day": 10,
        "comfortable_sessions_per_day": 10,
    }
    return Practitioner(**(values | overrides))


def make_break(**overrides: Any) -> Break:
    """Thirty minutes between 10:00 and 11:00."""
    return Break(**({"minutes": 30, "from_": "10:00", "to": "11:00"} | overrides))


def make_step(name: str = "needling", minutes: int = 15, **overrides: Any) -> Step:
    """A step that the lead attends, of one length only."""
    values = {
        "name": name,
        "minutes": minutes,
        "max_minutes": minutes,
        "attended": True,
        "staff": "lead",
        "skill": "acupuncture",
    }
    return Step(**(values | overrides))


def make_rest(name: str = "rest", minutes: int = 20, **overrides: Any) -> Step:
    """A step that nobody attends, of one length only."""
    values = {
        "name": name,
        "minutes": minutes,
        "max_minutes": minutes,
        "attended": False,
    }
    return Step(**(values | overrides))


def make_treatment(**overrides: Any) -> Treatment:
    """Forty minutes: needling 15, rest 20 with the lead free, removal 5."""
    values = {
        "id": "facial",
        "room_features": (),
        "steps": (make_step(), make_rest(), make_step("removal", 5)),
    }
    return Treatment(**(values | overrides))


def make_window(
    from_: str = "00:00", to: str = "24:00", days: Sequence[str] = EVERY_DAY
) -> WeeklyWindow:
    """The whole of every day."""
    return WeeklyWindow(days=tuple(days), from_=from_, to=to)


def make_accepted(clinic: str = "north", penalty: Any = 0) -> AcceptedClinic:
    """North, gladly."""
    return AcceptedClinic(clinic=clinic, penalty=penalty)


def make_patient(**overrides: Any) -> Patient:
    """Ada, who comes to north at any time."""
    values = {
        "id": "ada",
        "clinics": (make_accepted(),),
        "available": (make_window(),),
        "preferred": (),
        "unavailable": (),
    }
    return Patient(**(values | overrides))


def make_gap(**overrides: Any) -> Gap:
    """One to three days, best two, 4 a day off."""
    values = {"min_days": 1, "ideal_days": 2, "max_days": 3, "penalty_per_day": 4}
    return Gap(**(values | overrides))


def make_session(id: str = "ada-1", **overrides: Any) -> Session:  # noqa: A002
    """A session due on Monday and possible for a year; what min_days=... names
    goes into its gap.
    """
    gap = {key: overrides.pop(key) for key in list(overrides) if key in GAP_FIELDS}
    values: dict[str, Any] = {
        "id": id,
        "treatment": "facial",
        "earliest": MONDAY,
        "due": MONDAY,
        "latest": MONDAY + timedelta(days=365),
        "priority": 1,
        "late_penalty_per_day": 0,
        "gap": make_gap(**gap) if gap else None,
    }
    return Session(**(values | overrides))


GAP_FIELDS = frozenset(Gap.model_fields)


def make_last(day: int, practitioner: str = "mei") -> LastSession:
    """The last session before the problem, ``day`` days from `MONDAY`."""
    return LastSession(date=MONDAY + timedelta(days=day), practitioner=practitioner)


def make_course(**overrides: Any) -> Course:
    """Ada's course: one session."""
    values = {
        "id": "ada",
        "patient": "ada",
        "refused_practitioners": (),
        "sessions": (make_session(),),
    }
    return Course(**(values | overrides))


def make_weights(**overrides: Any) -> Weights:
    """Weights no two of which are equal, nor sums of a few others."""
    values = {
        "unscheduled": 1000,
        "time_preference": 15,
        "practitioner_preference": 21,
        "practitioner_change": 11,
        "overload": 7,
        "moved_day": 63,
        "moved_time": 31,
        "moved_practitioner": 17,
        "moved_clinic": 83,
        "dropped": 201,
    }
    return Weights(**(values | overrides))


def make_problem(*, days: int = 1, **overrides: Any) -> Problem:
    """
    One clinic, room, practitioner, patient and session; optimum 0.

    With ``days`` the clinic is open, and Mei at work, on each of as many days.
    """
    each = range(days)
    values = {
        "id": "small",
        "horizon": Horizon(start=MONDAY, days=days),
        "tick_minutes": 5,
        "clinics": (make_clinic(opening=make_hours(days=each)),),
        "travel": (),
        "rooms": (make_room(),),
        "practitioners": (make_practitioner(shifts=make_shifts(days=each)),),
        "treatments": (make_treatment(),),
        "patients": (make_patient(),),
        "courses": (make_course(),),
        "appointments": (),
        "weights": make_weights(),
    }
    return Problem(**(values | overrides))


def make_patients(*names: str, **overrides: Any) -> tuple[Patient, ...]:
    """Patients who differ in their names alone."""
    return tuple(make_patient(id=name, **overrides) for name in names)


def make_courses(*names: str, **overrides: Any) -> tuple[Course, ...]:
    """For each patient a course with one session, ``<name>-1``."""
    return tuple(
        make_course(
            id=name, patient=name, sessions=(make_session(f"{name}-1"),), **overrides
        )
        for name in names
    )
