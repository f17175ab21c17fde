"""Domain values of single rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from scheduler.domain.calendar import WeeklyWindow
from scheduler.domain.clinic import Clinic
from scheduler.domain.network import Policy, Weights
from scheduler.domain.patient import Contraindication, Patient
from scheduler.domain.practitioner import Break, Practitioner
from scheduler.domain.roster import Appointment, Roster, StepTime, Visit
from scheduler.errors import InvalidInput, Problem
from scheduler.tables.files.patients import Availability
from scheduler.tables.files.places import WEIGHT_PREFIX
from scheduler.tables.layout import POSITION
from scheduler.tables.rows import Row

T = TypeVar("T")

BREAK = {"break_min": "break_min", "break_from": "from_local", "break_to": "to_local"}


def whole(value: Callable[..., T]) -> Callable[..., T]:
    """Maker of values whose fields are the columns, with parts by keyword."""
    return lambda row, **parts: value(**row.values, **parts)


def part(value: Callable[..., T]) -> Callable[[Row], T]:
    """Maker of values whose fields are the columns but the owner and the position."""
    return lambda row: value(**row.without(row.table.names[0], POSITION))


def policy(row: Row) -> Policy:
    """The network's own row: its weights are columns too."""
    names = {weight.name: WEIGHT_PREFIX + weight.name for weight in fields(Weights)}
    weights = Weights(**{name: row[column] for name, column in names.items()})
    return Policy(**row.without(*names.values()), weights=weights)


def equipment(row: Row) -> tuple[str, int]:
    """Kind and count."""
    return row["kind"], row["count"]


def clinic(row: Row, equipment: Iterable[tuple[str, int]], **parts: Any) -> Clinic:
    """A clinic; its kinds of equipment are distinct already."""
    return Clinic(**row.values, equipment=dict(equipment), **parts)


def practitioner(row: Row, **parts: Any) -> Practitioner:
    """Somebody whose break is three columns, filled or empty together."""
    given = {field: row[column] for column, field in BREAK.items()}
    problems = [
        Problem(column, f"{column} must be filled: a break has {', '.join(BREAK)}.")
        for column in BREAK
        if row[column] is None
    ]
    if 0 < len(problems) < len(BREAK):
        raise InvalidInput(problems)
    pause = None if problems else Break(**given)
    return Practitioner(**row.without(*BREAK), break_=pause, **parts)


def patient_window(row: Row) -> tuple[Availability, WeeklyWindow]:
    """Weekly hours and what they are to the patient."""
    return row["kind"], WeeklyWindow(**row.without("patient", "kind"))


def contraindication(row: Row) -> Contraindication:
    """The condition."""
    condition: Contraindication = row["contraindication"]
    return condition


def patient(
    row: Row, windows: Iterable[tuple[Availability, WeeklyWindow]], **parts: Any
) -> Patient:
    """A patient; the weekly hours of both kinds are one part."""
    hours = tuple(windows)
    available = tuple(each for kind, each in hours if kind is Availability.AVAILABLE)
    preferred = tuple(each for kind, each in hours if kind is Availability.PREFERRED)
    return Patient(**row.values, available=available, preferred=preferred, **parts)


def roster_visit(row: Row) -> Visit:
    """A session that a roster placed."""
    return _visit(row, row["start_utc"])


def appointment(zones: Mapping[str, ZoneInfo]) -> Callable[[Row], Appointment]:
    """
    Maker of appointments, whose start is on the clock of their clinic.

    Parameters
    ----------
    zones
        By clinic.
    """

    def make(row: Row) -> Appointment:
        zone = zones.get(row["clinic"])
        visit = _visit(row, _start_utc(row["start"], zone))
        return Appointment(visit=visit, status=row["status"], revision=row["revision"])

    return make


def roster(row: Row, **parts: Any) -> Roster:
    """A roster; its terms are distinct already."""
    return Roster(**row.without("terms"), terms=dict(row["terms"]), **parts)


def _visit(row: Row, start_utc: datetime) -> Visit:
    plain = ("session", "course", "number", "patient", "treatment", "clinic", "room")
    return Visit(
        **{name: row[name] for name in plain},
        staff=dict(row["staff"]),
        start_utc=start_utc,
        steps=tuple(StepTime(name=name, length_min=n) for name, n in row["steps"]),
    )


def _start_utc(start: datetime, zone: ZoneInfo | None) -> datetime:
    """
    Instant of a local start; an unknown clinic (None) is told elsewhere.

    Raises
    ------
    InvalidInput
        If the clinic's zone has another offset then: it is not guessed whether
        the time or the offset is meant.
    """
    if zone is not None and start.astimezone(zone).utcoffset() != start.utcoffset():
        rule = f"start must have the offset of {zone} at that time"
        wall = start.replace(tzinfo=zone).isoformat(timespec="minutes")
        came = start.isoformat(timespec="minutes")
        raise InvalidInput.of(
            "start", f"{rule}, got {came}; {start:%H:%M} on that wall is {wall}."
        )
    return start.astimezone(UTC)
