"""Practitioners: limits, breaks, and the shifts of a date."""

from datetime import UTC, date, datetime, time

import pytest

from scheduler.domain.calendar import LocalSpan
from scheduler.domain.practitioner import Break, Shift, ShiftException
from scheduler.errors import InvalidInput
from tests.scheduler.builders import make_clinic, make_practitioner, make_shift

MONDAY = date(2026, 11, 23)
CLINICS = {
    "north": make_clinic(),
    "york": make_clinic(id="york", timezone="America/New_York"),
}


def shift(clinic, start, end):
    """Shift on the Monday, by hours of UTC."""
    start_utc = datetime(2026, 11, 23, start, tzinfo=UTC)
    return Shift(clinic, start_utc, datetime(2026, 11, 23, end, tzinfo=UTC))


@pytest.mark.parametrize(
    ("overrides", "field"),
    [
        ({"max_parallel": 0}, "max_parallel"),
        (
            {"max_sessions_per_day": 0, "comfortable_sessions_per_day": 0},
            "max_sessions_per_day",
        ),
        ({"comfortable_sessions_per_day": 15}, "comfortable_sessions_per_day"),
        ({"comfortable_sessions_per_day": -1}, "comfortable_sessions_per_day"),
        ({"skills": ("cupping", "cupping")}, "skills"),
        ({"skills": ("a|b",)}, "skills"),
    ],
)
def test_practitioner_names_the_field_that_is_wrong(overrides, field):
    """A limit out of range or a malformed skill is refused by name."""
    with pytest.raises(InvalidInput) as caught:
        make_practitioner(**overrides)
    assert [problem.field for problem in caught.value.problems] == [field]


@pytest.mark.parametrize(
    ("break_min", "from_local", "to_local", "valid"),
    [
        (60, time(12), time(13), True),  # fills its window
        (61, time(12), time(13), False),  # longer than its window
        (60, time(23), time(0), True),  # up to midnight
        (0, time(12), time(13), False),
        (30, time(13), time(12), False),  # backwards
    ],
)
def test_break_fits_its_window(break_min, from_local, to_local, valid):
    """A break is at least a minute and at most as long as its window."""
    values = {"break_min": break_min, "from_local": from_local, "to_local": to_local}
    if valid:
        Break(**values)
    else:
        with pytest.raises(InvalidInput) as caught:
            Break(**values)
        assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    ("clinic", "from_local", "to_local", "valid"),
    [
        ("north", time(9), time(12), True),  # hours
        (None, None, None, True),  # a day off
        ("north", None, time(12), False),  # half a window
        ("north", time(9), None, False),
        (None, time(9), time(12), False),  # hours nowhere
        ("north", time(12), time(9), False),  # backwards
    ],
)
def test_shift_exception_has_hours_or_is_a_day_off(clinic, from_local, to_local, valid):
    """With a clinic an exception has both times, without one it has none."""
    values = {"clinic": clinic, "from_local": from_local, "to_local": to_local}
    if valid:
        ShiftException(day=MONDAY, **values)
    else:
        with pytest.raises(InvalidInput):
            ShiftException(day=MONDAY, **values)


def test_a_date_is_off_or_has_hours():
    """A day off and hours on the same date contradict one another."""
    hours = ShiftException(
        day=MONDAY, clinic="north", from_local=time(9), to_local=time(12)
    )
    with pytest.raises(InvalidInput) as caught:
        make_practitioner(exceptions=(hours, ShiftException(day=MONDAY)))
    assert [problem.field for problem in caught.value.problems] == ["exceptions"]


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "works"),
    [
        (None, None, True),
        (MONDAY, MONDAY, True),  # both ends belong to it
        (date(2026, 11, 24), None, False),  # begins tomorrow
        (None, date(2026, 11, 22), False),  # ended yesterday
    ],
)
def test_shift_pattern_holds_from_its_first_to_its_last_date(
    valid_from, valid_until, works
):
    """A pattern counts on its first date, its last, and between."""
    pattern = make_shift(valid_from=valid_from, valid_until=valid_until)
    practitioner = make_practitioner(shifts=(pattern,))
    expected = (shift("north", 9, 17),) if works else ()
    assert practitioner.shift_windows(MONDAY, CLINICS) == expected


def test_shift_pattern_ends_after_it_begins():
    """A pattern that ends before its first date is refused."""
    with pytest.raises(InvalidInput):
        make_shift(valid_from=MONDAY, valid_until=date(2026, 11, 22))


def test_shifts_of_a_date_are_in_order_and_touching_ones_stay_two():
    """Two shifts that touch are two, the earlier first."""
    afternoon = make_shift(from_local=time(13), to_local=time(17))
    morning = make_shift(from_local=time(9), to_local=time(13))
    practitioner = make_practitioner(shifts=(afternoon, morning))
    assert practitioner.shift_windows(MONDAY, CLINICS) == (
        shift("north", 9, 13),
        shift("north", 13, 17),
    )


def test_shift_is_meant_on_the_clock_of_its_clinic():
    """Nine o'clock in New York is 14:00 UTC."""
    practitioner = make_practitioner(shifts=(make_shift(clinic="york"),))
    assert practitioner.shift_windows(MONDAY, CLINICS) == (shift("york", 14, 22),)


def test_exceptions_replace_all_patterns_of_their_date():
    """On a date with exceptions only these count, on other dates the patterns."""
    exceptions = tuple(
        ShiftException(day=MONDAY, clinic=clinic, from_local=start, to_local=end)
        for clinic, start, end in [
            ("north", time(8), time(10)),
            ("york", time(10), time(12)),
        ]
    )
    practitioner = make_practitioner(exceptions=exceptions)
    assert practitioner.shift_windows(MONDAY, CLINICS) == (
        shift("north", 8, 10),
        shift("york", 15, 17),
    )
    assert len(practitioner.shift_windows(date(2026, 11, 24), CLINICS)) == 1


def test_exception_without_a_clinic_is_a_day_off():
    """A day off leaves no shift on its date."""
    practitioner = make_practitioner(exceptions=(ShiftException(day=MONDAY),))
    assert practitioner.shift_windows(MONDAY, CLINICS) == ()


def test_absence_is_taken_out_of_the_shift():
    """An absence in the middle of a shift leaves what is before and after."""
    absence = LocalSpan(
        first_day=MONDAY, last_day=MONDAY, from_local=time(11), to_local=time(14)
    )
    practitioner = make_practitioner(absences=(absence,))
    assert practitioner.shift_windows(MONDAY, CLINICS) == (
        shift("north", 9, 11),
        shift("north", 14, 17),
    )
