"""The tables, a module for each part of the domain.

What belongs to one object lies in child tables that go with it; the first
column of a child table names its owner.
"""

from scheduler.storage.tables.appointments import appointment_staff, appointments
from scheduler.storage.tables.base import metadata
from scheduler.storage.tables.booking import (
    changes,
    holds,
    idempotency,
    occupancy,
    resources,
)
from scheduler.storage.tables.clinics import (
    clinic_closures,
    clinic_equipment,
    clinic_hours,
    clinics,
    room_closures,
    rooms,
    travel,
)
from scheduler.storage.tables.courses import course_refusals, courses
from scheduler.storage.tables.nightly import nightly_runs
from scheduler.storage.tables.patients import (
    patient_available,
    patient_clearances,
    patient_clinics,
    patient_preferred,
    patient_unavailable,
    patients,
)
from scheduler.storage.tables.policy import policies
from scheduler.storage.tables.practitioners import (
    practitioner_absences,
    practitioners,
    shift_exceptions,
    shift_patterns,
)
from scheduler.storage.tables.quotes import quotes
from scheduler.storage.tables.rosters import roster_unplaced, roster_visits, rosters
from scheduler.storage.tables.treatments import (
    protocol_phases,
    protocols,
    treatment_steps,
    treatments,
)
from scheduler.storage.tables.waiting import waiting

__all__ = [
    "appointment_staff",
    "appointments",
    "changes",
    "clinic_closures",
    "clinic_equipment",
    "clinic_hours",
    "clinics",
    "course_refusals",
    "courses",
    "holds",
    "idempotency",
    "metadata",
    "nightly_runs",
    "occupancy",
    "patient_available",
    "patient_clearances",
    "patient_clinics",
    "patient_preferred",
    "patient_unavailable",
    "patients",
    "policies",
    "practitioner_absences",
    "practitioners",
    "protocol_phases",
    "protocols",
    "quotes",
    "resources",
    "room_closures",
    "rooms",
    "roster_unplaced",
    "roster_visits",
    "rosters",
    "shift_exceptions",
    "shift_patterns",
    "travel",
    "treatment_steps",
    "treatments",
    "waiting",
]
