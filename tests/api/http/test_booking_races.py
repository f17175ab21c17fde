"""Of all who want one slot at the same moment exactly one gets it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine

from scheduler.domain.hold import Hold
from scheduler.domain.roster import StepTime
from scheduler.storage import unit_of_work
from tests.api.http.street import Caller, Heard, Street, statuses, tomorrow
from tests.solver.strategies import LONG

NUM_CLIENTS = 40 if LONG else 12
NUM_ROUNDS = 100 if LONG else 4
HOLD_LASTS = timedelta(seconds=1)

pytestmark = pytest.mark.slow


def booking(slot: Any, number: int) -> dict[str, Any]:
    """The body with which patient p<number> books a slot."""
    return {"slot": slot, "treatment": "facial", "patient": f"p{number}"}


def must_be_one(heard: list[Heard]) -> Heard:
    """Make sure that one got it and all others heard of it; give the one."""
    assert statuses(heard) == {201: 1, 409: len(heard) - 1}, heard
    for each in heard:
        if each.status == 409:
            assert each.code in {"slot_taken", "slot_refused"}
            assert each.body["conflicts"]
    (won,) = (each for each in heard if each.status == 201)
    return won


def test_one_of_many_gets_a_slot(street: Street) -> None:
    """By booking, by holding, or some of each: 201 once, for all others 409."""
    caller = Caller(street.ports[0])
    for turn in range(NUM_ROUNDS):
        # each turn a day of its own: nobody is in the way of the next one
        day = tomorrow(turn)
        slot = caller.slots(**{"from": day, "to": day, "practitioner": "w0"})[turn % 20]

        def want(client: Caller, number: int, slot: Any = slot) -> Heard:
            if number % 3 == 0:
                return client.ask("POST", "/v1/holds", booking(slot, number))
            return client.ask("POST", "/v1/appointments", booking(slot, number))

        won = must_be_one(street.together(want, NUM_CLIENTS))
        place = won.body.get("slot", won.body)
        assert (place["room"], place["start"]) == (slot["room"], slot["start"])
    caller.close()


def test_one_patient_gets_one_of_many_rooms(street: Street) -> None:
    """A patient who books three rooms for one hour from three places has one."""
    caller = Caller(street.ports[0])
    slots = [caller.slots(practitioner=f"w{n}")[0] for n in range(3)]
    for number, slot in enumerate(slots):
        slot["room"] = f"north-{number}"
    caller.close()

    def want(client: Caller, number: int) -> Heard:
        body = booking(slots[number], 39)
        return client.ask("POST", "/v1/appointments", body)

    must_be_one(street.together(want, 3))


def test_a_writer_has_the_database_before_its_first_statement(
    sqlite_url: str, sqlite_engine: Engine
) -> None:
    """
    Whoever takes the appointment book after it can wait for nobody who has the book.

    Otherwise two bookings could wait for each other.
    """
    path = sqlite_url.removeprefix("sqlite:///")
    with (
        unit_of_work(sqlite_engine),
        closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_one_key_books_once(street: Street) -> None:
    """The same request from all sides at once is done once; all hear the same."""
    caller = Caller(street.ports[0])
    slot = caller.slots()[0]
    caller.close()

    def want(client: Caller, number: int) -> Heard:
        body = booking(slot, 0)
        return client.ask("POST", "/v1/appointments", body, Idempotency_Key="once")

    heard = street.together(want, NUM_CLIENTS)
    assert {each.status for each in heard} == {201}
    assert len({each.body["id"] for each in heard}) == 1


def keep_for_a_second(engine: Engine) -> tuple[Hold, dict[str, Any]]:
    """Hold a slot of tomorrow, for a moment; give the hold, and the slot."""
    start_utc = datetime.combine(tomorrow(), time(12), tzinfo=UTC)
    edges = [start_utc + timedelta(minutes=minutes) for minutes in (0, 25, 45)]
    now_utc = datetime.now(UTC)
    hold = Hold(
        id="hold-short",
        treatment="facial",
        clinic="north",
        room="north-0",
        staff={"lead": "w0"},
        start_utc=start_utc,
        steps=(
            StepTime(name="needling", length_min=25),
            StepTime(name="recovery", length_min=20),
        ),
        created_utc=now_utc,
        expires_utc=now_utc + HOLD_LASTS,
    )
    with unit_of_work(engine) as uow:
        uow.holds.add(hold)
        uow.commit()
    texts = [edge.isoformat() for edge in edges]
    steps = [
        {"name": "needling", "from": texts[0], "to": texts[1]},
        {"name": "recovery", "from": texts[1], "to": texts[2]},
    ]
    slot = {
        "start": texts[0],
        "end": texts[2],
        "clinic": "north",
        "room": "north-0",
        "staff": {"lead": "w0"},
        "steps": steps,
    }
    return hold, slot


def test_a_slot_whose_hold_is_about_to_expire_goes_to_one(street: Street) -> None:
    """
    Clients ask on while the hold runs out, until one has the slot.

    Nobody gets it before the hold is over, and then one does.
    """
    hold, slot = keep_for_a_second(street.engine)
    gone = Event()

    def want(client: Caller, number: int) -> list[tuple[Heard, datetime]]:
        heard = []
        while not gone.is_set():
            answer = client.ask("POST", "/v1/appointments", booking(slot, number))
            heard.append((answer, datetime.now(UTC)))
            if answer.status == 201:
                gone.set()
        return heard

    heard = [each for many in street.together(want, NUM_CLIENTS) for each in many]
    must_be_one([answer for answer, _ in heard])
    ((_, when_utc),) = ((a, when) for a, when in heard if a.status == 201)
    assert when_utc >= hold.expires_utc


def test_who_holds_a_slot_and_who_waits_for_it(street: Street) -> None:
    """The holder, who books late, and the others: one has it, whoever is first."""
    hold, slot = keep_for_a_second(street.engine)
    gone = Event()

    def want(client: Caller, number: int) -> list[Heard]:
        heard = []
        while not gone.is_set():
            if number == 0:
                # not before the others have begun to be refused
                gone.wait((hold.expires_utc - datetime.now(UTC)).total_seconds())
                body = {"hold": hold.id, "patient": "p0"}
            else:
                body = booking(slot, number)
            heard.append(client.ask("POST", "/v1/appointments", body))
            if heard[-1].status == 201:
                gone.set()
        return heard

    heard = [each for many in street.together(want, 4) for each in many]
    counts = statuses(heard)
    assert counts[201] == 1
    assert set(counts) <= {201, 409, 404}  # a hold that was booked is no more
