"""The compiled search and the placement engine are one arithmetic, written twice."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solver.check import check
from solver.kernel.dice import seeded
from solver.kernel.masks import place_mask
from solver.kernel.rows import rows_of
from solver.kernel.search import CompiledSearch
from solver.kernel.serve import serve as run_serve
from solver.kernel.state import take
from solver.placement import Placement
from solver.problem import Problem
from solver.standing import put_standing
from solver.workbench import Workbench
from tests.solver.cases import two_dates_apart
from tests.solver.planned import bare_plan
from tests.solver.reference.front_desk import serve
from tests.solver.strategies import SMALL, TINY, examples, problems

HOT = 10_000.0


def begun(problem: Problem, seed: int) -> tuple[Workbench, CompiledSearch]:
    """A search that has taken the front desk's roster over."""
    bench = Workbench(problem)
    roster = bench.begin()
    put_standing(roster)
    serve(roster)
    search = CompiledSearch(bench)
    search.put_down(rows_of(search.layout, roster.placed))
    search.begin(roster.total(), seed)
    return bench, search


def masks(search: CompiledSearch, bench: Workbench) -> dict[tuple[int, int, int], int]:
    """Feasible starts of every unplaced task, place and shape, as the kernel says."""
    tables, state = search.tables, search.state
    out = np.zeros(search.layout.frame, np.uint64)
    found = {}
    for task in bench.instance.tasks:
        if state.slot[task.index] >= 0:
            continue
        places = range(tables.place_at[task.index], tables.place_at[task.index + 1])
        for k, place in enumerate(places):
            for shape in range(len(bench.instance.shapes[task.treatment])):
                out[:] = 0
                box = search.boxes
                some = place_mask(box[0], box[1], task.index, place, shape, out)
                mask = int.from_bytes(out.tobytes(), "little") if some else 0
                found[task.index, k, shape] = mask
    return found


def expected(
    search: CompiledSearch, bench: Workbench, placed: list[Placement | None]
) -> dict[tuple[int, int, int], int]:
    """The same from the placement engine, moved into the kernel's frames."""
    engine = bench.resume(placed).engine
    found = {}
    for task in bench.instance.tasks:
        if placed[task.index] is not None:
            continue
        for k, candidate in enumerate(bench.candidates.of(task)):
            _, clinic, day = candidate.place
            first, _ = search.layout.ranges[search.layout.cell(clinic, day)]
            shift = bench.hours.base(clinic, day) - (first << 6)
            for shape, hours in enumerate(candidate.starts):
                mask = engine.open_starts(task, candidate.place, shape, hours)
                moved = mask << shift if shift >= 0 else mask >> -shift
                found[task.index, k, shape] = moved
    return found


@examples(40, many=400)
@given(problem=problems(TINY), seed=st.integers(0, 1000), rounds=st.integers(0, 40))
def test_kernel_offers_the_engines_starts(problem, seed, rounds):
    """Whatever stands, both allow the same starts at every place in every shape."""
    bench, search = begun(problem, seed)
    search.run(rounds, HOT)
    for task in search.desk.movable:
        if search.state.slot[task] >= 0 and (task + seed) % 2:
            take(*search.boxes[:2], task)
    assert masks(search, bench) == expected(search, bench, search.now())


@examples(40, many=400)
@given(problem=problems(SMALL), seed=st.integers(0, 1000))
def test_rounds_keep_rules_and_price(problem, seed):
    """Hundreds of rounds, most of them kept: no rule is broken, the price is right."""
    bench, search = begun(problem, seed)
    before = {
        v.session for v in check(problem, bare_plan(bench, search.now())).violations
    }
    for _ in range(20):
        search.run(15, HOT)
        placed = search.now()
        report = check(problem, bare_plan(bench, placed))
        assert {v.session for v in report.violations} <= before
        assert bench.instance.units(report.total) == search.cost
        assert bench.resume(placed).total() == search.cost


@examples(60, many=600)
@given(problem=problems(SMALL))
def test_compiled_front_desk_does_as_the_plain_one(problem):
    """Course after course at its cheapest place: both rosters cost the same."""
    bench = Workbench(problem)
    roster = bench.begin()
    put_standing(roster)
    search = CompiledSearch(bench)
    search.put_down(rows_of(search.layout, roster.placed))
    first = sorted(bench.instance.tasks, key=lambda t: (t.due_day, t.index))
    waiting = [t for t in first if roster.placed[t.index] is None][:1]
    serve(roster, [t.index for t in waiting])
    before = bench.resume(search.now()).total()
    search.begin(before, seed=1)
    run_serve(*search.boxes, np.array([t.index for t in waiting], np.int64), seeded(1))
    assert bench.resume(search.now()).total() == roster.total()


@examples(20, many=100)
@given(problem=problems(SMALL), seed=st.integers(0, 1000))
def test_best_is_never_dearer_than_any_roster_seen(problem, seed):
    """The best is kept apart: it costs what it says, and no more than was seen."""
    bench, search = begun(problem, seed)
    seen = [search.cost]
    for _ in range(30):
        search.run(1, HOT)
        seen.append(search.cost)
    assert search.best_cost == min(seen)
    assert bench.resume(search.best()).total() == search.best_cost


@examples(10, many=50)
@given(problem=problems(SMALL), seed=st.integers(0, 1000))
def test_same_seed_gives_the_same_rosters(problem, seed):
    """Two searches with one seed walk the same way."""
    rosters = []
    for _ in range(2):
        _, search = begun(problem, seed)
        search.run(100, HOT)
        rosters.append(search.now())
    assert rosters[0] == rosters[1]


def test_order_within_a_date_holds_across_the_world():
    """
    Of two sessions on one date the later in the course is not held earlier (R11).

    Their clinics are half a day apart: the masks of the two days never meet.
    """
    problem = two_dates_apart()
    course = problem.courses[0]
    for seed in range(20):
        bench, search = begun(problem, seed)
        search.run(200, HOT * bench.instance.scale)
        report = check(problem, bare_plan(bench, search.now()))
        assert not report.violations, (course.id, seed)
