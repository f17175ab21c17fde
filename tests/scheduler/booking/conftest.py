"""A desk in the village, for all tests of booking."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.scheduler.booking.desk import SUNDAY_NOON, Desk
from tests.scheduler.booking.village import make_village


@pytest.fixture
def desk(sqlite_engine: Engine) -> Desk:
    """A desk in the village on Sunday 22 November 2026, at noon."""
    return Desk(sqlite_engine, make_village(), now_utc=SUNDAY_NOON)
