"""The whole network, read and replaced at once."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from scheduler.domain.clinic import Travel
from scheduler.domain.network import Network, Policy, Weights
from scheduler.storage import tables
from scheduler.storage.appointments import take_all
from scheduler.storage.changes import ChangeFeed
from scheduler.storage.mapping import Mapping, Row, Rows, fetch, insert, rows_of
from scheduler.storage.mappings import (
    APPOINTMENTS,
    CLINICS,
    COURSES,
    PATIENTS,
    PRACTITIONERS,
    PROTOCOLS,
    ROOMS,
    ROSTERS,
    TREATMENTS,
)

_PARTS: dict[str, Mapping[Any]] = {
    "clinics": CLINICS,
    "rooms": ROOMS,
    "practitioners": PRACTITIONERS,
    "treatments": TREATMENTS,
    "protocols": PROTOCOLS,
    "patients": PATIENTS,
    "courses": COURSES,
    "appointments": APPOINTMENTS,
    "rosters": ROSTERS,
}

# The ledger of nights belongs to the installation and outlives a network. So
# does the feed of changes, or who follows it would not hear of the next one.
_KEPT = {tables.nightly_runs, tables.changes}


def read_policy(connection: Connection) -> Policy | None:
    """Read how the network plans; None: there is no network yet."""
    row = connection.execute(select(tables.policies)).mappings().first()
    if row is None:
        return None
    values = {name: value for name, value in row.items() if name != "only_row"}
    return Policy(**(values | {"weights": Weights(**row["weights"])}))


def read_network(connection: Connection, policy: Policy, *, rosters: bool) -> Network:
    """Read everything else, with or without the rosters of all runs."""
    parts = {
        part: fetch(connection, mapping)
        for part, mapping in _PARTS.items()
        if rosters or mapping is not ROSTERS
    }
    trips = connection.execute(select(tables.travel)).mappings()
    travel = tuple(Travel(**dict(trip)) for trip in trips)
    return Network(policy=policy, travel=travel, **parts)


def replace_network(connection: Connection, network: Network) -> None:
    """
    Write a network in the place of whatever was there.

    Appointments that contradict one another are kept as they came; the later
    of two that clash takes what is left.
    """
    for table in reversed(tables.metadata.sorted_tables):
        if table not in _KEPT:
            connection.execute(table.delete())
    rows: Rows = {
        tables.policies: [_policy_row(network.policy)],
        tables.travel: [_travel_row(trip) for trip in network.travel],
    }
    for part, mapping in _PARTS.items():
        rows |= rows_of(mapping, getattr(network, part))
    insert(connection, rows)
    take_all(connection, network.appointments, leaves_out=True)
    ChangeFeed(connection).restart()


def _policy_row(policy: Policy) -> Row:
    return {
        "only_row": 1,
        "id": policy.id,
        "name": policy.name,
        "timezone": policy.timezone,
        "tick_min": policy.tick_min,
        "horizon_days": policy.horizon_days,
        "freeze_days": policy.freeze_days,
        "weights": asdict(policy.weights),
    }


def _travel_row(trip: Travel) -> Row:
    return {
        "clinic_a": trip.clinic_a,
        "clinic_b": trip.clinic_b,
        "travel_min": trip.travel_min,
    }
