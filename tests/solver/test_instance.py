"""Numbers for names: cost units, days, shapes, and what may not be counted twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.amounts import most_units, scale
from solver.check import check
from solver.fields import decimals
from solver.grid import Grid
from solver.instance import Instance
from solver.patterns import num_shapes, shapes
from solver.placement import Placement
from solver.solve import front_desk
from solver.workbench import Workbench
from tests.solver.builders import (
    make_accepted,
    make_break,
    make_clinic,
    make_course,
    make_patient,
    make_practitioner,
    make_problem,
    make_rest,
    make_session,
    make_step,
    make_treatment,
    make_weights,
)
from tests.solver.planned import bare_plan, make_plan
from tests.solver.reference.front_desk import serve
from tests.solver.strategies import examples, problems


@pytest.mark.parametrize(
    ("weights", "penalty", "expected"),
    [
        ({}, 0, 1),  # whole costs
        ({"overload": 0.1}, 0, 10),
        ({"overload": 0.1}, 2.25, 100),
        ({"overload": 0.000001}, 0, 1_000_000),
        ({"overload": Decimal("20.0")}, 0, 1),  # zeros at the end do not count
        ({"overload": Decimal("1E+3")}, 0, 1),
    ],
)
def test_scale_makes_every_cost_whole(weights, penalty, expected):
    """The least power of ten."""
    patient = make_patient(clinics=(make_accepted("north", penalty),))
    problem = make_problem(weights=make_weights(**weights), patients=(patient,))
    instance = Instance(problem)
    assert instance.scale == scale(problem) == expected
    for units in (0, 1, 123_456_789):
        assert instance.units(instance.amount(units)) == units


def test_scale_counts_the_decimals_of_products():
    """A tenth for each of two and a half days is a quarter."""
    sessions = (make_session("ada-1", penalty_per_day=0.1, ideal_days=2.5),)
    problem = make_problem(courses=(make_course(sessions=sessions),))
    assert scale(problem) == 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("0.000", 0),
        ("0E-9", 0),
        ("1.50", 1),
        ("100", 0),
        ("1E+3", 0),
        ("1E-3", 3),
        ("0.1000001", 7),
        ("1." + "0" * 40 + "1", 41),  # more digits than usual arithmetic keeps
    ],
)
def test_decimals_are_counted_without_zeros_at_the_end(text, expected):
    """However long the number."""
    assert decimals(Decimal(text)) == expected


@examples(40)
@given(problems())
def test_no_plan_costs_more_than_the_most(problem):
    """Neither an empty plan nor the front desk's."""
    most = most_units(problem) / scale(problem)
    fixed = [a.assignment() for a in problem.appointments if a.state == "fixed"]
    assert check(problem, make_plan(problem, *fixed)).total <= most
    assert check(problem, front_desk(problem)).total <= most


@examples(40)
@given(problems(), st.integers(0, 2**16))
def test_costs_are_the_checkers_total(problem, subset):
    """The roster's total is the checker's, over any part of a plan."""
    bench = Workbench(problem)
    roster = bench.begin()
    serve(roster)
    placed: list[Placement | None] = [
        p if task in roster.locked or subset >> task & 1 else None
        for task, p in enumerate(roster.placed)
    ]
    total = check(problem, bare_plan(bench, placed)).total
    assert bench.resume(placed).total() == bench.instance.units(total)


def test_shapes_are_all_combinations_of_lengths():
    """One for each, the shortest first."""
    steps = (
        make_step("needling", 10, max_minutes=15),
        make_rest("rest", 20, max_minutes=30),
    )
    treatment = make_treatment(steps=steps)
    found = shapes(treatment, 5, 5)
    assert [shape.lengths for shape in found] == [
        (2, 4),
        (2, 5),
        (3, 4),
        (2, 6),
        (3, 5),
        (3, 6),
    ]
    assert num_shapes(treatment, 5) == len(found)
    assert num_shapes(treatment, 10) == 2


def test_steps_of_a_role_that_touch_are_one_stretch():
    """For who attends; each by itself for the shift."""
    steps = (
        make_step("a", 5),
        make_step("b", 10),
        make_rest("c", 5),
        make_step("d", 5),
    )
    (shape,) = shapes(make_treatment(steps=steps), 5, 5)
    assert shape.busy_of == {"lead": ((0, 3), (4, 1))}
    assert shape.steps_of == {"lead": ((0, 1), (1, 2), (4, 1))}


@pytest.mark.parametrize(
    ("tick_min", "zones", "pause", "grain_min"),
    [
        (15, ["Europe/London"], None, 15),
        (10, ["Europe/London", "Asia/Kathmandu"], None, 5),  # 5:45 away
        (60, ["Europe/London", "Asia/Kolkata"], None, 30),  # 5:30 away
        (60, ["Europe/London", "Asia/Kathmandu"], None, 15),
        (5, ["Europe/London"], make_break(from_="10:03", to="11:00"), 1),
        (7, ["Europe/London"], None, 1),  # a tick that does not divide a day
    ],
)
def test_a_grain_divides_everything(tick_min, zones, pause, grain_min):
    """Ticks, midnights of all zones, and break windows."""
    clinics = tuple(make_clinic(id=zone, timezone=zone) for zone in zones)
    problem = make_problem(
        tick_minutes=tick_min,
        clinics=clinics,
        practitioners=(make_practitioner(shifts=(), break_=pause),),
    )
    grid = Grid(problem)
    assert grid.grain_min == grain_min
    assert grid.step * grain_min == tick_min
