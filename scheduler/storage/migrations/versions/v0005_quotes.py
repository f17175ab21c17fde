"""Quotes of whole courses, and the waitlist."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# ordered by code point on every database
ID = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "quotes",
        sa.Column("id", ID, primary_key=True),
        sa.Column("patient", ID, sa.ForeignKey("patients.id"), nullable=False),
        sa.Column("protocol", ID, sa.ForeignKey("protocols.id"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("preferred_practitioner", ID),
        sa.Column("visits", sa.JSON(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("created_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_utc", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "waiting",
        sa.Column("id", ID, primary_key=True),
        sa.Column("session", ID, nullable=False, unique=True),
        sa.Column("course", ID, sa.ForeignKey("courses.id"), nullable=False),
        sa.Column("created_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hold", ID),
    )
