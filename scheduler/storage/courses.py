"""Courses as booking asks for them."""

from __future__ import annotations

from sqlalchemy import Connection

from scheduler.domain.course import Course
from scheduler.storage.mapping import fetch
from scheduler.storage.mappings import COURSES
from scheduler.storage.repository import Repository
from scheduler.storage.tables import courses as table


class CourseRepository(Repository[Course]):
    """Stored courses."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, COURSES)

    def of_patient(self, patient: str) -> tuple[Course, ...]:
        """Read a patient's courses, in order of id."""
        return fetch(self._connection, self._mapping, table.c.patient == patient)
