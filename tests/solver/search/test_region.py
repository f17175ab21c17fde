"""Regions: several searches at once that change nothing another looks at."""

from __future__ import annotations

from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fixtures.generator.problems import generate_problem
from solver.check import check
from solver.kernel.rows import placements_of, rows_of
from solver.kernel.search import CompiledSearch, layout_of
from solver.problem import Problem
from solver.search.region import Region, draw_map, enter
from solver.workbench import Workbench
from tests.solver.planned import bare_plan
from tests.solver.strategies import SMALL, examples, problems

HOT = 10_000.0


def searched_apart(problem: Problem, regions: int, seed: int, rounds: int) -> int:
    """Search regions side by side; bring them together; how many sessions moved."""
    bench = Workbench(problem)
    search = CompiledSearch(bench)
    search.serve()
    rows = search.rows()
    cost = bench.resume(placements_of(search.layout, rows)).total()
    region_of = draw_map([1] * len(problem.clinics), regions, Random(seed))
    joined, total, moved = rows.copy(), cost, 0
    for index in range(regions):
        search.release()
        search.put_down(rows)
        enter(search, Region(region_of, index))
        search.begin(cost, seed)
        search.run(rounds, HOT * bench.instance.scale)
        changed = (search.rows() != rows).any(axis=1)
        # nobody else may have moved it
        assert not (changed & (joined != rows).any(axis=1)).any()
        joined = np.where(changed[:, None], search.rows(), joined)
        total += search.cost - cost
        moved += int(changed.sum())
    placed = placements_of(search.layout, joined)
    before = check(problem, bare_plan(bench, bench.begin().placed)).violations
    report = check(problem, bare_plan(bench, placed))
    fixed = {violation.session for violation in before}
    assert {violation.session for violation in report.violations} <= fixed
    assert bench.resume(placed).total() == total
    assert bench.instance.units(report.total) == total
    return moved


@examples(40, many=300)
@given(problem=problems(SMALL), seed=st.integers(0, 999))
def test_what_regions_change_fits_together(problem, seed):
    """Rules hold and costs add up, whatever the problem."""
    assume(len(problem.clinics) > 1)
    assume(layout_of(Workbench(problem)).days_are_apart)
    searched_apart(problem, 2, seed, rounds=30)


@pytest.mark.parametrize("regions", [2, 3])
def test_regions_of_a_town_move_sessions(regions):
    """Four clinics that share practitioners and patients, thousands of moves."""
    problem = generate_problem(4, 7, 0.7, 3, date(2026, 11, 23))
    assert searched_apart(problem, regions, 1, rounds=1_000) > 20


def test_a_map_uses_every_region_and_every_clinic():
    """Clinics are dealt out by size."""
    region_of = draw_map([90, 10, 40, 40], 2, Random(1))
    assert sorted(set(region_of)) == [0, 1]
    heavy = region_of[0]
    assert region_of.count(heavy) in (1, 2)


def test_rows_stand_for_placements():
    """There and back."""
    problem = generate_problem(1, 7, 0.7, 3, date(2026, 11, 23))
    search = CompiledSearch(Workbench(problem))
    search.serve()
    assert (rows_of(search.layout, search.now()) == search.rows()).all()
