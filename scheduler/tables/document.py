"""The reference part of ``docs/csv-format.md``, from the description of the files.

``python -m scheduler.tables.document docs/csv-format.md`` brings it up to date.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from scheduler.tables.files import TABLES
from scheduler.tables.layout import Column, Table

BEGIN = "<!-- columns: made by scheduler.tables.document -->\n"
END = "<!-- end of columns -->\n"


def example_of(table: Table) -> str:
    """The header of a file and one row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.names)
    writer.writerow(column.example for column in table.columns)
    return text.getvalue()


def reference() -> str:
    """Every file with its columns and an example, as Markdown."""
    return "\n".join(_section(table) for table in TABLES)


def with_reference(page: str) -> str:
    """The page with its part between ``BEGIN`` and ``END`` up to date."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{reference()}\n{END}{after}"


def _section(table: Table) -> str:
    lines = [f"### {table.file}", "", _about(table), ""]
    lines += ["| column | holds | empty cell | |", "| --- | --- | --- | --- |"]
    lines += (_row(column) for column in table.columns)
    lines += ["", "```csv", example_of(table) + "```", ""]
    return "\n".join(lines)


def _about(table: Table) -> str:
    sentences = [table.about]
    if table.key:
        names = " and ".join(f"`{name}`" for name in table.key)
        sentences.append(f"No two rows have the same {names}.")
    if table.is_optional:
        sentences.append("Optional: a folder has all three roster files or none.")
    return " ".join(sentences)


def _row(column: Column) -> str:
    about = column.about
    if column.refers:
        about += f" In `{column.refers}`."
    return f"| `{column.name}` | {_holds(column)} | {_empty(column)} | {about} |"


def _holds(column: Column) -> str:
    words = column.kind.wants.removeprefix("one of ")
    is_choice = words != column.kind.wants
    return _code(words.split(", ")) if is_choice else column.kind.name


def _empty(column: Column) -> str:
    if column.is_required:
        return "refused"
    return "allowed" if column.empty in (None, "", ()) else f"{column.empty}"


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def main(paths: list[str]) -> None:
    """Bring the pages up to date."""
    for path in map(Path, paths):
        path.write_text(with_reference(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
