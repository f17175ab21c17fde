"""Treatments with their steps, protocols with their phases."""

from sqlalchemy import Column, Integer, String, Table

from scheduler.storage.columns import ExactDecimal, Words
from scheduler.storage.tables.base import (
    id_column,
    metadata,
    name_column,
    owner,
    position,
)

treatments = Table(
    "treatments",
    metadata,
    id_column(),
    name_column(),
    Column("room_features", Words, nullable=False),
)

treatment_steps = Table(
    "treatment_steps",
    metadata,
    owner("treatment", "treatments"),
    position(),
    name_column(),
    Column("least_min", Integer, nullable=False),
    Column("most_min", Integer, nullable=False),
    Column("staff", String, nullable=False),
    Column("skill", String, nullable=False),
    Column("equipment", Words, nullable=False),
)

protocols = Table("protocols", metadata, id_column(), name_column())

protocol_phases = Table(
    "protocol_phases",
    metadata,
    owner("protocol", "protocols"),
    position(),
    Column("kind", String, nullable=False),
    Column("sessions", Integer),
    Column("treatments", Words, nullable=False),
    Column("min_days", Integer, nullable=False),
    Column("ideal_days", ExactDecimal, nullable=False),
    Column("max_days", Integer, nullable=False),
    Column("slack_days", Integer, nullable=False),
    Column("gap_penalty_per_day", ExactDecimal, nullable=False),
    Column("late_penalty_per_day", ExactDecimal, nullable=False),
    Column("priority", Integer, nullable=False),
)
