"""A long day at the desk: whatever happens, book, database and rules agree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from random import Random

import pytest

from scheduler.booking.asking import Wanted
from scheduler.clock import today
from scheduler.domain.clinic import Travel
from scheduler.domain.hold import Hold
from scheduler.domain.network import Network
from scheduler.domain.patient import AcceptedClinic
from scheduler.domain.practitioner import Break
from scheduler.domain.roster import AppointmentStatus
from scheduler.errors import (
    HoldExpired,
    NotFound,
    Occupied,
    Refused,
    RosterConflict,
    StateConflict,
)
from scheduler.horizon import planning_horizon
from scheduler.planning import publish_roster
from scheduler.problems import prepare
from solver.book import Book
from tests.scheduler.booking.desk import DAY, SUNDAY_NOON, Desk
from tests.scheduler.booking.village import FACIAL, facial_for, session
from tests.scheduler.builders import (
    make_clinic,
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_recovery,
    make_room,
    make_shift,
    make_step,
    make_treatment,
)
from tests.scheduler.cases import MONDAY
from tests.scheduler.runs import plan, stored
from tests.solver.test_engine import state

PEOPLE = ("ada", "ben", "cyd")
ANSWERS = (HoldExpired, NotFound, Occupied, Refused, RosterConflict, StateConflict)
"""What may be answered to somebody who was not quick enough."""


def make_valley() -> Network:
    """
    Two clinics with one lamp and a room or two each; Mei goes from one to the other at
    noon and takes a break, Noa stays.
    """
    both = (AcceptedClinic(clinic="north"), AcceptedClinic(clinic="south"))
    return make_network(
        clinics=tuple(
            make_clinic(id=name, equipment={"lamp": 1}) for name in ("north", "south")
        ),
        travel=(Travel(clinic_a="north", clinic_b="south", travel_min=20),),
        rooms=(
            make_room(),
            make_room(id="north-2"),
            make_room(id="south-1", clinic="south"),
        ),
        practitioners=(
            make_practitioner(
                shifts=(
                    make_shift(to_local=time(12)),
                    make_shift(clinic="south", from_local=time(12)),
                ),
                break_=Break(break_min=30, from_local=time(12), to_local=time(13, 30)),
            ),
            make_practitioner(
                id="noa",
                max_parallel=1,
                max_sessions_per_day=4,
                comfortable_sessions_per_day=2,
            ),
        ),
        treatments=(
            make_treatment(steps=(make_step(), make_recovery(equipment=("lamp",)))),
        ),
        patients=tuple(make_patient(id=name, clinics=both) for name in PEOPLE),
        courses=tuple(
            make_course(id=f"{name}-c", patient=name, starts_on=MONDAY)
            for name in PEOPLE[:2]
        ),
    )


class Walk:
    """Steps of somebody at a desk, drawn from a seed; a colleague is at work too."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.random = Random(seed)
        self.desks = (desk, desk.colleague())
        self.desk = desk
        self.holds: list[Hold] = []

    def step(self) -> None:
        """One of them does something, or tries to and lets it be."""
        self.desk = self.random.choice(self.desks)
        self.desk.commits = self.random.random() < 0.8
        steps: tuple[Callable[[], object], ...] = (
            self.hold,
            self.hold,
            self.book,
            self.book,
            self.book_hold,
            self.move,
            self.move,
            self.cancel,
            self.mark,
            self.wait,
            self.publish,
        )
        try:
            self.random.choice(steps)()
        except ANSWERS:
            pass
        finally:
            self.desk.commits = True

    def slot(self, wanted: Wanted, days: int = 10):
        """One of the slots of a day or two."""
        first = self.desk.now_utc.date() + self.random.randint(0, days) * DAY
        slots = self.desk.slots(wanted, first_day=first, last_day=first + 2 * DAY)
        if not slots:
            raise NotFound("Nothing is open.")
        return self.random.choice(slots)

    def session(self) -> str:
        """A session that was booked or published."""
        ahead = [
            each.visit.session
            for each in stored(self.desk.engine).appointments
            if each.status is not AppointmentStatus.CANCELLED
        ]
        if not ahead:
            raise NotFound("Nothing is booked.")
        return self.random.choice(ahead)

    def hold(self) -> None:
        """Keep a slot for somebody or nobody."""
        wanted = self.random.choice((FACIAL, *map(facial_for, PEOPLE)))
        minutes = self.random.choice((1, 5, 60))
        hold = self.desk.hold(self.slot(wanted), wanted, minutes)
        if self.desk.commits:
            self.holds.append(hold)

    def book(self) -> None:
        """Book what is offered to anybody, for somebody."""
        wanted = facial_for(self.random.choice(PEOPLE))
        self.desk.book(self.slot(FACIAL), wanted)

    def book_hold(self) -> None:
        """Book one of the holds, or let it go."""
        if self.holds:
            hold = self.random.choice(self.holds)
            if self.random.random() < 0.3:
                self.desk.release(hold.id)
            else:
                self.desk.book_hold(hold.id, hold.patient or "cyd")

    def move(self) -> None:
        """Move a session to a slot that it is offered, with all that follow or not."""
        name = self.session()
        slot = self.slot(session(name))
        self.desk.move(name, slot, following=self.random.random() < 0.3)

    def cancel(self) -> None:
        """Cancel a session, with all that follow or not."""
        self.desk.cancel(self.session(), following=self.random.random() < 0.3)

    def mark(self) -> None:
        """Note that a session of the past was held or missed."""
        name = self.session()
        appointment = self.desk.appointment(name)
        if appointment is not None and appointment.visit.start_utc < self.desk.now_utc:
            status = self.random.choice(
                (AppointmentStatus.DONE, AppointmentStatus.MISSED)
            )
            self.desk.mark(name, status)

    def wait(self) -> None:
        """Let minutes or a day pass for both."""
        seconds = self.random.choice((60, 300, 300, 24 * 3600))
        for desk in self.desks:
            desk.later(seconds=seconds)

    def publish(self) -> None:
        """Plan a week, and publish it."""
        now_utc = self.desk.now_utc
        roster = plan(self.desk.engine, now_utc=now_utc, horizon_days=7).roster
        publish_roster(self.desk.engine, roster.id, now_utc=now_utc)


def taken(book: Book) -> dict[str, object]:
    """What is taken in a book, by name where numbers depend on who came first."""
    kept = state(book.engine)
    for inner in ("placed", "_levels"):
        del kept[inner]
    busy = book.engine.timeline.patient_busy
    kept["patient_busy"] = {
        name: busy[index]
        for name, index in book.instance.patient_of.items()
        if index < len(busy) and busy[index]
    }
    return kept


def assert_books_agree(walk: Walk) -> None:
    """Both books show what a book shows that is opened now."""
    fresh = walk.desk.colleague()
    first = fresh.now_utc.date()
    days = {"first_day": first, "last_day": first + 9 * DAY}
    expected = fresh.slots(FACIAL, **days)
    for desk in walk.desks:
        assert desk.slots(FACIAL, **days) == expected
    with fresh.reading() as (_, new):
        for desk in walk.desks:
            with desk.reading() as (_, current):
                if current.house.horizon == new.house.horizon:
                    assert taken(current.book) == taken(new.book)


def assert_rules_are_kept(walk: Walk) -> None:
    """The independent checker finds nothing to say about what stands."""
    network = stored(walk.desk.engine)
    now_utc = walk.desk.now_utc
    on = today(network.policy.zone, now_utc)
    horizon = planning_horizon(network.policy, today=on, now_utc=now_utc, days=28)
    case = prepare(network, horizon, is_fixed=lambda appointment, day: True)
    assert case.broken == ()


@pytest.mark.parametrize("seed", [1, 2])
def test_book_database_and_rules_agree_whatever_happens(engine, seed):
    """
    Two desks hold, book, move, cancel, let holds expire, publish a plan and change
    their minds; after each step both books show what is stored, and what is stored
    breaks no rule.
    """
    walk = Walk(Desk(engine, make_valley(), now_utc=SUNDAY_NOON), seed)
    for _ in range(30):
        walk.step()
        assert_books_agree(walk)
        assert_rules_are_kept(walk)
