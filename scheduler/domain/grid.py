"""Lengths of a network on the grid of its policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scheduler.domain.checks import Checks
from scheduler.domain.roster import AppointmentStatus

if TYPE_CHECKING:
    from scheduler.domain.network import Network

# What is over keeps its length even if the grid was another one then.
_STANDING = {
    AppointmentStatus.PUBLISHED,
    AppointmentStatus.CONFIRMED,
    AppointmentStatus.ARRIVED,
}


def check_grid(checks: Checks, network: Network) -> None:
    """Note a problem for each length that is no multiple of ``tick_min``."""
    tick_min = network.policy.tick_min
    for path, length_min in _lengths(network):
        if length_min % tick_min:
            rule = f"must be a multiple of tick_min ({tick_min} minutes)"
            checks.add(path, f"{path} {rule}, got {length_min}.")


def _lengths(network: Network) -> Iterator[tuple[str, int]]:
    """Path and minutes of every length that must lie on the grid."""
    for room in network.rooms:
        yield f"rooms[{room.id}].turnover_min", room.turnover_min
    for practitioner in network.practitioners:
        if practitioner.break_ is not None:
            path = f"practitioners[{practitioner.id}].break_.break_min"
            yield path, practitioner.break_.break_min
    for treatment in network.treatments:
        for position, step in enumerate(treatment.steps):
            path = f"treatments[{treatment.id}].steps[{position}]"
            yield f"{path}.least_min", step.least_min
            yield f"{path}.most_min", step.most_min
    for appointment in network.appointments:
        if appointment.status in _STANDING:
            path = f"appointments[{appointment.visit.session}].steps"
            for position, taken in enumerate(appointment.visit.steps):
                yield f"{path}[{position}].length_min", taken.length_min
