"""``meridian explain``: why a session is where it is, or nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.commands.solve import read_plan_of, read_problem
from api.exits import BadInputError, Exit
from api.explanations import explained, overview
from api.files import input_file
from api.program import Command

if TYPE_CHECKING:
    from solver.explain import Explanation
    from solver.plan import Plan
    from solver.problem import Problem


@click.command(
    "explain",
    cls=Command,
    short_help="Say why a session is there, or nowhere.",
    example="meridian explain problem.json plan.json c1-4",
)
@click.argument("problem_file", metavar="PROBLEM.json", type=input_file)
@click.argument("plan_file", metavar="PLAN.json", type=input_file)
@click.argument("session", metavar="[SESSION]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the answer.",
)
def command(problem_file: Path, plan_file: Path, session: str | None, form: str) -> int:
    """
    Say why SESSION is where the plan has it, or why it has no place.

    Tells what its place costs, which rules refuse the other starts, which places
    are left and what they would cost, and for a session without a place the
    nearest changes that would let it in. Without SESSION: a line for each session
    that has no place. Exit status 1 if the session, or any, has no place. The plan
    must obey all rules (see "meridian check"), apart from its fixed appointments.
    """
    problem = read_problem(problem_file)
    plan = read_plan_of(plan_file, problem)
    if session is not None:
        _must_have(problem, session, problem_file)
    _must_obey(problem, plan, plan_file)
    if session is None:
        return _all(problem, plan, form)
    from solver.explain import explain

    answer = explain(problem, plan, session)
    if form == "json":
        _as_json(answer)
    else:
        click.echo(explained(answer), nl=False)
    return Exit.NO if answer.assignment is None else Exit.DONE


def _all(problem: Problem, plan: Plan, form: str) -> int:
    from solver.explain import explain_all

    answers = tuple(explain_all(problem, plan))
    if form == "json":
        _as_json(answers)
    elif answers:
        click.echo(overview(answers), nl=False)
        click.echo(f"\n{_counted(answers)}")
    else:
        click.echo("Every session has a place.")
    return Exit.NO if answers else Exit.DONE


def _counted(answers: tuple[Explanation, ...]) -> str:
    forced = sum(bool(answer.forced) for answer in answers)
    helped = sum(bool(answer.fixes) for answer in answers)
    return (
        f"{len(answers):,} without a place: a small change would let in {helped:,}; "
        f"no plan can place {forced:,}."
    )


def _as_json(answer: Explanation | tuple[Explanation, ...]) -> None:
    from api.jsons import dumps

    click.echo(dumps(answer))


def _must_have(problem: Problem, session: str, path: Path) -> None:
    if not any(s.id == session for course in problem.courses for s in course.sessions):
        rule = "SESSION must be the id of a session of the problem"
        raise BadInputError([f"{path}: {rule}, got '{session}'."])


def _must_obey(problem: Problem, plan: Plan, path: Path) -> None:
    # What cannot stand anywhere leaves nothing to compare its places with.
    from solver.check import check

    standing = {a.session: a.assignment() for a in problem.appointments}
    given = {a.session for a in plan.assignments if a == standing.get(a.session)}
    if broken := [v for v in check(problem, plan).violations if v.session not in given]:
        raise BadInputError(f"{path}: {violation}" for violation in broken)
