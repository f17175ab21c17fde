"""Clinics with their hours and equipment, trips between them, rooms."""

from sqlalchemy import Column, Integer, String, Table

from scheduler.storage.columns import Identifier, Words
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

clinics = Table(
    "clinics",
    metadata,
    id_column(),
    name_column(),
    Column("timezone", String, nullable=False),
    Column("country", String, nullable=False),
    Column("region", String, nullable=False),
)

clinic_hours = Table(
    "clinic_hours",
    metadata,
    owner("clinic", "clinics"),
    position(),
    *window_columns(),
)

clinic_closures = Table(
    "clinic_closures",
    metadata,
    owner("clinic", "clinics"),
    position(),
    *span_columns(),
)

clinic_equipment = Table(
    "clinic_equipment",
    metadata,
    owner("clinic", "clinics"),
    Column("kind", Identifier, primary_key=True),
    Column("count", Integer, nullable=False),
)

travel = Table(
    "travel",
    metadata,
    owner("clinic_a", "clinics"),
    owner("clinic_b", "clinics"),
    Column("travel_min", Integer, nullable=False),
)

rooms = Table(
    "rooms",
    metadata,
    id_column(),
    reference("clinic", "clinics"),
    name_column(),
    Column("features", Words, nullable=False),
    Column("turnover_min", Integer, nullable=False),
)

room_closures = Table(
    "room_closures",
    metadata,
    owner("room", "rooms"),
    position(),
    *span_columns(),
)
