"""Reading is the exact inverse of writing."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from scheduler.domain.network import Network
from scheduler.tables import read_files, write_files
from tests.scheduler.tables.strategies import networks


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(networks())
def test_any_network_is_read_as_it_was_written(network: Network) -> None:
    """Whatever the domain allows survives, formulas, blanks and odd ids included."""
    assert read_files(write_files(network)) == network
