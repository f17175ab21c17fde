"""A network as the appointment book sees it: without anybody to treat."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.clock import to_utc
from scheduler.domain.network import Network
from scheduler.domain.patient import Patient
from scheduler.domain.treatment import Protocol
from scheduler.horizon import PlanningHorizon
from scheduler.problem_parts import (
    clinic_part,
    practitioner_part,
    room_part,
    travel_part,
    treatment_part,
    weights_part,
)
from scheduler.standing import zones_of
from scheduler.working_times import WorkingTimes
from solver import problem as document

DAYS_BACK, DAYS_AHEAD = 2, 180
"""Days that a book covers, around the day on which it is opened."""


@dataclass(frozen=True, slots=True)
class House:
    """
    Clinics, rooms, people and treatments over the dates of a book.

    Attributes
    ----------
    network
        Without appointments and rosters.
    problem
        Without patients, courses and appointments.
    patients, protocols
        By id, those that there were when the book was opened.
    """

    network: Network
    horizon: PlanningHorizon
    times: WorkingTimes
    zones: dict[str, ZoneInfo]
    patients: dict[str, Patient]
    protocols: dict[str, Protocol]
    problem: document.Problem


def house_of(network: Network, today: date) -> House:
    """Everything that has to be known before the first appointment."""
    network = replace(network, appointments=(), rosters=())
    horizon = _horizon(network, today)
    times, zones = WorkingTimes(network, horizon), dict(zones_of(network))
    problem = document.Problem(
        id=f"{network.policy.id}-book",
        horizon=document.Horizon(start=horizon.start, days=horizon.days),
        tick_minutes=network.policy.tick_min,
        clinics=tuple(clinic_part(c, times.opening(c)) for c in network.clinics),
        travel=tuple(travel_part(t, network.policy.tick_min) for t in network.travel),
        rooms=tuple(
            room_part(r, times.closures(r), zones[r.clinic]) for r in network.rooms
        ),
        practitioners=tuple(
            practitioner_part(p, times.shifts(p), zones) for p in network.practitioners
        ),
        treatments=tuple(treatment_part(t) for t in network.treatments),
        patients=(),
        courses=(),
        appointments=(),
        weights=weights_part(network.policy),
    )
    return House(
        network=network,
        horizon=horizon,
        times=times,
        zones=zones,
        patients={patient.id: patient for patient in network.patients},
        protocols={protocol.id: protocol for protocol in network.protocols},
        problem=problem,
    )


def _horizon(network: Network, today: date) -> PlanningHorizon:
    start = today - timedelta(days=DAYS_BACK)
    # Whether an hour is over is asked when it matters; here every hour counts.
    early: datetime = to_utc(start - timedelta(days=2), time(0), network.policy.zone)
    return PlanningHorizon(
        now_utc=early,
        start=start,
        days=DAYS_BACK + DAYS_AHEAD,
        frozen_until=today + timedelta(days=network.policy.freeze_days),
    )
