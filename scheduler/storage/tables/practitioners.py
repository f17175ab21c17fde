"""Practitioners with their shifts and absences."""

from sqlalchemy import Column, Date, Integer, Table, Time

from scheduler.storage.columns import Words
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

practitioners = Table(
    "practitioners",
    metadata,
    id_column(),
    name_column(),
    Column("skills", Words, nullable=False),
    Column("licensed_until", Date),
    Column("max_parallel", Integer, nullable=False),
    Column("max_sessions_per_day", Integer, nullable=False),
    Column("comfortable_sessions_per_day", Integer, nullable=False),
    # all three or none
    Column("break_min", Integer),
    Column("break_from_local", Time),
    Column("break_to_local", Time),
)

shift_patterns = Table(
    "shift_patterns",
    metadata,
    owner("practitioner", "practitioners"),
    position(),
    reference("clinic", "clinics"),
    *window_columns(),
    Column("valid_from", Date),
    Column("valid_until", Date),
)

shift_exceptions = Table(
    "shift_exceptions",
    metadata,
    owner("practitioner", "practitioners"),
    position(),
    Column("day", Date, nullable=False),
    reference("clinic", "clinics", nullable=True),
    Column("from_local", Time),
    Column("to_local", Time),
)

practitioner_absences = Table(
    "practitioner_absences",
    metadata,
    owner("practitioner", "practitioners"),
    position(),
    *span_columns(),
)
