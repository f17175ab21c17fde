"""Open slots as tables that fit a terminal of 88 columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.tables import figure
from api.wording import printable

if TYPE_CHECKING:
    from scheduler.booking.open_slots import DaySlots
    from scheduler.booking.slot import Slot

COLUMNS = 88
GAP = 2
HEADING = ("time", "lead", "room", "grade", "cost", "reasons")
WIDEST = 30
"""Columns that an id may fill before it is broken."""

Row = tuple[str, ...]


def slot_tables(days: Sequence[DaySlots]) -> str:
    """A table for each clinic and date; times are those of the clinic's clock."""
    rows = [[_row(slot, ZoneInfo(day.timezone)) for slot in day.slots] for day in days]
    widths = _widths(row for table in rows for row in table)
    text = StringIO()
    console = Console(file=text, width=COLUMNS, color_system=None, highlight=False)
    for day, table in zip(days, rows, strict=True):
        console.print(Text(_title(day)))
        console.print(_table(table, widths))
        console.print()
    lines = [line.rstrip() for line in text.getvalue().splitlines()]
    return "\n".join(lines[:-1]) + "\n"


def _title(day: DaySlots) -> str:
    return printable(f"{day.clinic}, {day.date:%a} {day.date} ({day.timezone})")


def _row(slot: Slot, zone: ZoneInfo) -> Row:
    start, end = (t.astimezone(zone) for t in (slot.start_utc, slot.end_utc))
    reasons = (f"{each.term} {figure(each.cost)}" for each in slot.reasons)
    return (
        f"{start:%H:%M}–{end:%H:%M}",
        printable(slot.staff["lead"].removeprefix(f"{slot.clinic}-")),
        printable(slot.room.removeprefix(f"{slot.clinic}-")),
        slot.grade.value,
        figure(slot.cost),
        ", ".join(reasons),
    )


def _widths(rows: Iterable[Row]) -> list[int]:
    """Of all columns but the last: alike in all tables, so that they line up."""
    columns = list(zip(HEADING, *rows, strict=True))[:-1]
    return [min(max(map(cell_len, column)), WIDEST) for column in columns]


def _table(rows: Sequence[Row], widths: Sequence[int]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), show_edge=False)
    for name, width in zip(HEADING[:-1], widths, strict=True):
        table.add_column(
            name,
            width=width,
            justify="right" if name == "cost" else "left",
            overflow="fold",
        )
    table.add_column(HEADING[-1], overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table
