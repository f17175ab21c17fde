"""Patients as rows."""

from __future__ import annotations

from scheduler.domain.patient import (
    AcceptedClinic,
    Clearance,
    Contraindication,
    Patient,
)
from scheduler.storage.mapping import Mapping, Row, Rows
from scheduler.storage.mappings.calendar import (
    children,
    span,
    span_row,
    window,
    window_row,
)
from scheduler.storage.tables import (
    patient_available,
    patient_clearances,
    patient_clinics,
    patient_preferred,
    patient_unavailable,
    patients,
)


def _to_rows(patient: Patient) -> Rows:
    id_ = patient.id
    row = {
        "id": id_,
        "name": patient.name,
        "contraindications": patient.contraindications,
    }
    accepted = map(_accepted_row, patient.clinics)
    available = map(window_row, patient.available)
    preferred = map(window_row, patient.preferred)
    unavailable = map(span_row, patient.unavailable)
    clearances = map(_clearance_row, patient.clearances)
    return {
        patients: [row],
        patient_clinics: children("patient", id_, accepted),
        patient_available: children("patient", id_, available),
        patient_preferred: children("patient", id_, preferred),
        patient_unavailable: children("patient", id_, unavailable),
        patient_clearances: children("patient", id_, clearances),
    }


def _accepted_row(accepted: AcceptedClinic) -> Row:
    return {"clinic": accepted.clinic, "penalty": accepted.penalty}


def _clearance_row(clearance: Clearance) -> Row:
    return {
        "contraindication": clearance.contraindication,
        "valid_until": clearance.valid_until,
    }


def _from_rows(row: Row, rows: Rows) -> Patient:
    return Patient(
        id=row["id"],
        name=row["name"],
        clinics=tuple(map(_accepted, rows[patient_clinics])),
        available=tuple(map(window, rows[patient_available])),
        preferred=tuple(map(window, rows[patient_preferred])),
        unavailable=tuple(map(span, rows[patient_unavailable])),
        contraindications=tuple(map(Contraindication, row["contraindications"])),
        clearances=tuple(map(_clearance, rows[patient_clearances])),
    )


def _accepted(row: Row) -> AcceptedClinic:
    return AcceptedClinic(clinic=row["clinic"], penalty=row["penalty"])


def _clearance(row: Row) -> Clearance:
    return Clearance(
        contraindication=Contraindication(row["contraindication"]),
        valid_until=row["valid_until"],
    )


PATIENTS = Mapping(
    kind="patient",
    table=patients,
    children=(
        patient_clinics,
        patient_available,
        patient_preferred,
        patient_unavailable,
        patient_clearances,
    ),
    to_rows=_to_rows,
    from_rows=_from_rows,
)
