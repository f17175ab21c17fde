"""``migrate`` and ``doctor``: the state of an installation."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from scheduler.tables import write_folder
from tests.api.conftest import Ended, Run
from tests.scheduler.builders import make_network


def test_migrate_makes_the_schema(meridian: Run) -> None:
    """Without settings the database is a file here; twice does no harm."""
    first = meridian("migrate")
    assert (first.status, first.err) == (0, "")
    assert "came from an empty database" in first.out
    assert Path("meridian.db").is_file()
    assert "was there before" in meridian("migrate").out


def test_doctor_says_what_is_missing(meridian: Run) -> None:
    """The first thing that is wrong says what helps; nothing is changed."""
    ended = meridian("doctor")
    assert ended.status == 1
    assert states(ended) == [
        ("settings", "ok"),
        ("time zones", "ok"),
        ("database", "WRONG"),
    ]
    assert "meridian import DIR" in ended.out
    assert list(Path().iterdir()) == []


def test_doctor_goes_on_where_the_last_step_led(meridian: Run) -> None:
    """An empty file, a migrated one: each has its own next step."""
    Path("meridian.db").touch()
    ended = meridian("doctor")
    assert states(ended)[-1] == ("migrations", "WRONG")
    assert "run: meridian migrate" in ended.out
    meridian("migrate")
    ended = meridian("doctor")
    assert states(ended)[-1] == ("network", "WRONG")
    assert "meridian import DIR" in ended.out


def test_doctor_sends_nobody_to_migrate_a_newer_database(
    meridian: Run, on_database: str, sqlite_engine: Engine
) -> None:
    """It is this program that must be updated."""
    with sqlite_engine.begin() as connection:
        statement = "UPDATE alembic_version SET version_num = '9999'"
        connection.exec_driver_sql(statement)
    ended = meridian("doctor")
    assert ended.status == 1
    assert "newer Meridian" in ended.out
    assert "meridian migrate" not in ended.out


def test_doctor_finds_a_table_that_is_gone(
    meridian: Run, on_database: str, sqlite_engine: Engine, tmp_path: Path
) -> None:
    """The schema's version alone does not say that all is there."""
    write_folder(make_network(), tmp_path / "network")
    meridian("import", tmp_path / "network")
    with sqlite_engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE room_closures")
    ended = meridian("doctor")
    assert ended.status == 1
    assert states(ended)[-1] == ("network", "WRONG")
    assert "no such table: room_closures" in ended.out


def test_doctor_notices_a_misspelt_variable(
    meridian: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be passed over, and another database used."""
    monkeypatch.setenv("MERIDIAN_DATABSE_URL", "sqlite:///mine.db")
    ended = meridian("doctor")
    assert ended.status == 1
    assert "did you mean MERIDIAN_DATABASE_URL?" in ended.out


def states(ended: Ended) -> list[tuple[str, str]]:
    """What was looked at, and whether it is well."""
    return [
        (line[:12].strip(), line[12:].split()[0]) for line in ended.out.splitlines()
    ]


@pytest.mark.parametrize(
    "command", [["export", "out"], ["plan"], ["roster", "north", "2026-W48"]]
)
def test_commands_that_read_make_no_database(meridian: Run, command: list[str]) -> None:
    """In the wrong directory nothing is left behind, and the message says where."""
    ended = meridian(*command)
    assert (ended.status, ended.out) == (2, "")
    assert str(Path("meridian.db").absolute()) in ended.err
    assert list(Path().iterdir()) == []


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
    assert ended.err.startswith("MERIDIAN_DATABASE_URL must name a PostgreSQL database")
    assert "secret" not in ended.err
    assert ended.err.count("\n") == 1
