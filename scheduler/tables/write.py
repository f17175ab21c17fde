"""A network into CSV files: the exact inverse of reading them."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from scheduler.domain.network import Network
from scheduler.errors import InvalidInput
from scheduler.tables.explode import rows_of
from scheduler.tables.files import TABLES, places
from scheduler.tables.folder import save
from scheduler.tables.layout import Table


def write_folder(network: Network, folder: Path) -> None:
    """
    Write a network as a folder of CSV files, from which it can be read again.

    All files or none: an earlier export in the folder is replaced as a whole.

    Raises
    ------
    InvalidInput
        If the network has no clinic, the folder holds anything else than an
        export, or it cannot be written.
    """
    save(folder, write_files(network))


def write_files(network: Network) -> dict[str, bytes]:
    """
    Contents of a network's files by name; without rosters, no files for them.

    Raises
    ------
    InvalidInput
        If the network has no clinic: there is nothing to export.
    """
    if not network.clinics:
        raise InvalidInput.of(
            places.CLINICS.file, "An export must have at least one clinic, got none."
        )
    rows = rows_of(network)
    return {
        table.file: _content(table, rows[table.file])
        for table in TABLES
        if network.rosters or not table.is_optional
    }


def _content(table: Table, rows: Iterable[Mapping[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.names)
    for row in rows:
        writer.writerow(column.write(row[column.name]) for column in table.columns)
    content = text.getvalue()
    # Without the mark, spreadsheets take the file for Windows-1252.
    mark = b"" if content.isascii() else codecs.BOM_UTF8
    return mark + content.encode()
