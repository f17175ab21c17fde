"""Appointments as planning and rosters ask for them."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.roster import AppointmentStatus
from scheduler.errors import InvalidInput
from scheduler.storage import unit_of_work
from tests.scheduler.builders import (
    make_appointment,
    make_clinic,
    make_course,
    make_network,
    make_practitioner,
    make_room,
)

TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)  # each lasts 45 minutes
MINUTE = timedelta(minutes=1)

NETWORK = make_network(
    clinics=(make_clinic(), make_clinic(id="south")),
    rooms=(make_room(), make_room(id="south-1", clinic="south")),
    practitioners=(make_practitioner(), make_practitioner(id="bo")),
    courses=(make_course(), make_course(id="c2")),
    appointments=(
        make_appointment(start_utc=TEN),
        make_appointment(course="c2", clinic="south", room="south-1", start_utc=TEN),
    ),
)


@pytest.fixture
def filled(engine):
    """A database with one appointment in each of two clinics, at ten o'clock."""
    with unit_of_work(engine) as uow:
        uow.replace_network(NETWORK)
        uow.commit()
    return engine


@pytest.mark.parametrize(
    ("start_utc", "end_utc", "sessions"),
    [
        (TEN, TEN + 45 * MINUTE, ["c1-1"]),  # exactly its own time
        (TEN - 60 * MINUTE, TEN, []),  # ends when it begins
        (TEN - 60 * MINUTE, TEN + MINUTE, ["c1-1"]),  # its first minute
        (TEN + 44 * MINUTE, TEN + 60 * MINUTE, ["c1-1"]),  # its last minute
        (TEN + 45 * MINUTE, TEN + 60 * MINUTE, []),  # begins when it ends
    ],
)
def test_appointments_that_reach_into_a_stretch(filled, start_utc, end_utc, sessions):
    """A stretch has the clinic's appointments that share a minute with it."""
    with unit_of_work(filled, write=False) as uow:
        found = uow.appointments.between("north", start_utc, end_utc)
    assert [each.visit.session for each in found] == sessions


def test_appointments_of_a_course_in_order_of_start(filled):
    """A course's history comes in order of time, not of number or id."""
    later = make_appointment(number=2, start_utc=TEN + timedelta(days=7))
    earlier = make_appointment(number=10, start_utc=TEN + timedelta(days=3))
    with unit_of_work(filled) as uow:
        uow.appointments.put([later, earlier])
        found = uow.appointments.of_course("c1")
    assert [each.visit.session for each in found] == ["c1-1", "c1-10", "c1-2"]


def test_put_replaces_the_appointment_of_a_session(filled):
    """Writing a session again leaves one appointment, with its new staff."""
    changed = make_appointment(
        AppointmentStatus.DONE, revision=2, staff={"lead": "bo", "assistant": "mei"}
    )
    with unit_of_work(filled) as uow:
        uow.appointments.put([changed])
        uow.commit()
    with unit_of_work(filled, write=False) as uow:
        assert uow.appointments.get("c1-1") == changed
        assert uow.appointments.count() == 2


@pytest.mark.parametrize(
    "overrides",
    [
        {"room": "north-9"},
        {"course": "c9"},
        {"staff": {"lead": "nobody"}},
    ],
)
def test_put_refuses_what_the_network_does_not_have(filled, overrides):
    """The database itself refuses an unknown room, course or practitioner."""
    with (
        unit_of_work(filled) as uow,
        pytest.raises(InvalidInput, match="of the network"),
    ):
        uow.appointments.put([make_appointment(**({"number": 5} | overrides))])


def test_put_of_nothing_changes_nothing(filled):
    """No appointments are no error."""
    with unit_of_work(filled) as uow:
        uow.appointments.put([])
        assert uow.appointments.count() == 2


@pytest.mark.parametrize(
    ("sessions", "found"),
    [
        ([], []),  # none asked for
        (["c2-1", "c1-1", "c1-9"], ["c1-1", "c2-1"]),  # one has no appointment
    ],
)
def test_appointments_of_sessions(filled, sessions, found):
    """Whatever clinic they are at, in order of start."""
    with unit_of_work(filled, write=False) as uow:
        appointments = uow.appointments.of_sessions(sessions)
    assert [each.visit.session for each in appointments] == found
