"""Weeks of life: plan, publish, hold, miss, cancel, confirm, and plan again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
from sqlalchemy import Engine

from fixtures.generator.network import generate_network
from scheduler.domain.roster import Appointment, AppointmentStatus, Visit
from scheduler.planning import publish_roster
from scheduler.storage import unit_of_work
from tests.scheduler.runs import plan, store, stored

DAYS = 9
STANDING = (AppointmentStatus.PUBLISHED, AppointmentStatus.CONFIRMED)


def after_a_day(
    appointments: tuple[Appointment, ...], now_utc: datetime, rng: Random
) -> Iterator[Appointment]:
    """What the front desk records, and what patients do, until now."""
    for appointment in appointments:
        if appointment.status not in STANDING:
            continue
        status, dice = appointment.status, rng.random()
        if appointment.visit.end_utc <= now_utc:
            # one in twenty is recorded a day late
            if dice < 0.85:
                status = AppointmentStatus.DONE
            elif dice < 0.95:
                status = AppointmentStatus.MISSED
        elif dice < 0.03:
            status = AppointmentStatus.CANCELLED
        elif dice < 0.2:
            status = AppointmentStatus.CONFIRMED
        if status is not appointment.status:
            revision = appointment.revision + 1
            yield replace(appointment, status=status, revision=revision)


def let_time_pass(engine: Engine, now_utc: datetime, rng: Random) -> None:
    """Bring the appointments up to date."""
    changed = tuple(after_a_day(stored(engine).appointments, now_utc, rng))
    with unit_of_work(engine) as uow:
        uow.appointments.put(changed)
        uow.commit()


def visits_of(engine: Engine, status: AppointmentStatus) -> list[Visit]:
    """Visits of the appointments with a status, in order of start."""
    return [a.visit for a in stored(engine).appointments if a.status is status]


@pytest.mark.parametrize(
    ("seed", "start", "zones"),
    [
        (1, date(2026, 10, 21), ("Europe/London",)),  # clocks go back
        (2, date(2027, 3, 10), ("America/New_York",)),  # clocks go forward
        # half an hour, and two calendars in one network
        (3, date(2026, 9, 30), ("Australia/Lord_Howe", "Europe/London")),
    ],
)
def test_promises_hold_while_life_goes_on(sqlite_engine, seed, start, zones):
    """
    As long as clinics, rooms and people stay as they are, nothing promised breaks.

    Every plan is verified before it is stored, and each draft can be published
    at once; what was confirmed never moves.
    """
    rng = Random(seed)
    network = generate_network(2, 10, 0.3, seed, start, zones=zones, patients=24)
    store(sqlite_engine, network)
    for day in range(DAYS):
        hour = time(rng.choice((2, 3, 9, 14, 21)))
        now_utc = datetime.combine(start + timedelta(days=day), hour, tzinfo=UTC)
        let_time_pass(sqlite_engine, now_utc, rng)
        clinics = [rng.choice(network.clinics).id] if rng.random() < 0.3 else None
        result = plan(sqlite_engine, now_utc=now_utc, clinics=clinics)
        assert result.broken == ()
        confirmed = visits_of(sqlite_engine, AppointmentStatus.CONFIRMED)
        if rng.random() < 0.7:
            publish_roster(sqlite_engine, result.roster.id, now_utc=now_utc)
        assert visits_of(sqlite_engine, AppointmentStatus.CONFIRMED) == confirmed
    sessions = [a.visit.session for a in stored(sqlite_engine).appointments]
    assert len(sessions) == len(set(sessions)) > 24
