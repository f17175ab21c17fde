"""How the network plans: one row, for a database holds one network."""

from sqlalchemy import CheckConstraint, Column, Integer, String, Table

from scheduler.storage.columns import Figures, Identifier
from scheduler.storage.tables.base import metadata, name_column

policies = Table(
    "policies",
    metadata,
    Column("only_row", Integer, primary_key=True, autoincrement=False),
    Column("id", Identifier, nullable=False),
    name_column(),
    Column("timezone", String, nullable=False),
    Column("tick_min", Integer, nullable=False),
    Column("horizon_days", Integer, nullable=False),
    Column("freeze_days", Integer, nullable=False),
    Column("weights", Figures, nullable=False),
    CheckConstraint("only_row = 1", name="only_row"),
)
