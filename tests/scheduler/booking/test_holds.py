"""Holds: kept for some minutes, over at the very second, in nobody else's hands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.domain.roster import AppointmentStatus
from scheduler.errors import HoldExpired, InvalidInput, NotFound, Occupied
from tests.scheduler.booking.desk import slot_at, starts
from tests.scheduler.booking.village import FACIAL, facial_for, session

ALMOST = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("minutes", "lasts"),
    [
        (0, False),  # no time at all
        (1, True),  # the least
        (60, True),  # the most
        (61, False),  # a minute too long
    ],
)
def test_hold_lasts_a_minute_to_an_hour(desk, minutes, lasts):
    """A slot is kept for 1 to 60 minutes."""
    slot = desk.slots(FACIAL)[0]
    if not lasts:
        with pytest.raises(InvalidInput, match="minutes must be 1 to 60"):
            desk.hold(slot, FACIAL, minutes)
        return
    hold = desk.hold(slot, FACIAL, minutes)
    assert hold.expires_utc == desk.now_utc + timedelta(minutes=minutes)


def test_hold_keeps_room_and_lead_from_everybody_else(desk):
    """What is held can be neither held nor booked again, and the hold is named."""
    slot = slot_at(desk.slots(FACIAL), "10:00")
    hold = desk.hold(slot, FACIAL)
    for change in (desk.hold, desk.colleague().hold, desk.book):
        with pytest.raises(Occupied) as caught:
            change(slot, facial_for("ben"))
        clashes = caught.value.clashes
        assert {(clash.holder, clash.is_hold) for clash in clashes} == {(hold.id, True)}
        assert {clash.kind for clash in clashes} == {"room", "practitioner"}


@pytest.mark.parametrize(
    ("before", "is_over"),
    [
        (ALMOST, False),  # the last instant of the hold
        (timedelta(0), True),  # its very second
    ],
)
def test_hold_is_over_at_its_very_second(desk, before, is_over):
    """From the second of its expiry on the place is anybody's, whoever looks."""
    slot = slot_at(desk.slots(FACIAL), "10:00")
    hold = desk.hold(slot, FACIAL)
    desk.now_utc = hold.expires_utc - before
    assert (slot in desk.slots(FACIAL)) is is_over
    if is_over:
        with pytest.raises(HoldExpired):
            desk.book_hold(hold.id, "ada")
        assert desk.colleague().book(slot, facial_for("ben")).visit.room == slot.room
    else:
        with pytest.raises(Occupied):
            desk.colleague().book(slot, facial_for("ben"))
        assert desk.book_hold(hold.id, "ada").visit.room == slot.room


def test_place_of_an_expired_hold_can_be_held_a_little_later(desk):
    """Who holds minutes that an expired hold had in part has all of them."""
    desk.hold(slot_at(desk.slots(FACIAL, practitioner="mei"), "10:00"), FACIAL, 1)
    desk.later(seconds=60)
    hold = desk.hold(slot_at(desk.slots(FACIAL, practitioner="mei"), "10:15"), FACIAL)
    assert hold.room == "north-1"
    assert desk.slots(FACIAL) == desk.colleague().slots(FACIAL)


def test_hold_that_was_let_go_is_nobodys(desk):
    """A released hold is gone, and its place open again."""
    before = desk.slots(FACIAL)
    hold = desk.hold(before[0], FACIAL)
    desk.release(hold.id)
    assert desk.slots(FACIAL) == before
    with pytest.raises(NotFound):
        desk.book_hold(hold.id, "ada")


def test_hold_can_be_booked_once(desk):
    """The appointment stands where the hold was, which is used up."""
    slot = slot_at(desk.slots(FACIAL), "10:00")
    hold = desk.hold(slot, FACIAL)
    booked = desk.book_hold(hold.id, "ada")
    assert booked.status is AppointmentStatus.CONFIRMED
    visit = booked.visit
    assert (visit.start_utc, visit.room, visit.staff) == (
        slot.start_utc,
        slot.room,
        slot.staff,
    )
    with pytest.raises(NotFound):
        desk.book_hold(hold.id, "ada")


def test_hold_for_a_patient_is_that_patients(desk):
    """Nobody else can book it; whose it is need not be said again."""
    hold = desk.hold(slot_at(desk.slots(FACIAL), "10:00"), facial_for("ada"))
    assert (hold.session, hold.patient) == ("ada-c-1", "ada")
    with pytest.raises(InvalidInput, match="patient must be the hold's"):
        desk.book_hold(hold.id, "ben")
    assert desk.book_hold(hold.id).visit.session == "ada-c-1"


def test_hold_for_nobody_asks_for_a_patient_when_booked(desk):
    """Somebody has to come."""
    hold = desk.hold(desk.slots(FACIAL)[0], FACIAL)
    with pytest.raises(InvalidInput, match="patient must be named"):
        desk.book_hold(hold.id)


def test_hold_for_a_patient_takes_the_patients_time(desk):
    """With a place kept in one room, Ada is not offered the same time in another."""
    desk.hold(slot_at(desk.slots(FACIAL), "10:00"), facial_for("ada"))
    assert "10:00" in starts(desk.slots(FACIAL))
    assert "10:00" not in starts(desk.slots(facial_for("ada")))


def test_hold_beside_the_appointment_that_it_is_to_replace(desk):
    """Who holds another time for a booked session keeps the old one as well."""
    desk.book(slot_at(desk.slots(FACIAL), "10:00"), facial_for("ada"))
    without_hold = desk.slots(FACIAL)
    a_little_later = slot_at(desk.slots(session("ada-c-1")), "10:15")
    hold = desk.hold(a_little_later, session("ada-c-1"))
    desk.release(hold.id)
    assert desk.slots(FACIAL) == without_hold
    assert desk.colleague().slots(FACIAL) == without_hold
