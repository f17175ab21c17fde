"""The way to a database: SQLite in a file, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from scheduler.errors import InvalidInput

CONNECT_TIMEOUT_S = 10
BUSY_TIMEOUT_S = 30

# Writers queue for this lock. It belongs to one database, and nothing else in
# there has reason to use the same number.
_WRITER_LOCK = 7_215_900

_FIELD = "MERIDIAN_DATABASE_URL"
_FORMS = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
_DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def open_engine(url: str, *, may_create: bool = True) -> Engine:
    """
    Connect to a database; messages never repeat the URL, which holds a password.

    Parameters
    ----------
    may_create
        Whether an SQLite file that is missing is made.

    Raises
    ------
    InvalidInput
        If the URL has another form, or the database cannot be reached.
    """
    parsed = _parsed(url)
    is_sqlite = parsed.drivername == "sqlite"
    if is_sqlite and not may_create:
        _must_be_there(Path(parsed.database or ""))
    timeout = {"timeout": BUSY_TIMEOUT_S}
    if not is_sqlite:
        timeout = {"connect_timeout": CONNECT_TIMEOUT_S}
    engine = create_engine(parsed, connect_args=timeout, pool_pre_ping=not is_sqlite)
    if is_sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    try:
        engine.connect().close()
    except DBAPIError as error:
        engine.dispose()
        raise InvalidInput.of(_FIELD, _unreachable(parsed, error)) from None
    return engine


def connect(engine: Engine, *, write: bool) -> Connection:
    """
    Open a connection for writing or for reading.

    Writers wait for one another from their first statement on; a reader sees
    one consistent state of the database and waits for nobody.
    """
    connection = engine.connect().execution_options(meridian_writes=write)
    if not write and engine.dialect.name == "postgresql":
        return connection.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return connection


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url.strip())
    except (ArgumentError, ValueError):
        message = f"{_FIELD} must have the form {_FORMS}."
        raise InvalidInput.of(_FIELD, message) from None
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        message = f"{_FIELD} must begin with sqlite:// or postgresql://."
        raise InvalidInput.of(_FIELD, message)
    if driver == "sqlite" and parsed.database in {None, "", ":memory:"}:
        message = f"{_FIELD} must name a file, as in sqlite:///meridian.db."
        raise InvalidInput.of(_FIELD, message)
    if driver == "sqlite" and parsed.query:
        message = f"{_FIELD} must name a file alone, got parameters after a ?."
        raise InvalidInput.of(_FIELD, message)
    if driver != "sqlite" and _hides_a_password(url):
        message = (
            f"{_FIELD} must percent-encode what is special in a URL inside user "
            "and password (@ as %40, / as %2F, ? as %3F, # as %23)."
        )
        raise InvalidInput.of(_FIELD, message)
    return parsed.set(drivername=driver)


def _must_be_there(path: Path) -> None:
    if not path.exists():
        message = (
            f"{_FIELD} must name a database that is there, got no file "
            f"{str(path.absolute())!r}; `meridian import DIR` makes it."
        )
        raise InvalidInput.of(_FIELD, message)


def _hides_a_password(url: str) -> bool:
    """Whether an unencoded character moved part of the password elsewhere."""
    _, _, rest = url.partition("://")
    authority = rest
    for end in "/?#":
        authority, _, _ = authority.partition(end)
    return rest.count("@") > 1 or ("@" in rest and "@" not in authority)


def _unreachable(url: URL, error: DBAPIError) -> str:
    """Say which database cannot be used, and what the driver says about it."""
    if url.drivername == "sqlite":
        return (
            f"{_FIELD} must name an SQLite file that can be read and written, got "
            f"{url.database!r}: {error.orig}."
        )
    lines = str(error.orig).strip().splitlines() or ["no reason given"]
    return (
        f"{_FIELD} must name a PostgreSQL database that answers, got {url.database!r} "
        f"on {url.host or 'the local socket'}: {lines[0]}."
    )


def _prepare_sqlite(connection: SqliteConnection, _: ConnectionPoolEntry) -> None:
    """Leave transactions to us, check references, and let readers pass writers."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {1000 * BUSY_TIMEOUT_S}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    """Begin a transaction as reader or writer."""
    writes = connection.get_execution_options().get("meridian_writes", True)
    if connection.dialect.name == "sqlite":
        # A transaction that reads first and then writes may find that somebody
        # else wrote between; IMMEDIATE takes the writer's place at once.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        lock = f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})"
        connection.exec_driver_sql(lock)
