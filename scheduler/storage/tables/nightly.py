"""The ledger of nightly runs: one row a night, whoever runs it."""

from sqlalchemy import Column, Date, Integer, String, Table

from scheduler.storage.columns import Identifier, UtcInstant
from scheduler.storage.tables.base import metadata

nightly_runs = Table(
    "nightly_runs",
    metadata,
    Column("local_date", Date, primary_key=True),
    Column("status", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("lease_until_utc", UtcInstant, nullable=False),
    Column("started_utc", UtcInstant, nullable=False),
    Column("finished_utc", UtcInstant),
    Column("roster", Identifier),
    Column("message", String, nullable=False),
)
