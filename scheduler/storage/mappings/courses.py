"""Courses as rows."""

from __future__ import annotations

from scheduler.domain.course import Course
from scheduler.storage.mapping import Mapping, Row, Rows
from scheduler.storage.mappings.calendar import children
from scheduler.storage.tables import course_refusals, courses


def _to_rows(course: Course) -> Rows:
    refused = ({"practitioner": id_} for id_ in course.refused_practitioners)
    return {
        courses: [
            {
                "id": course.id,
                "patient": course.patient,
                "protocol": course.protocol,
                "starts_on": course.starts_on,
                "ends_on": course.ends_on,
                "preferred_practitioner": course.preferred_practitioner,
                "sessions_done": course.sessions_done,
                "last_session_on": course.last_session_on,
                "last_practitioner": course.last_practitioner,
            }
        ],
        course_refusals: children("course", course.id, refused),
    }


def _from_rows(row: Row, rows: Rows) -> Course:
    refused = tuple(each["practitioner"] for each in rows[course_refusals])
    return Course(**row, refused_practitioners=refused)


COURSES = Mapping(
    kind="course",
    table=courses,
    children=(course_refusals,),
    to_rows=_to_rows,
    from_rows=_from_rows,
)
