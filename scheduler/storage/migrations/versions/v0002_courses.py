"""Patients and their courses."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# ordered by code point on every database
ID = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables."""
    _create_patients()
    _create_patient_clinics()
    _create_patient_available()
    _create_patient_preferred()
    _create_patient_unavailable()
    _create_patient_clearances()
    _create_courses()
    _create_course_refusals()


def _create_patients() -> None:
    op.create_table(
        "patients",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("contraindications", sa.JSON(), nullable=False),
    )


def _create_patient_clinics() -> None:
    op.create_table(
        "patient_clinics",
        sa.Column(
            "patient",
            ID,
            sa.ForeignKey("patients.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("clinic", ID, sa.ForeignKey("clinics.id"), nullable=False),
        sa.Column("penalty", sa.String(), nullable=False),
    )


def _create_patient_available() -> None:
    op.create_table(
        "patient_available",
        sa.Column(
            "patient",
            ID,
            sa.ForeignKey("patients.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("from_local", sa.Time(), nullable=False),
        sa.Column("to_local", sa.Time(), nullable=False),
    )


def _create_patient_preferred() -> None:
    op.create_table(
        "patient_preferred",
        sa.Column(
            "patient",
            ID,
            sa.ForeignKey("patients.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("from_local", sa.Time(), nullable=False),
        sa.Column("to_local", sa.Time(), nullable=False),
    )


def _create_patient_unavailable() -> None:
    op.create_table(
        "patient_unavailable",
        sa.Column(
            "patient",
            ID,
            sa.ForeignKey("patients.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("from_local", sa.Time()),
        sa.Column("to_local", sa.Time()),
        sa.Column("reason", sa.String(), nullable=False),
    )


def _create_patient_clearances() -> None:
    op.create_table(
        "patient_clearances",
        sa.Column(
            "patient",
            ID,
            sa.ForeignKey("patients.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("contraindication", sa.String(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
    )


def _create_courses() -> None:
    op.create_table(
        "courses",
        sa.Column("id", ID, primary_key=True),
        sa.Column("patient", ID, sa.ForeignKey("patients.id"), nullable=False),
        sa.Column("protocol", ID, sa.ForeignKey("protocols.id"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date()),
        sa.Column("preferred_practitioner", ID, sa.ForeignKey("practitioners.id")),
        sa.Column("sessions_done", sa.Integer(), nullable=False),
        sa.Column("last_session_on", sa.Date()),
        sa.Column("last_practitioner", ID, sa.ForeignKey("practitioners.id")),
    )
    op.create_index("ix_courses_patient", "courses", ["patient"])


def _create_course_refusals() -> None:
    op.create_table(
        "course_refusals",
        sa.Column(
            "course",
            ID,
            sa.ForeignKey("courses.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column(
            "practitioner", ID, sa.ForeignKey("practitioners.id"), nullable=False
        ),
    )
