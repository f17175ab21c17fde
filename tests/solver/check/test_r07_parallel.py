"""R07: a lead's sessions under way at once, and led a day, are limited."""

from __future__ import annotations

import pytest

from tests.solver.builders import (
    make_clinic,
    make_courses,
    make_hours,
    make_patients,
    make_practitioner,
    make_problem,
    make_rest,
    make_room,
    make_shifts,
    make_step,
    make_treatment,
)
from tests.solver.cases import lead_and_therapist, two_clinics, two_rooms_one_lead
from tests.solver.judging import judge
from tests.solver.planned import make_assignment

NAMES = ("ada", "ben", "cyd")


def three_at_once(**limits):
    """Three patients and rooms, two long mornings; needling 5, rest an hour."""
    hours = {"to": "13:00", "days": range(2)}
    steps = (make_step("needling", 5), make_rest("rest", 60))
    return make_problem(
        days=2,
        rooms=tuple(make_room(id=f"north-{k}") for k in (1, 2, 3)),
        clinics=(make_clinic(opening=make_hours(**hours)),),
        practitioners=(make_practitioner(shifts=make_shifts(**hours), **limits),),
        treatments=(make_treatment(steps=steps),),
        patients=make_patients(*NAMES),
        courses=make_courses(*NAMES),
    )


def expected(feasible: bool) -> set[str]:
    """No breach, or one of R07."""
    return set() if feasible else {"R07"}


def staggered(problem, starts, days=(0, 0, 0)):
    """Each patient in a room of their own, from these starts."""
    return [
        make_assignment(problem, f"{name}-1", start, room=f"north-{k}", day=day)
        for k, (name, start, day) in enumerate(
            zip(NAMES, starts, days, strict=True), start=1
        )
    ]


@pytest.mark.parametrize(
    ("starts", "max_parallel", "feasible"),
    [
        (("09:00", "09:05", "09:10"), 3, True),  # as many as allowed
        (("09:00", "09:05", "09:10"), 2, False),  # one too many
        (("09:00", "09:05", "10:05"), 2, True),  # the third as the first ends
        (("09:00", "09:05", "10:00"), 2, False),  # a tick before
        (("09:00", "10:05", "11:10"), 1, True),  # one after the other, touching
        (("09:00", "10:05", "09:30"), 1, False),
    ],
)
def test_sessions_under_way_at_once(starts, max_parallel, feasible):
    """From first step to last, attended or not."""
    problem = three_at_once(max_parallel=max_parallel)
    assert judge(problem, *staggered(problem, starts)) == expected(feasible)


def test_only_the_lead_counts():
    """Who attends another role does not lead."""
    problem = two_rooms_one_lead(
        treatments=lead_and_therapist().treatments,
        practitioners=(
            make_practitioner(skills=("acupuncture", "massage")),
            make_practitioner(id="kim"),
        ),
    )
    first = make_assignment(problem, "ada-1", "09:00", lead="kim", therapist="mei")
    second = make_assignment(problem, "ben-1", "09:40", room="north-2")
    early = make_assignment(problem, "ben-1", "09:35", room="north-2")
    assert judge(problem, first, second) == set()
    assert judge(problem, first, early) == set()


@pytest.mark.parametrize(
    ("days", "most", "feasible"),
    [
        ((0, 0, 0), 3, True),  # as many as allowed
        ((0, 0, 0), 2, False),  # one too many
        ((0, 0, 1), 2, True),  # the third on another day
        ((0, 1, 1), 1, False),
    ],
)
def test_sessions_led_a_day(days, most, feasible):
    """Counted by the clinic's date."""
    problem = three_at_once(max_parallel=3, max_sessions_per_day=most)
    assignments = staggered(problem, ("09:00", "09:05", "09:10"), days)
    assert judge(problem, *assignments) == expected(feasible)


def test_none_a_day_means_none():
    """Whoever may lead no session a day leads none, but may fill other roles."""
    problem = lead_and_therapist()
    mei, tom = problem.practitioners
    retired = mei.model_copy(update={"id": "kim", "max_sessions_per_day": 0})
    problem = problem.model_copy(update={"practitioners": (mei, tom, retired)})
    assert judge(problem, make_assignment(problem, lead="kim")) == {"R07"}
    assert judge(problem, make_assignment(problem, therapist="kim")) == set()


def test_dates_are_those_of_each_clinic():
    """One instant, two dates: a limit of one a day allows a session on each."""
    names = ("north", "south")
    zones = {"north": "Pacific/Pago_Pago", "south": "Pacific/Kiritimati"}
    opening = {
        name: make_hours("00:00", "24:00", range(3), zones[name]) for name in names
    }
    shifts = tuple(
        shift
        for name in names
        for shift in make_shifts("00:00", "24:00", range(3), name, zones[name])
    )
    problem = two_clinics(
        days=3,
        clinics=tuple(
            make_clinic(id=name, timezone=zones[name], opening=opening[name])
            for name in names
        ),
        practitioners=(make_practitioner(shifts=shifts, max_sessions_per_day=1),),
    )
    first = make_assignment(problem, "ada-1", "10:00", day=0)
    same_date = make_assignment(
        problem, "ben-1", "09:00", day=0, clinic="south", room="south-1"
    )
    next_date = make_assignment(
        problem, "ben-1", "09:00", day=1, clinic="south", room="south-1"
    )
    assert judge(problem, first, same_date) == {"R07"}
    assert judge(problem, first, next_date) == set()
