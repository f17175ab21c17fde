"""The files of a folder, in and out."""

from __future__ import annotations

import secrets
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path

from scheduler.errors import InvalidInput
from scheduler.tables.files import TABLES
from scheduler.tables.problems import FolderProblems

MOST_BYTES = 200 * 2**20

_SUFFIX = ".csv"
# Spreadsheets and file managers leave files of these names beside the real ones.
_LITTER = (".", "~")
_FILES = frozenset(table.file for table in TABLES)
_MEGABYTE = 2**20


def load(folder: Path, problems: FolderProblems) -> dict[str, bytes | None]:
    """
    Contents of a folder's CSV files by name; None: not readable, and noted.

    Raises
    ------
    InvalidInput
        If there is no such folder, or it cannot be listed.
    """
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise _refused(
            folder, "be a folder of CSV files that can be read", error
        ) from error
    return {
        path.name: _content(path, problems)
        for path in paths
        if path.suffix.lower() == _SUFFIX and not path.name.startswith(_LITTER)
    }


def save(folder: Path, contents: Mapping[str, bytes]) -> None:
    """
    Put files into a folder so that it holds all of them or is as it was.

    They are written beside the folder, which then changes its name; an export
    that was there is replaced.

    Raises
    ------
    InvalidInput
        If something else is there, or it cannot be written.
    """
    _check_replaceable(folder)
    folder = folder.resolve()
    token = secrets.token_hex(4)
    fresh = folder.with_name(f".{folder.name}.{token}.new")
    former = folder.with_name(f".{folder.name}.{token}.old")
    try:
        fresh.mkdir()
        for name, content in contents.items():
            (fresh / name).write_bytes(content)
        _swap(folder, fresh, former)
    except OSError as error:
        raise _refused(folder, "be a folder that can be written", error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(former, ignore_errors=True)


def _swap(folder: Path, fresh: Path, former: Path) -> None:
    """Give ``folder``'s name to ``fresh``, and put ``folder`` back if that fails."""
    was_there = folder.exists()
    if was_there:
        folder.rename(former)
    try:
        fresh.rename(folder)
    except OSError:
        if was_there:
            former.rename(folder)
        raise


def _content(path: Path, problems: FolderProblems) -> bytes | None:
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            problem = f"{path.name} must be a file of the folder, got a symbolic link."
        elif not stat.S_ISREG(status.st_mode):
            problem = f"{path.name} must be a file, got something else."
        elif status.st_size > MOST_BYTES:
            most, size = MOST_BYTES // _MEGABYTE, status.st_size // _MEGABYTE
            problem = f"{path.name} must have at most {most} MB, got {size} MB."
        else:
            return path.read_bytes()
    except OSError as error:
        problem = f"{path.name} must be a file that can be read, got: {_why(error)}."
    problems.add(path.name, problem)
    return None


def _check_replaceable(folder: Path) -> None:
    """Refuse a place that holds anything else than an export."""
    try:
        names = {path.name for path in folder.iterdir()}
    except FileNotFoundError:
        return
    except OSError as error:
        raise _refused(folder, "be a folder that can be written", error) from error
    if folder.is_symlink():
        raise _in_the_way(folder, "be a folder itself, got a symbolic link")
    if Path.cwd().is_relative_to(folder.resolve()):
        # it would be swapped away from under the shell that stands in it
        raise _in_the_way(folder, "be another folder than the working directory")
    foreign = sorted(names - _FILES)
    if foreign:
        raise _in_the_way(folder, f"be empty or an export, got {foreign[0]!r} in it")
    if names and "network.csv" not in names:
        raise _in_the_way(folder, "be empty or an export, got no network.csv in it")


def _in_the_way(folder: Path, rule: str) -> InvalidInput:
    message = f"{folder} must {rule}: choose another folder."
    return InvalidInput.of(str(folder), message)


def _refused(folder: Path, rule: str, error: OSError) -> InvalidInput:
    return InvalidInput.of(str(folder), f"{folder} must {rule}, got: {_why(error)}.")


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
