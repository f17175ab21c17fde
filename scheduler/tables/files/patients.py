"""Patients: where and when they can come, and what must be cleared first."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Final

from scheduler.domain.patient import Contraindication
from scheduler.tables.files.places import CLINICS
from scheduler.tables.files.spans import DATED, DAY, WEEKLY
from scheduler.tables.kinds import Choice
from scheduler.tables.layout import ID, NUMBER, TEXT, WHOLE, Column, Table


class Availability(StrEnum):
    """What weekly hours are to a patient; each is the field that holds them."""

    AVAILABLE = "available"
    PREFERRED = "preferred"


PATIENTS: Final = Table(
    file="patients.csv",
    about="Patients.",
    columns=(
        Column("id", ID, "Id of the patient.", "p-0017"),
        Column("name", TEXT, "For people.", "Ann Example", empty=""),
    ),
    key=("id",),
)

_PATIENT: Final = Column(
    "patient", ID, "Id of the patient.", "p-0017", refers=PATIENTS.file
)
_CONDITION: Final = Column(
    "contraindication",
    Choice(Contraindication),
    "The condition.",
    "blood-thinners",
)

PATIENT_CLINICS: Final = Table(
    file="patient_clinics.csv",
    about="Clinics to which a patient comes, at least one; `position` 1 is the "
    "usual one.",
    columns=(
        _PATIENT,
        Column("position", WHOLE, "1, 2, 3 … for the patient.", "1"),
        Column("clinic", ID, "Id of the clinic.", "north", refers=CLINICS.file),
        Column(
            "penalty",
            NUMBER,
            "Cost of a session there.",
            "0",
            empty=Decimal(0),
        ),
    ),
    key=("patient", "position"),
)

PATIENT_AVAILABILITY: Final = Table(
    file="patient_availability.csv",
    about="Weekly hours of a patient. Without an `available` row any time will "
    "do; without a `preferred` row there is no wish.",
    columns=(
        _PATIENT,
        Column(
            "kind",
            Choice(Availability),
            "Whether the patient can come then, or would rather come then.",
            "available",
        ),
        *WEEKLY,
    ),
)

PATIENT_UNAVAILABILITY: Final = Table(
    file="patient_unavailability.csv",
    about="Dates or hours at which a patient cannot come, on the clock of the "
    "usual clinic.",
    columns=(_PATIENT, *DATED),
)

CONTRAINDICATIONS: Final = Table(
    file="contraindications.csv",
    about="Conditions for which a doctor must clear the patient.",
    columns=(_PATIENT, _CONDITION),
    key=("patient", "contraindication"),
)

CLEARANCES: Final = Table(
    file="clearances.csv",
    about="Clearances by a doctor; of several for one condition the longest counts.",
    columns=(
        _PATIENT,
        _CONDITION,
        Column("valid_until", DAY, "Last date of the clearance.", "2027-05-31"),
    ),
)

TABLES: Final = (
    PATIENTS,
    PATIENT_CLINICS,
    PATIENT_AVAILABILITY,
    PATIENT_UNAVAILABILITY,
    CONTRAINDICATIONS,
    CLEARANCES,
)
