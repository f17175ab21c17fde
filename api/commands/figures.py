"""``meridian figures``: what a manager asks about a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.commands.solve import read_plan_of, read_problem
from api.files import input_file
from api.program import Command
from api.tables import percent_text, shortened, table

if TYPE_CHECKING:
    from solver.figures import Figures
    from solver.use import ClinicUse, HourUse

MOST_HOURS = 12
"""Hours of the day that stand side by side, so that a line fits into 88 columns."""
WIDEST_NAME = 20
KINDS = {"Rooms": "room_use_percent", "Practitioners": "practitioner_use_percent"}


@click.command(
    "figures",
    cls=Command,
    short_help="Show what a plan achieves and how full the clinics are.",
    example="meridian figures problem.json plan.json",
)
@click.argument("problem_file", metavar="PROBLEM.json", type=input_file)
@click.argument("plan_file", metavar="PLAN.json", type=input_file)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Form of the answer.",
)
def command(problem_file: Path, plan_file: Path, form: str) -> None:
    """
    Show the figures of the plan in PLAN.json for the problem in PROBLEM.json.

    Sessions on time, gaps kept, patients moved, what recovery gave, and the use
    of rooms and practitioners by clinic and hour of the day. They are counted
    anew, whoever made the plan; "meridian check" says whether it is right.
    """
    from solver.figures import figures_of

    problem = read_problem(problem_file)
    figures = figures_of(problem, read_plan_of(plan_file, problem).assignments)
    if form == "json":
        from api.jsons import dumps

        click.echo(dumps(figures))
    else:
        click.echo(as_text(figures), nl=False)


def as_text(figures: Figures) -> str:
    """Write a table of the figures, and tables of the use by clinic and hour."""
    text = table(rows_of(figures), numbers=frozenset({1}))
    for name, kind in KINDS.items():
        text += f"\n{name} in use, percent by hour of the clinic's day:\n"
        text += "\n".join(use_tables(figures.clinics, kind))
    return text


def rows_of(figures: Figures) -> Iterator[tuple[str, str]]:
    """Name and value of every figure that counts the plan as a whole."""
    recovery = figures.recovery
    yield "sessions", f"{figures.sessions:,}"
    yield "placed", f"{figures.placed:,}"
    yield "unscheduled", f"{figures.unscheduled:,}"
    yield "on time", percent_text(figures.on_time_percent)
    yield "gap kept", percent_text(figures.gap_kept_percent)
    yield "patients moved", f"{figures.patients_moved:,}"
    yield "led in parallel", f"{recovery.led_in_parallel:,}"
    yield "waiting used", f"{recovery.waiting_used_minutes:,} min"
    yield "stretched", f"{recovery.stretched:,}"
    yield "stretched by", f"{recovery.stretched_minutes:,} min"


def use_tables(clinics: Iterable[ClinicUse], kind: str) -> Iterator[str]:
    """
    Write the use of one kind: a row a clinic, a column an hour.

    More hours than fit side by side make a second table.
    """
    clinics = tuple(clinics)
    hours = sorted({each.hour for clinic in clinics for each in clinic.hours})
    for first in range(0, max(len(hours), 1), MOST_HOURS):
        block = hours[first : first + MOST_HOURS]
        rows = [
            (
                shortened(clinic.clinic, WIDEST_NAME),
                _whole(clinic, kind),
                *_cells(clinic, kind, block),
            )
            for clinic in clinics
        ]
        heading = ("clinic", "all", *(f"{hour:02}" for hour in block))
        yield table(rows, heading, numbers=frozenset(range(1, len(heading))))


def _cells(clinic: ClinicUse, kind: str, hours: Iterable[int]) -> Iterator[str]:
    known = {each.hour: each for each in clinic.hours}
    for hour in hours:
        yield _whole(known[hour], kind) if hour in known else ""


def _whole(use: ClinicUse | HourUse, kind: str) -> str:
    value: float | None = getattr(use, kind)
    return "-" if value is None else f"{value:.0f}"
