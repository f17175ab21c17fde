"""``meridian doctor``: what is wrong with this installation."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import click

from api.database import current_settings
from api.exits import AnswerIsNoError, Exit, driver_reason
from api.program import Command
from api.tables import table
from scheduler.errors import SchedulerError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from scheduler.settings import Settings

OK, WRONG = "ok", "WRONG"
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
    rows = [_row("settings", variables), _row("time zones", zones)]
    # Each of these stands on the one before it.
    for name, look in (
        ("database", database),
        ("migrations", migrations),
        ("network", network),
    ):
        rows.append(_row(name, partial(look, settings)))
        if rows[-1][1] != OK:
            break
    click.echo(table(rows), nl=False)
    return Exit.NO if any(state != OK for _, state, _ in rows) else Exit.DONE


def _row(name: str, look: Callable[[], str]) -> tuple[str, str, str]:
    from sqlalchemy.exc import DBAPIError

    try:
        return name, OK, look()
    except (AnswerIsNoError, SchedulerError) as error:
        return name, WRONG, str(error)
    except DBAPIError as error:
        return name, WRONG, f"the database refused: {driver_reason(error)}"


def variables() -> str:
    """Look for variables that were meant to be settings."""
    from scheduler.settings import misspelt_variables

    if slips := misspelt_variables(os.environ):
        raise AnswerIsNoError(" ".join(slips))
    return "every variable is valid"


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
    with _opened(settings) as engine:
        return f"{engine.url.render_as_string(hide_password=True)} answers"


def migrations(settings: Settings) -> str:
    """Compare the database's schema to the one this version needs."""
    from scheduler.storage import schema_state

    with _opened(settings) as engine:
        state = schema_state(engine)
    if not state.is_current:
        rule = f"the schema must be at {state.head}"
        raise AnswerIsNoError(f"{rule}, got {state.current}; {state.remedy}")
    return f"the schema is at {state.head}"


def network(settings: Settings) -> str:
    """Read all of the network that was imported."""
    from scheduler.storage import unit_of_work

    with _opened(settings) as engine, unit_of_work(engine, write=False) as uow:
        if not uow.has_network():
            raise AnswerIsNoError("no network was imported; run: meridian import DIR")
        found = uow.network()
    return f"{len(found.clinics)} clinics, {len(found.courses)} courses"


@contextmanager
def _opened(settings: Settings) -> Iterator[Engine]:
    from scheduler.storage import open_engine

    engine = open_engine(settings.database_url, may_create=False)
    try:
        yield engine
    finally:
        engine.dispose()
