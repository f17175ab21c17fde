"""Moving: the session stays the same one, and its old place is open again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.roster import AppointmentStatus
from scheduler.errors import NotFound, Occupied, Refused, StateConflict
from tests.scheduler.booking.desk import DAY, MINUTE, Desk, slot_at
from tests.scheduler.booking.village import FACIAL, facial_for, session
from tests.scheduler.cases import MONDAY

MON, TUE, WED, THU, FRI = (MONDAY + n * DAY for n in range(5))
NEXT_MON, NEXT_TUE = MON + 7 * DAY, TUE + 7 * DAY


def book(desk: Desk, wanted, day=MON, clock="10:00", **query):
    """Book what is offered on a day."""
    slots = desk.slots(FACIAL, first_day=day, last_day=day, **query)
    return desk.book(slot_at(slots, clock, day), wanted)


def to(desk: Desk, name: str, day, clock="10:00"):
    """A slot that is offered to a session."""
    return slot_at(desk.slots(session(name), first_day=day, last_day=day), clock, day)


def stand(desk: Desk, *names: str):
    """Date and time of day of appointments."""
    found = (desk.appointment(name) for name in names)
    return [f"{each.visit.start_utc:%a %H:%M}" for each in found]


@pytest.fixture
def course(desk) -> tuple[str, ...]:
    """Ada on Monday, Thursday, the next Monday and the Thursday after, at ten."""
    for day in (MON, THU, NEXT_MON, THU + 7 * DAY):
        book(desk, facial_for("ada"), day)
    return tuple(f"ada-c-{n}" for n in range(1, 5))


def test_moved_session_keeps_its_name(desk):
    """It is the same session, one change older, confirmed at its new place."""
    before = book(desk, facial_for("ada"))
    (moved,) = desk.move("ada-c-1", to(desk, "ada-c-1", TUE, "14:00"))
    assert moved.visit.session == before.visit.session == "ada-c-1"
    assert moved.revision == before.revision + 1
    assert moved.status is AppointmentStatus.CONFIRMED
    assert stand(desk, "ada-c-1") == ["Tue 14:00"]


def test_old_place_is_offered_held_and_booked_by_others(desk):
    """What a move leaves is open to everybody, in every process and for all steps."""
    before = desk.slots(FACIAL)
    book(desk, facial_for("ada"))
    desk.move("ada-c-1", to(desk, "ada-c-1", TUE))
    for each in (desk, desk.colleague()):
        assert each.slots(FACIAL) == before
    hold = desk.hold(slot_at(before, "10:00"), FACIAL)
    assert desk.book_hold(hold.id, "ben").visit.room == "north-1"


@pytest.mark.parametrize("minutes", [-5, 5, 40])
def test_move_over_itself(desk, minutes):
    """A session is not in its own way, not even in a village that is full."""
    book(desk, facial_for("ada"), practitioner="mei")
    book(desk, facial_for("ben"), practitioner="noa")
    slot = to(desk, "ada-c-1", MON)
    later = replace(slot, start_utc=slot.start_utc + minutes * MINUTE)
    (moved,) = desk.move("ada-c-1", later)
    assert moved.visit.start_utc == later.start_utc
    assert desk.slots(FACIAL) == desk.colleague().slots(FACIAL)


def test_move_where_somebody_is(desk):
    """Another's place is named as such, and everything stays where it is."""
    book(desk, facial_for("ada"), practitioner="mei")
    theirs = book(desk, facial_for("ben"), TUE, practitioner="mei").visit
    slot = replace(
        to(desk, "ada-c-1", TUE, "14:00"),
        start_utc=theirs.start_utc,
        room=theirs.room,
        staff=theirs.staff,
    )
    with pytest.raises(Occupied, match="ben-c-1"):
        desk.move("ada-c-1", slot)
    assert stand(desk, "ada-c-1", "ben-c-1") == ["Mon 10:00", "Tue 10:00"]


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (MON, False),  # too near to the first
        (WED, True),  # the least gap after the first
        (NEXT_MON - 2 * DAY, False),  # a Saturday: closed
        (NEXT_MON, False),  # the day of the third
    ],
)
def test_move_keeps_the_gaps_of_its_course(desk, course, day, fits):
    """The sessions before and after stay, and so do the gaps to them."""
    slot = replace(
        to(desk, "ada-c-2", THU, "14:00"),
        start_utc=to(desk, "ada-c-2", THU, "14:00").start_utc + (day - THU),
    )
    if fits:
        assert desk.move("ada-c-2", slot)
        assert stand(desk, *course) == [
            "Mon 10:00",
            "Wed 14:00",
            "Mon 10:00",
            "Thu 10:00",
        ]
        return
    with pytest.raises(Refused):
        desk.move("ada-c-2", slot)
    assert stand(desk, "ada-c-2") == ["Thu 10:00"]


def test_visit_without_a_course_moves_to_an_earlier_day_too(desk):
    """Who booked a single visit for Friday may come on any day from today on."""
    name = book(desk, facial_for("cyd"), FRI).visit.session
    assert desk.move(name, to(desk, name, TUE))
    assert stand(desk, name) == ["Tue 10:00"]


def test_following_move_by_as_many_days(desk, course):
    """From the second on everything moves a day, at its own time of day."""
    moved = desk.move("ada-c-2", to(desk, "ada-c-2", FRI), following=True)
    assert [each.visit.session for each in moved] == list(course[1:])
    assert stand(desk, *course) == ["Mon 10:00", "Fri 10:00", "Tue 10:00", "Fri 10:00"]
    assert desk.slots(FACIAL, first_day=THU) == desk.colleague().slots(
        FACIAL, first_day=THU
    )


def test_following_take_the_opening_nearest_to_their_time(desk, course):
    """Where the same time is taken on the new day, the nearest opening is as good."""
    for patient, lead in (("fay", "mei"), ("cyd", "noa")):
        book(desk, facial_for(patient), NEXT_TUE, "10:15", practitioner=lead)
    desk.move("ada-c-2", to(desk, "ada-c-2", FRI), following=True)
    assert stand(desk, "ada-c-3") == ["Tue 09:20"]


def test_following_move_all_or_nothing(desk, course):
    """If one that follows finds no opening, nothing moves."""
    desk.move("ada-c-4", to(desk, "ada-c-4", FRI + 7 * DAY))
    before = stand(desk, *course)
    slot = to(desk, "ada-c-1", TUE)
    with pytest.raises(StateConflict, match=r"'ada-c-4' must find an opening \+1 days"):
        desk.move("ada-c-1", slot, following=True)
    assert stand(desk, *course) == before
    assert desk.slots(FACIAL) == desk.colleague().slots(FACIAL)


@pytest.mark.parametrize(
    "status",
    [
        AppointmentStatus.ARRIVED,
        AppointmentStatus.DONE,
        AppointmentStatus.MISSED,
    ],
)
def test_what_is_over_does_not_move(desk, status):
    """Only what is ahead can be moved."""
    book(desk, facial_for("ada"))
    slot = to(desk, "ada-c-1", TUE)
    desk.mark("ada-c-1", status)
    with pytest.raises(StateConflict, match=f"but is {status}"):
        desk.move("ada-c-1", slot)


def test_move_of_what_is_not_there(desk):
    """A session without an appointment is booked, not moved."""
    slot = desk.slots(FACIAL)[0]
    with pytest.raises(NotFound):
        desk.move("ada-c-1", slot)
    book(desk, facial_for("ada"))
    desk.cancel("ada-c-1")
    with pytest.raises(StateConflict, match="but is cancelled"):
        desk.move("ada-c-1", slot)
