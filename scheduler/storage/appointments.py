"""Appointments as planning and rosters ask for them."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from scheduler.domain.roster import Appointment
from scheduler.errors import InvalidInput
from scheduler.storage.batches import batches
from scheduler.storage.changes import ChangeFeed, Touched
from scheduler.storage.mapping import fetch, insert, remove, rows_of
from scheduler.storage.mappings import APPOINTMENTS
from scheduler.storage.needs import read_needs
from scheduler.storage.occupancy import Claim, OccupancyRepository
from scheduler.storage.repository import Repository
from scheduler.storage.tables import appointments as table

_log = logging.getLogger(__name__)


class AppointmentRepository(Repository[Appointment]):
    """Stored appointments, one a session."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, APPOINTMENTS)
        self._occupancy = OccupancyRepository(connection)
        self._changes = ChangeFeed(connection)

    def between(
        self, clinic: str, start_utc: datetime, end_utc: datetime
    ) -> tuple[Appointment, ...]:
        """
        Read what a clinic has in a stretch of time, whatever its status.

        Appointments that only reach into the stretch are among them; in order
        of start.
        """
        return fetch(
            self._connection,
            self._mapping,
            table.c.clinic == clinic,
            table.c.start_utc < end_utc,
            table.c.end_utc > start_utc,
            order_by=(table.c.start_utc, table.c.id),
        )

    def of_course(self, course: str) -> tuple[Appointment, ...]:
        """Read a course's appointments, in order of start."""
        return fetch(
            self._connection,
            self._mapping,
            table.c.course == course,
            order_by=(table.c.start_utc, table.c.id),
        )

    def of_sessions(self, sessions: Collection[str]) -> tuple[Appointment, ...]:
        """Read the appointments that these sessions have, in order of start."""
        found = (
            appointment
            for some in batches(sorted(sessions))
            for appointment in fetch(
                self._connection, self._mapping, table.c.id.in_(some)
            )
        )
        return tuple(sorted(found, key=lambda a: (a.visit.start_utc, a.visit.session)))

    def find(self, session: str) -> Appointment | None:
        """Read the appointment of a session, if it has one."""
        return next(iter(self.of_sessions([session])), None)

    def put(self, appointments: Iterable[Appointment]) -> None:
        """
        Add appointments, or replace those of the same session: all or none.

        What they take is taken, and what they had before is free; places may
        be swapped. What only changes its status keeps what it has.

        Raises
        ------
        InvalidInput
            If one names something that the network does not have.
        Occupied
            Naming everything in the way.
        """
        appointments = tuple(appointments)
        if not appointments:
            return
        sessions = [appointment.visit.session for appointment in appointments]
        with self._connection.begin_nested():
            before = self._by_session(sessions)
            moved = [each for each in appointments if not _stays(each, before)]
            remove(self._connection, self._mapping, sessions)
            self._insert(appointments)
            self._occupancy.release(*(each.visit.session for each in moved))
            take_all(self._connection, moved)
            self._changes.append(_touched(appointments, before))

    def _by_session(self, sessions: Sequence[str]) -> dict[str, Appointment]:
        return {each.visit.session: each for each in self.of_sessions(sessions)}

    def _insert(self, appointments: Iterable[Appointment]) -> None:
        try:
            insert(self._connection, rows_of(self._mapping, appointments))
        except IntegrityError:
            raise InvalidInput.of(
                "appointments",
                "appointments must be one a session and name courses, patients, "
                "treatments, clinics, rooms and practitioners of the network.",
            ) from None


def take_all(
    connection: Connection,
    appointments: Iterable[Appointment],
    *,
    leaves_out: bool = False,
) -> None:
    """
    Take what stored appointments need, in their order.

    Parameters
    ----------
    leaves_out
        Whether what clashes is left out and logged, instead of all refused.

    Raises
    ------
    Occupied
        Naming everything in the way.
    """
    visits = [each.visit for each in appointments if each.status.is_taking]
    needs = read_needs(connection, visits)
    claims = [
        Claim(holder=visit.session, uses=needs.uses_of(visit)) for visit in visits
    ]
    occupancy = OccupancyRepository(connection)
    left_out = occupancy.take_all(claims, needs.stock, leaves_out=leaves_out)
    if left_out:
        _log.warning(
            "%d sessions clash with earlier ones, and not all they need is taken "
            "for them: %s",
            len(left_out),
            ", ".join(left_out),
        )


def _stays(appointment: Appointment, before: dict[str, Appointment]) -> bool:
    """Whether it has all it needs already."""
    standing = before.get(appointment.visit.session)
    return (
        standing is not None
        and standing.visit == appointment.visit
        and standing.status.is_taking
        and appointment.status.is_taking
    )


def _touched(
    appointments: Iterable[Appointment], before: dict[str, Appointment]
) -> Iterator[Touched]:
    """The place that each has, and the one that it left."""
    for visit in (appointment.visit for appointment in appointments):
        now = Touched(visit.session, visit.clinic, visit.start_utc)
        standing = before.get(visit.session)
        if standing is not None:
            left = now._replace(
                clinic=standing.visit.clinic, start_utc=standing.visit.start_utc
            )
            if left != now:
                yield left
        yield now
