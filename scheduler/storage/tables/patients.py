"""Patients: accepted clinics, hours, exceptions and clearances."""

from sqlalchemy import Column, Date, String, Table

from scheduler.storage.columns import ExactDecimal, Words
from scheduler.storage.tables.base import (
    id_column,
    metadata,
    name_column,
    owner,
    position,
    reference,
    span_columns,
    window_columns,
)

patients = Table(
    "patients",
    metadata,
    id_column(),
    name_column(),
    Column("contraindications", Words, nullable=False),
)

patient_clinics = Table(
    "patient_clinics",
    metadata,
    owner("patient", "patients"),
    position(),
    reference("clinic", "clinics"),
    Column("penalty", ExactDecimal, nullable=False),
)

patient_available = Table(
    "patient_available",
    metadata,
    owner("patient", "patients"),
    position(),
    *window_columns(),
)

patient_preferred = Table(
    "patient_preferred",
    metadata,
    owner("patient", "patients"),
    position(),
    *window_columns(),
)

patient_unavailable = Table(
    "patient_unavailable",
    metadata,
    owner("patient", "patients"),
    position(),
    *span_columns(),
)

patient_clearances = Table(
    "patient_clearances",
    metadata,
    owner("patient", "patients"),
    position(),
    Column("contraindication", String, nullable=False),
    Column("valid_until", Date, nullable=False),
)
