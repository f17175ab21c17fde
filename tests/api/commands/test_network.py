"""``generate --csv``, ``import`` and ``export``: a network in and out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scheduler.tables import write_folder
from tests.api.conftest import Run
from tests.scheduler.builders import make_network

Write = Callable[[str, Any], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of CSV files of a small network."""
    path = tmp_path / "network"
    write_folder(make_network(), path)
    return path


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_import_then_export_changes_nothing(
    meridian: Run, on_database: str, folder: Path, tmp_path: Path
) -> None:
    """What went in comes out, byte for byte; both say how much that is."""
    imported = meridian("import", folder)
    assert (imported.status, imported.err) == (0, "")
    assert "clinics        1\n" in imported.out
    exported = meridian("export", tmp_path / "out")
    assert exported.status == 0
    assert content(tmp_path / "out") == content(folder)


def test_import_again_replaces(meridian: Run, on_database: str, folder: Path) -> None:
    """The same network may be imported as often as one likes."""
    assert [meridian("import", folder).status for _ in range(2)] == [0, 0]


def test_import_of_another_network_asks_first(
    meridian: Run, on_database: str, folder: Path, tmp_path: Path
) -> None:
    """A slip of the database's name must not cost a network its appointments."""
    meridian("import", folder)
    other = tmp_path / "other"
    meridian("generate", "--clinics", 1, "--seed", 3, "--csv", other)
    refused = meridian("import", other)
    assert refused.status == 2
    assert "--replace" in refused.err
    assert "1 clinics" in meridian("doctor").out
    assert meridian("import", other, "--replace").status == 0


def test_import_names_every_problem_and_changes_nothing(
    meridian: Run, on_database: str, folder: Path, tmp_path: Path
) -> None:
    """By file, line and column; the network that was there stays."""
    meridian("import", folder)
    bad = tmp_path / "bad"
    shutil.copytree(folder, bad)
    for name, right, wrong in (
        ("rooms.csv", b"north,", b"nowhere,"),
        ("clinics.csv", b"Europe/London", b"Europe/Londen"),
    ):
        path = bad / name
        path.write_bytes(path.read_bytes().replace(right, wrong, 1))
    ended = meridian("import", bad)
    assert (ended.status, ended.out) == (2, "")
    lines = ended.err.splitlines()
    assert any(line.startswith("clinics.csv:2:timezone: ") for line in lines)
    assert any(line.startswith("rooms.csv:2:clinic: ") for line in lines)
    meridian("export", tmp_path / "out")
    assert content(tmp_path / "out") == content(folder)


def test_import_of_no_folder_is_told(meridian: Run, on_database: str) -> None:
    """A folder that is not there is bad input."""
    ended = meridian("import", "nowhere")
    assert ended.status == 2
    assert "nowhere" in ended.err


def test_export_of_nothing_is_told(
    meridian: Run, on_database: str, tmp_path: Path
) -> None:
    """Without a network there is no folder, and the line says what to do."""
    ended = meridian("export", tmp_path / "out")
    assert ended.status == 2
    assert not (tmp_path / "out").exists()
    assert ended.err.count("\n") == 1


def test_generate_makes_a_problem_that_can_be_solved(
    meridian: Run, tmp_path: Path
) -> None:
    """A seed gives the same problem again; the front desk can plan it."""
    words = ("generate", "--days", 3, "--load", 0.5, "--seed", 4, "-o")
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    assert meridian(*words, first).status == 0
    assert meridian(*words, second).status == 0
    assert first.read_bytes() == second.read_bytes()
    plan = tmp_path / "plan.json"
    assert meridian("solve", first, "--time-limit", 0, "-o", plan).status == 0
    assert meridian("check", first, plan).status == 0


def test_generate_names_every_bad_number(meridian: Run) -> None:
    """Numbers out of range are told at once, a line each."""
    ended = meridian("generate", "--clinics", 0, "--days", -1, "--load", "nan")
    assert (ended.status, ended.out) == (2, "")
    assert [line.split()[0] for line in ended.err.splitlines()] == [
        "clinics",
        "days",
        "load",
    ]
