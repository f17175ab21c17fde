"""Weekly windows and dated spans check themselves."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from scheduler.domain.calendar import LocalSpan, Weekday
from scheduler.errors import InvalidInput
from tests.scheduler.builders import make_window

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("from_local", "to_local", "valid"),
    [
        (time(9), time(9, 1), True),  # one minute
        (time(9), time(9), False),  # no length
        (time(9), time(8, 59), False),  # ends before it begins
        (time(9), time(0), True),  # to the midnight that ends the day
        (time(0), time(0), True),  # the whole day
        (time(9, 0, 30), time(10), False),  # half a minute
        (time(9), time(10, tzinfo=ZoneInfo("Europe/London")), False),  # with a zone
    ],
)
def test_weekly_window_ends_after_it_begins(from_local, to_local, valid):
    """A window has a length; 00:00 as its end is the end of the day."""
    if valid:
        make_window(from_local=from_local, to_local=to_local)
    else:
        with pytest.raises(InvalidInput):
            make_window(from_local=from_local, to_local=to_local)


@pytest.mark.parametrize("days", [(), (Weekday.MON, Weekday.MON)])
def test_weekly_window_names_each_day_once(days):
    """A window without a day, or with the same day twice, is refused."""
    with pytest.raises(InvalidInput) as caught:
        make_window(days=days)
    assert [problem.field for problem in caught.value.problems] == ["days"]


@pytest.mark.parametrize(
    ("last_day", "from_local", "to_local", "valid"),
    [
        (date(2026, 11, 23), None, None, True),  # one whole day
        (date(2026, 11, 22), None, None, False),  # ends the day before
        (date(2026, 11, 23), time(9), time(10), True),  # an hour
        (date(2026, 11, 23), time(10), time(9), False),  # backwards in one day
        (date(2026, 11, 23), time(10), None, True),  # to the end of the day
        (date(2026, 11, 24), time(10), time(9), True),  # over night
    ],
)
def test_dated_span_ends_after_it_begins(last_day, from_local, to_local, valid):
    """The times of a span are compared only when both lie on the same date."""
    values = {"first_day": MONDAY, "last_day": last_day}
    values |= {"from_local": from_local, "to_local": to_local}
    if valid:
        LocalSpan(**values)
    else:
        with pytest.raises(InvalidInput):
            LocalSpan(**values)


def test_weekday_of_a_date():
    """The weekday of a date follows the ISO order, Monday first."""
    week = [date(2026, 11, day) for day in range(23, 30)]
    assert [Weekday.of(day) for day in week] == list(Weekday)
