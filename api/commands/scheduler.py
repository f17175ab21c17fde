"""``meridian scheduler``: the nightly clock."""

from __future__ import annotations

import click

from api.database import current_settings, opened_database
from api.program import Command


@click.command(
    "scheduler",
    cls=Command,
    short_help="Plan once a night, until ended.",
    example="MERIDIAN_NIGHTLY_AT=02:30 meridian scheduler",
)
def command() -> None:
    """
    Plan the network once a night, in a process of its own, until SIGTERM.

    The time is MERIDIAN_NIGHTLY_AT on the network's clock. A night that was
    missed is made up for; several such processes plan a night only once.
    """
    from scheduler.nightly import run_until_stopped

    settings = current_settings(is_service=True)
    with opened_database(settings, may_create=True) as engine:
        run_until_stopped(settings, engine)
