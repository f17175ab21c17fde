"""The nightly clock: it looks often, and the ledger says whether a night is due.

So a night on which clocks change, a process that slept or was down, and several
processes at once all come to one run a night.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import Engine

from scheduler.nightly_run import (
    NightlyOutcome,
    NightlyResult,
    night_of,
    run_nightly,
)
from scheduler.settings import Settings
from solver.options import Stop, never

__all__ = [
    "NightlyOutcome",
    "NightlyResult",
    "night_of",
    "nightly_scheduler",
    "run_nightly",
    "run_until_stopped",
]

_log = logging.getLogger(__name__)

JOB_ID = "nightly"
MINUTES_BETWEEN_LOOKS = 5
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def nightly_scheduler(
    settings: Settings, engine: Engine, *, stop: Stop = never
) -> BackgroundScheduler:
    """
    A scheduler, not yet started, that looks every five minutes, and at once.

    It fires in UTC, which has no night with an hour too few or too many. Late
    looks are made up, several missed ones as one, and never two at a time. Its
    jobs live in memory: they are made anew from the settings at each start.

    Parameters
    ----------
    stop
        Ends a search that is under way.
    """
    scheduler = BackgroundScheduler(
        timezone=UTC,
        executors={"default": ThreadPoolExecutor(max_workers=1)},
    )
    scheduler.add_job(
        _look,
        CronTrigger(minute=f"*/{MINUTES_BETWEEN_LOOKS}", timezone=UTC),
        args=(engine, settings, stop),
        id=JOB_ID,
        next_run_time=datetime.now(UTC),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,  # by default a look a second late is dropped
    )
    return scheduler


def run_until_stopped(settings: Settings, engine: Engine) -> None:
    """
    Run the nightly clock until SIGINT or SIGTERM; for a main thread.

    A search under way is ended, and its best plan kept as the night's draft.
    """
    with _stop_on_signals() as stopped:
        scheduler = nightly_scheduler(settings, engine, stop=stopped.is_set)
        scheduler.start()
        _log.info(
            "The nightly clock runs; the network is planned at %s on its own clock.",
            f"{settings.nightly_at:%H:%M}",
        )
        stopped.wait()
        _log.info("The nightly clock stops.")
        scheduler.shutdown(wait=True)


def _look(
    engine: Engine, settings: Settings, stop: Callable[[], bool]
) -> NightlyResult:
    """Plan if a night is due now."""
    return run_nightly(engine, now_utc=datetime.now(UTC), settings=settings, stop=stop)


@contextmanager
def _stop_on_signals() -> Iterator[Event]:
    """An event that the signals set; afterwards they do what they did before."""
    stopped = Event()
    before = {
        number: signal.signal(number, lambda *_: stopped.set())
        for number in STOP_SIGNALS
    }
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
