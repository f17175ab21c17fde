"""Holds check themselves, and know when they are over."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.errors import InvalidInput
from tests.scheduler.builders import make_hold

SECOND = timedelta(seconds=1)
HOLD = make_hold()


@pytest.mark.parametrize(
    ("now_utc", "is_over"),
    [
        (HOLD.created_utc, False),  # it has just begun
        (HOLD.expires_utc - SECOND, False),  # its last second
        (HOLD.expires_utc, True),  # the very second of its expiry
        (HOLD.expires_utc + SECOND, True),
    ],
)
def test_hold_is_over_from_its_expiry_on(now_utc, is_over):
    """Whoever reads it judges by the time that it is then."""
    assert HOLD.is_over(now_utc) is is_over


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"id": "a/b"}, "id of hold"),
        ({"staff": {"assistant": "bo"}}, "name a 'lead', got assistant"),
        ({"steps": ()}, "at least one step"),
        ({"patient": " "}, "patient of hold"),
        ({"expires_utc": HOLD.created_utc}, "must be after created_utc"),
        ({"created_utc": datetime(2026, 11, 22)}, "in UTC"),  # noqa: DTZ001
        ({"start_utc": datetime(1899, 12, 31, tzinfo=UTC)}, "lie between 1900"),
        ({"session": "c1-2"}, "come with course and number, or none of them"),
        (
            {"session": "c1-2", "course": "c1", "number": 3, "patient": "p1"},
            "the course and the number, c1-3",
        ),
        ({"session": "c1-2", "course": "c1", "number": 2}, "named with a session"),
    ],
)
def test_hold_that_cannot_be_is_refused(overrides, message):
    """What must hold is said, and what came."""
    with pytest.raises(InvalidInput, match=message):
        make_hold(**overrides)
