"""``meridian migrate``: bring the database's schema up to date."""

from __future__ import annotations

import click

from api.database import current_settings
from api.program import Command


@click.command(
    "migrate",
    cls=Command,
    short_help="Bring the database's schema up to date.",
    example="meridian migrate",
)
def command() -> None:
    """
    Bring the schema of the database up to date; what is in it stays.

    The database is the one that MERIDIAN_DATABASE_URL names, by default the
    file meridian.db in this directory.
    """
    from scheduler.storage import migrate, open_engine, schema_state

    engine = open_engine(current_settings().database_url)
    try:
        before = schema_state(engine)
        if not before.is_current:
            migrate(engine)
        came = before.current or "an empty database"
        done = "was there before" if before.is_current else f"came from {came}"
        click.echo(f"The schema is at {before.head}; it {done}.")
    finally:
        engine.dispose()
