"""A session that has an appointment, and a hold on the place it may move to."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from scheduler.booking.asking import Wanted
from scheduler.booking.bookings import Bookings
from scheduler.domain.roster import Appointment
from scheduler.errors import InvalidInput, NotFound
from scheduler.storage import unit_of_work
from tests.scheduler.booking.desk import MINUTE, SUNDAY_NOON, Desk
from tests.scheduler.builders import make_course, make_network, make_patient
from tests.scheduler.cases import MONDAY

FACIAL = Wanted(treatment="facial", patient="p1")
SESSION = Wanted(session="c1-1")


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A front desk with one room, one practitioner, and a course that begins."""
    network = make_network(
        patients=(make_patient(), make_patient(id="p2")),
        courses=(make_course(starts_on=MONDAY),),
    )
    return Desk(engine, network, now_utc=SUNDAY_NOON)


def move_to(desk: Desk, session: str, hold: str) -> Appointment:
    """Let a session have a place that is held."""

    def act(bookings: Bookings) -> Appointment:
        moved, *_ = bookings.move_to_hold(session, hold)
        return moved

    return desk.act(act)


@pytest.mark.parametrize("minutes", [5, 60])
def test_a_session_moves_to_the_place_that_is_held_for_it(desk, minutes):
    """Next to its own place, or over a part of it; the hold is used up."""
    first, *_ = desk.slots(SESSION)
    desk.book(first, FACIAL)
    at = first.start_utc + minutes * MINUTE
    others = desk.slots(SESSION)
    chosen = next((s for s in others if s.start_utc == at), None)
    if chosen is None:
        # Every start on the grid may be asked for, offered or not.
        chosen = next(s for s in others if s.start_utc > at)
    hold = desk.hold(chosen, SESSION)
    moved = move_to(desk, "c1-1", hold.id)
    assert (moved.visit.session, moved.revision) == ("c1-1", 2)
    assert moved.visit.start_utc == chosen.start_utc
    with unit_of_work(desk.engine, write=False) as uow, pytest.raises(NotFound):
        uow.holds.get(hold.id)


def test_a_hold_for_somebody_else_does_not_move_a_session(desk):
    """It must be one for this session."""
    first, second, *_ = desk.slots(SESSION)
    desk.book(first, FACIAL)
    free = [s for s in desk.slots(Wanted(treatment="facial")) if s != second]
    hold = desk.hold(free[-1], Wanted(treatment="facial"))
    with pytest.raises(InvalidInput, match="hold must be one for session"):
        move_to(desk, "c1-1", hold.id)
