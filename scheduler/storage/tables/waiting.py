"""The waitlist: sessions that wait for an earlier place."""

from sqlalchemy import Column, Table, UniqueConstraint

from scheduler.storage.columns import Identifier, UtcInstant
from scheduler.storage.tables.base import id_column, metadata, reference

waiting = Table(
    "waiting",
    metadata,
    id_column(),
    Column("session", Identifier, nullable=False),
    reference("course", "courses"),
    Column("created_utc", UtcInstant, nullable=False),
    Column("hold", Identifier),  # it may be over, and forgotten
    UniqueConstraint("session"),
)
