"""``meridian plan``: a run over the database, a draft or published."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import Engine

from scheduler.domain.calendar import LocalSpan
from scheduler.domain.network import Network
from scheduler.domain.roster import RosterStatus
from scheduler.storage import unit_of_work
from tests.api.conftest import Run
from tests.scheduler.builders import (
    make_appointment,
    make_network,
    make_practitioner,
)


@pytest.fixture
def network(sqlite_engine: Engine, on_database: str) -> Network:
    """A small network in the program's database."""
    network = make_network()
    with unit_of_work(sqlite_engine) as uow:
        uow.replace_network(network)
        uow.commit()
    return network


def test_plan_shows_figures_and_keeps_a_draft(
    meridian: Run, network: Network, sqlite_engine: Engine
) -> None:
    """Before and after stand side by side; nothing is published."""
    ended = meridian("plan", "--time-limit", 1, "--weeks", 1)
    assert ended.status == 0
    assert "front desk" in ended.out
    assert "without a place" in ended.out
    with unit_of_work(sqlite_engine, write=False) as uow:
        draft = uow.rosters.latest_draft()
        assert draft is not None
        assert draft.horizon_days == 7
        assert uow.appointments.count() == len(network.appointments)
    assert ended.out.endswith(f"Roster {draft.id} is kept as a draft.\n")


def test_plan_publishes_when_told_to(
    meridian: Run, network: Network, sqlite_engine: Engine
) -> None:
    """The roster is the published one, and the changes are counted."""
    ended = meridian("plan", "--time-limit", 1, "--publish")
    assert ended.status == 0
    assert " is published: " in ended.out
    with unit_of_work(sqlite_engine, write=False) as uow:
        (roster,) = uow.rosters.all()
    assert roster.status is RosterStatus.PUBLISHED


def test_plan_tells_whom_to_phone(
    meridian: Run, sqlite_engine: Engine, on_database: str
) -> None:
    """Each appointment that cannot stay is a line on standard error."""
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    noon = datetime.combine(tomorrow, time(12), UTC)
    appointment = make_appointment(start_utc=noon)
    ill = LocalSpan(first_day=tomorrow, last_day=tomorrow)
    network = make_network(
        practitioners=(make_practitioner(absences=(ill,)),), appointments=(appointment,)
    )
    with unit_of_work(sqlite_engine) as uow:
        uow.replace_network(network)
        uow.commit()
    ended = meridian("plan", "--time-limit", 1, "--weeks", 1)
    assert ended.status == 0
    (line,) = ended.err.splitlines()
    session = appointment.visit.session
    assert line.startswith(f"Session {session} cannot stay at north, {tomorrow} 12:00")
    assert "R05" in line


def test_plan_of_an_unknown_clinic_is_told(
    meridian: Run, network: Network, sqlite_engine: Engine
) -> None:
    """The line names the clinics there are; no draft comes of it."""
    ended = meridian("plan", "--clinic", "nowhere")
    assert (ended.status, ended.out) == (2, "")
    assert "north" in ended.err
    assert ended.err.count("\n") == 1
    with unit_of_work(sqlite_engine, write=False) as uow:
        assert uow.rosters.latest_draft() is None


def test_plan_without_a_network_is_told(meridian: Run, on_database: str) -> None:
    """Nothing was imported yet: status 2, and one line."""
    ended = meridian("plan")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
