"""Quotes of whole courses: all dates, or what would help; accepted whole or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Engine

from scheduler.booking.asking import Wanted
from scheduler.booking.course_wish import CourseWish, num_sessions
from scheduler.booking.quoting import QUOTE_MIN, Quoted, Quoting
from scheduler.domain.calendar import Weekday
from scheduler.domain.course import Course
from scheduler.domain.patient import Contraindication
from scheduler.domain.roster import Appointment, AppointmentStatus
from scheduler.errors import (
    InvalidInput,
    NotFound,
    Occupied,
    QuoteExpired,
    StateConflict,
)
from scheduler.storage import unit_of_work
from tests.scheduler.booking.desk import SUNDAY_NOON, Desk
from tests.scheduler.builders import (
    make_clinic,
    make_network,
    make_patient,
    make_practitioner,
    make_protocol,
    make_room,
    make_shift,
    make_window,
)
from tests.scheduler.cases import MONDAY

PATIENTS = (make_patient(), make_patient(id="p2"))
GLOW = 7
"""Sessions of consultation and series in the protocol."""


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A front desk with one room and one practitioner, on the Sunday before."""
    network = make_network(patients=PATIENTS, courses=())
    return Desk(engine, network, now_utc=SUNDAY_NOON)


def quote(desk: Desk, **wish: Any) -> Quoted:
    """Ask for a course."""
    fields = {"patient": "p1", "protocol": "glow", "starts_on": MONDAY} | wish
    with unit_of_work(desk.engine) as uow:
        quoting = Quoting(desk.live, uow, desk.now_utc)
        quoted = quoting.quote(CourseWish(**fields))
        uow.commit()
    return quoted


def accept(desk: Desk, quote_id: str) -> tuple[Course, tuple[Appointment, ...]]:
    """Begin the course."""
    with unit_of_work(desk.engine) as uow:
        begun = Quoting(desk.live, uow, desk.now_utc).accept(quote_id)
        uow.commit()
    return begun


def dates(quoted: Quoted) -> list[date]:
    """Days of the quoted sessions."""
    return [visit.start_utc.date() for visit in quoted.quote.visits]


def test_a_quote_has_a_place_for_every_session(desk):
    """Consultation and series, each gap kept, the last date told."""
    quoted = quote(desk)
    assert num_sessions(make_protocol()) == GLOW == len(quoted.quote.visits)
    days = dates(quoted)
    gaps = [(b - a).days for a, b in pairwise(days)]
    assert all(2 <= gap <= 7 for gap in gaps)
    assert quoted.outline.done_by == days[-1]
    assert not quoted.quote.missing
    assert not quoted.changes


def test_a_quote_keeps_nothing_free(desk):
    """It is told, not held: the places are offered to others as before."""
    first = quote(desk).quote.visits[0]
    starts = [slot.start_utc for slot in desk.slots(Wanted(treatment="facial"))]
    assert first.start_utc in starts


def test_an_accepted_course_is_booked_whole(desk):
    """Every session is an appointment of the new course, at the quoted place."""
    quoted = quote(desk)
    course, booked = accept(desk, quoted.quote.id)
    assert [a.visit.start_utc for a in booked] == [
        v.start_utc for v in quoted.quote.visits
    ]
    assert {a.status for a in booked} == {AppointmentStatus.CONFIRMED}
    with unit_of_work(desk.engine, write=False) as uow:
        assert uow.appointments.of_course(course.id) == booked
        assert uow.courses.get(course.id).patient == "p1"


def test_a_course_of_which_one_place_is_gone_is_not_begun(desk):
    """Another patient took one of them meanwhile: all stay as they are."""
    quoted = quote(desk)
    third = quoted.quote.visits[2]
    wanted = Wanted(treatment="facial", patient="p2")
    slot = next(
        s
        for s in desk.slots(wanted, first_day=third.start_utc.date())
        if s.start_utc == third.start_utc
    )
    desk.book(slot, wanted)
    with pytest.raises(Occupied):
        accept(desk, quoted.quote.id)
    with unit_of_work(desk.engine, write=False) as uow:
        assert uow.appointments.count() == 1
        assert [c.patient for c in uow.courses.all()] == ["p2"]


def test_a_quote_is_accepted_once(desk):
    """The second time there is none."""
    quoted = quote(desk)
    accept(desk, quoted.quote.id)
    with pytest.raises(NotFound):
        accept(desk, quoted.quote.id)


@pytest.mark.parametrize(("seconds", "is_over"), [(-1, False), (0, True)])
def test_a_quote_expires_to_the_second(desk, seconds, is_over):
    """A second before it is good, at its expiry it is over."""
    quoted = quote(desk)
    desk.later(seconds=60 * QUOTE_MIN + seconds)
    if is_over:
        with pytest.raises(QuoteExpired):
            accept(desk, quoted.quote.id)
    else:
        accept(desk, quoted.quote.id)


def test_sessions_that_fail_are_named_with_what_would_help(engine):
    """Only Sundays, when nobody works: no session has a place, any hour helps."""
    sundays = make_patient(available=(make_window(days=(Weekday.SUN,)),))
    network = make_network(patients=(sundays,), courses=())
    quoted = quote(Desk(engine, network, now_utc=SUNDAY_NOON))
    assert quoted.quote.missing == tuple(range(1, GLOW + 1))
    assert quoted.outline.done_by is None
    assert all(line.reasons for line in quoted.outline.lines)
    assert [change.kind for change in quoted.changes] == ["hours"]
    assert quoted.changes[0].placed == GLOW


def test_another_clinic_may_help(engine):
    """Nobody works where the patient goes: the other clinic has room for all."""
    south = make_practitioner(id="sol", shifts=(make_shift(clinic="south"),))
    network = make_network(
        clinics=(make_clinic(), make_clinic(id="south")),
        rooms=(make_room(), make_room(id="south-1", clinic="south")),
        practitioners=(south,),
        courses=(),
    )
    quoted = quote(Desk(engine, network, now_utc=SUNDAY_NOON))
    assert [change.kind for change in quoted.changes] == ["clinics"]
    assert "'south'" in quoted.changes[0].detail


def test_a_patient_without_clearance_needs_one(engine):
    """Nothing else helps (R12)."""
    patient = replace(
        make_patient(), contraindications=(Contraindication.BLOOD_THINNERS,)
    )
    network = make_network(patients=(patient,), courses=())
    quoted = quote(Desk(engine, network, now_utc=SUNDAY_NOON))
    assert [change.kind for change in quoted.changes] == ["clearance"]
    assert all("R12" in " ".join(line.reasons) for line in quoted.outline.lines)


def test_a_quote_with_a_gap_in_it_is_not_accepted(engine):
    """A course is begun whole or not at all."""
    sundays = make_patient(available=(make_window(days=(Weekday.SUN,)),))
    network = make_network(patients=(sundays,), courses=())
    desk = Desk(engine, network, now_utc=SUNDAY_NOON)
    with pytest.raises(StateConflict, match="place for every session"):
        accept(desk, quote(desk).quote.id)


def test_hours_that_are_wished_for_count_instead(desk):
    """Mornings until ten: that is when all sessions begin and end."""
    morning = make_window(from_local=time(9), to_local=time(10))
    quoted = quote(desk, available=(morning,))
    assert {visit.start_utc.hour for visit in quoted.quote.visits} == {9}
    course, booked = accept(desk, quoted.quote.id)
    assert len(booked) == GLOW
    assert course.starts_on == MONDAY


def test_nothing_is_quoted_in_the_past(desk):
    """From today on, and today from the next minute on."""
    desk.now_utc += timedelta(days=1)  # Monday noon
    quoted = quote(desk)
    assert all(visit.start_utc > desk.now_utc for visit in quoted.quote.visits)
    with pytest.raises(InvalidInput, match="starts_on"):
        quote(desk, starts_on=MONDAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"clinics": ("nowhere",)}, "clinics"),
        ({"sessions": 99}, "sessions"),
        ({"practitioner": "nobody"}, "practitioner"),
    ],
)
def test_impossible_wishes_are_refused(desk, wish, field):
    """By the name of the field."""
    with pytest.raises(InvalidInput, match=field):
        quote(desk, **wish)
