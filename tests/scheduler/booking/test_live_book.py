"""The live book: it shows what the database holds, and nothing that was undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from scheduler.booking.bookings import Bookings
from scheduler.booking.live_book import MOST_AGE_DAYS
from scheduler.domain.roster import AppointmentStatus
from scheduler.errors import NotFound
from scheduler.storage import open_engine, unit_of_work
from tests.scheduler.booking.desk import DAY, MINUTE, SUNDAY_NOON, Desk, slot_at, starts
from tests.scheduler.booking.village import FACIAL, facial_for, make_village, session
from tests.scheduler.builders import make_appointment, make_course, make_room
from tests.scheduler.cases import MONDAY
from tests.scheduler.runs import store

TUE = MONDAY + DAY


class Undone(Exception):  # noqa: N818 - it is no error, but the end of an attempt
    """Somebody changed their mind."""


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Ada is booked for ten on Monday, and somebody holds eleven."""
    desk.book(slot_at(desk.slots(FACIAL), "10:00"), facial_for("ada"))
    desk.hold(slot_at(desk.slots(FACIAL), "11:00"), FACIAL)
    return desk


def shown(desk: Desk) -> tuple:
    """All that a desk offers to anybody and to Ada's first session."""
    week = {"first_day": MONDAY, "last_day": MONDAY + 6 * DAY}
    try:
        own = desk.slots(session("ada-c-1"), **week)
    except NotFound:
        own = ()  # it was missed, and needs no place
    return desk.slots(FACIAL, **week), own


def hold(bookings: Bookings, slot) -> None:
    """Keep a slot for nobody."""
    bookings.hold(slot, FACIAL, 10)


def book(bookings: Bookings, slot) -> None:
    """Book a slot for Fay, who gets a course of her own."""
    bookings.book(slot, facial_for("fay"))


def move(bookings: Bookings, slot) -> None:
    """Move Ada's session to a slot."""
    bookings.move("ada-c-1", slot)


def cancel(bookings: Bookings, _) -> None:
    """Cancel Ada's session."""
    bookings.cancel("ada-c-1", following=False)


def miss(bookings: Bookings, _) -> None:
    """Note that Ada has not come."""
    bookings.mark("ada-c-1", AppointmentStatus.MISSED)


CHANGES = pytest.mark.parametrize("change", [hold, book, move, cancel, miss])


@CHANGES
def test_follows_what_another_process_writes(busy, change):
    """With the next question the change is known, as if the book were opened then."""
    other = busy.colleague()
    before = shown(other)
    slot = slot_at(busy.slots(FACIAL), "14:00")
    busy.act(lambda bookings: change(bookings, slot))
    assert shown(other) != before
    assert shown(other) == shown(busy) == shown(busy.colleague())


@CHANGES
@pytest.mark.parametrize("by", ["dry run", "exception"])
def test_never_learns_of_what_is_undone(busy, change, by):
    """Neither a dry run nor an error on the way to the commit leaves a trace."""
    before = shown(busy)
    slot = slot_at(busy.slots(FACIAL), "14:00")
    undone(busy, lambda bookings: change(bookings, slot), by)
    assert shown(busy) == before == shown(busy.colleague())


def test_two_changes_that_are_undone_together_leave_no_trace(busy):
    """The second is asked of the book as it was before the first."""
    before = shown(busy)
    slots = busy.slots(FACIAL)

    def twice(bookings: Bookings) -> None:
        for at in ("13:00", "15:00"):
            bookings.hold(slot_at(slots, at), FACIAL, 10)

    undone(busy, twice, "dry run")
    busy.book(slot_at(slots, "13:00"), facial_for("fay"))
    assert shown(busy) == shown(busy.colleague()) != before


@CHANGES
def test_learns_of_who_writes_right_after_what_is_undone(busy, change):
    """The next writer's changes are taken for what they are, though numbered alike."""
    other = busy.colleague()
    slot = slot_at(busy.slots(FACIAL), "14:00")
    undone(busy, lambda bookings: change(bookings, slot), "dry run")
    later = slot_at(other.slots(FACIAL, first_day=TUE), "09:00", TUE)
    other.book(later, facial_for("ben"))
    assert shown(busy) == shown(other) == shown(busy.colleague())


def undone(desk: Desk, change: Callable[[Bookings], None], by: str) -> None:
    """Try a change that is not committed."""
    if by == "dry run":
        desk.commits = False
        desk.act(change)
        desk.commits = True
        return

    def interrupted(bookings: Bookings) -> None:
        change(bookings)
        raise Undone

    with pytest.raises(Undone):
        desk.act(interrupted)


def test_hold_ends_in_every_book_by_itself(busy):
    """Nobody has to write anything for a hold to be over."""
    other = busy.colleague()
    free = starts(other.slots(FACIAL, practitioner="noa"))
    assert "11:00" not in free
    other.later(seconds=600)
    assert "11:00" in starts(other.slots(FACIAL, practitioner="noa"))


def test_slow_clock_of_another_process(busy):
    """
    A place whose hold was over by a quick clock, and that was held again, is shown
    as taken by a slow clock too, for which both holds last.
    """
    slow = busy.colleague()
    slow.slots(FACIAL)
    busy.now_utc += 10 * MINUTE
    quick = busy.hold(slot_at(busy.slots(FACIAL, practitioner="mei"), "11:15"), FACIAL)
    slow.slots(FACIAL)
    slow.now_utc += 10 * MINUTE
    assert quick.room == "north-1"
    assert slow.slots(FACIAL) == busy.slots(FACIAL)


def test_import_opens_another_book(busy):
    """After an import everybody sees the new network, and nothing of the old one."""
    rooms = (make_room(id="north-9"),)
    store(busy.engine, make_village(rooms=rooms))
    assert {slot.room for slot in busy.slots(FACIAL)} == {"north-9"}
    assert shown(busy) == shown(busy.colleague())


@pytest.mark.parametrize("days", [1, MOST_AGE_DAYS - 1, MOST_AGE_DAYS, 15, 400])
def test_survives_days(busy, days):
    """However long it is open, it shows what a book opened now shows."""
    busy.now_utc += days * DAY
    from_ = busy.now_utc.date() + DAY
    week = {"first_day": from_, "last_day": from_ + 6 * DAY}
    slots = busy.slots(FACIAL, **week)
    assert slots == busy.colleague().slots(FACIAL, **week)
    name = busy.book(slots[0], facial_for("fay")).visit.session
    (moved,) = busy.move(name, busy.slots(session(name), **week)[-1])
    assert busy.slots(FACIAL, **week) == busy.colleague().slots(FACIAL, **week)
    assert moved.visit.session == name


def test_clashes_of_an_import_stay_taken_until_the_last_one_goes(sqlite_engine):
    """Of two visits that were imported into one room, the other one stays there."""
    both = [
        make_appointment(
            AppointmentStatus.CONFIRMED,
            course=f"{who}-c",
            patient=who,
            staff={"lead": lead},
        )
        for who, lead in (("ada", "mei"), ("ben", "noa"))
    ]
    village = make_village(rooms=(make_room(),), appointments=tuple(both))
    desk = Desk(sqlite_engine, village, now_utc=SUNDAY_NOON)
    assert "10:00" not in starts(desk.slots(FACIAL))
    desk.cancel("ada-c-1")
    assert "10:00" not in starts(desk.slots(FACIAL))
    assert desk.slots(FACIAL) == desk.colleague().slots(FACIAL)
    desk.cancel("ben-c-1")
    assert "10:00" in starts(desk.slots(FACIAL))


def test_appointments_beyond_the_book_are_in_nobodys_way(sqlite_engine):
    """What was long ago and what is far ahead is not shown, and does not matter."""
    far = [
        make_appointment(
            AppointmentStatus.CONFIRMED,
            course=f"ada-c{n}",
            patient="ada",
            start_utc=SUNDAY_NOON + timedelta(days=days),
        )
        for n, days in enumerate((-400, -3, -2, 179, 180, 400))
    ]
    courses = [
        make_course(id=each.visit.course, patient="ada", starts_on=MONDAY)
        for each in far
    ]
    village = make_village(courses=tuple(courses), appointments=tuple(far))
    desk = Desk(sqlite_engine, village, now_utc=SUNDAY_NOON)
    assert starts(desk.slots(FACIAL))[0] == "09:00"


def test_catches_up_with_more_changes_than_a_statement_can_name(postgres_url):
    """A book that was not asked while a large roster was published still follows."""
    engine: Engine = open_engine(postgres_url)
    with unit_of_work(engine, write=False) as uow:
        assert uow.appointments.of_sessions([f"c-{n}" for n in range(66_000)]) == ()
    engine.dispose()
