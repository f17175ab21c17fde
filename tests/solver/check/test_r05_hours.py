"""R05: inside the opening; the lead on one shift for all of it, others for theirs."""

from __future__ import annotations

import pytest

from tests.solver.builders import (
    make_clinic,
    make_hours,
    make_practitioner,
    make_problem,
    make_shifts,
)
from tests.solver.cases import lead_and_therapist
from tests.solver.judging import judge
from tests.solver.planned import make_assignment

ALL_DAY = make_hours("00:00", "24:00")
ALL_DAY_SHIFT = make_shifts("00:00", "24:00")


def expected(feasible: bool) -> set[str]:
    """No breach, or one of R05."""
    return set() if feasible else {"R05"}


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("09:00", True),  # as the clinic opens
        ("08:55", False),  # a tick before
        ("11:20", True),  # ends as it closes
        ("11:25", False),  # ends a tick after
        ("13:00", False),  # long closed
    ],
)
def test_session_lies_inside_the_opening(start, feasible):
    """From the first step to the last; cleaning does not count."""
    problem = make_problem(practitioners=(make_practitioner(shifts=ALL_DAY_SHIFT),))
    assert judge(problem, make_assignment(problem, start=start)) == expected(feasible)


@pytest.mark.parametrize(
    ("opening", "start", "feasible"),
    [
        (("09:03", "12:00"), "09:00", False),  # opens off the grid
        (("09:03", "12:00"), "09:05", True),  # the first tick after that
        (("09:00", "11:58"), "11:20", False),  # would end two minutes late
        (("09:00", "11:58"), "11:15", True),
    ],
)
def test_openings_off_the_grid_hold_whole_ticks(opening, start, feasible):
    """What begins between two ticks is used from the next, to the one before."""
    problem = make_problem(
        clinics=(make_clinic(opening=make_hours(*opening)),),
        practitioners=(make_practitioner(shifts=ALL_DAY_SHIFT),),
    )
    assert judge(problem, make_assignment(problem, start=start)) == expected(feasible)


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("09:20", True),  # ends as the first opening does
        ("09:25", False),  # across the two
        ("10:00", True),  # begins with the second
    ],
)
def test_openings_that_touch_are_two(start, feasible):
    """A session lies inside one opening."""
    opening = make_hours("09:00", "10:00") + make_hours("10:00", "12:00")
    problem = make_problem(clinics=(make_clinic(opening=opening),))
    assert judge(problem, make_assignment(problem, start=start)) == expected(feasible)


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("10:00", True),  # as the shift begins
        ("09:55", False),  # a tick before
        ("10:50", True),  # ends with the shift
        ("10:55", False),  # ends a tick after
    ],
)
def test_lead_is_on_shift_for_the_whole_session(start, feasible):
    """In the rest too, though nobody attends it."""
    mei = make_practitioner(shifts=make_shifts("10:00", "11:30"))
    problem = make_problem(practitioners=(mei,))
    assert judge(problem, make_assignment(problem, start=start)) == expected(feasible)


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("09:50", True),  # ends with the first shift
        ("10:00", False),  # needled in one shift, removed in the next
        ("10:30", True),  # begins with the second
    ],
)
def test_shifts_that_touch_are_two(start, feasible):
    """A lead's session lies inside one shift."""
    shifts = make_shifts("09:00", "10:30") + make_shifts("10:30", "12:00")
    problem = make_problem(practitioners=(make_practitioner(shifts=shifts),))
    assert judge(problem, make_assignment(problem, start=start)) == expected(feasible)


def test_shift_at_another_clinic_does_not_count():
    """A shift is at one clinic."""
    mei = make_practitioner(shifts=make_shifts(clinic="south"))
    problem = make_problem(
        clinics=(make_clinic(), make_clinic(id="south")), practitioners=(mei,)
    )
    assert judge(problem, make_assignment(problem)) == {"R05"}


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("09:45", True),  # her massage begins with her shift
        ("09:40", False),  # a tick before
        ("10:10", True),  # and ends with it, before the removal
        ("10:15", False),  # ends a tick after
    ],
)
def test_other_roles_are_on_shift_for_their_own_steps(start, feasible):
    """The therapist may come for the massage and go."""
    problem = lead_and_therapist()
    mei, tom = problem.practitioners
    tom = tom.model_copy(update={"shifts": make_shifts("10:00", "10:45")})
    problem = problem.model_copy(update={"practitioners": (mei, tom)})
    assignment = make_assignment(problem, start=start, therapist="tom")
    assert judge(problem, assignment) == expected(feasible)


def test_opening_may_last_for_days():
    """An opening from Sunday to Tuesday is open on Monday."""
    span = make_hours("00:00", "24:00", (-1,))[0]
    opening = span.model_copy(update={"to": make_hours("00:00", "24:00", (1,))[0].to})
    problem = make_problem(clinics=(make_clinic(opening=(opening,)),))
    assert judge(problem, make_assignment(problem)) == set()


@pytest.mark.parametrize(("day", "feasible"), [(2, True), (1, False)])
def test_last_day_of_the_horizon_is_a_day_like_others(day, feasible):
    """Open on the last day only."""
    last = (2,)
    problem = make_problem(
        days=3,
        clinics=(make_clinic(opening=make_hours(days=last)),),
        practitioners=(make_practitioner(shifts=make_shifts(days=last)),),
    )
    assert judge(problem, make_assignment(problem, day=day)) == expected(feasible)
