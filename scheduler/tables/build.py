"""From rows to domain values: what a value refuses is told by line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from scheduler.errors import InvalidInput, Problem
from scheduler.tables.layout import POSITION, Table
from scheduler.tables.problems import FolderProblems
from scheduler.tables.rows import Row, Rows

T = TypeVar("T")

# One step of a path such as shifts[2].clinic: a name, perhaps with an index.
_STEP = re.compile(r"(\w+)(?:\[([^\]]*)\])?")

Aliases = Mapping[str, str]
_NO_ALIASES: Aliases = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """
    Where a value came from.

    Parameters
    ----------
    parts
        Rows of its parts by field, and in it by number from 0 or by name.
    aliases
        Columns by field, where their names differ.
    """

    row: Row
    parts: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    aliases: Aliases = field(default_factory=dict)

    def place(self, path: str) -> tuple[Row, str]:
        """Row and column of a field, such as ``hours[1].to_local``; "": no column."""
        row = self.row
        for name, index in _STEP.findall(path):
            rows = self.parts.get(name) if row is self.row else None
            column = self.aliases.get(name, name)
            if rows:
                row = rows.get(index) or list(rows.values())[-1]
            elif column in row.table.names:
                return row, column
        return row, ""


@dataclass(frozen=True, slots=True)
class Built(Generic[T]):
    """A value and where it came from."""

    value: T
    origin: Origin


@dataclass(kw_only=True)
class Parts(Generic[T]):
    """
    Values of a file that belong to rows of another, by the id of these.

    Parameters
    ----------
    uncertain
        Owners of whose values not all could be read.
    are_all
        Whether every other owner has all its values.
    name
        Column that names a value among those of its owner; None: their number.
    """

    by_owner: dict[str, list[Built[T]]]
    uncertain: set[str]
    are_all: bool
    name: str | None = None

    def are_known(self, owner: str) -> bool:
        """Whether all values of the owner could be read."""
        return self.are_all and owner not in self.uncertain

    def values(self, owner: str) -> tuple[T, ...]:
        """Values of an owner, in order."""
        return tuple(built.value for built in self.by_owner.get(owner, ()))

    def rows(self, owner: str) -> dict[str, Row]:
        """Rows of an owner's values by number, or by name where they have one."""
        rows = (built.origin.row for built in self.by_owner.get(owner, ()))
        return {
            str(number if self.name is None else row[self.name]): row
            for number, row in enumerate(rows)
        }


class Builder:
    """
    Makes domain values of rows.

    Parameters
    ----------
    rows
        By file.
    problems
        Takes what the domain refuses.
    """

    def __init__(self, rows: Mapping[str, Rows], problems: FolderProblems) -> None:
        self._rows = rows
        self._problems = problems

    def parts(
        self,
        table: Table,
        make: Callable[[Row], T],
        aliases: Aliases = _NO_ALIASES,
    ) -> Parts[T]:
        """
        Values of a file whose first column names their owner.

        In the order of the file, or of ``position`` where there is one.
        """
        rows = self._rows[table.file]
        # a row that does not tell its owner may be anybody's
        are_all = rows.are_all and "" not in rows.lost_ids
        parts = Parts[T](by_owner={}, uncertain=set(rows.lost_ids), are_all=are_all)
        if table.key and table.key[-1] != POSITION:
            parts.name = table.key[-1]
        for row in rows.readable:
            owner = row[table.names[0]]
            built = self._make(Origin(row=row, aliases=aliases), make)
            if built is None:
                parts.uncertain.add(owner)
            else:
                parts.by_owner.setdefault(owner, []).append(built)
        if POSITION in table.names:
            for owner in parts.by_owner:
                self._put_in_order(parts, owner)
        return parts

    def wholes(
        self,
        table: Table,
        make: Callable[..., T],
        parts: Mapping[str, Parts[Any]],
        aliases: Aliases = _NO_ALIASES,
    ) -> list[Built[T]]:
        """
        Values of a file, each with its parts.

        Parameters
        ----------
        make
            Takes the row, and by keyword the values of each part.
        parts
            By keyword. A row is left out if some of its parts are not known.
        """
        wholes = []
        for row in self._rows[table.file].readable:
            id_ = row[table.names[0]]
            if not all(each.are_known(id_) for each in parts.values()):
                continue
            rows = {name: each.rows(id_) for name, each in parts.items()}
            origin = Origin(row=row, parts=rows, aliases=aliases)
            values = {name: each.values(id_) for name, each in parts.items()}
            built = self._make(origin, make, **values)
            if built is not None:
                wholes.append(built)
        return wholes

    def note(self, problems: Iterable[Problem], origin: Origin) -> None:
        """Note what the domain refused at the cells that it came from."""
        for problem in problems:
            row, column = origin.place(problem.field)
            self._problems.add(row.table.file, problem.message, row.line, column)

    def _make(
        self, origin: Origin, make: Callable[..., T], **parts: Any
    ) -> Built[T] | None:
        """What ``make`` makes of the row; None if the domain refuses it."""
        try:
            return Built(make(origin.row, **parts), origin)
        except InvalidInput as refused:
            self.note(refused.problems, origin)
            return None

    def _put_in_order(self, parts: Parts[T], owner: str) -> None:
        """Sort an owner's values by position, which must count 1, 2, 3 …"""
        in_order = sorted(
            parts.by_owner[owner], key=lambda built: built.origin.row[POSITION]
        )
        parts.by_owner[owner] = in_order
        if owner in parts.uncertain:
            return
        for expected, built in enumerate(in_order, start=1):
            row = built.origin.row
            if row[POSITION] != expected:
                rule = (
                    f"{POSITION} of {row.table.names[0]} {owner!r} must count 1, 2, 3"
                )
                message = f"{rule} …, got {row[POSITION]} where {expected} is missing."
                self._problems.add(row.table.file, message, row.line, POSITION)
                parts.uncertain.add(owner)
                return
