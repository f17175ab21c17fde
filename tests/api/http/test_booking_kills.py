"""A process is killed while it books: the booking is there whole, or not at all."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from http.client import HTTPException
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from api.http.app import create_app
from api.http.services import services_of
from scheduler.settings import Settings
from tests.api.http.desk import all_rows, store
from tests.api.http.dying import (
    BEFORE_COMMIT,
    WITH_THE_ANSWER,
    Point,
    book,
    book_and_die,
    traces,
)
from tests.api.http.street import Caller, Street, make_busy_clinic, tomorrow
from tests.scheduler.builders import make_patient
from tests.solver.strategies import LONG

EVERY = 1 if LONG else 9
MOST_STATEMENTS = 82
NUM_PATIENTS = 150
NUM_KILLS = 20 if LONG else 1

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked"),
]


def bodies() -> Iterator[dict[str, Any]]:
    """Bookings that are in nobody's way, for a patient each."""
    numbers = iter(range(NUM_PATIENTS))
    for day in range(30):
        for hour in range(8, 19):
            for who in range(3):
                start = datetime.combine(tomorrow(day), time(hour), tzinfo=UTC)
                edges = [
                    (start + timedelta(minutes=minutes)).isoformat()
                    for minutes in (0, 25, 45)
                ]
                number = next(numbers, None)
                if number is None:
                    return
                steps = [
                    {"name": name, "from": edges[n], "to": edges[n + 1]}
                    for n, name in enumerate(("needling", "recovery"))
                ]
                slot = {
                    "start": edges[0],
                    "end": edges[2],
                    "clinic": "north",
                    "room": f"north-{who}",
                    "staff": {"lead": f"w{who}"},
                    "steps": steps,
                }
                yield {"slot": slot, "treatment": "facial", "patient": f"p{number}"}


@pytest.fixture
def clinic(engine: Engine) -> Engine:
    """A database of either system with many patients and nothing booked."""
    people = tuple(make_patient(id=f"p{n}") for n in range(NUM_PATIENTS))
    store(engine, make_busy_clinic(patients=people, courses=()))
    return engine


def must_be_whole_or_absent(engine: Engine, key: str, body: Any) -> bool:
    """Make sure that there is all of a booking or nothing of it; tell which."""
    found = traces(engine, body, key)
    assert len(set(found.values())) == 1, (key, found)
    return all(found.values())


def must_be_told_by_its_key(url: str, engine: Engine, sent: dict[str, Any]) -> None:
    """Send all bookings again: what was done is answered, the rest is done now."""
    app = create_app(Settings(_env_file=None, database_url=url, workers=1))
    client = app.test_client()
    for key, body in sent.items():
        was_there = must_be_whole_or_absent(engine, key, body)
        before = all_rows(engine)
        response = book(client, key, body)
        assert response.status_code == 201, (key, response.data)
        assert response.get_json()["patient"] == body["patient"]
        assert (all_rows(engine) == before) == was_there
        assert must_be_whole_or_absent(engine, key, body)
        assert book(client, key, body).data == response.data
    services_of(app).close()


def test_a_booking_that_is_killed_at_any_point(
    clinic: Engine, database_url: str
) -> None:
    """
    Before any of its statements, before its commit, with its answer in hand.

    Only the last leaves a booking, and then all of it.
    """
    points: list[Point] = [BEFORE_COMMIT, WITH_THE_ANSWER]
    points += range(0, MOST_STATEMENTS, EVERY)
    bookings = [
        (f"key-{n}", point, body)
        for n, (point, body) in enumerate(zip(points, bodies(), strict=False))
    ]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        killed = pool.submit(book_and_die, database_url, bookings).result()
    assert killed[:2] == [True, True]
    assert killed[2]  # at its first statement
    assert not killed[-1]  # it has not so many
    for (key, point, body), was_killed in zip(bookings, killed, strict=True):
        is_done = point == WITH_THE_ANSWER or not was_killed
        assert must_be_whole_or_absent(clinic, key, body) == is_done, point
    sent = {key: body for key, _, body in bookings}
    must_be_told_by_its_key(database_url, clinic, sent)


def test_a_server_that_is_killed_while_it_books(
    clinic: Engine, database_url: str, tmp_path: Path
) -> None:
    """Four clients book on and on; nobody knows where each of them was."""
    left = iter(list(bodies()))
    for turn in range(NUM_KILLS):
        sent: dict[str, Any] = {}
        answers: list[int] = []
        with closing(Street(database_url, tmp_path, 1)) as street:

            def book_on(
                caller: Caller,
                number: int,
                turn: int = turn,
                sent: dict[str, Any] = sent,
                answers: list[int] = answers,
                street: Street = street,
            ) -> None:
                try:
                    while len(answers) < 12:
                        body = next(left)
                        key = f"key-{turn}-{body['patient']}"
                        sent[key] = body
                        path, headers = "/v1/appointments", {"Idempotency_Key": key}
                        answers.append(caller.ask("POST", path, body, **headers).status)
                    street.processes[0].send_signal(signal.SIGKILL)
                except (OSError, HTTPException):
                    return

            street.together(book_on, 4)
            assert street.processes[0].wait(timeout=60) == -signal.SIGKILL
        assert set(answers) == {201}
        must_be_told_by_its_key(database_url, clinic, sent)
