"""The cells of one file: what they must be, and their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scheduler.tables.cells import Unreadable, shown
from scheduler.tables.layout import Column, Table
from scheduler.tables.problems import FolderProblems
from scheduler.tables.sheet import Sheet

if TYPE_CHECKING:
    import pandas as pd
    from pandera.pandas import Check, DataFrameSchema

_READABLE = "readable"
_UNIQUE = "multiple_fields_uniqueness"


class CellReader:
    """
    Reads the cells of a column, each distinct text once.

    Parameters
    ----------
    decimal_comma
        Whether ``1,5`` is one and a half in the file.
    """

    def __init__(self, column: Column, *, decimal_comma: bool) -> None:
        self._column = column
        self._decimal_comma = decimal_comma
        self._values: dict[str, Any] = {}
        self._refusals: dict[str, Unreadable] = {}
        if not column.is_required:
            self._values[""] = column.empty

    def accepts(self, text: str) -> bool:
        """Whether the text is a value of the column."""
        if text in self._values:
            return True
        if not text or text in self._refusals:
            return False
        try:
            self._values[text] = self._column.kind.parse(
                text, decimal_comma=self._decimal_comma
            )
        except Unreadable as why:
            self._refusals[text] = why
            return False
        return True

    def value(self, text: str) -> Any:
        """Value of a text that ``accepts`` accepted."""
        return self._values[text]

    def refusal(self, text: str) -> str:
        """Sentence about a text that ``accepts`` refused."""
        if not text:
            return f"{self._column.name} must be filled, got an empty cell."
        return self._column.refusal(text, self._refusals[text])


def readers_of(sheet: Sheet) -> dict[str, CellReader]:
    """A reader for each column that the file has."""
    return {
        column.name: CellReader(column, decimal_comma=sheet.decimal_comma)
        for column in sheet.table.columns
        if column.name in sheet.frame.columns
    }


def check_cells(
    sheet: Sheet, readers: dict[str, CellReader], problems: FolderProblems
) -> None:
    """
    Note every cell that is not readable, and every key that is not unique.

    The checks are those of ``schema_of``; this words what they find.
    """
    _check_size(sheet, problems)
    if sheet.frame.empty:
        return
    from pandera.errors import SchemaErrors  # takes most of a second

    schema = schema_of(sheet.table, readers)
    try:
        schema.validate(sheet.frame, lazy=True)
    except SchemaErrors as errors:
        found = errors.failure_cases
        cells = found[found["check"] != _UNIQUE]
        for case in cells.itertuples():
            name = str(case.column)
            message = readers[name].refusal(str(case.failure_case))
            problems.add(sheet.table.file, message, int(case.index), name)
        doubled = found[found["check"] == _UNIQUE]
        _note_doubled(sheet, sorted(set(doubled["index"])), problems)


def schema_of(table: Table, readers: dict[str, CellReader]) -> DataFrameSchema:
    """The pandera schema of a file, from the description of its columns."""
    import pandera.pandas as pa

    columns = {
        name: pa.Column(checks=_readable(pa.Check, reader))
        for name, reader in readers.items()
    }
    has_key = table.key and all(name in readers for name in table.key)
    return pa.DataFrameSchema(
        columns,
        unique=list(table.key) if has_key else None,
        report_duplicates="exclude_first",
    )


def _readable(check: type[Check], reader: CellReader) -> Check:
    def accepts(text: str) -> bool:
        return reader.accepts(text)

    # not the method itself: pandera copies its checks, a method with its object
    return check(accepts, element_wise=True, error=_READABLE)


def _check_size(sheet: Sheet, problems: FolderProblems) -> None:
    table, lines = sheet.table, list(sheet.frame.index)
    if not sheet.has_header or not sheet.is_whole or sheet.lost_ids:
        return
    if len(lines) < table.least_rows:
        message = f"{table.file} must have at least {table.least_rows} row below"
        problems.add(table.file, f"{message} its header, got none.")
    if table.most_rows is not None and len(lines) > table.most_rows:
        message = f"{table.file} must have only {table.most_rows} row, got"
        line = lines[table.most_rows]
        problems.add(table.file, f"{message} {len(lines)}.", line)


def _note_doubled(sheet: Sheet, lines: list[int], problems: FolderProblems) -> None:
    """Note each row whose key an earlier row has; empty keys were noted already."""
    if not lines:
        return
    key = list(sheet.table.key)
    keys: pd.Series[Any] = sheet.frame[key].apply(tuple, axis=1)
    first_lines: dict[Any, int] = {}
    for line, value in keys.items():
        first_lines.setdefault(value, int(str(line)))
    for line in lines:
        value = keys[line]
        if all(value):
            name, words = " and ".join(key), " and ".join(map(shown, value))
            message = f"{name} must be unique, got {words} as in line"
            problems.add(
                sheet.table.file, f"{message} {first_lines[value]}.", line, key[-1]
            )
