"""What becomes of appointments, and what that means for those that follow."""

from __future__ import annotations

import pytest

from scheduler.domain.roster import AppointmentStatus
from scheduler.errors import NotFound, StateConflict
from tests.scheduler.booking.desk import DAY, Desk, slot_at
from tests.scheduler.booking.village import FACIAL, facial_for, session
from tests.scheduler.cases import MONDAY

MON, TUE, WED, THU, FRI = (MONDAY + n * DAY for n in range(5))
CONFIRMED, ARRIVED = AppointmentStatus.CONFIRMED, AppointmentStatus.ARRIVED
DONE, MISSED = AppointmentStatus.DONE, AppointmentStatus.MISSED
CANCELLED = AppointmentStatus.CANCELLED


def book(desk: Desk, wanted, day=MON, clock="10:00"):
    """Book what is offered on a day."""
    slots = desk.slots(FACIAL, first_day=day, last_day=day)
    return desk.book(slot_at(slots, clock, day), wanted)


def statuses(desk: Desk, *names: str):
    """What became of sessions."""
    return [desk.appointment(name).status for name in names]


def open_days(desk: Desk, name: str):
    """Weekdays of the next two weeks on which a session finds a slot."""
    slots = desk.slots(session(name), first_day=MON, last_day=MON + 13 * DAY)
    return list(dict.fromkeys(slot.start_utc.date() for slot in slots))


@pytest.fixture
def course(desk) -> tuple[str, ...]:
    """Ada on Monday, Wednesday and Friday, at ten."""
    for day in (MON, WED, FRI):
        book(desk, facial_for("ada"), day)
    return ("ada-c-1", "ada-c-2", "ada-c-3")


@pytest.mark.parametrize(
    ("following", "cancelled"),
    [
        (False, ["ada-c-2"]),
        (True, ["ada-c-2", "ada-c-3"]),
    ],
)
def test_cancel_tells_exactly_what_it_cancels(desk, course, following, cancelled):
    """What is returned is what was changed; what comes earlier is never touched."""
    told = desk.cancel("ada-c-2", following=following)
    assert [each.visit.session for each in told] == cancelled
    assert [each.status for each in told] == [CANCELLED] * len(told)
    for name in course:
        expected = CANCELLED if name in cancelled else CONFIRMED
        assert statuses(desk, name) == [expected]


def test_cancel_with_following_leaves_what_is_over(desk, course):
    """A session that was held meanwhile, though it is later, stays as it is."""
    desk.mark("ada-c-3", DONE)
    told = desk.cancel("ada-c-1", following=True)
    assert [each.visit.session for each in told] == ["ada-c-1", "ada-c-2"]
    assert statuses(desk, *course) == [CANCELLED, CANCELLED, DONE]


def test_cancelled_place_is_open_again(desk):
    """In every process, and to everybody."""
    before = desk.slots(FACIAL)
    book(desk, facial_for("ada"))
    desk.cancel("ada-c-1")
    for each in (desk, desk.colleague()):
        assert each.slots(FACIAL) == before


@pytest.mark.parametrize(
    ("marks", "is_allowed"),
    [
        ((ARRIVED, DONE), True),  # as it should be
        ((DONE,), True),  # nobody noted the arrival
        ((MISSED,), True),
        ((ARRIVED, MISSED), True),  # the wrong name was ticked off
        ((DONE, DONE), True),  # said twice
        ((DONE, MISSED), False),  # it was held
        ((MISSED, ARRIVED), False),  # it is over
    ],
)
def test_marks_that_may_follow_one_another(desk, marks, is_allowed):
    """From ahead to arrived, and on to done or missed, which are the end."""
    book(desk, facial_for("ada"))
    *first, last = marks
    for mark in first:
        desk.mark("ada-c-1", mark)
    if is_allowed:
        assert desk.mark("ada-c-1", last).status is last
        return
    with pytest.raises(StateConflict, match=f"but is {first[-1]}"):
        desk.mark("ada-c-1", last)


@pytest.mark.parametrize("mark", [DONE, MISSED, ARRIVED])
def test_what_is_over_cannot_be_cancelled(desk, mark):
    """Only what is ahead can be cancelled."""
    book(desk, facial_for("ada"))
    desk.mark("ada-c-1", mark)
    with pytest.raises(StateConflict, match=f"but is {mark}"):
        desk.cancel("ada-c-1")
    with pytest.raises(NotFound):
        desk.mark("ada-c-2", mark)


def test_missed_place_is_open_and_held_one_is_not(desk):
    """Who does not come leaves room and staff to others; who was treated had them."""
    before = desk.slots(FACIAL)
    book(desk, facial_for("ada"))
    booked = desk.slots(FACIAL)
    desk.mark("ada-c-1", ARRIVED)
    assert desk.slots(FACIAL) == booked
    desk.mark("ada-c-1", MISSED)
    assert desk.slots(FACIAL) == before
    book(desk, facial_for("ben"))
    assert desk.mark("ben-c-1", DONE)
    assert desk.slots(FACIAL) == booked == desk.colleague().slots(FACIAL)


def test_windows_follow_what_was_done(desk):
    """The second session is counted from the day on which the first was held."""
    book(desk, facial_for("ada"), TUE)
    desk.mark("ada-c-1", DONE)
    assert open_days(desk, "ada-c-2")[0] == THU  # two days after it
    book(desk, facial_for("ben"), WED)
    desk.mark("ben-c-1", DONE)
    assert open_days(desk, "ben-c-2")[0] == FRI


def test_missed_session_is_replaced_by_the_next(desk):
    """The number after it takes its part, and need not wait for anything held."""
    book(desk, facial_for("ada"), MON)
    assert TUE not in open_days(desk, "ada-c-2")
    desk.mark("ada-c-1", MISSED)
    assert open_days(desk, "ada-c-2")[:2] == [MON, TUE]
    assert book(desk, facial_for("ada"), TUE).visit.session == "ada-c-2"


def test_missed_session_frees_the_days_before_the_next(desk, course):
    """With the first one missed, the second need keep no gap to it any more."""
    assert TUE not in open_days(desk, "ada-c-2")
    desk.mark("ada-c-1", MISSED)
    assert open_days(desk, "ada-c-2") == [MON, TUE, WED]
