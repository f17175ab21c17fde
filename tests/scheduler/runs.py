"""Planning runs in the night to Monday 23 November 2026, for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from scheduler.domain.network import Network
from scheduler.planning import PlanningResult, plan_network
from scheduler.storage import unit_of_work
from solver.options import Options

NIGHT = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
FRONT_DESK = Options(time_limit_s=0)


def store(engine: Engine, network: Network) -> None:
    """Put a network into the database."""
    with unit_of_work(engine) as uow:
        uow.replace_network(network)
        uow.commit()


def stored(engine: Engine) -> Network:
    """What the database holds."""
    with unit_of_work(engine, write=False) as uow:
        return uow.network()


def plan(engine: Engine, **options: object) -> PlanningResult:
    """A run in the night to Monday 23 November 2026, by the front desk alone."""
    values = {"now_utc": NIGHT, "options": FRONT_DESK} | options
    return plan_network(engine, **values)
