"""What runs proposed, for a copy of the whole database."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from scheduler.domain.roster import RosterStatus
from scheduler.tables.files.courses import VISIT
from scheduler.tables.files.spans import DAY
from scheduler.tables.kinds import Choice, Instant
from scheduler.tables.layout import (
    ID,
    IDS,
    LINES,
    NUMBER,
    TEXT,
    WHOLE,
    WORD,
    Column,
    Table,
)
from scheduler.tables.many import Pairs

_INSTANT: Final = Instant(is_local=False)

ROSTERS: Final = Table(
    file="rosters.csv",
    about="The proposals of past runs.",
    is_optional=True,
    columns=(
        Column("id", ID, "Id of the roster.", "run-2026-11-29"),
        Column("created_utc", _INSTANT, "When.", "2026-11-29T02:00Z"),
        Column("horizon_start", DAY, "First date planned.", "2026-11-30"),
        Column("horizon_days", WHOLE, "Days planned.", "28"),
        Column("status", Choice(RosterStatus), "What became of it.", "published"),
        Column("plan_status", WORD, "How the search ended.", "feasible"),
        Column("total", NUMBER, "Cost of the plan.", "1024.5"),
        Column("bound", NUMBER, "Cost that no plan can be below.", "1000"),
        Column(
            "terms",
            Pairs(NUMBER, "list of term=cost", "costs such as overload=20;lateness=5"),
            "Cost by term.",
            "unscheduled=1000;cadence=24.5",
            empty=(),
        ),
        Column("baseline_total", NUMBER, "Cost of the front desk's plan.", "3200"),
        Column("baseline_unscheduled", WHOLE, "Sessions it found no place for.", "3"),
        Column("seconds", NUMBER, "Length of the run, in seconds.", "59.8"),
        Column("seed", WHOLE, "Seed of the search.", "1"),
        Column("fingerprint", TEXT, "SHA-256 of the problem.", "9f86d081", empty=""),
    ),
    key=("id",),
)

_ROSTER: Final = Column(
    "roster", ID, "Id of the roster.", "run-2026-11-29", refers=ROSTERS.file
)

# A roster may tell of a clinic or a patient who is no longer there: its ids are
# not looked up, and its instants need no clinic's clock.
_VISIT: Final = tuple(
    Column("start_utc", _INSTANT, "Beginning of the session.", "2026-11-30T09:00Z")
    if column.name == "start"
    else replace(column, refers="")
    for column in VISIT
)

ROSTER_VISITS: Final = Table(
    file="roster_visits.csv",
    about="Sessions that a roster placed.",
    is_optional=True,
    columns=(_ROSTER, *_VISIT),
    key=("roster", "session"),
)

ROSTER_UNPLACED: Final = Table(
    file="roster_unplaced.csv",
    about="Sessions that a roster found no place for.",
    is_optional=True,
    columns=(
        _ROSTER,
        Column("session", ID, "Id of the session: course and number.", "c-0017-5"),
        Column("course", ID, "Id of the course.", "c-0017"),
        Column("number", WHOLE, "Position among all sessions of the course.", "5"),
        Column("patient", ID, "Id of the patient.", "p-0017"),
        Column("treatment", ID, "Id of the treatment.", "facial"),
        Column("due", DAY, "When it was due.", "2026-12-07"),
        Column(
            "clinics",
            IDS,
            "Ids of the clinics that were tried.",
            "north",
            empty=(),
        ),
        Column(
            "reasons", LINES, "Why there was no place.", "No room is free.", empty=()
        ),
    ),
    key=("roster", "session"),
)

TABLES: Final = (ROSTERS, ROSTER_VISITS, ROSTER_UNPLACED)
