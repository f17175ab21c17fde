"""Builders of small domain values; every field may be overridden by name."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from scheduler.domain.calendar import Weekday, WeeklyWindow
from scheduler.domain.clinic import Clinic
from scheduler.domain.course import Course
from scheduler.domain.hold import Hold
from scheduler.domain.network import Network, Policy
from scheduler.domain.patient import AcceptedClinic, Patient
from scheduler.domain.practitioner import Practitioner, ShiftPattern
from scheduler.domain.room import Room
from scheduler.domain.roster import (
    Appointment,
    AppointmentStatus,
    Roster,
    RosterStatus,
    StepTime,
    Unplaced,
    Visit,
)
from scheduler.domain.treatment import Phase, PhaseKind, Protocol, Step, Treatment

WEEKDAYS = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI)


def make_window(**overrides: Any) -> WeeklyWindow:
    """Monday to Friday, 09:00 to 17:00."""
    values = {"days": WEEKDAYS, "from_local": time(9), "to_local": time(17)}
    return WeeklyWindow(**(values | overrides))


def make_clinic(**overrides: Any) -> Clinic:
    """Clinic north in London, open on weekdays, keeping no public holidays."""
    values = {
        "id": "north",
        "name": "North",
        "timezone": "Europe/London",
        "hours": (make_window(),),
    }
    return Clinic(**(values | overrides))


def make_room(**overrides: Any) -> Room:
    """Room with a couch in clinic north, ten minutes of turnover."""
    values = {
        "id": "north-1",
        "clinic": "north",
        "features": ("couch",),
        "turnover_min": 10,
    }
    return Room(**(values | overrides))


def make_shift(**overrides: Any) -> ShiftPattern:
    """Weekday shift at clinic north, 09:00 to 17:00."""
    values = {
        "clinic": "north",
        "days": WEEKDAYS,
        "from_local": time(9),
        "to_local": time(17),
    }
    return ShiftPattern(**(values | overrides))


def make_practitioner(**overrides: Any) -> Practitioner:
    """Mei, an acupuncturist at clinic north on weekdays."""
    values = {
        "id": "mei",
        "name": "Mei",
        "skills": ("acupuncture",),
        "shifts": (make_shift(),),
    }
    return Practitioner(**(values | overrides))


def make_step(**overrides: Any) -> Step:
    """Needling by the lead, 25 minutes."""
    values = {
        "name": "needling",
        "least_min": 25,
        "most_min": 25,
        "staff": "lead",
        "skill": "acupuncture",
    }
    return Step(**(values | overrides))


def make_recovery(**overrides: Any) -> Step:
    """Recovery alone, 20 to 30 minutes."""
    values = {"name": "recovery", "least_min": 20, "most_min": 30}
    return Step(**(values | overrides))


def make_treatment(**overrides: Any) -> Treatment:
    """Facial acupuncture: needling, then recovery."""
    values = {
        "id": "facial",
        "name": "Facial acupuncture",
        "room_features": ("couch",),
        "steps": (make_step(), make_recovery()),
    }
    return Treatment(**(values | overrides))


def make_phase(**overrides: Any) -> Phase:
    """Six sessions, twice a week."""
    values = {
        "kind": PhaseKind.SERIES,
        "sessions": 6,
        "treatments": ("facial",),
        "min_days": 2,
        "ideal_days": Decimal("3.5"),
        "max_days": 7,
        "slack_days": 3,
    }
    return Phase(**(values | overrides))


def make_consultation(**overrides: Any) -> Phase:
    """One consultation."""
    values = {"kind": PhaseKind.CONSULTATION, "sessions": 1}
    return make_phase(**(values | overrides))


def make_protocol(**overrides: Any) -> Protocol:
    """Consultation, six sessions, then monthly maintenance without end."""
    maintenance = make_phase(
        kind=PhaseKind.MAINTENANCE,
        sessions=None,
        min_days=21,
        ideal_days=Decimal(28),
        max_days=42,
    )
    values = {
        "id": "glow",
        "name": "Glow",
        "phases": (make_consultation(), make_phase(), maintenance),
    }
    return Protocol(**(values | overrides))


def make_patient(**overrides: Any) -> Patient:
    """Patient who comes to clinic north at any time."""
    values = {"id": "p1", "name": "Ada", "clinics": (AcceptedClinic(clinic="north"),)}
    return Patient(**(values | overrides))


def make_course(**overrides: Any) -> Course:
    """Course of patient p1 from 2026-11-02."""
    values = {
        "id": "c1",
        "patient": "p1",
        "protocol": "glow",
        "starts_on": date(2026, 11, 2),
    }
    return Course(**(values | overrides))


def make_visit(**overrides: Any) -> Visit:
    """Visit of course c1, by default its first, on Monday 2026-11-23 at 10:00."""
    course = overrides.get("course", "c1")
    number = overrides.get("number", 1)
    values = {
        "session": f"{course}-{number}",
        "course": course,
        "number": number,
        "patient": "p1",
        "treatment": "facial",
        "clinic": "north",
        "room": "north-1",
        "staff": {"lead": "mei"},
        "start_utc": datetime(2026, 11, 23, 10, tzinfo=UTC),
        "steps": (
            StepTime(name="needling", length_min=25),
            StepTime(name="recovery", length_min=20),
        ),
    }
    return Visit(**(values | overrides))


def make_appointment(
    status: AppointmentStatus = AppointmentStatus.PUBLISHED,
    revision: int = 1,
    **overrides: Any,
) -> Appointment:
    """Published appointment; the overrides are those of its visit."""
    return Appointment(visit=make_visit(**overrides), status=status, revision=revision)


def make_hold(**overrides: Any) -> Hold:
    """Hold of ten minutes, for nobody yet, of the place that `make_visit` has."""
    visit = make_visit()
    values = {
        "id": "h1",
        "treatment": visit.treatment,
        "clinic": visit.clinic,
        "room": visit.room,
        "staff": visit.staff,
        "start_utc": visit.start_utc,
        "steps": visit.steps,
        "created_utc": datetime(2026, 11, 22, 12, tzinfo=UTC),
        "expires_utc": datetime(2026, 11, 22, 12, 10, tzinfo=UTC),
    }
    return Hold(**(values | overrides))


def make_unplaced(**overrides: Any) -> Unplaced:
    """Session of course c1, by default its second, without a place."""
    course = overrides.get("course", "c1")
    number = overrides.get("number", 2)
    values = {
        "session": f"{course}-{number}",
        "course": course,
        "number": number,
        "patient": "p1",
        "treatment": "facial",
        "due": date(2026, 11, 27),
        "clinics": ("north",),
        "reasons": ("212 of 230 starts meet R10.",),
    }
    return Unplaced(**(values | overrides))


def make_roster(**overrides: Any) -> Roster:
    """Draft of four weeks from 2026-11-23, with nothing in it."""
    values = {
        "id": "run-1",
        "created_utc": datetime(2026, 11, 22, 3, 30, tzinfo=UTC),
        "horizon_start": date(2026, 11, 23),
        "horizon_days": 28,
        "status": RosterStatus.DRAFT,
        "plan_status": "feasible",
        "total": Decimal("12.5"),
        "bound": Decimal(10),
        "terms": {"cadence": Decimal("12.5"), "unscheduled": Decimal(0)},
        "baseline_total": Decimal(40),
        "baseline_unscheduled": 1,
        "seconds": Decimal("1.25"),
        "seed": 1,
        "fingerprint": "0" * 64,
    }
    return Roster(**(values | overrides))


def make_network(**overrides: Any) -> Network:
    """One clinic, room, practitioner, patient and course; no appointments."""
    values = {
        "policy": Policy(id="sample"),
        "clinics": (make_clinic(),),
        "rooms": (make_room(),),
        "practitioners": (make_practitioner(),),
        "treatments": (make_treatment(),),
        "protocols": (make_protocol(),),
        "patients": (make_patient(),),
        "courses": (make_course(),),
    }
    return Network(**(values | overrides))
