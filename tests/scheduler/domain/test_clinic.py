"""Clinics: what they check of themselves, and when they are open."""

from datetime import UTC, date, datetime, time

import pytest

from scheduler.domain.calendar import LocalSpan, Weekday
from scheduler.domain.clinic import Travel
from scheduler.domain.intervals import Window
from scheduler.errors import InvalidInput
from tests.scheduler.builders import WEEKDAYS, make_clinic, make_window

MONDAY = date(2026, 11, 23)


def utc(*parts):
    """Instant in UTC."""
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("overrides", "field"),
    [
        ({"id": ""}, "id"),
        ({"id": "north/1"}, "id"),  # would break a path
        ({"id": " north"}, "id"),  # a blank that nobody sees
        ({"id": "no\nrth"}, "id"),
        ({"name": "x" * 501}, "name"),
        ({"name": "two\nlines"}, "name"),
        ({"timezone": "Europe/Lonndon"}, "timezone"),
        ({"timezone": ""}, "timezone"),
        ({"timezone": "localtime"}, "timezone"),  # another on each machine
        ({"country": "XX"}, "country"),  # no such country
        ({"country": "gb"}, "country"),  # small letters
        ({"country": "GB", "region": "ENGLAND"}, "region"),
        ({"region": "ENG"}, "region"),  # a region of no country
        ({"equipment": {"lamp": -1}}, "equipment[lamp]"),
        ({"equipment": {"": 1}}, "equipment"),
    ],
)
def test_clinic_names_the_field_that_is_wrong(overrides, field):
    """A clinic with a bad value is refused, and the field is named."""
    with pytest.raises(InvalidInput) as caught:
        make_clinic(**overrides)
    assert [problem.field for problem in caught.value.problems] == [field]


def test_clinic_reports_all_its_problems_at_once():
    """Whoever repairs a clinic sees everything that is wrong with it."""
    with pytest.raises(InvalidInput) as caught:
        make_clinic(timezone="Mars/Base", country="XX", equipment={"lamp": -1})
    fields = [problem.field for problem in caught.value.problems]
    assert fields == ["timezone", "country", "equipment[lamp]"]


@pytest.mark.parametrize(
    ("later", "valid"),
    [
        (make_window(from_local=time(17), to_local=time(20)), True),  # touches
        (make_window(from_local=time(16, 59), to_local=time(20)), False),
        (make_window(from_local=time(0), to_local=time(9)), True),  # touches before
        (make_window(from_local=time(0), to_local=time(0)), False),  # the whole day
        (make_window(days=(Weekday.SAT,)), True),  # the same hours of another day
        (make_window(days=(Weekday.SUN, Weekday.FRI)), False),  # one day in common
    ],
)
def test_opening_hours_never_overlap(later, valid):
    """Hours of one day may touch but not overlap."""
    hours = (make_window(), later)
    if valid:
        make_clinic(hours=hours)
    else:
        with pytest.raises(InvalidInput) as caught:
            make_clinic(hours=hours)
        assert [problem.field for problem in caught.value.problems] == ["hours[1]"]


@pytest.mark.parametrize(
    ("clinic_b", "travel_min", "valid"),
    [
        ("south", 0, True),  # next door
        ("south", 1440, True),  # a day
        ("south", 1441, False),
        ("south", -1, False),
        ("north", 10, False),  # to itself
    ],
)
def test_travel_takes_no_negative_time(clinic_b, travel_min, valid):
    """A trip joins two clinics and takes at most a day."""
    values = {"clinic_a": "north", "clinic_b": clinic_b, "travel_min": travel_min}
    if valid:
        Travel(**values)
    else:
        with pytest.raises(InvalidInput):
            Travel(**values)


def test_open_windows_follow_the_weekday():
    """A clinic is open at its hours on the days they name, else not at all."""
    clinic = make_clinic()
    assert clinic.open_windows(MONDAY) == (
        Window(utc(2026, 11, 23, 9), utc(2026, 11, 23, 17)),
    )
    assert clinic.open_windows(date(2026, 11, 22)) == ()


def test_clinic_without_hours_is_never_open():
    """No hours at all are no error: the clinic is open on no day."""
    clinic = make_clinic(hours=())
    assert clinic.open_windows(MONDAY) == ()


def test_open_windows_that_touch_stay_two():
    """Morning and afternoon are two windows, in order of time."""
    afternoon = make_window(from_local=time(13), to_local=time(17))
    morning = make_window(from_local=time(9), to_local=time(13))
    clinic = make_clinic(hours=(afternoon, morning))
    assert clinic.open_windows(MONDAY) == (
        Window(utc(2026, 11, 23, 9), utc(2026, 11, 23, 13)),
        Window(utc(2026, 11, 23, 13), utc(2026, 11, 23, 17)),
    )


@pytest.mark.parametrize(
    ("closure", "windows"),
    [
        (LocalSpan(first_day=MONDAY, last_day=MONDAY), []),  # the whole day
        (
            LocalSpan(
                first_day=MONDAY,
                last_day=MONDAY,
                from_local=time(12),
                to_local=time(13),
            ),
            [(9, 12), (13, 17)],  # lunch
        ),
        (
            LocalSpan(first_day=MONDAY, last_day=MONDAY, from_local=time(17)),
            [(9, 17)],  # begins at closing time
        ),
        (
            LocalSpan(first_day=date(2026, 11, 20), last_day=MONDAY, to_local=time(10)),
            [(10, 17)],  # ends in the morning
        ),
    ],
)
def test_closures_are_taken_out_of_the_opening(closure, windows):
    """What a closure covers is not open."""
    clinic = make_clinic(closures=(closure,))
    assert clinic.open_windows(MONDAY) == tuple(
        Window(utc(2026, 11, 23, start), utc(2026, 11, 23, end))
        for start, end in windows
    )


@pytest.mark.parametrize(
    ("country", "region", "day", "is_open"),
    [
        ("GB", "ENG", date(2026, 12, 25), False),  # Christmas Day, a Friday
        ("GB", "ENG", date(2026, 12, 28), False),  # in lieu of Boxing Day
        ("GB", "ENG", date(2026, 11, 30), True),  # St Andrew's is not English
        ("GB", "SCT", date(2026, 11, 30), False),  # but Scottish
        ("US", "", date(2026, 11, 26), False),  # Thanksgiving
        ("", "", date(2026, 12, 25), True),  # keeps no holidays
    ],
)
def test_clinic_is_closed_on_public_holidays(country, region, day, is_open):
    """The public holidays of country and region close the whole day."""
    clinic = make_clinic(country=country, region=region)
    assert bool(clinic.open_windows(day)) is is_open
    assert clinic.is_holiday(day) is not is_open


@pytest.mark.parametrize(
    ("timezone", "day", "hours"),
    [
        ("Europe/London", date(2026, 3, 29), 23),  # clocks forward
        ("Europe/London", date(2026, 10, 25), 25),  # clocks back
        ("America/New_York", date(2026, 3, 8), 23),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),  # by half an hour
    ],
)
def test_open_all_day_when_clocks_change(timezone, day, hours):
    """A clinic open around the clock is open as long as the day lasts."""
    all_week = make_window(
        days=(*WEEKDAYS, Weekday.SAT, Weekday.SUN),
        from_local=time(0),
        to_local=time(0),
    )
    clinic = make_clinic(timezone=timezone, hours=(all_week,))
    (window,) = clinic.open_windows(day)
    assert (window.end_utc - window.start_utc).total_seconds() == hours * 3600
