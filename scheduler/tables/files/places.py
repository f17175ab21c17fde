"""The network itself, its clinics and their rooms."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Final

from scheduler.domain.network import Policy, Weights
from scheduler.tables.files.spans import DATED, WEEKLY
from scheduler.tables.kinds import Zone
from scheduler.tables.layout import ID, NUMBER, TEXT, WHOLE, WORD, WORDS, Column, Table

_ZONE: Final = Zone()
_POLICY: Final = Policy(id="defaults")
_WEIGHTS: Final = {
    "unscheduled": "a session without a place, times its priority",
    "time_preference": "a start outside the hours that the patient prefers",
    "practitioner_preference": "another lead than the one the course prefers",
    "practitioner_change": "another lead than at the session before",
    "overload": "a session above a lead's comfortable number a day",
    "moved_day": "a published appointment that moves to another date",
    "moved_time": "a published appointment that moves within its date",
    "moved_practitioner": "a published appointment that gets another lead",
    "moved_clinic": "a published appointment that moves to another clinic",
    "dropped": "a published appointment that loses its place",
}

WEIGHT_PREFIX: Final = "weight_"


def _weight(name: str) -> Column:
    default: Decimal = getattr(_POLICY.weights, name)
    about = f"Cost of {_WEIGHTS[name]}."
    return Column(WEIGHT_PREFIX + name, NUMBER, about, str(default), empty=default)


NETWORK: Final = Table(
    file="network.csv",
    about="The network and how it plans: exactly one row.",
    columns=(
        Column("id", ID, "Id of the network.", "riverside"),
        Column("name", TEXT, "For people.", "Riverside Clinics", empty=""),
        Column(
            "timezone", _ZONE, 'Zone of the nightly run and "today".', "Europe/London"
        ),
        Column(
            "tick_min",
            WHOLE,
            "Grid on which sessions begin and steps last, in minutes.",
            "5",
            empty=_POLICY.tick_min,
        ),
        Column(
            "horizon_days",
            WHOLE,
            "Days planned ahead.",
            "28",
            empty=_POLICY.horizon_days,
        ),
        Column(
            "freeze_days",
            WHOLE,
            "Days from today in which what is published no longer moves.",
            "2",
            empty=_POLICY.freeze_days,
        ),
        *(_weight(weight.name) for weight in fields(Weights)),
    ),
    least_rows=1,
    most_rows=1,
)

CLINICS: Final = Table(
    file="clinics.csv",
    about="Clinics: at least one.",
    columns=(
        Column("id", ID, "Id of the clinic.", "north"),
        Column("name", TEXT, "For people.", "Riverside North", empty=""),
        Column(
            "timezone", _ZONE, "All its local times are in this zone.", "Europe/London"
        ),
        Column(
            "country",
            TEXT,
            "ISO 3166 code of the country whose public holidays it keeps; "
            "empty: it keeps none.",
            "GB",
            empty="",
        ),
        Column(
            "region",
            TEXT,
            "ISO 3166 code of the region, without the country; "
            "empty: the holidays of the whole country.",
            "ENG",
            empty="",
        ),
    ),
    key=("id",),
    least_rows=1,
)

_CLINIC: Final = Column("clinic", ID, "Id of the clinic.", "north", refers=CLINICS.file)

OPENING_HOURS: Final = Table(
    file="opening_hours.csv",
    about="Weekly opening hours; a clinic without a row is open on no day.",
    columns=(_CLINIC, *WEEKLY),
)

CLINIC_CLOSURES: Final = Table(
    file="clinic_closures.csv",
    about="Days or hours on which a clinic is closed although its hours say open.",
    columns=(_CLINIC, *DATED),
)

EQUIPMENT: Final = Table(
    file="equipment.csv",
    about="How many of each kind of equipment a clinic owns.",
    columns=(
        _CLINIC,
        Column("kind", WORD, "Kind, as treatment steps name it.", "heat-lamp"),
        Column("count", WHOLE, "How many.", "3"),
    ),
    key=("clinic", "kind"),
)

TRAVEL: Final = Table(
    file="travel.csv",
    about="Travel times, either way; nobody works on one day at two clinics "
    "for which there is no row.",
    columns=(
        Column("clinic_a", ID, "Id of one clinic.", "north", refers=CLINICS.file),
        Column("clinic_b", ID, "Id of the other clinic.", "south", refers=CLINICS.file),
        Column("travel_min", WHOLE, "Travel time, in minutes.", "25"),
    ),
    key=("clinic_a", "clinic_b"),
)

ROOMS: Final = Table(
    file="rooms.csv",
    about="Treatment rooms, each for one patient at a time.",
    columns=(
        Column("id", ID, "Id of the room, unique in the network.", "north-1"),
        _CLINIC,
        Column("name", TEXT, "For people.", "Room 1", empty=""),
        Column("features", WORDS, "What it offers.", "bed;steam", empty=()),
        Column(
            "turnover_min",
            WHOLE,
            "Cleaning after each session, in minutes.",
            "10",
            empty=0,
        ),
    ),
    key=("id",),
)

ROOM_CLOSURES: Final = Table(
    file="room_closures.csv",
    about="Days or hours on which a room cannot be used.",
    columns=(
        Column("room", ID, "Id of the room.", "north-1", refers=ROOMS.file),
        *DATED,
    ),
)

TABLES: Final = (
    NETWORK,
    CLINICS,
    OPENING_HOURS,
    CLINIC_CLOSURES,
    EQUIPMENT,
    TRAVEL,
    ROOMS,
    ROOM_CLOSURES,
)
