"""Policy, clinics, rooms, practitioners, treatments and protocols."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# ordered by code point on every database
ID = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables."""
    _create_policies()
    _create_clinics()
    _create_clinic_hours()
    _create_clinic_closures()
    _create_clinic_equipment()
    _create_travel()
    _create_rooms()
    _create_room_closures()
    _create_practitioners()
    _create_shift_patterns()
    _create_shift_exceptions()
    _create_practitioner_absences()
    _create_treatments()
    _create_treatment_steps()
    _create_protocols()
    _create_protocol_phases()


def _create_policies() -> None:
    op.create_table(
        "policies",
        sa.Column("only_row", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("tick_min", sa.Integer(), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=False),
        sa.Column("freeze_days", sa.Integer(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.CheckConstraint("only_row = 1", name="only_row"),
    )


def _create_clinics() -> None:
    op.create_table(
        "clinics",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
    )


def _create_clinic_hours() -> None:
    op.create_table(
        "clinic_hours",
        sa.Column(
            "clinic",
            ID,
            sa.ForeignKey("clinics.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("from_local", sa.Time(), nullable=False),
        sa.Column("to_local", sa.Time(), nullable=False),
    )


def _create_clinic_closures() -> None:
    op.create_table(
        "clinic_closures",
        sa.Column(
            "clinic",
            ID,
            sa.ForeignKey("clinics.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("from_local", sa.Time()),
        sa.Column("to_local", sa.Time()),
        sa.Column("reason", sa.String(), nullable=False),
    )


def _create_clinic_equipment() -> None:
    op.create_table(
        "clinic_equipment",
        sa.Column(
            "clinic",
            ID,
            sa.ForeignKey("clinics.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("kind", ID, primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
    )


def _create_travel() -> None:
    op.create_table(
        "travel",
        sa.Column(
            "clinic_a",
            ID,
            sa.ForeignKey("clinics.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column(
            "clinic_b",
            ID,
            sa.ForeignKey("clinics.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("travel_min", sa.Integer(), nullable=False),
    )


def _create_rooms() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", ID, primary_key=True),
        sa.Column("clinic", ID, sa.ForeignKey("clinics.id"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.Column("turnover_min", sa.Integer(), nullable=False),
    )


def _create_room_closures() -> None:
    op.create_table(
        "room_closures",
        sa.Column(
            "room", ID, sa.ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("from_local", sa.Time()),
        sa.Column("to_local", sa.Time()),
        sa.Column("reason", sa.String(), nullable=False),
    )


def _create_practitioners() -> None:
    op.create_table(
        "practitioners",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("licensed_until", sa.Date()),
        sa.Column("max_parallel", sa.Integer(), nullable=False),
        sa.Column("max_sessions_per_day", sa.Integer(), nullable=False),
        sa.Column("comfortable_sessions_per_day", sa.Integer(), nullable=False),
        sa.Column("break_min", sa.Integer()),
        sa.Column("break_from_local", sa.Time()),
        sa.Column("break_to_local", sa.Time()),
    )


def _create_shift_patterns() -> None:
    op.create_table(
        "shift_patterns",
        sa.Column(
            "practitioner",
            ID,
            sa.ForeignKey("practitioners.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("clinic", ID, sa.ForeignKey("clinics.id"), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("from_local", sa.Time(), nullable=False),
        sa.Column("to_local", sa.Time(), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_until", sa.Date()),
    )


def _create_shift_exceptions() -> None:
    op.create_table(
        "shift_exceptions",
        sa.Column(
            "practitioner",
            ID,
            sa.ForeignKey("practitioners.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("clinic", ID, sa.ForeignKey("clinics.id")),
        sa.Column("from_local", sa.Time()),
        sa.Column("to_local", sa.Time()),
    )


def _create_practitioner_absences() -> None:
    op.create_table(
        "practitioner_absences",
        sa.Column(
            "practitioner",
            ID,
            sa.ForeignKey("practitioners.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("from_local", sa.Time()),
        sa.Column("to_local", sa.Time()),
        sa.Column("reason", sa.String(), nullable=False),
    )


def _create_treatments() -> None:
    op.create_table(
        "treatments",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("room_features", sa.JSON(), nullable=False),
    )


def _create_treatment_steps() -> None:
    op.create_table(
        "treatment_steps",
        sa.Column(
            "treatment",
            ID,
            sa.ForeignKey("treatments.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("least_min", sa.Integer(), nullable=False),
        sa.Column("most_min", sa.Integer(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("skill", sa.String(), nullable=False),
        sa.Column("equipment", sa.JSON(), nullable=False),
    )


def _create_protocols() -> None:
    op.create_table(
        "protocols",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
    )


def _create_protocol_phases() -> None:
    op.create_table(
        "protocol_phases",
        sa.Column(
            "protocol",
            ID,
            sa.ForeignKey("protocols.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sessions", sa.Integer()),
        sa.Column("treatments", sa.JSON(), nullable=False),
        sa.Column("min_days", sa.Integer(), nullable=False),
        sa.Column("ideal_days", sa.String(), nullable=False),
        sa.Column("max_days", sa.Integer(), nullable=False),
        sa.Column("slack_days", sa.Integer(), nullable=False),
        sa.Column("gap_penalty_per_day", sa.String(), nullable=False),
        sa.Column("late_penalty_per_day", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
    )
