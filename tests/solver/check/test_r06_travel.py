"""R06: between attended steps at two clinics lies at least the travel time."""

from __future__ import annotations

import pytest

from tests.solver.builders import (
    make_clinic,
    make_hours,
    make_practitioner,
    make_rest,
    make_shifts,
    make_step,
    make_travel,
    make_treatment,
)
from tests.solver.cases import two_clinics
from tests.solver.judging import judge
from tests.solver.planned import make_assignment


def both(problem, start, *, swap=False, day=0):
    """Ada at north from 09:00, Ben at south from another time; or swapped."""
    here, there = ("south", "north") if swap else ("north", "south")
    first = make_assignment(problem, "ada-1", clinic=here, room=f"{here}-1")
    second = make_assignment(
        problem, "ben-1", start, clinic=there, room=f"{there}-1", day=day
    )
    return judge(problem, first, second)


@pytest.mark.parametrize("swap", [False, True])
@pytest.mark.parametrize(
    ("start", "travel_min", "feasible"),
    [
        ("10:00", 20, True),  # removal ends at 09:40: just there
        ("09:55", 20, False),  # a tick too soon
        ("09:40", 0, True),  # next door
        ("10:00", 18, True),  # minutes off the grid
        ("10:00", 21, False),  # a minute longer than there is
    ],
)
def test_there_is_time_to_travel_either_way(start, travel_min, feasible, swap):
    """Travel is given once and holds both ways."""
    problem = two_clinics(travel_min=travel_min)
    assert both(problem, start, swap=swap) == (set() if feasible else {"R06"})


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("09:35", True),  # from the end of needling, while the first rests
        ("09:30", False),  # a tick too soon
    ],
)
def test_what_nobody_attends_is_time_to_travel(start, feasible):
    """Only attended steps count: here somebody else's rest has no end."""
    steps = (make_step("needling", 15), make_rest("rest", 60))
    problem = two_clinics(treatments=(make_treatment(steps=steps),))
    assert both(problem, start) == (set() if feasible else {"R06"})


@pytest.mark.parametrize("swap", [False, True])
@pytest.mark.parametrize(("day", "feasible"), [(0, False), (1, True)])
def test_no_travel_entry_means_not_on_one_day(day, feasible, swap):
    """Where nothing joins two clinics nobody works at both on one date."""
    days = range(2)
    shifts = make_shifts(days=days) + make_shifts(days=days, clinic="south")
    problem = two_clinics(
        travel_min=None,
        days=2,
        clinics=(
            make_clinic(opening=make_hours(days=days)),
            make_clinic(id="south", opening=make_hours(days=days)),
        ),
        practitioners=(make_practitioner(shifts=shifts),),
    )
    broken = both(problem, "11:00", swap=swap, day=day)
    assert broken == (set() if feasible else {"R06"})


def test_travel_past_midnight():
    """The way home at night is a way like others."""
    shifts = tuple(
        shift
        for clinic in ("north", "south")
        for shift in make_shifts("00:00", "24:00", range(2), clinic)
    )
    problem = two_clinics(
        days=2,
        clinics=(
            make_clinic(opening=make_hours("00:00", "24:00", range(2))),
            make_clinic(id="south", opening=make_hours("00:00", "24:00", range(2))),
        ),
        practitioners=(make_practitioner(shifts=shifts),),
        travel=(make_travel(minutes=60),),
    )
    late = make_assignment(problem, "ada-1", "23:20", day=0)
    early = make_assignment(
        problem, "ben-1", "00:55", day=1, clinic="south", room="south-1"
    )
    in_time = make_assignment(
        problem, "ben-1", "01:00", day=1, clinic="south", room="south-1"
    )
    assert judge(problem, late, early) == {"R06"}
    assert judge(problem, late, in_time) == set()


def test_other_roles_travel_too():
    """A therapist between two clinics needs the same time."""
    massage = make_step("massage", 20, staff="therapist", skill="massage")
    shifts = make_shifts() + make_shifts(clinic="south")
    leads = (
        make_practitioner(id="mei"),
        make_practitioner(id="kim", shifts=make_shifts(clinic="south")),
    )
    tom = make_practitioner(id="tom", skills=("massage",), shifts=shifts)
    problem = two_clinics(
        practitioners=(*leads, tom),
        treatments=(make_treatment(steps=(massage, make_step())),),
    )
    first = make_assignment(problem, "ada-1", therapist="tom")
    south = {"clinic": "south", "room": "south-1", "lead": "kim", "therapist": "tom"}
    early = make_assignment(problem, "ben-1", "09:35", **south)
    in_time = make_assignment(problem, "ben-1", "09:40", **south)
    assert judge(problem, first, early) == {"R06"}
    assert judge(problem, first, in_time) == set()
