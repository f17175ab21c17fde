"""What is left of windows when holes are taken out, and what they share."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.domain.intervals import Window, intersect, subtract

ORIGIN = datetime(2026, 11, 23, tzinfo=UTC)


def at(minute):
    """Instant so many minutes after the origin."""
    return ORIGIN + timedelta(minutes=minute)


def stretch(start, end):
    """Window between two minutes after the origin."""
    return Window(at(start), at(end))


def minutes_of(windows):
    """Every minute that lies in some window."""
    return {
        minute
        for minute in range(-1, 40)
        for start_utc, end_utc in windows
        if start_utc <= at(minute) < end_utc
    }


stretches = st.lists(st.builds(stretch, st.integers(0, 30), st.integers(0, 30)))


@settings(max_examples=50)
@given(windows=stretches, holes=stretches)
def test_subtract_leaves_exactly_the_minutes_outside_the_holes(windows, holes):
    """A minute is left if and only if it was in a window and is in no hole."""
    left = subtract(windows, holes)
    assert minutes_of(left) == minutes_of(windows) - minutes_of(holes)
    assert all(start_utc < end_utc for start_utc, end_utc in left)


@settings(max_examples=50)
@given(windows=stretches, holes=stretches)
def test_subtract_never_joins_or_needlessly_splits(windows, holes):
    """What is left lies inside one window each, and meets a hole where it was cut."""
    edges = {edge for hole in holes for edge in hole}
    for left in subtract(windows, holes):
        inside = [w for w in windows if w[0] <= left[0] and left[1] <= w[1]]
        assert inside
        assert any(
            (w[0] == left[0] or left[0] in edges)
            and (w[1] == left[1] or left[1] in edges)
            for w in inside
        )


def test_subtract_keeps_touching_windows_apart():
    """Two windows that touch are two, and a hole without length changes nothing."""
    windows = [stretch(0, 10), stretch(10, 20)]
    assert subtract(windows, [stretch(5, 5)]) == tuple(windows)


def test_subtract_takes_many_holes_in_its_stride():
    """A year of weekly closures, most of them far from the window."""
    holes = [stretch(start, start + 1) for start in range(100, 1000, 10)]
    assert subtract([stretch(0, 105)], holes) == (stretch(0, 100), stretch(101, 105))


@settings(max_examples=50)
@given(windows=stretches, others=stretches)
def test_intersect_gives_exactly_the_minutes_in_both(windows, others):
    """A minute is shared if and only if it is in a window and in another."""
    shared = intersect(windows, others)
    assert minutes_of(shared) == minutes_of(windows) & minutes_of(others)
    assert all(start_utc < end_utc for start_utc, end_utc in shared)


def test_intersect_takes_a_year_of_days_in_its_stride():
    """Every shift of two people meets that day's opening, and no other."""
    opening = [stretch(1440 * day, 1440 * day + 600) for day in range(366)]
    shifts = [stretch(1440 * day + 60, 1440 * day + 900) for day in range(366)] * 2
    shared = intersect(shifts, opening)
    assert len(shared) == 732
    assert all(end - start == timedelta(minutes=540) for start, end in shared)
