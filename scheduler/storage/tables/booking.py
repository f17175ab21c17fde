"""What is taken, and for how long: the tables under booking.

A resource is a room, a person or one unit of counted equipment; each has a
number. Its minutes since 1900 lie on its own stretch of one number line, at
``number << 28 | minute``, so that two rows of ``occupancy`` clash exactly if
their ranges overlap. The database refuses rows that do, whoever writes them:
PostgreSQL by an exclusion constraint, SQLite by triggers; the migration has
both.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from scheduler.storage.columns import Identifier, UtcInstant
from scheduler.storage.tables.base import id_column, metadata, reference

resources = Table(
    "resources",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("name", Identifier, nullable=False),
    # of counted equipment 1 to n, else 1
    Column("unit", Integer, nullable=False),
    UniqueConstraint("kind", "name", "unit"),
)

occupancy = Table(
    "occupancy",
    metadata,
    Column("from_key", BigInteger, primary_key=True, autoincrement=False),
    Column("to_key", BigInteger, nullable=False),
    Column("holder", Identifier, nullable=False),  # a session or a hold
    Column("is_hold", Boolean, nullable=False),
    CheckConstraint("from_key < to_key", name="not_empty"),
    CheckConstraint("(from_key >> 28) = (to_key >> 28)", name="one_resource"),
    # holds first: there are few, and all that are over are looked for
    Index(None, "is_hold", "holder"),
    sqlite_with_rowid=False,
)

holds = Table(
    "holds",
    metadata,
    id_column(),
    reference("treatment", "treatments"),
    # all three or none
    Column("session", Identifier),
    reference("course", "courses", nullable=True),
    Column("number", Integer),
    reference("patient", "patients", nullable=True),
    reference("clinic", "clinics"),
    reference("room", "rooms"),
    Column("start_utc", UtcInstant, nullable=False),
    # follows from the steps, as in an appointment
    Column("end_utc", UtcInstant, nullable=False),
    Column("steps", JSON, nullable=False),
    Column("staff", JSON, nullable=False),
    Column("created_utc", UtcInstant, nullable=False),
    Column("expires_utc", UtcInstant, nullable=False),
    Index(None, "clinic", "start_utc"),
    Index(None, "expires_utc"),
)

changes = Table(
    "changes",
    metadata,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    # empty, without clinic and start: everything changed
    Column("holder", Identifier, nullable=False),
    Column("is_hold", Boolean, nullable=False),
    Column("clinic", Identifier),
    Column("start_utc", UtcInstant),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("key", Identifier, primary_key=True),
    Column("fingerprint", String, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("created_utc", UtcInstant, nullable=False),
    Index(None, "created_utc"),
)
