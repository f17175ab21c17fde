"""Appointments as planning and rosters ask for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from scheduler.domain.roster import Appointment
from scheduler.errors import InvalidInput
from scheduler.storage.mapping import fetch, insert, remove, rows_of
from scheduler.storage.mappings import APPOINTMENTS
from scheduler.storage.repository import Repository
from scheduler.storage.tables import appointments as table


class AppointmentRepository(Repository[Appointment]):
    """Stored appointments, one a session."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, APPOINTMENTS)

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
        return fetch(
            self._connection,
            self._mapping,
            table.c.id.in_(sessions),
            order_by=(table.c.start_utc, table.c.id),
        )

    def put(self, appointments: Iterable[Appointment]) -> None:
        """
        Add appointments, or replace those of the same session.

        Raises
        ------
        InvalidInput
            If one names something that the network does not have.
        """
        appointments = tuple(appointments)
        sessions = [appointment.visit.session for appointment in appointments]
        remove(self._connection, self._mapping, sessions)
        try:
            insert(self._connection, rows_of(self._mapping, appointments))
        except IntegrityError:
            raise InvalidInput.of(
                "appointments",
                "appointments must be one a session and name courses, patients, "
                "treatments, clinics, rooms and practitioners of the network.",
            ) from None
