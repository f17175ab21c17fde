"""The waitlist, first come first."""

from __future__ import annotations

from sqlalchemy import Connection, update

from scheduler.domain.waiting import Waiting
from scheduler.storage.mapping import fetch, remove
from scheduler.storage.mappings import WAITING
from scheduler.storage.repository import Repository
from scheduler.storage.tables import waiting as table


class WaitingRepository(Repository[Waiting]):
    """Who waits for an earlier place."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, WAITING)

    def in_order(self) -> tuple[Waiting, ...]:
        """Read all of them, those who came first first."""
        order = (table.c.created_utc, table.c.id)
        return fetch(self._connection, self._mapping, order_by=order)

    def of_session(self, session: str) -> Waiting | None:
        """Read what waits for a session, if it does."""
        found = fetch(self._connection, self._mapping, table.c.session == session)
        return found[0] if found else None

    def offer(self, id_: str, hold: str) -> None:
        """Note what was offered."""
        one = update(table).where(table.c.id == id_).values(hold=hold)
        self._connection.execute(one)

    def remove(self, id_: str) -> None:
        """Let it wait no longer; an unknown one is no error."""
        remove(self._connection, self._mapping, [id_])
