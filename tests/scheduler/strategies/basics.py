"""Ids, texts, amounts, windows and spans."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from scheduler.domain.calendar import LocalSpan, Weekday, WeeklyWindow

ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
TICK_MIN = 5

ids = st.text("abYZ09-_.:+ éß漢🌿", min_size=1, max_size=6).filter(
    lambda text: text == text.strip()
)
lines = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
some_days = st.none() | st.dates()
instants = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001
    lambda instant: instant.replace(tzinfo=UTC)
)
minutes = st.integers(1, 24).map(lambda ticks: ticks * TICK_MIN)
amounts = st.decimals(0, 1_000_000, places=4) | st.just(Decimal("1E+3"))


def lists(elements, **limits):
    """Tuples of up to three."""
    return st.lists(elements, max_size=3, **limits).map(tuple)


def words(**limits):
    """Tuples of up to three different words."""
    return lists(ids, unique=True, **limits)


weekdays = lists(st.sampled_from(Weekday), unique=True, min_size=1)


@st.composite
def clock_windows(draw):
    """Begin and end of a window of a day."""
    start = draw(st.integers(0, 1439))
    end = draw(st.integers(start + 1, 1440)) % 1440
    return time(*divmod(start, 60)), time(*divmod(end, 60))


@st.composite
def weekly_windows(draw):
    """Any weekly window."""
    from_local, to_local = draw(clock_windows())
    return WeeklyWindow(days=draw(weekdays), from_local=from_local, to_local=to_local)


@st.composite
def spans(draw):
    """Any dated span, with or without times."""
    first_day = draw(days)
    length = timedelta(days=draw(st.integers(0, 9)))
    from_local, to_local = draw(clock_windows() | st.just((None, None)))
    return LocalSpan(
        first_day=first_day,
        last_day=first_day + length,
        from_local=from_local,
        to_local=to_local,
        reason=draw(lines),
    )
