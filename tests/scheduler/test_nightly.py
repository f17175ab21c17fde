"""The nightly run: once a night, made up if missed, taken up if it failed."""

from __future__ import annotations

import logging
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from threading import Event, Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from apscheduler.events import EVENT_JOB_EXECUTED
from sqlalchemy import Engine

from scheduler.domain.calendar import LocalSpan
from scheduler.domain.network import Policy
from scheduler.domain.nightly import NightlyRun, NightlyStatus
from scheduler.nightly import (
    NightlyOutcome,
    NightlyResult,
    night_of,
    nightly_scheduler,
    run_nightly,
    run_until_stopped,
)
from scheduler.nightly_run import RETRY_AFTER
from scheduler.planning import PlanningResult, plan_network
from scheduler.settings import Settings
from scheduler.storage import unit_of_work
from tests.scheduler.builders import (
    make_appointment,
    make_network,
    make_practitioner,
    make_recovery,
    make_step,
    make_treatment,
)
from tests.scheduler.cases import MONDAY, at
from tests.scheduler.runs import NIGHT, plan, store, stored

# More lengths of a session than a problem can say: the run fails each time.
LONG_RESTS = tuple(make_recovery(least_min=5, most_min=240) for _ in range(3))
UNSPEAKABLE = make_network(
    treatments=(make_treatment(steps=(make_step(), *LONG_RESTS)),)
)
SETTINGS = Settings(plan_time_limit_s=0.1, workers=1)
PLANNED, NOT_DUE = NightlyOutcome.PLANNED, NightlyOutcome.NOT_DUE


def run(engine: Engine, now_utc: datetime = NIGHT) -> NightlyResult:
    """Look whether a night is due; planning is at 03:30 in London."""
    return run_nightly(engine, now_utc=now_utc, settings=SETTINGS)


def ledger(engine: Engine, night: date = MONDAY) -> NightlyRun | None:
    """What the ledger says of a night."""
    with unit_of_work(engine, write=False) as uow:
        return uow.nightly.get(night)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        ("2026-11-23T03:29:59Z", 22),  # a second before
        ("2026-11-23T03:30:00Z", 23),  # on the minute
        ("2026-11-23T23:59:00Z", 23),  # made up in the evening
        ("2026-11-24T00:10:00Z", 23),  # and after midnight
    ],
)
def test_night_is_the_last_whose_time_has_come(now, night):
    """At half past three in London, in winter."""
    found = night_of(
        datetime.fromisoformat(now), time(3, 30), ZoneInfo("Europe/London")
    )
    assert found == date(2026, 11, night)


@pytest.mark.parametrize(
    ("day", "first_utc"),
    [
        # 02:30 does not exist: the moment after the gap, 03:30 EDT
        (date(2027, 3, 14), datetime(2027, 3, 14, 7, 30, tzinfo=UTC)),
        # 01:30 comes twice: the first one, EDT
        (date(2026, 11, 1), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        # an ordinary night
        (date(2026, 11, 2), datetime(2026, 11, 2, 6, 30, tzinfo=UTC)),
    ],
)
def test_every_night_comes_once_when_clocks_change(day, first_utc):
    """A night begins at one instant, whatever the clock shows before or after."""
    zone = ZoneInfo("America/New_York")
    nightly_at = time(2, 30) if day.month == 3 else time(1, 30)
    minute = timedelta(minutes=1)
    assert night_of(first_utc - minute, nightly_at, zone) == day - timedelta(days=1)
    for minutes in range(0, 23 * 60, 30):
        assert night_of(first_utc + minutes * minute, nightly_at, zone) == day


class TestRun:
    """One night in the ledger."""

    def test_night_is_planned_and_noted(self, engine):
        """The draft is there, appointments and ledger agree; on either database."""
        store(engine, make_network(appointments=(make_appointment(start_utc=at(3)),)))
        result = run(engine)
        assert (result.outcome, result.night) == (PLANNED, MONDAY)
        network = stored(engine)
        assert [roster.id for roster in network.rosters] == [result.roster]
        assert [a.visit.start_utc for a in network.appointments] == [at(3)]
        noted = ledger(engine)
        assert (noted.status, noted.roster) == (NightlyStatus.FINISHED, result.roster)
        assert "sessions placed; 0 appointments cannot stay" in noted.message
        assert noted.finished_utc >= NIGHT

    def test_appointments_that_cannot_stay_are_logged(self, sqlite_engine, caplog):
        """A line each, so that somebody phones the patients in the morning."""
        ill = LocalSpan(first_day=MONDAY, last_day=MONDAY)
        network = make_network(
            practitioners=(make_practitioner(absences=(ill,)),),
            appointments=(make_appointment(start_utc=at(0)),),
        )
        store(sqlite_engine, network)
        with caplog.at_level(logging.WARNING):
            run(sqlite_engine)
        assert "Session c1-1 cannot stay at north, 2026-11-23 10:00" in caplog.text

    def test_night_is_planned_once(self, sqlite_engine):
        """Whoever looks again finds it done, until the next night."""
        store(sqlite_engine, make_network())
        outcomes = [
            run(sqlite_engine, NIGHT + timedelta(hours=hours)).outcome
            for hours in (0, 0, 1, 23, 24)
        ]
        assert outcomes == [PLANNED, NOT_DUE, NOT_DUE, NOT_DUE, PLANNED]
        assert len(stored(sqlite_engine).rosters) == 2

    def test_of_many_that_look_at_once_one_plans(self, engine):
        """Several API processes may run the clock."""
        store(engine, make_network())
        with ThreadPoolExecutor(4) as pool:
            results = list(pool.map(lambda _: run(engine), range(4)))
        outcomes = [result.outcome for result in results]
        assert outcomes.count(PLANNED) == 1
        assert outcomes.count(NOT_DUE) == 3

    def test_missed_night_is_made_up(self, sqlite_engine):
        """The machine was off at half past three."""
        store(sqlite_engine, make_network())
        result = run(sqlite_engine, at(0, 14))
        assert (result.outcome, result.night) == (PLANNED, MONDAY)

    def test_night_is_the_networks_own(self, sqlite_engine):
        """At 03:30 in London it is still Sunday in New York."""
        network = make_network(policy=Policy(id="sample", timezone="America/New_York"))
        store(sqlite_engine, network)
        assert run(sqlite_engine).night == date(2026, 11, 22)

    def test_without_a_network_nothing_is_due(self, sqlite_engine):
        """Nothing was imported yet, and the ledger stays empty."""
        result = run(sqlite_engine)
        assert (result.outcome, result.night) == (NOT_DUE, None)
        assert ledger(sqlite_engine) is None

    def test_failure_is_noted_and_tried_again_later(self, sqlite_engine, caplog):
        """A quarter of an hour after; when the cause is gone, the night is planned."""
        store(sqlite_engine, UNSPEAKABLE)
        failed = run(sqlite_engine)
        assert failed.outcome is NightlyOutcome.FAILED
        assert "steps must allow at most 10000 combinations" in failed.message
        assert ledger(sqlite_engine).status is NightlyStatus.FAILED
        assert "attempt 1 failed" in caplog.text
        soon = run(sqlite_engine, NIGHT + RETRY_AFTER - timedelta(seconds=1))
        assert soon.outcome is NOT_DUE
        store(sqlite_engine, make_network())
        later = run(sqlite_engine, NIGHT + RETRY_AFTER + timedelta(minutes=1))
        assert later.outcome is PLANNED
        assert ledger(sqlite_engine).attempt == 2

    def test_a_night_is_given_up_after_three_attempts(self, sqlite_engine):
        """The next night is another one."""
        store(sqlite_engine, UNSPEAKABLE)
        outcomes = [
            run(sqlite_engine, NIGHT + timedelta(minutes=20 * attempt)).outcome
            for attempt in range(5)
        ]
        failed = NightlyOutcome.FAILED
        assert outcomes == [failed, failed, failed, NOT_DUE, NOT_DUE]
        store(sqlite_engine, make_network())
        assert run(sqlite_engine, NIGHT + timedelta(days=1)).outcome is PLANNED

    def test_a_failure_of_ours_keeps_its_details_in_the_log(
        self, sqlite_engine, monkeypatch, caplog
    ):
        """The ledger names its kind; the last draft stays."""
        store(sqlite_engine, make_network())
        before = plan(sqlite_engine).roster

        def broken(*_: object, **__: object) -> None:
            raise ZeroDivisionError("of ours")

        monkeypatch.setattr("scheduler.nightly_run.plan_network", broken)
        result = run(sqlite_engine)
        assert result.message == "ZeroDivisionError; the log has the details."
        assert "of ours" in caplog.text
        assert stored(sqlite_engine).rosters == (before,)

    def test_a_run_that_died_is_taken_up_when_its_lease_is_over(self, sqlite_engine):
        """Nobody finished it, nobody will."""
        store(sqlite_engine, make_network())
        with unit_of_work(sqlite_engine) as uow:
            uow.nightly.claim(MONDAY, NIGHT, 600)
            uow.commit()
        assert run(sqlite_engine, NIGHT + timedelta(seconds=599)).outcome is NOT_DUE
        assert run(sqlite_engine, NIGHT + timedelta(seconds=600)).outcome is PLANNED

    def test_a_run_that_outlived_its_lease_does_not_end_the_others(
        self, sqlite_engine, monkeypatch, caplog
    ):
        """Another attempt took over while it planned."""
        store(sqlite_engine, make_network())

        def slow(engine: Engine, **options: Any) -> PlanningResult:
            with unit_of_work(engine) as uow:
                assert uow.nightly.claim(MONDAY, NIGHT + timedelta(hours=9), 600)
                uow.commit()
            return plan_network(engine, **options)

        monkeypatch.setattr("scheduler.nightly_run.plan_network", slow)
        run(sqlite_engine)
        assert "outlived its lease" in caplog.text
        assert ledger(sqlite_engine).status is NightlyStatus.RUNNING


class TestClock:
    """What fires the run."""

    def test_it_fires_in_utc_and_makes_up_for_late_looks(self, sqlite_engine):
        """Nothing is dropped, nothing doubled."""
        scheduler = nightly_scheduler(SETTINGS, sqlite_engine)
        scheduler.start(paused=True)
        (job,) = scheduler.get_jobs()
        assert str(job.trigger.timezone) == "UTC"
        assert (job.coalesce, job.max_instances) == (True, 1)
        assert job.misfire_grace_time is None
        assert job.next_run_time <= datetime.now(UTC)
        scheduler.shutdown()

    def test_it_looks_at_once_and_plans(self, sqlite_engine):
        """A missed night is made up at start-up."""
        store(sqlite_engine, make_network())
        looked = Event()
        scheduler = nightly_scheduler(SETTINGS, sqlite_engine)
        scheduler.add_listener(lambda _: looked.set(), EVENT_JOB_EXECUTED)
        scheduler.start()
        assert looked.wait(timeout=60)
        scheduler.shutdown()
        assert len(stored(sqlite_engine).rosters) == 1

    def test_it_runs_until_a_signal_and_gives_signals_back(self, sqlite_engine):
        """SIGTERM ends it in good order."""
        ended = Event()

        def insist() -> None:
            while not ended.wait(0.02):
                os.kill(os.getpid(), signal.SIGTERM)

        ours = signal.signal(signal.SIGTERM, lambda *_: None)
        thread = Thread(target=insist)
        thread.start()
        run_until_stopped(SETTINGS, sqlite_engine)
        ended.set()
        thread.join()
        handler = signal.signal(signal.SIGTERM, ours)
        assert handler is not ours
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
