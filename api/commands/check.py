"""``meridian check``: is a plan right, and what does it cost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.commands.solve import read_plan_of, read_problem
from api.exits import Exit
from api.files import input_file
from api.program import Command
from api.tables import figure, table

if TYPE_CHECKING:
    from solver.check import Report


@click.command(
    "check",
    cls=Command,
    short_help="Check a plan against every rule and term.",
    example="meridian check problem.json plan.json",
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
def command(problem_file: Path, plan_file: Path, form: str) -> int:
    """
    Check the plan in PLAN.json against the problem in PROBLEM.json.

    Shows what every term costs, and every violation of a rule: the rule, the
    session, a sentence. The checker shares no code with the search. Exit
    status 1 if a rule is broken.
    """
    from solver.check import check

    problem = read_problem(problem_file)
    report = check(problem, read_plan_of(plan_file, problem))
    if form == "json":
        from api.jsons import dumps

        click.echo(dumps(as_data(problem.id, report)))
    else:
        click.echo(as_text(report), nl=False)
    return Exit.NO if report.violations else Exit.DONE


def as_data(problem_id: str, report: Report) -> dict[str, Any]:
    """Shape the report for JSON."""
    return {
        "problem": problem_id,
        "total": report.total,
        "terms": report.terms,
        "violations": [
            {"rule": v.rule, "session": v.session, "message": v.message}
            for v in report.violations
        ],
    }


def as_text(report: Report) -> str:
    """Write the report as a table of terms and a table of violations."""
    costs = [(term, figure(cost)) for term, cost in report.terms.items()]
    costs.append(("total", figure(report.total)))
    text = table(costs, heading=("term", "cost"), numbers=frozenset({1}))
    if not report.violations:
        return f"{text}\nNo violations.\n"
    rows = [(v.rule, v.session or "-", v.message) for v in report.violations]
    count = f"{len(rows):,} violation{'s' if len(rows) > 1 else ''}"
    return f"{text}\n{count}:\n{table(rows, heading=('rule', 'session', 'what'))}"
