"""Practitioners, their shifts and their absences."""

from __future__ import annotations

from typing import Final

from scheduler.domain.practitioner import Practitioner
from scheduler.tables.files.places import CLINICS
from scheduler.tables.files.spans import CLOCK, DATED, DAY, WEEKLY
from scheduler.tables.layout import ID, TEXT, WHOLE, WORDS, Column, Table

_SOMEBODY: Final = Practitioner(id="defaults")

PRACTITIONERS: Final = Table(
    file="practitioners.csv",
    about="Everybody who treats patients. The three columns of the break are "
    "filled together or not at all.",
    columns=(
        Column("id", ID, "Id of the practitioner.", "mei"),
        Column("name", TEXT, "For people.", "Mei Tan", empty=""),
        Column("skills", WORDS, "What they may do.", "needling;cupping", empty=()),
        Column(
            "licensed_until",
            DAY,
            "Last date of the licence; empty: no end known.",
            "2028-06-30",
            empty=None,
        ),
        Column(
            "max_parallel",
            WHOLE,
            "Sessions led at one instant, resting patients included.",
            "2",
            empty=_SOMEBODY.max_parallel,
        ),
        Column(
            "max_sessions_per_day",
            WHOLE,
            "Sessions led on one date, at most.",
            "14",
            empty=_SOMEBODY.max_sessions_per_day,
        ),
        Column(
            "comfortable_sessions_per_day",
            WHOLE,
            "Above this number a session costs overload.",
            "10",
            empty=_SOMEBODY.comfortable_sessions_per_day,
        ),
        Column(
            "break_min", WHOLE, "Length of the break, in minutes.", "30", empty=None
        ),
        Column(
            "break_from",
            CLOCK,
            "Beginning of the window in which the break is taken.",
            "12:00",
            empty=None,
        ),
        Column("break_to", CLOCK, "End of that window.", "14:00", empty=None),
    ),
    key=("id",),
)

_PRACTITIONER: Final = Column(
    "practitioner", ID, "Id of the practitioner.", "mei", refers=PRACTITIONERS.file
)

SHIFTS: Final = Table(
    file="shifts.csv",
    about="Hours worked at one clinic every week.",
    columns=(
        _PRACTITIONER,
        Column("clinic", ID, "Id of the clinic.", "north", refers=CLINICS.file),
        *WEEKLY,
        Column(
            "valid_from",
            DAY,
            "First date of the pattern; empty: always was.",
            "2026-01-05",
            empty=None,
        ),
        Column(
            "valid_until",
            DAY,
            "Last date of the pattern; empty: until further notice.",
            "",
            empty=None,
        ),
    ),
)

SHIFT_EXCEPTIONS: Final = Table(
    file="shift_exceptions.csv",
    about="Hours of one date that replace all of that date's weekly shifts. A "
    "date may have several rows; a single row without clinic and times is a day off.",
    columns=(
        _PRACTITIONER,
        Column("day", DAY, "The date.", "2026-12-05"),
        Column(
            "clinic",
            ID,
            "Id of the clinic; empty: a day off.",
            "north",
            empty=None,
            refers=CLINICS.file,
        ),
        Column("from_local", CLOCK, "Beginning of the hours.", "10:00", empty=None),
        Column("to_local", CLOCK, "End of the hours.", "14:00", empty=None),
    ),
)

ABSENCES: Final = Table(
    file="absences.csv",
    about="Leave, illness and the like: whatever the shifts say.",
    columns=(_PRACTITIONER, *DATED),
)

TABLES: Final = (PRACTITIONERS, SHIFTS, SHIFT_EXCEPTIONS, ABSENCES)
