"""R11: sessions keep their window, their order and their gap, in calendar days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.solver.builders import (
    MONDAY,
    make_clinic,
    make_course,
    make_hours,
    make_last,
    make_practitioner,
    make_problem,
    make_session,
    make_shifts,
)
from tests.solver.cases import course_of_two
from tests.solver.judging import judge
from tests.solver.planned import make_assignment


def expected(feasible: bool) -> set[str]:
    """No breach, or one of R11."""
    return set() if feasible else {"R11"}


def on_days(problem, *days):
    """Ada's sessions on these days, an hour later each; None: without a place."""
    return [
        make_assignment(problem, f"ada-{k}", f"{8 + k:02}:00", day=day)
        for k, day in enumerate(days, start=1)
        if day is not None
    ]


@pytest.mark.parametrize(
    ("day", "feasible"),
    [
        (1, True),  # the first day of its window
        (0, False),  # a day before
        (3, True),  # the last day of its window
        (4, False),  # a day after
    ],
)
def test_date_lies_in_the_window(day, feasible):
    """Both ends are allowed."""
    session = make_session(
        earliest=MONDAY + timedelta(days=1), latest=MONDAY + timedelta(days=3)
    )
    problem = make_problem(days=6, courses=(make_course(sessions=(session,)),))
    assert judge(problem, *on_days(problem, day)) == expected(feasible)


@pytest.mark.parametrize(
    ("day", "feasible"),
    [
        (5, True),  # the last day of the horizon
        (6, False),  # the day after, though its window is open
        (-1, False),  # the day before the first
    ],
)
def test_date_lies_in_the_horizon(day, feasible):
    """What lies outside is for another problem."""
    session = make_session(earliest=MONDAY - timedelta(days=9))
    open_days = range(-1, 9)
    problem = make_problem(
        days=6,
        courses=(make_course(sessions=(session,)),),
        clinics=(make_clinic(opening=make_hours(days=open_days)),),
        practitioners=(make_practitioner(shifts=make_shifts(days=open_days)),),
    )
    assert judge(problem, *on_days(problem, day)) == expected(feasible)


@pytest.mark.parametrize(
    ("days", "feasible"),
    [
        ((0, 2), True),  # least gap, met exactly
        ((0, 1), False),  # a day short
        ((0, 4), True),  # most gap, met exactly
        ((0, 5), False),  # a day long
        ((1, 5), True),  # most gap, on the last day of the horizon
        ((2, 0), False),  # order reversed
        ((3, 3), False),  # on one day
    ],
)
def test_gap_between_consecutive_sessions(days, feasible):
    """The next session comes 2 to 4 days after the one before it."""
    problem = course_of_two(min_days=2, ideal_days=3, max_days=4)
    assert judge(problem, *on_days(problem, *days)) == expected(feasible)


@pytest.mark.parametrize(
    ("days", "feasible"),
    [
        ((0, None, 2), True),  # least gap to the last placed before it
        ((0, None, 1), False),  # a day short
        ((0, None, 5), True),  # most gap holds only just after
        ((None, None, 0), True),  # nothing placed before
        ((0, 2, 4), True),
        ((0, 2, 3), False),
    ],
)
def test_gap_where_sessions_are_left_out(days, feasible):
    """``min_days`` counts from the last placed session, ``max_days`` does not."""
    gap = {"min_days": 2, "ideal_days": 2, "max_days": 3}
    sessions = (
        make_session("ada-1"),
        make_session("ada-2", **gap),
        make_session("ada-3", **gap),
    )
    problem = make_problem(days=6, courses=(make_course(sessions=sessions),))
    assert judge(problem, *on_days(problem, *days)) == expected(feasible)


@pytest.mark.parametrize(
    ("days", "feasible"),
    [
        ((0, 5), True),  # no most
        ((2, 2), True),  # on one day, one after the other
        ((2, 1), False),  # not before it
    ],
)
def test_without_a_gap_only_the_order_holds(days, feasible):
    """Gap null: not before the session before it."""
    problem = course_of_two()
    first, second = days
    assignments = [
        make_assignment(problem, "ada-1", "09:00", day=first),
        make_assignment(problem, "ada-2", "10:00", day=second),
    ]
    assert judge(problem, *assignments) == expected(feasible)


@pytest.mark.parametrize("gap", [{}, {"min_days": 0, "ideal_days": 0}])
def test_sessions_of_one_day_keep_their_order(gap):
    """On one date the second session does not begin before the first."""
    problem = course_of_two(**gap)
    in_order = [
        make_assignment(problem, "ada-1", "09:00"),
        make_assignment(problem, "ada-2", "09:40"),
    ]
    reversed_ = [
        make_assignment(problem, "ada-1", "09:40"),
        make_assignment(problem, "ada-2", "09:00"),
    ]
    assert judge(problem, *in_order) == set()
    assert judge(problem, *reversed_) == {"R11"}


@pytest.mark.parametrize(
    ("last_day", "day", "feasible"),
    [
        (-1, 1, True),  # least gap after it, met exactly
        (-1, 0, False),  # a day short
        (-2, 0, True),
        (-30, 5, True),  # long overdue: most gap does not bind
        (0, 1, False),  # had on the first day of the horizon
        (0, 2, True),
    ],
)
def test_last_session_counts_as_placed(last_day, day, feasible):
    """After it ``min_days`` binds and ``max_days`` does not."""
    session = make_session("ada-1", min_days=2, ideal_days=2, max_days=3)
    course = make_course(sessions=(session,), last_session=make_last(last_day))
    problem = make_problem(days=6, courses=(course,))
    assert judge(problem, *on_days(problem, day)) == expected(feasible)


@pytest.mark.parametrize(
    ("last_day", "days", "feasible"),
    [
        (-1, (None, 1), True),  # two days after the last session
        (-1, (None, 0), False),  # a day short, though the first is left out
        (-30, (None, 5), True),
        (-30, (0, 5), False),  # the first is placed: most gap binds
        (1, (None, 0), False),  # before the last session
    ],
)
def test_last_session_where_the_first_is_left_out(last_day, days, feasible):
    """It stays the last placed one before."""
    gap = {"min_days": 2, "ideal_days": 2, "max_days": 3}
    sessions = (make_session("ada-1", **gap), make_session("ada-2", **gap))
    course = make_course(sessions=sessions, last_session=make_last(last_day))
    problem = make_problem(days=6, courses=(course,))
    assert judge(problem, *on_days(problem, *days)) == expected(feasible)


@pytest.mark.parametrize(
    ("last_day", "feasible"),
    [
        (-1, True),  # the day after
        (0, True),  # on its date
        (1, False),  # the day before
    ],
)
def test_last_session_without_a_gap(last_day, feasible):
    """Gap null: not before it."""
    course = make_course(last_session=make_last(last_day))
    problem = make_problem(days=2, courses=(course,))
    assert judge(problem, *on_days(problem, 0)) == expected(feasible)
