"""Appointments as rows; an appointment's id is its session's."""

from __future__ import annotations

from scheduler.domain.roster import Appointment, AppointmentStatus
from scheduler.storage.mapping import Mapping, Row, Rows
from scheduler.storage.mappings.visits import visit, visit_row
from scheduler.storage.tables import appointment_staff, appointments


def _to_rows(appointment: Appointment) -> Rows:
    session = appointment.visit.session
    return {
        appointments: [
            {
                "id": session,
                "end_utc": appointment.visit.end_utc,
                "status": appointment.status,
                "revision": appointment.revision,
            }
            | visit_row(appointment.visit)
        ],
        appointment_staff: [
            {"appointment": session, "role": role, "practitioner": practitioner}
            for role, practitioner in appointment.visit.staff.items()
        ],
    }


def _from_rows(row: Row, rows: Rows) -> Appointment:
    staff = {each["role"]: each["practitioner"] for each in rows[appointment_staff]}
    return Appointment(
        visit=visit(row, row["id"], staff),
        status=AppointmentStatus(row["status"]),
        revision=row["revision"],
    )


APPOINTMENTS = Mapping(
    kind="appointment",
    table=appointments,
    children=(appointment_staff,),
    to_rows=_to_rows,
    from_rows=_from_rows,
)
