"""How each kind of domain value is kept, a module for each."""

from scheduler.storage.mappings.appointments import APPOINTMENTS
from scheduler.storage.mappings.clinics import CLINICS
from scheduler.storage.mappings.courses import COURSES
from scheduler.storage.mappings.holds import HOLDS
from scheduler.storage.mappings.patients import PATIENTS
from scheduler.storage.mappings.practitioners import PRACTITIONERS
from scheduler.storage.mappings.quotes import QUOTES
from scheduler.storage.mappings.rooms import ROOMS
from scheduler.storage.mappings.rosters import ROSTERS
from scheduler.storage.mappings.treatments import PROTOCOLS, TREATMENTS
from scheduler.storage.mappings.waiting import WAITING

__all__ = [
    "APPOINTMENTS",
    "CLINICS",
    "COURSES",
    "HOLDS",
    "PATIENTS",
    "PRACTITIONERS",
    "PROTOCOLS",
    "QUOTES",
    "ROOMS",
    "ROSTERS",
    "TREATMENTS",
    "WAITING",
]
