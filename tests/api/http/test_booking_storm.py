"""Many clients at many servers who do everything at once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from random import Random
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import Engine, text

from scheduler.clock import to_utc
from scheduler.domain.roster import AppointmentStatus
from scheduler.horizon import planning_horizon
from scheduler.problems import prepare
from scheduler.storage import unit_of_work
from scheduler.storage.engine import connect
from tests.api.http.street import NUM_PATIENTS, Caller, Street, tomorrow
from tests.solver.strategies import LONG

STORM_S = 60 if LONG else 4
NUM_CLIENTS = 4
DAYS = 14

pytestmark = pytest.mark.slow

Tally = Counter[tuple[str, int]]


class Guest:
    """A client who does whatever comes to mind, and counts the answers."""

    def __init__(self, caller: Caller, seed: int) -> None:
        self._caller = caller
        self._random = Random(seed)
        self._booked: list[str] = []
        self._holds: list[tuple[str, str | None]] = []
        self.tally: Tally = Counter()

    def act(self) -> None:
        """Do one thing."""
        acts = [self.book, self.book, self.hold, self.book_hold, self.move]
        self._random.choice([*acts, self.move, self.cancel, self.let_go])()

    def _ask(self, what: str, method: str, path: str, body: Any = None) -> Any:
        headers = {"If_Match": "*"} if method == "DELETE" else {}
        heard = self._caller.ask(method, path, body, **headers)
        self.tally[what, heard.status] += 1
        return heard

    def _slot(self, **query: str) -> Any:
        day = tomorrow(self._random.randrange(3 if not query else DAYS))
        last = day if not query else day + timedelta(days=DAYS)
        slots = self._caller.slots(**{"from": day, "to": last, **query})
        self.tally["slots", 200] += 1
        return self._random.choice(slots) if slots else None

    def _wanted(self) -> tuple[Any, dict[str, str]]:
        """A slot and what for: a course's next session, or a visit of anybody."""
        number = self._random.randrange(NUM_PATIENTS)
        if number < 10:
            course = f"c{number}"
            next_ones = self._caller.ask(
                "GET",
                f"/v1/slots?course={course}&from={tomorrow()}&to={tomorrow(DAYS)}",
            )
            self.tally["slots", next_ones.status] += 1
            if next_ones.status != 200 or not next_ones.body["days"]:
                return None, {}
            slot = self._random.choice(next_ones.body["days"][0]["slots"])
            return slot, {"treatment": "facial", "patient": f"p{number}"}
        treatment = self._random.choice(["facial", "lamp"])
        slot = self._slot(treatment=treatment)
        return slot, {"treatment": treatment, "patient": f"p{number}"}

    def book(self) -> None:
        """Book a slot."""
        slot, wanted = self._wanted()
        if slot is not None:
            body = {"slot": slot, **wanted}
            heard = self._ask("book", "POST", "/v1/appointments", body)
            if heard.status == 201:
                self._booked.append(heard.body["id"])

    def hold(self) -> None:
        """Hold a slot, for somebody or for nobody yet."""
        slot, wanted = self._wanted()
        if slot is not None:
            if self._random.random() < 0.5:
                wanted.pop("patient")
            body = {"slot": slot, **wanted, "minutes": 1}
            heard = self._ask("hold", "POST", "/v1/holds", body)
            if heard.status == 201:
                self._holds.append((heard.body["id"], wanted.get("patient")))

    def _one_held(self) -> tuple[str, str | None]:
        return self._holds.pop(self._random.randrange(len(self._holds)))

    def book_hold(self) -> None:
        """Book what is held."""
        if self._holds:
            hold, patient = self._one_held()
            who = patient or f"p{self._random.randrange(NUM_PATIENTS)}"
            body = {"hold": hold, "patient": who}
            heard = self._ask("book hold", "POST", "/v1/appointments", body)
            if heard.status == 201:
                self._booked.append(heard.body["id"])

    def let_go(self) -> None:
        """Release what is held."""
        if self._holds:
            self._ask("let go", "DELETE", f"/v1/holds/{self._one_held()[0]}")

    def move(self) -> None:
        """Move an appointment, some with all that follow."""
        if self._booked:
            session = self._random.choice(self._booked)
            query = f"session={session}&from={tomorrow()}&to={tomorrow(DAYS)}"
            heard = self._ask("slots", "GET", f"/v1/slots?{query}")
            if heard.status == 200 and heard.body["days"]:
                day = self._random.choice(heard.body["days"])
                slot = self._random.choice(day["slots"])
                scope = self._random.choice(["this", "this_and_following"])
                path = f"/v1/appointments/{session}/move"
                self._ask("move", "POST", path, {"slot": slot, "scope": scope})

    def cancel(self) -> None:
        """Cancel an appointment, some with all that follow."""
        if len(self._booked) > 3:
            session = self._booked.pop(self._random.randrange(len(self._booked)))
            scope = self._random.choice(["this", "this_and_following"])
            path = f"/v1/appointments/{session}/cancel"
            self._ask("cancel", "POST", path, {"scope": scope})


def test_a_storm_leaves_every_rule_intact(street: Street) -> None:
    """
    Slots, holds, bookings, moves and cancellations by several clients and servers.

    No answer is an error of the server; afterwards the checker is content with every
    day, and what is taken is what the appointments and holds need, to the minute.
    """
    end = monotonic() + STORM_S

    def guest(caller: Caller, number: int) -> Tally:
        guest = Guest(caller, seed=number)
        while monotonic() < end:
            guest.act()
        return guest.tally

    tally = sum(street.together(guest, NUM_CLIENTS), Counter())
    assert {status for _, status in tally} <= {200, 201, 204, 404, 409}, tally
    for what, status in (("book", 201), ("hold", 201), ("move", 200), ("cancel", 200)):
        assert tally[what, status], tally
    must_keep_every_rule(street.engine)
    must_take_what_is_needed(street.engine)


def must_keep_every_rule(engine: Engine) -> None:
    """Let the checker look at all appointments as if they were a plan."""
    with unit_of_work(engine, write=False) as uow:
        network = uow.network()
    today = tomorrow(-1)
    horizon = planning_horizon(
        network.policy,
        today=today,
        now_utc=to_utc(today, time(0), network.policy.zone),
        days=60,
    )
    case = prepare(network, horizon, is_fixed=lambda appointment, on: True)
    assert case.broken == ()
    standing = {a.visit.session for a in network.appointments if a.status.is_taking}
    assert {a.session for a in case.problem.appointments} == standing
    assert standing


def must_take_what_is_needed(engine: Engine) -> None:
    """Nobody has what is not needed, and all have what they need."""
    with connect(engine, write=False) as connection:
        holders = {
            (holder, bool(is_hold))
            for holder, is_hold in connection.execute(
                text("SELECT DISTINCT holder, is_hold FROM occupancy")
            )
        }
    now_utc = datetime.now(UTC)
    with unit_of_work(engine, write=False) as uow:
        booked = {
            (a.visit.session, False)
            for a in uow.appointments.all()
            if a.status is not AppointmentStatus.CANCELLED
        }
        live = {(hold.id, True) for hold in uow.holds.unexpired(now_utc)}
        known = {(hold.id, True) for hold in uow.holds.all()}
    assert booked | live <= holders <= booked | known
