"""A CSV file as a table of texts, its header and the shape of its rows checked."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from scheduler.tables.cells import trim, unguard
from scheduler.tables.decode import Undecodable, bad_byte, decode
from scheduler.tables.header import Header, read_header
from scheduler.tables.layout import Table
from scheduler.tables.problems import FolderProblems
from scheduler.tables.records import BrokenRecord, Record, delimiter_of, records_of

_NUL = "\0"


@dataclass(kw_only=True)
class Sheet:
    """
    What was read of a file.

    Parameters
    ----------
    frame
        Texts by column, trimmed and unguarded; the index is the line on which
        a row begins.
    decimal_comma
        Whether ``1,5`` is one and a half in this file.
    has_header
        Whether every column that is needed is there, and no other.
    is_whole
        Whether all rows are known, if only by their first column.
    lost_ids
        First column of rows that are not in the frame: they exist all the same.
    """

    table: Table
    frame: pd.DataFrame
    decimal_comma: bool = False
    has_header: bool = True
    is_whole: bool = True
    lost_ids: set[str] = field(default_factory=set)


def absent(table: Table) -> Sheet:
    """The sheet of an optional file that is not there: it has no rows."""
    return Sheet(table=table, frame=_frame(table, table.names, []))


def unreadable(table: Table) -> Sheet:
    """The sheet of a file of which nothing could be read."""
    frame = _frame(table, (), [])
    return Sheet(table=table, frame=frame, has_header=False, is_whole=False)


def read_sheet(table: Table, data: bytes, problems: FolderProblems) -> Sheet:
    """
    Texts of a file, without a look at what they mean.

    Parameters
    ----------
    problems
        Takes what is wrong; rows that are wrong are left out.
    """
    try:
        text = decode(data)
    except Undecodable as error:
        problems.add(table.file, f"{table.file} {error}")
        return unreadable(table)
    delimiter = delimiter_of(text, table.names)
    records, is_whole = _records(table, text, delimiter, problems)
    if not records:
        if is_whole:
            first = ",".join(table.names)
            problems.add(
                table.file, f"{table.file} is empty: its first line must be {first}."
            )
        return unreadable(table)
    header = read_header(table, records[0], problems)
    rows = _Rows(table, header, problems)
    rows.take(records[1:], ends_in_row=not text.endswith(("\n", "\r")))
    return Sheet(
        table=table,
        frame=_frame(table, header.names, rows.taken),
        decimal_comma=delimiter == ";",
        has_header=header.is_sound,
        is_whole=is_whole and rows.are_all,
        lost_ids=rows.lost_ids,
    )


def _records(
    table: Table, text: str, delimiter: str, problems: FolderProblems
) -> tuple[list[Record], bool]:
    """Records of a file, and whether these are all."""
    records: list[Record] = []
    try:
        records.extend(records_of(text, delimiter))
    except BrokenRecord as error:
        problems.add(table.file, f"From line {error.line} on, {error}", error.line)
        return records, False
    return records, True


class _Rows:
    """
    The rows below a header, sorted into those that can be read and the others.

    Attributes
    ----------
    taken
        Line and trimmed cells, as many as the header has.
    lost_ids
        First column of the others.
    are_all
        Whether ``lost_ids`` has all of them.
    """

    def __init__(self, table: Table, header: Header, problems: FolderProblems) -> None:
        self._table = table
        self._width = len(header.names)
        self._names = header.names
        self._problems = problems
        self.taken: list[tuple[int, list[str]]] = []
        self.lost_ids: set[str] = set()
        self.are_all = True

    def take(self, records: list[Record], *, ends_in_row: bool) -> None:
        """Sort the records; ``ends_in_row``: the last line has no line break."""
        undecodable = []
        for line, cells in records:
            trimmed = [trim(cell) for cell in cells]
            if bad_byte("".join(trimmed)):
                undecodable.append((line, trimmed))
            elif (column := _with_nul(trimmed)) is not None:
                message = "A cell must be text, got a NUL byte: is the file damaged?"
                self._lose(line, trimmed, message, column)
            elif len(trimmed) < self._width:
                is_last = ends_in_row and line == records[-1].line
                self._lose(line, trimmed, self._too_short(line, trimmed, is_last))
            elif any(trimmed[self._width :]):
                self._lose(line, trimmed, self._too_long(line, trimmed))
            else:
                self.taken.append((line, trimmed[: self._width]))
        self._lose_undecodable(undecodable)

    def _lose(
        self, line: int, cells: list[str], message: str, column: int | None = None
    ) -> None:
        name = ""
        if column is not None and column < self._width:
            name = self._names[column]
        self._problems.add(self._table.file, message, line, name)
        self._keep_id(cells)

    def _keep_id(self, cells: list[str]) -> None:
        first = self._table.names[0]
        position = self._names.index(first) if first in self._names else self._width
        id_ = unguard(cells[position]) if position < len(cells) else ""
        if id_.isprintable():
            self.lost_ids.add(id_)
        else:
            # damaged itself: what it was is not known
            self.are_all = False

    def _too_short(self, line: int, cells: list[str], is_last: bool) -> str:
        why = "the file looks cut off" if is_last else "a separator seems to be missing"
        return f"Line {line} must have {self._width} cells, got {len(cells)}: {why}."

    def _too_long(self, line: int, cells: list[str]) -> str:
        return (
            f"Line {line} must have {self._width} cells, got {len(cells)}: put a "
            f"cell that holds a separator in double quotes."
        )

    def _lose_undecodable(self, rows: list[tuple[int, list[str]]]) -> None:
        """Note the first row with a wrong byte; the others have the same cause."""
        for _, cells in rows:
            self._keep_id(cells)
        if not rows:
            return
        line, cells = rows[0]
        column = next(i for i, cell in enumerate(cells) if bad_byte(cell))
        message = f"In line {line}, {bad_byte(cells[column])}"
        if len(rows) > 1:
            message += f" The same holds for {len(rows) - 1} more rows of the file."
        self._lose(line, cells, message, column)


def _with_nul(cells: list[str]) -> int | None:
    """Position of the first cell with a NUL byte."""
    return next((i for i, cell in enumerate(cells) if _NUL in cell), None)


def _frame(
    table: Table, names: tuple[str, ...], rows: list[tuple[int, list[str]]]
) -> pd.DataFrame:
    # Of a doubled column, which has been reported, the first is looked at.
    found = [
        (column.name, column.kind.is_text, names.index(column.name))
        for column in table.columns
        if column.name in names
    ]
    return pd.DataFrame(
        [
            [unguard(cells[at]) if is_text else cells[at] for _, is_text, at in found]
            for _, cells in rows
        ],
        columns=[name for name, _, _ in found],
        index=[line for line, _ in rows],
        dtype=str,
    )
