"""Booking: which session it is, and what is refused by which rule."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.roster import AppointmentStatus, StepTime
from scheduler.errors import InvalidInput, NotFound, Occupied, Refused, StateConflict
from tests.scheduler.booking.desk import DAY, MINUTE, SUNDAY_NOON, slot_at, starts
from tests.scheduler.booking.village import FACIAL, facial_for, session
from tests.scheduler.cases import MONDAY

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
MON, TUE, WED, THU, FRI = (MONDAY + n * DAY for n in range(5))


def book(desk, wanted, day=MONDAY, clock="10:00"):
    """Book what is offered to anybody on a day."""
    slots = desk.slots(FACIAL, first_day=day, last_day=day)
    return desk.book(slot_at(slots, clock, day), wanted)


def test_booked_is_no_longer_offered(desk):
    """Two rooms and two people take two; then the hour is full."""
    for patient in ("ada", "ben"):
        assert "10:00" in starts(desk.slots(FACIAL))
        book(desk, facial_for(patient))
    assert not {"09:45", "10:00", "10:30"} & set(starts(desk.slots(FACIAL)))


def test_treatment_of_a_due_course_is_its_next_session(desk):
    """Ada's course is due for a facial: she gets its sessions, one after the other."""
    assert book(desk, facial_for("ada"), MON).visit.session == "ada-c-1"
    assert book(desk, facial_for("ada"), FRI).visit.session == "ada-c-2"


def test_treatment_without_a_course_is_a_course_of_one_visit(desk):
    """Cyd has no course; each visit becomes one."""
    first = book(desk, facial_for("cyd"), MON).visit
    second = book(desk, facial_for("cyd"), TUE).visit
    assert (first.number, second.number) == (1, 1)
    assert first.course != second.course
    assert {first.patient, second.patient} == {"cyd"}


def test_session_is_booked_by_its_name(desk):
    """A session is booked once; then it can be moved."""
    assert book(desk, session("ada-c-1")).visit.session == "ada-c-1"
    with pytest.raises(StateConflict, match="move it instead"):
        book(desk, session("ada-c-1"), TUE)


@pytest.mark.parametrize(
    "name",
    [
        "ada-c-0",  # before the first
        "ada-c-2000",  # far beyond the last that is due
        "zoe-c-1",  # no such course
        "ada-c-x",  # no number
        "ada",  # no course
        "",
    ],
)
def test_session_that_is_not_there_is_not_found(desk, name):
    """A name that means no session that is due is said to be unknown."""
    slot = desk.slots(FACIAL)[0]
    with pytest.raises(NotFound):
        desk.book(slot, session(name))


def test_double_booking_names_what_is_in_the_way(desk):
    """The same slot twice: room and lead have it already, and until when."""
    slot = slot_at(desk.slots(FACIAL), "10:00")
    desk.book(slot, facial_for("ada"))
    with pytest.raises(Occupied) as caught:
        desk.book(slot, facial_for("ben"))
    found = {(c.kind, c.name, c.holder): c.to_utc for c in caught.value.clashes}
    end_utc = slot.end_utc + 10 * MINUTE
    assert found == {
        ("room", "north-1", "ada-c-1"): end_utc,  # its turnover included
        ("practitioner", slot.staff["lead"], "ada-c-1"): slot.start_utc + 25 * MINUTE,
    }
    assert desk.appointment("ben-c-1") is None


def test_patient_is_in_one_session_at_a_time(desk):
    """Cyd cannot lie in both rooms at once."""
    book(desk, facial_for("cyd"))
    with pytest.raises(Occupied) as caught:
        book(desk, facial_for("cyd"))
    assert [clash.kind for clash in caught.value.clashes] == ["patient"]


@pytest.mark.parametrize(
    ("patient", "day", "clock", "rule"),
    [
        ("dan", MON, "10:00", "R12"),  # never cleared
        ("eve", MON, "10:00", None),  # the last day of the clearance
        ("eve", TUE, "10:00", "R12"),  # a day after it
        ("cyd", MON, "11:15", None),  # ends at noon, as Cyd's hours do
        ("cyd", MON, "11:30", "R10"),  # runs past noon
    ],
)
def test_patients_rules(desk, patient, day, clock, rule):
    """Clearance (R12) counts days, the patient's own hours (R10) the whole session."""
    if rule is None:
        assert book(desk, facial_for(patient), day, clock).visit.patient == patient
        return
    with pytest.raises(Refused) as caught:
        book(desk, facial_for(patient), day, clock)
    assert (caught.value.rule, caught.value.resource) == (rule, patient)


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (MON, False),  # the same day
        (TUE, False),  # a day short of the least gap
        (WED, True),  # the least gap, met exactly
        (MONDAY + 7 * DAY, True),  # the last date: the latest of its window
        (MONDAY + 8 * DAY, False),  # a day late
    ],
)
def test_gap_between_sessions_of_a_course(desk, day, fits):
    """R11: the second session comes 2 to 7 days after the first."""
    book(desk, facial_for("ada"), MON)
    assert bool(desk.slots(session("ada-c-2"), first_day=day, last_day=day)) is fits
    if fits:
        assert book(desk, session("ada-c-2"), day, "14:00").visit.number == 2
        return
    with pytest.raises(Refused) as caught:
        book(desk, session("ada-c-2"), day, "14:00")
    assert (caught.value.rule, caught.value.resource) == ("R11", "ada-c")


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("clinic", {"clinic": "atlantis"}),
        ("room", {"room": "north-9"}),
        ("staff", {"staff": {"lead": "nobody"}}),
        ("staff", {"staff": {"aide": "mei"}}),  # nobody leads
        ("staff", {"staff": {"lead": "mei", "aide": "noa"}}),  # there is no such role
        ("steps", {"steps": (StepTime(name="nap", length_min=45),)}),
    ],
)
def test_slot_that_no_clinic_has_is_invalid(desk, field, changed):
    """A slot made up by somebody is refused by the name of the field."""
    slot = replace(desk.slots(FACIAL)[0], **changed)
    for change in (desk.hold, desk.book):
        with pytest.raises(InvalidInput) as caught:
            change(slot, facial_for("ada"))
        assert {problem.field for problem in caught.value.problems} == {f"slot.{field}"}


def test_start_between_two_ticks_is_refused(desk):
    """R01: every step begins on the grid."""
    slot = slot_at(desk.slots(FACIAL), "10:00")
    slot = replace(slot, start_utc=slot.start_utc + MINUTE)
    with pytest.raises(Refused, match="R01"):
        desk.book(slot, facial_for("ada"))


@pytest.mark.parametrize(
    ("start_utc", "message"),
    [
        (SUNDAY_NOON + 22.5 * HOUR + SECOND, "a whole minute"),
        (SUNDAY_NOON - SECOND, "not lie in the past"),
        (SUNDAY_NOON + 179 * DAY - 3 * HOUR, None),  # the last day of the book
        (SUNDAY_NOON + 180 * DAY, "on or before 2027-05-20"),  # a day beyond it
        (datetime.max.replace(tzinfo=UTC, second=0, microsecond=0), "on or before"),
    ],
)
def test_start_must_be_one_that_the_book_can_show(desk, start_utc, message):
    """It is a whole minute between now and the last day that can be booked."""
    slot = replace(slot_at(desk.slots(FACIAL), "10:00"), start_utc=start_utc)
    expected = pytest.raises(InvalidInput, match=message)
    with expected if message else nullcontext():
        desk.book(slot, facial_for("cyd"))


@pytest.mark.parametrize(
    ("later", "is_offered"),
    [
        (0, True),  # begins this very second
        (1, False),  # began a second ago
    ],
)
def test_the_past_is_neither_offered_nor_booked(desk, later, is_offered):
    """A slot can be had until the second at which it begins."""
    slot = slot_at(desk.slots(FACIAL), "10:00")
    desk.now_utc = slot.start_utc + timedelta(seconds=later)
    assert (slot in desk.slots(FACIAL)) is is_offered
    if is_offered:
        assert desk.book(slot, facial_for("ada")).visit.start_utc == desk.now_utc
        return
    with pytest.raises(InvalidInput, match="must not lie in the past"):
        desk.book(slot, facial_for("ada"))


def test_cancelled_session_can_be_booked_again_under_its_name(desk):
    """It is the same session, one change older."""
    first = book(desk, facial_for("ada"))
    desk.cancel("ada-c-1")
    again = book(desk, facial_for("ada"), TUE)
    assert again.visit.session == "ada-c-1"
    assert again.status is AppointmentStatus.CONFIRMED
    assert again.revision == first.revision + 2
