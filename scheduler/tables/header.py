"""The header row of a file: which column is where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from scheduler.tables.cells import shown, trim
from scheduler.tables.decode import bad_byte
from scheduler.tables.kinds import nearest_hint
from scheduler.tables.layout import Table
from scheduler.tables.problems import FolderProblems
from scheduler.tables.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """
    Columns of a file by position.

    Parameters
    ----------
    names
        Column names in the order of the file, without the empty cells that
        spreadsheets leave behind the last one.
    is_sound
        Whether every column that is needed is there, once, and no other.
    """

    names: tuple[str, ...]
    is_sound: bool


def read_header(table: Table, record: Record, problems: FolderProblems) -> Header:
    """
    The header in a file's first record; upper and lower case are one.

    Parameters
    ----------
    problems
        Takes unknown, doubled and missing columns.
    """
    names = [trim(cell).lower() for cell in record.cells]
    while not names[-1]:
        names.pop()
    if len(names) == 1 and names[0] not in table.names and not bad_byte(names[0]):
        messages = [
            f"The header must be column names such as {','.join(table.names[:3])}, "
            f"separated by commas, semicolons or tabs, got {shown(names[0])}."
        ]
    else:
        messages = [*_refusals(table, names), *_missing(table, names)]
    for message in messages:
        problems.add(table.file, message, record.line)
    return Header(names=tuple(names), is_sound=not messages)


def _refusals(table: Table, names: list[str]) -> list[str]:
    """Sentences about columns that the table does not have, or has once."""
    messages = []
    for name, times in Counter(names).items():
        if not name:
            messages.append("Every column must have a name, got an empty one.")
        elif undecodable := bad_byte(name):
            messages.append(f"In the header, {undecodable}")
        elif name not in table.names:
            messages.append(_unknown(table, name))
        elif times > 1:
            messages.append(f"Column {name} must come once, got it {times} times.")
    return messages


def _unknown(table: Table, name: str) -> str:
    known = f"{table.file} has no column {shown(name)}"
    hint = nearest_hint(name, table.names)
    columns = ", ".join(table.names)
    return f"{known}; {hint}" if hint else f"{known}: its columns are {columns}."


def _missing(table: Table, names: list[str]) -> list[str]:
    return [
        f"Column {column.name} is missing: {table.file} cannot do without it."
        for column in table.columns
        if column.is_required and column.name not in names
    ]
