"""Opening a database: what is refused, and what the messages never show."""

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from scheduler.errors import InvalidInput
from scheduler.storage import open_engine, unit_of_work
from scheduler.storage.engine import connect
from tests.scheduler.builders import make_network


@pytest.mark.parametrize(
    "url",
    [
        "",
        "meridian.db",  # a path is no URL
        "mysql://u:secret@host/db",
        "sqlite+aiosqlite:///x.db",  # another driver
        "sqlite://",  # memory: gone with the process
        "sqlite:///:memory:",
        "sqlite:///x.db?mode=ro",  # it would be passed over
        "sqlite:///x.db?timeout=soon",
        "postgresql://u:secret@host:port/db",  # no number
        "postgresql://u:se@cret@host/db",  # must be %40
        "postgresql://u:12/secret@host/db",  # must be %2F
        "postgresql://u:12#secret@host/db",  # must be %23
        "postgresql://u:12?secret@host/db",  # must be %3F
    ],
)
def test_url_of_another_form_is_refused(url):
    """A URL that cannot be meant is refused, and nothing of it is repeated."""
    with pytest.raises(InvalidInput) as caught:
        open_engine(url)
    (problem,) = caught.value.problems
    assert problem.field == "MERIDIAN_DATABASE_URL"
    assert "secret" not in problem.message
    assert "cret" not in problem.message


def test_server_that_does_not_answer_is_named_without_the_password(tmp_path):
    """The database is named, the password is not."""
    url = f"postgresql://ada:secret@/clinics?host={tmp_path}"
    with pytest.raises(InvalidInput) as caught:
        open_engine(url)
    assert "'clinics'" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_unknown_database_of_a_running_server_is_refused(postgres):
    """The server's own reason is passed on."""
    with pytest.raises(InvalidInput, match='"nowhere" does not exist'):
        open_engine(postgres.url("nowhere"))


def test_folder_that_does_not_exist_is_named(tmp_path):
    """SQLite makes files, not folders."""
    path = tmp_path / "missing" / "meridian.db"
    with pytest.raises(InvalidInput, match="missing"):
        open_engine(f"sqlite:///{path}")


def test_file_that_is_no_database_is_refused(tmp_path):
    """A text file is not taken for a database, nor written to."""
    path = tmp_path / "notes.db"
    path.write_text("These are notes, not tables. " * 50)
    before = path.read_bytes()
    with pytest.raises(InvalidInput, match="not a database"):
        open_engine(f"sqlite:///{path}")
    assert path.read_bytes() == before


@pytest.mark.parametrize("prefix", ["postgres", "postgresql", "postgresql+psycopg"])
def test_forms_of_a_postgresql_url(postgres_url, open_databases, prefix):
    """All usual prefixes lead to the same driver."""
    _, _, rest = postgres_url.partition("://")
    engine = open_databases(f"{prefix}://{rest}")
    assert engine.dialect.driver == "psycopg"


def test_sqlite_checks_references_and_logs_ahead(sqlite_engine):
    """SQLite keeps foreign keys, and readers do not wait for writers."""
    with connect(sqlite_engine, write=False) as connection:
        keys = connection.execute(text("PRAGMA foreign_keys")).scalar_one()
        mode = connection.execute(text("PRAGMA journal_mode")).scalar_one()
    assert (keys, mode) == (1, "wal")


def test_writer_takes_its_place_before_it_reads(sqlite_engine, sqlite_url):
    """A second writer waits at its first statement instead of failing later."""
    path = sqlite_url.removeprefix("sqlite:///")
    with unit_of_work(sqlite_engine) as uow:
        uow.has_network()  # only read so far
        other = sqlite3.connect(path, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
        uow.replace_network(make_network())
        uow.commit()


def test_reader_cannot_write_to_postgresql(postgres_url, open_databases):
    """A unit of work for reading is one for the database, too."""
    engine = open_databases(postgres_url)
    with (
        unit_of_work(engine, write=False) as uow,
        pytest.raises(DBAPIError, match="read-only"),
    ):
        uow.replace_network(make_network())


def test_file_that_is_missing_is_made_only_where_it_may_be(tmp_path):
    """Who only looks leaves no empty file behind."""
    path = tmp_path / "meridian.db"
    with pytest.raises(InvalidInput, match="meridian import DIR"):
        open_engine(f"sqlite:///{path}", may_create=False)
    assert not path.exists()
    open_engine(f"sqlite:///{path}").dispose()
    open_engine(f"sqlite:///{path}", may_create=False).dispose()
