"""Annealing keeps its books: every roster it stands on is legal and priced right."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.check import check
from solver.kernel.rows import rows_of
from solver.kernel.search import CompiledSearch
from solver.placement import Placement
from solver.problem import Problem
from solver.search.anneal import Annealing, Cooling
from solver.standing import put_standing
from solver.workbench import Workbench
from tests.solver.cases import (
    cleaned_for_days,
    crowded,
    travelled_for_days,
    two_dates_apart,
)
from tests.solver.planned import bare_plan
from tests.solver.reference.front_desk import serve
from tests.solver.strategies import LONG, examples, problems

ROUNDS = 20_000 if LONG else 2_000


def annealing_of(bench: Workbench, seed: int, *, empty: bool = False) -> Annealing:
    """Annealing from the front desk's roster, or from what is fixed alone."""
    roster = bench.begin()
    if not empty:
        put_standing(roster)
        serve(roster)
    search = CompiledSearch(bench)
    search.put_down(rows_of(search.layout, roster.placed))
    search.begin(roster.total(), seed)
    return Annealing(search, warm=25.0, cold=1.0)


def assert_right(
    problem: Problem, bench: Workbench, placed: list[Placement | None], cost: int
) -> None:
    """The roster breaks no rule and costs what the checker says, and the roster."""
    report = check(problem, bare_plan(bench, placed))
    assert not report.violations
    assert bench.instance.amount(cost) == report.total
    assert bench.resume(placed).total() == cost


@examples(60)
@given(problems(), st.integers(0, 2**31 - 1), st.booleans())
def test_cost_is_the_checkers_total_all_along(problem, seed, empty):
    """
    After any number of rounds, hot or cold: the roster now and the best one.

    The cost is kept round by round; the checker counts it from scratch.
    """
    random = Random(seed)
    bench = Workbench(problem)
    search = annealing_of(bench, seed, empty=empty).search
    warmth = random.choice((0.01, 5.0, 500.0, 50_000.0)) * bench.instance.scale
    before = search.best_cost
    for _ in range(3):
        search.run(random.randint(1, ROUNDS // 20), warmth)
        assert_right(problem, bench, search.now(), search.cost)
        assert_right(problem, bench, search.best(), search.best_cost)
        assert search.best_cost <= min(before, search.cost)
        before = search.best_cost


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_cost_is_right_after_thousands_of_rounds(seed):
    """On a crowded problem, from the front desk, cooling all the way."""
    problem = crowded()
    bench = Workbench(problem)
    annealing = annealing_of(bench, seed)
    while annealing.search.rounds < ROUNDS:
        annealing.slice_of(annealing.search.rounds / ROUNDS, 250)
        search = annealing.search
        assert_right(problem, bench, search.now(), search.cost)
    assert_right(problem, bench, search.best(), search.best_cost)


@pytest.mark.parametrize(
    "problem", [cleaned_for_days(), travelled_for_days(), two_dates_apart()]
)
def test_effects_far_away_are_seen(problem):
    """What one session does to another days or time zones away."""
    bench = Workbench(problem)
    search = annealing_of(bench, 1, empty=True).search
    for _ in range(30):
        search.run(3, 1_000.0)
        assert_right(problem, bench, search.now(), search.cost)
    assert search.best_cost == 0


@examples(20)
@given(problems(), st.integers(0, 2**31 - 1))
def test_what_is_fixed_never_moves(problem, seed):
    """However hot, a fixed appointment is where it was (R13)."""
    bench = Workbench(problem)
    roster = bench.begin()
    search = annealing_of(bench, seed).search
    search.run(100, 10_000.0 * bench.instance.scale)
    now = search.now()
    assert all(now[task] == roster.placed[task] for task in roster.locked)


@examples(20)
@given(problems(), st.integers(0, 2**31 - 1))
def test_same_seed_same_search(problem, seed):
    """Two searches with one seed stand on one roster."""
    bench = Workbench(problem)
    first, second = (annealing_of(bench, seed).search for _ in range(2))
    for search in (first, second):
        search.run(60, 20.0 * bench.instance.scale)
    assert first.now() == second.now()
    assert first.cost == second.cost


@pytest.mark.parametrize(
    ("share", "temperature"),
    [(-1, 60), (0, 60), (0.5, 60**0.5), (1, 1), (7, 1)],
)
def test_cooling_is_geometric(share, temperature):
    """From warm to cold over the search, and no further."""
    assert Cooling(warm=60, cold=1).at(share) == pytest.approx(temperature)
