"""Files that users name: written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from api.exits import BadInputError
from api.files import must_be_writable, read_bytes, write_output


def test_write_output_replaces_the_whole_file(tmp_path: Path) -> None:
    """The new content takes the place of the old, and nothing else is left."""
    path = tmp_path / "plan.json"
    path.write_bytes(b"a long old content")
    write_output(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_write_output_keeps_the_rights_of_a_file(tmp_path: Path) -> None:
    """A file that only its owner may read stays so."""
    path = tmp_path / "plan.json"
    path.touch(mode=0o600)
    write_output(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o600


def test_write_output_follows_a_link(tmp_path: Path) -> None:
    """A link stays a link; what it points to gets the content."""
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_output(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    """/dev/null takes the content and is still a device after that."""
    path = Path(os.devnull)
    must_be_writable(path)
    write_output(path, b"gone")
    assert path.is_char_device()


def test_must_be_writable_leaves_no_trace(tmp_path: Path) -> None:
    """The question leaves neither an empty file nor a temporary one."""
    must_be_writable(tmp_path / "plan.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing/plan.json", "No such file or directory"),
        (".", "Is a directory"),
        ("file/plan.json", "Not a directory"),
    ],
)
def test_what_cannot_be_written_is_told_beforehand(
    tmp_path: Path, name: str, reason: str
) -> None:
    """The line names the file and the reason."""
    (tmp_path / "file").touch()
    path = tmp_path / name
    with pytest.raises(BadInputError) as refused:
        must_be_writable(path)
    assert refused.value.lines == (f"{path}: cannot be written: {reason}.",)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing.json", "No such file or directory"), (".", "Is a directory")],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, reason: str) -> None:
    """The line names the file and the reason."""
    path = tmp_path / name
    with pytest.raises(BadInputError) as refused:
        read_bytes(path)
    assert refused.value.lines == (f"{path}: cannot be read: {reason}.",)
