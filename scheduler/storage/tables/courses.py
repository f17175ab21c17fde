"""Courses, and the practitioners they refuse."""

from sqlalchemy import Column, Date, Index, Integer, Table

from scheduler.storage.tables.base import (
    id_column,
    metadata,
    owner,
    position,
    reference,
)

courses = Table(
    "courses",
    metadata,
    id_column(),
    reference("patient", "patients"),
    reference("protocol", "protocols"),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    reference("preferred_practitioner", "practitioners", nullable=True),
    Column("sessions_done", Integer, nullable=False),
    Column("last_session_on", Date),
    reference("last_practitioner", "practitioners", nullable=True),
    Index(None, "patient"),
)

course_refusals = Table(
    "course_refusals",
    metadata,
    owner("course", "courses"),
    position(),
    reference("practitioner", "practitioners"),
)
