"""Quotes, kept until they are accepted or long over."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, delete

from scheduler.domain.quote import Quote
from scheduler.storage.mapping import remove
from scheduler.storage.mappings import QUOTES
from scheduler.storage.repository import Repository
from scheduler.storage.tables import quotes as table

QUOTES_KEPT = timedelta(days=30)


class QuoteRepository(Repository[Quote]):
    """Stored quotes; some of them are over, which whoever reads one must ask."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, QUOTES)

    def add(self, value: Quote) -> None:
        """Keep a new quote, and let go of those past keeping."""
        oldest_utc = value.created_utc - QUOTES_KEPT
        self._connection.execute(delete(table).where(table.c.expires_utc < oldest_utc))
        super().add(value)

    def remove(self, id_: str) -> None:
        """Let go of a quote; an unknown one is no error."""
        remove(self._connection, self._mapping, [id_])
