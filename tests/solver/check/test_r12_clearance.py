"""R12: a course with ``cleared_until`` has no session after that date."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.solver.builders import MONDAY, make_course, make_problem
from tests.solver.judging import judge
from tests.solver.planned import make_assignment


@pytest.mark.parametrize(
    ("day", "cleared_until", "feasible"),
    [
        (1, 2, True),  # a day to spare
        (2, 2, True),  # the last day of the clearance
        (2, 1, False),  # the day after
        (0, -1, False),  # ran out before the horizon
        (5, 5, True),  # the last day of the horizon
        (5, 4, False),
        (5, 99, True),  # ends long after the horizon
        (5, None, True),  # none needed
    ],
)
def test_clearance_covers_the_session(day, cleared_until, feasible):
    """The last day counts, at the clinic's date."""
    until = None
    if cleared_until is not None:
        until = MONDAY + timedelta(days=cleared_until)
    problem = make_problem(days=6, courses=(make_course(cleared_until=until),))
    assignment = make_assignment(problem, day=day)
    assert judge(problem, assignment) == (set() if feasible else {"R12"})
