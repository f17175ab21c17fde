"""R08: shifts over the whole break window leave one stretch for the break."""

from __future__ import annotations

import pytest

from tests.solver.builders import (
    make_break,
    make_clinic,
    make_hours,
    make_practitioner,
    make_problem,
    make_room,
    make_shifts,
    make_step,
    make_treatment,
)
from tests.solver.cases import one_room_two_patients
from tests.solver.judging import judge
from tests.solver.planned import make_assignment

WHOLE = make_treatment(steps=(make_step("massage", 30),))
"""Half an hour, attended throughout."""


def problem_with(*, shifts=None, minutes=30, from_="10:00", to="11:00", **overrides):
    """Two patients, a room, and Mei with a break in a window."""
    mei = make_practitioner(
        shifts=make_shifts() if shifts is None else shifts,
        break_=make_break(minutes=minutes, from_=from_, to=to),
        max_parallel=2,
    )
    values = {"practitioners": (mei,), "treatments": (WHOLE,)}
    return one_room_two_patients(**(values | overrides))


def expected(feasible: bool) -> set[str]:
    """No breach, or one of R08."""
    return set() if feasible else {"R08"}


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("10:00", True),  # half an hour left after it
        ("10:30", True),  # half an hour left before it
        ("10:05", False),  # 5 and 25 left
        ("10:15", False),  # 15 and 15 left: not one stretch
        ("09:35", True),  # reaches 5 into the window
        ("11:00", True),  # begins as the window ends
        ("09:30", True),  # ends as the window begins
    ],
)
def test_one_stretch_is_left(start, feasible):
    """The break lies in its window, whole."""
    problem = problem_with()
    assert judge(problem, make_assignment(problem, start=start)) == expected(feasible)


@pytest.mark.parametrize(
    ("starts", "feasible"),
    [
        (("10:00", "11:00"), True),
        (("09:45", "10:45"), True),  # just half an hour between
        (("09:45", "10:40"), False),  # a tick less
        (("09:50", "10:45"), False),
    ],
)
def test_sessions_together_leave_the_break(starts, feasible):
    """What counts is what all of them leave."""
    problem = problem_with()
    assignments = [
        make_assignment(problem, session, start)
        for session, start in zip(("ada-1", "ben-1"), starts, strict=True)
    ]
    assert judge(problem, *assignments) == expected(feasible)


def test_break_may_be_taken_while_a_patient_rests():
    """A step without the practitioner is time for a break."""
    problem = problem_with(minutes=20, treatments=make_problem().treatments)
    assert judge(problem, make_assignment(problem, start="10:15")) == set()
    longer = problem_with(minutes=25, treatments=make_problem().treatments)
    assert judge(longer, make_assignment(longer, start="10:15")) == {"R08"}


@pytest.mark.parametrize(
    ("spans", "obliged"),
    [
        ((("09:00", "12:00"),), True),  # one shift over the window
        ((("10:00", "11:00"),), True),  # just the window
        ((("10:05", "12:00"),), False),  # begins inside it
        ((("09:00", "10:55"),), False),  # ends inside it
        ((("09:00", "10:50"), ("10:50", "12:00")), True),  # two that touch
        ((("09:00", "10:45"), ("10:50", "12:00")), False),  # a hole between them
        ((("10:50", "12:00"), ("09:00", "10:50")), True),  # in any order
        ((("09:00", "11:00"), ("09:30", "10:30")), True),  # one inside the other
    ],
)
def test_break_is_owed_where_shifts_cover_the_window(spans, obliged):
    """Half covered, there is no break to keep."""
    shifts = tuple(shift for span in spans for shift in make_shifts(*span))
    problem = problem_with(shifts=shifts, minutes=45)
    assignment = make_assignment(problem, start="10:15")
    assert judge(problem, assignment) == expected(not obliged)


def test_shifts_at_two_clinics_cover_the_window_together():
    """What counts is that Mei is at work."""
    shifts = make_shifts("09:00", "10:45") + make_shifts(
        "10:45", "12:00", clinic="south"
    )
    problem = problem_with(
        shifts=shifts,
        minutes=45,
        clinics=(make_clinic(), make_clinic(id="south")),
    )
    assert judge(problem, make_assignment(problem, start="10:15")) == {"R08"}


def test_break_counts_for_every_role():
    """Whoever massages has a break to keep as well."""
    massage = make_step("massage", 30, staff="therapist", skill="massage")
    tom = make_practitioner(id="tom", skills=("massage",), break_=make_break())
    problem = problem_with(
        treatments=(make_treatment(steps=(massage, make_step("check", 5))),),
        practitioners=(make_practitioner(), tom),
    )
    fine = make_assignment(problem, start="10:00", therapist="tom")
    lost = make_assignment(problem, start="10:15", therapist="tom")
    assert judge(problem, fine) == set()
    assert judge(problem, lost) == {"R08"}


@pytest.mark.parametrize(("day", "feasible"), [(1, False), (2, True)])
def test_each_date_has_its_own_break(day, feasible):
    """On the last day of the horizon Mei comes later, and owes no break."""
    days = range(3)
    shifts = make_shifts(days=range(2)) + make_shifts("10:30", "12:00", (2,))
    problem = problem_with(
        days=3,
        minutes=60,
        shifts=shifts,
        clinics=(make_clinic(opening=make_hours(days=days)),),
    )
    assignment = make_assignment(problem, start="10:30", day=day)
    assert judge(problem, assignment) == expected(feasible)


def test_windows_off_the_grid_are_exact():
    """A window from 10:03 to 10:33 has room for half an hour, or for nothing."""
    problem = problem_with(from_="10:03", to="10:33")
    assert judge(problem, make_assignment(problem, start="10:35")) == set()
    assert judge(problem, make_assignment(problem, start="10:30")) == {"R08"}
    assert judge(problem, make_assignment(problem, start="09:30")) == set()
    assert judge(problem, make_assignment(problem, start="09:35")) == {"R08"}


def test_night_break_meets_sessions_of_the_evening():
    """A window up to midnight is one of that date."""
    whole = make_hours("00:00", "24:00", range(2))
    problem = problem_with(
        days=2,
        from_="23:00",
        to="24:00",
        minutes=60,
        shifts=make_shifts("00:00", "24:00", range(2)),
        clinics=(make_clinic(opening=whole),),
        rooms=(make_room(turnover_minutes=120),),
    )
    assert judge(problem, make_assignment(problem, start="22:30")) == set()
    assert judge(problem, make_assignment(problem, start="22:35")) == {"R08"}
    assert judge(problem, make_assignment(problem, start="00:00", day=1)) == set()
