"""Appointments, rosters and the ledger of nightly runs."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# ordered by code point on every database
ID = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables."""
    _create_appointments()
    _create_appointment_staff()
    _create_rosters()
    _create_roster_visits()
    _create_roster_unplaced()
    _create_nightly_runs()


def _create_appointments() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", ID, primary_key=True),
        sa.Column("course", ID, sa.ForeignKey("courses.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("patient", ID, sa.ForeignKey("patients.id"), nullable=False),
        sa.Column("treatment", ID, sa.ForeignKey("treatments.id"), nullable=False),
        sa.Column("clinic", ID, sa.ForeignKey("clinics.id"), nullable=False),
        sa.Column("room", ID, sa.ForeignKey("rooms.id"), nullable=False),
        sa.Column("start_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
    )
    op.create_index(
        "ix_appointments_clinic_start_utc", "appointments", ["clinic", "start_utc"]
    )
    op.create_index("ix_appointments_course", "appointments", ["course"])
    op.create_index("ix_appointments_status", "appointments", ["status"])


def _create_appointment_staff() -> None:
    op.create_table(
        "appointment_staff",
        sa.Column(
            "appointment",
            ID,
            sa.ForeignKey("appointments.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("role", ID, primary_key=True),
        sa.Column(
            "practitioner", ID, sa.ForeignKey("practitioners.id"), nullable=False
        ),
    )
    op.create_index(
        "ix_appointment_staff_practitioner", "appointment_staff", ["practitioner"]
    )


def _create_rosters() -> None:
    op.create_table(
        "rosters",
        sa.Column("id", ID, primary_key=True),
        sa.Column("created_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("horizon_start", sa.Date(), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("plan_status", sa.String(), nullable=False),
        sa.Column("total", sa.String(), nullable=False),
        sa.Column("bound", sa.String(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("baseline_total", sa.String(), nullable=False),
        sa.Column("baseline_unscheduled", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.String(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
    )
    op.create_index(
        "ix_rosters_status_created_utc", "rosters", ["status", "created_utc"]
    )


def _create_roster_visits() -> None:
    op.create_table(
        "roster_visits",
        sa.Column(
            "roster",
            ID,
            sa.ForeignKey("rosters.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("session", ID, nullable=False),
        sa.Column("course", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("patient", ID, nullable=False),
        sa.Column("treatment", ID, nullable=False),
        sa.Column("clinic", ID, nullable=False),
        sa.Column("room", ID, nullable=False),
        sa.Column("staff", sa.JSON(), nullable=False),
        sa.Column("start_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
    )


def _create_roster_unplaced() -> None:
    op.create_table(
        "roster_unplaced",
        sa.Column(
            "roster",
            ID,
            sa.ForeignKey("rosters.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("session", ID, nullable=False),
        sa.Column("course", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("patient", ID, nullable=False),
        sa.Column("treatment", ID, nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("clinics", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
    )


def _create_nightly_runs() -> None:
    op.create_table(
        "nightly_runs",
        sa.Column("local_date", sa.Date(), primary_key=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("lease_until_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_utc", sa.DateTime(timezone=True)),
        sa.Column("roster", ID),
        sa.Column("message", sa.String(), nullable=False),
    )
