"""One question to all three judges of a plan: checker, exact rules, engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ortools.sat.python import cp_model

from solver.check import check
from solver.exact.model import HARD_RULES, Rule
from solver.exact.variables import Variables
from solver.instance import Instance
from solver.patterns import LEAD
from solver.placement import Placement
from solver.problem import Assignment, Problem
from solver.roster import Roster
from solver.standing import is_legal
from solver.translate import assignment_of, placement_of
from solver.workbench import Workbench
from tests.solver.planned import make_plan, treatment_of


def judge(problem: Problem, *assignments: Assignment) -> set[str]:
    """
    Rules that a plan breaks, after all three judges have agreed on it.

    The checker and the exact model agree rule by rule; the engine puts the
    sessions down one by one, and takes all of them just if no rule is broken.
    """
    by_checker = broken(problem, assignments)
    if without_words := unsayable(Workbench(problem), assignments):
        assert without_words <= by_checker
    else:
        assert broken_in_model(problem, assignments) == by_checker
    assert engine_takes(problem, assignments) == (not by_checker)
    return by_checker


def broken(problem: Problem, assignments: Iterable[Assignment]) -> set[str]:
    """Rules that the checker finds broken."""
    report = check(problem, make_plan(problem, *assignments))
    return {violation.rule for violation in report.violations}


def engine_takes(problem: Problem, assignments: Iterable[Assignment]) -> bool:
    """Whether the engine would put all of it down, beside what is fixed."""
    roster = Workbench(problem).begin()
    assignments = tuple(assignments)
    named = {roster.instance.task_of[a.session] for a in assignments}
    return roster.locked <= named and all(_takes(roster, a) for a in assignments)


def _takes(roster: Roster, assignment: Assignment) -> bool:
    """Put an assignment down if it can be; if fixed, see that it stands so."""
    stands = roster.instance.appointments.get(assignment.session)
    if stands is not None and stands.state == "fixed":
        return stands.assignment() == assignment
    placement = said(roster.instance, assignment)
    if placement is None or roster.placed[placement.task] is not None:
        return False
    if not is_legal(roster.engine, placement):
        return False
    roster.engine.add(placement)
    return True


def said(instance: Instance, assignment: Assignment) -> Placement | None:
    """The placement that says just what an assignment says, if there is one."""
    treatment = treatment_of(instance.problem, assignment.session)
    names = [step.name for step in treatment.steps]
    if [step.name for step in assignment.steps] != names:
        return None
    if LEAD not in assignment.staff:
        return None
    placement = placement_of(instance, assignment)
    if len(placement.shape.lengths) != len(names):
        return None
    same = assignment_of(instance, placement) == assignment
    return placement if same else None


def broken_in_model(problem: Problem, assignments: Iterable[Assignment]) -> set[str]:
    """
    Rules of the exact model, each stated alone, that a plan does not satisfy.

    The plan has nothing that is `unsayable`.
    """
    bench = Workbench(problem)
    placed = {p.task: p for a in assignments if (p := said(bench.instance, a))}
    return {rule.id for rule in HARD_RULES if not _holds(rule, bench, placed)}


def unsayable(bench: Workbench, assignments: Iterable[Assignment]) -> set[str]:
    """Rules for whose sake the model has no variable for part of a plan."""
    instance = bench.instance
    placed: dict[int, Placement] = {}
    found: set[str] = set()
    for assignment in assignments:
        roles = treatment_of(bench.problem, assignment.session).roles()
        placement = said(instance, assignment)
        if LEAD not in assignment.staff or set(assignment.staff) - set(roles):
            found.add("R03")
        elif placement is None or placement.task in placed:
            found.add("R01")
        else:
            placed[placement.task] = placement
    return found | _without_variable(bench, placed)


def _without_variable(bench: Workbench, placed: Mapping[int, Placement]) -> set[str]:
    variables = Variables(cp_model.CpModel(), bench.instance, bench.hours)
    found = set()
    for s, p in placed.items():
        if p.clinic not in variables.at[s]:
            found.add("R10")
        elif (p.clinic, p.day) not in variables.on[s]:
            found.add("R11")
        elif p.room not in variables.room[s]:
            found.add("R02")
    return found


def _holds(rule: Rule, bench: Workbench, placed: Mapping[int, Placement]) -> bool:
    model = cp_model.CpModel()
    variables = Variables(model, bench.instance, bench.hours)
    rule.state(model, variables)
    settle(model, variables, placed)
    solver = one_worker()
    return solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def one_worker() -> cp_model.CpSolver:
    """A solver that answers the same every time."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver


def settle(
    model: cp_model.CpModel, variables: Variables, placed: Mapping[int, Placement]
) -> None:
    """Fix every decision of a model to a plan."""
    for task in variables.instance.tasks:
        s = task.index
        p = placed.get(s)
        model.add(variables.placed[s] == int(p is not None))
        _only(model, variables.on[s], p and [(p.clinic, p.day)])
        _only(model, variables.at[s], p and [p.clinic])
        _only(model, variables.room[s], p and [p.room])
        _only(model, variables.staff[s], p and p.staff)
        _only(model, variables.led[s], p and [(p.lead, p.day)])
        if p is None:
            continue
        model.add(variables.day[s] == p.day)
        end = p.start
        for edge, length in zip(variables.edges[s], (*p.shape.lengths, 0), strict=True):
            model.add(edge == end)
            end += length


def _only(
    model: cp_model.CpModel,
    literals: Mapping[Any, cp_model.IntVar],
    true: Iterable[Any] | None,
) -> None:
    """Let just these literals be true."""
    wanted = set(true or ())
    for key, literal in literals.items():
        model.add(literal == int(key in wanted))
