"""What a database says is taken, for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, text

from scheduler.storage.engine import connect

TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
MINUTES_A_NUMBER = 1 << 28

_ROWS = text(
    "SELECT kind, name, unit, number, from_key, to_key, holder FROM occupancy "
    "JOIN resources ON from_key / :minutes_a_number = number"
)


def taken(engine: Engine) -> set[tuple]:
    """Kind, name, unit, first and last minute after ten, holder of each row."""
    first = (TEN - EPOCH) // MINUTE
    found = set()
    with connect(engine, write=False) as connection:
        rows = connection.execute(_ROWS, {"minutes_a_number": MINUTES_A_NUMBER})
        for kind, name, unit, number, from_key, to_key, holder in rows:
            ten_key = number * MINUTES_A_NUMBER + first
            found.add((kind, name, unit, from_key - ten_key, to_key - ten_key, holder))
    return found


def holders(engine: Engine, kind: str, name: str) -> set[str]:
    """Sessions and holds that have something."""
    return {row[-1] for row in taken(engine) if row[:2] == (kind, name)}
