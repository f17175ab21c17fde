"""Practitioner-days: exact where days are scarce, valid whenever they end."""

from __future__ import annotations

from itertools import count as steps

import pytest
from hypothesis import assume, given

from solver.bound import prove_bound
from solver.exact.small import is_small
from solver.options import never
from solver.workbench import Workbench
from tests.solver.bound.stages import SECONDS, settled_exactly, squeezed
from tests.solver.strategies import examples, problems


@examples(25)
@given(problems())
def test_deep_bound_is_between_counts_and_optimum(problem):
    """Whatever rules and terms a problem has."""
    bench = Workbench(problem)
    assume(is_small(bench))
    counts = prove_bound(bench, seconds=SECONDS, stop=never)
    deep = prove_bound(bench, seconds=SECONDS, stop=never, deep=True)
    assert counts.bound <= deep.bound <= settled_exactly(bench).cost


@pytest.mark.parametrize(
    ("seed", "patients", "to"),
    [
        (3, 8, "11:00"),  # two hours a day, sixteen sessions
        (4, 6, "10:30"),  # an hour and a half, twelve sessions
    ],
)
def test_squeezed_days_are_proven(seed, patients, to):
    """How sessions dovetail decides what is lost: counts cannot see it."""
    bench = Workbench(squeezed(seed, patients, to))
    counts = prove_bound(bench, seconds=SECONDS, stop=never)
    optimum = settled_exactly(bench).cost
    deep = prove_bound(bench, seconds=SECONDS, stop=never, deep=True, target=optimum)
    assert counts.bound < deep.bound == optimum


@pytest.mark.parametrize("asked_before", [2, 10, 40])
def test_deep_bound_is_valid_whenever_it_is_stopped(asked_before):
    """Never above what it comes to in the end, never below the floor."""
    bench = Workbench(squeezed(4, 6, "10:30"))
    asked = steps()
    stopped = prove_bound(
        bench,
        seconds=SECONDS,
        stop=lambda: next(asked) >= asked_before,
        deep=True,
    )
    assert stopped.floor <= stopped.bound <= settled_exactly(bench).cost
