"""Courses of treatment and the appointments that stand."""

from __future__ import annotations

from typing import Final

from scheduler.domain.roster import AppointmentStatus
from scheduler.tables.files.care import PROTOCOLS, TREATMENTS
from scheduler.tables.files.patients import PATIENTS
from scheduler.tables.files.places import CLINICS, ROOMS
from scheduler.tables.files.spans import DAY
from scheduler.tables.files.staff import PRACTITIONERS
from scheduler.tables.kinds import Choice
from scheduler.tables.layout import ID, IDS, LOCAL, WHOLE, Column, Table
from scheduler.tables.many import Pairs

COURSES: Final = Table(
    file="courses.csv",
    about="A patient's courses of treatment. The last three columns say what "
    "was done before the appointments in this folder begin.",
    columns=(
        Column("id", ID, "Id of the course.", "c-0017"),
        Column("patient", ID, "Id of the patient.", "p-0017", refers=PATIENTS.file),
        Column("protocol", ID, "Id of the protocol.", "classic", refers=PROTOCOLS.file),
        Column(
            "starts_on", DAY, "First date of the first session, at best.", "2026-10-05"
        ),
        Column(
            "ends_on",
            DAY,
            "Last date of the course; empty: it runs on.",
            "",
            empty=None,
        ),
        Column(
            "preferred_practitioner",
            ID,
            "Id of the practitioner whom the patient would rather see.",
            "mei",
            empty=None,
            refers=PRACTITIONERS.file,
        ),
        Column(
            "refused_practitioners",
            IDS,
            "Ids of practitioners who must not treat the patient.",
            "",
            empty=(),
            refers=PRACTITIONERS.file,
        ),
        Column("sessions_done", WHOLE, "Sessions already held.", "3", empty=0),
        Column(
            "last_session_on",
            DAY,
            "Date of the last of them.",
            "2026-11-02",
            empty=None,
        ),
        Column(
            "last_practitioner",
            ID,
            "Id of the practitioner who led it.",
            "mei",
            empty=None,
            refers=PRACTITIONERS.file,
        ),
    ),
    key=("id",),
)

VISIT: Final = (
    Column("session", ID, "Id of the session: course and number.", "c-0017-4"),
    Column("course", ID, "Id of the course.", "c-0017", refers=COURSES.file),
    Column("number", WHOLE, "Position among all sessions of the course.", "4"),
    Column("patient", ID, "Id of the patient.", "p-0017", refers=PATIENTS.file),
    Column("treatment", ID, "Id of the treatment.", "facial", refers=TREATMENTS.file),
    Column("clinic", ID, "Id of the clinic.", "north", refers=CLINICS.file),
    Column("room", ID, "Id of the room.", "north-1", refers=ROOMS.file),
    Column(
        "staff",
        Pairs(ID, "list of role=id", "roles such as lead=mei;therapist=ann"),
        "Practitioner by role; `lead` is always there.",
        "lead=mei",
        refers=PRACTITIONERS.file,
    ),
    Column(
        "start",
        LOCAL,
        "Time on the clinic's wall, with its offset from UTC.",
        "2026-11-30T09:00+00:00",
    ),
    Column(
        "steps",
        Pairs(
            WHOLE,
            "list of step=minutes",
            "steps such as check-in=5;needling=15",
            is_distinct=False,
        ),
        "Steps in order, with their lengths in minutes.",
        "needling=15",
    ),
)

APPOINTMENTS: Final = Table(
    file="appointments.csv",
    about="What the network stands by, and what became of it.",
    columns=(
        *VISIT,
        Column(
            "status",
            Choice(AppointmentStatus),
            "What it means to the patient.",
            "published",
        ),
        Column("revision", WHOLE, "How often it was written.", "1", empty=1),
    ),
    key=("session",),
)

TABLES: Final = (COURSES, APPOINTMENTS)
