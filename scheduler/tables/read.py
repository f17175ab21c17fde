"""A network out of CSV files: all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scheduler.domain.network import Network
from scheduler.tables.assemble import assemble
from scheduler.tables.cells import shown
from scheduler.tables.files import TABLES
from scheduler.tables.folder import load
from scheduler.tables.kinds import nearest_hint
from scheduler.tables.layout import Table
from scheduler.tables.problems import FolderProblems
from scheduler.tables.rows import check_references, read_rows
from scheduler.tables.sheet import Sheet, absent, read_sheet, unreadable

_FILES = tuple(table.file for table in TABLES)


def read_folder(folder: Path) -> Network:
    """
    The network that a folder of CSV files describes.

    Raises
    ------
    InvalidInput
        With everything that is wrong; each field is a file, line and column
        such as ``patients.csv:14:name``, each line the one on which the row
        begins, as an editor counts.
    """
    problems = FolderProblems(_FILES)
    return _read(load(folder, problems), problems)


def read_files(files: Mapping[str, bytes]) -> Network:
    """
    The network that files in memory describe: ``read_folder`` by file name.

    Raises
    ------
    InvalidInput
        As ``read_folder`` does.
    """
    return _read(files, FolderProblems(_FILES))


def _read(files: Mapping[str, bytes | None], problems: FolderProblems) -> Network:
    if not set(_FILES).intersection(files):
        message = (
            f"The folder must hold {_FILES[0]}, {_FILES[1]} and the other files "
            "of a network, got none of them."
        )
        problems.add(_FILES[0], message)
        problems.raise_any()
    _check_names(files, problems)
    with_rosters = any(table.is_optional and table.file in files for table in TABLES)
    rows = {}
    for table in TABLES:
        is_needed = with_rosters or not table.is_optional
        sheet = _sheet(table, files, problems, is_needed=is_needed)
        rows[table.file] = read_rows(sheet, problems)
    check_references(rows, problems)
    return assemble(rows, problems)


def _check_names(files: Mapping[str, bytes | None], problems: FolderProblems) -> None:
    """Refuse CSV files of other names: one of them may be a slip of the pen."""
    for file in files:
        if file not in _FILES:
            message = f"{shown(file)} is none of the files of a network"
            hint = nearest_hint(file, _FILES)
            problems.add(file, f"{message}; {hint}" if hint else f"{message}.")


def _sheet(
    table: Table,
    files: Mapping[str, bytes | None],
    problems: FolderProblems,
    *,
    is_needed: bool,
) -> Sheet:
    data = files.get(table.file)
    if data is not None:
        return read_sheet(table, data, problems)
    if table.file in files:
        return unreadable(table)
    if is_needed:
        names = ",".join(column.name for column in table.columns if column.is_required)
        message = f"{table.file} is missing; if there is nothing to say, write its"
        problems.add(table.file, f"{message} header alone: {names}.")
        return unreadable(table)
    return absent(table)
