"""Clinic-local time and UTC, also in the two nights when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.clock import (
    local_date,
    span_instants,
    to_utc,
    today,
    week_days,
    window_instants,
)
from scheduler.domain.calendar import LocalSpan
from scheduler.errors import InvalidInput

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")


def utc(*parts):
    """Instant in UTC."""
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "local", "instant"),
    [
        (LONDON, date(2026, 11, 23), time(9), utc(2026, 11, 23, 9)),  # winter
        (LONDON, date(2026, 7, 1), time(9), utc(2026, 7, 1, 8)),  # summer
        (LONDON, date(2026, 3, 29), time(1, 30), utc(2026, 3, 29, 1, 30)),  # skipped
        (LONDON, date(2026, 10, 25), time(1, 30), utc(2026, 10, 25, 0, 30)),  # twice
        (NEW_YORK, date(2026, 3, 8), time(2, 30), utc(2026, 3, 8, 7, 30)),  # skipped
        (NEW_YORK, date(2026, 11, 1), time(1, 30), utc(2026, 11, 1, 5, 30)),  # twice
        (LORD_HOWE, date(2026, 10, 4), time(2, 15), utc(2026, 10, 3, 15, 45)),  # half
        (LORD_HOWE, date(2026, 4, 5), time(1, 45), utc(2026, 4, 4, 14, 45)),  # twice
    ],
)
def test_wall_clock_time_in_utc(zone, day, local, instant):
    """A skipped time moves forward by the gap, of a repeated one the first counts."""
    assert to_utc(day, local, zone) == instant


@pytest.mark.parametrize(
    ("day", "from_local", "to_local", "hours"),
    [
        (date(2026, 11, 23), time(9), time(17), 8),  # an ordinary day
        (date(2026, 11, 23), time(0), time(0), 24),  # a whole day
        (date(2026, 3, 29), time(0), time(0), 23),  # clocks forward
        (date(2026, 10, 25), time(0), time(0), 25),  # clocks back
        (date(2026, 3, 29), time(1, 30), time(2), 0),  # swallowed by the gap
        (date(2026, 3, 29), time(12), time(18), 6),  # afternoon of the change
    ],
)
def test_window_of_a_day_in_london(day, from_local, to_local, hours):
    """A window is as long as the clock makes it and never ends before it begins."""
    start_utc, end_utc = window_instants(day, from_local, to_local, LONDON)
    assert end_utc - start_utc == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("span", "start_utc", "end_utc"),
    [
        (
            LocalSpan(first_day=date(2026, 10, 24), last_day=date(2026, 10, 25)),
            utc(2026, 10, 23, 23),  # midnight in summer time
            utc(2026, 10, 26),  # midnight after the change
        ),
        (
            LocalSpan(
                first_day=date(2026, 11, 23),
                last_day=date(2026, 11, 24),
                from_local=time(14),
                to_local=time(0),
            ),
            utc(2026, 11, 23, 14),
            utc(2026, 11, 25),  # 00:00 is the midnight that ends the last day
        ),
    ],
)
def test_span_on_the_clock_of_a_zone(span, start_utc, end_utc):
    """A span runs from its first day to the end of its last, or to its times."""
    assert span_instants(span, LONDON) == (start_utc, end_utc)


@pytest.mark.parametrize("name", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_span_without_end_reaches_beyond_any_horizon(name):
    """Spans to 9999-12-31, as spreadsheets write "for ever", are no overflow."""
    span = LocalSpan(first_day=date.min, last_day=date.max)
    start_utc, end_utc = span_instants(span, ZoneInfo(name))
    assert start_utc.year < 3
    assert end_utc.year > 9990


@given(
    day=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    local=st.times().map(lambda local: local.replace(second=0, microsecond=0)),
    zone=st.sampled_from([LONDON, NEW_YORK, LORD_HOWE]),
)
def test_local_date_undoes_to_utc(day, local, zone):
    """The instant of a local time lies on that time's own date."""
    assert local_date(to_utc(day, local, zone), zone) == day


def test_today_depends_on_the_zone():
    """One instant is Monday in one clinic and already Tuesday in another."""
    now_utc = utc(2026, 11, 23, 14)
    assert today(LONDON, now_utc) == date(2026, 11, 23)
    assert today(LORD_HOWE, now_utc) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("week", "monday"),
    [
        ("2026-W01", date(2025, 12, 29)),  # begins in the year before
        ("2026-W48", date(2026, 11, 23)),
        ("2026-W53", date(2026, 12, 28)),  # a long year
    ],
)
def test_week_days_run_from_monday_to_sunday(week, monday):
    """An ISO week is seven dates in a row."""
    assert week_days(week) == tuple(monday + timedelta(days=n) for n in range(7))


@pytest.mark.parametrize(
    "week",
    [
        "2026-W00",  # no such week
        "2025-W53",  # a short year
        "2026-48",  # another form
        "2026-W48-1",  # a day of it
        "2026-w48",  # small letter
        "٢٠٢٦-W48",  # other digits
        "9999-W52",  # ends after the last date there is
        "",
    ],
)
def test_week_days_refuses_what_is_no_week(week):
    """Anything but a week that exists is named as what it is."""
    with pytest.raises(InvalidInput) as caught:
        week_days(week)
    assert repr(week) in str(caught.value)
