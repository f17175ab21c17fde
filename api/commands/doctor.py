"""``meridian doctor``: what is wrong with this installation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from api.database import current_settings
from api.exits import AnswerIsNoError, Exit
from api.program import Command
from api.tables import table
from scheduler.errors import InvalidInput

if TYPE_CHECKING:
    from scheduler.settings import Settings

OLDEST_PYTHON = (3, 11)
ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe")


@click.command(
    "doctor",
    cls=Command,
    short_help="Say what is wrong with this installation.",
    example="meridian doctor",
)
def command() -> int:
    """
    Look at the settings, the database and the time zones of this installation.

    Nothing is changed. Exit status 1 if something is wrong.
    """
    settings = current_settings()
    checks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("settings", lambda _: "every variable is valid"),
        ("time zones", lambda _: zones()),
        ("database", database),
        ("migrations", migrations),
        ("network", network),
    )
    rows = []
    for name, look in checks:
        try:
            rows.append((name, "ok", look(settings)))
        except (AnswerIsNoError, InvalidInput) as error:
            rows.append((name, "WRONG", str(error)))
    click.echo(table(rows), nl=False)
    return Exit.NO if any(state != "ok" for _, state, _ in rows) else Exit.DONE


def zones() -> str:
    """Find the time zone data."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

    try:
        for name in ZONES:
            ZoneInfo(name)
    except ZoneInfoNotFoundError as error:
        raise AnswerIsNoError(f"{error}; install the package tzdata.") from None
    return f"{len(available_timezones())} zones are known"


def database(settings: Settings) -> str:
    """Reach the database."""
    from scheduler.storage import open_engine

    engine = open_engine(settings.database_url)
    shown = engine.url.render_as_string(hide_password=True)
    engine.dispose()
    return f"{shown} answers"


def migrations(settings: Settings) -> str:
    """Compare the database's schema to the one this version needs."""
    from scheduler.storage import open_engine, schema_state

    engine = open_engine(settings.database_url)
    try:
        state = schema_state(engine)
    finally:
        engine.dispose()
    if not state.is_current:
        rule = f"the schema must be at {state.head}"
        raise AnswerIsNoError(f"{rule}, got {state.current}; run: meridian migrate")
    return f"the schema is at {state.head}"


def network(settings: Settings) -> str:
    """Find the network that was imported."""
    from scheduler.storage import open_engine, unit_of_work

    migrations(settings)
    engine = open_engine(settings.database_url)
    try:
        with unit_of_work(engine, write=False) as uow:
            if not uow.has_network():
                raise AnswerIsNoError(
                    "no network was imported; run: meridian import DIR"
                )
            clinics, courses = uow.clinics.count(), uow.courses.count()
    finally:
        engine.dispose()
    return f"{clinics} clinics, {courses} courses"
