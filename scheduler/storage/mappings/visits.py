"""What appointments and the visits of a roster have in common, as columns."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.domain.roster import StepTime, Visit
from scheduler.storage.mapping import Row


def visit_row(visit: Visit) -> Row:
    """Columns of a visit, but for its session and its staff."""
    return {
        "course": visit.course,
        "number": visit.number,
        "patient": visit.patient,
        "treatment": visit.treatment,
        "clinic": visit.clinic,
        "room": visit.room,
        "start_utc": visit.start_utc,
        "steps": step_lengths(visit.steps),
    }


def visit(row: Row, session: str, staff: dict[str, str]) -> Visit:
    """Visit of a row, with its session and staff from elsewhere."""
    return Visit(
        session=session,
        course=row["course"],
        number=row["number"],
        patient=row["patient"],
        treatment=row["treatment"],
        clinic=row["clinic"],
        room=row["room"],
        staff=staff,
        start_utc=row["start_utc"],
        steps=step_times(row["steps"]),
    )


def step_lengths(steps: Iterable[StepTime]) -> list[list[str | int]]:
    """Names and lengths of steps, as JSON."""
    return [[step.name, step.length_min] for step in steps]


def step_times(lengths: Iterable[tuple[str, int]]) -> tuple[StepTime, ...]:
    """Steps of their names and lengths in JSON."""
    return tuple(
        StepTime(name=name, length_min=length_min) for name, length_min in lengths
    )
