"""Import, plan, export, import into a fresh database: the same data."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine

from fixtures.generator.network import generate_network
from scheduler.planning import plan_network, publish_roster
from scheduler.storage import ensure_ready, open_engine, unit_of_work
from scheduler.tables import read_folder, write_folder
from solver.solve import Options

MONDAY = datetime(2026, 11, 23, 5, tzinfo=UTC)


def test_a_planned_network_comes_back_as_it_went(engine: Engine, tmp_path: Path):
    """Published appointments and a fresh draft survive the folder, on each database."""
    first = generate_network(1, 7, 0.5, seed=3, start=date(2026, 11, 23))
    with unit_of_work(engine) as uow:
        uow.replace_network(first)
        uow.commit()
    planned = plan_network(engine, now_utc=MONDAY, options=Options(time_limit_s=0))
    publish_roster(engine, planned.roster.id, now_utc=MONDAY)
    plan_network(engine, now_utc=MONDAY, options=Options(time_limit_s=0))
    with unit_of_work(engine, write=False) as uow:
        gone = uow.network()
    assert gone.appointments
    assert len(gone.rosters) == 2
    write_folder(gone, tmp_path / "folder")

    fresh = open_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    ensure_ready(fresh)
    with unit_of_work(fresh) as uow:
        uow.replace_network(read_folder(tmp_path / "folder"))
        uow.commit()
    with unit_of_work(fresh, write=False) as uow:
        assert uow.network() == gone
    fresh.dispose()
