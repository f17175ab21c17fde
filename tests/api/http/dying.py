"""Processes that book under known keys and are killed on the way."""

from __future__ import annotations

import json
import os
import signal
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select

from api.http.app import create_app
from api.http.services import services_of
from scheduler.domain.diary import EPOCH
from scheduler.settings import Settings
from scheduler.storage.engine import connect
from scheduler.storage.resources import minute_of
from scheduler.storage.tables import (
    appointments,
    changes,
    holds,
    idempotency,
    occupancy,
    resources,
)

BEFORE_COMMIT, WITH_THE_ANSWER = "before the commit", "with the answer in hand"
Point = int | str
"""Where a process is killed: before its n-th statement, or at one of the two."""


class Fuse:
    """Kills this process at a point of what it does with the database."""

    def __init__(self, engine: Engine, point: Point) -> None:
        self._left = point
        if point == BEFORE_COMMIT:
            event.listen(engine, "commit", die)
        elif point != WITH_THE_ANSWER:
            event.listen(engine, "before_cursor_execute", self._burn)

    def _burn(self, *_: Any) -> None:
        if self._left == 0:
            die()
        assert isinstance(self._left, int)
        self._left -= 1


def die(*_: Any) -> None:
    """End as a machine without power does."""
    os.kill(os.getpid(), signal.SIGKILL)


def book_and_die(url: str, bookings: list[tuple[str, Point, Any]]) -> list[bool]:
    """
    Book each body under its key, in a process that dies at the point.

    Returns
    -------
    list[bool]
        Who was killed; others had less to do than the point asks for.
    """
    app = create_app(Settings(_env_file=None, database_url=url, workers=1))
    killed = []
    for key, point, body in bookings:
        child = os.fork()
        if child == 0:
            client = app.test_client()
            # first, so that each child has opened the book
            client.get("/v1/slots?treatment=facial&from=2000-01-01&to=2000-01-01")
            Fuse(services_of(app).database.engine(), point)
            status = book(client, key, body).status_code
            if point == WITH_THE_ANSWER:
                die()
            os._exit(0 if status == 201 else 1)
        _, ended = os.waitpid(child, 0)
        killed.append(os.WIFSIGNALED(ended))
        assert ended in {0, signal.SIGKILL}, (key, point, ended)
    return killed


def book(client: FlaskClient, key: str, body: Any) -> Any:
    """Send a booking under a key."""
    return client.post(
        "/v1/appointments",
        data=json.dumps(body),
        content_type="application/json",
        headers={"Idempotency-Key": key},
    )


def traces(engine: Engine, body: Any, key: str) -> dict[str, bool]:
    """What there is of a booking of a patient at a slot, part by part."""
    slot, patient = body["slot"], body["patient"]
    with connect(engine, write=False) as connection:
        rows = connection.execute(
            select(appointments).where(appointments.c.patient == patient)
        ).mappings()
        booked = [row["id"] for row in rows]
        answered = connection.execute(
            select(idempotency).where(idempotency.c.key == key)
        ).first()
        touched = connection.execute(
            select(changes).where(changes.c.holder.in_(booked))
        ).first()
        taken = {
            (kind, name)
            for kind, name, number, from_key in connection.execute(
                select(
                    resources.c.kind,
                    resources.c.name,
                    resources.c.number,
                    occupancy.c.from_key,
                ).join(
                    occupancy, occupancy.c.from_key // (1 << 28) == resources.c.number
                )
            )
            if _starts(from_key) == slot["start"][:16]
        }
        held = connection.execute(
            select(holds).where(holds.c.patient == patient)
        ).first()
    return {
        "appointment": bool(booked),
        "answer": answered is not None,
        "change": touched is not None,
        "room": ("room", slot["room"]) in taken,
        "practitioner": ("practitioner", slot["staff"]["lead"]) in taken,
        "patient": ("patient", patient) in taken,
        "no hold": bool(booked) and held is None,
    }


def _starts(from_key: int) -> str:
    return (EPOCH + timedelta(minutes=minute_of(from_key))).isoformat()[:16]
