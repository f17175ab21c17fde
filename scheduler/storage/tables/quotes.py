"""Quotes: all dates of a course as they were told, for some minutes."""

from sqlalchemy import JSON, Column, Date, Table

from scheduler.storage.columns import Identifier, UtcInstant
from scheduler.storage.tables.base import id_column, metadata, reference

quotes = Table(
    "quotes",
    metadata,
    id_column(),
    reference("patient", "patients"),
    reference("protocol", "protocols"),
    Column("starts_on", Date, nullable=False),
    Column("preferred_practitioner", Identifier),
    Column("visits", JSON, nullable=False),
    Column("missing", JSON, nullable=False),
    Column("created_utc", UtcInstant, nullable=False),
    Column("expires_utc", UtcInstant, nullable=False),
)
