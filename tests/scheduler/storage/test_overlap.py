"""The database refuses a double booking, whoever writes."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError, IntegrityError

from scheduler.storage.engine import connect

INSERT = "INSERT INTO occupancy VALUES (:from_key, :to_key, 'c1-1', :is_hold)"
MOVE = (
    "UPDATE occupancy SET from_key = :from_key, to_key = :to_key "
    "WHERE from_key = :old_key"
)
LINE = 1 << 28

ranges = st.tuples(
    st.integers(1, 3),  # resource
    st.integers(0, 20),
    st.integers(1, 8),
).map(lambda each: (each[0] * LINE + each[1], each[0] * LINE + sum(each[1:])))


@pytest.fixture
def connection(engine):
    """A transaction past everything but the database, undone at the end."""
    with connect(engine, write=True) as connection:
        yield connection


def is_accepted(connection: Connection, statement: str, **values: object) -> bool:
    """Whether the database takes a statement; nothing is left of a refused one."""
    values = {"is_hold": False} | values
    try:
        with connection.begin_nested():
            connection.execute(text(statement), values)
    except (IntegrityError, DataError):  # PostgreSQL's word for a range backwards
        return False
    return True


@dataclass
class MinuteSet:
    """The rows that should be there, minute by minute."""

    rows: dict[int, set[int]] = field(default_factory=dict)

    def is_free(self, from_key: int, to_key: int, besides: int | None = None) -> bool:
        """Whether no row but one has any of these minutes."""
        wanted = set(range(from_key, to_key))
        return not any(
            wanted & minutes for key, minutes in self.rows.items() if key != besides
        )

    def put(self, from_key: int, to_key: int) -> None:
        """Add a row."""
        self.rows[from_key] = set(range(from_key, to_key))


@settings(max_examples=60)
@given(wanted=st.lists(ranges, max_size=15), moves=st.lists(ranges, max_size=8))
def test_exactly_what_does_not_overlap_is_accepted(engine, wanted, moves):
    """As a set of minutes says, for rows that are added and rows that are moved."""
    expected = MinuteSet()
    with connect(engine, write=True) as connection:
        for from_key, to_key in wanted:
            is_free = expected.is_free(from_key, to_key)
            values = {"from_key": from_key, "to_key": to_key}
            assert is_accepted(connection, INSERT, **values) is is_free
            if is_free:
                expected.put(from_key, to_key)
        standing = sorted(expected.rows)
        for old_key, (from_key, to_key) in zip(standing, moves, strict=False):
            is_free = expected.is_free(from_key, to_key, besides=old_key)
            values = {"old_key": old_key, "from_key": from_key, "to_key": to_key}
            assert is_accepted(connection, MOVE, **values) is is_free
            if is_free:
                del expected.rows[old_key]
                expected.put(from_key, to_key)
        found = connection.execute(text("SELECT from_key FROM occupancy"))
        assert set(found.scalars()) == set(expected.rows)


@pytest.mark.parametrize(
    ("from_key", "to_key", "accepted"),
    [
        (90, 100, True),  # ends when the other begins
        (90, 101, False),  # a minute too long
        (100, 110, False),  # the same
        (103, 105, False),  # inside
        (90, 120, False),  # around
        (109, 120, False),  # the last minute
        (110, 120, True),  # begins when the other ends
        (120, 120, False),  # nothing
        (130, 120, False),  # backwards
        (LINE - 5, LINE + 5, False),  # of two resources
    ],
)
def test_a_row_beside_another(connection, from_key, to_key, accepted):
    """Touching is allowed; a shared minute, an empty range or two resources not."""
    assert is_accepted(connection, INSERT, from_key=100, to_key=110)
    values = {"from_key": from_key, "to_key": to_key}
    assert is_accepted(connection, INSERT, **values) is accepted


@pytest.mark.parametrize(
    ("to_key", "accepted"),
    [
        (120, True),  # up to the next
        (121, False),  # into it
    ],
)
def test_a_row_that_grows(connection, to_key, accepted):
    """A row is not in its own way, but the next one is."""
    assert is_accepted(connection, INSERT, from_key=100, to_key=110)
    assert is_accepted(connection, INSERT, from_key=120, to_key=130)
    values = {"old_key": 100, "from_key": 100, "to_key": to_key}
    assert is_accepted(connection, MOVE, **values) is accepted


def test_holds_and_appointments_clash_alike(connection):
    """It makes no difference who has it."""
    values = {"from_key": 100, "to_key": 110}
    assert is_accepted(connection, INSERT, **values, is_hold=True)
    assert not is_accepted(connection, INSERT, **values, is_hold=False)


def test_sqlite_refuses_to_replace_what_is_there(sqlite_engine):
    """INSERT OR REPLACE, which other constraints let pass, is refused as well."""
    with connect(sqlite_engine, write=True) as connection:
        values = {"from_key": 100, "to_key": 110}
        assert is_accepted(connection, INSERT, **values)
        for conflict in ("REPLACE", "IGNORE"):
            forced = INSERT.replace("INSERT", f"INSERT OR {conflict}")
            assert not is_accepted(connection, forced, **values)
