"""Reading is the exact inverse of writing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from scheduler.domain.network import Network
from scheduler.errors import InvalidInput
from scheduler.tables import read_files, write_files
from tests.scheduler.builders import (
    make_appointment,
    make_clinic,
    make_network,
    make_patient,
    make_roster,
    make_visit,
)
from tests.scheduler.tables.strategies import networks


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(networks())
def test_any_network_is_read_as_it_was_written(network: Network) -> None:
    """Whatever the domain allows survives, formulas, blanks and odd ids included."""
    assert read_files(write_files(network)) == network


def test_appointment_is_written_on_the_clock_of_its_clinic() -> None:
    """09:00 in New York in July, whatever it is in London."""
    start_utc = datetime(2026, 7, 1, 13, tzinfo=UTC)
    network = make_network(
        clinics=(make_clinic(timezone="America/New_York"),),
        appointments=(make_appointment(start_utc=start_utc),),
    )
    assert b",2026-07-01T09:00-04:00," in write_files(network)["appointments.csv"]


def test_files_of_rosters_are_written_only_when_there_are_rosters() -> None:
    """A clinic's own folder has none; a copy of the database has all three."""
    names = {"rosters.csv", "roster_visits.csv", "roster_unplaced.csv"}
    assert names.isdisjoint(write_files(make_network()))
    assert names <= set(write_files(make_network(rosters=(make_roster(),))))


def test_roster_may_tell_of_what_is_no_longer_there() -> None:
    """Its ids are not looked up, and its times need no clinic's clock."""
    visit = make_visit(clinic="closed-long-ago", patient="gone", room="gone")
    network = make_network(rosters=(make_roster(visits=(visit,)),))
    assert read_files(write_files(network)) == network


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Ann", b"id,name"),  # plain ASCII
        ("Zoë", b"\xef\xbb\xbfid,name"),  # with a mark, for spreadsheets
    ],
)
def test_mark_is_written_where_a_spreadsheet_needs_it(name: str, mark: bytes) -> None:
    """Without it a spreadsheet takes the file for Windows-1252."""
    network = make_network(patients=(make_patient(name=name),))
    assert write_files(network)["patients.csv"].startswith(mark)


def test_network_without_a_clinic_is_not_written() -> None:
    """It could not be read again."""
    with pytest.raises(InvalidInput, match="at least one clinic"):
        write_files(Network(policy=make_network().policy))
