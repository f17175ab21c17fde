"""How a table is described: one description reads, writes, checks and documents it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from scheduler.tables.cells import Unreadable, guard, shown
from scheduler.tables.kinds import Instant, Kind, Number, Text, Whole
from scheduler.tables.many import Many

# Column that gives the order of rows that belong together: spreadsheets sort.
POSITION: Final = "position"


class _Required:
    """Type of ``REQUIRED``."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Final = _Required()

ID: Final = Text("id", "an id such as north")
WORD: Final = Text("word", "a word such as needling")
TEXT: Final = Text("text", "a text of one line")
WHOLE: Final = Whole()
NUMBER: Final = Number()
IDS: Final = Many(ID, "ids such as mei;tom")
WORDS: Final = Many(WORD, "words such as needling;cupping")
LINES: Final = Many(TEXT, "texts such as first;second")
LOCAL: Final = Instant(is_local=True)


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column of a table.

    Parameters
    ----------
    name
        In the header; the name of the field it fills, if it fills one.
    kind
        What its cells hold.
    about
        One sentence for the documentation.
    example
        Text of a cell, for the documentation.
    empty
        Value of an empty cell, and of every cell where the column is left
        out; REQUIRED: each row must fill it.
    refers
        File in whose first column the ids must be found.
    """

    name: str
    kind: Kind
    about: str
    example: str
    empty: Any = REQUIRED
    refers: str = ""

    @property
    def is_required(self) -> bool:
        """Whether each row must fill the column."""
        return self.empty is REQUIRED

    def write(self, value: Any) -> str:
        """Text of the cell for a value."""
        if value is None or value in ("", ()):
            return ""
        text = self.kind.write(value)
        return guard(text) if self.kind.is_text else text

    def refusal(self, text: str, why: Unreadable) -> str:
        """Sentence for a cell that holds no value of the column."""
        hint = f"; {why.hint}" if why.hint else ""
        end = "" if hint.endswith("?") else "."
        return f"{self.name} must be {self.kind.wants}, got {shown(text)}{hint}{end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    A CSV file of the folder.

    Parameters
    ----------
    file
        Name of the file.
    about
        One sentence for the documentation.
    key
        Columns that together name a row: no two rows agree in all of them.
    is_optional
        Whether the folder may lack the file.
    least_rows, most_rows
        How many rows it must have; ``most_rows`` None: any number.
    """

    file: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    is_optional: bool = False
    least_rows: int = 0
    most_rows: int | None = None

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)
