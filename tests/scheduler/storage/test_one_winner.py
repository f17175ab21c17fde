"""Of all who want a place at the same moment exactly one gets it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import sleep

import pytest
from sqlalchemy import text

from scheduler.domain.diary import EPOCH
from scheduler.errors import Occupied
from scheduler.storage.engine import connect
from scheduler.storage.resources import key_of
from tests.scheduler.storage.crowd import (
    appointment,
    in_the_way,
    put,
    store_network,
)
from tests.scheduler.storage.taken import MINUTE, TEN


@pytest.fixture
def network(engine):
    """A database with four rooms, practitioners and patients, and two lamps."""
    store_network(engine)
    return engine


def test_one_of_many_gets_a_place(network):
    """Four connections want one room at the same moment, ten times over."""
    together = Barrier(4)

    def book(n, day):
        wanted = appointment(
            n, room="north-1", start_utc=TEN + timedelta(days=day), number=day + 1
        )
        together.wait()
        try:
            put(network, wanted)
        except Occupied as error:
            return {clash.name for clash in error.clashes}
        return "booked"

    with ThreadPoolExecutor(4) as pool:
        for day in range(10):
            answers = list(pool.map(book, range(1, 5), [day] * 4))
            assert answers.count("booked") == 1
            assert answers.count({"north-1"}) == 3


def test_writer_who_does_not_queue_is_named_too(postgres_url, open_databases):
    """Somebody's own SQL between our look and our writing is refused or wins."""
    engine = open_databases(postgres_url)
    store_network(engine)
    put(engine, appointment(1, after_min=-60))  # numbers the room
    minute = (TEN - EPOCH) // MINUTE
    with connect(engine, write=False) as connection:
        number = connection.execute(
            text("SELECT number FROM resources WHERE name = 'north-1'")
        ).scalar_one()
    with engine.connect() as rude, ThreadPoolExecutor(1) as pool:
        rude.execution_options(meridian_writes=False)
        rude.execute(
            text("INSERT INTO occupancy VALUES (:from_key, :to_key, 'rude', false)"),
            {
                "from_key": key_of(number, minute),
                "to_key": key_of(number, minute + 5),
            },
        )
        refused = pool.submit(in_the_way, engine, appointment(1, number=2))
        _wait_for_a_waiting_writer(engine)
        rude.commit()
        assert refused.result(timeout=30) == {("room", "north-1", "rude")}


def _wait_for_a_waiting_writer(engine):
    """Until somebody waits for a row that is not committed yet."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with engine.connect() as connection:
        connection.execution_options(
            isolation_level="AUTOCOMMIT", meridian_writes=False
        )
        for _ in range(1_000):
            if connection.execute(waiting).scalar_one():
                return
            sleep(0.01)
    pytest.fail("Nobody waits for the row.")
