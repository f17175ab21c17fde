"""Rosters: kept as drafts, published as a whole."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from scheduler.domain.publication import Publication, publication_of
from scheduler.domain.roster import Appointment, Roster, RosterStatus
from scheduler.errors import InvalidInput, Occupied, RosterConflict
from scheduler.storage.appointments import AppointmentRepository
from scheduler.storage.mapping import fetch, insert, rows_of
from scheduler.storage.mappings import APPOINTMENTS, ROSTERS
from scheduler.storage.repository import Repository
from scheduler.storage.tables import (
    appointments,
    roster_unplaced,
    roster_visits,
    rosters,
)


class RosterRepository(Repository[Roster]):
    """Stored rosters; at most one of them is a draft."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, ROSTERS)

    def latest_draft(self) -> Roster | None:
        """Read the draft, if there is one."""
        drafts = fetch(
            self._connection,
            self._mapping,
            rosters.c.status == RosterStatus.DRAFT.value,
            order_by=(rosters.c.created_utc.desc(), rosters.c.id),
            limit=1,
        )
        return drafts[0] if drafts else None

    def latest(self) -> Roster | None:
        """Read the newest roster that is a draft or published, if there is one."""
        current = fetch(
            self._connection,
            self._mapping,
            rosters.c.status != RosterStatus.SUPERSEDED.value,
            order_by=(rosters.c.created_utc.desc(), rosters.c.id),
            limit=1,
        )
        return current[0] if current else None

    def save_draft(self, roster: Roster) -> None:
        """
        Keep a run's proposal; older drafts are superseded by it.

        Raises
        ------
        InvalidInput
            If it is no draft, or there is a roster of that id.
        """
        if roster.status is not RosterStatus.DRAFT:
            message = (
                f"status of roster {roster.id!r} must be draft, got {roster.status}."
            )
            raise InvalidInput.of("status", message)
        known = select(rosters.c.id).where(rosters.c.id == roster.id)
        if self._connection.execute(known).first():
            message = f"id of a roster must be a new one, got {roster.id!r}."
            raise InvalidInput.of("id", message)
        older = rosters.c.status == RosterStatus.DRAFT.value
        status = RosterStatus.SUPERSEDED.value
        self._connection.execute(update(rosters).where(older).values(status=status))
        insert(self._connection, rows_of(self._mapping, [roster]))

    def publish(self, roster_id: str) -> Publication:
        """
        Turn a draft's visits into published appointments.

        Confirmed, done and missed appointments stay as they are; published
        ones that the roster has no place for are cancelled.

        Raises
        ------
        NotFound
            If there is no such roster.
        RosterConflict
            If it is no longer a draft, names what has left the network, or
            wants what somebody else has by now.
        """
        roster = self.get(roster_id)
        if roster.status is not RosterStatus.DRAFT:
            raise RosterConflict(
                f"Only a draft can be published, but roster {roster_id!r} is "
                f"{roster.status}; plan again."
            )
        publication = publication_of(roster, self._standing(roster_id))
        try:
            AppointmentRepository(self._connection).put(publication.appointments)
        except InvalidInput:
            raise RosterConflict(
                f"Roster {roster_id!r} names what has left the network since it was "
                "planned; plan again."
            ) from None
        except Occupied as error:
            raise RosterConflict(
                f"Roster {roster_id!r} can no longer be published; plan again. {error}"
            ) from None
        this = rosters.c.id == roster_id
        status = RosterStatus.PUBLISHED.value
        self._connection.execute(update(rosters).where(this).values(status=status))
        return publication

    def _standing(self, roster_id: str) -> tuple[Appointment, ...]:
        """Appointments of the sessions in a roster, placed or not."""
        of_roster = [
            select(table.c.session).where(table.c.roster == roster_id)
            for table in (roster_visits, roster_unplaced)
        ]
        sessions = of_roster[0].union(of_roster[1])
        return fetch(self._connection, APPOINTMENTS, appointments.c.id.in_(sessions))
