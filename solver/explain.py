"""Why a session is where it is, or nowhere: arithmetic, not infeasibility cores."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from solver.check import check
from solver.options import Stop, never
from solver.plan import Plan
from solver.problem import Assignment, Problem
from solver.reasons import reasons
from solver.relax import Relaxation, relaxations
from solver.search.roster import Roster
from solver.translate import assignment_of, is_known, placement_of
from solver.workbench import Workbench

MOST_ALTERNATIVES = 5
"""Shown by default; there may be hundreds."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """
    Another legal place for a session, all others staying where they are.

    Attributes
    ----------
    change
        What the plan's total would change by; negative: cheaper.
    """

    assignment: Assignment
    change: Decimal


@dataclass(frozen=True, slots=True)
class Fix:
    """A change to the problem that lets a session in, and where it would go."""

    kind: str
    sentence: str
    assignment: Assignment
    change: Decimal


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    The answer about one session.

    Attributes
    ----------
    assignment
        Where it is; None if it has no place.
    reasons
        Sentences that say which rule refuses how many of the other starts.
    alternatives
        Other legal places, cheapest first.
    fixes
        For a session without a place: the nearest change of each kind.
    """

    session: str
    assignment: Assignment | None
    reasons: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    fixes: tuple[Fix, ...]


def explain(
    problem: Problem, plan: Plan, session: str, *, stop: Stop = never
) -> Explanation:
    """
    Explain the place of a session in a plan, or why it has none.

    Raises
    ------
    DocumentError
        If the plan does not belong to the problem.
    KeyError
        If the problem has no such session.
    """
    before = check(problem, plan).total
    bench = Workbench(problem)
    task = bench.instance.tasks[bench.instance.task_of[session]]
    stands = {a.session: a for a in plan.assignments}
    roster = _without(bench, plan, session)
    alternatives = _alternatives(roster, session, before)
    assignment = stands.get(session)
    others = tuple(a for a in alternatives if a.assignment != assignment)
    return Explanation(
        session=session,
        assignment=assignment,
        reasons=reasons(roster.engine, task),
        alternatives=others[:MOST_ALTERNATIVES],
        fixes=() if alternatives else _fixes(problem, plan, session, before, stop),
    )


def _without(bench: Workbench, plan: Plan, session: str) -> Roster:
    """The plan's roster with one session taken out, fixed or not."""
    instance = bench.instance
    known = (a for a in plan.assignments if is_known(instance, a))
    placed = [placement_of(instance, a) for a in known]
    roster = bench.resume([p for p in placed if instance.tasks[p.task].id != session])
    index = instance.task_of[session]
    if roster.placed[index] is not None:
        roster.engine.remove(index)
    return roster


def _alternatives(
    roster: Roster, session: str, before: Decimal
) -> tuple[Alternative, ...]:
    """The cheapest legal assignment at each lead, clinic and day."""
    instance = roster.instance
    task = instance.tasks[instance.task_of[session]]
    found = []
    for _, place in roster.nodes(task):
        if not roster.allows(task, place):
            continue
        if roster.put(task, place):
            change = instance.amount(roster.total()) - before
            placement = roster.engine.remove(task.index)
            found.append(Alternative(assignment_of(instance, placement), change))
    found.sort(key=lambda a: (a.change, a.assignment.start, a.assignment.room))
    return tuple(found)


def _fixes(
    problem: Problem, plan: Plan, session: str, before: Decimal, stop: Stop
) -> tuple[Fix, ...]:
    """For each kind of change the first that helps, at its cheapest place."""
    found: dict[str, Fix] = {}
    for relaxation in relaxations(problem, session):
        if stop():
            break
        if relaxation.kind not in found:
            fix = _fix(relaxation, plan, session, before)
            if fix is not None:
                found[relaxation.kind] = fix
    return tuple(sorted(found.values(), key=lambda fix: fix.change))


def _fix(
    relaxation: Relaxation, plan: Plan, session: str, before: Decimal
) -> Fix | None:
    roster = _without(Workbench(relaxation.problem), plan, session)
    alternatives = _alternatives(roster, session, before)
    if not alternatives:
        return None
    best = alternatives[0]
    return Fix(relaxation.kind, relaxation.sentence, best.assignment, best.change)
