"""From the text of a CSV file to its records, with the lines they begin on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from scheduler.tables.cells import trim

_DELIMITERS = (",", ";", "\t")
# Some programs tell a spreadsheet in the first line what separates the cells.
_SEPARATOR_LINE = "sep="


class Record(NamedTuple):
    """Cells of a record, untrimmed, and the line on which it begins, from 1."""

    line: int
    cells: list[str]


class BrokenRecord(ValueError):  # noqa: N818 - says what the record is
    """
    The file cannot be read from this record on.

    Parameters
    ----------
    line
        On which the record begins.
    """

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def delimiter_of(text: str, names: tuple[str, ...]) -> str:
    """
    What separates the cells: comma, semicolon or tab.

    The one that finds most of ``names`` in the header; comma if none does
    better.
    """
    lines = (line for line in io.StringIO(text, newline="") if trim(line))
    first = next(lines, "")
    if first.lower().startswith(_SEPARATOR_LINE):
        separator = first[len(_SEPARATOR_LINE) :].strip("\r\n")
        return separator if separator in _DELIMITERS else ","

    def found(delimiter: str) -> int:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        return len({trim(cell).lower() for cell in cells}.intersection(names))

    return max(_DELIMITERS, key=found)


def records_of(text: str, delimiter: str) -> Iterator[Record]:
    """
    Records in order, blank ones left out.

    Lines are those an editor counts: a line break inside quotes counts too.

    Raises
    ------
    BrokenRecord
        If a quote is never closed or stands where none may.
    """
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        strict=True,
        skipinitialspace=True,
    )
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BrokenRecord(line, _sentence(error)) from None
        is_separator = line == 1 and cells[:1] == [_SEPARATOR_LINE]
        if not is_separator and any(trim(cell) for cell in cells):
            yield Record(line, cells)


def _sentence(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return (
            "a quote that is opened in this row is never closed: "
            "the file looks cut off."
        )
    if "field limit" in str(error):
        return "a cell of this row has no end: is a closing quote missing?"
    return (
        "a closing quote in this row must be followed by a separator or the end "
        "of the line; inside a quoted cell, write a quote twice."
    )
