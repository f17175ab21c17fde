"""The feed of changes: what was written since somebody last looked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, select

from scheduler.storage.tables import changes as table


class Touched(NamedTuple):
    """A place on the roster that a session or a hold took or left."""

    holder: str
    clinic: str
    start_utc: datetime
    is_hold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    An entry of the feed.

    Parameters
    ----------
    revision
        Counts up in the order in which changes were committed.
    holder
        The session or hold; empty: everything changed, as by an import.
    clinic, start_utc
        Where and when it begins, or began; a move has an entry for the place
        it left and one for the place it took. None: everywhere.
    """

    revision: int
    holder: str
    is_hold: bool
    clinic: str | None
    start_utc: datetime | None


class ChangeFeed:
    """
    Entries that are added and never changed.

    All writers queue for one lock, so that the next revision is the highest
    and one, and who has read up to a revision has missed nothing before it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, touched: Iterable[Touched]) -> None:
        """Add an entry for each place, in their order."""
        first = self.latest() + 1
        rows = [
            {"revision": first + i, **each._asdict()} for i, each in enumerate(touched)
        ]
        if rows:
            self._connection.execute(table.insert(), rows)

    def restart(self) -> None:
        """Add that everything changed, after which older entries tell nothing."""
        revision = self.latest() + 1
        everything = {"revision": revision, "holder": "", "is_hold": False}
        self._connection.execute(table.insert(), everything)
        self._connection.execute(delete(table).where(table.c.revision < revision))

    def since(self, revision: int) -> tuple[Change, ...]:
        """Read the entries after a revision; after 0 all that there are."""
        later = select(table).where(table.c.revision > revision)
        rows = self._connection.execute(later.order_by(table.c.revision)).mappings()
        return tuple(Change(**dict(row)) for row in rows)

    def latest(self) -> int:
        """Read the highest revision; 0: nothing was ever written."""
        highest = select(func.max(table.c.revision))
        return self._connection.execute(highest).scalar_one() or 0
