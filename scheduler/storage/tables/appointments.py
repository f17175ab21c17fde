"""Appointments: what the network stands by, and what it did."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table

from scheduler.storage.columns import Identifier, UtcInstant
from scheduler.storage.tables.base import id_column, metadata, owner, reference

appointments = Table(
    "appointments",
    metadata,
    id_column(),  # the session's
    reference("course", "courses"),
    Column("number", Integer, nullable=False),
    reference("patient", "patients"),
    reference("treatment", "treatments"),
    reference("clinic", "clinics"),
    reference("room", "rooms"),
    Column("start_utc", UtcInstant, nullable=False),
    # follows from the steps; kept so that a stretch of time can be asked for
    Column("end_utc", UtcInstant, nullable=False),
    Column("steps", JSON, nullable=False),
    Column("status", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Index(None, "clinic", "start_utc"),
    Index(None, "course"),
    Index(None, "status"),
)

appointment_staff = Table(
    "appointment_staff",
    metadata,
    owner("appointment", "appointments"),
    Column("role", Identifier, primary_key=True),
    reference("practitioner", "practitioners"),
    Index(None, "practitioner"),
)
