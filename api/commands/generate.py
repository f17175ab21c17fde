"""``meridian generate``: a planning problem, or a whole network, by seed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from api.files import must_be_writable, output_file, write_output
from api.options import MOST_SEED
from api.program import Command

# Fixed, so that a seed gives the same problem on every day.
START = "2026-11-30"


@click.command(
    "generate",
    cls=Command,
    short_help="Make a problem, or a network, by seed.",
    example=(
        "meridian generate --clinics 2 --days 14 --load 0.9 --seed 7 -o problem.json\n"
        "meridian generate --clinics 4 --days 28 --seed 7 --csv network/\n"
    ),
)
@click.option("--clinics", type=int, default=1, show_default=True, metavar="N")
@click.option(
    "--days",
    type=int,
    default=7,
    show_default=True,
    metavar="N",
    help="Days to plan.",
)
@click.option(
    "--load",
    type=float,
    default=1.0,
    show_default=True,
    metavar="X",
    help="How full the clinics are; much above 1 not everybody fits.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, MOST_SEED),
    default=1,
    show_default=True,
    metavar="N",
    help="The same seed gives the same problem.",
)
@click.option(
    "--start",
    type=click.DateTime(["%Y-%m-%d"]),
    default=START,
    show_default=True,
    metavar="DATE",
    help="First day to plan.",
)
@click.option(
    "-o",
    "--output",
    "problem_file",
    type=output_file,
    default="-",
    metavar="PROBLEM.json",
    help="File to write the problem to; by default standard output.",
)
@click.option(
    "--csv",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write a network as CSV files into this folder, and no problem.",
)
def command(
    clinics: int,
    days: int,
    load: float,
    seed: int,
    start: datetime,
    problem_file: Path,
    folder: Path | None,
) -> None:
    """Make a planning problem that looks like life, or with --csv a network."""
    from fixtures.generator.network import generate_network
    from scheduler.problems import build_problem
    from scheduler.tables import write_folder
    from solver.reading import to_json

    must_be_writable(problem_file)
    day = start.date()
    network = generate_network(clinics, days, load, seed, day)
    if folder is not None:
        write_folder(network, folder)
        click.echo(f"Wrote network '{network.policy.id}' into {folder}.")
    else:
        problem = build_problem(network, today=day, horizon_days=days)
        write_output(problem_file, to_json(problem))
