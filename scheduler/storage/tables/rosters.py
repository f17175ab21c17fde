"""Rosters: proposals of runs, which may name what no longer exists."""

from sqlalchemy import JSON, BigInteger, Column, Date, Index, Integer, String, Table

from scheduler.storage.columns import (
    ExactDecimal,
    Figures,
    Identifier,
    UtcInstant,
    Words,
)
from scheduler.storage.tables.base import id_column, metadata, owner, position

rosters = Table(
    "rosters",
    metadata,
    id_column(),
    Column("created_utc", UtcInstant, nullable=False),
    Column("horizon_start", Date, nullable=False),
    Column("horizon_days", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("plan_status", String, nullable=False),
    Column("total", ExactDecimal, nullable=False),
    Column("bound", ExactDecimal, nullable=False),
    Column("terms", Figures, nullable=False),
    Column("baseline_total", ExactDecimal, nullable=False),
    Column("baseline_unscheduled", Integer, nullable=False),
    Column("seconds", ExactDecimal, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("fingerprint", String, nullable=False),
    Index(None, "status", "created_utc"),
)

roster_visits = Table(
    "roster_visits",
    metadata,
    owner("roster", "rosters"),
    position(),
    Column("session", Identifier, nullable=False),
    Column("course", Identifier, nullable=False),
    Column("number", Integer, nullable=False),
    Column("patient", Identifier, nullable=False),
    Column("treatment", Identifier, nullable=False),
    Column("clinic", Identifier, nullable=False),
    Column("room", Identifier, nullable=False),
    Column("staff", JSON, nullable=False),
    Column("start_utc", UtcInstant, nullable=False),
    Column("steps", JSON, nullable=False),
)

roster_unplaced = Table(
    "roster_unplaced",
    metadata,
    owner("roster", "rosters"),
    position(),
    Column("session", Identifier, nullable=False),
    Column("course", Identifier, nullable=False),
    Column("number", Integer, nullable=False),
    Column("patient", Identifier, nullable=False),
    Column("treatment", Identifier, nullable=False),
    Column("due", Date, nullable=False),
    Column("clinics", Words, nullable=False),
    Column("reasons", Words, nullable=False),
)
