"""The schema's version, and how a database gets to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from scheduler.errors import InvalidInput
from scheduler.storage.engine import connect

_FIELD = "MERIDIAN_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class SchemaState:
    """
    Version of a database's schema, and of this program's.

    Parameters
    ----------
    current
        Revision of the database; None: it was never migrated.
    head
        Revision that this version of the program needs.
    is_newer
        Whether this version of the program has never heard of ``current``.
    """

    current: str | None
    head: str
    is_newer: bool = False

    @property
    def is_current(self) -> bool:
        """Whether the database is what the program needs."""
        return self.current == self.head

    @property
    def remedy(self) -> str:
        """What brings the database and the program together; empty: they are."""
        if self.is_newer:
            return "a newer Meridian migrated it: update this one"
        return "" if self.is_current else "run: meridian migrate"


def schema_state(engine: Engine) -> SchemaState:
    """Read the schema's version."""
    with connect(engine, write=False) as connection:
        return _state(connection)


def migrate(engine: Engine) -> None:
    """
    Bring the schema up to date, in one transaction; nothing to do is no error.

    Raises
    ------
    InvalidInput
        If a newer version of the program migrated the database.
    """
    with connect(engine, write=True) as connection:
        _migrate(connection)


def ensure_ready(engine: Engine) -> None:
    """
    Make sure that the schema fits; an empty database is migrated.

    Raises
    ------
    InvalidInput
        If the schema is older or newer, or the tables are not Meridian's.
    """
    state = schema_state(engine)
    if state.is_current:
        return
    if state.current is not None:
        _refuse_newer(state)
        raise InvalidInput.of(
            _FIELD,
            f"The database's schema must be at version {state.head}, got "
            f"{state.current}; run `meridian migrate` once.",
        )
    with connect(engine, write=True) as connection:
        # another process may have migrated it since
        if _state(connection).current is None:
            _refuse_other_tables(connection)
        _migrate(connection)


def _migrate(connection: Connection) -> None:
    _refuse_newer(_state(connection))
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()


def _state(connection: Connection) -> SchemaState:
    current = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(_config())
    known = {script.revision for script in scripts.walk_revisions()}
    return SchemaState(
        current,
        head=scripts.get_current_head() or "",
        is_newer=current is not None and current not in known,
    )


def _config() -> Config:
    """Alembic's settings; the migrations lie beside this module."""
    config = Config()
    folder = Path(__file__).parent / "migrations"
    # Alembic reads % as the start of a placeholder
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _refuse_newer(state: SchemaState) -> None:
    """Refuse a version that this program has never heard of."""
    if state.is_newer:
        raise InvalidInput.of(
            _FIELD,
            f"The database's schema must be at version {state.head} or older, got "
            f"{state.current}: {state.remedy}.",
        )


def _refuse_other_tables(connection: Connection) -> None:
    """Refuse to spread out in a database that belongs to something else."""
    tables = sorted(inspect(connection).get_table_names())
    if tables:
        raise InvalidInput.of(
            _FIELD,
            f"{_FIELD} must name an empty database or one of Meridian's, but "
            f"{', '.join(tables[:3])} and the like are not its tables. Name another "
            "one, or run `meridian migrate` to put Meridian's tables beside them.",
        )
