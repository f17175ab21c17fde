"""An answer is kept with what it answers for, or neither is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.storage import unit_of_work
from scheduler.storage.answers import ANSWERS_KEPT, Answer
from tests.scheduler.builders import make_appointment, make_network

ANSWER = Answer(
    key="shop:42",
    fingerprint="0" * 64,
    status=201,
    headers={"Location": "/v1/appointments/c1-1"},
    body=b'{"id": "c1-1"}\x00\xff',
    created_utc=datetime(2026, 11, 22, 12, tzinfo=UTC),
)


@pytest.fixture
def network(engine):
    """A database with a network and no appointment."""
    with unit_of_work(engine) as uow:
        uow.replace_network(make_network())
        uow.commit()
    return engine


def test_answer_comes_back_byte_by_byte(network):
    """Under its key, and no other."""
    with unit_of_work(network) as uow:
        uow.answers.keep(ANSWER)
        uow.commit()
    with unit_of_work(network, write=False) as uow:
        assert uow.answers.get("shop:42") == ANSWER
        assert uow.answers.get("shop:43") is None


def test_after_a_crash_the_key_tells_that_nothing_was_booked(network):
    """Appointment and answer are undone together."""

    def crash():
        with unit_of_work(network) as uow:
            uow.appointments.put([make_appointment()])
            uow.answers.keep(ANSWER)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crash()
    with unit_of_work(network, write=False) as uow:
        assert uow.answers.get(ANSWER.key) is None
        assert uow.appointments.count() == 0


@pytest.mark.parametrize(
    ("later", "is_known"),
    [
        (ANSWERS_KEPT, True),  # the last moment
        (ANSWERS_KEPT + timedelta(seconds=1), False),
    ],
)
def test_old_answers_make_room_for_new_ones(network, later, is_known):
    """A client that tries again does so within the month."""
    newer = Answer(
        key="shop:43",
        fingerprint="1" * 64,
        status=409,
        headers={},
        body=b"{}",
        created_utc=ANSWER.created_utc + later,
    )
    with unit_of_work(network) as uow:
        uow.answers.keep(ANSWER)
        uow.answers.keep(newer)
        assert (uow.answers.get(ANSWER.key) is not None) is is_known
        assert uow.answers.get(newer.key) == newer
