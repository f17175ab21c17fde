"""What stands before there was any occupancy, taken in order of start."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from scheduler.domain.diary import Diary, Piece, Span
from scheduler.domain.occupancy import Use, UseKind, equipment_name, uses_of
from scheduler.domain.roster import StepTime
from scheduler.domain.treatment import Step, Treatment
from scheduler.storage.columns import UtcInstant

_log = logging.getLogger(__name__)

_Row = sa.RowMapping

# The tables as they are at this step, whatever becomes of them later.
_APPOINTMENTS = sa.table(
    "appointments",
    *(sa.column(name) for name in ("id", "patient", "treatment", "clinic", "room")),
    sa.column("start_utc", UtcInstant),
    sa.column("end_utc", UtcInstant),
    sa.column("steps", sa.JSON),
    sa.column("status"),
)
_STAFF = sa.table(
    "appointment_staff",
    *(sa.column(name) for name in ("appointment", "role", "practitioner")),
)
_STEPS = sa.table(
    "treatment_steps",
    *(sa.column(name) for name in ("treatment", "position", "name")),
    *(sa.column(name) for name in ("least_min", "most_min", "staff", "skill")),
    sa.column("equipment", sa.JSON),
)
_ROOMS = sa.table("rooms", sa.column("id"), sa.column("turnover_min"))
_EQUIPMENT = sa.table(
    "clinic_equipment", *(sa.column(name) for name in ("clinic", "kind", "count"))
)
_RESOURCES = sa.table(
    "resources", *(sa.column(name) for name in ("number", "kind", "name", "unit"))
)
_OCCUPANCY = sa.table(
    "occupancy",
    *(sa.column(name) for name in ("from_key", "to_key", "holder")),
    sa.column("is_hold", sa.Boolean),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """An appointment as far as it takes anything."""

    treatment: str
    clinic: str
    room: str
    patient: str | None
    staff: dict[str, str]
    start_utc: datetime
    end_utc: datetime
    steps: tuple[StepTime, ...]


def fill_occupancy(connection: sa.Connection) -> None:
    """
    Take what all appointments need that are neither cancelled nor missed.

    What clashes with an earlier appointment is left out, and its session logged.
    """
    count = {
        equipment_name(row["clinic"], row["kind"]): row["count"]
        for row in _rows(connection, sa.select(_EQUIPMENT))
    }
    diary = Diary()
    rows: list[tuple[str, Piece]] = []
    left_out: dict[str, None] = {}
    for session, use in _uses(connection):
        num_units = count.get(use.name, 0) if use.kind is UseKind.EQUIPMENT else 1
        fit = diary.fit(use, num_units)
        if fit.clashes:
            left_out[session] = None
        for piece in fit.pieces:
            span = Span(piece.from_min, piece.to_min, session, is_hold=False)
            diary.add(piece.resource, span)
            rows.append((session, piece))
    _insert(connection, rows)
    if left_out:
        _log.warning(
            "%d sessions clash with earlier ones, and not all they need is taken "
            "for them: %s",
            len(left_out),
            ", ".join(left_out),
        )


def _uses(connection: sa.Connection) -> Iterator[tuple[str, Use]]:
    """Sessions with each of their uses, in order of start."""
    treatments = _treatments(connection)
    rooms = _rows(connection, sa.select(_ROOMS))
    turnover_min = {row["id"]: row["turnover_min"] for row in rooms}
    staff: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows(connection, sa.select(_STAFF)):
        staff[row["appointment"]][row["role"]] = row["practitioner"]
    in_order = (
        sa.select(_APPOINTMENTS)
        .where(_APPOINTMENTS.c.status.not_in(["cancelled", "missed"]))
        .order_by(_APPOINTMENTS.c.start_utc, _APPOINTMENTS.c.id)
    )
    for row in _rows(connection, in_order):
        standing = _standing(row, staff[row["id"]])
        treatment = treatments[standing.treatment]
        for use in uses_of(standing, treatment, turnover_min[standing.room]):
            yield row["id"], use


def _treatments(connection: sa.Connection) -> dict[str, Treatment]:
    steps: dict[str, list[Step]] = defaultdict(list)
    in_order = sa.select(_STEPS).order_by(_STEPS.c.treatment, _STEPS.c.position)
    for row in _rows(connection, in_order):
        values: dict[str, Any] = dict(row)
        treatment = values.pop("treatment")
        del values["position"]
        values["equipment"] = tuple(values["equipment"])
        steps[treatment].append(Step(**values))
    return {id_: Treatment(id=id_, steps=tuple(all_)) for id_, all_ in steps.items()}


def _standing(row: _Row, staff: dict[str, str]) -> _Standing:
    fields = ("treatment", "clinic", "room", "patient", "start_utc", "end_utc")
    steps = tuple(StepTime(name=name, length_min=m) for name, m in row["steps"])
    return _Standing(**{name: row[name] for name in fields}, staff=staff, steps=steps)


def _insert(connection: sa.Connection, rows: list[tuple[str, Piece]]) -> None:
    """Number the resources from 1, and write what is taken of them."""
    resources = sorted({piece.resource for _, piece in rows})
    numbers = {resource: number for number, resource in enumerate(resources, 1)}
    if not rows:
        return
    connection.execute(
        sa.insert(_RESOURCES),
        [{"number": number, **each._asdict()} for each, number in numbers.items()],
    )
    connection.execute(
        sa.insert(_OCCUPANCY),
        [
            {
                "from_key": numbers[piece.resource] << 28 | piece.from_min,
                "to_key": numbers[piece.resource] << 28 | piece.to_min,
                "holder": session,
                "is_hold": False,
            }
            for session, piece in rows
        ],
    )


def _rows(connection: sa.Connection, query: sa.Select[Any]) -> Iterable[_Row]:
    return connection.execute(query).mappings().all()
