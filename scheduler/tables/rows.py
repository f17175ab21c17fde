"""The readable rows of a folder: values by column, with the line they came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scheduler.tables.cells import shown
from scheduler.tables.kinds import nearest_hint
from scheduler.tables.layout import Column, Table
from scheduler.tables.problems import FolderProblems
from scheduler.tables.schema import CellReader, check_cells, readers_of
from scheduler.tables.sheet import Sheet

# Among more ids than these, the nearest is seldom the one that was meant.
_MOST_FOR_HINT = 100


@dataclass(frozen=True, slots=True)
class Row:
    """
    One readable row.

    Parameters
    ----------
    line
        On which it begins, from 1.
    values
        By column name, for every column of the table.
    """

    table: Table
    line: int
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def without(self, *columns: str) -> dict[str, Any]:
        """Values of all columns but these."""
        return {
            name: value for name, value in self.values.items() if name not in columns
        }


@dataclass(kw_only=True)
class Rows:
    """
    The rows of one file.

    Parameters
    ----------
    readable
        In the order of the file.
    lost_ids
        First column of the rows that are not readable.
    are_all
        Whether every row of the file is either readable or in ``lost_ids``.
    """

    table: Table
    readable: list[Row] = field(default_factory=list)
    lost_ids: set[str] = field(default_factory=set)
    are_all: bool = True

    def ids(self) -> set[str] | None:
        """First column of all rows; None: not known."""
        if not self.are_all:
            return None
        first = self.table.names[0]
        return {row[first] for row in self.readable} | self.lost_ids


def read_rows(sheet: Sheet, problems: FolderProblems) -> Rows:
    """
    Values of a sheet's cells.

    Parameters
    ----------
    problems
        Takes what is wrong; rows in which something is are left out.
    """
    table, readers = sheet.table, readers_of(sheet)
    check_cells(sheet, readers, problems)
    first = table.names[0]
    are_all = sheet.is_whole and first in readers
    rows = Rows(table=table, lost_ids=set(sheet.lost_ids), are_all=are_all)
    for line, cells in _texts(sheet):
        if sheet.has_header and not problems.has_line(table.file, line):
            rows.readable.append(Row(table, line, _values(table, readers, cells)))
        elif first in cells:
            rows.lost_ids.add(cells[first])
    return rows


def check_references(rows: Mapping[str, Rows], problems: FolderProblems) -> None:
    """Note each id that its row refers to and that no row has."""
    for each in rows.values():
        for column in each.table.columns:
            known = rows[column.refers].ids() if column.refers else None
            if known is not None:
                _check_column(each, column, known, problems)


def _texts(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    names = list(sheet.frame.columns)
    if not names:
        return
    cells = zip(*(sheet.frame[name] for name in names), strict=True)
    for line, texts in zip(sheet.frame.index, cells, strict=True):
        yield int(line), dict(zip(names, texts, strict=True))


def _values(
    table: Table, readers: Mapping[str, CellReader], cells: Mapping[str, str]
) -> dict[str, Any]:
    return {
        column.name: readers[column.name].value(cells[column.name])
        if column.name in cells
        else column.empty
        for column in table.columns
    }


def _check_column(
    rows: Rows, column: Column, known: set[str], problems: FolderProblems
) -> None:
    rule = f"{column.name} must name an id of {column.refers}"
    hints = known if len(known) <= _MOST_FOR_HINT else set()
    for row in rows.readable:
        value = row[column.name]
        for id_ in () if value is None else column.kind.ids(value):
            if id_ in known:
                continue
            hint = nearest_hint(id_, hints)
            message = f"{rule}, got {shown(id_)}" + (f"; {hint}" if hint else ".")
            if not known:
                message = f"{rule}, which has no rows, got {shown(id_)}."
            problems.add(rows.table.file, message, row.line, column.name)
            if not known:
                # the other rows have the same cause
                return
