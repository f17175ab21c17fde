"""The waitlist: what a cancellation frees goes to who needs it most."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import Engine

from scheduler.booking.asking import Wanted
from scheduler.booking.waitlist import OFFER_MIN, Waitlist
from scheduler.domain.hold import Hold
from scheduler.domain.roster import Appointment
from scheduler.domain.waiting import Waiting
from scheduler.errors import NotFound, StateConflict
from scheduler.storage import unit_of_work
from tests.scheduler.booking.desk import SUNDAY_NOON, Desk
from tests.scheduler.builders import make_course, make_network, make_patient
from tests.scheduler.cases import MONDAY

TUESDAY = date(2026, 11, 24)
WEDNESDAY = date(2026, 11, 25)
NAMES = ("ada", "ben", "cyd")


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """One room, one practitioner, three patients whose courses begin on Monday."""
    network = make_network(
        patients=tuple(make_patient(id=name) for name in NAMES),
        courses=tuple(
            make_course(id=name, patient=name, starts_on=MONDAY) for name in NAMES
        ),
    )
    return Desk(engine, network, now_utc=SUNDAY_NOON)


def book(desk: Desk, name: str, on: date) -> Appointment:
    """Book somebody's first session on a day, at its first opening."""
    session = Wanted(session=f"{name}-1")
    slot, *_ = desk.slots(session, first_day=on, last_day=on)
    return desk.book(slot, session)


def wait(desk: Desk, name: str) -> Waiting:
    """Let somebody's first session wait."""
    with unit_of_work(desk.engine) as uow:
        waiting = Waitlist(desk.live, uow, desk.now_utc).join(f"{name}-1")
        uow.commit()
    return waiting


def offered(desk: Desk, waiting: Waiting) -> Hold | None:
    """What somebody was offered."""
    with unit_of_work(desk.engine, write=False) as uow:
        hold = uow.waiting.get(waiting.id).hold
        return None if hold is None else uow.holds.get(hold)


def starts(desk: Desk, on: date) -> list[datetime]:
    """What is open to anybody."""
    found = desk.slots(Wanted(treatment="facial"), first_day=on, last_day=on)
    return [slot.start_utc for slot in found]


def test_a_freed_place_is_held_for_who_waits(desk):
    """Ada cancels on Monday: Ben, who comes on Tuesday, is offered her place."""
    freed = book(desk, "ada", MONDAY)
    book(desk, "ben", TUESDAY)
    waiting = wait(desk, "ben")
    desk.cancel("ada-1")
    hold = offered(desk, waiting)
    assert hold is not None
    assert (hold.session, hold.patient) == ("ben-1", "ben")
    assert hold.start_utc == freed.visit.start_utc
    assert (hold.expires_utc - desk.now_utc).total_seconds() == 60 * OFFER_MIN
    assert freed.visit.start_utc not in starts(desk, MONDAY)


def test_who_accepts_moves_there_and_waits_no_longer(desk):
    """The session stays the same, its old place is free."""
    book(desk, "ada", MONDAY)
    was = book(desk, "ben", TUESDAY)
    waiting = wait(desk, "ben")
    desk.cancel("ada-1")
    hold = offered(desk, waiting)
    assert hold is not None
    moved, *_ = desk.act(lambda b: b.move_to_hold("ben-1", hold.id))
    assert moved.visit.start_utc == hold.start_utc
    assert was.visit.start_utc in starts(desk, TUESDAY)
    with unit_of_work(desk.engine, write=False) as uow:
        assert uow.waiting.count() == 0


def test_who_is_latest_after_the_due_date_comes_first(desk):
    """Cyd came later to the list, but her appointment is a day later than Ben's."""
    book(desk, "ada", MONDAY)
    book(desk, "ben", TUESDAY)
    book(desk, "cyd", WEDNESDAY)
    ben, cyd = wait(desk, "ben"), wait(desk, "cyd")
    desk.cancel("ada-1")
    assert offered(desk, cyd) is not None
    assert offered(desk, ben) is None


def test_an_offer_that_expired_goes_to_somebody_else_at_the_next_chance(desk):
    """Who let it pass is asked again only with the next place."""
    book(desk, "ada", MONDAY)
    book(desk, "ben", TUESDAY)
    waiting = wait(desk, "ben")
    desk.cancel("ada-1")
    first = offered(desk, waiting)
    desk.later(seconds=60 * OFFER_MIN)
    book(desk, "ada", MONDAY)
    desk.cancel("ada-1")
    second = offered(desk, waiting)
    assert first is not None
    assert second is not None
    assert first.id != second.id


def test_a_later_place_is_no_offer(desk):
    """Only earlier ones are."""
    book(desk, "ada", TUESDAY)
    book(desk, "ben", MONDAY)
    waiting = wait(desk, "ben")
    desk.cancel("ada-1")
    assert offered(desk, waiting) is None


def test_waiting_twice_is_waiting_once(desk):
    """The same entry is given again."""
    book(desk, "ben", TUESDAY)
    assert wait(desk, "ben") == wait(desk, "ben")


def test_only_what_is_booked_can_wait(desk):
    """Neither a session without an appointment nor a cancelled one."""
    with pytest.raises(NotFound):
        wait(desk, "ben")
    book(desk, "ben", TUESDAY)
    desk.cancel("ben-1")
    with pytest.raises(StateConflict):
        wait(desk, "ben")


def test_a_cancelled_session_waits_no_longer(desk):
    """Its own place is not offered to itself either."""
    book(desk, "ben", TUESDAY)
    wait(desk, "ben")
    desk.cancel("ben-1")
    with unit_of_work(desk.engine, write=False) as uow:
        assert uow.waiting.count() == 0
        assert uow.holds.count() == 0


def test_a_cancellation_that_is_undone_offers_nothing(desk):
    """A dry run leaves neither hold nor offer, and the book as it was."""
    freed = book(desk, "ada", MONDAY)
    book(desk, "ben", TUESDAY)
    waiting = wait(desk, "ben")
    desk.commits = False
    desk.cancel("ada-1")
    assert offered(desk, waiting) is None
    assert freed.visit.start_utc not in starts(desk, MONDAY)
