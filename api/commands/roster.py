"""``meridian roster``: one clinic's week."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from api.database import current_settings, opened_database
from api.exits import AnswerIsNoError
from api.files import must_be_writable, output_file, write_output
from api.program import Command

FORMATS = ("table", "json", "csv", "xlsx", "ics")


@click.command(
    "roster",
    cls=Command,
    short_help="Show a clinic's week.",
    example=(
        "meridian roster north 2026-W48\n"
        "meridian roster north 2026-W48 --by room --format xlsx -o week48.xlsx\n"
    ),
)
@click.argument("clinic", metavar="CLINIC")
@click.argument("week", metavar="WEEK")
@click.option(
    "--by",
    type=click.Choice(["practitioner", "room"]),
    default="practitioner",
    show_default=True,
    help="What the sessions are listed under.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="Form of the roster.",
)
@click.option(
    "-o",
    "--output",
    "roster_file",
    type=output_file,
    default="-",
    metavar="FILE",
    help="File to write to; by default standard output.",
)
def command(clinic: str, week: str, by: str, form: str, roster_file: Path) -> None:
    """
    Show the roster of CLINIC in the ISO week WEEK, the latest draft included.

    Exit status 1 if there is nothing to show.
    """
    from scheduler.roster_formats import render
    from scheduler.roster_view import weekly_roster
    from scheduler.storage import unit_of_work

    must_be_writable(roster_file)
    with (
        opened_database(current_settings()) as engine,
        unit_of_work(engine, write=False) as uow,
    ):
        roster = weekly_roster(uow, clinic, week, by=by, now_utc=datetime.now(UTC))
    if not roster.sessions and not roster.unscheduled:
        raise AnswerIsNoError(f"Clinic '{clinic}' has no sessions in {week}.")
    write_output(roster_file, render(roster, form))
