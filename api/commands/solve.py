"""``meridian solve``: plan one problem."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api import options
from api.exits import BadInputError, Exit
from api.files import (
    input_file,
    must_be_writable,
    output_file,
    read_document,
    write_output,
)
from api.interrupts import responsive, stop_on_signals
from api.program import Command
from api.progress import shown_progress
from api.tables import figure, percent_text, percentage, table

if TYPE_CHECKING:
    from solver.plan import Plan
    from solver.problem import Problem


@click.command(
    "solve",
    cls=Command,
    short_help="Plan one problem.",
    example="meridian solve problem.json -o plan.json --time-limit 30 --workers 2",
)
@click.argument("problem_file", metavar="PROBLEM.json", type=input_file)
@click.option(
    "-o",
    "--output",
    "plan_file",
    metavar="PLAN.json",
    type=output_file,
    default="-",
    help="File to write the plan to; by default standard output.",
)
@options.time_limit
@options.workers
@options.seed
@click.option(
    "--iterations",
    type=click.IntRange(min=0),
    metavar="N",
    help="End after so many moves; with one worker the same plan every time.",
)
@click.option(
    "--prove",
    is_flag=True,
    help="Spend part of the time on a deeper proof of how good the plan is.",
)
@click.option(
    "--start",
    "start_file",
    metavar="PLAN.json",
    type=input_file,
    help="Plan of the same problem to begin with.",
)
def command(
    problem_file: Path,
    plan_file: Path,
    time_limit_s: float,
    workers: int,
    seed: int,
    iterations: int | None,
    prove: bool,
    start_file: Path | None,
) -> int:
    """
    Plan the problem in PROBLEM.json ("-": standard input).

    Ctrl-C and SIGTERM end the search early: the best plan so far is written,
    with status "stopped". The plan is written whole or not at all.
    """
    with stop_on_signals() as stop:
        must_be_writable(plan_file)
        from solver.reading import to_json
        from solver.solve import Options, solve

        problem = read_problem(problem_file)
        start = read_plan_of(start_file, problem) if start_file else None
        wanted = Options(
            time_limit_s=time_limit_s,
            seed=seed,
            workers=workers,
            iterations=iterations,
            prove=prove,
        )
        with shown_progress(time_limit_s) as report:
            plan = responsive(
                lambda: solve(
                    problem, wanted, start=start, on_progress=report, stop=stop
                )
            )
        write_output(plan_file, to_json(plan))
    click.echo(summary(plan), err=True, nl=False)
    return Exit.NO if plan.status == "infeasible" else Exit.DONE


def read_problem(path: Path) -> Problem:
    """Read a problem; raises `BadInputError` with every fault."""
    from solver.reading import parse_json, problem_from

    return read_document(path, lambda text: problem_from(parse_json(text)))


def read_plan_of(path: Path, problem: Problem) -> Plan:
    """Read a plan; raises `BadInputError` unless it is a plan of that problem."""
    from solver.check.report import faults_of_plan
    from solver.reading import parse_json, plan_from

    plan = read_document(path, lambda text: plan_from(parse_json(text)))
    if faults := tuple(faults_of_plan(problem, plan)):
        raise BadInputError(f"{path}: {fault}" for fault in faults)
    return plan


def summary(plan: Plan) -> str:
    """Format the plan's figures as a table of two columns."""
    objective = plan.objective
    placed = len(plan.assignments)
    sessions = placed + len(plan.unscheduled)
    rows = [
        ("problem", plan.problem),
        ("status", plan.status),
        ("placed", f"{placed:,} of {sessions:,} sessions"),
        ("unscheduled", f"{len(plan.unscheduled):,}, {len(plan.forced):,} forced"),
    ]
    if plan.least_unscheduled is not None:
        rows.append(("at least", f"{plan.least_unscheduled:,} in any plan"))
    if figures := plan.figures:
        rows += [
            ("on time", percent_text(figures.on_time_percent)),
            ("gap kept", percent_text(figures.gap_kept_percent)),
            ("moved", f"{figures.patients_moved:,} patients"),
            ("in parallel", f"{figures.recovery.led_in_parallel:,} sessions"),
        ]
    return table(
        [
            *rows,
            ("total", figure(objective.total if objective else None)),
            ("bound", figure(plan.bound)),
            ("floor", figure(plan.floor)),
            ("gap", percentage(plan.gap)),
            ("seconds", figure(round(plan.seconds or 0, 1))),
        ]
    )
