"""Holds keep a place until they are over, and not a second longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.domain.occupancy import Use, UseKind
from scheduler.errors import InvalidInput, NotFound, Occupied, RosterConflict
from scheduler.planning import publish_roster
from scheduler.storage import unit_of_work
from scheduler.storage.holds import HOLDS_KEPT
from tests.scheduler.builders import (
    make_appointment,
    make_course,
    make_hold,
    make_network,
    make_patient,
    make_roster,
    make_visit,
)
from tests.scheduler.storage.taken import MINUTE, TEN, holders, taken

SECOND = timedelta(seconds=1)
HOLD = make_hold()
LAST_SECOND = HOLD.expires_utc - SECOND
ROOM = Use(kind=UseKind.ROOM, name="north-1", from_utc=TEN, to_utc=TEN + MINUTE)


@pytest.fixture
def held(engine):
    """A database in which one place is held."""
    network = make_network(
        patients=(make_patient(), make_patient(id="p2")),
        courses=(make_course(), make_course(id="c2", patient="p2")),
    )
    with unit_of_work(engine) as uow:
        uow.replace_network(network)
        uow.holds.add(HOLD)
        uow.commit()
    return engine


def test_hold_comes_back_as_it_was_kept(held):
    """With a session or without one."""
    of_session = make_hold(
        id="h2",
        session="c1-2",
        course="c1",
        number=2,
        patient="p1",
        start_utc=TEN + timedelta(days=1),
    )
    with unit_of_work(held) as uow:
        uow.holds.add(of_session)
        assert uow.holds.get("h1") == HOLD
        assert uow.holds.get("h2") == of_session


def test_hold_without_a_patient_takes_room_and_practitioner(held):
    """Nobody else can have them."""
    assert taken(held) == {
        ("room", "north-1", 1, 0, 55, "h1"),
        ("practitioner", "mei", 1, 0, 25, "h1"),
    }
    with unit_of_work(held) as uow, pytest.raises(Occupied) as refusal:
        uow.appointments.put([make_appointment()])
    assert {(each.holder, each.is_hold) for each in refusal.value.clashes} == {
        ("h1", True)
    }


@pytest.mark.parametrize(
    ("now_utc", "is_blocked"),
    [
        (LAST_SECOND, True),  # a live hold blocks to its last second
        (HOLD.expires_utc, False),  # at the very second of its expiry it is over
        (HOLD.expires_utc + SECOND, False),
    ],
)
class TestExpiry:
    """A live hold blocks, one that is over does not, whatever a sweeper does."""

    def test_for_another_hold(self, held, now_utc, is_blocked):
        """It begins now, and clears what is over before it takes."""
        other = make_hold(
            id="h2", created_utc=now_utc, expires_utc=now_utc + timedelta(minutes=10)
        )
        with unit_of_work(held) as uow:
            if is_blocked:
                with pytest.raises(Occupied):
                    uow.holds.add(other)
            else:
                uow.holds.add(other)
            uow.commit()
        expected = {"h1"} if is_blocked else {"h2"}
        assert holders(held, "room", "north-1") == expected

    def test_for_an_appointment(self, held, now_utc, is_blocked):
        """Whoever writes one clears first."""
        with unit_of_work(held) as uow:
            uow.holds.clear_expired(now_utc)
            if is_blocked:
                with pytest.raises(Occupied):
                    uow.appointments.put([make_appointment()])
            else:
                uow.appointments.put([make_appointment()])

    def test_for_a_roster(self, held, now_utc, is_blocked):
        """Publishing clears by the time of publishing."""
        with unit_of_work(held) as uow:
            uow.rosters.save_draft(make_roster(visits=(make_visit(),)))
            uow.commit()
        if is_blocked:
            with pytest.raises(RosterConflict, match="taken by hold 'h1'"):
                publish_roster(held, "run-1", now_utc=now_utc)
        else:
            assert publish_roster(held, "run-1", now_utc=now_utc).added == ("c1-1",)

    def test_for_who_only_looks(self, held, now_utc, is_blocked):
        """A reader, who cannot clear anything, passes it over."""
        with unit_of_work(held, write=False) as uow:
            clashes = uow.occupancy.clashes([ROOM], stock={}, now_utc=now_utc)
        assert bool(clashes) is is_blocked

    def test_for_a_list_of_live_holds(self, held, now_utc, is_blocked):
        """As a book that is opened then wants them."""
        with unit_of_work(held, write=False) as uow:
            live = uow.holds.unexpired(now_utc)
        assert live == ((HOLD,) if is_blocked else ())


def test_removed_hold_frees_its_place_for_the_booking(held):
    """In one transaction: the hold goes and the appointment comes."""
    with unit_of_work(held) as uow:
        uow.holds.remove("h1")
        uow.appointments.put([make_appointment()])
        uow.commit()
    assert holders(held, "room", "north-1") == {"c1-1"}
    with unit_of_work(held) as uow:
        for again in (uow.holds.get, uow.holds.remove):
            with pytest.raises(NotFound, match="hold 'h1'"):
                again("h1")


@pytest.mark.parametrize(
    ("later", "is_known"),
    [
        (HOLDS_KEPT, True),  # the last moment
        (HOLDS_KEPT + SECOND, False),
    ],
)
def test_hold_that_is_over_is_remembered_for_a_while(held, later, is_known):
    """So that it can be told from one that never was."""
    with unit_of_work(held) as uow:
        uow.holds.clear_expired(HOLD.expires_utc)
        assert uow.holds.get("h1").is_over(HOLD.expires_utc)
        uow.holds.clear_expired(HOLD.expires_utc + later)
        assert uow.holds.count() == is_known
        uow.commit()
    assert taken(held) == set()


@pytest.mark.parametrize(
    "overrides",
    [
        {"id": "h1"},  # there is one
        {"room": "north-9"},
        {"treatment": "none"},
        {"session": "c9-1", "course": "c9", "number": 1, "patient": "p1"},
    ],
)
def test_hold_must_be_new_and_name_what_there_is(held, overrides):
    """The database refuses the rest, and the transaction goes on."""
    later = make_hold(
        **({"id": "h2", "start_utc": TEN + timedelta(days=1)} | overrides)
    )
    with unit_of_work(held) as uow:
        with pytest.raises(InvalidInput, match="must be a new one"):
            uow.holds.add(later)
        assert uow.holds.count() == 1


def test_hold_for_the_next_place_of_a_session_may_overlap_its_present_one(held):
    """A move by ten minutes can be held, and nobody else gets into it."""
    with unit_of_work(held) as uow:
        uow.holds.remove("h1")
        uow.appointments.put([make_appointment()])
        move = make_hold(
            session="c1-1",
            course="c1",
            number=1,
            patient="p1",
            start_utc=TEN + 10 * MINUTE,
        )
        uow.holds.add(move)
        uow.commit()
    assert ("room", "north-1", 1, 55, 65, "h1") in taken(held)
    with unit_of_work(held) as uow:
        with pytest.raises(Occupied):
            uow.holds.add(make_hold(id="h2", start_utc=TEN + 60 * MINUTE))
        uow.holds.remove("h1")
        uow.appointments.put([make_appointment(start_utc=move.start_utc)])
        uow.commit()
    assert ("room", "north-1", 1, 10, 65, "c1-1") in taken(held)


def test_another_session_may_not_overlap_it(held):
    """Only its own session is passed over."""
    with unit_of_work(held) as uow:
        uow.holds.remove("h1")
        uow.appointments.put([make_appointment()])
        other = make_hold(session="c2-1", course="c2", number=1, patient="p2")
        with pytest.raises(Occupied):
            uow.holds.add(replace(other, start_utc=TEN + 10 * MINUTE))
