"""The feed says who changed where and when, in the order of commits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.domain.roster import AppointmentStatus
from scheduler.storage import unit_of_work
from tests.scheduler.builders import make_appointment, make_hold, make_network
from tests.scheduler.storage.taken import TEN

NEXT_DAY = TEN + timedelta(days=1)


@pytest.fixture
def network(engine):
    """A database with a network and no appointment."""
    with unit_of_work(engine) as uow:
        uow.replace_network(make_network())
        uow.commit()
    return engine


def entries(uow, revision):
    """Holder and start of what came after a revision."""
    return [(each.holder, each.start_utc) for each in uow.changes.since(revision)]


def test_nothing_was_written_yet(engine):
    """A database without a network has no revision."""
    with unit_of_work(engine, write=False) as uow:
        assert uow.changes.latest() == 0
        assert uow.changes.since(0) == ()


def test_every_way_of_writing_leaves_its_entries(network):
    """Written, moved from and to, cancelled; held, let go and expired."""
    hold = make_hold(start_utc=NEXT_DAY)
    with unit_of_work(network) as uow:
        start = uow.changes.latest()
        uow.appointments.put([make_appointment()])
        uow.appointments.put([make_appointment(start_utc=NEXT_DAY)])
        cancelled = make_appointment(AppointmentStatus.CANCELLED, start_utc=NEXT_DAY)
        uow.appointments.put([cancelled])
        uow.holds.add(hold)
        uow.holds.remove("h1")
        uow.holds.add(hold)
        uow.holds.clear_expired(hold.expires_utc)
        uow.holds.clear_expired(hold.expires_utc)  # nothing is left to clear
        uow.commit()
    with unit_of_work(network, write=False) as uow:
        assert entries(uow, start) == [
            ("c1-1", TEN),
            ("c1-1", TEN),
            ("c1-1", NEXT_DAY),
            ("c1-1", NEXT_DAY),
            *[("h1", NEXT_DAY)] * 4,
        ]
        changes = uow.changes.since(start)
    assert [each.revision for each in changes] == list(range(start + 1, start + 9))
    assert {each.clinic for each in changes} == {"north"}
    assert [each.is_hold for each in changes] == [False] * 4 + [True] * 4


def test_a_revision_counts_once_it_is_committed(network):
    """What is undone is nobody's news, and its number is given again."""
    with unit_of_work(network) as uow:
        before = uow.changes.latest()
        uow.appointments.put([make_appointment()])
    with unit_of_work(network) as uow:
        assert uow.changes.latest() == before
        uow.appointments.put([make_appointment(start_utc=NEXT_DAY)])
        assert entries(uow, before) == [("c1-1", NEXT_DAY)]


def test_import_changes_everything(network):
    """Whoever followed the network before hears of one change, of everything."""
    with unit_of_work(network) as uow:
        uow.appointments.put([make_appointment()])
        read = uow.changes.latest()
        uow.replace_network(make_network(appointments=(make_appointment(),)))
        uow.commit()
    with unit_of_work(network, write=False) as uow:
        for revision in (0, read):
            (change,) = uow.changes.since(revision)
            assert (change.holder, change.clinic, change.start_utc) == ("", None, None)
            assert change.revision == read + 1
