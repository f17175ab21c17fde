"""What appointments take, and who is told what stands in the way."""

from __future__ import annotations

import pytest

from scheduler.domain.occupancy import Use, UseKind
from scheduler.domain.roster import AppointmentStatus
from scheduler.errors import Occupied, RosterConflict
from scheduler.storage import unit_of_work
from tests.scheduler.builders import (
    make_clinic,
    make_hold,
    make_network,
    make_roster,
    make_visit,
)
from tests.scheduler.storage.crowd import (
    PARTS,
    appointment,
    in_the_way,
    lit,
    put,
    store_network,
)
from tests.scheduler.storage.taken import MINUTE, TEN, holders, taken

CANCELLED, MISSED = AppointmentStatus.CANCELLED, AppointmentStatus.MISSED


@pytest.fixture
def network(engine):
    """A database with four rooms, practitioners and patients, and two lamps."""
    store_network(engine)
    return engine


def test_appointment_takes_room_people_and_equipment(network):
    """Each for as long as it is needed; the room until its turnover ends."""
    put(network, lit(1))
    assert taken(network) == {
        ("room", "north-1", 1, 0, 55, "c1-1"),
        ("patient", "p1", 1, 0, 45, "c1-1"),
        ("practitioner", "w1", 1, 0, 25, "c1-1"),
        ("equipment", "north/lamp", 1, 25, 45, "c1-1"),
    }


@pytest.mark.parametrize(
    ("after_min", "shared", "refused"),
    [
        (54, {"room": "north-1"}, {("room", "north-1")}),  # in the turnover
        (55, {"room": "north-1"}, set()),  # it touches the turnover
        (44, {"patient": "p1", "course": "c1", "number": 2}, {("patient", "p1")}),
        (45, {"patient": "p1", "course": "c1", "number": 2}, set()),
        (24, {"staff": {"lead": "w1"}}, {("practitioner", "w1")}),
        (25, {"staff": {"lead": "w1"}}, set()),  # free while the other rests
        (-44, {"patient": "p1", "course": "c1", "number": 2}, {("patient", "p1")}),
        (-45, {"patient": "p1", "course": "c1", "number": 2}, set()),
    ],
)
def test_what_is_shared_is_refused_to_the_minute(network, after_min, shared, refused):
    """Uses that touch do not clash; a minute nearer they do, and it is named."""
    put(network, appointment(1))
    other = appointment(2, after_min=after_min, **shared)
    if refused:
        expected = {(kind, name, "c1-1") for kind, name in refused}
        assert in_the_way(network, other) == expected
    else:
        put(network, other)


def test_refusal_names_everything_and_until_when(network):
    """All that is in the way at once, in words that need no database."""
    put(network, appointment(1), appointment(2))
    other = appointment(3, room="north-1", staff={"lead": "w2"})
    with unit_of_work(network) as uow, pytest.raises(Occupied) as refusal:
        uow.appointments.put([other])
    assert str(refusal.value) == (
        "The place must be free, but room 'north-1' is taken by session 'c1-1' from "
        "2026-11-23T10:00Z to 2026-11-23T10:55Z; practitioner 'w2' is taken by "
        "session 'c2-1' from 2026-11-23T10:00Z to 2026-11-23T10:25Z."
    )


def test_refused_appointments_leave_no_trace(network):
    """The transaction goes on as if nothing had been asked."""
    put(network, appointment(1), appointment(2, after_min=60))
    before = taken(network)
    with unit_of_work(network) as uow:
        latest = uow.changes.latest()
        with pytest.raises(Occupied):
            # the first could be moved, the second is in the way of the other
            uow.appointments.put([appointment(2), appointment(3, room="north-1")])
        assert uow.changes.latest() == latest
        uow.commit()
    assert taken(network) == before
    with unit_of_work(network, write=False) as uow:
        assert uow.appointments.count() == 2


def test_two_that_clash_with_each_other_are_refused_together(network):
    """What is written at once must fit together."""
    both = appointment(1), appointment(2, room="north-1")
    assert in_the_way(network, *both) == {("room", "north-1", "c1-1")}


def test_equipment_is_taken_unit_by_unit_up_to_the_stock(network):
    """Two lamps serve two sessions at a time; the third names both."""
    put(network, lit(1), lit(2))
    lamp = "equipment", "north/lamp"
    assert {row[2] for row in taken(network) if row[:2] == lamp} == {1, 2}
    assert in_the_way(network, lit(3)) == {(*lamp, "c1-1"), (*lamp, "c2-1")}
    put(network, lit(3, after_min=20))  # begins under it when they end


def test_equipment_is_not_refused_while_one_is_left(network):
    """Where no unit is free throughout, one serves after the other."""
    put(network, lit(1), lit(2, after_min=20), lit(3, after_min=20))
    put(network, lit(2, status=CANCELLED))
    put(network, lit(4, after_min=10))
    lamps = {row[2:] for row in taken(network) if row[0] == "equipment"}
    assert lamps == {
        (1, 25, 45, "c1-1"),
        (2, 45, 65, "c3-1"),
        (2, 35, 45, "c4-1"),
        (1, 45, 55, "c4-1"),
    }


def test_equipment_that_the_clinic_does_not_own_is_in_nobodys_hands(network):
    """It is refused without a holder."""
    store_network(network, clinics=(make_clinic(),))
    assert in_the_way(network, lit(1)) == {("equipment", "north/lamp", "")}


def test_sessions_swap_places_in_one_put(network):
    """Everything that is given up is free before anything is taken."""
    put(network, appointment(1), appointment(2))
    put(network, appointment(1, room="north-2"), appointment(2, room="north-1"))
    assert holders(network, "room", "north-1") == {"c2-1"}
    assert holders(network, "room", "north-2") == {"c1-1"}


@pytest.mark.parametrize("status", [CANCELLED, MISSED])
def test_cancelled_and_missed_sessions_free_their_place(network, status):
    """Somebody else can have it at once; coming back is refused then."""
    put(network, appointment(1))
    put(network, appointment(1, status))
    assert taken(network) == set()
    put(network, appointment(2, room="north-1"))
    assert in_the_way(network, appointment(1)) == {("room", "north-1", "c2-1")}


def test_session_that_is_moved_is_not_in_its_own_way(network):
    """By ten minutes, into the time that it had."""
    put(network, appointment(1))
    put(network, appointment(1, after_min=10))
    assert ("room", "north-1", 1, 10, 65, "c1-1") in taken(network)


def test_import_keeps_what_contradicts_itself_and_takes_what_is_left(network, caplog):
    """The later of two in one room has its patient and practitioner, but no room."""
    contradictory = (appointment(1), appointment(2, after_min=5, room="north-1"))
    store_network(network, appointments=contradictory)
    assert holders(network, "room", "north-1") == {"c1-1"}
    assert holders(network, "patient", "p2") == {"c2-1"}
    assert "taken for them: c2-1" in caplog.text


def test_history_of_what_contradicts_itself_can_be_recorded(network):
    """A session that stays where it is asks for nothing."""
    contradictory = (appointment(1), appointment(2, room="north-1"))
    store_network(network, appointments=contradictory)
    put(network, appointment(2, AppointmentStatus.DONE, room="north-1"))
    assert holders(network, "room", "north-1") == {"c1-1"}


def test_replacing_the_network_frees_everything(network):
    """Nothing of what was taken outlives it."""
    put(network, lit(1))
    with unit_of_work(network) as uow:
        uow.holds.add(make_hold(room="north-2", staff={"lead": "w2"}))
        uow.replace_network(make_network(**PARTS))
        uow.commit()
    assert taken(network) == set()
    put(network, lit(2, room="north-1"))


def test_roster_whose_place_is_taken_is_a_conflict(network):
    """Publishing names who has it; the draft stays a draft."""
    put(network, appointment(1))
    visit = make_visit(room="north-1", course="c2", patient="p2", staff={"lead": "w2"})
    with unit_of_work(network) as uow:
        uow.rosters.save_draft(make_roster(visits=(visit,)))
        with pytest.raises(RosterConflict, match=r"plan again\. .*session 'c1-1'"):
            uow.rosters.publish("run-1")
        assert uow.rosters.latest_draft() is not None
        assert uow.appointments.count() == 1


def test_looking_takes_nothing_and_needs_no_writer(network):
    """A reader is told the clashes of uses, also of what never was taken."""
    put(network, appointment(1))
    free, wanted = (
        Use(kind=UseKind.ROOM, name=room, from_utc=TEN, to_utc=TEN + MINUTE)
        for room in ("north-9", "north-1")
    )
    with unit_of_work(network, write=False) as uow:
        (clash,) = uow.occupancy.clashes([free, wanted], stock={}, now_utc=TEN)
        own = uow.occupancy.clashes([wanted], stock={}, now_utc=TEN, beside="c1-1")
    assert (clash.name, clash.holder) == ("north-1", "c1-1")
    assert clash.to_utc == TEN + 55 * MINUTE
    assert own == ()
