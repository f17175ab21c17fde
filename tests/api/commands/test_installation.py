"""``migrate`` and ``doctor``: the state of an installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.tables import write_folder
from tests.api.conftest import Run
from tests.scheduler.builders import make_network


def test_migrate_makes_the_schema(meridian: Run) -> None:
    """Without settings the database is a file here; twice does no harm."""
    first = meridian("migrate")
    assert (first.status, first.err) == (0, "")
    assert "came from an empty database" in first.out
    assert Path("meridian.db").is_file()
    assert "was there before" in meridian("migrate").out


def test_doctor_says_what_is_missing(meridian: Run) -> None:
    """Each line names what was looked at; what is wrong says what helps."""
    ended = meridian("doctor")
    assert ended.status == 1
    states = {line.split("  ")[0]: line for line in ended.out.splitlines()}
    assert " ok " in states["settings"]
    assert " ok " in states["time zones"]
    assert "WRONG" in states["migrations"]
    assert "meridian migrate" in states["migrations"]
    assert "WRONG" in states["network"]


def test_doctor_finds_nothing_wrong(
    meridian: Run, on_database: str, tmp_path: Path
) -> None:
    """With a schema and a network all is well."""
    write_folder(make_network(), tmp_path / "network")
    meridian("import", tmp_path / "network")
    ended = meridian("doctor")
    assert ended.status == 0
    assert "WRONG" not in ended.out
    assert "1 clinics" in ended.out


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all/meridian.db",
        "postgresql://meridian:secret@127.0.0.1:1/meridian",
        "mysql://localhost/meridian",
    ],
)
def test_doctor_tells_a_database_that_is_not_there(
    meridian: Run, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """The line says why, and never a password."""
    monkeypatch.setenv("MERIDIAN_DATABASE_URL", url)
    ended = meridian("doctor")
    assert ended.status == 1
    assert "database    WRONG" in ended.out
    assert "secret" not in ended.out + ended.err


def test_a_command_tells_a_database_that_is_not_there(
    meridian: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One line that says what does not answer, status 2, no traceback."""
    url = "postgresql://meridian:secret@127.0.0.1:1/meridian"
    monkeypatch.setenv("MERIDIAN_DATABASE_URL", url)
    ended = meridian("export", tmp_path / "out")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("database_url must name a PostgreSQL database")
    assert "secret" not in ended.err
    assert ended.err.count("\n") == 1
