"""Engine, exact model and checker say the same of every placement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from hypothesis import given

from solver.check import check
from solver.engine import Engine
from solver.patterns import LEAD
from solver.placement import Placement
from solver.problem import Assignment, Problem
from solver.roster import Roster
from solver.standing import is_legal
from solver.tasks import Task
from solver.workbench import Workbench
from tests.solver.judging import broken, broken_in_model, unsayable
from tests.solver.planned import bare_plan
from tests.solver.reference.front_desk import serve
from tests.solver.strategies import TINY, changed_plans, examples, problems


@examples(30)
@given(problems(TINY))
def test_engine_allows_just_what_the_checker_allows(problem):
    """
    Beside a roster of the others, a session may be put down exactly so if and only
    if the plan with it breaks no rule: every clinic, room, start, shape and team.
    """
    bench = Workbench(problem)
    roster = bench.begin()
    serve(roster)
    for task in bench.instance.tasks:
        if task.index in roster.locked:
            continue
        stood = roster.placed[task.index] and roster.engine.remove(task.index)
        for placement in every_placement(roster.engine, task):
            legal = not violations(bench, roster, placement)
            assert is_legal(roster.engine, placement) is legal, placement
        if stood:
            roster.engine.add(stood)


def every_placement(engine: Engine, task: Task) -> Iterator[Placement]:
    """Every combination for a session, on the grid, around the openings."""
    instance = engine.instance
    treatment = instance.tasks[task.index].treatment
    roles = instance.problem.treatments[treatment].roles()
    people = range(len(instance.problem.practitioners))
    for clinic, day in product(
        range(len(instance.problem.clinics)), range(instance.grid.num_days)
    ):
        for room, start, team, shape in product(
            range(len(instance.problem.rooms)),
            starts_around_opening(engine, clinic, day),
            product(people, repeat=len(roles)),
            instance.shapes[treatment],
        ):
            staff = dict(zip(roles, team, strict=True))
            yield Placement(
                task=task.index,
                clinic=clinic,
                day=day,
                lead=staff[LEAD],
                shape=shape,
                start=start,
                room=room,
                staff=tuple((role, staff[role]) for role in shape.busy_of),
            )


def starts_around_opening(engine: Engine, clinic: int, day: int) -> Iterable[int]:
    """Grid starts of a clinic-day from just before an opening to just after it."""
    grid, step = engine.instance.grid, engine.instance.grid.step
    midnight, end = grid.starts[clinic][day : day + 2]
    near = {
        start
        for from_, to in engine.hours.opening[clinic]
        for start in range(midnight, end, step)
        if from_ - step <= start <= to
    }
    return sorted(near | {midnight, end - step})


def violations(bench: Workbench, roster: Roster, placement: Placement):
    """What the checker says of the roster with one placement more."""
    placed = list(roster.placed)
    placed[placement.task] = placement
    return check(bench.problem, bare_plan(bench, placed)).violations


@examples(60)
@given(changed_plans())
def test_model_and_checker_find_the_same_rules_broken(
    case: tuple[Problem, tuple[Assignment, ...]],
):
    """Rule by rule, over plans of which one or two sessions were changed."""
    problem, assignments = case
    by_checker = broken(problem, assignments)
    if without_words := unsayable(Workbench(problem), assignments):
        assert without_words <= by_checker
        return
    by_model = broken_in_model(problem, assignments)
    # Steps that overlap leave neither a way nor a break between them, and who is
    # not on shift there need not travel: such rules may or may not be named too.
    moot = {
        rule for cause, rules in MOOT.items() if cause in by_checker for rule in rules
    }
    assert by_model - moot == by_checker - moot


MOOT = {"R04": {"R06", "R08"}, "R05": {"R06"}}
