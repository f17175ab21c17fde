"""Files that users name: read with good messages, written whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from api.exits import BadInputError, os_reason

Content = TypeVar("Content")

DASH = "-"

input_file = click.Path(path_type=Path, allow_dash=True)
output_file = click.Path(path_type=Path, allow_dash=True)


def read_bytes(path: Path) -> bytes:
    """
    Content of a file, or of standard input for ``-``.

    Raises
    ------
    BadInputError
        If the file cannot be read, with the reason.
    """
    try:
        return sys.stdin.buffer.read() if is_dash(path) else path.read_bytes()
    except OSError as error:
        raise BadInputError([f"{path}: cannot be read: {os_reason(error)}"]) from None


def read_document(path: Path, parse: Callable[[bytes], Content]) -> Content:
    """
    Parse a document; what is wrong with it is told with the file's name.

    Raises
    ------
    BadInputError
        With one line for each fault: file, field, what must hold.
    """
    from solver.reading import DocumentError

    try:
        return parse(read_bytes(path))
    except DocumentError as error:
        raise BadInputError(f"{path}: {fault}" for fault in error.faults) from None


def is_dash(path: Path) -> bool:
    """Whether the path stands for standard input or output."""
    return str(path) == DASH


def must_be_writable(path: Path) -> None:
    """
    Find out before long work whether its result can be written.

    Raises
    ------
    BadInputError
        If not, with the reason.
    """
    if is_dash(path):
        return
    try:
        if _is_replaceable(path):
            probe = _beside(path)
            probe.touch(exist_ok=False)
            probe.unlink()
        else:
            path.open("ab").close()
    except OSError as error:
        raise _unwritable(path, error) from None


def write_output(path: Path, content: bytes) -> None:
    """
    Write a whole file, or standard output for ``-``.

    A reader of the file sees the old content or the new, never a part.

    Raises
    ------
    BadInputError
        If it cannot be written, with the reason.
    """
    if is_dash(path):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        if _is_replaceable(path):
            _replace(path.resolve(), content)
        else:
            path.write_bytes(content)
    except OSError as error:
        raise _unwritable(path, error) from None


def _is_replaceable(path: Path) -> bool:
    # A device or a pipe is written to; a rename would put a file in its place.
    if path.is_dir():
        raise IsADirectoryError(0, "Is a directory", str(path))
    return path.is_file() or not path.exists()


def _beside(path: Path) -> Path:
    target = path.resolve()
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")


def _replace(target: Path, content: bytes) -> None:
    temporary = _beside(target)
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> BadInputError:
    return BadInputError([f"{path}: cannot be written: {os_reason(error)}"])
