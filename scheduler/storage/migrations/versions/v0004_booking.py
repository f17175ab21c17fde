"""Occupancy, holds, the feed of changes and kept answers."""

import sqlalchemy as sa
from alembic import op

from scheduler.storage.migrations.first_occupancy import fill_occupancy

revision = "0004"
down_revision = "0003"

# ordered by code point on every database
ID = sa.String().with_variant(sa.String(collation="C"), "postgresql")

# Rows never overlap, so only the neighbours of a new one can be in its way.
# NEW is the row to be written, {others} leaves out the one that it replaces.
_SQLITE_TRIGGER = """
CREATE TRIGGER tr_occupancy_{event}
BEFORE {operation} ON occupancy
BEGIN
  SELECT RAISE(ABORT, 'occupancy must not overlap')
  WHERE NEW.from_key < (
    SELECT to_key FROM occupancy
    WHERE from_key <= NEW.from_key {others}
    ORDER BY from_key DESC LIMIT 1
  ) OR NEW.to_key > (
    SELECT from_key FROM occupancy
    WHERE from_key > NEW.from_key {others}
    ORDER BY from_key LIMIT 1
  );
END
"""

_POSTGRESQL_CONSTRAINT = """
ALTER TABLE occupancy ADD CONSTRAINT ex_occupancy_overlap
EXCLUDE USING gist (int8range(from_key, to_key) WITH &&)
"""


def upgrade() -> None:
    """Create the tables, and take what stands already."""
    _create_resources()
    _create_occupancy()
    _refuse_overlap()
    _create_holds()
    _create_changes()
    _create_idempotency()
    fill_occupancy(op.get_bind())


def _create_resources() -> None:
    op.create_table(
        "resources",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", ID, nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.UniqueConstraint("kind", "name", "unit"),
    )


def _create_occupancy() -> None:
    op.create_table(
        "occupancy",
        sa.Column("from_key", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("to_key", sa.BigInteger(), nullable=False),
        sa.Column("holder", ID, nullable=False),
        sa.Column("is_hold", sa.Boolean(), nullable=False),
        sa.CheckConstraint("from_key < to_key", name="not_empty"),
        sa.CheckConstraint("(from_key >> 28) = (to_key >> 28)", name="one_resource"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_occupancy_is_hold_holder", "occupancy", ["is_hold", "holder"])


def _refuse_overlap() -> None:
    """Have the database refuse rows that overlap, whoever writes them."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRESQL_CONSTRAINT)
        return
    others = "AND from_key <> OLD.from_key"
    for event, operation, left_out in (
        ("insert", "INSERT", ""),
        ("update", "UPDATE", others),
    ):
        op.execute(
            _SQLITE_TRIGGER.format(event=event, operation=operation, others=left_out)
        )


def _create_holds() -> None:
    op.create_table(
        "holds",
        sa.Column("id", ID, primary_key=True),
        sa.Column("treatment", ID, sa.ForeignKey("treatments.id"), nullable=False),
        sa.Column("session", ID),
        sa.Column("course", ID, sa.ForeignKey("courses.id")),
        sa.Column("number", sa.Integer()),
        sa.Column("patient", ID, sa.ForeignKey("patients.id")),
        sa.Column("clinic", ID, sa.ForeignKey("clinics.id"), nullable=False),
        sa.Column("room", ID, sa.ForeignKey("rooms.id"), nullable=False),
        sa.Column("start_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("staff", sa.JSON(), nullable=False),
        sa.Column("created_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_utc", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_holds_clinic_start_utc", "holds", ["clinic", "start_utc"])
    op.create_index("ix_holds_expires_utc", "holds", ["expires_utc"])


def _create_changes() -> None:
    op.create_table(
        "changes",
        sa.Column("revision", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("holder", ID, nullable=False),
        sa.Column("is_hold", sa.Boolean(), nullable=False),
        sa.Column("clinic", ID),
        sa.Column("start_utc", sa.DateTime(timezone=True)),
    )


def _create_idempotency() -> None:
    op.create_table(
        "idempotency",
        sa.Column("key", ID, primary_key=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_utc", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_idempotency_created_utc", "idempotency", ["created_utc"])
