"""Courses: dates, wishes and the opening balance."""

from datetime import date

import pytest

from scheduler.errors import InvalidInput
from tests.scheduler.builders import make_course

STARTS = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("overrides", "field"),
    [
        ({"ends_on": date(2026, 11, 1)}, "ends_on"),  # a day before it starts
        ({"starts_on": date(2200, 1, 1)}, "starts_on"),  # a day too late
        ({"starts_on": date(1899, 12, 31)}, "starts_on"),  # a day too early
        (
            {"sessions_done": 1, "last_session_on": date(2200, 1, 1)},
            "last_session_on",
        ),
        ({"sessions_done": -1}, "sessions_done"),
        ({"sessions_done": 3}, "last_session_on"),  # done, but when?
        ({"last_session_on": STARTS}, "last_session_on"),  # nothing was done
        ({"last_practitioner": "mei"}, "last_practitioner"),
        (
            {"preferred_practitioner": "mei", "refused_practitioners": ("mei",)},
            "preferred_practitioner",
        ),
        ({"refused_practitioners": ("mei", "mei")}, "refused_practitioners"),
        ({"patient": ""}, "patient"),
    ],
)
def test_course_names_the_field_that_is_wrong(overrides, field):
    """A course that contradicts itself is refused by field."""
    with pytest.raises(InvalidInput) as caught:
        make_course(**overrides)
    fields = [problem.field for problem in caught.value.problems]
    assert fields[0] == field


@pytest.mark.parametrize(
    "overrides",
    [
        {"ends_on": STARTS},  # one day
        {"ends_on": date.max},  # how some spreadsheets write: never
        {"starts_on": date(1900, 1, 1), "ends_on": date(2199, 12, 31)},
        {"starts_on": date(2199, 12, 31)},
        {"sessions_done": 3, "last_session_on": STARTS},  # by whom is not known
        {"sessions_done": 1, "last_session_on": STARTS, "last_practitioner": "mei"},
    ],
)
def test_course_with_an_opening_balance(overrides):
    """What was done before needs its last date; the practitioner may be unknown."""
    make_course(**overrides)
