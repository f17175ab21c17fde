"""``meridian plan``: one planning run over the database, now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from api import options
from api.database import current_settings, opened_database
from api.exits import Exit
from api.interrupts import responsive, stop_on_signals
from api.program import Command
from api.progress import shown_progress
from api.wording import printable
from solver.options import MOST_WORKERS

if TYPE_CHECKING:
    from scheduler.domain.publication import Publication

DAYS_PER_WEEK = 7
MOST_WEEKS = 52


@click.command(
    "plan",
    cls=Command,
    short_help="Plan the network in the database now.",
    example=(
        "meridian plan --weeks 2 --time-limit 60\n"
        "meridian plan --clinic north --publish\n"
    ),
)
@click.option(
    "--clinic",
    "clinics",
    multiple=True,
    metavar="ID",
    help="Plan this clinic only; may be given several times.",
)
@click.option(
    "--weeks",
    type=click.IntRange(1, MOST_WEEKS),
    metavar="N",
    help="Weeks to plan ahead; by default as the network's policy says.",
)
@click.option(
    "--time-limit",
    "time_limit_s",
    type=options.Seconds(),
    metavar="S",
    help="Seconds that the search may take.  [default: MERIDIAN_PLAN_TIME_LIMIT_S]",
)
@options.seed
@click.option("--publish", is_flag=True, help="Publish the roster at once.")
def command(
    clinics: tuple[str, ...],
    weeks: int | None,
    time_limit_s: float | None,
    seed: int,
    publish: bool,
) -> int:
    """
    Plan the network in the database, and keep the plan as a draft roster.

    Shows the figures before and after; on standard error the appointments that
    cannot stay as they stand. What is published stays as it is until the draft
    is published; --publish does so at once. Ctrl-C and SIGTERM end the search
    early, with the best plan so far.
    """
    from scheduler.planning import plan_network, publish_roster
    from solver.solve import Options

    settings = current_settings()
    limit_s = settings.plan_time_limit_s if time_limit_s is None else time_limit_s
    workers = min(settings.workers, MOST_WORKERS)
    now_utc = datetime.now(UTC)
    with stop_on_signals() as stop, opened_database(settings) as engine:
        with shown_progress(limit_s) as report:
            result = responsive(
                lambda: plan_network(
                    engine,
                    now_utc=now_utc,
                    options=Options(time_limit_s=limit_s, seed=seed, workers=workers),
                    clinics=clinics or None,
                    horizon_days=None if weeks is None else weeks * DAYS_PER_WEEK,
                    on_progress=report,
                    stop=stop,
                )
            )
        for promise in result.broken:
            click.echo(printable(f"{promise}"), err=True)
        click.echo(result.figures_table())
        said = f"Roster {result.roster.id} is kept as a draft."
        if publish:
            done = publish_roster(engine, result.roster.id, now_utc=now_utc)
            said = f"Roster {result.roster.id} is published: {changes(done)}."
        click.echo(said)
    return Exit.NO if result.plan.status == "infeasible" else Exit.DONE


def changes(done: Publication) -> str:
    """Count what a publication changed."""
    kinds = ("added", "changed", "unchanged", "dropped", "kept")
    return ", ".join(f"{len(getattr(done, kind)):,} {kind}" for kind in kinds)
