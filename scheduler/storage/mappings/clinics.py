"""Clinics as rows."""

from __future__ import annotations

from scheduler.domain.clinic import Clinic
from scheduler.storage.mapping import Mapping, Row, Rows
from scheduler.storage.mappings.calendar import (
    children,
    span,
    span_row,
    window,
    window_row,
)
from scheduler.storage.tables import (
    clinic_closures,
    clinic_equipment,
    clinic_hours,
    clinics,
)


def _to_rows(clinic: Clinic) -> Rows:
    hours = map(window_row, clinic.hours)
    closures = map(span_row, clinic.closures)
    return {
        clinics: [
            {
                "id": clinic.id,
                "name": clinic.name,
                "timezone": clinic.timezone,
                "country": clinic.country,
                "region": clinic.region,
            }
        ],
        clinic_hours: children("clinic", clinic.id, hours),
        clinic_closures: children("clinic", clinic.id, closures),
        clinic_equipment: [
            {"clinic": clinic.id, "kind": kind, "count": count}
            for kind, count in clinic.equipment.items()
        ],
    }


def _from_rows(row: Row, rows: Rows) -> Clinic:
    return Clinic(
        id=row["id"],
        name=row["name"],
        timezone=row["timezone"],
        country=row["country"],
        region=row["region"],
        hours=tuple(map(window, rows[clinic_hours])),
        closures=tuple(map(span, rows[clinic_closures])),
        equipment={each["kind"]: each["count"] for each in rows[clinic_equipment]},
    )


CLINICS = Mapping(
    kind="clinic",
    table=clinics,
    children=(clinic_hours, clinic_closures, clinic_equipment),
    to_rows=_to_rows,
    from_rows=_from_rows,
)
