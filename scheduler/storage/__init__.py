"""The database: SQLite or PostgreSQL, reached through a unit of work.

Domain values go in and come out; no table, row or session leaves this package.
"""

from scheduler.storage.engine import open_engine
from scheduler.storage.repository import Page
from scheduler.storage.schema import SchemaState, ensure_ready, migrate, schema_state
from scheduler.storage.unit_of_work import UnitOfWork, unit_of_work

__all__ = [
    "Page",
    "SchemaState",
    "UnitOfWork",
    "ensure_ready",
    "migrate",
    "open_engine",
    "schema_state",
    "unit_of_work",
]
