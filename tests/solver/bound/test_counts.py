"""Courses that share leads' days, time and rooms: below every plan, whenever ended."""

from __future__ import annotations

from itertools import count as steps
from time import monotonic

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from solver.bound import prove_bound
from solver.bound.bounds import least_unscheduled
from solver.bound.counts import FAMILIES, Limit, count, rows_of
from solver.bound.lead_days import standing_overload
from solver.bound.pricing import Pricing, whole
from solver.bound.rows import Rows
from solver.exact.small import is_small
from solver.options import never
from solver.workbench import Workbench
from tests.solver.bound.stages import SECONDS, settled_exactly, squeezed
from tests.solver.builders import make_practitioner, make_room, make_shifts
from tests.solver.cases import (
    course_of_two,
    five_places_six_patients,
    one_room_two_patients,
)
from tests.solver.planned import make_appointment, make_assignment
from tests.solver.reference.front_desk import serve, shortest
from tests.solver.strategies import examples, problems


def bound_of(bench: Workbench) -> int:
    """The bound in cost units, given all the time it takes."""
    return prove_bound(bench, seconds=SECONDS, stop=never).bound


def lost_at_least(bench: Workbench) -> int:
    """Sessions that every plan leaves out."""
    roster, network = bench.begin(), bench.network
    limit = Limit(monotonic() + SECONDS, never)
    return least_unscheduled(network, rows_of(roster, network, limit), limit)


@examples(40)
@given(problems())
def test_bound_is_between_floor_and_optimum(problem):
    """And no fewer sessions are lost than it says."""
    bench = Workbench(problem)
    assume(is_small(bench))
    settled = settled_exactly(bench)
    bounds = prove_bound(bench, seconds=SECONDS, stop=never)
    assert bench.floor == bounds.floor <= bounds.bound <= settled.cost
    assert len(bounds.forced) <= lost_at_least(bench) <= settled.placed.count(None)


@examples(40)
@given(problems(), st.data())
def test_any_duals_prove_a_bound(problem, data):
    """Those of the master are only the best; each family alone is valid too."""
    bench = Workbench(problem)
    assume(is_small(bench))
    family = data.draw(st.sampled_from(FAMILIES))
    roster, network = bench.begin(), bench.network
    rows = Rows(network, family(roster, network))
    dual = st.integers(0, 1500 * network.factor)
    duals = data.draw(st.lists(dual, min_size=len(rows.rows), max_size=len(rows.rows)))
    value = Pricing(network, rows).value(np.array(duals, np.int64))
    proven = whole(value, network.factor) + standing_overload(roster)
    assert proven <= settled_exactly(bench).cost


@examples(30)
@given(problems())
def test_bound_is_below_any_plan(problem):
    """However bad the plan."""
    bench = Workbench(problem)
    roster = bench.begin()
    bound = bound_of(bench)
    assert bound <= roster.total()
    serve(roster)
    assert bound <= roster.total()


@examples(30)
@given(problems())
def test_floor_is_what_each_course_costs_alone(problem):
    """As the roster's own course graph says, course by course."""
    bench = Workbench(problem)
    roster = bench.begin()
    alone = (shortest(roster, line, line.sessions) for line in roster.instance.lines)
    assert bench.floor == sum(path.cost for path in alone)


@pytest.mark.parametrize("rounds", range(4))
def test_bound_is_valid_whenever_it_is_stopped(rounds):
    """A stop after each of the first rounds leaves a bound, never a better one."""
    bench = Workbench(squeezed(1))
    asked = steps()
    bounds = prove_bound(bench, seconds=SECONDS, stop=lambda: next(asked) >= rounds)
    assert bench.floor <= bounds.bound <= bound_of(bench)


def test_without_time_the_bound_is_the_floor():
    """Nothing more is tried."""
    bench = Workbench(squeezed(1))
    bounds = prove_bound(bench, seconds=0, stop=never)
    assert bounds.bound == bounds.floor == bench.floor
    assert bounds.least_unscheduled is None


def test_bound_ends_at_its_target():
    """Once a plan's cost is proven, no more is asked for."""
    bench = Workbench(squeezed(1))
    floor = bench.floor
    bounds = prove_bound(bench, seconds=SECONDS, stop=never, target=floor)
    assert bounds.bound == floor < bound_of(bench)


@pytest.mark.parametrize(
    ("most", "comfortable", "bound", "lost"),
    [
        (2, 2, 0, 0),  # both fit
        (2, 1, 7, 0),  # the second is one too many
        (1, 1, 1000, 1),  # the second is lost
        (1, 0, 1007, 1),  # and the first one too many
    ],
)
def test_counts_of_a_day(most, comfortable, bound, lost):
    """Two sessions, one day: what courses cost each other, to the unit."""
    mei = make_practitioner(
        max_sessions_per_day=most, comfortable_sessions_per_day=comfortable
    )
    bench = Workbench(one_room_two_patients(practitioners=(mei,)))
    bounds = prove_bound(bench, seconds=SECONDS, stop=never)
    assert bench.instance.amount(bounds.bound) == bound
    assert lost_at_least(bench) == lost
    assert settled_exactly(bench).cost == bounds.bound


@pytest.mark.parametrize(
    ("comfortable", "bound"),
    [
        (2, 0),  # room for Ben beside Ada, who is fixed
        (1, 7),  # he is one too many
        (0, 14),  # as is Ada, who stands
    ],
)
def test_overload_of_what_stands_is_counted(comfortable, bound):
    """Fixed sessions take their share of the day and cost what they cost."""
    mei = make_practitioner(comfortable_sessions_per_day=comfortable)
    problem = one_room_two_patients(practitioners=(mei,))
    fixed = make_appointment(make_assignment(problem, "ada-1"))
    bench = Workbench(problem.model_copy(update={"appointments": (fixed,)}))
    assert bench.instance.amount(bound_of(bench)) == bound
    assert settled_exactly(bench).cost == bound_of(bench)


def test_attended_time_runs_out():
    """Ninety minutes hold four sessions of 20 attended ones and a half, of six."""
    short = make_practitioner(shifts=make_shifts("09:00", "10:30"), max_parallel=6)
    rooms = tuple(make_room(id=f"north-{k}") for k in range(6))
    problem = five_places_six_patients()
    bench = Workbench(
        problem.model_copy(update={"practitioners": (short,), "rooms": rooms})
    )
    assert bench.floor == 0
    assert bench.instance.amount(bound_of(bench)) == 1500


@pytest.mark.parametrize(
    ("turnover_min", "bound"),
    [
        (0, 1000),  # five of 40 minutes fill the 200
        (10, 1800),  # the last turnover runs over: 210 minutes hold 4.2 of 50
    ],
)
def test_rooms_run_out(turnover_min, bound):
    """Six sessions want the one room for the morning."""
    room = make_room(turnover_minutes=turnover_min)
    problem = five_places_six_patients()
    bench = Workbench(problem.model_copy(update={"rooms": (room,)}))
    assert bench.instance.amount(bound_of(bench)) == bound
    assert settled_exactly(bench).cost >= bound_of(bench)


def test_half_days_are_exact():
    """A cadence of two days and a half cannot be met: half a day is due."""
    problem = course_of_two(min_days=1, max_days=9, ideal_days=2.5, penalty_per_day=1)
    bench = Workbench(problem)
    assert float(bench.instance.amount(bound_of(bench))) == 0.5
    assert settled_exactly(bench).cost == bound_of(bench)


def test_late_families_are_left_out_when_time_is_short():
    """Rows are made family by family as long as there is time."""
    bench = Workbench(squeezed(1))
    over = Limit(monotonic() - 1, never)
    rows = rows_of(bench.begin(), bench.network, over)
    assert not rows.rows
    assert count(bench.network, rows, over).bound == bench.floor
