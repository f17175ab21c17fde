"""Holds: places kept for some minutes, in nobody's way once they are over."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete
from sqlalchemy.exc import IntegrityError

from scheduler.domain.hold import Hold
from scheduler.errors import InvalidInput
from scheduler.storage.batches import batches
from scheduler.storage.changes import ChangeFeed, Touched
from scheduler.storage.mapping import fetch, insert, remove, rows_of
from scheduler.storage.mappings import HOLDS
from scheduler.storage.needs import read_needs
from scheduler.storage.occupancy import OccupancyRepository
from scheduler.storage.repository import Repository
from scheduler.storage.tables import holds as table

# How long it can be told that a hold was one and is over.
HOLDS_KEPT = timedelta(days=30)


class HoldRepository(Repository[Hold]):
    """
    Stored holds; some of them are over, which whoever reads one must ask.

    Those that are over keep their occupancy until somebody clears it, so
    whoever takes anything calls `clear_expired` first.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, HOLDS)
        self._occupancy = OccupancyRepository(connection)
        self._changes = ChangeFeed(connection)

    def add(self, hold: Hold) -> None:
        """
        Keep a new hold and take its place; all of it or nothing.

        Holds that are over when it begins are not in its way, nor is the
        appointment of its own session, which it is to replace.

        Raises
        ------
        InvalidInput
            If there is one of that id, or it names something that the network
            does not have.
        Occupied
            Naming everything in the way.
        """
        with self._connection.begin_nested():
            self.clear_expired(hold.created_utc)
            self._insert(hold)
            needs = read_needs(self._connection, [hold])
            self._occupancy.take(
                hold.id,
                needs.uses_of(hold),
                stock=needs.stock,
                is_hold=True,
                beside=hold.session,
            )
            self._changes.append([_touched(hold)])

    def unexpired(self, now_utc: datetime) -> tuple[Hold, ...]:
        """Read all holds that are not over."""
        return fetch(self._connection, self._mapping, table.c.expires_utc > now_utc)

    def of_ids(self, ids: Collection[str]) -> tuple[Hold, ...]:
        """Read the holds of these ids that are there, over or not."""
        return tuple(
            hold
            for some in batches(sorted(ids))
            for hold in fetch(self._connection, self._mapping, table.c.id.in_(some))
        )

    def remove(self, id_: str) -> None:
        """
        Let go of a hold and of what it has taken.

        Raises
        ------
        NotFound
            If there is none of that id.
        """
        hold = self.get(id_)
        self._release([hold])
        remove(self._connection, self._mapping, [id_])

    def clear_expired(self, now_utc: datetime) -> None:
        """Release what holds have that are over, and forget the oldest of them."""
        expired = sorted(self._occupancy.expired(now_utc))
        for some in batches(expired):
            self._release(fetch(self._connection, self._mapping, table.c.id.in_(some)))
        oldest_utc = now_utc - HOLDS_KEPT
        self._connection.execute(delete(table).where(table.c.expires_utc < oldest_utc))

    def _insert(self, hold: Hold) -> None:
        try:
            insert(self._connection, rows_of(self._mapping, [hold]))
        except IntegrityError:
            raise InvalidInput.of(
                "hold",
                f"hold {hold.id!r} must be a new one and name a treatment, course, "
                "patient, clinic and room of the network.",
            ) from None

    def _release(self, released: Iterable[Hold]) -> None:
        released = tuple(released)
        self._occupancy.release(*(hold.id for hold in released), is_hold=True)
        self._changes.append(map(_touched, released))


def _touched(hold: Hold) -> Touched:
    return Touched(hold.id, hold.clinic, hold.start_utc, is_hold=True)
