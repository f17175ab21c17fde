"""``meridian scheduler``: the nightly clock as a process."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from scheduler.storage import unit_of_work
from tests.scheduler.builders import make_network

Start = Callable[..., subprocess.Popen[str]]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_scheduler_plans_the_night_and_ends_with_sigterm(
    start: Start, on_database: str, sqlite_engine: Engine
) -> None:
    """A night that was missed is planned at once; SIGTERM ends with status 0."""
    with unit_of_work(sqlite_engine) as uow:
        uow.replace_network(make_network())
        uow.commit()
    process = start("scheduler")
    assert process.stderr is not None
    for line in process.stderr:
        if "placed" in line:
            break
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err
    with unit_of_work(sqlite_engine, write=False) as uow:
        assert uow.rosters.latest_draft() is not None
        (night,) = uow.nightly.latest(10)
    assert night.status == "finished"
