"""``meridian explain``: why a session is where it is, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.commands.solve import read_plan_of, read_problem
from api.exits import BadInputError, Exit
from api.files import input_file
from api.program import Command
from api.tables import figure
from api.wording import printable

if TYPE_CHECKING:
    from solver.explain import Explanation
    from solver.plan import Plan
    from solver.problem import Assignment, Problem


@click.command(
    "explain",
    cls=Command,
    short_help="Say why a session is there, or nowhere.",
    example="meridian explain problem.json plan.json c1-4",
)
@click.argument("problem_file", metavar="PROBLEM.json", type=input_file)
@click.argument("plan_file", metavar="PLAN.json", type=input_file)
@click.argument("session", metavar="SESSION")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the answer.",
)
def command(problem_file: Path, plan_file: Path, session: str, form: str) -> int:
    """
    Say why SESSION is where the plan has it, or why it has no place.

    Tells which rules refuse the other places, which places are left and what
    they would cost, and for a session without a place the nearest change that
    would let it in. Exit status 1 if the session has no place. The plan must
    obey all rules (see "meridian check"), apart from its fixed appointments.
    """
    from solver.explain import explain

    problem = read_problem(problem_file)
    plan = read_plan_of(plan_file, problem)
    _must_have(problem, session, problem_file)
    _must_obey(problem, plan, plan_file)
    answer = explain(problem, plan, session)
    if form == "json":
        from api.jsons import dumps

        click.echo(dumps(answer))
    else:
        click.echo("\n".join(map(printable, sentences(answer))))
    return Exit.NO if answer.assignment is None else Exit.DONE


def sentences(answer: Explanation) -> Iterator[str]:
    """Write an explanation as lines."""
    if answer.assignment is None:
        yield f"Session {answer.session} has no place."
    else:
        yield f"Session {answer.session} is {place(answer.assignment)}."
    if answer.reasons:
        yield ""
        yield "What refuses other places:"
        yield from (f"  {reason}" for reason in answer.reasons)
    if answer.alternatives:
        yield ""
        yield "Other places, all other sessions staying where they are:"
        for other in answer.alternatives:
            yield f"  {signed(other.change):>8}  {place(other.assignment)}"
    if answer.fixes:
        yield ""
        yield "Changes that would let it in:"
        for fix in answer.fixes:
            yield f"  {fix.sentence} It would be {place(fix.assignment)}."


def place(assignment: Assignment) -> str:
    """Write where, when and with whom, in words."""
    start = assignment.start
    when = f"{start:%a} {start.isoformat(' ', 'minutes')}"
    where = f"at {assignment.clinic} in {assignment.room}"
    return f"{where}, {when}, with {assignment.staff['lead']}"


def signed(change: Decimal) -> str:
    """Write a change of cost with its sign."""
    return f"{'+' if change >= 0 else ''}{figure(change)}"


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
