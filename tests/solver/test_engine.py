"""The placement engine: what it offers can be had, and it forgets nothing."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.bits import positions
from solver.check import check
from solver.engine import Engine
from solver.placement import Place, Placement
from solver.settling import settle
from solver.standing import is_legal
from solver.translate import assignment_of, placement_of
from solver.workbench import Workbench
from tests.solver.builders import (
    LONDON,
    make_accepted,
    make_break,
    make_clinic,
    make_hours,
    make_patients,
    make_practitioner,
    make_problem,
    make_room,
    make_shifts,
)
from tests.solver.cases import (
    cleaned_for_days,
    lead_and_therapist,
    travelled_for_days,
    two_dates_apart,
)
from tests.solver.judging import judge
from tests.solver.planned import bare_plan, make_assignment
from tests.solver.reference.front_desk import serve
from tests.solver.strategies import TINY, examples, problems


def state(engine: Engine) -> dict[str, object]:
    """All that the timeline keeps, without what is empty."""
    kept = {}
    for name, value in vars(engine.timeline).items():
        if name not in ("instance", "hours"):
            kept[name] = _full(deepcopy(value))
    return kept


def _full(value: object) -> object:
    """Without zeros and empty entries, which a counter may leave behind."""
    if isinstance(value, dict):
        return {k: full for k, v in value.items() if (full := _full(v))}
    if isinstance(value, list):
        kept = [_full(v) for v in value]
        while kept and not kept[-1]:
            kept.pop()
        return kept
    return value


@examples(30)
@given(problems())
def test_what_is_offered_can_be_settled(problem):
    """
    Every start offered at a place has a room and a team, and breaks no rule but,
    where the caller does not look after it, the gap in days (R11).

    Where one person fills two roles, the break may be lost that each would leave.
    """
    bench = Workbench(problem)
    engine = bench.begin().engine
    for task in bench.instance.tasks:
        if engine.timeline.placed[task.index] is not None:
            continue
        for place, shape, start in offers(engine, task.index):
            placement = settle(engine, task.index, place, shape, start)
            if placement is None:
                assert may_fill_two_roles(engine, task.index)
                continue
            placed = list(engine.timeline.placed)
            placed[task.index] = placement
            report = check(problem, bare_plan(bench, placed))
            assert {v.rule for v in report.violations} <= {"R11"}
        placement = first_settled(engine, task.index)
        if placement is not None and is_legal(engine, placement):
            engine.add(placement)


def offers(engine: Engine, task: int) -> Iterator[tuple[Place, int, int]]:
    """Every place and shape offered for a session, at its first and last starts."""
    for place in engine.places(task):
        for shape, mask in enumerate(engine.starts(task, place)):
            starts = list(positions(mask))
            for start in sorted({*starts[:3], *starts[-2:]}):
                yield place, shape, start


def first_settled(engine: Engine, task: int) -> Placement | None:
    """The first placement that the engine offers."""
    for place, shape, start in offers(engine, task):
        if placement := settle(engine, task, place, shape, start):
            return placement
    return None


def may_fill_two_roles(engine: Engine, task: int) -> bool:
    """Whether somebody with a break could fill two roles of a session."""
    skilled = engine.instance.skilled[engine.instance.tasks[task].treatment]
    people = engine.instance.problem.practitioners
    able = [p for role in skilled.values() for p in role]
    return any(able.count(p) > 1 and people[p].break_ for p in able)


@examples(40)
@given(problems(), st.integers(0, 2**32))
def test_taking_away_restores_everything(problem, seed):
    """After any number of additions and removals the timeline is as it was."""
    random = Random(seed)
    bench = Workbench(problem)
    roster = bench.begin()
    serve(roster)
    engine = roster.engine
    held = [p for p in roster.placed if p is not None and p.task not in roster.locked]
    before = state(engine)
    for placement in random.sample(held, len(held)):
        assert engine.remove(placement.task) == placement
    assert state(engine) == state(bench.begin().engine)
    for placement in random.sample(held, len(held)):
        engine.add(placement)
    assert state(engine) == before


@examples(30)
@given(problems(TINY), st.integers(0, 2**32))
def test_what_is_remembered_is_what_would_be_computed(problem, seed):
    """Answers kept from before an addition or a removal are never stale."""
    random = Random(seed)
    bench = Workbench(problem)
    roster = bench.begin()
    serve(roster)
    engine, tasks = roster.engine, [t.index for t in bench.instance.tasks]
    for _ in range(4):
        task = random.choice(tasks)
        if task in roster.locked:
            continue
        if roster.placed[task] is not None:
            engine.remove(task)
        elif placement := first_settled(engine, task):
            engine.add(placement)
        fresh = bench.resume(roster.placed).engine
        for other in tasks:
            for place in engine.places(other):
                assert engine.starts(other, place) == fresh.starts(other, place)


def test_removing_what_is_not_placed_is_refused():
    """A task without a place cannot be taken away."""
    engine = Workbench(make_problem()).begin().engine
    with pytest.raises(ValueError, match="task 0 must be placed to be removed"):
        engine.remove(0)


def test_plainest_room_is_taken_first():
    """A room with features that the treatment does not need is left to others."""
    rooms = (make_room(id="rich", features=("couch",)), make_room(id="plain"))
    problem = make_problem(rooms=rooms)
    placement = first_settled(Workbench(problem).begin().engine, 0)
    assert problem.rooms[placement.room].id == "plain"


def test_lead_does_not_fill_another_role_where_somebody_idle_can():
    """Whoever attends least that day fills the second role."""
    problem = lead_and_therapist()
    placement = first_settled(Workbench(problem).begin().engine, 0)
    assert dict(placement.staff) == {"lead": 0, "therapist": 0}


@pytest.mark.parametrize("days_later", [1, 2, 3])
@pytest.mark.parametrize("swap", [False, True])
def test_long_turnover_is_seen_days_away(days_later, swap):
    """A room that takes three days to clean is taken on each of them."""
    problem = cleaned_for_days()
    first = make_assignment(problem, "ada-1", "10:00", day=0)
    second = make_assignment(problem, "ben-1", "10:00", day=days_later)
    assert judge(problem, first, second) == {"R02"}
    assert_never_stale(problem, *((second, first) if swap else (first, second)))


@pytest.mark.parametrize("days_later", [1, 2, 3])
@pytest.mark.parametrize("swap", [False, True])
def test_long_way_is_seen_days_away(days_later, swap):
    """Who travels for three days is away on each of them."""
    problem = travelled_for_days()
    south = {"clinic": "south", "room": "south-1"}
    first = make_assignment(problem, "ada-1", "10:00", day=0)
    second = make_assignment(problem, "ben-1", "10:00", day=days_later, **south)
    assert judge(problem, first, second) == {"R06"}
    assert_never_stale(problem, *((second, first) if swap else (first, second)))


@pytest.mark.parametrize("swap", [False, True])
def test_same_hour_two_dates_apart(swap):
    """Twenty minutes from Monday night in the west to Wednesday in the east."""
    problem = two_dates_apart()
    south = {"clinic": "south", "room": "south-1"}
    first = make_assignment(problem, "ada-1", "23:10")
    second = make_assignment(problem, "ben-1", "00:30", day=2, **south)
    assert second.start - first.start == timedelta(minutes=20)
    assert judge(problem, first, second) == {"R06"}
    assert_never_stale(problem, *((second, first) if swap else (first, second)))


def assert_never_stale(problem, first, second):
    """Ask for all starts, put the first down: the second is no longer offered."""
    engine = Workbench(problem).begin().engine
    instance = engine.instance
    one, two = placement_of(instance, first), placement_of(instance, second)
    assert is_legal(engine, one)
    assert is_legal(engine, two)
    engine.add(one)
    assert not is_legal(engine, two)
    assert not offers_start(engine, two)


def offers_start(engine: Engine, placement: Placement) -> bool:
    """Whether the engine offers the start of a placement, in its first shape."""
    place = Place(placement.lead, placement.clinic, placement.day)
    bit = placement.start - engine.hours.base(placement.clinic, placement.day)
    return bool(engine.starts(placement.task, place)[0] >> bit & 1)


def test_break_lost_by_filling_two_roles_is_refused_when_settled():
    """Either role alone would leave Mei her break, both together do not."""
    problem = lead_and_therapist(
        practitioners=(
            make_practitioner(
                skills=("acupuncture", "massage"),
                break_=make_break(minutes=20, from_="09:00", to="09:55"),
                shifts=make_shifts("09:00", "10:00"),
            ),
        ),
        clinics=(make_clinic(opening=make_hours("09:05", "09:50")),),
    )
    engine = Workbench(problem).begin().engine
    place = Place(0, 0, 0)
    (mask,) = engine.starts(0, place)
    settled = [settle(engine, 0, place, 0, start) for start in positions(mask)]
    assert mask
    assert not any(settled)
    assert judge(problem, make_assignment(problem, start="09:05")) == {"R08"}


def test_assignments_and_placements_translate_back_and_forth():
    """What a placement says in the plan's words is the same placement again."""
    problem = make_problem(
        clinics=(make_clinic(timezone=LONDON),),
        patients=make_patients("ada", clinics=(make_accepted(),)),
    )
    instance = Workbench(problem).instance
    assignment = make_assignment(problem, start="09:35")
    assert assignment_of(instance, placement_of(instance, assignment)) == assignment
