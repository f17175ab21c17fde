"""A small valid folder in memory, to be changed and read."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from scheduler.errors import InvalidInput
from scheduler.tables import read_files
from scheduler.tables.document import example_of
from scheduler.tables.files import TABLES

SOUTH = "south,Riverside South,Europe/London,GB,ENG\n"


def example_files(**changes: str | bytes) -> dict[str, bytes]:
    """
    The example rows of the documentation, and clinic south, by file name.

    Parameters
    ----------
    changes
        Other contents by file, named without ``.csv``.
    """
    files = {table.file: example_of(table).encode() for table in TABLES}
    files["clinics.csv"] += SOUTH.encode()
    for name, content in changes.items():
        is_text = isinstance(content, str)
        files[f"{name}.csv"] = content.encode() if is_text else content
    return files


def example(name: str) -> str:
    """Content of one of the example files, named without ``.csv``."""
    return example_files()[f"{name}.csv"].decode()


def problems_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Messages by place, one a line, of a folder that must be refused."""
    with pytest.raises(InvalidInput) as refused:
        read_files(files)
    messages: dict[str, str] = {}
    for problem in refused.value.problems:
        earlier = messages.get(problem.field)
        lines = [earlier, problem.message] if earlier else [problem.message]
        messages[problem.field] = "\n".join(lines)
    return messages
