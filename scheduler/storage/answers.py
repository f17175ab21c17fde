"""Answers under the keys of requests, so that a repeated one changes nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from scheduler.storage.tables import idempotency as table

ANSWERS_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    What a request was answered.

    Parameters
    ----------
    key
        The client's, with whatever makes it this client's own.
    fingerprint
        Of the request; another one under the same key is a mistake.
    """

    key: str
    fingerprint: str
    status: int
    headers: dict[str, str]
    body: bytes
    created_utc: datetime


class AnswerRepository:
    """
    Answers, kept in the transaction of what they answer for.

    Either both are there after a crash or neither, and the key tells which.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> Answer | None:
        """Read the answer under a key; None: there was no such request."""
        one = select(table).where(table.c.key == key)
        row = self._connection.execute(one).mappings().first()
        return None if row is None else Answer(**dict(row))

    def keep(self, answer: Answer) -> None:
        """Add an answer under a new key, and let go of those past keeping."""
        oldest_utc = answer.created_utc - ANSWERS_KEPT
        self._connection.execute(delete(table).where(table.c.created_utc < oldest_utc))
        self._connection.execute(table.insert(), asdict(answer))
