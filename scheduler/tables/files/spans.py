"""Columns that several files share: weekly hours and dated spans."""

from __future__ import annotations

from typing import Final

from scheduler.tables.kinds import Clock, Day
from scheduler.tables.layout import TEXT, Column
from scheduler.tables.many import Weekdays

DAY: Final = Day()
CLOCK: Final = Clock()

DAYS: Final = Column("days", Weekdays(), "Days on which the hours hold.", "mon-fri")
FROM: Final = Column("from_local", CLOCK, "Beginning of the hours.", "09:00")
TO: Final = Column(
    "to_local",
    CLOCK,
    "End of the hours; 00:00 is the midnight that ends the day.",
    "18:30",
)

WEEKLY: Final = (DAYS, FROM, TO)

DATED: Final = (
    Column("first_day", DAY, "First date.", "2026-12-24"),
    Column("last_day", DAY, "Last date, itself included.", "2026-12-26"),
    Column(
        "from_local",
        CLOCK,
        "Time on `first_day` at which it begins; empty: the beginning of the day.",
        "13:00",
        empty=None,
    ),
    Column(
        "to_local",
        CLOCK,
        "Time on `last_day` at which it ends; empty: the end of the day.",
        "",
        empty=None,
    ),
    Column("reason", TEXT, "For people.", "Christmas", empty=""),
)
